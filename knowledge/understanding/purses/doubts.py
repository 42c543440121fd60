"""The words that keep an approval from being one: verbal, conditional, refused, still to come."""

from __future__ import annotations

import re

NOT_YET = re.compile(
    r"\b(?:(?:approved|signed|released|confirmed) by (?:nobody|no one|none)"
    r"|to be (?:approved|confirmed|signed|released|decided|validated|sanctioned)"
    r"|(?:submitted|submission|sent|presented|put|handed in|up|scheduled|planned|due|tabled|filed"
    r"|request\w*|raised|forwarded) (?:\w+ )?for (?:\w+ )?(?:approval|sign[- ]?off|signature"
    r"|decision|sanction|validation|release)|un(?:approved|signed|confirmed|sanctioned"
    r"|authori[sz]ed)|(?:not|never|isn't"
    r"|hasn't|haven't|wasn't|has not|have not|is not|was not|nobody has|no one has"
    r"|nobody|none has|aren't|won't be|cannot be|can't be|didn't get|did not get"
    r"|without (?:being )?)(?: (?:yet|been|be|formally|officially|fully|finally|really"
    r"|so far|still|is|get|got|even|quite|actually|has|ever|currently)){0,5} (?:approv\w*"
    r"|sign\w*|sanction\w*|releas\w*|validat\w*|accept\w*|confirm\w*|authori[sz]\w*"
    r"|ratif\w*|clear\w*|agree\w*|grant\w*|decid\w*|there|final|done|through|official"
    r"|binding|committed|secured|allocat\w*|given|green)|(?:no|without(?: any| an?"
    r"| the)?|lack\w* (?:an? |the )?|missing|miss(?:es)?|minus|needs?(?: the| an?)?"
    r"|need(?:ing)?(?: the| an?)?|await\w*|wait\w* (?:for|on)|pending|outstanding"
    r"|expect\w*|seek\w*|still (?:needs?|requires?|want|lacks?|missing)|requires?"
    r"|subject to|before|once we (?:get|have)|ask\w* for|look\w* for|to get|get the"
    r"|hope for|chasing) (?:\w+ ){0,3}?(?:approvals?|signatures?|sign[- ]?offs?|decision"
    r"|green light|go-ahead|confirmation|sanction|release|validation|authori[sz]ation"
    r"|consent|ok|okay|clearance|blessing|vote|answer)|(?:approval|signature"
    r"|sign[- ]?off|decision|green light|go-ahead|confirmation|sanction|validation"
    r"|authori[sz]ation|clearance)(?: (?:of|by|from|for) (?:the "
    r"|our )?\w+(?: \w+)?)? (?:is |are |was |still |currently |remains? "
    r"|not ){0,5}(?:pending|missing|outstanding|open|awaited|expected|due|planned|needed"
    r"|required|to come|to follow|follows|in progress|under way|on its way|ongoing"
    r"|delayed|postponed|denied|refused|withdrawn|revoked|not))\b",
    re.IGNORECASE,
)
UNDECIDED = re.compile(
    r"\b(?:pending|in (?:discussion|negotiation)s?|in review|(?:board|committee"
    r"|management|finance|cfo|ceo|council|director|controlling) (?:still )?(?:decides"
    r"|discusses|votes|meets|reviews)|(?:board|committee|management|finance|cfo|ceo|coo|council"
    r"|director|controlling) (?:is|are) (?:still |now )?(?:review|consider|evaluat|check|discuss"
    r"|decid|look|think|study|examin)\w*ing|(?:goes|going|on its way) to (?:the )?(?:board"
    r"|committee|cfo|finance|council|management)|approved (?:for|to) (?:discuss\w*"
    r"|negotiat\w*|planning|review)|approved ?\?|(?:signing|release|approval|signature"
    r"|decision) (?:is )?(?:next|in|on|by|due|planned|expected) (?:week|month|quarter"
    r"|year|the|january|february|march|april|december|q[1-4]|friday|monday)"
    r"|under (?:review|discussion|consideration|evaluation|negotiation|approval)"
    r"|to be (?:approved|decided|confirmed|signed|released|validated|discussed"
    r"|sanctioned|negotiated|agreed|voted|finali[sz]ed|reviewed|allocated)|tb[cd]"
    r"|on hold|frozen|freez\w+|postponed|deferred|parked|stuck|blocked|queued|shelved"
    r"|under question|in question|at risk|up in the air|undecided|open(?= *(?:$|[,.;:)/-])|"
    r" (?:points?|questions?|issues?|items?|topic|with|until|till|yet))|(?:is|are"
    r"|still|remains) open"
    r"|still (?:sits|lies|hangs|rests|stuck|waits|is|circulates)|has the (?:last"
    r"|final) (?:word|say)"
    r"|(?:last|final) (?:word|say|decision) (?:is|lies|rests|sits|comes)"
    r"|in (?:the )?(?:pipeline|draft|approval|clarification|process|preparation)"
    r"|draft(?:ed)?|provisional(?:ly)?|tentative(?:ly)?|pre-?approved"
    r"|pencil+ed(?: in)?|wish list|hopefully|still (?:negotiat\w+|discuss\w+|with|at"
    r"|in|open|under|being)|being (?:approved|discussed|reviewed|negotiated|decided"
    r"|considered|finali[sz]ed|processed|evaluated)|(?:is|are) (?:still )?(?:thinking"
    r"|reflecting|pondering|mulling)\b|is (?:with|sitting with"
    r"|on the desk of|at) (?:the )?(?:cfo|finance|board|controlling|committee|ceo"
    r"|procurement|management)|awaiting|awaits|waiting|soft commitment"
    r"|letter of intent|loi|half[- ]approved|partial(?:ly)?|partly|informal(?:ly)?"
    r"|unofficial(?:ly)?|unwritten)\b",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:request(?:ed|ing|s)?|asked|ask|asking|applied|applying|apply|application"
    r"|submitted|submit|submitting|filed|handed in|put in|proposed|propose|sent|raised"
    r"|(?:we|i|they|finance) (?:will |want to |would )?plan|tabled|presented|pitched"
    r"|claimed|demanded|in the (?:budget )?(?:request|plan"
    r"|proposal|round)|budget round|earmarked|foreseen|planned|reserved|intended"
    r"|budget request|proposal|forecast(?:ed)?|business case|expected|anticipated"
    r"|projected|estimate[ds]?|targeted|aim\w*|budgeted (?:for|in)|after (?:the "
    r"|our )?(?:pilot|trial|gate|results?|review|audit|proof)(?! (?:ended|closed|was"
    r"|is over|has ended|money)))\b",
    re.IGNORECASE,
)
TO_COME = re.compile(
    r"\bsigns? (?:it |this |off )?(?:when|once|after|as soon|next|later)\b|(?:will"
    r"|shall|'ll|going to|gonna|is to|are to|is due to|is about to|plans? to"
    r"|planning to|intends? to|wants? to|hopes? to|expects? to|should|would|might"
    r"|could|may(?= (?:be|get|sign|approve))|must|has to|have to|needs? to"
    r"|is likely to|supposed to|scheduled to|aims? to|promised to|promises to"
    r"|agreed to (?:approve|sign|release|consider|look)) (?:not |then |only |also "
    r"|soon |probably |most likely |definitely |surely |formally |hopefully |finally "
    r"|still |first ){0,5}(?:be |get |have |been |being ){0,5}(?:approv\w*|sign\w*|sanction\w*"
    r"|releas\w*|validat\w*|accept\w*|confirm\w*|authori[sz]\w*|ratif\w*|decid\w*|vote"
    r"|voted|discuss\w*|come|granted|cleared|follow|happen|agreed|go to|put|present\w*"
    r"|allocat\w*|on the agenda|next|in (?:the )?next|request\w*|submit\w*|ask\w*"
    r"|tabled|finali[sz]ed|pay(?!\b[^.]*\b(?:approved|signed|released))|fund\w*|ok"
    r"|be there)|\b(?:next|coming"
    r"|upcoming) (?:budget|board|steering|committee|fiscal|planning|year's budget"
    r"|meeting|round)\b|\b(?:approval|decision|vote|signature|sign-off) (?:next"
    r"|in (?:december|january|february|march|q1|q2|q3|q4|the next|two|three|a)"
    r"|on the next|coming|is due|will|at the next|expected|planned|scheduled)",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:verbal(?:ly)?|oral(?:ly)?|by word of mouth|word of mouth|on the phone"
    r"|over the phone|by phone|per phone|in a (?:call|chat|talk|conversation)"
    r"|over (?:coffee|lunch|dinner|a beer|a drink|drinks|tea)|in the (?:hallway"
    r"|corridor|lift|elevator|canteen|kitchen|car park)|at (?:the )?(?:coffee machine"
    r"|lunch|party|dinner|water ?cooler|bar)|handshake|shook hands|gentle(?:man"
    r"|men)'?s?'? agreement|nodded|a nod|thumbs up|in principle|principle approval"
    r"|approved? (?:it )?in spirit|in theory|promis\w+|gave (?:me |us )?(?:his|her"
    r"|their) word|told (?:me|us|my|our)|sa(?:id|ys) (?:it is|it's|that|he|she|they|ok|okay"
    r"|yes(?! in writing)|go ahead|it should|we can|we could|fine|sure|no problem"
    r"|to (?:go|proceed))|assured|informal(?:ly)?|off the record|nothing (?:in writing"
    r"|written|signed)|not in writing|no (?:paper|document|written)|nod (?:from|of|by)"
    r"|(?:but )?not (?:yet )?by (?:the )?(?:finance|cfo|board|controlling|ceo"
    r"|management|committee)|finance (?:is )?(?:still )?open|not written|unwritten"
    r"|in passing|by chat|emoji|whatsapp|i heard|we heard|rumou?r\w*"
    r"|supports? the idea|likes? (?:the idea|it)|is (?:positive|in favou?r|supportive"
    r"|favou?rable|open to|fine with it|on board)|has no objection|looks? good"
    r"|sympathetic|signal+ed|indicated|good chances?|moral support|agreed (?:in|on"
    r"|over|by|with) (?:principle|the phone|coffee|lunch|phone)|blessing)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(?:reject\w*|refus\w+|declin\w+|denied|deny|(?:cut|took|taken|threw|thrown"
    r"|struck|crossed|kicked) (?:it|this|us|that) (?:from|out|off)"
    r"|turned down|turned (?:it|us"
    r"|the request) down|vetoed|withdrawn|withdrew|revoked|cancell?ed|cut (?:from|out"
    r"|in the|by|again|to)|was cut|been cut|got cut|struck (?:out|from|off)|killed"
    r"|stopped|scrapped|lost|taken away|removed from|dropped from|overruled|blocked"
    r"|clawed back|rescinded|said no|no from|thumbs down|axed|suspended|lapsed"
    r"|voted down|sent back|returned for rework)\b",
    re.IGNORECASE,
)
CONDITIONS = re.compile(
    r"\b(?:if(?! you| needed| anyone| any )|unless|subject to|conditional(?:ly)?(?: on"
    r"| upon)?|on (?:the )?condition|under (?:the )?condition|with (?:a |the |one "
    r"|some |two )?(?:conditions?|reservations?|caveats?|strings)"
    r"|provided(?: that)?(?= (?:that|the|we|our|it|they|he|she|results|savings|legal"
    r"|pilot))|providing|as soon as|depend(?:s|ing|ent)|contingent|assuming"
    r"|once (?:the|we|our|it|legal|he|she|they|pilot|results)|only (?:up to|until|till"
    r"|for) (?:gate|stage|phase|the next)|only (?:when|once|after"
    r"|if)|as long as|in case|so long as|wants? to see|needs? to see|want(?:s"
    r"|ed)? (?:results|proof|numbers)|first (?:wants|needs|has to|have to|show|prove)"
    r"|pending|when (?:the|we|our) (?:pilot|results?|numbers|savings?|legal|trial"
    r"|targets?|business case|kpis?)\b|until (?:the )?(?:review|results|gate|audit)"
    r"|gated|tied to|linked to (?:the )?(?:results|success|outcome|savings)"
    r"|if and only)\b",
    re.IGNORECASE,
)
UNCONDITIONAL = re.compile(
    r"\b(?:no|without(?: any)?|not|zero|free of|un)[ -]?(?:conditions?"
    r"|conditional(?:ly)?|strings(?: attached)?|caveats?|reservations?"
    r"|objections?(?: from \w+)?|ifs?(?: (?:and|or|no) buts?)?|pending|verbal(?:ly)?"
    r"|provisional|longer (?:pending|open|under review|subject)|draft"
    r"|just (?:verbal\w*|promised|planned|requested|in principle|a promise)"
    r"|only (?:verbal\w*|planned|promised|requested|in principle|a promise"
    r"|pencilled in)|merely \w+|in principle only|open (?:points?|questions?"
    r"|issues?))\b|\bunconditional(?:ly)?\b|\bnothing (?:is )?(?:pending|open"
    r"|outstanding|missing)(?: any more)?\b|\bno (?:further )?(?:approvals?"
    r"|signatures?|decisions?|sign-?offs?) (?:is |are )?(?:needed|missing|pending"
    r"|outstanding|open|required)\b|\bnot (?:a )?(?:promise|forecast|request|proposal"
    r"|plan)\b|\b(?:operations|open) (?:account|plan office|university)\b|\bif (?:you"
    r"|anyone|needed)\b[^.;,]*|\b(?:call|ask|mail|write to|let me know|contact"
    r"|ping)[^.;,]{0,25} if\b[^.;,]*|\bno doubt\b|\b(?:refused|rejected|declined"
    r"|turned (?:it |us )?down|asked|questioned|postponed|said no|denied|deferred"
    r"|sent (?:it )?back)\b[^.;]{0,60}?\b(?:then|later|finally|now|but|before"
    r"|in the end|eventually|after that|until|and (?:then|now"
    r"|finally))\b(?=[^.;]{0,80}?(?:approv|sign|sanction|releas|confirm|validat"
    r"|clear))|\bpending any ?more\b|\b(?:was|were|had been) (?:pending|open|on hold"
    r"|frozen|postponed|parked|in review|under review|planned|asked|requested|queried"
    r"|questioned|deferred|a draft)\b[^.;]{0,40}?(?=approv|sign|sanction|releas"
    r"|confirm|validat|,|;|\.|until|but|now)",
    re.IGNORECASE,
)
