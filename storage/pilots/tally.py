"""Counters kept in the same transaction as what they count: open and closed, shown and hidden."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Executable, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database.statements import Tx
from storage.database.tables import core
from storage.pilots.tables import SummaryRow, TallyRow
from storage.tenant.tables import RoomRow

_KEY = ("tenant", "closed", "hidden")


def _adding(statement: sqlite.Insert | postgresql.Insert) -> Executable:
    more = core(TallyRow).c.pilots + statement.excluded.pilots
    return statement.on_conflict_do_update(index_elements=_KEY, set_={"pilots": more})


_ADD: dict[str, Executable] = {
    "sqlite": _adding(sqlite.insert(core(TallyRow))),
    "postgresql": _adding(postgresql.insert(core(TallyRow))),
}
_tally = core(TallyRow).c
_summary = core(SummaryRow).c
_room = core(RoomRow).c
_OF_ROOM = (_summary.tenant == bindparam("t"), _summary.room == bindparam("r"))
_MOVING = (
    select(_summary.closed, func.count())
    .where(*_OF_ROOM, _summary.hidden == bindparam("was"))
    .group_by(_summary.closed)
)
_REHIDE = update(core(SummaryRow)).where(*_OF_ROOM).values(hidden=bindparam("now"))
# The lock keeps a channel from turning private between this look and the commit.
_PRIVATE = (
    select(_room.private)
    .where(_room.tenant == bindparam("tenant"), _room.id == bindparam("room"))
    .with_for_update(read=True)
)
_COUNTS = select(_tally.hidden, _tally.pilots).where(
    _tally.tenant == bindparam("tenant"), _tally.closed == bindparam("closed")
)


def add(tx: Tx, tenant: str, closed: bool, hidden: bool, pilots: int) -> None:
    """Count some pilots in, or out where `pilots` is negative."""
    values = {"tenant": tenant, "closed": closed, "hidden": hidden, "pilots": pilots}
    tx.execute(_ADD[tx.dialect.name], values)


def counts(tx: Tx, tenant: str, closed: bool) -> Counter[bool]:
    """Give how many pilots are hidden (True) and how many are not (False)."""
    rows: Any = tx.execute(_COUNTS, {"tenant": tenant, "closed": closed})
    return Counter({bool(hidden): int(pilots) for hidden, pilots in rows})


def hidden_in(tx: Tx, tenant: str, room: str) -> bool:
    """Say whether a pilot in this channel is hidden: the channel is private, or not known."""
    private = tx.execute(_PRIVATE, {"tenant": tenant, "room": room}).scalar()
    return private is not False


def rehide(tx: Tx, tenant: str, room: str, hidden: bool) -> None:
    """Hide or show every pilot of a channel."""
    where = {"t": tenant, "r": room}
    for closed, pilots in tx.execute(_MOVING, where | {"was": not hidden}).all():
        add(tx, tenant, closed, not hidden, -pilots)
        add(tx, tenant, closed, hidden, pilots)
    tx.execute(_REHIDE, where | {"now": hidden})
