"""Choices that hold for a whole tenant, as short texts under a name."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from storage.database.quick import Quick
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.tenant.tables import PreferenceRow

_preference = core(PreferenceRow).c
_GET = Quick(
    select(_preference.value).where(
        _preference.tenant == bindparam("tenant"), _preference.name == bindparam("name")
    )
)
_PUT = Upsert(core(PreferenceRow), ("tenant", "name"), ("value",))


def get(tx: Tx, tenant: str, name: str, otherwise: str = "") -> str:
    """Read a choice; what was never chosen is `otherwise`."""
    row = _GET.row(tx, {"tenant": tenant, "name": name})
    return otherwise if row is None else str(row[0])


def put(tx: Tx, tenant: str, name: str, value: str) -> None:
    """Keep a choice in place of the one before."""
    _PUT(tx, {"tenant": tenant, "name": name, "value": value})
