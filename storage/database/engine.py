"""Connections: how each database is opened, for writing and for reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from storage.database.text import canonical, parsed
from storage.errors import Unsupported

# Seconds that a work usually has; one statement may take less than that, one lock still less.
USUAL = 2.0
_LOCK_MS, _STATEMENT_MS = 1500, 1800

_PRAGMAS = (
    "foreign_keys=ON",
    "secure_delete=ON",  # what is erased is overwritten
    "temp_store=MEMORY",
)
# The last one, so that the others still wait for a moment. From then on whoever wants the lock
# watches the limits of those who wait for it.
_NO_WAITING = "busy_timeout=0"


def address(url: str) -> URL:
    """Read a DATABASE_URL and name the driver; raises Unsupported with what would do."""
    try:
        made = make_url(url)
    except (ArgumentError, ValueError):  # whose words may hold the password
        raise Unsupported("DATABASE_URL is not an address such as sqlite:///gatepost.db") from None
    name = made.get_backend_name()
    if name in ("postgres", "postgresql"):
        return made.set(drivername="postgresql+psycopg")
    if name == "sqlite" and made.database not in (None, "", ":memory:"):
        return made.set(drivername="sqlite")
    raise Unsupported("DATABASE_URL must be sqlite:///FILE or postgresql://USER@HOST/NAME")


def file_of(url: str) -> Path | None:
    """Give the file of a SQLite address; None for a server."""
    made = address(url)
    if made.get_backend_name() != "sqlite" or made.database is None:
        return None
    return Path(made.database.removeprefix("file:"))


def writing(url: str, synchronous: str = "FULL") -> Engine:
    """Give an engine whose SQLite transactions are begun and ended by its user, by hand."""
    return _sqlite_or(
        url, (*_PRAGMAS, f"synchronous={synchronous}", _NO_WAITING), _postgres_options()
    )


def visiting(url: str) -> Engine:
    """Give an engine for a look or a migration outside any store, which waits its turn."""
    return _sqlite_or(url, _PRAGMAS, _postgres_options())


def reading(url: str) -> Engine:
    """Give an engine that cannot write, and whose transactions see one moment."""
    only = "-c default_transaction_read_only=on -c default_transaction_isolation=repeatable\\ read"
    return _sqlite_or(url, ("query_only=ON", "temp_store=MEMORY"), only)


def _sqlite_or(url: str, pragmas: tuple[str, ...], options: str) -> Engine:
    made = address(url)
    if made.get_backend_name() == "sqlite":
        return _sqlite(made, pragmas)
    return _engine(made, connect_args={"options": options, "connect_timeout": 5})


def _postgres_options() -> str:
    return f"-c lock_timeout={_LOCK_MS} -c statement_timeout={_STATEMENT_MS}"


def _sqlite(made: URL, pragmas: tuple[str, ...]) -> Engine:
    # AUTOCOMMIT: the driver begins nothing by itself, which is what BEGIN IMMEDIATE needs.
    engine = _engine(made, isolation_level="AUTOCOMMIT", connect_args={"timeout": 5})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _engine(made: URL, **options: Any) -> Engine:
    return create_engine(
        made,
        poolclass=NullPool,  # each thread keeps its one connection
        hide_parameters=True,  # what people wrote stays out of error messages
        json_serializer=canonical,
        json_deserializer=parsed,
        **options,
    )


def driver(connection: Connection) -> Any:
    """Give the driver's own connection, for BEGIN, SAVEPOINT and COMMIT without a detour."""
    return connection.connection.driver_connection


def roll_back(tx: Connection) -> None:
    """End a transaction without a trace; in SQLite it was begun by hand and ends by hand."""
    tx.rollback()
    if tx.dialect.name == "sqlite":
        driver(tx).rollback()
