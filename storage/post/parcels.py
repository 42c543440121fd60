"""Lists that somebody gave in chat: kept until they are brought in, dropped or a day old."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update

from storage.database.statements import Tx
from storage.database.tables import core
from storage.ids import draft_id
from storage.post.tables import ParcelRow


@dataclass(frozen=True, slots=True)
class Parcel:
    """A list as it was read, with what was decided about it so far."""

    tenant: str
    id: str
    person: str
    body: Mapping[str, Any]
    going: bool
    at: datetime


_parcel = core(ParcelRow).c
_COLUMNS = tuple(_parcel[name] for name in Parcel.__dataclass_fields__)
_THIS = (_parcel.tenant == bindparam("t"), _parcel.id == bindparam("i"))
_GET = select(*_COLUMNS).where(*_THIS)
_GOING = select(*_COLUMNS).where(_parcel.going).order_by(_parcel.at).limit(20)
_CHANGE = update(core(ParcelRow)).where(*_THIS)
_DROP = delete(core(ParcelRow)).where(*_THIS)
_OTHERS = delete(core(ParcelRow)).where(
    _parcel.tenant == bindparam("t"), _parcel.person == bindparam("p"), ~_parcel.going
)
_FORGET = delete(core(ParcelRow)).where(_parcel.at < bindparam("before"))


def put(tx: Tx, tenant: str, person: str, body: Mapping[str, Any], at: datetime) -> str:
    """Keep a list in place of any other that waits with this person; gives its id."""
    tx.execute(_OTHERS, {"t": tenant, "p": person})
    given = {"tenant": tenant, "id": draft_id(), "person": person, "going": False}
    tx.execute(insert(core(ParcelRow)), given | {"body": dict(body), "at": at})
    return str(given["id"])


def get(tx: Tx, tenant: str, parcel: str) -> Parcel | None:
    """Find a list."""
    row = tx.execute(_GET, {"t": tenant, "i": parcel}).first()
    return None if row is None else Parcel(*row)


def change(tx: Tx, tenant: str, parcel: str, body: Mapping[str, Any], *, going: bool) -> None:
    """Keep what was decided about a list."""
    values = {"body": dict(body), "going": going}
    tx.execute(_CHANGE.values(values), {"t": tenant, "i": parcel})


def going(tx: Tx) -> tuple[Parcel, ...]:
    """List what is to be brought in, of every tenant, the oldest first."""
    return tuple(Parcel(*row) for row in tx.execute(_GOING))


def drop(tx: Tx, tenant: str, parcel: str) -> None:
    """Forget a list."""
    tx.execute(_DROP, {"t": tenant, "i": parcel})


def forget(tx: Tx, before: datetime) -> int:
    """Forget lists that nobody decided about; gives how many."""
    return tx.execute(_FORGET, {"before": before}).rowcount
