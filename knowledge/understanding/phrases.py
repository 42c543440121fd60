"""The words that rules listen for: whole words, short lists, nothing guessed."""

from __future__ import annotations

import re


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


MONEY = _any_of(
    "costs?",
    "revenue",
    "sales",
    "margins?",
    "profit",
    "savings?",
    "money",
    "refunds?",
    "churn",
)
# A unit of business: what the number counts, whatever it is called.
BUSINESS_UNIT = _any_of(
    "eur(?:os?)?",
    "usd",
    "gbp",
    "chf",
    "dollars?",
    "pounds?",
    "customers?",
    "clients?",
    "patients?",
    "complaints?",
    "orders?",
    "cases",
    "claims",
    "invoices?",
    "tickets?",
    "days?",
    "hours?",
    "minutes?",
    "weeks?",
    "accidents?",
)
# A problem that begins with a tool was not a problem first, unless it goes on to name the work.
TOOL_FIRST = re.compile(
    r"(?:we (?:want|need|use|build) |use |build |an? |the |our )*"
    r"(?:ai|gen(?:erative )?ai|llms?|gpt\S*|chatgpt|copilots?|chat ?bots?|rag|machine learning"
    r"|neural networks?|(?:large )?language models?|ai agents?)\b",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\b(?:decid|answer|sort|check|match|read|find|writ|summari|classif|predict|rout|detect|extract"
    r"|translat|draft|compar|approv|estimat|plan|schedul|book|fill|transcrib|rank|review|reply"
    r"|recommend|propos|assign|forecast|flag|search|explain|handl)\w*",
    re.IGNORECASE,
)
SIGNS = _any_of(
    "us(?:e|es|ed|age|ers?)",
    "adoption",
    "time",
    "minutes?",
    "hours?",
    "days?",
    "errors?",
    "mistakes?",
    "rework",
    "quality",
    "complaints?",
    "productivity",
    "satisfaction",
    "overrides?",
    "tickets?",
    "share",
)
# IT in capitals only: the pronoun must not match.
TECHNOLOGY = re.compile(
    r"\b(?:I\.?T\.?|C[TI]O|(?i:technology|engineering|information (?:systems|technology)"
    r"|data (?:science|team|platform|office)|innovation(?: lab)?|ai (?:lab|team|program(?:me)?)))\b"
)
# "No. 3" ends no sentence.
SENTENCE_END = re.compile(r"[a-z)]{3}[.!?]\s+[A-Z]")
TWO_THINGS = re.compile(r"\s+(?:and|plus|as well as)\s+|\s*[;&]\s*", re.IGNORECASE)
# One half of a metric is a measure of its own: "cost per case and handling time".
MEASURE = _any_of(
    "costs?",
    "time",
    "revenue",
    "margins?",
    "rates?",
    "errors?",
    "complaints?",
    "satisfaction",
    "churn",
    "share",
)
# A number, a share or a bare verdict: nobody knows what to do with it.
BARE_SCORE = re.compile(
    r"(?:(?:an? |the )?(?:score|confidence|probability|risk)\s*(?:is|of|:|=)?\s*)?"
    r"[\d.,]+\s*(?:%|percent|points)?|high|medium|low",
    re.IGNORECASE,
)
# Those who would have come anyway.
EASY_GROUP = re.compile(
    r"(?:only |just )?(?:the |some |a few |our )?(?:volunteers?|simple cases?|easy cases?|fans"
    r"|early adopters?|friendly users?|willing users?)(?: only)?"
    r"|none|no ?(?:one|body)|nothing",
    re.IGNORECASE,
)
# Said of faults and remedies: all is well, which real data never is.
ALL_WELL = re.compile(
    r"(?:(?:the |our )?data (?:is|are|looks) (?:all )?(?:fine|ok|okay|good|clean|perfect)"
    r"|(?:there are )?no(?: known| real| big)? (?:issues|problems|faults|defects)"
    r"(?: found| at all)?"
    r"|(?:we )?(?:have )?(?:found )?(?:nothing|none)(?: found| so far| at all)?"
    r"|all (?:is )?(?:fine|good|ok|well)|everything is (?:fine|good|ok))",
    re.IGNORECASE,
)


def says_little(text: str, least: int) -> bool:
    """Tell whether a text has fewer words than wanted, or only says that all is well."""
    plain = text.strip(" .!\n")
    return len(plain.split()) < least or bool(ALL_WELL.fullmatch(plain))
