"""The words that say money has been approved."""

from __future__ import annotations

import re

# "Will signed" is a person: the verb would be "will sign".
NAMED_SO = re.compile(
    r"\b(?:will|may)(?= (?:signed|approved|released|confirmed|sanctioned|accepted"
    r"|validated|cleared|has|said|agreed)\b)",
    re.IGNORECASE,
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
    re.IGNORECASE,
)
DECIDED = re.compile(rf"\b{BODY_SAID}", re.IGNORECASE)
# A word that was given, and written down since.
WRITTEN_SINCE = re.compile(
    r"\b(?:verbal|oral)(?:ly)?\b[^.;]{0,60}?(?<!be )(?<!not )(?<!yet )(?<!get )"
    r"\b(?:confirmed|signed|repeated)(?: it)? in writing\b",
    re.IGNORECASE,
)
NONE_SET = re.compile(
    r"\b(?:no|zero) (?:\w+ )?(?:budgets?|money|funds?|funding|opex)"
    r" (?:is |was |has been |been |yet |so far )*(?:allocated|approved|released|allotted"
    r"|secured)\b",
    re.IGNORECASE,
)
