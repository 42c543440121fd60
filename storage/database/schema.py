"""Which schema a database has, and whether this program can work with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from sqlalchemy import column, func, inspect, select, table
from sqlalchemy.exc import DBAPIError

from storage.database.engine import driver, file_of, visiting
from storage.database.statements import Tx
from storage.database.tables import MakerRow, core
from storage.errors import Busy, ReadOnly, TooNew, TooOld, translate

_HOW = "run `gatepost db upgrade`"
_NOT_WRITABLE = "the database file, or the folder it is in, cannot be written by this user"


# Alembic takes longer to load than all the rest; a schema that is as it should be needs none of it.
MIGRATIONS = Path(__file__).parents[1] / "migrations"
_VERSION = table("alembic_version", column("version_num"))


@lru_cache(maxsize=1)
def known() -> tuple[str, ...]:
    """List the schema versions that this program knows, newest first."""
    steps = (MIGRATIONS / "versions").glob("[0-9]*.py")
    return tuple(sorted((step.stem.partition("_")[0] for step in steps), reverse=True))


@contextmanager
def connected(url: str) -> Iterator[Tx]:
    """Connect for a moment, outside any store; what the driver raises comes out as one of ours."""
    try:
        with visiting(url).connect() as tx:
            yield tx
    except (DBAPIError, sqlite3.Error) as error:
        raise translate(error) from error


def found(tx: Tx) -> str:
    """Read the schema version of a database; empty where it has none."""
    if not inspect(tx).has_table(_VERSION.name):
        return ""
    return tx.scalar(select(_VERSION.c.version_num)) or ""


def version(url: str) -> str:
    """Read the schema version of a database; empty where there is none, and none is made."""
    file = file_of(url)
    if file is not None and not file.exists():
        return ""
    with connected(url) as tx:
        return found(tx)


def require(url: str) -> None:
    """Raise TooOld, TooNew or ReadOnly, in words that help, where a store cannot be opened."""
    if not version(url):
        raise TooOld(f"there is no Gatepost database at this address: {_HOW}")
    with connected(url) as tx:
        refuse_newer(tx)
        if found(tx) != known()[0]:
            raise TooOld(
                f"the database has schema {found(tx)}, this program needs {known()[0]}: {_HOW}"
            )
        _writable(tx)


def refuse_newer(tx: Tx) -> None:
    """Raise TooNew where a later program made the schema; it left its version for us to name."""
    if found(tx) in ("", *known()):
        return
    needed = tx.scalar(select(core(MakerRow).c.program)) or "of a later version"
    raise TooNew(
        f"the database has schema {found(tx)}, made by Gatepost {needed}; this program knows "
        f"schemas up to {known()[0]}: install that Gatepost or a later one",
        needed,
    )


def _writable(tx: Tx) -> None:
    if tx.dialect.name == "postgresql":
        if tx.scalar(select(func.current_setting("transaction_read_only"))) == "on":
            raise ReadOnly(
                "the PostgreSQL server takes no writes: it is a standby or set read-only"
            )
        return
    try:
        driver(tx).execute("PRAGMA busy_timeout = 0")
        driver(tx).execute("BEGIN IMMEDIATE")
        driver(tx).execute("PRAGMA user_version = 0")  # a lock alone is given to readers too
    except sqlite3.Error as error:
        reason = translate(error)
        if isinstance(reason, ReadOnly):
            raise ReadOnly(_NOT_WRITABLE) from error
        if not isinstance(reason, Busy):  # who holds the lock now will let go of it
            raise reason from error
    finally:
        driver(tx).rollback()
