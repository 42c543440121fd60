"""Days in other words: tomorrow, in three weeks, 30. März 2027; dateparser knows them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time
from threading import Lock
from typing import Any

from knowledge.values.kinds import Day

LONGEST = 60  # characters; what is longer is no day in other words
LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "fi", "pl"]
# It reads these as a day without being told one: a bare count ("2 weeks" becomes two weeks ago),
# a clock time, and periods that have no one day.
NO_DAY = re.compile(
    r"[0-9\W]*|[0-9a-z]+ (?:seconds?|minutes?|hours?|days?|weeks?|fortnights?|months?|years?|"
    r"decades?|tage?|wochen?|monate?|jahre?|jours?|semaines?|mois|ans?)"
    r"|.*\b[0-9]{1,2}:[0-9]{2}.*|.*\b(?:week|month|year|quarter|decade)s?"
    r"|an? \w+|now|.*\b[0-9]{1,2}[./-][0-9]{1,2}\b.*",
    re.IGNORECASE,
)
ONLY_MONTH = re.compile(r"(?:[^\W\d_]{1,4} )?([^\W\d_]{3,12})(?: de)? ((?:19|20)[0-9]{2})")
AHEAD = re.compile(r"(?:in|within) .+|.+ (?:from (?:now|today)|ahead|ago|later)", re.IGNORECASE)
LOCK = Lock()  # dateparser keeps its settings and caches in places that threads would share


def in_other_words(plain: str, today: date) -> Day | None:
    """Find the day of a whole text, or the month where it names one with its year.

    None where dateparser knows none, or would have to guess.
    """
    if len(plain) > LONGEST or not any(char.isalpha() for char in plain):
        return None
    if found := ONLY_MONTH.fullmatch(plain):
        first = _parsed(f"1 {found[1]} {found[2]}", today)
        return Day(first, last_of(first)) if first else None
    said = re.sub(r"^(?:by|until|till|on|from) ", "", plain, flags=re.IGNORECASE)
    if NO_DAY.fullmatch(said) and not AHEAD.fullmatch(said):
        return None
    when = _parsed(said, today)
    return Day(when) if when else None


def warm() -> None:
    """Load dateparser's languages ahead of the first answer, which would wait a second for them."""
    in_other_words("no day at all", date(2000, 1, 1))


def last_of(first: date) -> date:
    """Find the last day of the month of a day."""
    return first.replace(day=monthrange(first.year, first.month)[1])


def _parsed(said: str, today: date) -> date | None:
    with LOCK:
        found = _parser(today).get_date_data(said)
    when: datetime | None = found.date_obj
    return when.date() if when is not None else None


def _parser(today: date) -> Any:
    from dateparser.date import DateDataParser

    return DateDataParser(
        languages=LANGUAGES,
        use_given_order=True,
        settings={
            "RELATIVE_BASE": datetime.combine(today, time(12)),
            "REQUIRE_PARTS": ["day", "month", "year"],
        },
    )
