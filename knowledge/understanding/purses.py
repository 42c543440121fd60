"""Where money comes from, and whether it is approved: project money, promises, real approvals."""

from __future__ import annotations

import re
from functools import lru_cache

_I = re.IGNORECASE


def _words(*patterns: str) -> str:
    return "|".join(patterns)


PURSE = (
    r"(?:(?:project|pilot|trial|poc|pov|lighthouse|proof[- ]of[- ](?:concept|value)"
    r"|prototype|implementation"
    r"|programme|program|experiment|mvp|test|initiative|start-?up|kick-?off|build"
    r"|development|change|it project|r&d|rnd|research|research and development"
    r"|innovation|transformation|digital(?:i[sz]ation)?|incubat(?:or|ion)|accelerator"
    r"|venture|seed|grant|subsidy|sponsorship|stimulus|one[- ]?(?:off|time)|temporary"
    r"|bridg(?:e|ing)|ai|a\.i\.|gen-?ai|ml|data science|lab|horizon europe|eu|erasmus|capital"
    r"|capex|investment|special|central ai|exploration|discovery|hackathon"
    r"|strategic initiatives?|cdo|cio|cto|coe|modernisation|modernization|launch|setup"
    r"|set-up|rollout)(?:'s)?)"
)
MONEY = (
    r"(?:budgets?|money|moneys?|funds?|funding|pots?|capex|cash|purse|resources"
    r"|envelope|account|credits?|wallet|allocation|financing|finance|kitty|spend"
    r"|expenditure|grants?|cost code|cost cent(?:er|re)|line|reserve|portfolio|bucket"
    r"|contingency|pool)"
)
AI_UNIT = (
    r"(?:(?:gen-?)?ai|artificial intelligence|machine learning|ml|digital"
    r"|data(?: science)?|innovation|transformation|automation"
    r"|digitali[sz]ation)[ -](?:programme|program|lab|labs|hub|initiative|factory|team"
    r"|office|centre|center|transformation(?: (?:programme|program|office))?|cent(?:er"
    r"|re) of excellence|coe|task ?force|unit|garage|accelerator|studio|portfolio"
    r"|strategy|project|innovation)"
)
SOURCES = (
    r"(?:grants?|subsid(?:y|ies)|(?:seed|start-?up|venture|bridge|research|eu"
    r"|third[- ]party|external|donor|foundation|government|state|federal|public"
    r"|ministry|stimulus|recovery|one[- ]?off|one[- ]?time|temporary"
    r"|incubation) (?:funding|funds?|money|financing|capital|contribution|grant)"
    r"|seed money|sponsorship(?: money)?|crowd ?funding|donations?|horizon europe"
    r"|capex|capital expenditure|innovation (?:fund|pot|lab|budget|programme|program"
    r"|money|hub|prize|award|office)|prize money|vendor credits?|cloud credits?"
    r"|(?:free|azure|aws|gcp|google|cloud|compute|gpu|api|token|openai|anthropic|microsoft|vendor"
    r"|partner|promo\w*|marketplace|service|startup|sponsored) credits?|free tier"
    r"|free trial|trial licen[cs]e"
    r"|r&d (?:budget|money|funds?|tax credit)|venture capital|corporate venture"
    r"|transformation (?:fund|pot|budget|programme|program|office|money)|contingency"
    r"|underspend|left[- ]?over|proof of concept|poc|seed funding|kick-?start\w*"
    r"|stipend|fellowship)"
)
PAID = (
    r"(?:paid|funded|financed|covered|carried|borne|sponsored|charged|booked|taken"
    r"|drawn|supported|comes?|coming|came|runs?|sits?|stands?|lives?|allocated"
    r"|provided|billed|included|money|budget|pays?|hosted|parked|flows?|we use|use"
    r"|using)"
)
STANDS = (
    r"(?:is|are|was|goes|it|it's|that's|that|this|costs?|budget|run|a year|per year|yearly"
    r"|annually|p\.a\.|year|still|all|everything|euros?|dollars?|pounds?|eur|usd|gbp|k"
    r"|[0-9]k?)"
)
VIA = r"(?:by|from|out of|via|through|under|within|on|in|to|with|using|against|off)"
DET = (
    r"(?:the |our |an? |this |that |its |their |his |her |my |same |current "
    r"|remaining |existing |running |ongoing |initial |original |central |corporate "
    r"|group |company |internal |own |special |local |national |regional |european "
    r"|federal |leftover |left over |unspent |rest of (?:the )?){0,5}"
)
KEY = (
    r"(?:projects?(?! (?:office|management|controls?|services|house|ltd|gmbh|inc"
    r"|department|division|delivery|manager|lead|sponsor|accountant|board|code of))"
    r"|pilots?(?! (?:pens|plant|boat|lights?|services|training))|trials?|poc"
    r"|proof[- ]of[- ](?:concept|value)|prototype|ai programme|ai program|programme(?! (?:office"
    r"|department))|program(?! (?:office|department))|experiment|initiative"
    r"|implementation|development budget|incubator|accelerator|lab|innovation|r&d"
    r"|capex|transformation|mvp)"
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
# Whoever pays from outside pays for a time.
OUTSIDER = (
    r"\b(?:(?:a|an|the|our|some|external|industry) )?(?:(?<!the )(?<!our )sponsors?"
    r"|donors?|foundation"
    r"|vendor|supplier|investors?"
    r"|university|charity|ministry|government)(?! (?:services|management|relations|ops"
    r"|operations|desk|portal"
    r"|team|department|opex|board|approv|sign))"
)
PROJECT_MONEY = re.compile(
    r"(?<![\w-])(?:"
    rf"{PURSE}(?:[ -](?:[\w']+[ -])?){MONEY}\b(?! (?:cent|line \d))"
    rf"|{AI_UNIT}\b(?=(?:'s)?(?: own| central)? (?:{MONEY}|pays?|paid|covers?|funds?"
    rf"|finances?|carries|has|will pay|money|gives|bears|sponsors|provides|still"
    rf"|picks)\b)|(?:{PAID} (?:\w+ ){{0,3}}?{VIA}|{STANDS} (?:from|out of|in|under|via"
    rf"|within|by|through)) {DET}(?:{AI_UNIT}|{KEY})(?:'s)?\b(?! (?:opex|operating"
    rf"|ended|closed|finished|and estates|& ))|(?:{MONEY}|savings|surplus"
    rf"|remainder) (?:\w+ )?(?:of|from|for|within"
    rf"|in|under) {DET}(?:{AI_UNIT}|{KEY})\b(?! (?:opex|operating))"
    rf"|{DET}(?:[\w-]+ )?(?:(?:(?:project|programme|program|transformation"
    rf"|innovation) office)|project|pilot|programme|program|poc|lab|ai programme"
    rf"|ai program|initiative|incubator|accelerator|r&d|trial|experiment|subsidy|grant"
    rf"|fund|donation|foundation|donor|ministry) (?:pays?|is paying|covers?|funds"
    rf"|finances|carries|picks up|bears|still pays|will pay|takes? the cost"
    rf"|has (?:\w+ ){{0,3}}(?:left|remaining))\b(?! only for| just for)|(?:^"
    rf"|[,;:] ?){DET}(?:[\w&-]+ )?(?:{AI_UNIT}|{KEY})(?: (?:no\.? "
    rf"|nr\.? )?[\w/-]*[0-9][\w/-]*)?(?= ?(?:$"
    rf"|[,;:.]))(?<!services)(?<!department)|(?:we use|using|use|via|from|by|of|in"
    rf"|out of) {DET}(?:[\w'-]+ )?(?:{AI_UNIT}|project|initiative|programme|program"
    rf"|pilot)(?= ?(?:$|[,;:.]| (?:and|for|until|now|at|approved|a year|per year|with"
    rf"|money|budget)\b))|{SOURCES}\b|^\W*{DET}(?:project|pilot|poc|programme"
    rf"|ai programme|ai program|innovation|r&d|capex|grant)(?: money| budget| funds?"
    rf"| funding)?\W*$"
    rf"|{OUTSIDER}(?: (?!opex|operating)[\w'-]+){{0,3}}? (?:pays?|is paying|gives?"
    rf"|gave|covers?|finances?|funds?"
    r"|provides?|donates?|lends?|chips in)\b"
    r"|\bfree (?:\w+ )?(?:licen[cs]es?|seats?|usage|use|period|months?|years?|version"
    r"|plan|hosting|support)\b"
    rf"|same (?:{MONEY}|source|place) as (?:for |in |with )?{DET}(?:[\w-]+ )?(?:{KEY}"
    rf"|{PURSE}|demo)\b"
    rf"|{PAID} (?:\w+ ){{0,2}}?(?:by|from|through|via) (?:the |an? |our "
    rf"|its )?(?:\w+ )?(?:eu|european union|ministry"
    r"|state|federal government|government|vendor|supplier|foundation|donors?"
    r"|university|microsoft|google"
    r"|aws|amazon|openai|nvidia|sap|ibm)\b"
    r"|(?<!tax )(?<!carbon )(?<!no )(?<!without )(?<!any )\bcredits\b(?! (?:note|ops"
    r"|operations|team|department"
    r"|management|check))"
    r"|(?:for free|free of charge|at no (?:cost|charge)|on the house|pro bono)\b"
    r"|project (?:code|account|number)s?\b|capitali[sz]ed|as (?:an )?investment|as capex)",
    _I,
)
ENDING = re.compile(
    r"\b(?:(?:but )?only until|(?:only |just )?(?:until|till|as long as|while"
    r"|for as long as|for the (?:duration|length|lifetime|life|time) of|during"
    r"|up to the end of|to the end of) (?:the )?(?:end of )?(?:the |our )?(?:project"
    r"|pilot|trial|poc|proof of concept|grant|programme|program|go-live|test"
    r"|experiment|phase|launch|implementation|funding period"
    r"|hypercare)(?:'s)?(?: \w+)?|(?:runs?|running|ran) out|expires?|expiring"
    r"|(?:for free|free of charge|without charge|at no (?:cost|charge)"
    r"|no charge)(?: \w+)? (?:in|for|during"
    r"|until|till|through|as long as|while)|(?:in|for|during) year (?:one|1)"
    r"|ends? (?:in|on|with|at|after|by|when)|ending (?:in|on|with)|time[- ]limited"
    r"|limited (?:to|until)|until (?:it is|it's|the money is|funds are) (?:used up"
    r"|spent|gone|over)|(?:one|single)[- ](?:off|time)(?: payment)?|non[- ]?recurring"
    r"|not recurring|for (?:(?:the |its )?first |just |only |max(?:imum)? |at most "
    r"|up to |exactly )?(?:[0-9]{1,2}|a|one|two|three|four|six|nine|twelve|eighteen"
    r"|few|some) (?:months?|weeks?)(?! notice)"
    r"|(?:for )?(?:the )?first (?:\w+ )?(?:year|months?|phase"
    r"|quarter)(?:'s)?(?: only)?|for (?:one|a single|1|this|the current|two|2"
    r"|the first) (?:fiscal |financial |budget )?years?(?: only)?|(?:this|one"
    r"|first) year only|only (?:for )?(?:this|one|the first|a) year"
    r"|after that (?:it is |it's )?(?:open|unclear|unknown|nothing|over)"
    r"|then (?:it )?(?:stops|ends|is over)|(?:hypercare|warranty) (?:phase"
    r"|period) only|will be gone|sunset|valid until|only through|only till|(?:until"
    r"|till|through to|through) (?:the )?(?:end of )?(?:[0-9]{1,2}(?:st|nd|rd|th"
    r"|\.)? )?(?:of )?(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|q[1-4]"
    r"|20[0-9]{2})\b(?: [0-9]{1,2},)?(?: ?20[0-9]{2})?(?! (?:it was|we waited|was)))",
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
    rf"|from)|not even|neither)(?: (?:be|is|it|been|being|comes?|coming|paid|funded"
    rf"|financed|covered|taken|part|at all|any|just|only|more|one|longer|some|from|out"
    rf"|by|of|via|through|under|in|on|with|to|as|for)){{0,5}} {DET}(?:any |more |further "
    rf"|one[- ]off ){{0,5}}(?:(?:ai |the |a |an |any |pure |innovation |it |eu "
    rf"|r&d ){{0,5}}{PURSE}(?:[ -]{MONEY})?|{AI_UNIT}(?: {MONEY})?|{SOURCES}|{KEY}"
    rf"|one[- ]?(?:off|time)|time[- ]limited)(?: {MONEY})?(?: (?:and|or|nor|,"
    rf"|/) (?:no |not |an? |the ){{0,5}}(?:{PURSE}|{SOURCES}|{KEY})(?: {MONEY})?){{0,5}}",
    _I,
)
PAST_PURSE = re.compile(
    # "Pilot money ends in December, from January Claims pays out of its opex."
    rf"(?:{PURSE}[ -]{MONEY}|{KEY}|{SOURCES}|{AI_UNIT})[^.;,]{{0,20}} (?:ends?|ended"
    rf"|ending|runs? out|ran out"
    rf"|stops?|stopped|expires?|expired|is over|closes"
    rf"|closed)\b[^.;,]{{0,40}}[,;.] ?(?:and |then |but )*(?:from"
    rf"|then|as of|after|afterwards|since|starting)\b(?=[^.]{{0,80}}?(?:{OPERATING.pattern}))|"
    r"\b(?:trial|pilot|poc|proof of concept|prototype|experiment|test phase|build phase)(?: \w+)?"
    r" (?:was|were|had been|got) (?:\w+ly |once |still )?(?:paid|covered|funded|financed|sponsored"
    r"|carried|donated)\b[^.;,]{0,40}|"
    rf"\b(?:the |our |its |this )?(?:trial|pilot|poc|proof of concept|prototype|build"
    rf"|development|test phase|experiment|implementation|setup|launch"
    rf"|first phase)(?: phase| itself| alone| work| period| cost| costs)?,? (?:was"
    rf"|were|had been|has been|is|came|got|ran) (?:only |once |originally |still "
    rf"|separately ){{0,5}}(?:paid|covered|funded|financed|on|out of|sponsored|from|under|in"
    rf"|a)(?: (?:by|from|out of|via|through|on|for|with)){{0,5}} {DET}(?:{PURSE}[ -]{MONEY}"
    rf"|{AI_UNIT}(?: {MONEY})?|{SOURCES}|{KEY}(?: {MONEY})?)|(?:(?:the |our "
    rf"|its )?(?:{AI_UNIT}|{SOURCES}|{KEY}|{PURSE})(?: {MONEY})?|(?:project|pilot"
    rf"|innovation|grant) (?:money|budget|funds?|funding))(?:'s)? (?:had |has |have "
    rf"|was |were |is |are |which |that |only |just |money |merely |already |now "
    rf"|itself |originally |long |budget ){{0,5}}(?:paid|covered|funded|financed|carried"
    rf"|bore|ended|ends? (?:before|first|and then)|closed|over|finished|stopped"
    rf"|expired|used up|spent|gone|exhausted|done|bought|ran out)(?: (?:only|just"
    rf"|merely))?(?: (?:for|up))?(?: (?:the |our |its |only |just ){{0,5}}(?:trial|pilot|poc"
    rf"|proof(?: of concept)?|test|tests|build|building|development|start|setup|set-up"
    rf"|first phase|prototype|experiment|implementation|launch|beginning|year one"
    rf"|proof))?|\b(?:after|since|now that|once|when|before|with) (?:the |our |its "
    rf"|that )?(?:{AI_UNIT}|{SOURCES}|project|pilot|trial|grant|programme|program|poc"
    rf"|innovation \w+)(?:'s)?(?: \w+)? (?:has |had |is |was |have )?(?:ended|ends|end"
    rf"|closed|closes|over|finished|finishes|stopped|stops|expired|expires|done|gone"
    rf"|ran out|runs out|completed|behind us)|\b(?:moved|transferred|shifted|switched"
    rf"|migrated|taken over|takes over|took over|handed over|goes|went|graduated"
    rf"|converted|reclassified|weaned)(?: it| this| that| the \w+| away"
    rf"| over)? (?:out of|from|off) {DET}(?:{PURSE}[ -]{MONEY}|{AI_UNIT}(?: {MONEY})?"
    rf"|{SOURCES}|{KEY}(?: {MONEY})?)|\b(?:formerly|previously|before that|earlier"
    rf"|once|last year|so far|until now|up to now|used to be|in the past|originally"
    rf"|initially)\b[^.;,]{{0,60}}?(?:{PURSE}[ -]{MONEY}|{AI_UNIT}|{SOURCES}|{KEY})",
    _I,
)
NO_END = re.compile(
    rf"\b{DET}(?:grants?|projects?|programme|program|innovation|ai|pilot"
    rf"|transformation)(?: [\w-]+)?"
    r" (?:has|have|had|plays?|takes?) (?:no|nothing|zero)\b[^.;,]{0,20}|"
    r"\b(?:not|never|n't|doesn't|does not|isn't|without(?: an?)?|no)(?: (?:be|it|even"
    r"|to|any|is|a|an|at all|have|longer)){0,5} (?:expir\w*|ends?|ending|end date|run(?:s"
    r"|ning)? out|time[- ]limit(?:ed)?|limited|limit|tied to|linked to|depend\w*"
    r"|conditional|stops?)(?: (?:on|with|to|by|at|in|of|when) (?:the |a |our )?\w+){0,5}"
    r"|\b(?:pays?|paid|paying|covers?|covered|funds?|funded|contributes?"
    r"|gives?) (?:for )?(?:nothing|none|zero|no part)\b|\b(?:(?:innovation|ai|digital"
    r"|data)[ -](?:lab|team|programme|program|office|hub)|project|pilot|programme"
    r"|grant) (?:is |was |are )?(?:not involved|uninvolved|informed|out of it|not part)",
    _I,
)
PROPER = re.compile(
    # Grant Holloway, Grant Road, Projects & Estates, Project Fulfilment Ltd, Pilot Pens
    r"(?<![^\s(\"'/,;:-])(?:Grants?|Projects?|Pilots?|Trial|Capex|Poc|Donations?"
    r"|Ministry|Foundation|Sponsorship|Subsidy|Innovation|Programme|Program|Lab"
    r"|Venture|Seed|Capital|Horizon|Research|Development|Transformation|Digital"
    r"|Investment|Project's)(?: ?(?:&|and) ?[A-Z][\w'-]+| (?!Budget|Funds?|Money"
    r"|Funding|Grants?|Pot|Capex|Line|Account|Cost|Europe|Lab\b|Hub\b|Programme"
    r"|Program|Office|Portfolio|Team|Phase|Opex|OPEX|EUR|USD|GBP|CHF|Approved|Only"
    r"|Until|AI\b|Q[1-4]|January|February|March|April|June|July|August|September"
    r"|October|November|December)[A-Z][\w'-]+)++(?! (?:budget|money|funds?|funding|pot"
    r"|capex|account)\b)|\b(?:[A-Z][\w'-]+ )(?:Grants?|Pilots?|Lab|Labs|Innovation"
    r"|Projects|Trials|Venture|Ventures|Programmes)(?= (?:department|division|unit"
    r"|branch|clinic|road|street|avenue|opex|operating|team's operating|ltd|gmbh|inc"
    r"|office|business|services|school|park|store|depot|hotel|airlines?)\b)"
    r"|(?i:\b(?:donations|subsid(?:y|ies)|sponsorship|projects|project (?:management"
    r"|office|controls|delivery|services)|pilots?' |pilot (?:training|roster\w*"
    r"|schedul\w*)|grants? (?:management|administration|office|department|team|unit"
    r"|desk)|lab(?:oratory)? services|research services|trials? unit|clinical trials?"
    r"|trial services|r&d services|innovation park|capital projects?|capital markets?"
    r"|digital services|digital (?:sales|channels|print\w*))(?:'s)? ?(?:department"
    r"|dept|division|unit|office|team|desk|branch|section)?(?:'s)?(?= (?:opex"
    r"|operating|running|ordinary|revenue|budget line|cost|line|business|pays?)))",
)
POT = (
    rf"(?:(?:ai |the |any |pure |eu |r&d |own |further ){{0,5}}(?:{PURSE}\b(?:[ -]{MONEY})?"
    rf"|{AI_UNIT}(?:'s)?(?: {MONEY})?|{SOURCES}|{KEY}(?:'s)?(?: {MONEY})?))"
)
NOT_TOUCHED = re.compile(
    rf"(?<![\w-])(?:not|never|no|nothing|without|instead of|rather than|nor|don't|doesn't"
    rf"|didn't|isn't|refused|declined|left(?! over| of| from| in)|leaving|off|former|ex|post|old"
    rf"|previous|outside|0 ?%|zero|compared (?:to|with)|times|twice|double|half"
    rf"|bigger than|higher than|lower than|more than"
    rf"|less than)(?: (?!but\b)[\w'-]+){{0,3}}? {DET}{POT}"
    rf"|{POT}(?:'s)?(?: [\w-]+){{0,2}}? (?:is|was|are|were|has been|have been|will be"
    rf"|had been|could be|may be|does|do|did)(?:n't| not| never| no longer| refused"
    rf"| rejected| declined| replaced| left out| untouched| irrelevant"
    rf"| separate)(?: [\w'-]+){{0,3}}|\bpost[- ](?:pilot|project|poc)\b(?: budget"
    rf"| phase)?|(?:{KEY}|{POT}) (?:had |has )?(?:paid|covered|funded|financed"
    rf"|carried)(?: it| this| that| for it)? (?:till|until|up to|through"
    rf"|to) (?:the end of )?\w+(?: 20[0-9]{{2}})?|\b(?:(?:by|in|at|from|with|to) )?(?:the "
    rf"|our )?(?:[\w-]+ )?(?:committee|board|meeting|council|panel|jury)(?: of"
    rf"| for) (?:the |our )?(?:{KEY}|grant|{AI_UNIT})|\b(?:grants?|project|programme"
    rf"|program|innovation|pilot|steering|ai"
    rf"|transformation)(?:'s)? (?:[\w-]+ )?(?:committee|board|meeting|manager|lead"
    rf"|leader|council|panel|jury|sponsor|charter|plan|report|users?|result|results)\b"
    r"(?! (?:has (?:an? |his |her |some )?(?:own )?(?:budget|money|pot|fund)|pays|covers|finances))"
    rf"|\b(?:presented|proposed|prepared|requested|asked|submitted|calculated"
    rf"|estimated|recommended|built|handed over|explained|supported|checked|developed"
    rf"|designed|delivered|run) (?:for )?(?:by|from) {DET}(?:{AI_UNIT}"
    rf"|{KEY})(?! (?:budget|money|fund))",
    _I,
)
GRANT_BY_NAME = re.compile(
    r"\bgrants?(?= (?:street|road|avenue|lane|square|park|pass|house|county|hospital"
    r"|school|clinic|hall|hill|place|station|bridge)\b)|\b(?:mr|mrs|ms|dr)\.? grant\b"
    r"|\bby grant\b(?! (?:money|funds?|funding|from|of|agreement))"
    r"|\bgrant(?: \w+)? (?:has |have )?(?:approved|signed|released|confirmed|said"
    r"|sanctioned|validated|accepted)(?! (?:and|budget))\b",
    _I,
)
PAYS_NOTHING = re.compile(
    rf"(?:{AI_UNIT}|{PURSE}|{KEY}|{SOURCES})(?: {MONEY})?(?:'s)? (?:pays?|paid|covers?"
    rf"|gives?|contributes?|adds?|has|had|provides?) (?:for )?(?:nothing|none|zero"
    rf"|no part|not a cent|no money)",
    _I,
)
# "Will signed" is a person: the verb would be "will sign".
NAMED_SO = re.compile(
    r"\b(?:will|may)(?= (?:signed|approved|released|confirmed|sanctioned|accepted"
    r"|validated|cleared|has|said|agreed)\b)",
    _I,
)
NAMES_AFTER = re.compile(
    r"\b(?:by|with|to) (?:Ms\.? |Mr\.? |Mrs\.? |Dr\.? )?Grant\b|\bGrant (?:approved"
    r"|signed|said|has|confirmed|released|Thornton)|\b(?:Ms|Mr|Mrs|Dr)\.? (?:Grant"
    r"|Project|Pilot|Trial)\b|\b(?:Hugh|Cary|Lee|Amy|Ulysses|Richard|Peter|David|Susan"
    r"|Anna|Maria|John|Lucy|James|Mary|Emma|Sarah|Helen|Jane|Paul) Grant\b"
)
# --- approval
BODY = (
    r"(?:board|committee|council|cabinet|steering committee|steerco|executive committee|exco|excom"
    r"|directorate|trustees|management board|investment committee|general assembly)"
)
# A body that says yes on a day has decided, other than a boss in passing.
BODY_SAID = (
    rf"{BODY} (?:has )?(?:said yes|said ok|gave its (?:ok|yes|blessing)|agreed)(?= on"
    rf"| at its| in its|,? [0-9])"
)
DONE_BY = re.compile(
    rf"\b(?:{BODY_SAID}"
    r"|(?:have|has|with|got|received|obtained"
    r"|hold) (?:\w+ ){0,3}?approvals?(?! (?:pending|missing|to))"
    rf"|(?:{BODY}|cfo|ceo|coo|management) (?:decision|resolution|vote|minutes?)(?: of"
    rf"| on| from| dated|:)? (?=[0-9])"
    r"|(?:decision|resolution|resolved)(?: of| on| dated|:) (?=[0-9])"
    r"|accord (?:sign|donn|obtenu|du|de)\w*|sign\u00e9e?s?|appr?o+v+e?d|aprr?oved"
    r"|approbated|approuv\u00e9e?|valid\u00e9e?|aprobad[oa]|aprovad[oa]"
    r"|approvat[oa]|goedgekeurd|zatwierdzon[yea]"
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
    r"|issued |in hand|through|there|of [0-9]|from [0-9])"
    r"|approval (?:date|dt)?:?|approval(?: date| dt)? ?[:=-] ?(?=[0-9])"
    r"|appvd|apprvd|aproved|approvd|aprv?d)\b",
    _I,
)
DECIDED = re.compile(rf"\b{BODY_SAID}", _I)
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
    _I,
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
    _I,
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
    _I,
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
    r"|tabled|finali[sz]ed|pay|fund\w*|ok|be there)|\b(?:next|coming"
    r"|upcoming) (?:budget|board|steering|committee|fiscal|planning|year's budget"
    r"|meeting|round)\b|\b(?:approval|decision|vote|signature|sign-off) (?:next"
    r"|in (?:december|january|february|march|q1|q2|q3|q4|the next|two|three|a)"
    r"|on the next|coming|is due|will|at the next|expected|planned|scheduled)",
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
    _I,
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
    _I,
)
CONDITIONS = re.compile(
    r"\b(?:if(?! you| needed| anyone| any )|unless|subject to|conditional(?:ly)?(?: on"
    r"| upon)?|on (?:the )?condition|under (?:the )?condition|with (?:a |the |one "
    r"|some |two )?(?:conditions?|reservations?|caveats?|strings)"
    r"|provided(?: that)?(?= (?:that|the|we|our|it|they|he|she|results|savings|legal"
    r"|pilot))|providing|as soon as|depend(?:s|ing|ent)|contingent|assuming"
    r"|once (?:the|we|our|it|legal|he|she|they|pilot|results)|only (?:when|once|after"
    r"|if)|as long as|in case|so long as|wants? to see|needs? to see|want(?:s"
    r"|ed)? (?:results|proof|numbers)|first (?:wants|needs|has to|have to|show|prove)"
    r"|pending|when (?:the|we|our) (?:pilot|results?|numbers|savings?|legal|trial"
    r"|targets?|business case|kpis?)\b|until (?:the )?(?:review|results|gate|audit)"
    r"|gated|tied to|linked to (?:the )?(?:results|success|outcome|savings)"
    r"|if and only)\b",
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


def _without_the_harmless(text: str) -> str:
    for harmless in (
        NAMES_AFTER,
        GRANT_BY_NAME,
        PROPER,
        PAYS_NOTHING,
        NOT_TOUCHED,
        PAST_PURSE,
        NOT_FROM,
        NO_END,
    ):
        text = harmless.sub(" - ", text)
    return text


@lru_cache(maxsize=1024)  # judged again at every change of its pilot
def project_money(text: str) -> str:
    """Give the words that name money which ends with a project; proper names are no money."""
    if not PROJECT_MONEY.search(text):  # nearly every line: nothing to rule out
        return ""
    plain = _without_the_harmless(text)
    said = (found.group().strip() for found in PROJECT_MONEY.finditer(plain))
    return next((words for words in said if not _a_units_own(words)), "")


def all_that_pays(text: str) -> str:
    """Give the one thing that could pay where no operating money is named, if it is to end."""
    if OPERATING.search(text) or not BARE.search(text):
        return ""
    found = BARE.search(_without_the_harmless(text))
    return found.group() if found else ""


# What ends by its nature, whatever is said about its money.
BARE = re.compile(
    r"\b(?:project|pilot|poc|proof of concept|trial|experiment|incubator|accelerator|venture|seed"
    r"|grants?|subsid(?:y|ies)|hackathon|innovation|r&d|mvp|prototype|sponsorship|donation|capex"
    r"|stimulus|crowdfunding)(?:'s)?\b",
    _I,
)


# "EU Returns budget" and "Digital Sales line" are units; "digital budget" is none.
UNIT_OWN = re.compile(
    r"(?:eu|special|change|development|build|launch|test|research|investment|capital"
    r"|digital|lab|data"
    r" science)[ -]"
    r"(?!transformation|innovation|program|project|pilot|initiative)[\w']+[ -]"
    r"(?:budgets?|line|account|cost cent(?:er|re)|reserve|portfolio)",
    _I,
)


def _a_units_own(words: str) -> bool:
    """Tell whether the words name running money, or the budget of a unit, after all."""
    running = OPERATING.search(words) and not ENDING.search(words)
    return bool(running or UNIT_OWN.fullmatch(words))


def ends(text: str) -> str:
    """Give the words that set an end to the money."""
    if not ENDING.search(text):
        return ""
    plain = text
    for harmless in (NOT_TOUCHED, PAST_PURSE, NOT_FROM, NO_END):
        plain = harmless.sub(" - ", plain)
    found = ENDING.search(plain)
    return found.group().strip() if found else ""


NONE_SET = re.compile(
    r"\b(?:no|zero) (?:\w+ )?(?:budgets?|money|funds?|funding|opex)"
    r" (?:is |was |has been |been |yet |so far )*(?:allocated|approved|released|allotted"
    r"|secured)\b",
    _I,
)


def approved(text: str) -> str:
    """Give the words that say it has been approved."""
    plain = NOT_YET.sub(" - ", NONE_SET.sub(" - ", NAMED_SO.sub("Somebody", text)))
    plain = TO_COME.sub(" - ", plain)
    found = DONE_BY.search(plain)
    return found.group().strip() if found else ""


def in_doubt(text: str) -> str:
    """Give the words that keep it from being approved: verbal, conditional, refused, to come."""
    plain = NAMED_SO.sub(
        "Somebody",
        DECIDED.sub(
            " - ", NO_END.sub(" - ", NOT_TOUCHED.sub(" - ", UNCONDITIONAL.sub(" - ", text)))
        ),
    )
    for pattern in (NOT_YET, REFUSED, SPOKEN, CONDITIONS, TO_COME, UNDECIDED):
        found = pattern.search(plain)
        if found:
            return found.group().strip()
    return ""


def asked_for(text: str) -> str:
    """Give the words that say it was asked for; an approval after that counts more."""
    found = ASKED.search(text)
    return found.group().strip() if found else ""
