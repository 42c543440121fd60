"""When somebody may be reminded: some mornings of the working week, where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from handlers.talk import zone

MORNING: Final = time(10)
WORK: Final = (time(9), time(17))
SATURDAY: Final = 5
BUDGET: Final = 2  # reminders a week, unless the tenant chose otherwise
GRACE: Final = timedelta(hours=1)  # who chose an hour hears that much after it, whatever the hour
REST: Final = timedelta(hours=60)  # after one that was asked for: it takes the place of a usual one
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


def planned(tz: str, due: datetime, now: datetime, budget: int) -> bool:
    """Tell whether a time is one of the week's mornings where somebody is now, and not long gone.

    Who moved, or whose budget changed, has other mornings than those that were worked out.
    """
    days = DAYS[min(max(budget, 0), len(DAYS) - 1)]
    here = due.astimezone(zone(tz))
    ours = here.weekday() in days and here.time() == MORNING
    return ours and here.isocalendar()[:2] == now.astimezone(zone(tz)).isocalendar()[:2]


def opening(tz: str, after: datetime) -> datetime:
    """Find the next morning of a working day."""
    day = after.astimezone(zone(tz)).date()
    while (at := morning(working(day), tz)) <= after:
        day += timedelta(days=1)
    return at


def working(day: date) -> date:
    """Give the day itself, or after a weekend its Monday."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= SATURDAY else day


def slot(tz: str, now: datetime) -> str:
    """Name the day of somebody's week: one reminder for each, whatever happens."""
    year, week, weekday = now.astimezone(zone(tz)).isocalendar()
    return f"{year}-W{week:02d}-{weekday}"


@dataclass(frozen=True, slots=True)
class Snooze:
    """Until when somebody wants no reminder, and when they hear again.

    Both are the same where they chose the hour; of a day they chose, it is its morning where they
    are by then.
    """

    until: datetime
    at: datetime


def in_a_while(now: datetime, wait: timedelta) -> Snooze:
    """Be reminded at an hour of one's own choice."""
    return Snooze(now + wait, now + wait)


def on_day(day: date, tz: str) -> Snooze:
    """Be reminded on a day, or on the first working day from then on."""
    midnight = datetime.combine(day, time(), zone(tz)).astimezone(UTC)
    return Snooze(midnight, morning(working(day), tz))


def off_day(wanted: Snooze) -> bool:
    """Tell whether a day was chosen on which nobody works."""
    return wanted.at - wanted.until > timedelta(days=1)


def snoozed(choice: str, tz: str, now: datetime) -> Snooze | None:
    """Say until when a snooze lasts: hour, tomorrow, monday; None: no such choice."""
    today = now.astimezone(zone(tz)).date()
    match choice:
        case "hour":
            return in_a_while(now, timedelta(hours=1))
        case "tomorrow":
            return on_day(today + timedelta(days=1), tz)
        case "monday":
            return on_day(today + timedelta(days=7 - today.weekday()), tz)
        case _:
            return None
