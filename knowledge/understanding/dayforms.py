"""The forms in which people write a day, a month or a quarter that carries its year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from knowledge.understanding.outcomes import NotUnderstood, Option
from knowledge.values.kinds import Day
from knowledge.values.words import MONTHS, in_words

CENTURY = 100
NAMES = {name[:3].casefold(): place for place, name in enumerate(MONTHS, 1)}
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
SHORT_YEAR = r"(?P<year>(?:19|20)[0-9]{2}|'?[2-6][0-9])"
DAY = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?"
QUARTER = (
    r"(?:q(?:uarter)? ?(?P<q>[1-4])|(?P<qw>first|second|third|fourth|last|1st|2nd"
    r"|3rd|4th) quarter)"
)
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def whole(pattern: str) -> re.Pattern[str]:
    """Compile a form that must not be a piece of a longer word, number or path."""
    return re.compile(rf"(?<![\w./-]){pattern}(?![\w/]|[.-][0-9])", re.IGNORECASE)


# Most telling first; a found one hides what it covers.
ISO_IN = whole(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
SLASHED = whole(
    r"(?P<one>[0-9]{1,2})(?P<by>[./-])(?P<two>[0-9]{1,2})(?P=by)(?P<year>[0-9]{4}|[2-6][0-9])"
)
DAY_FIRST = whole(rf"(?:the )?{DAY} ?(?:of )?{MONTH}\.?,? ?(?:of )?{SHORT_YEAR}")
MONTH_FIRST = whole(rf"{MONTH}\.? (?:the )?{DAY}(?:,? {YEAR}|, '?(?P<short>[2-6][0-9]))")
YEAR_FIRST = whole(rf"{YEAR}(?:,? {MONTH}\.? {DAY}|/(?P<m>[0-9]{{1,2}})/(?P<d>[0-9]{{1,2}}))")
DAYS = whole(
    rf"{DAY} ?(?:-|\u2013|to) ?(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)? (?:of )?{MONTH},? {YEAR}"
)
MONTHS_OF = whole(
    rf"{MONTH} ?(?:-|\u2013|to|until) ?{MONTH.replace('<month>', '<until>')}\.?,? {YEAR}"
)
IN_QUARTER = whole(rf"{QUARTER}[ /,-]{{0,2}}(?:of |in )?(?:the year )?{YEAR}")
YEAR_QUARTER = whole(rf"{YEAR}[ /-]?q(?P<q>[1-4])")
HALF = whole(
    rf"(?:h(?P<half>[12])[ /-]?|(?P<hw>first|second|1st|2nd) half[ ,/-]{{0,2}}(?:of )?){YEAR}"
)
# 1 February to 15 March 2027: the year stands once, at the end.
DAYS_APART = whole(
    rf"(?:the )?{DAY} ?(?:of )?{MONTH}\.? ?(?:-|\u2013|to|until) ?(?:the )?"
    rf"{DAY.replace('<day>', '<last>')} ?(?:of )?{MONTH.replace('<month>', '<until>')}\.?,? {YEAR}"
)
IN_MONTH = whole(rf"{MONTH}\.?,? ?(?:of )?{YEAR}")
MONTH_DIGITS = whole(rf"(?:{YEAR}-(?P<m>0[1-9]|1[0-2])|(?P<mm>0?[1-9]|1[0-2])/(?P<y>20[0-9]{{2}}))")
YEAR_END = whole(rf"(?:end of(?: the year)?|eoy|year ?end) {YEAR}")


@dataclass(frozen=True, slots=True)
class Found:
    """A day or a span, where it stands in the text; `exact`: written out, nothing to interpret."""

    value: Day
    start: int
    end: int
    exact: bool = False


def days_in(plain: str) -> list[Found]:
    """List the days and spans that carry their year, in the order of the text."""
    found: list[Found] = []
    rest = plain
    for pattern, read in FORMS:
        found.extend(read(match) for match in pattern.finditer(rest))
        rest = pattern.sub(lambda match: "_" * len(match[0]), rest)
    return sorted(found, key=lambda one: one.start)


def spans_of_days(plain: str) -> list[tuple[int, int]]:
    """Tell where days with their year stand in a text."""
    return [match.span() for pattern, _ in FORMS for match in pattern.finditer(plain)]


def _iso(match: re.Match[str]) -> Found:
    when = real(int(match["year"]), int(match["month"]), int(match["day"]))
    return Found(Day(when), *match.span(), exact=True)


def _slashed(match: re.Match[str]) -> Found:
    """Read 31/12/2027; with points the day comes first, with slashes both orders are used."""
    one, two, year = int(match["one"]), int(match["two"]), _year(match["year"])
    if match["by"] == "." or one == two or one > 12 or two > 12:
        day, month = (two, one) if two > 12 >= one and match["by"] != "." else (one, two)
        return Found(Day(real(year, month, day)), *match.span())
    raise NotUnderstood(
        "Day or month first? Please choose.",
        options=(option_of(Day(date(year, two, one))), option_of(Day(date(year, one, two)))),
    )


def _written(match: re.Match[str]) -> Found:
    said = match.groupdict()
    year = said["year"] or said["short"]
    when = real(_year(year), month_of(match["month"]), int(match["day"]))
    return Found(Day(when), *match.span(), exact=len(year) > len("'27"))


def _year(digits: str) -> int:
    """Read a year; of two digits it is one of this century."""
    year = int(digits.strip("'"))
    return year if year > CENTURY else 2000 + year


def _year_first(match: re.Match[str]) -> Found:
    count = month_of(match["month"]) if match["month"] else int(match["m"])
    when = real(int(match["year"]), count, int(match["day"] or match["d"]))
    return Found(Day(when), *match.span())


def _days(match: re.Match[str]) -> Found:
    year, count = int(match["year"]), month_of(match["month"])
    first, last = (real(year, count, int(match[end])) for end in ("day", "last"))
    return Found(Day(first, last if last > first else None), *match.span())


def _days_apart(match: re.Match[str]) -> Found:
    first, last = month_of(match["month"]), month_of(match["until"])
    end = real(int(match["year"]), last, int(match["last"]))
    start = real(end.year - (first > last), first, int(match["day"]))
    return Found(Day(start, end if end > start else None), *match.span())


def _months(match: re.Match[str]) -> Found:
    year, first, last = int(match["year"]), month_of(match["month"]), month_of(match["until"])
    start = year - (first > last)
    return Found(Day(date(start, first, 1), last_of(year, last)), *match.span())


def _quarter(match: re.Match[str]) -> Found:
    said = match.groupdict()
    count = int(said["q"]) if said["q"] else counted(said["qw"])
    return Found(quarter(int(match["year"]), count), *match.span(), exact=bool(said["q"]))


def counted(word: str) -> int:
    """Count a quarter: third, 3rd."""
    return QUARTERS.get(word.casefold()) or int(word[0])


def _half(match: re.Match[str]) -> Found:
    half = int(match["half"] or counted(match["hw"]))
    year, first = int(match["year"]), 6 * half - 5
    return Found(Day(date(year, first, 1), last_of(year, first + 5)), *match.span())


def _in_month(match: re.Match[str]) -> Found:
    return Found(month(int(match["year"]), month_of(match["month"])), *match.span(), exact=True)


def _month_digits(match: re.Match[str]) -> Found:
    year, count = match["year"] or match["y"], match["m"] or match["mm"]
    return Found(month(int(year), int(count)), *match.span())


def _year_end(match: re.Match[str]) -> Found:
    return Found(Day(date(int(match["year"]), 12, 31)), *match.span())


FORMS = (
    (ISO_IN, _iso),
    (SLASHED, _slashed),
    (YEAR_FIRST, _year_first),
    (DAYS_APART, _days_apart),
    (DAYS, _days),
    (MONTHS_OF, _months),
    (DAY_FIRST, _written),
    (MONTH_FIRST, _written),
    (IN_QUARTER, _quarter),
    (YEAR_QUARTER, _quarter),
    (HALF, _half),
    (YEAR_END, _year_end),
    (IN_MONTH, _in_month),
    (MONTH_DIGITS, _month_digits),
)


def month(year: int, count: int) -> Day:
    """Make the span of a month."""
    return Day(date(year, count, 1), last_of(year, count))


def quarter(year: int, count: int) -> Day:
    """Make the span of a calendar quarter."""
    return Day(date(year, 3 * count - 2, 1), last_of(year, 3 * count))


def last_of(year: int, month: int) -> date:
    """Find the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_of(name: str) -> int:
    """Count a month by the first letters of its English name."""
    return NAMES[name[:3].casefold()]


def option_of(value: Day) -> Option:
    """Offer a day or a span; a quarter says its months, as calendars differ."""
    said = in_words(value, str)
    label = said
    if value.until is not None and said.startswith("Q"):
        label = f"{said} ({MONTHS[value.date.month - 1]} to {MONTHS[value.until.month - 1]})"
    return Option(label, said)


def real(year: int, month: int, day: int) -> date:
    """Make a date; raises NotUnderstood that says which day does not exist."""
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(no_such_day(year, month, day)) from None


def no_such_day(year: int | None, month: int, day: int) -> str:
    """Say that a day does not exist, by its name where it has one."""
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return "That day does not exist. Please write year, month and day."
    leap = f" {year}" if (month, day) == (2, 29) and year else ""
    return f"{day} {MONTHS[month - 1]}{leap} does not exist."
