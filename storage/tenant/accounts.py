"""Accounts of one person on two platforms: which belong together, and since when that is so."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from storage.database.quick import Quick
from storage.database.statements import Tx
from storage.database.tables import core
from storage.tenant import preferences
from storage.tenant.tables import PersonRow

_ERA = "accounts linked"
_person = core(PersonRow).c
_LINKED = Quick(
    select(_person.id, _person.one).where(
        _person.tenant == bindparam("tenant"), _person.one != _person.id
    )
)


def aliases(tx: Tx, tenant: str) -> Mapping[str, str]:
    """Give, for each account that was linked to another, the id that its person goes by."""
    return {row[0]: row[1] for row in _LINKED.rows(tx, {"tenant": tenant})}


def era(tx: Tx, tenant: str) -> str:
    """Name the time since accounts were last linked or parted: what was folded before is stale."""
    return preferences.get(tx, tenant, _ERA)


def turn(tx: Tx, tenant: str) -> None:
    """Begin another era."""
    preferences.put(tx, tenant, _ERA, str(int(era(tx, tenant) or "0") + 1))
