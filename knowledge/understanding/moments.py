"""Days inside a longer text: where they stand, what they are, and what is wrong with them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Trouble: TypeAlias = Literal["", "year", "fiscal", "swapped", "relative", "none_such"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero janeiro styczen",
            "february feb februar febrero fevereiro",
            "march mar maerz",
            "april apr avril abril",
            "may mai mayo maio",
            "june jun juni juin junio junho",
            "july jul juli juillet julio julho",
            "august aug agosto",
            "september sept sep septembre septiembre setembro",
            "october oct okt oktober octobre octubre outubro",
            "november nov novembre noviembre novembro",
            "december dec dez dezember decembre diciembre dezembro",
        ),
        1,
    )
    for name in names.split()
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
YEAR = r"(?P<year>20[0-9]{2}|[\u2019'][0-9]{2})(?![0-9]|[.,][0-9])"
DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.|\u00ba)?"
_I = re.IGNORECASE
FISCAL = re.compile(
    r"\b(?:Q[1-4][ /-]*)?(?:FY ?[\u2019']?(?:20)?[0-9]{2}(?:[/-][0-9]{2,4})?|(?:fiscal"
    r"|financial|budget)"
    r"(?: year)?(?: (?:20)?[0-9]{2}(?:[/-][0-9]{2})?)?)\b",
    _I,
)
ISO = re.compile(
    r"(?<![\d-])(?P<year>20[0-9]{2})[-/.](?P<m>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?![\d-])"
)
ISO_MONTH = re.compile(r"(?<![\d-])(?P<year>20[0-9]{2})-(?P<m>0[1-9]|1[0-2])(?![\d-])")
# Two digits are a year only behind a day and a month, at the end of something: 10 nov 26.
SHORT_YEAR = (
    r"(?P<year>20[0-9]{2}|[\u2019']?[23][0-9](?= *(?:$|[.,;:)]|by\b|from\b|at\b)))(?![0-9])"
)
WRITTEN = re.compile(
    rf"\b{DAY}(?: (?:day )?of)?[ -]*{MONTH}(?:[ ,-]+(?:of |in )?{SHORT_YEAR})\b", _I
)
AMERICAN = re.compile(rf"\b{MONTH} {DAY},? +{YEAR}", _I)
MONTHLY = re.compile(rf"\b{MONTH}[ ,/-]*(?:of |in )?{YEAR}", _I)
NUMERIC = re.compile(
    r"(?<![\d./-])(?P<a>[0-9]{1,2})(?P<sep>[./-])(?P<b>[0-9]{1,2})(?P=sep)(?P<year>(?:2"
    r"0)?[0-9]{2})(?![\d/-]|\.\d)"
)
QUARTERLY = re.compile(
    rf"\b(?:Q(?P<q>[1-4])|(?P<word>1st|first|2nd|second|3rd|third|4th|fourth"
    rf"|last) quarter)[ ,/-]*(?:of |in )?"
    rf"(?:the )?(?:year )?{YEAR}|(?<!\d)(?P<y2>20[0-9]{{2}})[ /-]?Q(?P<q2>[1-4])\b",
    _I,
)
HALF = re.compile(
    rf"\b(?:H(?P<h>[12])|(?P<word>first|1st|second|2nd) half)[ ,/-]*(?:of |in )?{YEAR}", _I
)
YEARLY = re.compile(
    r"(?<![\w./,-])(?:(?:calendar )?year )?(?P<year>20[2-9][0-9])(?![\d%\u20ac$\u00a3]"
    r"|[.,]\d|[ -]?(?:EUR|USD|GBP|units|per|a )\b)"
)
NO_YEAR = re.compile(
    rf"\b(?P<day1>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?(?: of)? {MONTH}\b(?! street| road| [A-Z][a-z])"
    rf"|\b(?:by|until|till|before|in|end of|end|of|through|during|this|next|mid|mid-"
    rf"|early|late|from|for|since"
    r"|beginning of|start of|latest|come|per) (?:the )?(?:end of |start of "
    r"|beginning of |mid[- ]|early |late |next "
    rf"|this"
    rf" )?(?P<month2>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b(?! (?:street"
    rf"|road|[A-Z][a-z]))",
    _I,
)
SHORT_DAY = re.compile(
    r"\b(?:by|until|till|before) (?:the )?((?:0?[1-9]|[12][0-9]|3[01])[./](?:0?[1-9]"
    r"|1[0-2]))\.?(?![\d./%])"
    r"(?! ?(?:%|days?|hours?|h\b|min|percent|points?))",
    _I,
)
RELATIVE = re.compile(
    r"\bQ[1-4]\b|\bH[12]\b|\b(?:next|this|coming|following|current|the) (?:quarter"
    r"|year|month|week|season|half[ -]year"
    r"|summer|winter|spring|autumn|fall|budget|sprint|release|semester)\b(?! year\b)"
    r"|\b(?:end of (?:the |this |next )?(?:year|quarter|month|summer|season)"
    r"|year[- ]?end|EOY|eoq|eom)\b"
    r"|\b(?:by|until|before|after|this|next|in|till|during) (?:the )?(?:summer|winter"
    r"|spring|autumn|fall|christmas"
    r"|easter|new year|holidays?|ramadan|diwali|go[- ]?live|launch|rollout|pilot)\b"
    r"|\b(?:in|within|after) (?:the )?(?:next |first |coming |about |around "
    r"|at most )?(?:[0-9]{1,2}|two|three|four|five|six"
    r"|seven|eight|nine|ten|twelve|eighteen|a|one|half a|a few|some) (?:days?|weeks?"
    r"|months?|years?|quarters?)\b"
    r"(?! (?:of|from|after) (?:discharge|receipt|order|delivery|arrival))"
    r"|\b(?:[0-9]{1,2}|two|three|six|twelve) (?:weeks|months|years) (?:after|from"
    r"|post) (?:now|go|launch|today|start)"
    r"|\b(?:as soon as possible|asap|soon|tomorrow|some ?day|one day|eventually"
    r"|in the (?:near )?future|over time"
    r"|long[- ]term|mid[- ]term|short[- ]term|later on|at some point)\b",
    _I,
)
QUARTERS = {
    "1st": 1,
    "first": 1,
    "2nd": 2,
    "second": 2,
    "3rd": 3,
    "third": 3,
    "4th": 4,
    "fourth": 4,
}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a span in a text, or why it is neither."""

    start: int
    end: int
    first: date | None
    last: date | None
    trouble: Trouble = ""


