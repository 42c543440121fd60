"""Pilots as somebody may see them; the cost does not grow with the number of pilots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select, tuple_, union

from storage.database.columns import Words
from storage.database.statements import Tx
from storage.database.tables import core
from storage.database.text import fold
from storage.pilots import tally
from storage.pilots.rows import COLUMNS, SHOWN, Summary, summaries
from storage.pilots.tables import InvolvedRow, SummaryRow


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks: everything, or open channels (not for guests), these channels, and own pilots."""

    everything: bool
    rooms: frozenset[str]
    person: str
    guest: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a list by name, and whether something follows its last row."""

    rows: tuple[Summary, ...]
    more: bool

    @property
    def after(self) -> tuple[str, str] | None:
        """Where the next piece begins; None behind the last one."""
        return _place(self.rows[-1]) if self.more else None


_summary = core(SummaryRow).c
_involved = core(InvolvedRow).c


# What somebody sees by being in its channel or in the pilot itself. It is gathered whole and
# first: left to itself SQLite walks through everybody's pilots by name to find these few.
_IN_ROOMS = _summary.room.in_(bindparam("rooms", expanding=True))
_PART_OF = _summary.pilot.in_(
    select(_involved.pilot).where(
        _involved.tenant == bindparam("tenant"), _involved.person == bindparam("person")
    )
)
_GATHERED = SHOWN.add_columns(_summary.name_key, _summary.hidden)
_own = (
    union(_GATHERED.where(_IN_ROOMS), _GATHERED.where(_PART_OF)).cte().prefix_with("MATERIALIZED")
)


_EVERY = (
    SHOWN.where(_summary.pilot > bindparam("after"))
    .order_by(_summary.pilot)
    .limit(bindparam("limit"))
)
_USED = (
    select(_summary.playbook, _summary.stage, func.count())
    .where(_summary.tenant == bindparam("tenant"), _summary.name != "")
    .group_by(_summary.playbook, _summary.stage)
)


def _piece(columns: Any) -> Select[Any]:
    """Take some rows behind a place, by name: a walk along an index, never a count or an offset."""
    place = tuple_(columns.name_key, columns.pilot)
    behind = tuple_(bindparam("name_key", type_=Words), bindparam("pilot", type_=Words))
    return (
        select(*(columns[name] for name in COLUMNS))
        .where(columns.closed == bindparam("closed"), place > behind)
        .order_by(columns.name_key, columns.pilot)
        .limit(bindparam("limit"))
    )


_ALL = _piece(_summary).where(_summary.tenant == bindparam("tenant"))
_OPEN_TO_ALL = _ALL.where(~_summary.hidden)
_MINE = _piece(_own.c)

_COUNT_MINE = select(func.count()).where(_own.c.closed == bindparam("closed"))
_COUNT_MY_HIDDEN = _COUNT_MINE.where(_own.c.hidden)

_WITH_HIDDEN = SHOWN.add_columns(_summary.hidden)
_BY_ID = _WITH_HIDDEN.where(_summary.pilot == bindparam("pilot"))
_BY_NAME = _WITH_HIDDEN.where(_summary.name_key == bindparam("name_key")).order_by(
    _summary.closed, _summary.pilot
)
_INVOLVED = select(
    exists().where(
        _involved.tenant == bindparam("tenant"),
        _involved.pilot == bindparam("pilot"),
        _involved.person == bindparam("person"),
    )
)


def page(
    tx: Tx,
    tenant: str,
    sight: Sight,
    after: tuple[str, str] | None,
    limit: int = 20,
    closed: bool = False,
) -> Page:
    """List the pilots that somebody may see, by name, from behind `after` (a page has its own)."""
    name_key, pilot = after or ("", "")
    values = {"tenant": tenant, "closed": closed, "name_key": name_key, "pilot": pilot}
    found = _found(tx, sight, values | {"limit": limit + 1})
    rows = sorted(found.values(), key=_place)
    return Page(tuple(rows[:limit]), more=len(rows) > limit)


def _place(summary: Summary) -> tuple[str, str]:
    return fold(summary.name), summary.pilot


def _found(tx: Tx, sight: Sight, values: dict[str, Any]) -> dict[str, Summary]:
    """Walk along each list that somebody sees pilots by; a pilot on several of them counts once."""
    if sight.everything:
        rows = summaries(tx.execute(_ALL, values))
    else:
        own = {"person": sight.person, "rooms": sorted(sight.rooms)}
        rows = summaries(tx.execute(_MINE, values | own))
        if not sight.guest:
            rows += summaries(tx.execute(_OPEN_TO_ALL, values))
    return {row.pilot: row for row in rows}


def count(tx: Tx, tenant: str, sight: Sight, closed: bool = False) -> int:
    """Count the pilots that somebody may see: counters, and their own channels and pilots."""
    counts = tally.counts(tx, tenant, closed)
    if sight.everything:
        return counts.total()
    own = {"tenant": tenant, "closed": closed, "person": sight.person, "rooms": sorted(sight.rooms)}
    if sight.guest:
        return int(tx.execute(_COUNT_MINE, own).scalar_one())
    return counts[False] + int(tx.execute(_COUNT_MY_HIDDEN, own).scalar_one())


def named(tx: Tx, tenant: str, sight: Sight, text: str) -> tuple[Summary, ...]:
    """Find the pilots of exactly this name that somebody may see, open ones first."""
    rows = tx.execute(_BY_NAME, {"tenant": tenant, "name_key": fold(text)}).all()
    return tuple(Summary(*row) for *row, hidden in rows if _may(tx, sight, Summary(*row), hidden))


def names(tx: Tx, tenant: str, sight: Sight, limit: int = 500) -> tuple[tuple[str, str], ...]:
    """List (pilot, name) of what somebody may see, open ones first: what to suggest."""
    rows = page(tx, tenant, sight, None, limit).rows
    if len(rows) < limit:
        rows += page(tx, tenant, sight, None, limit - len(rows), closed=True).rows
    return tuple((row.pilot, row.name) for row in rows)


def visible(tx: Tx, tenant: str, sight: Sight, pilot: str) -> Summary | None:
    """Find a pilot; None where it does not exist and where it may not be seen."""
    row = tx.execute(_BY_ID, {"tenant": tenant, "pilot": pilot}).first()
    if row is None:
        return None
    *columns, hidden = row
    summary = Summary(*columns)
    return summary if _may(tx, sight, summary, hidden) else None


def _may(tx: Tx, sight: Sight, summary: Summary, hidden: bool) -> bool:
    if sight.everything or summary.room in sight.rooms or not (hidden or sight.guest):
        return True
    key = {"tenant": summary.tenant, "pilot": summary.pilot, "person": sight.person}
    return bool(tx.execute(_INVOLVED, key).scalar())


def every(tx: Tx, tenant: str, after: str, limit: int) -> tuple[Summary, ...]:
    """List all pilots of a tenant behind one, by id, for work that nobody looks at."""
    return summaries(tx.execute(_EVERY, {"tenant": tenant, "after": after, "limit": limit}))


def used(tx: Tx, tenant: str) -> tuple[tuple[str, str, int], ...]:
    """Count the pilots in each stage of each playbook, closed ones too."""
    return tuple((row[0], row[1], row[2]) for row in tx.execute(_USED, {"tenant": tenant}))
