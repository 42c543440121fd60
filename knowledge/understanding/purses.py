"""Where money comes from, and whether it is approved: project money, promises, real approvals."""

from __future__ import annotations

import re

_I = re.IGNORECASE


def _words(*patterns: str) -> str:
    return "|".join(patterns)


PURSE = (
    r"(?:(?:project|pilot|trial|poc|proof[- ]of[- ]concept|prototype|implementation"
    r"|programme|program|experiment|mvp|test|initiative|start-?up|kick-?off|build"
    r"|development|change|it project|r&d|rnd|research|research and development|"
    r"innovation|transformation|digital(?:i[sz]ation)?|incubat(?:or|ion)|accelerator"
    r"|venture|seed|grant|subsidy|sponsorship|stimulus|one[- ]?(?:off|time)|temporary"
    r"|bridge|ai|a\.i\.|gen-?ai|ml|data science|lab|horizon europe|eu|erasmus|capital"
    r"|capex|investment|special|central ai|exploration|discovery|hackathon"
    r"|strategic initiatives?|cdo|cio|cto|coe|modernisation|modernization|launch|setup"
    r"|set-up|rollout)(?:'s)?)"
)
MONEY = (
    r"(?:budgets?|money|moneys?|funds?|funding|pots?|capex|cash|purse|resources|envelope"
    r"|account|credits?|wallet|allocation|financing|finance|kitty|spend|expenditure"
    r"|grants?|cost code|cost cent(?:er|re)|line|reserve|portfolio|bucket|contingency|pool)"
)
AI_UNIT = (
    r"(?:(?:gen-?)?ai|artificial intelligence|machine learning|ml|digital"
    r"|data(?: science)?|innovation|transformation|automation"
    r"|digitali[sz]ation)[ -](?:programme|program|lab|labs|hub|initiative|factory|team"
    r"|office|centre|center|transformation(?: (?:programme|program|office))?|cent(?:er"
    r"|re) of excellence|coe|task ?force|unit|garage|accelerator|studio|portfolio|strategy"
    r"|project|innovation)"
)
SOURCES = (
    r"(?:grants?|subsid(?:y|ies)|(?:seed|start-?up|venture|bridge|research|eu"
    r"|third[- ]party|external|donor|foundation|government|state|federal|public|ministry"
    r"|stimulus|recovery|one[- ]?off|one[- ]?time|temporary|incubation) (?:funding|funds?"
    r"|money|financing|capital|contribution|grant)|seed money|sponsorship(?: money)?"
    r"|crowd ?funding|donations?|horizon europe|capex|capital expenditure"
    r"|innovation (?:fund|pot|lab|budget|programme|program|money|hub|prize|award|office)"
    r"|prize money|vendor credits?|cloud credits?|free credits?|free tier|free trial"
    r"|trial licen[cs]e|startup credits?|r&d (?:budget|money|funds?|tax credit)"
    r"|venture capital|corporate venture|transformation (?:fund|pot|budget|programme"
    r"|program|office|money)|contingency|underspend|left[- ]?over|proof of concept|poc"
    r"|seed funding|kick-?start\w*|stipend|fellowship)"
)
PAID = (
    r"(?:paid|funded|financed|covered|carried|borne|sponsored|charged|booked|taken|drawn"
    r"|supported|comes?|coming|came|runs?|sits?|stands?|lives?|is|are|was|goes|allocated"
    r"|provided|billed|included|through|out|still|money|budget|run|pays?|hosted|parked"
    r"|flows?|cost|costs|it|that|this|we use|use|using|get|a year|per year|yearly|annually"
    r"|p\.a\.)"
)
VIA = r"(?:by|from|out of|via|through|under|within|on|in|to|with|using|against|off)"
DET = (
    r"(?:the |our |an? |this |that |its |their |his |her |my |same |current |remaining "
    r"|existing |running |ongoing |initial |original |central |corporate |group |company "
    r"|internal |own |special |local |national |regional |european |federal |leftover "
    r"|left over |unspent |rest of (?:the )?)*"
)
KEY = (
    r"(?:projects?(?! (?:office|management|controls?|services|house|ltd|gmbh|inc"
    r"|department|division|delivery|manager|lead|sponsor|accountant|board|code of))"
    r"|pilots?(?! (?:pens|plant|boat|lights?|services|training))|trials?|poc"
    r"|proof[- ]of[- ]concept|prototype|ai programme|ai program|programme(?! (?:office"
    r"|department))|program(?! (?:office|department))|experiment|initiative|implementation"
    r"|development budget|incubator|accelerator|lab|innovation|r&d|capex|transformation"
    r"|mvp)"
)
OPERATING = re.compile(
    r"\b(?:opex|operating|operational|operations budget|ops budget|running (?:cost"
    r"|costs|budget|money|expenses?)|ordinary (?:expenses?|budget|costs?)"
    r"|revenue budget|functioning budget|run budget|recurring|permanent"
    r"|base(?:line)? budget|cost cent(?:er|re)|p&l|day[- ]to[- ]day"
    r"|business[- ]as[- ]usual|bau|current expenditure|maintenance budget|core budget"
    r"|regular budget|line budget)\b",
    _I,
)
PROJECT_MONEY = re.compile(
    r"(?<![\w-])(?:"
    rf"{PURSE}(?:[ -](?:[\w']+[ -])?){MONEY}\b(?! (?:cent|line \d))"
    rf"|{AI_UNIT}\b(?=(?:'s)?(?: own| central)? (?:{MONEY}|pays?|paid|covers?|funds?"
    rf"|finances?|carries|has|will pay|money|gives|bears|sponsors|provides|still"
    rf"|picks)\b)"
    rf"|{PAID} (?:\w+ ){{0,3}}?{VIA} {DET}(?:{AI_UNIT}|{KEY})(?:'s)?\b(?! (?:opex"
    rf"|operating|ended|closed|finished|and estates|& ))"
    rf"|{MONEY} (?:\w+ )?(?:of|from|for|within|in|under) {DET}(?:{AI_UNIT}"
    rf"|{KEY})\b(?! (?:opex|operating))"
    rf"|{DET}(?:project|pilot|programme|program|poc|lab|ai programme|ai program"
    rf"|initiative) (?:pays?|is paying|covers?|funds|finances|carries|picks up|bears"
    rf"|still pays|will pay|takes? the cost|has (?:\w+ ){{0,3}}(?:left"
    rf"|remaining))\b(?! only for| just for)"
    rf"|{SOURCES}\b"
    rf"|^\W*{DET}(?:project|pilot|poc|programme|ai programme|ai program|innovation|r&d"
    rf"|capex|grant)(?: money| budget| funds?| funding)?\W*$"
    r"|capitali[sz]ed|as (?:an )?investment|as capex"
    r")",
    _I,
)
ENDING = re.compile(
    r"\b(?:(?:but )?only until|(?:only |just )?(?:until|till|as long as|while"
    r"|for as long as|for the (?:duration|length|lifetime|life|time) of|during"
    r"|up to the end of|to the end of) (?:the )?(?:end of )?(?:the |our )?(?:project"
    r"|pilot|trial|poc|proof of concept|grant|programme|program|go-live|test"
    r"|experiment|phase|launch|implementation|funding period|hypercare)(?:'s)?(?: \w+)?"
    r"|(?:runs?|running|ran) out|expires?|expiring|ends? (?:in|on|with|at|after|by"
    r"|when)|ending (?:in|on|with)|time[- ]limited|limited (?:to|until)|until (?:it is"
    r"|it's|the money is|funds are) (?:used up|spent|gone|over)|(?:one"
    r"|single)[- ](?:off|time)(?: payment)?|non[- ]?recurring|not recurring"
    r"|for (?:(?:the |its )?first |just |only |max(?:imum)? |at most |up to "
    r"|exactly )?(?:[0-9]{1,2}|a|one|two|three|four|six|nine|twelve|eighteen|few"
    r"|some) (?:months?|weeks?)(?! notice)|(?:for )?(?:the )?first (?:\w+ )?(?:year"
    r"|months?|phase|quarter)(?:'s)?(?: only)?|for (?:one|a single|1|this|the current"
    r"|two|2|the first) (?:fiscal |financial |budget )?years?(?: only)?|(?:this|one"
    r"|first) year only|only (?:for )?(?:this|one|the first|a) year"
    r"|after that (?:it is |it's )?(?:open|unclear|unknown|nothing|over)"
    r"|then (?:it )?(?:stops|ends|is over)|(?:hypercare|warranty) (?:phase"
    r"|period) only|will be gone|sunset|valid until|only through|only till"
    r"|(?:until|till|through to|through) (?:the )?(?:end of )?(?:[0-9]{1,2}(?:st|nd|rd"
    r"|th|\.)? )?(?:of )?(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov"
    r"|dec|q[1-4]|20[0-9]{2})\b(?: [0-9]{1,2},)?(?: ?20[0-9]{2})?(?! (?:it was"
    r"|we waited|was)))",
    _I,
)
# A purse ruled out: "no project money", "not a grant", "the pilot was paid by", "moved from".
NOT_FROM = re.compile(
    rf"\b(?:not?|never|nor|without|instead of|rather than|in place of|outside"
    rf"|out of scope of|independent(?:ly)? of|separate from|apart from|unlike|isn't"
    rf"|is not|wasn't|aren't|are not|no longer|not any more|don't (?:need|use|touch)"
    rf"|does not (?:need|use|touch|depend on|come from|rely on)|doesn't (?:need|use"
    rf"|touch|depend on|come from|rely on)|do not (?:need|use|touch|depend on)"
    rf"|replac(?:es|ing|ed)|succeed(?:s|ing|ed)|zero|free of|nothing (?:to do with"
    rf"|from)|not even|neither)"
    rf"(?: (?:be|is|it|been|being|comes?|coming|paid|funded|financed|covered|taken"
    rf"|part|at all|any|just|only|more|one|longer|some|from|out|by|of|via|through"
    rf"|under|in|on|with|to|as|for))* {DET}(?:any |more |further "
    rf"|one[- ]off )*(?:(?:ai |the |a |an |any |pure |innovation |it |eu "
    rf"|r&d )*{PURSE}(?:[ -]{MONEY})?|{AI_UNIT}(?: {MONEY})?|{SOURCES}|{KEY}"
    rf"|one[- ]?(?:off|time)|time[- ]limited)(?: {MONEY})?(?: (?:and|or|nor|,"
    rf"|/) (?:no |not |an? |the )*(?:{PURSE}|{SOURCES}|{KEY})(?: {MONEY})?)*",
    _I,
)
PAST_PURSE = re.compile(
    rf"\b(?:trial|pilot|poc|proof of concept|prototype|build|development|test phase"
    rf"|experiment|implementation|setup|launch|first phase)(?: phase| itself| alone"
    rf"| work| period| cost| costs)?,? (?:was|were|had been|has been|is|came|got"
    rf"|ran) (?:only |once |originally |still |separately )*(?:paid|covered|funded"
    rf"|financed|on|out of|sponsored|from|under|in|a)(?: (?:by|from|out of|via|through"
    rf"|on|for|with))* {DET}(?:{PURSE}[ -]{MONEY}|{AI_UNIT}(?: {MONEY})?|{SOURCES}"
    rf"|{KEY}(?: {MONEY})?)"
    rf"|(?:(?:the |our |its )?(?:{AI_UNIT}|{SOURCES}|{KEY}|{PURSE})(?: {MONEY})?"
    rf"|(?:project|pilot|innovation|grant) (?:money|budget|funds?"
    rf"|funding))(?:'s)? (?:had |has |have |was |were |is |are |which |that |only "
    rf"|just |money |merely |already |now |itself |originally |long |budget )*(?:paid"
    rf"|covered|funded|financed|carried|bore|ended|ends? (?:before|first|and then)"
    rf"|closed|over|finished|stopped|expired|used up|spent|gone|exhausted|done|bought"
    rf"|ran out)(?: (?:only|just|merely))?(?: (?:for|up))?(?: (?:the |our |its |only "
    rf"|just )*(?:trial|pilot|poc|proof(?: of concept)?|test|tests|build|building"
    rf"|development|start|setup|set-up|first phase|prototype|experiment|implementation"
    rf"|launch|beginning|year one|proof))?"
    rf"|\b(?:after|since|now that|once|when|before|with) (?:the |our |its "
    rf"|that )?(?:{AI_UNIT}|{SOURCES}|project|pilot|trial|grant|programme|program|poc"
    rf"|innovation \w+)(?:'s)?(?: \w+)? (?:has |had |is |was |have )?(?:ended|ends|end"
    rf"|closed|closes|over|finished|finishes|stopped|stops|expired|expires|done|gone"
    rf"|ran out|runs out|completed|behind us)"
    rf"|\b(?:moved|transferred|shifted|switched|migrated|taken over|takes over"
    rf"|took over|handed over|goes|went|graduated|converted|reclassified|weaned)(?: it"
    rf"| this| that| the \w+| away| over)? (?:out of|from"
    rf"|off) {DET}(?:{PURSE}[ -]{MONEY}|{AI_UNIT}(?: {MONEY})?|{SOURCES}"
    rf"|{KEY}(?: {MONEY})?)"
    rf"|\b(?:formerly|previously|before that|earlier|once|last year|so far|until now"
    rf"|up to now|used to be|in the past|originally"
    rf"|initially)\b[^.;,]{{0,60}}?(?:{PURSE}[ -]{MONEY}|{AI_UNIT}|{SOURCES}|{KEY})",
    _I,
)
PROPER = re.compile(
    # Grant Holloway, Grant Road, Projects & Estates, Project Fulfilment Ltd, Pilot Pens
    r"(?<![^\s(\"'/,;:-])(?:Grants?|Projects?|Pilots?|Trial|Innovation|Programme"
    r"|Program|Lab|Venture|Seed|Capital|Horizon|Research|Development|Transformation"
    r"|Digital|Investment|Project's)"
    r"(?: ?(?:&|and) ?[A-Z][\w'-]+| (?!Budget|Funds?|Money|Funding|Grants?|Pot|Capex"
    r"|Line|Account|Cost|Europe|Lab\b|Hub\b|Programme|Program|Office|Portfolio|Team"
    r"|Phase|Opex|OPEX|EUR|USD|GBP|CHF|Approved|Only|Until|AI\b|Q[1-4]|January"
    r"|February|March|April|June|July|August|September|October|November"
    r"|December)[A-Z][\w'-]+)++(?! (?:budget|money|funds?|funding|pot|capex|account)\b)"
    r"|\b(?:[A-Z][\w'-]+ )(?:Grants?|Pilots?|Lab|Labs|Innovation|Projects|Trials"
    r"|Venture|Ventures|Programmes)(?= (?:department|division|unit|branch|clinic|road"
    r"|street|avenue|opex|operating|team's operating|ltd|gmbh|inc|office|business"
    r"|services|school|park|store|depot|hotel|airlines?)\b)"
    r"|(?i:\b(?:projects|project (?:management|office|controls|delivery|services)"
    r"|pilots?' |pilot (?:training|roster\w*|schedul\w*)|grants? (?:management"
    r"|administration|office|department|team|unit|desk)|lab(?:oratory)? services"
    r"|research services|trials? unit|clinical trials?|trial services|r&d services"
    r"|innovation park|capital projects?|capital markets?|digital services"
    r"|digital (?:sales|channels|print\w*))(?:'s)? ?(?:department|dept|division|unit"
    r"|office|team|desk|branch|section)?(?:'s)?(?= (?:opex|operating|running|ordinary"
    r"|revenue|budget line|cost|line|business|pays?)))",
)
NAMES_AFTER = re.compile(
    r"\b(?:by|with|to) (?:Ms\.? |Mr\.? |Mrs\.? |Dr\.? )?Grant\b|\bGrant (?:approved"
    r"|signed|said|has|confirmed|released|Thornton)|\b(?:Ms|Mr|Mrs|Dr)\.? (?:Grant"
    r"|Project|Pilot|Trial)\b|\b(?:Hugh|Cary|Lee|Amy|Ulysses|Richard|Peter|David|Susan"
    r"|Anna|Maria|John|Lucy|James|Mary|Emma|Sarah|Helen|Jane|Paul) Grant\b"
)
# --- approval
DONE_BY = re.compile(
    r"\b(?:appr?o+v+e?d|aprr?oved|approbated|approuv\u00e9e?|aprobado|aprovado"
    r"|genehmigt|bewilligt|freigegeben|sign(?:ed)?(?:[- ]off)?(?<!sign)|sanctioned"
    r"|released|validated|accepted|confirmed|authori[sz]ed|ratified|green[- ]?lit"
    r"|greenlighted|cleared|passed|endorsed|okayed|ok'?d|countersigned"
    r"|granted(?= (?:by|on|in|approval|the)\b)|adopted|voted(?: through| for"
    r"| in favou?r)?|agreed(?= (?:and|in writing|on \d|by))|has approved"
    r"|said yes in writing|underwritten|committed in writing|secured|unlocked|blessed"
    r"|homologated|decided|allotted|allocated|enacted|waved through"
    r"|got (?:the )?(?:approval|sign[- ]?off|green light|go-ahead|clearance|sanction"
    r"|nod in writing)|(?:approval|sign[- ]?off|sanction|clearance|green light"
    r"|go-ahead|release|signature|validation|authori[sz]ation)(?: \w+){0,3}? (?:was "
    r"|has been |is |were |got |came |dated |received |given |on |obtained |granted "
    r"|issued |in hand|through|there|of [0-9]|from [0-9])|approval (?:date|dt)?:?"
    r"|appvd|apprvd|aproved|approvd|aprv?d)\b",
    _I,
)
NOT_YET = re.compile(
    r"\b(?:un(?:approved|signed|confirmed|sanctioned|authori[sz]ed)"
    r"|(?:not|never|isn't|hasn't|haven't|wasn't|has not|have not|is not|was not"
    r"|nobody has|no one has|nobody|none has|aren't|won't be|cannot be|can't be"
    r"|didn't get|did not get|without (?:being )?)(?: (?:yet|been|be|formally"
    r"|officially|fully|finally|really|so far|still|is|get|got|even|quite|actually|has"
    r"|ever|currently))* (?:approv\w*|sign\w*|sanction\w*|releas\w*|validat\w*"
    r"|accept\w*|confirm\w*|authori[sz]\w*|ratif\w*|clear\w*|agree\w*|grant\w*"
    r"|decid\w*|there|final|done|through|official|binding|committed|secured|allocat\w*"
    r"|given|green)"
    r"|(?:no|without(?: any| an?| the)?|lack\w* (?:an? |the )?|missing|miss(?:es)?"
    r"|minus|needs?(?: the| an?)?|need(?:ing)?(?: the| an?)?|await\w*|wait\w* (?:for"
    r"|on)|pending|outstanding|expect\w*|seek\w*|still (?:needs?|requires?|want|lacks?"
    r"|missing)|requires?|subject to|before|once we (?:get|have)|ask\w* for"
    r"|look\w* for|to get|get the|hope for|chasing) (?:\w+ ){0,3}?(?:approval"
    r"|signature|sign[- ]?off|decision|green light|go-ahead|confirmation|sanction"
    r"|release|validation|authori[sz]ation|consent|ok|okay|clearance|blessing|vote"
    r"|answer)"
    r"|(?:approval|signature|sign[- ]?off|decision|green light|go-ahead|confirmation"
    r"|sanction|validation|authori[sz]ation|clearance)(?: (?:of|by|from|for) (?:the "
    r"|our )?\w+(?: \w+)?)? (?:is |are |was |still |currently |remains? "
    r"|not )*(?:pending|missing|outstanding|open|awaited|expected|due|planned|needed"
    r"|required|to come|to follow|follows|in progress|under way|on its way|ongoing"
    r"|delayed|postponed|denied|refused|withdrawn|revoked|not)"
    r")\b",
    _I,
)
UNDECIDED = re.compile(
    r"\b(?:pending|in review|under (?:review|discussion|consideration|evaluation"
    r"|negotiation|approval)|to be (?:approved|decided|confirmed|signed|released"
    r"|validated|discussed|sanctioned|negotiated|agreed|voted|finali[sz]ed|reviewed"
    r"|allocated)|tb[cd]|on hold|frozen|freez\w+|postponed|deferred|parked|stuck"
    r"|blocked|queued|shelved|under question|in question|at risk|up in the air"
    r"|undecided|open|in (?:the )?(?:pipeline|draft|approval|clarification|process"
    r"|preparation)|draft(?:ed)?|provisional(?:ly)?|tentative(?:ly)?|pre-?approved"
    r"|pencil+ed(?: in)?|earmarked|foreseen|planned|reserved|intended|budget request"
    r"|proposal|proposed|forecast(?:ed)?|business case|wish list|expected|anticipated"
    r"|hopefully|projected|estimate[ds]?|targeted|aim\w*|still (?:negotiat\w+"
    r"|discuss\w+|with|at|in|open|under|being)|being (?:approved|discussed|reviewed"
    r"|negotiated|decided|considered|finali[sz]ed|processed|evaluated)|is (?:with"
    r"|sitting with|on the desk of|at) (?:the )?(?:cfo|finance|board|controlling"
    r"|committee|ceo|procurement|management)|awaiting|awaits|waiting|soft commitment"
    r"|letter of intent|loi|half[- ]approved|partial(?:ly)?|partly|informal(?:ly)?"
    r"|unofficial(?:ly)?|unwritten)\b",
    _I,
)
ASKED = re.compile(
    r"\b(?:request(?:ed|ing|s)?|asked|ask|asking|applied|applying|apply|application"
    r"|submitted|submit|submitting|filed|handed in|put in|proposed|propose|sent|raised"
    r"|tabled|presented|pitched|claimed|demanded|in the (?:budget )?(?:request|plan"
    r"|proposal|round)|budget round)\b",
    _I,
)
TO_COME = re.compile(
    r"\b(?:will|shall|'ll|going to|gonna|is to|are to|is due to|is about to|plans? to"
    r"|planning to|intends? to|wants? to|hopes? to|expects? to|should|would|might"
    r"|could|may(?= (?:be|get|sign|approve))|must|has to|have to|needs? to"
    r"|is likely to|supposed to|scheduled to|aims? to|promised to|promises to"
    r"|agreed to (?:approve|sign|release|consider|look)) (?:not |then |only |also "
    r"|soon |probably |most likely |definitely |surely |formally |hopefully |finally "
    r"|still |first )*(?:be |get |have |been |being )*(?:approv\w*|sign\w*|sanction\w*"
    r"|releas\w*|validat\w*|accept\w*|confirm\w*|authori[sz]\w*|ratif\w*|decid\w*|vote"
    r"|voted|discuss\w*|come|granted|cleared|follow|happen|agreed|go to|put|present\w*"
    r"|allocat\w*|on the agenda|next|in (?:the )?next|request\w*|submit\w*|ask\w*"
    r"|tabled|finali[sz]ed|pay|fund\w*|ok|be there)"
    r"|\b(?:next|coming|upcoming) (?:budget|board|steering|committee|fiscal|planning"
    r"|year's budget|meeting|round)\b|\b(?:approval|decision|vote|signature"
    r"|sign-off) (?:next|in (?:december|january|february|march|q1|q2|q3|q4|the next"
    r"|two|three|a)|on the next|coming|is due|will|at the next|expected|planned"
    r"|scheduled)",
    _I,
)
SPOKEN = re.compile(
    r"\b(?:verbal(?:ly)?|oral(?:ly)?|by word of mouth|word of mouth|on the phone"
    r"|over the phone|by phone|per phone|in a (?:call|chat|talk|conversation)"
    r"|over (?:coffee|lunch|dinner|a beer|a drink|drinks|tea)|in the (?:hallway"
    r"|corridor|lift|elevator|canteen|kitchen|car park)|at (?:the )?(?:coffee machine"
    r"|lunch|party|dinner|water ?cooler|bar)|handshake|shook hands|gentle(?:man"
    r"|men)'?s?'? agreement|nodded|a nod|thumbs up|in principle|principle approval"
    r"|approved? (?:it )?in spirit|in theory|promis\w+|gave (?:me |us )?(?:his|her"
    r"|their) word|told (?:me|us|my|our)|said (?:it is|it's|that|he|she|they|ok|okay"
    r"|yes(?! in writing)|go ahead|it should|we can|we could|fine|sure|no problem"
    r"|to (?:go|proceed))|assured|informal(?:ly)?|off the record|nothing (?:in writing"
    r"|written|signed)|not in writing|no (?:paper|document|written)|not written"
    r"|unwritten|in passing|by chat|emoji|whatsapp|i heard|we heard|rumou?r\w*"
    r"|supports? the idea|likes? (?:the idea|it)|is (?:positive|in favou?r|supportive"
    r"|favou?rable|open to|fine with it|on board)|has no objection|looks? good"
    r"|sympathetic|signal+ed|indicated|good chances?|moral support|agreed (?:in|on"
    r"|over|by|with) (?:principle|the phone|coffee|lunch|phone)|blessing)\b",
    _I,
)
REFUSED = re.compile(
    r"\b(?:reject\w*|refus\w+|declin\w+|denied|deny|turned down|turned (?:it|us"
    r"|the request) down|vetoed|withdrawn|withdrew|revoked|cancell?ed|cut (?:from|out"
    r"|in the|by|again|to)|was cut|been cut|got cut|struck (?:out|from|off)|killed"
    r"|stopped|scrapped|lost|taken away|removed from|dropped from|overruled|blocked"
    r"|clawed back|rescinded|said no|no from|thumbs down|axed|suspended|lapsed"
    r"|voted down|sent back|returned for rework)\b",
    _I,
)
CONDITIONS = re.compile(
    r"\b(?:if(?! you| needed| anyone| any )|unless|subject to|conditional(?:ly)?(?: on"
    r"| upon)?|on (?:the )?condition|under (?:the )?condition|with (?:a |the |one "
    r"|some |two )?(?:conditions?|reservations?|caveats?|strings)"
    r"|provided(?: that)?(?= (?:that|the|we|our|it|they|he|she|results|savings|legal"
    r"|pilot))|providing|as soon as|depend(?:s|ing|ent)|contingent|assuming"
    r"|once (?:the|we|our|it|legal|he|she|they|pilot|results)|only (?:when|once|after"
    r"|if)|as long as|in case|so long as|pending|when (?:the|we|our) (?:pilot|results?"
    r"|numbers|savings?|legal|trial|targets?|business case|kpis?)\b|after (?:the "
    r"|our )?(?:pilot|trial|gate|results?|review|audit|proof)(?! (?:ended|closed|was"
    r"|is over|has ended|money))|until (?:the )?(?:review|results|gate|audit)|gated"
    r"|tied to|linked to (?:the )?(?:results|success|outcome|savings)|if and only)\b",
    _I,
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
    _I,
)


