"""Money that ends: of a project, a grant, a programme, or with a day that is set to it."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.understanding.purses.harmless import (
    NO_END,
    NOT_FROM,
    NOT_TOUCHED,
    PAST_PURSE,
    without_the_harmless,
)
from knowledge.understanding.purses.words import (
    AI_UNIT,
    DET,
    KEY,
    MONEY,
    OPERATING,
    OUTSIDER,
    PAID,
    PURSE,
    SOURCES,
    STANDS,
    VIA,
)

PROJECT_MONEY = re.compile(
    r"(?<![\w-])(?:"
    rf"{PURSE}(?:[ -](?:[\w']+[ -])?){MONEY}\b(?! (?:cent|line \d))"
    rf"|{AI_UNIT}\b(?=(?:'s)?(?: own| central)? (?:{MONEY}|pays?|paid|covers?|funds?"
    rf"|finances?|carries|has|will pay|money|gives|lends|bears|sponsors|provides|still"
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
    rf"|[,;:.]))(?<!services)(?<!department)|(?:we use|using|use|via|through|under|from|by|of|in"
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
    re.IGNORECASE,
)
ENDING = re.compile(
    r"\b(?:(?:but )?only until|(?:only |just )?(?:until|till|as long as|while"
    r"|for as long as|for the (?:duration|length|lifetime|life|time) of|during"
    r"|up to the end of|to the end of) (?:the )?(?:end of )?(?:the |our )?(?:project"
    r"|pilot|trial|poc|proof of concept|grant|programme|program|go-live|test|study"
    r"|experiment|phase|launch|implementation|funding period"
    r"|hypercare)(?:'s)?(?: \w+)?|must be (?:spent|used|consumed)|(?:runs?|running"
    r"|ran) out|expires?|expiring"
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
    re.IGNORECASE,
)


@lru_cache(maxsize=1024)  # judged again at every change of its pilot
def project_money(text: str) -> str:
    """Give the words that name money which ends with a project; proper names are no money."""
    if not PROJECT_MONEY.search(text):  # nearly every line: nothing to rule out
        return ""
    plain = without_the_harmless(text)
    said = (found.group().strip() for found in PROJECT_MONEY.finditer(plain))
    return next((words for words in said if not _a_units_own(words)), "")


def all_that_pays(text: str) -> str:
    """Give the one thing that could pay where no operating money is named, if it is to end."""
    if OPERATING.search(text) or not BARE.search(text):
        return ""
    found = BARE.search(without_the_harmless(text))
    return found.group() if found else ""


# What ends by its nature, whatever is said about its money.
BARE = re.compile(
    r"\b(?:project|pilot|poc|proof of concept|trial|experiment|incubator|accelerator|venture|seed"
    r"|grants?|subsid(?:y|ies)|hackathon|innovation|r&d|mvp|prototype|sponsorship|donation|capex"
    r"|stimulus|crowdfunding|strategic initiatives?|programmes?|programs?"
    r"|year-end money|special)(?:'s)?\b",
    re.IGNORECASE,
)
# "EU Returns budget" and "Digital Sales line" are units; "digital budget" is none.
UNIT_OWN = re.compile(
    r"(?:eu|special|change|development|build|launch|test|research|investment|capital"
    r"|digital|lab|data"
    r" science)[ -]"
    r"(?!transformation|innovation|program|project|pilot|initiative)[\w']+[ -]"
    r"(?:budgets?|line|account|cost cent(?:er|re)|reserve|portfolio)",
    re.IGNORECASE,
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
