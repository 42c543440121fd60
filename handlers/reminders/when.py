"""When somebody may be reminded: some mornings of the working week, where they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from handlers.talk import zone

MORNING: Final = time(10)
WORK: Final = (time(9), time(17))
SATURDAY: Final = 5
BUDGET: Final = 2  # reminders a week, unless the tenant chose otherwise
# Which mornings a budget spends: never two days running where it can be helped.
DAYS: Final[tuple[tuple[int, ...], ...]] = (
    (),
    (1,),
    (1, 3),
    (0, 2, 4),
    (0, 1, 2, 3),
    (0, 1, 2, 3, 4),
)


def next_morning(tz: str, after: datetime, budget: int) -> datetime:
    """Find the next morning on which somebody may be reminded; without a budget, look in a week."""
    days = DAYS[min(max(budget, 0), len(DAYS) - 1)]
    if not days:
        return after + timedelta(weeks=1)
    day = after.astimezone(zone(tz)).date()
    while True:
        at = morning(day, tz)
        if day.weekday() in days and at > after:
            return at
        day += timedelta(days=1)


def morning(day: date, tz: str) -> datetime:
    """Give the instant of a day's morning where somebody is."""
    return datetime.combine(day, MORNING, zone(tz)).astimezone(UTC)


def at_work(tz: str, now: datetime) -> bool:
    """Tell whether it is a working hour where somebody is."""
    here = now.astimezone(zone(tz))
    return here.weekday() < SATURDAY and WORK[0] <= here.time() < WORK[1]


def slot(tz: str, now: datetime) -> str:
    """Name the day of somebody's week: one reminder for each, whatever happens."""
    year, week, weekday = now.astimezone(zone(tz)).isocalendar()
    return f"{year}-W{week:02d}-{weekday}"


def snoozed(choice: str, tz: str, now: datetime) -> datetime | None:
    """Say until when a snooze lasts: hour, tomorrow, monday; None: no such choice."""
    today = now.astimezone(zone(tz)).date()
    match choice:
        case "hour":
            return now + timedelta(hours=1)
        case "tomorrow":
            return morning(today + timedelta(days=1), tz)
        case "monday":
            return morning(today + timedelta(days=7 - today.weekday()), tz)
        case _:
            return None
