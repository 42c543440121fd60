"""Statements that every answer runs, worked out once.

Of what SQLAlchemy does for a small statement, most comes out the same each time, and costs several
times what SQLite's own work does. Here it is done at the first run and kept; what runs is still
what SQLAlchemy made of the tables. PostgreSQL's time goes elsewhere: there nothing is special.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect, Select, UpdateBase
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.database.columns import Words
from storage.database.text import checked

Values: TypeAlias = Mapping[str, Any]
Convert: TypeAlias = Callable[[Any], Any]
Statement: TypeAlias = Select[Any] | UpdateBase


class Quick:
    """A statement that is always run with values of the same names, and with no lists of values.

    What SQLite's driver raises comes as it is: `errors.translate` reads both.
    """

    def __init__(self, statement: Statement) -> None:
        self._statement = statement.execution_options(preserve_rowcount=True)
        self._plan: _Plan | None = None

    def row(self, tx: Connection, values: Values) -> tuple[Any, ...] | None:
        """Run it and give its first row, in the order of its columns."""
        if tx.dialect.name != "sqlite":
            found = tx.execute(self._statement, values).first()
            return None if found is None else tuple(found)
        plan = self._planned(tx, values)
        first = _driver(tx).execute(plan.sql, plan.bound(values)).fetchone()
        return None if first is None else plan.read(first)

    def rows(self, tx: Connection, values: Values) -> list[tuple[Any, ...]]:
        """Run it and give its rows."""
        if tx.dialect.name != "sqlite":
            return [tuple(row) for row in tx.execute(self._statement, values)]
        plan = self._planned(tx, values)
        found = _driver(tx).execute(plan.sql, plan.bound(values))
        return [plan.read(row) for row in found]

    def write(self, tx: Connection, *values: Values) -> int:
        """Run it for each of the values; gives how many rows it changed."""
        if tx.dialect.name != "sqlite":
            given = values if len(values) > 1 else values[0]
            return int(tx.execute(self._statement, given).rowcount)
        plan = self._planned(tx, values[0])
        if len(values) == 1:
            return int(_driver(tx).execute(plan.sql, plan.bound(values[0])).rowcount)
        return int(_driver(tx).executemany(plan.sql, map(plan.bound, values)).rowcount)

    def _planned(self, tx: Connection, values: Values) -> _Plan:
        if self._plan is None:
            self._plan = _plan(self._statement, tx.dialect, sorted(values))
        return self._plan


@dataclass(frozen=True, slots=True)
class _Plan:
    """A statement for SQLite: its words, what its places take, what its columns give."""

    sql: str
    fixed: dict[str, Any]  # values that stand in the statement itself
    places: tuple[str, ...]  # whose value
    texts: tuple[int, ...]  # the places of plain text, which is looked through all at once
    written: tuple[tuple[int, Convert], ...]  # those of what the driver does not take as it is
    columns: tuple[tuple[int, Convert], ...]  # those that are not what the driver hands out

    def bound(self, values: Values) -> list[Any]:
        """Put values into places; raises KeyError where one is missing, Unclean."""
        every = {**self.fixed, **values} if self.fixed else values
        row = [every[name] for name in self.places]
        checked("".join([row[place] or "" for place in self.texts]))
        for place, convert in self.written:
            row[place] = convert(row[place])
        return row

    def read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """Make of a row what its types say."""
        if not self.columns:
            return row
        made = list(row)
        for place, convert in self.columns:
            made[place] = convert(made[place])
        return tuple(made)


def _plan(statement: Statement, dialect: Dialect, names: Sequence[str]) -> _Plan:
    if isinstance(statement, Select):
        compiled, columns = statement.compile(dialect=dialect), _columns(statement, dialect)
    else:
        compiled, columns = statement.compile(dialect=dialect, column_keys=list(names)), ()
    assert isinstance(compiled, SQLCompiler)
    places = tuple(compiled.positiontup or ())
    kinds = [compiled.binds[name].type for name in places]
    made = ((place, _writer(kind, dialect)) for place, kind in enumerate(kinds))
    return _Plan(
        str(compiled),
        {name: value for name, value in compiled.params.items() if name not in names},
        places,
        tuple(place for place, kind in enumerate(kinds) if isinstance(kind, Words)),
        tuple((place, convert) for place, convert in made if convert is not None),
        columns,
    )


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    if isinstance(kind, Words):  # nearly all are, and their one check is made for all together
        return None
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _columns(statement: Select[Any], dialect: Dialect) -> tuple[tuple[int, Convert], ...]:
    made = (
        column.type.dialect_impl(dialect).result_processor(dialect, None)
        for column in statement.selected_columns
    )
    return tuple((place, convert) for place, convert in enumerate(made) if convert is not None)


def _driver(tx: Connection) -> Any:
    return tx.connection.driver_connection
