"""Read what a digest tells of: only what the channel may see, at the moment of asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from handlers.digests.fixers import gaps
from handlers.digests.glance import NEAR, Glance, as_of, glance
from handlers.digests.telling import Told
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk, zone
from storage import glances, journal, people, rooms, summary
from storage.summary import Sight, Summary

WEEKS = 12  # of the trend, this one included
MOST = 500  # pilots in one digest; the portfolio lists the others


@dataclass
class Kept:
    """What was worked out on the way and is worth keeping: (pilot, instant, body)."""

    glances: list[tuple[str, datetime, Mapping[str, Any]]] = field(default_factory=list)


def sight_of(talk: Talk) -> Sight:
    """Say how far an address sees: a person as they do, a channel what is open or its own.

    A channel with a guest in it sees what guests see: its own pilots.
    """
    if talk.heard.where.direct:
        return talk.sight
    room = talk.heard.where.conversation
    inside = people.by_ids(talk.tx, talk.tenant, rooms.members(talk.tx, talk.tenant, room))
    outsiders = any(one.guest or one.stranger for one in inside.values())
    return Sight(False, frozenset({room}), "", outsiders)


def rows_of(talk: Talk, scope: str, pilots: Sequence[str]) -> tuple[Summary, ...]:
    """List the open pilots of a scope that the address may see."""
    sight = sight_of(talk)
    if scope == "here":
        return summary.in_room(talk.tx, talk.tenant, talk.heard.where.conversation)
    if scope == "chosen":
        found = (summary.visible(talk.tx, talk.tenant, sight, pilot) for pilot in pilots)
        return tuple(row for row in found if row is not None and not row.closed)
    return tuple(_everything(talk, sight))[:MOST]


def _everything(talk: Talk, sight: Sight) -> Iterator[Summary]:
    after: tuple[str, str] | None = None
    for _ in range(MOST // 100):
        page = summary.page(talk.tx, talk.tenant, sight, after, limit=100)
        yield from page.rows
        after = page.after
        if after is None:
            return


def instants(now: datetime, tz: str) -> tuple[datetime, ...]:
    """List the week ends of the trend, the oldest first: Mondays at midnight, and now."""
    where = zone(tz)
    here = now.astimezone(where)
    monday = here.date() - timedelta(days=here.weekday())
    days = (monday - timedelta(weeks=n) for n in range(WEEKS - 2, -1, -1))
    midnights = (datetime.combine(day, datetime.min.time(), where) for day in days)
    return (*(at.astimezone(UTC) for at in midnights), now)


def gather(
    talk: Talk, rows: Sequence[Summary], before: datetime | None, tz: str, kept: Kept
) -> tuple[Told, ...]:
    """Work out each pilot now, when it was last told of, and week by week."""
    weeks = instants(talk.now, tz)
    earlier = tuple(dict.fromkeys((*(() if before is None else (before,)), *weeks[:-1])))
    cached = glances.of(talk.tx, talk.tenant, [row.pilot for row in rows], earlier)
    return tuple(_told(talk, row, before, weeks, cached, kept) for row in rows)


def _told(
    talk: Talk,
    row: Summary,
    before: datetime | None,
    weeks: tuple[datetime, ...],
    cached: Mapping[tuple[str, datetime], Mapping[str, Any]],
    kept: Kept,
) -> Told:
    entries = journal.read(talk.tx, talk.tenant, row.pilot)
    pilot = fold(Pilot(id=row.pilot), entries)
    now = glance(talk.library, pilot, talk.today, ahead=True)

    def at(instant: datetime) -> Glance | None:
        known = cached.get((row.pilot, instant))
        made = Glance.of(known) if known is not None else None
        if made is not None:
            return made
        then = as_of(entries, instant)
        if then is None:
            return None
        made = glance(talk.library, then, instant.date(), ahead=False)
        kept.glances.append((row.pilot, instant, made.body()))
        return made

    first = at(before) if before is not None else None
    trend = [at(week) for week in weeks[:-1]]
    return Told(
        row,
        now,
        first,
        (*(one.percent if one else None for one in trend), now.percent),
        tuple(gaps(talk, pilot, talk.today)),
        frozenset(_came_near(pilot, now, before)),
    )


def _came_near(pilot: Pilot, now: Glance, before: datetime | None) -> Iterator[str]:
    """Find the days that were not near, or not named, when the pilot was last told of."""
    for key, said in now.due.items():
        answer = pilot.answer(key)
        fresh = before is None or answer is None or answer.at > before
        if fresh or (before and date.fromisoformat(said[:10]) > before.date() + NEAR):
            yield key
