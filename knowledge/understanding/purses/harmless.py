"""What sounds like money that ends, and is none: proper names, purses ruled out."""

from __future__ import annotations

import re

from knowledge.understanding.purses.words import (
    AI_UNIT,
    DET,
    KEY,
    MONEY,
    OPERATING,
    POT,
    PURSE,
    SOURCES,
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
    re.IGNORECASE,
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
    rf"|bore|ended|ends? (?:before|first|and then)|closed|(?<=is )over|(?<=was )over"
    rf"|(?<=now )over|(?<=are )over|finished|stopped"
    rf"|expired|used up|spent|gone|exhausted|done|bought|handed (?:it |this )?over"
    rf"|ran out)(?: (?:only|just"
    rf"|merely))?(?: (?:for|up))?(?: (?:the |our |its |only |just ){{0,5}}(?:trial|pilot|poc"
    rf"|proof(?: of concept)?|test|tests|build|building|development|start|setup|set-up"
    rf"|first phase|prototype|experiment|implementation|launch|beginning|year one"
    rf"|proof))?|\b(?:after|since|now that|once|when|before|with) (?:the |our |its "
    rf"|that )?(?:{AI_UNIT}|{SOURCES}|project|pilot|trial|grant|programme|program|poc"
    rf"|innovation \w+)(?:'s)?(?: \w+)? (?:has |had |is |was |have )?(?:ended|ends|end"
    rf"|closed|closes|(?<=is )over|(?<=was )over|finished|finishes|stopped|stops"
    rf"|expired|expires|done|gone"
    rf"|ran out|runs out|completed|behind us)|\b(?:moved|transferred|shifted|switched"
    rf"|migrated|taken over|takes over|took over|handed over|goes|went|graduated"
    rf"|converted|reclassified|weaned)(?: it| this| that| the \w+| away"
    rf"| over)? (?:out of|from|off) {DET}(?:{PURSE}[ -]{MONEY}|{AI_UNIT}(?: {MONEY})?"
    rf"|{SOURCES}|{KEY}(?: {MONEY})?)|\b(?:formerly|previously|before that|earlier"
    rf"|once|last year|so far|until now|up to now|used to be|in the past|originally"
    rf"|initially)\b[^.;,]{{0,60}}?(?:{PURSE}[ -]{MONEY}|{AI_UNIT}|{SOURCES}|{KEY})",
    re.IGNORECASE,
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
    re.IGNORECASE,
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
    re.IGNORECASE,
)
GRANT_BY_NAME = re.compile(
    r"\bgrants?(?= (?:street|road|avenue|lane|square|park|pass|house|county|hospital"
    r"|school|clinic|hall|hill|place|station|bridge)\b)|\b(?:mr|mrs|ms|dr)\.? grant\b"
    r"|\bby grant\b(?! (?:money|funds?|funding|from|of|agreement))"
    r"|\bgrant(?: \w+)? (?:has |have )?(?:approved|signed|released|confirmed|said"
    r"|sanctioned|validated|accepted)(?! (?:and|budget))\b",
    re.IGNORECASE,
)
PAYS_NOTHING = re.compile(
    rf"(?:{AI_UNIT}|{PURSE}|{KEY}|{SOURCES})(?: {MONEY})?(?:'s)? (?:pays?|paid|covers?"
    rf"|gives?|contributes?|adds?|has|had|provides?) (?:for )?(?:nothing|none|zero"
    rf"|no part|not a cent|no money)",
    re.IGNORECASE,
)
NAMES_AFTER = re.compile(
    r"\b(?:by|with|to) (?:Ms\.? |Mr\.? |Mrs\.? |Dr\.? )?Grant\b|\bGrant (?:approved"
    r"|signed|said|has|confirmed|released|Thornton)|\b(?:Ms|Mr|Mrs|Dr)\.? (?:Grant"
    r"|Project|Pilot|Trial)\b|\b(?:Hugh|Cary|Lee|Amy|Ulysses|Richard|Peter|David|Susan"
    r"|Anna|Maria|John|Lucy|James|Mary|Emma|Sarah|Helen|Jane|Paul) Grant\b"
)


def without_the_harmless(text: str) -> str:
    """Blank what only sounds like money that ends: proper names, and purses ruled out or past."""
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
