"""How people want to be reminded: when next, whether at all, and who stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Literal

from sqlalchemy import bindparam, exists, select

from storage.database.columns import Instant
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.pilots.tables import InvolvedRow
from storage.scheduling.tables import MannerRow


@dataclass(frozen=True, slots=True)
class Manner:
    """Somebody's own terms; who never said anything has the usual ones."""

    person: str
    state: Literal["on", "stopped"]
    next_at: datetime  # when we look next whether there is something to say
    cover: str = ""  # the person who stands in
    until: datetime | None = None  # snoozed until then, or away where somebody stands in
    unnamed: bool = False  # no digest names them


_manner = core(MannerRow).c
_involved = core(InvolvedRow).c
_COLUMNS = tuple(Manner.__dataclass_fields__)
_seen = attrgetter(*_COLUMNS)
_ALL = select(*(_manner[name] for name in _COLUMNS))
_GET = _ALL.where(_manner.tenant == bindparam("tenant"), _manner.person == bindparam("person"))
_PUT = Upsert(core(MannerRow), ("tenant", "person"), _COLUMNS[1:])
_CLAIM = (
    select(_manner.tenant, *(_manner[name] for name in _COLUMNS))
    .where(_manner.state == "on", _manner.next_at <= bindparam("now", type_=Instant))
    .order_by(_manner.next_at, _manner.tenant, _manner.person)
    .limit(bindparam("limit"))
)
_TAKE = _CLAIM.with_for_update(skip_locked=True)
_BEYOND = (
    select(_manner.tenant, *(_manner[name] for name in _COLUMNS))
    .where(
        _manner.state == "on",
        _manner.next_at > bindparam("when", type_=Instant),
        _manner.until.is_(None),
    )
    .with_for_update(skip_locked=True)
)
_NEW = (
    select(_involved.tenant, _involved.person)
    .where(~exists().where(_manner.tenant == _involved.tenant, _manner.person == _involved.person))
    .distinct()
    .limit(bindparam("limit"))
)


def get(tx: Tx, tenant: str, person: str, now: datetime) -> Manner:
    """Read somebody's terms; the usual ones, from now on, where there are none."""
    row = tx.execute(_GET, {"tenant": tenant, "person": person}).first()
    return Manner(person, "on", now) if row is None else Manner(*row)


def put(tx: Tx, tenant: str, manner: Manner) -> None:
    """Keep somebody's terms."""
    _PUT(tx, {"tenant": tenant} | dict(zip(_COLUMNS, _seen(manner), strict=True)))


def due(tx: Tx, now: datetime, limit: int) -> tuple[tuple[str, Manner], ...]:
    """List (tenant, terms) of those whose time has come; nothing is taken."""
    rows = tx.execute(_CLAIM, {"now": now, "limit": limit})
    return tuple((row[0], Manner(*row[1:])) for row in rows)


def claim(tx: Tx, now: datetime, limit: int) -> tuple[tuple[str, Manner], ...]:
    """Take them; to put later terms ends their being due."""
    rows = tx.execute(_TAKE, {"now": now, "limit": limit})
    return tuple((row[0], Manner(*row[1:])) for row in rows)


def beyond(tx: Tx, when: datetime) -> tuple[tuple[str, Manner], ...]:
    """Take those whose next time is later than anything but a snooze puts it."""
    rows = tx.execute(_BEYOND, {"when": when})
    return tuple((row[0], Manner(*row[1:])) for row in rows)


def newcomers(tx: Tx, limit: int) -> tuple[tuple[str, str], ...]:
    """List (tenant, person) of people with a part in a pilot and no terms yet."""
    return tuple((row[0], row[1]) for row in tx.execute(_NEW, {"limit": limit}))
