"""Words that leave a figure or a day open: about, up to, less than, probably, or."""

from __future__ import annotations

import re

ROUGH = (
    r"about|around|approx(?:imately|\.)?|roughly|circa|nearly|almost|close to|some|aprox(?:\.|\w+)?"
    r"|ca?\.?(?= ?[$\u20ac\u00a3\u00a5\u20b9]?\d)|zirka|etwa|rund|ungef\u00e4hr"
    r"|ungef\.|environ|env\."
    r"|cerca de|por volta de|unos|umas|ongeveer|oko\u0142o"
    r"|estimated?(?: at)?|in the (?:region|order) of|give or take"
)
LIMITS = (
    r"up to|at most|at least|max(?:imum|\.)?(?: of)?|minimum(?: of)?|(?:no|not) (?:more|less) than"
    r"|(?:less|more|fewer|higher|lower|greater) than|under|below|over|above|within|upwards of"
)
# Before a figure, perhaps with a currency between: "over 40", but not "over the summer 40".
BEFORE = re.compile(
    rf"(?:\b(?:{ROUGH}|{LIMITS})|[~<>\u2264\u2265\u2248\u00b1])"
    r"(?= ?(?:[A-Za-z]{0,3}[$\u20ac\u00a3\u00a5\u20b9]? ?)[0-9])",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"(?<=[0-9%a-z]) ?(?:\+(?![0-9])|or (?:so|less|more|fewer)\b|at (?:most|least)\b|max(?:imum)?\b"
    r"|tops\b|minimum\b|-?ish\b|and (?:up|over|counting)\b|give or take\b"
    r"|approx(?:imately)?\b|roughly\b)",
    re.IGNORECASE,
)
FRACTION = re.compile(
    r"\b(?:thirds?|3rds?|quarters?|fifths?|5ths?|tenths?|10ths?|fraction|part) of\b", re.IGNORECASE
)
UNSURE = re.compile(
    r"\b(?:maybe|perhaps|probably|possibly|presumably|hopefully|likely|tentative(?:ly)?|not sure"
    r"|unsure|i (?:think|guess|believe|suppose|hope|assume)|we (?:think|guess|believe|hope|assume)"
    r"|should be|might|could be|if|unless|depends|depending|provided|assuming|subject to"
    r"|sometime|some time|or thereabouts|ball ?park)\b",
    re.IGNORECASE,
)
AROUND_A_DAY = re.compile(
    r"\b(?:about|around|approx(?:imately)?|roughly|circa|ca|sometime|early|mid|late|earliest"
    r"|(?<!day )after|not(?! later"
    r"| after)|no earlier"
    r"|not before|ish|or|at the earliest|beginning of|start of|middle of)\b"
    r"|~|\bmid-",
    re.IGNORECASE,
)


def open_figure(text: str) -> str:
    """Find the words that leave a figure open; empty: none do."""
    looked = (pattern.search(text) for pattern in (BEFORE, BEHIND, FRACTION, UNSURE))
    found = next(filter(None, looked), None)
    return found[0].strip() if found else ""


def open_day(text: str) -> str:
    """Find the words that leave a day open; empty: none do."""
    found = AROUND_A_DAY.search(text) or UNSURE.search(text)
    return found[0].strip() if found else ""
