"""Until when somebody wants no reminder, read from their own words."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from handlers.errors import Misread
from handlers.reminders.when import Snooze, in_a_while, on_day
from handlers.talk import Talk
from knowledge.understanding.days import day_in
from knowledge.understanding.durations import duration
from knowledge.understanding.outcomes import Confirm, NotUnderstood
from knowledge.values import day as in_words
from knowledge.values.kinds import Day, Duration

LONGEST = timedelta(days=366)
DAY = Decimal(24 * 60)  # minutes
LEAD = re.compile(r"^(?:(?:until|till|til|to|for|in|on|by|from)\b ?)+", re.IGNORECASE)


def snooze_of(talk: Talk, said: str) -> Snooze | tuple[date, ...]:
    """Read a day to come or a time to wait; several days where the words leave it open.

    Raises Misread.
    """
    words = LEAD.sub("", said).strip()
    wait = _wait(words)
    if wait is None:
        found = _days(talk, words)
        return on_day(found[0], talk.who.tz) if len(found) == 1 else found
    if not timedelta() < wait <= LONGEST:
        raise _misread(talk, "A snooze lasts between a minute and a year.")
    if wait < timedelta(days=1):
        return in_a_while(talk.now, wait)
    return on_day(talk.today + wait, talk.who.tz)


def _wait(words: str) -> timedelta | None:
    """Read "2 days"; None: it is none. Of "2 to 3 days" the shorter time counts."""
    try:
        found = duration(words)
    except NotUnderstood:
        return None
    value = found.value if isinstance(found, Confirm) else found
    assert isinstance(value, Duration)
    minutes = min(value.minutes, Decimal(LONGEST.days + 1) * DAY)
    return timedelta(minutes=float(minutes))


def _days(talk: Talk, words: str) -> tuple[date, ...]:
    """Read a day; of those that the words may mean, the ones that a snooze can reach."""
    try:
        found = day_in(words, today=talk.today)
    except NotUnderstood as unclear:
        meant = [day_in(option.text, today=talk.today) for option in unclear.options]
        if not meant:
            raise _misread(talk) from unclear
    else:
        meant = [found]
    days = [_first(one) for one in meant]
    within = tuple(day for day in days if talk.today < day <= talk.today + LONGEST)
    if within:
        return within
    raise _misread(talk, _why_not(days[0], talk.today))


def _why_not(day: date, today: date) -> str:
    said = in_words(day)
    if day == today:
        return f"{said} is today."
    return f"{said} is over." if day < today else f"{said} is more than a year away."


def _first(found: Day | Confirm) -> date:
    value = found.value if isinstance(found, Confirm) else found
    assert isinstance(value, Day)
    return value.date


def _misread(talk: Talk, because: str = "") -> Misread:
    example = talk.today + timedelta(weeks=1)
    wanted = f"Please give a day to come, within a year, such as {example.isoformat()}."
    return Misread(f"{because} {wanted}".strip(), f"/gate snooze {example.isoformat()}")
