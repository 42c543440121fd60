"""Days in their one strict form: 2026-11-23."""

from __future__ import annotations

import re
from datetime import date

from knowledge.understanding.outcomes import NotUnderstood
from knowledge.understanding.text import fold_digits
from knowledge.values.words import MONTHS

ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
EVERYDAY = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
FARTHEST = 50  # years from today; beyond that it is a slip of the finger


def day_of(text: str, *, today: date, future: bool = False) -> date:
    """Read a day; `future` refuses one that is over. Raises NotUnderstood."""
    plain = fold_digits(text).strip()
    found = ISO.fullmatch(plain)
    if not found:
        raise NotUnderstood(_otherwise(plain))
    year, month, day = (int(part) for part in found.groups())
    when = _real(year, month, day)
    if abs(when.year - today.year) > FARTHEST and not (future and when < today):
        raise NotUnderstood(f"{year} is too far away. Please check the year.")
    if future and when < today:
        raise NotUnderstood("That day is in the past. Please give a day still to come.")
    return when


def _real(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(_no_such_day(year, month, day)) from None


def _no_such_day(year: int, month: int, day: int) -> str:
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return "That day does not exist. Please write year, month and day."
    leap = f" {year}" if (month, day) == (2, 29) else ""
    return f"{day} {MONTHS[month - 1]}{leap} does not exist."


def _otherwise(plain: str) -> str:
    """Say what is wrong with a day in another form; one that cannot exist is named as such."""
    found = EVERYDAY.fullmatch(plain)
    if found:
        day, month, year = (int(part) for part in found.groups())
        if day > 12 >= month >= 1:
            try:
                date(year, month, day)
            except ValueError:
                return _no_such_day(year, month, day)
    return "Please write the day as year-month-day."
