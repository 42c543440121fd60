"""Read what a digest tells of: only what the channel may see, at the moment of asking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.digests.fixers import gaps, names_allowed
from handlers.digests.glance import Glance, as_of, glance
from handlers.digests.present import Present, came_near, mark, present
from handlers.digests.telling import Told
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk, zone
from storage.pilots import journal, summary
from storage.pilots.summary import Sight, Summary
from storage.scheduling import glances
from storage.tenant import people, rooms

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
    return Sight(False, frozenset({room}), "", with_guests(talk))


def with_guests(talk: Talk) -> bool:
    """Tell whether somebody in a channel sees no more than the pilots of their own channels."""
    room = talk.heard.where.conversation
    inside = people.by_ids(talk.tx, talk.tenant, rooms.members(talk.tx, talk.tenant, room))
    return any(one.guest or one.stranger for one in inside.values())


def rows_of(talk: Talk, scope: str, pilots: Sequence[str]) -> tuple[Summary, ...]:
    """List the open pilots of a scope that the address may see."""
    if scope == "here":
        return summary.in_room(talk.tx, talk.tenant, talk.heard.where.conversation)
    sight = sight_of(talk)
    if scope == "chosen":
        found = (summary.visible(talk.tx, talk.tenant, sight, pilot) for pilot in pilots)
        return tuple(row for row in found if row is not None and not row.closed)
    return tuple(_everything(talk, sight))[:MOST]


def untold(talk: Talk, scope: str, rows: Sequence[Summary]) -> int:
    """Count the pilots of a portfolio that are too many for one digest."""
    if scope != "portfolio" or len(rows) < MOST:
        return 0
    return summary.count(talk.tx, talk.tenant, sight_of(talk)) - MOST


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
    wanted = (mark(talk.today), *(() if before is None else (before,)))
    cached = glances.of(talk.tx, talk.tenant, [row.pilot for row in rows], wanted)
    by_name = names_allowed(talk)
    return tuple(_told(_Case(talk, row, tz, cached, kept), before, by_name) for row in rows)


def _told(case: _Case, before: datetime | None, by_name: bool) -> Told:
    known = case.present()
    return Told(
        case.row,
        known.now,
        case.at(before) if before and before >= datetime.fromisoformat(known.born) else None,
        (*known.trend, known.now.percent),
        gaps(case.talk, known, by_name),
        frozenset(came_near(known, before)),
    )


@dataclass
class _Case:
    """One pilot being worked out; its journal is read only where the cache does not know."""

    talk: Talk
    row: Summary
    tz: str
    cached: Mapping[tuple[str, datetime], Mapping[str, Any]]
    kept: Kept
    _entries: tuple[journal.Entry, ...] | None = None

    @property
    def entries(self) -> tuple[journal.Entry, ...]:
        if self._entries is None:
            self._entries = journal.read(self.talk.tx, self.talk.tenant, self.row.pilot)
        return self._entries

    def present(self) -> Present:
        """Say how the pilot is today."""
        talk, when = self.talk, mark(self.talk.today)
        found = Present.of(self.cached.get((self.row.pilot, when)), self.row.seq, self.tz)
        if found is not None:
            return found
        pilot = fold(Pilot(id=self.row.pilot), self.entries)
        made = present(talk.library, pilot, talk.today, self.tz, talk.leads, self._trend())
        self.kept.glances.append((self.row.pilot, when, made.body()))
        return made

    def _trend(self) -> tuple[float | None, ...]:
        weeks = instants(self.talk.now, self.tz)[:-1]
        known = glances.of(self.talk.tx, self.talk.tenant, [self.row.pilot], weeks)
        found = (self.at(week, known) for week in weeks)
        return tuple(one.percent if one else None for one in found)

    def at(
        self,
        instant: datetime,
        known: Mapping[tuple[str, datetime], Mapping[str, Any]] | None = None,
    ) -> Glance | None:
        """Say how the pilot was at an instant; None: it was not there yet."""
        body = (self.cached if known is None else known).get((self.row.pilot, instant))
        made = Glance.of(body) if body is not None else None
        if made is not None:
            return made
        then = as_of(self.entries, instant)
        if then is None:
            return None
        made = glance(self.talk.library, then, instant.date(), ahead=False)
        self.kept.glances.append((self.row.pilot, instant, made.body()))
        return made
