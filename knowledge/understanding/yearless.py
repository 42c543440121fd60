"""Days without a year: what depends on today is worked out, the rest asks for the year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from knowledge.understanding.calendars import in_other_words
from knowledge.understanding.dayforms import (
    DAY,
    MONTH,
    QUARTER,
    Found,
    counted,
    last_of,
    month,
    month_of,
    no_such_day,
    option_of,
    quarter,
    whole,
)
from knowledge.understanding.hedges import open_day
from knowledge.understanding.outcomes import NotUnderstood
from knowledge.values.kinds import Day

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NO_YEAR = whole(r"(?P<one>[0-9]{1,2})[./](?P<two>[0-9]{1,2})\.?")
DAY_NO_YEAR = whole(
    rf"(?:(?:the )?{DAY} (?:of )?{MONTH}|{MONTH.replace('month', 'm2')}"
    rf" (?:the )?{DAY.replace('day', 'd2')})\.?"
)
BARE_QUARTER = whole(QUARTER)
BARE_MONTH = whole(MONTH)
PERIOD = re.compile(
    r"\b(?P<which>this|next|coming) (?P<what>week|month|quarter|year|summer|winter"
    r"|spring|autumn|fall)\b",
    re.IGNORECASE,
)
END = re.compile(
    r"\b(?:end of|end|by the end of|late in|close of|last day (?:of|in)"
    r"|ultimo)(?: the)? $",
    re.IGNORECASE,
)
FIRST_DAY = re.compile(r"\b(?:first|1st) day (?:of|in)(?: the)? $", re.IGNORECASE)
WEEKDAY = re.compile(
    rf"(?:(?:by|on|until|till|this|coming|next) ){{0,2}}(?P<day>{'|'.join(WEEKDAYS)})",
    re.IGNORECASE,
)
SAID_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?\b", re.IGNORECASE
)
ONLY_YEAR = re.compile("(?:in )?(20[0-9]{2})")
MONTH_END = frozenset({"end of month", "end of the month", "eom", "month end"})
THIS_YEAR = frozenset({"end of year", "end of the year", "eoy", "year end", "this year"})


def without_year(plain: str, today: date, *, future: bool) -> Found:
    """Read what depends on today; raises NotUnderstood with the likely years to choose from."""
    if found := WEEKDAY.fullmatch(plain):
        return _weekday(plain, found, today)
    if found := PERIOD.search(plain):
        return _period(plain, found, today)
    if found := NO_YEAR.search(plain):
        raise _which_order(int(found["one"]), int(found["two"]), today, future)
    if found := DAY_NO_YEAR.search(plain):
        name, day = found["month"] or found["m2"], int(found["day"] or found["d2"])
        raise _which_year(today, month_of(name), day, future)
    if found := BARE_QUARTER.search(plain):
        count = int(found["q"]) if found["q"] else counted(found["qw"])
        spans = [quarter(today.year + ahead, count) for ahead in (0, 1)]
        raise _which_span(spans, plain[: found.start()], today)
    return _in_this_year(plain, today) or _in_words(plain, today)


def _in_this_year(plain: str, today: date) -> Found | None:
    said = plain.casefold()
    if said in MONTH_END:
        return Found(Day(last_of(today.year, today.month)), 0, len(plain))
    if said in THIS_YEAR:
        raise NotUnderstood(
            "The calendar year? Please choose, or give the day.",
            options=(option_of(Day(date(today.year, 12, 31))),),
        )
    if found := ONLY_YEAR.fullmatch(said):
        raise NotUnderstood(
            f"Which month or quarter of {found[1]}?",
            options=tuple(option_of(quarter(int(found[1]), count)) for count in range(1, 5)),
        )
    return None


def _in_words(plain: str, today: date) -> Found:
    when = in_other_words(plain, today)
    if when is not None and not open_day(plain):
        return Found(when, 0, len(plain))
    if found := BARE_MONTH.search(plain):
        spans = [month(today.year + ahead, month_of(found["month"])) for ahead in (0, 1)]
        raise _which_span(spans, plain[: found.start()], today)
    raise NotUnderstood("I see no day in that. Please give day, month and year.")


def _weekday(plain: str, found: re.Match[str], today: date) -> Found:
    """Read a weekday as the coming one; "next Friday" may be that, or the one after it."""
    ahead = (WEEKDAYS.index(found["day"].casefold()) - today.weekday()) % 7 or 7
    coming = today + timedelta(days=ahead)
    if "next" not in plain.casefold().split():
        return Found(Day(coming), 0, len(plain))
    after = coming + timedelta(days=7)
    raise NotUnderstood("Which one is it?", options=(option_of(Day(coming)), option_of(Day(after))))


def _period(plain: str, found: re.Match[str], today: date) -> Found:
    """Read "next month"; weeks, seasons, and quarters or years (fiscal ones differ) ask."""
    what, ahead = found["what"].casefold(), found["which"].casefold() != "this"
    count = today.month - 1 + ahead
    if what == "month":
        span = month(today.year + count // 12, count % 12 + 1)
        return at_its_end(plain, Found(span, *found.span()))
    if what == "quarter":
        quarters = (today.month - 1) // 3 + ahead
        span = quarter(today.year + quarters // 4, quarters % 4 + 1)
        span = at_its_end(plain, Found(span, *found.span())).value
        only = option_of(span)
        asked = f"Quarters differ between calendars. Is it {only.label}?"
        raise NotUnderstood(asked, options=(only,))
    if what == "year":
        raise NotUnderstood(
            "Which day of that year?", options=(option_of(Day(date(today.year + ahead, 12, 31))),)
        )
    raise NotUnderstood("Please give the day, or the month and year.")


def _which_order(one: int, two: int, today: date, future: bool) -> NotUnderstood:
    """Ask what 03/04 means, with a button for each meaning that exists."""
    orders = dict.fromkeys(pair for pair in ((one, two), (two, one)) if _exists(*pair))
    if not orders:
        return NotUnderstood(no_such_day(None, two, one))
    options = tuple(option_of(Day(_near(m, d, today, future))) for d, m in orders)
    asked = "Day or month first, and which year?" if len(options) > 1 else "In which year?"
    return NotUnderstood(f"{asked} Please choose, or type it in full.", options=options)


def _which_year(today: date, month: int, day: int, future: bool) -> NotUnderstood:
    if not _exists(day, month):
        return NotUnderstood(no_such_day(None, month, day))
    near = _near(month, day, today, future)
    days = [near, *(_same(near, near.year + more) for more in (1,))]
    options = tuple(option_of(Day(when)) for when in days if when is not None)
    return NotUnderstood("In which year?", options=options)


def _which_span(spans: list[Day], before: str, today: date) -> NotUnderstood:
    """Ask for the year of a month or a quarter; "end of" is its last day."""
    left = [span for span in spans if (span.until or span.date) >= today]
    ends = END.search(before)
    meant = [Day(span.until) if ends and span.until else span for span in left]
    return NotUnderstood("Of which year?", options=tuple(option_of(span) for span in meant))


def _near(month: int, day: int, today: date, future: bool) -> date:
    """Find the day of a month that comes next, or (where it may be past) lies nearest."""
    years = range(today.year - (not future), today.year + 9)
    days = [when for year in years if (when := _same(date(2000, month, day), year))]
    if future:
        return next(when for when in days if when >= today)
    return min(days, key=lambda when: (abs((when - today).days), when))


def _same(when: date, year: int) -> date | None:
    try:
        return when.replace(year=year)
    except ValueError:
        return None


def _exists(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]


def at_its_end(plain: str, one: Found) -> Found:
    """Read "end of June 2027" as its last day, and "the first day of" as that."""
    if one.value.until is not None and (opens := FIRST_DAY.search(plain[: one.start])):
        return Found(Day(one.value.date), opens.start(), one.end)
    before = END.search(plain[: one.start])
    if before is None or one.value.until is None:
        return _on_its_weekday(plain, one)
    return Found(Day(one.value.until), before.start(), one.end)


def _on_its_weekday(plain: str, one: Found) -> Found:
    """Ask where the weekday that was said is not that day's."""
    said = SAID_WEEKDAY.search(plain[: one.start]) or SAID_WEEKDAY.search(plain[one.end :])
    if said is None or one.value.until is not None:
        return one
    meant = next(
        place for place, name in enumerate(WEEKDAYS) if name.startswith(said[1].lower()[:3])
    )
    if meant == one.value.date.weekday():
        return one
    right = WEEKDAYS[one.value.date.weekday()].capitalize()
    raise NotUnderstood(
        f"That day is a {right}. Which day is meant?", options=(option_of(one.value),)
    )