def project_money(text: str) -> str:
    """Give the words that name money which ends with a project; proper names are no money."""
    plain = text
    for harmless in (NAMES_AFTER, PROPER, PAST_PURSE, NOT_FROM):
        plain = harmless.sub(" - ", plain)
    found = PROJECT_MONEY.search(plain)
    return found.group().strip() if found else ""


def ends(text: str) -> str:
    """Give the words that set an end to the money."""
    plain = PAST_PURSE.sub(" - ", NOT_FROM.sub(" - ", text))
    found = ENDING.search(plain)
    return found.group().strip() if found else ""


def approved(text: str) -> str:
    """Give the words that say it has been approved."""
    plain = NOT_YET.sub(" - ", text)
    plain = TO_COME.sub(" - ", plain)
    found = DONE_BY.search(plain)
    return found.group().strip() if found else ""


def in_doubt(text: str) -> str:
    """Give the words that keep it from being approved: verbal, conditional, refused, to come."""
    plain = UNCONDITIONAL.sub(" - ", text)
    for pattern in (NOT_YET, REFUSED, SPOKEN, CONDITIONS, TO_COME, UNDECIDED):
        found = pattern.search(plain)
        if found:
            return found.group().strip()
    return ""


def asked_for(text: str) -> str:
    """Give the words that say it was asked for; an approval after that counts more."""
    found = ASKED.search(text)
    return found.group().strip() if found else ""
