"""Which tenants of two platforms are one organisation, and under whose name they live."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.tenant.tables import JoinedRow, PersonRow

_joined = core(JoinedRow).c
_person = core(PersonRow).c
_ALL = select(_joined.joiner, _joined.home).order_by(_joined.joiner)
_PUT = Upsert(core(JoinedRow), ("joiner",), ("home", "at"))
_LEFT = (
    select(_person.tenant)
    .distinct()
    .where(_person.tenant.in_(select(_joined.joiner)))
    .order_by(_person.tenant)
)
_END = delete(core(JoinedRow)).where(_joined.home == bindparam("t"))
_COME = (
    select(_person.id)
    .where(_person.tenant == bindparam("t"), _person.platform == bindparam("p"))
    .limit(1)
)


def homes(tx: Tx) -> Mapping[str, str]:
    """Give, for each tenant that was joined with another, the one whose name both go by."""
    return {row[0]: row[1] for row in tx.execute(_ALL)}


def put(tx: Tx, joiner: str, home: str, at: datetime) -> None:
    """Note that two tenants are one organisation."""
    _PUT(tx, {"joiner": joiner, "home": home, "at": at})


def left_behind(tx: Tx) -> tuple[str, ...]:
    """List joined tenants that hold people under their own name: those would not be found."""
    return tuple(tx.scalars(_LEFT))


def came(tx: Tx, joiner: str, home: str) -> bool:
    """Tell whether anybody of the joiner's platform lives at home by now."""
    values = {"t": home, "p": joiner.partition(":")[0]}
    return tx.execute(_COME, values).first() is not None


def end(tx: Tx, tenant: str) -> int:
    """Forget what lived under a tenant's name; gives how many."""
    return tx.execute(_END, {"t": tenant}).rowcount
