"""The schema's way up and down, whole or not at all on both databases."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as installed
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from storage.database.engine import driver
from storage.database.schema import MIGRATIONS, connected, found, known, refuse_newer, version
from storage.database.statements import Tx, Upsert
from storage.database.tables import MakerRow, core
from storage.errors import Busy, Damaged, translate

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["downgrade", "known", "upgrade", "version"]

# Any number that nothing else in the database locks on.
_LOCK = 0x6761_7465
_PATIENCE_MS = "30000"
_ASK_AGAIN = 0.05
_SIGN = Upsert(core(MakerRow), ("id",), ("program",))


def upgrade(url: str, to: str = "head") -> str:
    """Bring a database to this program's schema, making it where there is none.

    Several processes may do this at once; the first does it and the others find it done. Gives
    the schema version that the database has then.
    Raises TooNew, Busy, ReadOnly, Unreachable.
    """
    with _transaction(url) as tx:
        refuse_newer(tx)
        if found(tx) != known()[0]:
            from alembic import command

            command.upgrade(_config(tx), to)
            _SIGN(tx, {"id": 1, "program": installed("gatepost")})
        return found(tx)


def downgrade(url: str, to: str) -> None:
    """Take a database back to an earlier schema, or to nothing with "base"."""
    with _transaction(url) as tx:
        refuse_newer(tx)
        from alembic import command

        command.downgrade(_config(tx), to)


def _config(tx: Tx) -> Config:
    """Point Alembic at the migrations in this package; there is no ini file."""
    from alembic.config import Config

    made = Config(attributes={"connection": tx})
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


@contextmanager
def _transaction(url: str) -> Iterator[Tx]:
    with connected(url) as tx, tx.begin():
        if tx.dialect.name == "sqlite":
            with _sqlite(driver(tx)):
                yield tx
        else:
            tx.execute(select(func.set_config("statement_timeout", _PATIENCE_MS, True)))
            tx.execute(select(func.set_config("lock_timeout", _PATIENCE_MS, True)))
            tx.execute(select(func.pg_advisory_xact_lock(_LOCK)))
            yield tx


@contextmanager
def _sqlite(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the write lock from before the first look to after the last check."""
    _log_ahead(connection)
    connection.execute(f"PRAGMA busy_timeout={_PATIENCE_MS}")
    connection.execute("PRAGMA foreign_keys=OFF")  # a table rebuilt is a table dropped
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Damaged(
                "after this change rows would point at nothing; the schema stays as it was"
            )
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on, which SQLite does not always wait its turn for by itself."""
    connection.execute("PRAGMA busy_timeout=0")
    for _ in range(600):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not isinstance(translate(error), Busy):
                raise
            time.sleep(_ASK_AGAIN)
        else:
            return
    raise Busy("another process has used the database for half a minute without a pause")
