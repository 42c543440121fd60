"""Each pilot as lists show it: one row, kept in the transaction that changes the pilot."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import String, bindparam, cast, delete, func, insert, select, update

from storage.database.quick import Quick
from storage.database.statements import Tx
from storage.database.tables import core
from storage.database.text import fold
from storage.pilots import tally
from storage.pilots.involved import involve, involved, parts_of
from storage.pilots.pages import Page, Sight, count, every, named, names, page, used, visible
from storage.pilots.rows import COLUMNS, SHOWN, Summary, summaries
from storage.pilots.tables import InvolvedRow, SummaryRow

__all__ = [
    "Page",
    "Sight",
    "Summary",
    "count",
    "every",
    "get",
    "in_room",
    "involve",
    "involved",
    "lock",
    "mine",
    "named",
    "names",
    "page",
    "parts_of",
    "put",
    "used",
    "visible",
    "waiting_apart",
]

_summary = core(SummaryRow).c
_involved = core(InvolvedRow).c

_KEY = (_summary.tenant == bindparam("tenant"), _summary.pilot == bindparam("pilot"))
_THIS = SHOWN.where(_summary.pilot == bindparam("pilot"))
_GET, _LOCK = Quick(_THIS), Quick(_THIS.with_for_update())
_IN_ROOM = Quick(
    SHOWN.where(_summary.room == bindparam("room"), ~_summary.closed).order_by(
        _summary.born.desc(), _summary.pilot
    )
)
_MINE = SHOWN.where(
    _summary.pilot.in_(
        select(_involved.pilot).where(
            _involved.tenant == bindparam("tenant"), _involved.person == bindparam("person")
        )
    ),
    ~_summary.closed,
).order_by(_summary.name_key, _summary.pilot)

_WAITING = select(_summary.tenant, _summary.pilot, _summary.body).where(
    ~_summary.closed, cast(_summary.body, String).like('%"apart"%')
)

# The usual change leaves alone what lists are sorted and counted by: no index is touched.
_FIXED = ("tenant", "pilot", "name", "room", "closed")
_UPDATE = Quick(
    update(core(SummaryRow))
    .where(*(_summary[name] == bindparam(f"the_{name}") for name in _FIXED))
    .values({name: bindparam(name) for name in COLUMNS if name not in _FIXED})
)
_PLACE = (
    select(_summary.room, _summary.closed, _summary.hidden, _summary.born)
    .where(*_KEY)
    .with_for_update()
)
_NEWEST = select(func.coalesce(func.max(_summary.born), 0)).where(
    _summary.tenant == bindparam("tenant"), _summary.room == bindparam("room")
)
_INSERT = insert(core(SummaryRow))
_DELETE = delete(core(SummaryRow)).where(*_KEY)
_seen = attrgetter(*COLUMNS)


def put(tx: Tx, summary: Summary) -> None:
    """Keep a pilot's summary, and the tenant's counters with it."""
    values = dict(zip(COLUMNS, _seen(summary), strict=True))
    usual = {f"the_{name}" if name in _FIXED else name: value for name, value in values.items()}
    if _UPDATE.write(tx, usual) == 0:
        _replace(tx, summary, values)


def _replace(tx: Tx, summary: Summary, values: dict[str, Any]) -> None:
    """Keep a summary that is new, or whose place in the lists is."""
    tenant, key = summary.tenant, {"tenant": summary.tenant, "pilot": summary.pilot}
    old = tx.execute(_PLACE, key).first()
    if old is not None:
        tally.add(tx, tenant, old.closed, old.hidden, -1)
        tx.execute(_DELETE, key)
    hidden = tally.hidden_in(tx, tenant, summary.room)
    stays = old is not None and old.room == summary.room
    values["born"] = old.born if old is not None and stays else _next(tx, summary)
    tx.execute(_INSERT, values | {"name_key": fold(summary.name), "hidden": hidden})
    tally.add(tx, tenant, summary.closed, hidden, 1)


def _next(tx: Tx, summary: Summary) -> int:
    where = {"tenant": summary.tenant, "room": summary.room}
    return int(tx.execute(_NEWEST, where).scalar_one()) + 1


def get(tx: Tx, tenant: str, pilot: str) -> Summary | None:
    """Find a pilot, whoever asks: what people may see comes from `visible`."""
    row = _GET.row(tx, {"tenant": tenant, "pilot": pilot})
    return None if row is None else Summary(*row)


def lock(tx: Tx, tenant: str, pilot: str) -> Summary | None:
    """Find a pilot and keep others from changing it until the commit."""
    row = _LOCK.row(tx, {"tenant": tenant, "pilot": pilot})
    return None if row is None else Summary(*row)


def in_room(tx: Tx, tenant: str, room: str) -> tuple[Summary, ...]:
    """List the open pilots of a channel, the newest in it first."""
    return summaries(_IN_ROOM.rows(tx, {"tenant": tenant, "room": room}))


def waiting_apart(tx: Tx) -> tuple[tuple[str, str, Mapping[str, Any]], ...]:
    """List (tenant, pilot, body) of every open pilot in which somebody waits for others' answers.

    It reads all rows, in some milliseconds for ten thousand: for a look now and then.
    """
    rows = tx.execute(_WAITING)
    return tuple((tenant, pilot, body) for tenant, pilot, body in rows if "apart" in body)


def mine(tx: Tx, tenant: str, person: str) -> tuple[Summary, ...]:
    """List the open pilots that somebody has a part in, by name."""
    return summaries(tx.execute(_MINE, {"tenant": tenant, "person": person}))
