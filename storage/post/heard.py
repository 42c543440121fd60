"""Events that have been acted on, so that none is acted on twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete

from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.post.tables import HeardRow

_NOTE = Upsert(core(HeardRow), ("tenant", "key"))
_FORGET = delete(core(HeardRow)).where(core(HeardRow).c.at < bindparam("before"))


def first_time(tx: Tx, tenant: str, key: str, at: datetime) -> bool:
    """Note an event; False where it was noted before, and must change nothing."""
    return _NOTE(tx, {"tenant": tenant, "key": key, "at": at}) == 1


def forget(tx: Tx, before: datetime) -> int:
    """Drop what no platform will send again; gives how many."""
    return tx.execute(_FORGET, {"before": before}).rowcount
