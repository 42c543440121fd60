"""Statements that the two databases spell differently, made once and kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import orjson
from sqlalchemy import Connection, Select, Table, Text, UpdateBase, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement

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


class _Each(FunctionElement[str]):
    """The texts of a list that is given as one value: JSON."""

    inherit_cache = True


@compiles(_Each, "sqlite")
def _in_sqlite(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **more)})"


@compiles(_Each, "postgresql")
def _in_postgresql(element: _Each, compiler: SQLCompiler, **more: Any) -> str:
    return f"jsonb_array_elements_text(CAST({compiler.process(element.clauses, **more)} AS jsonb))"


def among(name: str) -> Select[tuple[str]]:
    """Select, for `in_`, the texts that `listed` wrote down under a name.

    A statement is the same for lists of any length, and so is worked out once.
    """
    return select(_Each(bindparam(name, type_=Text)).table_valued("value").c.value)


def listed(texts: Iterable[str]) -> str:
    """Write texts down as the one value that `among` reads."""
    return orjson.dumps(list(texts)).decode()
