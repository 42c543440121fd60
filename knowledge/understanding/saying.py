"""How sure an answer sounds: put off, denied, hedged, conditional, or a question in return.

Every function gives the words that it heard, or nothing; names should be masked before.
"""

from __future__ import annotations

import re

NAME = "\u25a0"  # stands for a person who was found in a text, so that May is no verb


def _words(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)


DONE = (
    r"(?:decided?|defined?|determined|confirmed|announced|named|appointed|assigned|discussed|agreed"
    r"|completed|found|hired|clarified|seen|nominated|selected|chosen|settled|fixed|known|clear"
    r"|finali[sz]ed|identified|specified|estimated|calculated|set|measured|worked out|figured out"
    r"|sorted(?: out)?|filled|done|advised|allocated|there|available|public|formali[sz]ed|concluded"
    r"|resolved|picked|tested|timed|checked|counted|communicated"
    r"|established|designated|elaborated|precised|studied|fully clear)"
)
WE = r"(?:we|i|they|he|she|you|one|someone|somebody|management|the team|the business|hr)"
LATER_VERB = (
    r"(?:figure|work|sort|find|see|decide|think|come back|get back|let you know|check|discuss"
    r"|clarify|look|define|determine|announce|name|revert|follow|update|share|send|tell|know|ask"
    r"|cross that|choose|pick|appoint|assign|nominate|hire|recruit|search|talk|fill|finali[sz]e"
    r"|settle|fix|provide|add|try|confirm|align|need|do|plan|agree|inform|keep you|circle back)"
)
PUT_OFF = _words(
    r"t\.?b\.?[adcfns]\.?",
    r"to[ -]?be[ -](?:\w+ly )?(?:" + DONE + r"|\w{3,}ed\b(?! by))",
    r"to (?:define|decide|determine|clarify|confirm|discuss)",
    r"(?:will|shall|has to|have to|must|needs? to|is to|are to|gets?|going to|yet to|still to) be "
    r"(?:\w+ )?" + DONE,
    r"(?:is|are|was|'s|still|currently|now) being (?:\w+ly )?(?:"
    + DONE
    + r"|\w{3,}ed\b(?! (?:by|to)))",
    r"not (?:really |at all |yet |been |fully |quite |officially |formally |clearly )*"
    + DONE
    + r"(?: yet)?",
    r"(?:isn't|aren't|wasn't|hasn't been|haven't|hasn't|not been|ain't) (?:been |yet |really )*"
    + DONE,
    r"(?:unknown|undecided|unclear|undefined|unassigned|unresolved|undetermined)",
    r"(?:still|currently|yet|is|are|at the moment|presently) (?:an? )?(?:open(?: (?:point|question"
    r"|topic|item|issue))?|looking|searching|discussing|deciding|thinking|working on|missing"
    r"|unclear|in discussion|under discussion|in clarification|pending|to do|in the air|recruiting"
    r"|hiring|vacant|waiting)",
    r"(?:open|vacant)(?: (?:point|question|topic|item|issue|position))?(?= *[.!]*$)",
    r"(?:(?<=^)|(?<=^still )|(?<=^it's )|(?<=^it is ))(?:open|pending|vacant"
    r"|undecided)(?= *[,;:(\u2013-])",
    r"(?:in|under) (?:discussion|clarification|consideration|evaluation|progress|preparation"
    r"|definition|negotiation)s?",
    WE + r"(?: (?:first|still|all|just|also|really|only|now|then))*"
    r"(?:'ll| will| shall|'re going to| are going to| am going to|'m going to| gonna| need to"
    r"| have to| must| still (?:need|have) to| should| are still to|'ve yet to| have yet to)"
    r"(?: (?:first|then|still|soon|later|all|have to|need to))* " + LATER_VERB,
    r"(?:will|to) (?:do|follow|come|revert|update|share|let you know|check|send|be provided"
    r"|be communicated|be shared|be known|be clear)(?: (?:it|this|that|later|soon|you"
    r"|back|on|to|with|and revert|and update|shortly|again|here|asap|the same|accordingly))*"
    r"(?= *[.!,]*$|,| later| soon| in | next| by| after| when| once| at )",
    r"(?:ask me|come back|get back|check back|remind me|tell you|talk) (?:again "
    r"|about (?:it|this) )?"
    r"(?:later|next|in|after|tomorrow|soon|when|once)",
    r"(?:i |we )?(?:really |sorry )?(?:do not|don't|dont|cannot|can't|couldn't|did not) "
    r"(?:know|say|tell|decide)(?: yet| who| that| this| it| now)*",
    r"(?:no|not an?|not any|have no|without(?: any)?) (?:idea|clue|decision|plan yet|clarity|info"
    r"|information|answer)(?: yet| so far)?",
    r"follows?(?= *[.!]*$| later| soon| next| by| in )",
    r"still (?:\w+ly )?(?:discuss|debat|think|argu|negotiat|work|search|look|ask|decid"
    r"|evaluat|analy[sz]"
    r"|defin|determin|clarify|calculat|measur|figur|sort|align|collect|choos|select"
    r"|pick|explor|review"
    r"|prepar|draft|consider|wait|agree|brainstorm|gather)(?:e|ing)?",
    r"n\.?/a\.?|not applicable(?: yet)?|na(?= for now| yet| at)",
    r"(?:dunno|idk|wip|work in progress|lorem ipsum|placeholder|xxx+|nyk|pls wait)",
    r"(?:(?<=^)|same )as (?:above|before)|see above",
    r"(?:topic|question|issue|subject|something|thing|matter|one|job|discussion) for (?:next|later"
    r"|another|tomorrow|the next|after)\b",
    r"under construction|let me (?:get back|revert|come back)|(?:coming|due|ready"
    r"|available) (?:next|in"
    r" (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)|soon)",
    r"(?:hope|hoping|trying|want|wish|plan|planning|aim) (?:that )?(?:we |to |i |they )*"
    r"(?:find|get|hire|have|decide|know|name)",
    r"let(?:'s| us| me) (?:see|check|think|discuss|find|decide|wait|talk|ask|look"
    r"|get back|come back|revert|clarify|confirm|verify|sleep)",
    r"(?:depends on|waiting for|awaiting) (?:the )?(?:decision|outcome|re-?org\w*|budget|board|hr)",
    r"(?:kindly|please) (?:wait|allow|bear|give (?:me|us))",
    r"(?:will|to) be (?:decided|named|known)",
    r"(?:we are|we're|i am|i'm|they are) (?:still )?(?:looking|searching|working|discussing|waiting"
    r"|figuring|thinking|deciding|hiring|recruiting|interviewing|negotiating|debating"
    r"|evaluating|on it"
    r"|clarifying|checking|aligning)\b",
    r"(?:is |are |it's )?(?:planned |put |scheduled )?on (?:the|our) (?:agenda|list"
    r"|to-?do(?: list)?)",
    r"(?:parked|shelved|postponed|deferred|tabled) (?:this|it|that|the \w+)",
    r"(?:at|in|for|with|after|before) (?:the|our) next (?:steer\w*|meeting|board"
    r"|committee|jour fixe"
    r"|review|workshop|sprint|round|planning)",
    r"(?:need|have|want) to (?:count|measure|time|test|ask|check|look it up) (?:first"
    r"|it|that|this)?",
    r"(?:when|until) (?:hell freezes|pigs (?:can )?fly)\b[\w ]*",
    r"never (?:been )?(?:tested|measured|counted|timed|tracked|checked|asked)"
    r"|not (?:written|built|made|drawn"
    r"|given|taken) yet|(?:do not|don't|dont|did not|didn't|never) (?:track|measure"
    r"|count|monitor|record|time"
    r"|test)(?:ed)?(?: (?:it|that|this))?",
    r"(?:waiting for|await(?:ing)?) (?:the |an? |our |their )?(?:offer|quote|quotation"
    r"|estimate|figures?|numbers?"
    r"|price|invoice|results?)",
    r"no (?:date|day|deadline|count|figure|number|amount|link|document|value|price"
    r"|quote)s?(?: (?:yet|so far|set|fixed"
    r"|given|known))+",
    r"(?:decision|nomination|appointment|answer|outcome|choice|vote|result) (?:is "
    r"|still |was |remains )*"
    r"(?:pending|open|outstanding|due|awaited)|(?:we|i) (?:still )?owe (?:you|this|that)\b",
    r"(?:talks|discussions|negotiations|interviews|rounds?|planning) (?:start|begin"
    r"|take place|are held|follow)s?",
    r"(?:watch this space|in due course|one day|some ?day|sooner or later|eventually)",
    r"(?:recruitment|hiring|search|selection|discussion|discussions|talks) (?:is |are )?(?:ongoing"
    r"|on-going|running|going on|in progress|under way|underway|started|open|continues?)",
    # what colleagues from elsewhere type
    r"noch (?:offen|nicht|unklar)|unbekannt|keine ahnung|wei(?:\u00df|ss) nicht|folgt(?: noch)?",
    r"[\u00e0a] d[\u00e9e]finir|por definir|a definir|da definire|en cours|em aberto|pendiente"
    r"|je ne sais pas|aucune id[\u00e9e]e|no s[\u00e9e]|n[\u00e3a]o sei|non lo so|nie wiem",
)
LATER = re.compile(
    r"[\s(]*(?:(?:ask (?:me|us|again)|(?:the|our)? ?(?:money|budget|funding|funds"
    r"|names?|owner|sponsor|details?"
    r"|kpis?|metrics?|figures?|numbers?|answer|rest|more)|maybe|decide|decided|answer"
    r"|done|do it|much|coming|available"
    r"|please|will|follows?|it|that|this|comes?|known|we|see|in|the|at|some|until|by|on) )*"
    r"(?:later|soon|tomorrow|next (?:week|month|quarter|year|sprint|meeting)|another time|asap"
    r"|pending|follows|coming|in (?:the )?future|when (?:it's|it is|we are|we're) (?:done|ready"
    r"|there|finished)|not now|in progress|open|wait(?:ing)?|unsure|not sure|link|n\.?/?a\.?"
    r"|draft|todo|to do)(?: (?:on|please|this year|this month|maybe|then))*"
    r"[\s.!)]*",
    re.IGNORECASE,
)
THING = (
    r"(?:owner|sponsor|one|person|responsible|name|names|candidate|budget|money|funds?|funding"
    r"|financing|kpi|metric|measure|number|target|baseline|approval|decision|budget line|opex"
    r"|leader|lead|resources?|operating (?:money|budget)|running (?:money|budget)|figures?"
    r"|accountable|assignee|provision|amount)"
)
NONE_SAID = _words(
    r"no ?one(?: (?:yet|so far|at all|here|really|right now|at the moment|specific|in particular"
    r"|has|is|was|wants|owns|will|takes|feels))*",
    r"nobody(?! (?:has |had )?(?:asked|told|said|mentioned|knows))(?: (?:yet|so far"
    r"|at all|here|really|right now|has|is|was|wants|owns|will"
    r"|takes|feels))*",
    r"(?:there (?:is|are|was)|there's|we have|we've(?: got)?|have|has|with|i see|exists?) "
    r"(?:still |currently |yet |actually |as of now |at present |so far )*(?:no|none|nobody|nothing"
    r"|zero|not (?:a|an|any|one|yet))(?: (?:dedicated|named|formal|clear|real|single|such|separate"
    r"|specific|approved|yet|assigned|official|operating|running|own|extra)*)*",
    r"(?:no|zero|without(?: any)?|lacking(?: an?)?) (?:dedicated |named |formal |clear |such |own "
    r"|separate |extra |specific |operating |running |real )*"
    + THING
    + (
        r"(?: yet| so far| at all| at the moment| planned| allocated| available| foreseen"
        r"| in place)*"
    ),
    r"(?:there )?(?:isn't|is not|aren't|are not|wasn't)(?: (?:really|actually|yet"
    r"|currently|truly|even"
    r"|quite|formally))* (?:any|anyone|anybody|one|anything|a(?:n)? "
    + THING
    + r"|any "
    + THING
    + ")",
    r"(?:do not|don't|dont|does not|doesn't|did not) (?:yet |really |currently "
    r"|even )?(?:have|exist"
    r"|got)(?: (?:any|anyone|anybody|one|an?|it|yet))*",
    r"haven't (?:got )?(?:any|anyone|anybody|one|an?)",
    r"nothing(?: (?:is|was|has been|at all|so far|yet|really|planned|foreseen|reserved|budgeted"
    r"|set aside|allocated|approved|in the budget|put aside|there|for))*",
    r"(?:unfunded|unbudgeted|nil|zilch|nada)",
    r"(?:is|was|are|it's) not (?:budgeted|funded|planned|foreseen|financed|provisioned)(?: for)?"
    r"|not (?:budgeted|funded|foreseen|provisioned)(?: for)?",
    r"(?:not|non|in)[ -]?exist(?:ing|ent)|orphan\w*|unowned|ownerless|masterless"
    r"|never (?:set|defined|had"
    r"|measured|agreed|named|chose|picked|got) (?:one|any|it|a \w+)",
    r"(?:chair|seat|desk|post|position|role|place|job) (?:is|has been|was|stands|stays"
    r"|remains|sits) "
    r"(?:still |now |just )*(?:empty|unfilled|unoccupied|unmanned|vacant)",
    r"none(?: (?:yet|so far|at all|at the moment|assigned|named|for now|planned|available))*",
    r"niemand|personne|nadie|ningu[\u00e9e]m|nessuno|nikt|keiner|kein budget|pas de budget"
    r"|sin presupuesto|sem or[\u00e7c]amento",
)
HEDGED = _words(
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
    rf"|{NAME} would\b|permitting|(?:has|have|had) (?:already |only "
    rf"|just )?been (?:approached|asked"
    r"|contacted|proposed|suggested|invited|sounded out|considered(?! the| as)"
    r"|mentioned|shortlisted)"
    r"(?!.*\b(?:said (?:yes|ok)|accepted|agreed|confirmed|took it|is happy)\b)"
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
CONDITIONAL = _words(
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
QUESTION = re.compile(
    r"^(?:sorry[, ]+|hm+[, ]+|but |and |so |well[, ]+|ok[, ]+|hi[, ]+|hey[, ]+)*"
    r"(?:what|why|how|who|whom|whose|which|when|where|is|are|do|does|did|can|could|should|would|am"
    r"|will|shall|may|must|has|have|(?:is|are|was|does|do|did|has|have|ca|could|should"
    r"|would|wo)n't)"
    r"\b.*\?\s*\W*$"
    r"|\b(?:of|for|in|by|to|with|from) (?:what|which|whom)\b[^.;]{0,60}\?\W*$"
    r"|^(?:sorry[, ]+|but |hm+[, ]+)*(?:what (?:do|does|is|are|did) (?:you|u|this|that"
    r"|it|we|they|the"
    r"|a)\b|why (?:do|are|is|should) (?:you|we|i|u)\b|how (?:do|should|can) (?:i|we|you)\b"
    r"|(?:i )?(?:do not|don't|dont|did not|didn't) (?:understand|get (?:it|this|that|the))"
    r"|(?:can|could|would) (?:you|u) (?:please )?(?:explain|repeat|clarify|rephrase|tell|give|help)"
    r"|not my (?:job|area|department|question|business|topic)|none of your|wrong person"
    r"|(?:please )?(?:explain|clarify|rephrase|elaborate)\b|what\s*$|huh\b|pardon\b|come again)",
    re.IGNORECASE | re.DOTALL,
)
CHATTER = re.compile(
    r"\W*(?:(?:ok|okay|k|okey|lol|ha(?:ha)+|hm+|sure|fine|cool|great|nice|good|yes|no|yep|yeah|nope"
    r"|yup|maybe not|test|testing|asdf\w*|qwert\w*|foo|bar|blah?|thanks?|thank you|thx"
    r"|cheers|hi|hello"
    r"|hey|good (?:morning|evening|day|afternoon)|no problem|np|done|noted|wait|sorry|please|stop"
    r"|whatever|stuff|wtf|ugh|meh|lgtm|\+1|understood|will do that|got it|sounds good"
    r"|all good|all fine"
    r"|you tell me|good question|next question|skip|pass|help|status|never ?mind"
    r"|anything|no comment"
    r"|right|exactly|correct|i see|interesting|of course|absolutely|noted with thanks|roger"
    r"|kindly do the needful|do the needful|perfect|super|wonderful|awesome|amen|bingo|merci|danke"
    r"|gracias|obrigad[oa]|oui|non|ja|nein|si|nothing to add|nothing new)\W*)+",
    re.IGNORECASE,
)


SHORT = 120  # characters of a text that as a whole may stand in for an answer
DECIDERS = (
    r"(?:the |our |my )?(?:board|management|boss|manager|committee|steering committee"
    r"|steerco|hr|director|ceo|cfo|coo|business"
    r"|leadership|sponsor|others|somebody else|someone else|headquarters|hq|finance"
    r"|controlling|council|team)"
)
# What is announced, and when: will share the figures next week, we define KPIs later.
ANNOUNCED = re.compile(
    r"\W*(?:(?:sorry|we|i|they|it|team|pls|please|ok)[ ,]+)?(?:(?:will|shall|can|'ll|to|have to"
    r"|need to|must|going to|want to) )?(?:define|share|send|provide|measure|collect|calculate|set"
    r"|add|deliver|fill|give|submit|check|clarify|confirm|get|post|upload|work out|revert|update"
    r"|fix|agree|estimate|discuss|decide|determine|write|tell)(?: (?:back|in|on|out|up|and|revert"
    r"|it|this|that|these|you|u|the|our|all|a|an|some|final|exact|correct|right|real|first|details?"
    r"|info|information|data|figures?|numbers?|values?|targets?|baselines?|kpis?|metrics?|names?"
    r"|budgets?|amounts?|dates?|links?|documents?|answers?|same|with|to|finance|controlling|hr))*"
    r" (?:and (?:then |later |afterwards )?(?:decide|see|tell|define|report|revert"
    r"|come back)\b.{0,25}"
    r"|later(?: on)?|soon|shortly|tomorrow|next \w+|asap|then|in due course|in (?:a|some|the"
    r"|one|two|few|january|february|march|april|may|june|july|august|september|october|november"
    r"|december)\b.{0,25}|(?:after|by|once|when|before|until|during) .{0,40})\W*",
    re.IGNORECASE,
)
ASK_THEM = re.compile(
    r"\W*(?:(?:we|i)[ ,]+)?(?:will|'ll|shall|have to|need to|must|going to|want to) (?:first )?"
    r"(?:ask|check with|clarify with|align with|talk to|speak (?:to|with)|discuss with) "
    rf"(?:{DECIDERS}|{NAME}|legal|it|compliance|security|procurement|everybody|a colleague"
    r"|(?:the |our |my )?[\w ]{0,12}(?:team|office|desk|admins?|department|colleagues?))"
    r"(?: (?:about|for|on|first) ?.{0,30})?\W*|"
    rf"\W*{DECIDERS} (?:will|can|should|must|has to|have to) (?:tell|say|know|answer|decide|inform)"
    r"(?: (?:us|you|me|it|that|this|soon|later))*\W*|"
    rf"\W*(?:please |pls |kindly |better |just |you (?:can|should|must|have to) )*(?:ask|check with"
    rf"|contact|speak (?:to|with)|talk to) {DECIDERS}(?: (?:about|for|on) .{{0,30}}| please)?\W*",
    re.IGNORECASE,
)
# Whole answers that wait for something, whatever they are about.
WAITS = re.compile(
    r"\W*(?:(?:sorry|well|hm+|so|it is|it's|that is|that's|this is|we are|i am|we|i|it"
    r"|currently|still|just|please|pls|kindly)[ ,]+)*"
    r"(?:not (?:yet|now|at (?:this|the) (?:stage|moment|time|point))|(?:too"
    r"|very) early(?: (?:to (?:say|tell|know)|for (?:that|this)|days|stage))?"
    r"|early days"
    r"|(?:pending|awaiting|waiting)(?: (?:for|on))?(?: (?:the|a|an|our|his|her|their"
    r"|final|board|management))* ?(?:decision|approval|feedback|answer|input"
    r"|confirmation|hr|outcome|meeting|board|budget|management|sign-?off|reply)?"
    r"|(?:search|look|hir|recruit|interview|check|discuss|figur|work|investigat"
    r"|clarify|clarif|evaluat|explor|analy[sz]|negotiat|brainstorm"
    r"|think)(?:y)?ing(?: (?:for|on|it|out|about|into|this|that|someone|somebody|one"
    r"|the right person|with hr|options|a person|candidates|internally|ongoing|now))*"
    r"|(?:interviews?|discussions?|talks|negotiations?|clarification|decision|search"
    r"|recruitment|hiring)(?: (?:is|are|was|were|still|process|phase))* ?(?:ongoing"
    r"|on-going|on|pending|running|open|in progress|under way|underway|planned"
    r"|scheduled|due|outstanding|next week|next month|later)?(?: with .{0,30})?"
    r"|(?:being|to be|will be|yet to be|still to be|has to be|must be"
    r"|needs to be) \w+(?: (?:yet|later|soon|then|internally))*(?: (?:in|by|next|after"
    r"|with|at|on) .{0,40})?"
    r"|will (?:see|tell|inform|update|decide|check|advise|confirm|name|revert|ask|know"
    r"|follow|come|send|share|clarify|discuss)(?: (?:you|it|us|that|this|later|soon"
    r"|then|next week|next month|asap|once known|in due course|back))*"
    r"|(?:we |i )?(?:figure|see|decide|find|sort|work|check|clarify|discuss|tell"
    r"|ask)(?: (?:it|this|that|out|later|me|you|us|again|soon|then|next week|about it"
    r"|first))*"
    r"|(?:it )?depends?(?: on .{0,60})?|as discussed|in (?:q[1-4]|h[12]|january"
    r"|february|march|april|may|june|july|august|september|october|november"
    r"|december)(?: 20[0-9]{2})?"
    r"|(?:after|once|when|upon|at|by|from|with|before) (?:the |we (?:go |are )"
    r"|it (?:goes |is )|it's )?(?:pilot|project|go[- ]?live|live|launch|roll-?out"
    r"|summer|holidays|reorg\w*|re-?organi[sz]ation|new year|budget round|ready|done"
    r"|the time comes|time comes|time is ripe|start|kick-?off|poc|test)(?: (?:ends"
    r"|is over|phase|starts|live))?"
    r"|no (?:decision|info|information|idea|clue|answer|news|update|plan)(?: (?:yet"
    r"|so far|at the moment|available|made|taken|was made))*|not (?:available"
    r"|my decision|known|clear|decided|final)(?: yet| now)?"
    r"|out of scope(?: for now| yet)?|parked|on hold|offen|noch offen|do ustalenia"
    r"|later(?: pls| please)?|vacancy|vacant|open position|unclear"
    r"|good question,? (?:not|no|we|to|will).{0,40}"
    rf"|{DECIDERS} (?:will |has to |must |should |shall |needs to |is going to "
    rf"|still has to )?(?:decides?|names?|appoints?|chooses?|picks?|nominates?"
    rf"|selects?|says?|is on it|knows|tells?|defines?|assigns?|determines?)(?: (?:it"
    rf"|that|this|one|someone|somebody|soon|later|next week|next month|in due course"
    rf"|the person|the owner|who))*(?: (?:in|at|by|on|after) .{{0,40}})?"
    rf"|up to {DECIDERS}|(?:someone|somebody|one|a person|it) (?:will|shall|has to"
    rf"|must|needs to|is to) be \w+(?: (?:soon|later|for it|for this|from|by|in|next"
    rf"|then) ?.{{0,40}})?|(?:we |i )?(?:need|have|want|must|try|plan) to (?:find|name"
    rf"|appoint|hire|decide|check|ask|define|discuss|clarify|search"
    rf"|look)(?: .{{0,40}})?"
    r"|wei(?:\u00df|ss) ich nicht|(?:ich )?wei(?:\u00df|ss) (?:es )?nicht"
    r"|wird noch .{0,40}|kommt noch|steht noch nicht fest|on ne sait pas"
    r"|pas encore .{0,30}|aucune id[\u00e9e]e|por confirmar|pendiente|em aberto"
    r"|a combinar|ainda n[\u00e3a]o .{0,30}|todav[\u00edi]a no .{0,30}|aun no .{0,30}"
    r"|n[\u00e3a]o definido|non ancora .{0,30}|da definire|jeszcze nie .{0,30})\W*",
    re.IGNORECASE,
)


def put_off(text: str) -> str:
    """Give the words that only hold the place of an answer."""
    return stands_in(text) or _found(PUT_OFF.search(text))


def stands_in(text: str) -> str:
    """Give a text that as a whole only waits for an answer."""
    plain = text.strip()
    if len(plain) > SHORT:
        return ""
    forms = (LATER, WAITS, ANNOUNCED, ASK_THEM)
    return _found(next(filter(None, (form.fullmatch(plain) for form in forms)), None))


def denied(text: str) -> str:
    """Give the words that say there is none."""
    return _found(NONE_SAID.search(text))


def hedged(text: str) -> str:
    """Give the words that leave a way out: probably, I think, could be."""
    return _found(HEDGED.search(text))


def conditional(text: str) -> str:
    """Give the words that make it depend on something."""
    return _found(CONDITIONAL.search(HARMLESS_IF.sub(" ", text)))


def unsure(text: str) -> str:
    """Give the words of a hedge or a condition, whichever there is."""
    return hedged(text) or conditional(text)


def asks_back(text: str) -> bool:
    """Tell whether somebody asks instead of answering."""
    return bool(QUESTION.search(text.strip()))


def says_nothing(text: str) -> bool:
    """Tell whether the words answer nothing at all: ok, thanks, no problem."""
    return bool(CHATTER.fullmatch(text))


def _found(match: re.Match[str] | None) -> str:
    return match.group().strip() if match else ""


ONLY_MARKS = re.compile(r"[-?.\u2013\u2014\u2026_*/\s!x]+", re.IGNORECASE)


def only_marks(text: str) -> bool:
    """Tell whether a text has no word in it: ?, -, xxx."""
    return bool(ONLY_MARKS.fullmatch(text))


NO_FIGURE = re.compile(
    r"\b(?:most|many|several|some|few|loads?|handful|ages|instant(?:ly)?|tons|heaps|dozens|hundreds"
    r"|countless|couple|a lot|lots|half|more|less|hardly|quickly|fast"
    r"|soon|long|short|enough|not a lot|much|little|plenty"
    r"|almost|nearly|majority|minority|all of|none of|high|low|expensive|cheap"
    r"|affordable|reasonable|huge|small|big|slow)\b",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(
    r"\b(?:y ?e ?s|yeah|yep|no|nope|not|never|sure|absolutely|definitely|agreed"
    r"|approved|ok|okay|ja|nein|oui|non)\b",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\w:[\\/]|^[a-z]+:|\w\.[a-z]{2,10}/\w|\bwww\.|^/|\\\\|\w\.(?:com|org|net|io|docx?"
    r"|xlsx?|pdf)\b",
    re.IGNORECASE,
)


def no_figure(text: str) -> bool:
    """Tell whether an amount is only told in words such as most or a lot."""
    return not any(char.isdigit() for char in text) and bool(NO_FIGURE.search(text))


def says_yes_or_no(text: str) -> bool:
    """Tell whether a yes or a no is in it somewhere."""
    return bool(YES_OR_NO.search(text))


def an_address(text: str) -> bool:
    """Tell whether it tries to be an address, though none that we keep."""
    return bool(ADDRESS.search(text.strip()))


SPAN = re.compile(
    r"\b(?:today|tomorrow|next|this|coming|q[1-4]|h[12]|quarter|month|week|year|fiscal"
    r"|fy|jan|feb|mar"
    r"|apr|may|june?|july?|aug|sept?|oct|nov|dec)\w*\b",
    re.IGNORECASE,
)


def some_span(text: str) -> bool:
    """Tell whether a stretch of the calendar is meant, though nobody knows which."""
    return bool(SPAN.search(text))


def knows_nothing(text: str) -> bool:
    """Tell whether a no only says that nobody knows."""
    return bool(
        re.search(r"\b(?:no|not an?) (?:idea|clue)\b|\b(?:don't|dont|do not) know\b", text, re.I)
    )


def hangs_on(text: str) -> bool:
    """Tell whether it depends on something else, or comes after it."""
    return bool(re.match(r"\W*(?:it |that )?(?:depends|after|before)\b", text, re.IGNORECASE))
