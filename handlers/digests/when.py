"""When a weekly digest is due, and for which week: the calendar of its own zone, in pure steps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.talk import zone

WEEK = timedelta(days=7)
GRACE = timedelta(hours=1)  # a digest so little late is still for the week in which it was due


def occurrence(day: date, at: time, tz: ZoneInfo) -> datetime:
    """Give the instant of a wall-clock time: the first of a doubled hour, an hour late in a gap."""
    return datetime.combine(day, at, tz).astimezone(UTC)


def week_of(instant: datetime, tz: str) -> str:
    """Name the ISO week of an instant where the schedule lives: 2026-W48."""
    year, week, _ = instant.astimezone(zone(tz)).isocalendar()
    return f"{year}-W{week:02d}"


def occurrences(weekday: int, at: str, tz: str, after: datetime) -> Iterator[datetime]:
    """Walk the instants at which a weekly time comes, later than `after`."""
    where, clock = zone(tz), time.fromisoformat(at)
    here = after.astimezone(where).date()
    # A day early: in a gap the wall clock's day and the instant's can differ.
    day = here + timedelta(days=(weekday - here.weekday()) % 7) - WEEK
    while True:
        instant = occurrence(day, clock, where)
        if instant > after:
            yield instant
        day += WEEK


def next_time(weekday: int, at: str, tz: str, after: datetime, but: str = "") -> datetime:
    """Find the next time that does not fall into the week that had its digest already."""
    return next(
        instant for instant in occurrences(weekday, at, tz, after) if week_of(instant, tz) != but
    )


def missed(weekday: int, at: str, tz: str, first: datetime, now: datetime) -> tuple[datetime, ...]:
    """List the times from `first` (which was due) up to now: more than one is a backlog."""
    found = [first]
    for instant in occurrences(weekday, at, tz, first):
        if instant > now:
            return tuple(found)
        found.append(instant)
    raise AssertionError("weekly times never end")


def week_for(due: datetime, now: datetime, tz: str) -> str:
    """Name the week that a digest counts for: its own, or where it comes late, that of today."""
    return week_of(due if now - due <= GRACE else now, tz)
