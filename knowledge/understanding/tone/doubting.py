"""Words that leave a way out: hedges, and conditions."""

from __future__ import annotations

import re

from knowledge.understanding.tone.listening import NAME, either

HEDGED = either(
    r"probabl[ey]|prob\.?|maybe|mayb|perhaps|possibly|presumably|supposedly|apparently|hopefully"
    r"|tentative(?:ly)?|potentially|might|conceivably|arguably|seemingly|theoretically|allegedly"
    r"|provisional(?:ly)?|evtl\.?|plausibly|guess(?:ing)?|doubtful|unlikely|unconfirmed",
    r"(?:most |very |quite |more )?likely|in all likelihood|odds are|chances are",
    r"could (?:well |also )?be|can be (?:that )?(?:it|he|she)|could (?:do|take|own|run"
    r"|become|handle"
    r"|look)|may (?:be|do|take|own|run|not|well|have|become|handle|also|end|get|still|come)"
    r"|should (?:normally |probably |then |really )?(?:be|do|take|own|become|work|have|handle)"
    r"|ought to be|would (?:probably|maybe|perhaps|guess|say|assume|think|imagine|expect|suppose)"
    r"|may or may not",
    r"(?:i|we|i'd|one|they) (?:would |do |still |also |rather |personally |just |kind of )*(?:guess"
    r"|think|believe|suppose|assume|reckon|imagine|presume|suspect|bet|figure|expect"
    r"|hope (?:it|that"
    rf"|for|{NAME})|have the feeling|am guessing|am thinking|are thinking|are guessing)"
    r"(?! it is (?:great|good))",
    r"i (?:am|'m) (?:not|un|hardly|fairly|pretty|quite|almost|nearly|half)[ -]?(?:so |entirely |"
    r"completely |totally |100 ?% ?)?(?:sure|certain)|i'm guessing|i'd (?:say|guess|assume|bet)",
    r"(?:not|un|never|hardly|less) ?(?:so |too |yet |really |entirely |completely |fully |totally "
    r"|absolutely |very |100 ?% |quite )?(?:sure|certain)(?: yet)?|don't think|do not think"
    r"|(?<!no )(?<!without )(?<!any )doubt(?: it| that)?(?! about)",
    r"not (?:yet |been |officially |formally |fully |really )*(?:confirmed|official|asked|agreed"
    r"|accepted|signed(?: off)?|committed|final|approached|informed|told|consulted)(?: yet)?"
    r"|(?:hasn't|haven't|has not|have not|didn't|did not|hasnt) (?:been |yet |even "
    r"|really |fully )*"
    r"(?:confirmed|agreed|accepted|asked|said(?: yes)?|replied|answered|responded|committed|agree"
    r"|confirm|accept|reply|answer|informed|told)(?: yet)?",
    r"(?:does not|doesn't|doesnt|do not|don't) (?:even |yet )?know (?:yet|it|about|of|that|this)"
    r"(?: (?:yet|it|about|of|that|this))*",
    r"(?:to be|tb|be) (?:re)?confirm(?:ed)?|t\.?b\.?c\.?|needs? (?:to|her|his|their) (?:confirm"
    r"\w*|agree\w*|accept\w*|approv\w*|ok|consent|say yes|be asked|be confirmed|blessing)",
    r"(?:still )?(?:has|have|must|need|needs|got) (?:still )?to (?:agree|confirm"
    r"|accept|be asked|ask"
    r"|be convinced|convince|say yes|approve|be confirmed|think about it)",
    r"(?:will|shall|'ll|must|should|want to|plan to|going to|wanted to|let's"
    r"|try to) (?:first |still "
    rf"|have to |need to )*(?:ask|convince|persuade|approach|talk to|speak to"
    rf"|check with|propose to) "
    rf"(?:{NAME}|him|her|them)",
    r"(?:in|under) (?:talks|discussion|discussions|negotiation|negotiations) with|talking to"
    r"|waiting for (?:an? |the |his |her |their )*(?:answer|reply|ok|okay|yes"
    r"|agreement|confirmation"
    r"|response|decision|consent|approval|green light)",
    r"pencil+ed(?: in)?|(?:was |is )?meant to be|supposed to|planned(?= *[:)]|$)"
    r"|proposed|proposal|suggest(?:ed|ion)|shortlisted|in the running"
    rf"|{NAME} would\b(?! (?:not|never|otherwise))|permitting|but (?:it's |it is "
    rf"|all is )?(?:still )?open\b|{NAME} (?:was|were|got"
    rf"|is being) (?:only )?(?:mentioned"
    r"|approached|proposed|suggested|shortlisted|discussed|floated)|(?:we"
    r"|i) hope (?:she|he|they|so)\b|(?:has|have|had) (?:already |only "
    rf"|just )?been (?:approached|asked"
    r"|contacted|proposed|suggested|invited|sounded out|considered(?! the| as)"
    r"|mentioned|shortlisted)"
    r"(?!.*\b(?:said (?:yes|ok)|accepted|agreed|confirmed|took it|is happy)\b)"
    r"|(?:our|my|the) (?:big |great |only )?(?:hope|wish|favou?rite|dream)|(?:i'd"
    r"|i would|we'd|we would)"
    r" (?:love|like|prefer)|unofficial(?:ly)?|informal(?:ly)?|inofficial(?:ly)?"
    r"|\(draft\)|until further notice\W*$"
    rf"|between {NAME} and|{NAME}[^.;]{{0,12}}\b(?:but|although"
    rf"|though)\b[^.;]{{0,15}}(?:n't|\bnot) (?:want|agree"
    r"|like|accept|know|willing|keen|happy|sure|available)"
    r"|front ?runner|(?:was|were) (?:going|about|due) to be|wonder(?:ing)?(?! \w*ful)"
    r"|no (?:reply|answer|response|reaction|feedback|word|confirmation|ok)(?: back)?(?: yet| so far"
    r"| received|(?= *[.!)]*$))"
    r"|favou?rite|our candidate|a candidate|placeholder for|to be discussed|under consideration"
    r"|being considered|is considering|considers it|thinking about it|up for discussion"
    r"|still (?:discuss\w*|open|unclear|thinking|negotiat\w*|deciding|undecided|hesitat\w*)"
    r"|undecided|unclear",
    r"in theory|in principle|on paper(?!.*\b(?:in reality|in practice|in fact)\b)"
    r"|more or less|kind of|kinda|sort of|sorta|or something|or so"
    r"|so to speak|somehow|for the (?:moment|time being)|for now|right now only|temporar(?:y|ily)"
    r"|in the (?:meantime|interim)|meanwhile|ad interim|until (?:we|they|hr|someone"
    r"|somebody|a|an|the "
    r"new|i|a new)(?: \w+)*",
    r"afaik|iirc|imo|imho|as far as i (?:know|remember|see)|if i (?:remember|recall|am not|'m not)"
    r"|from what i (?:heard|hear|know)|i (?:heard|was told|hear) (?:that )?(?:it|he|she)|rumou?r"
    r"|they say|so i (?:hear|heard)|last i heard|if memory serves|from memory|apparently",
    r"says? (?:he|she|they) (?:may|might|could|would)|would (?:love|like|want) to|wants? to think",
    r"wahrscheinlich|vermutlich|vielleicht|eventuell|wohl|peut[- ]?[\u00eae]tre|probablement"
    r"|quiz[\u00e1a]s?|tal ?vez|acho que|creo que|forse|credo|chyba|mo\u017ce|provavelmente"
    r"|probabilmente|je pense|ich glaube|ich denke",
)
# "Call her if it breaks" and "let me know if" set no condition.
HARMLESS_IF = re.compile(
    r"\b(?:as soon as|once|when|if|after) (?:it|we|this|that|the (?:system|pilot|tool"
    r"|service|model|thing))(?:'s|'re)? ?"
    r"(?:is|are|goes|go|has gone|have gone|gets|went|has been)? ?(?:live|launched"
    r"|in production|up and running|rolled out"
    r"|in operation|operational|deployed|released|handed over|over|done)\b|\bmark my words\b|"
    r"\b(?:know|ask|call|ping|contact|tell|write|mail|phone|reach|wake|even|as|see|check|inform"
    r"|page|paged|calls?|called|asks?)(?: (?:her|him|them|me|us|at|any|time|directly|back))* if\b"
    r"|\bif (?:you|u|anything|something|needed|required|necessary|any|there|problems?|any ?one"
    r"|somebody|someone|(?:nobody|no one) (?:answers|picks|reacts|responds|replies|is)"
    r"|things?|at night|it (?:breaks|fails|goes|stops"
    r"|is down|crashes"
    r"|does not work|doesn't work))\b|\b(?:no|without|not any) ifs?\b|\bwhat if\b",
    re.IGNORECASE,
)
CONDITIONAL = either(
    r"if(?! only)",
    r"unless",
    r"provided(?: that)?(?= (?:that|the|we|he|she|they|it|our|legal|finance|hr|nothing|no|all))",
    r"providing(?: that)?",
    r"as soon as",
    r"assuming(?: that)?",
    r"(?:it |that |this |all )?depend(?:s|ing)(?: on)?",
    r"subject to",
    r"conditional(?:ly)?(?: on| upon)?|on (?:the )?condition(?: that)?|under (?:the )?conditions?",
    r"in case(?: that| of)?(?= (?:we|he|she|they|it|the|of (?:success|approval)))",
    r"contingent (?:on|upon)",
    r"as long as",
    r"pending(?= (?:his|her|their|the|an?|approval|confirmation|hr|legal|board|final"
    r"|formal|sign)\b)",
    rf"(?:once|when|after|until|only when|only after|only once) (?:he|she|they|we|it|i|hr|legal|the"
    rf"|our|finance|it's|is|board|my|his|her|someone|somebody|{NAME})(?: \w+)? (?:has "
    rf"|have |is |are "
    r"|gets? |get |be |been |finally |will )*(?:agree[sd]?|approve[sd]?|sign(?:s|ed)?|hired|back"
    r"|found|decided?|decides|free|accept(?:s|ed)?|confirm(?:s|ed)?|says? yes|said yes"
    r"|allows?|clears?"
    r"|clear|leaves?|joins?|signed|ok|okay|takes? over|returns?|available|through"
    r"|on board|starts?)",
    r"sofern|sobald|wenn er|wenn sie|si on|si il|caso (?:o|a)|se (?:o|a) (?:chefe|diretor)",
)
