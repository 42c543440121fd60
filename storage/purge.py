"""Delete all that one tenant ever said: what remains is that there is nothing."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Table, delete, func, select

import storage.pilots.tables
import storage.post.tables
import storage.scheduling.tables  # noqa: F401 - their rows count
from storage.database.statements import Tx
from storage.database.tables import Base, core
from storage.tenant import homes
from storage.tenant.tables import PersonRow

__all__ = ["count", "of_a_tenant", "purge", "tenants"]


def tenants(tx: Tx) -> tuple[str, ...]:
    """List the tenants that people were met in."""
    people = core(PersonRow)
    return tuple(tx.execute(select(people.c.tenant).distinct().order_by(people.c.tenant)).scalars())


def count(tx: Tx, tenant: str) -> Mapping[str, int]:
    """Count the rows of a tenant, by table."""
    return {
        table.name: tx.execute(
            select(func.count()).select_from(table).where(table.c.tenant == tenant)
        ).scalar_one()
        for table in of_a_tenant()
    }


def purge(tx: Tx, tenant: str) -> Mapping[str, int]:
    """Delete every row of a tenant and say how many each table had; nobody else's is touched.

    What lived under its name is forgotten too: both begin anew, each by itself. Of a tenant that
    lives under another's name only what was left behind goes; what was brought in is that one's.
    """
    homes.end(tx, tenant)
    return {
        table.name: tx.execute(delete(table).where(table.c.tenant == tenant)).rowcount
        for table in reversed(of_a_tenant())
    }


def of_a_tenant() -> list[Table]:
    """Find the tables whose rows belong to tenants, those that others point at first."""
    return [table for table in Base.metadata.sorted_tables if "tenant" in table.c]
