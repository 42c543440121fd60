"""Statements that the two databases spell differently, made once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, Table, UpdateBase
from sqlalchemy.dialects import postgresql, sqlite

from storage.database.quick import Quick

Tx: TypeAlias = Connection


class Upsert:
    """An insert that updates `columns` where the key exists, or with none leaves it be."""

    def __init__(self, table: Table, key: Sequence[str], columns: Sequence[str] = ()) -> None:
        self._sqlite = Quick(_on_conflict(sqlite.insert(table), key, columns))
        self._postgresql = _on_conflict(postgresql.insert(table), key, columns)

    def __call__(self, tx: Tx, *values: dict[str, Any]) -> int:
        """Run it for each of the values; gives how many were inserted or updated."""
        if tx.dialect.name == "sqlite":
            return self._sqlite.write(tx, *values)
        return sum(tx.execute(self._postgresql, one).rowcount for one in values)


def _on_conflict(
    statement: sqlite.Insert | postgresql.Insert, key: Sequence[str], columns: Sequence[str]
) -> UpdateBase:
    if not columns:
        done = statement.on_conflict_do_nothing(index_elements=key)
    else:
        new = {column: statement.excluded[column] for column in columns}
        done = statement.on_conflict_do_update(index_elements=key, set_=new)
    return done.execution_options(preserve_rowcount=True)
