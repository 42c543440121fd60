"""Days and spans: the exact form is kept, what was made out is read back, a doubt is asked."""

from __future__ import annotations

import re
from datetime import date

from text_to_num import alpha2digit

from knowledge.understanding.dayforms import MONTH, Found, days_in, option_of
from knowledge.understanding.hedges import open_day
from knowledge.understanding.outcomes import Confirm, NotUnderstood
from knowledge.understanding.text import fold_digits
from knowledge.understanding.yearless import BARE_QUARTER, DAY_NO_YEAR, at_its_end, without_year
from knowledge.values.kinds import Day

FARTHEST = 50  # years from today; beyond that it is a slip of the finger
FISCAL = re.compile(r"\b(?:fy ?'?[0-9]{0,4}|fiscal|financial year)\b", re.IGNORECASE)
WEEK = re.compile(r"\b(?:[0-9]{4}-?w[0-9]{1,2}|(?:kw|cw|week|wk) ?[0-9]{1,2})\b", re.IGNORECASE)
BEFORE = re.compile(r"\bbefore(?: the)? $", re.IGNORECASE)
JOIN = re.compile(r" ?(?:-|\u2013|\u2014|to|until|till|and|through) ?(?:the )?", re.IGNORECASE)
ORDINAL = re.compile(
    r"(?:st|nd|rd|th)(?: of)? (?:" + MONTH.replace("?P<month>", "?:") + ")", re.IGNORECASE
)


def day_of(text: str, *, today: date, future: bool = False) -> date:
    """Read a day in its exact form (2026-11-23 or 23 November 2026); raises NotUnderstood."""
    found = day_in(text, today=today, future=future)
    if isinstance(found, Confirm) or found.until is not None:
        raise NotUnderstood("Please write the day as year-month-day.")
    return found.date


def day_in(text: str, *, today: date, future: bool = False) -> Day | Confirm:
    """Read a day or a span; `future` refuses one that is over. Raises NotUnderstood."""
    plain = _plain(text)
    found = _in_text(plain, today, future)
    value = _in_reach(found.value, today, future=future)
    whole = found.start == 0 and found.end == len(plain)
    exact = found.exact and whole and len(plain) == len(text.strip(" .!"))
    return value if exact else Confirm(value, text)


def _plain(text: str) -> str:
    plain = " ".join(fold_digits(text).replace("\u2011", "-").split()).strip(" .!")
    return alpha2digit(plain, "en", threshold=0) if ORDINAL.search(plain) else plain


def _in_text(plain: str, today: date, future: bool) -> Found:
    """Find the one day of a text, or say why it is none."""
    if FISCAL.search(plain):
        raise NotUnderstood("Fiscal years differ. Please give the day, or the month and year.")
    if WEEK.search(plain):
        raise NotUnderstood("Weeks are counted in several ways. Please give the day.")
    found = _joined(plain, days_in(plain))
    if len(found) > 1:
        options = tuple(option_of(one.value) for one in found[:3])
        raise NotUnderstood("I see several days. Which one is it?", options=options)
    if not found:
        return without_year(plain, today, future=future)
    one = found[0]
    rest = f"{plain[: one.start]} {plain[one.end :]}"
    if BARE_QUARTER.search(rest) or DAY_NO_YEAR.search(rest):
        raise NotUnderstood("I see several days. Which one is it?", options=(option_of(one.value),))
    span = one.value.until is not None
    word = open_day(rest) or ("before" if span and BEFORE.search(plain[: one.start]) else "")
    if word:
        raise NotUnderstood(
            f"\u201c{word}\u201d leaves it open.",
            options=(option_of(one.value),),
        )
    return at_its_end(plain, one)


def _joined(plain: str, found: list[Found]) -> list[Found]:
    """Make "1 March 2027 to 30 June 2027" one span."""
    if len(found) != 2 or not JOIN.fullmatch(plain[found[0].end : found[1].start]):
        return found
    first, last = found[0].value, found[1].value
    until = last.until or last.date
    if until <= first.date:
        return found
    return [Found(Day(first.date, until), found[0].start, found[1].end)]


def _in_reach(value: Day, today: date, *, future: bool) -> Day:
    last = value.until or value.date
    if future and last < today:
        raise NotUnderstood("That day is in the past. Please give a day still to come.")
    for when in (value.date, last):
        if abs(when.year - today.year) > FARTHEST:
            raise NotUnderstood(f"{when.year} is too far away. Please check the year.")
    return value
