"""`gatepost purge`: what there is of a workspace, and then nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage import purge
from storage.store import Store

PATIENCE = 120.0  # seconds; others may be writing


@dataclass(frozen=True, slots=True)
class Told:
    """What to print, and whether all went well."""

    ok: bool
    words: str


def purging(url: str, tenant: str | None, *, delete: bool) -> Told:
    """List the tenants, count what one has, or delete it; raises StorageError."""
    store = Store.open(url)
    try:
        known = store.read(purge.tenants).result()
        listed = "\n".join(known) or "Nobody has said anything yet."
        if tenant is None:
            return Told(True, listed)
        if tenant not in known:
            return Told(
                False, f"There is no tenant {tenant}: nothing was deleted. Known:\n{listed}"
            )
        if not delete:
            counted = store.read(lambda tx: purge.count(tx, tenant)).result()
            return Told(
                True, f"{_table(counted)}\nNothing was deleted yet. Add --yes to delete it."
            )
        gone = store.write(lambda tx: purge.purge(tx, tenant), within=PATIENCE).result()
        return Told(True, f"{_table(gone)}\nDeleted. Backups made earlier still hold it.")
    finally:
        store.close()


def _table(rows: Mapping[str, int]) -> str:
    return "\n".join(f"{count:>9,} {name}" for name, count in rows.items())
