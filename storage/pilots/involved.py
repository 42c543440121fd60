"""Who has which part in a pilot."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, delete, select

from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.pilots.tables import InvolvedRow

_involved = core(InvolvedRow).c
_PAIRS = select(_involved.person, _involved.role).where(
    _involved.tenant == bindparam("tenant"), _involved.pilot == bindparam("pilot")
)
_PARTS = (
    select(_involved.pilot)
    .distinct()
    .where(_involved.tenant == bindparam("tenant"), _involved.person == bindparam("person"))
    .order_by(_involved.pilot)
)
_ADD = Upsert(core(InvolvedRow), ("tenant", "pilot", "person", "role"))
_REMOVE = delete(core(InvolvedRow)).where(
    _involved.tenant == bindparam("t"),
    _involved.pilot == bindparam("i"),
    _involved.person == bindparam("p"),
    _involved.role == bindparam("r"),
)


def parts_of(tx: Tx, tenant: str, person: str) -> tuple[str, ...]:
    """List the pilots that somebody has a part in, closed ones too."""
    return tuple(tx.scalars(_PARTS, {"tenant": tenant, "person": person}))


def involve(tx: Tx, tenant: str, pilot: str, pairs: Collection[tuple[str, str]]) -> None:
    """Note who has which part (person id, role), and nobody else; writes only what differs."""
    before, after = involved(tx, tenant, pilot), frozenset(pairs)
    for person, role in sorted(before - after):
        tx.execute(_REMOVE, {"t": tenant, "i": pilot, "p": person, "r": role})
    for person, role in sorted(after - before):
        _ADD(tx, {"tenant": tenant, "pilot": pilot, "person": person, "role": role})


def involved(tx: Tx, tenant: str, pilot: str) -> frozenset[tuple[str, str]]:
    """Give everybody's part in a pilot: (person id, role)."""
    rows = tx.execute(_PAIRS, {"tenant": tenant, "pilot": pilot})
    return frozenset((person, role) for person, role in rows)