def moments(text: str) -> tuple[Moment, ...]:
    """Find all days of a text in their order; what one pattern took no other reads again."""
    found: list[Moment] = []
    rest = text
    for reader in READERS:
        for one in list(reader(rest)):
            found.append(one)
            rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
    return tuple(sorted(found, key=lambda one: one.start))


def deadline(found: tuple[Moment, ...], today: date) -> Moment | None:
    """Choose the one that a target is meant for: the last to come, else one in trouble."""
    good = [one for one in found if one.last is not None and not one.trouble]
    coming = [one for one in good if one.first and one.first > today]
    troubled = [one for one in found if one.trouble]
    late = [one for one in good if one.last and one.last >= today]
    for choice in (coming, troubled, late, good):
        if choice:
            return max(choice, key=lambda one: (one.last or date.max, one.start))
    return None


def _fiscal(text: str) -> Iterator[Moment]:
    for match in FISCAL.finditer(text):
        yield Moment(*match.span(), None, None, "fiscal")


def _iso(text: str) -> Iterator[Moment]:
    for match in ISO.finditer(text):
        yield _day(match, match["year"], int(match["m"]), match["day"])


def _iso_month(text: str) -> Iterator[Moment]:
    for match in ISO_MONTH.finditer(text):
        yield _span(match, int(match["year"]), int(match["m"]), 1)


def _written(text: str) -> Iterator[Moment]:
    for pattern in (WRITTEN, AMERICAN):
        for match in pattern.finditer(text):
            yield _day(match, match["year"], MONTHS[match["month"].lower()], match["day"])


def _monthly(text: str) -> Iterator[Moment]:
    for match in MONTHLY.finditer(text):
        yield _span(match, _year(match["year"]), MONTHS[match["month"].lower()], 1)


def _numeric(text: str) -> Iterator[Moment]:
    for match in NUMERIC.finditer(text):
        a, b = int(match["a"]), int(match["b"])
        if match["sep"] == "." or a > 12 or a == b:
            yield _day(match, match["year"], b, match["a"])
        elif b > 12:
            yield _day(match, match["year"], a, match["b"])
        else:
            yield Moment(*match.span(), None, None, "swapped")


def _quarterly(text: str) -> Iterator[Moment]:
    for match in QUARTERLY.finditer(text):
        word = (match["word"] or "").lower()
        quarter = int(match["q"] or match["q2"] or QUARTERS.get(word, 4))
        yield _span(match, _year(match["year"] or match["y2"]), quarter * 3 - 2, 3)
    for match in HALF.finditer(text):
        second = match["h"] == "2" or (match["word"] or "").lower() in ("second", "2nd")
        yield _span(match, _year(match["year"]), 7 if second else 1, 6)


def _yearly(text: str) -> Iterator[Moment]:
    for match in YEARLY.finditer(text):
        yield _span(match, int(match["year"]), 1, 12)


def _open(text: str) -> Iterator[Moment]:
    for match in NO_YEAR.finditer(text):
        yield Moment(*match.span(), None, None, "year")


def _short(text: str) -> Iterator[Moment]:
    for match in SHORT_DAY.finditer(text):
        yield Moment(*match.span(), None, None, "year")


def _relative(text: str) -> Iterator[Moment]:
    for match in RELATIVE.finditer(text):
        yield Moment(*match.span(), None, None, "relative")


READERS = (
    _fiscal,
    _iso,
    _numeric,
    _written,
    _quarterly,
    _monthly,
    _iso_month,
    _yearly,
    _open,
    _short,
    _relative,
)


def _year(said: str) -> int:
    digits = said.strip("'\u2019")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(match: re.Match[str], year: str, month: int, day: str) -> Moment:
    try:
        when = date(_year(year), month, int(day))
    except ValueError:
        return Moment(*match.span(), None, None, "none_such")
    return Moment(*match.span(), when, when)


def _span(match: re.Match[str], year: int, month: int, months: int) -> Moment:
    last = month + months - 1
    return Moment(
        *match.span(), date(year, month, 1), date(year, last, calendar.monthrange(year, last)[1])
    )
