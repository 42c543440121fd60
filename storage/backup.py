"""A copy of everything while work goes on, and proof that what is kept is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL

from storage.database.engine import address, file_of
from storage.errors import StorageError, Unreachable, translate
from storage.verify import Report, verify

__all__ = ["NotCopied", "Report", "backup", "verify"]

_NO_PG_DUMP = (
    "pg_dump is not on the PATH; install PostgreSQL's client programs, or run on the server: "
    "pg_dump --format=custom --file={target} {database}"
)


class NotCopied(StorageError):
    """The backup was not made; nothing is left at its target."""


def backup(url: str, target: Path | str) -> Path:
    """Copy a database that may be in use to a file that is not there yet.

    SQLite gives a database file, PostgreSQL what `pg_restore` reads. The file appears under its
    name only once it is whole. Raises NotCopied, Unreachable.
    """
    target = Path(target)
    if target.exists():
        raise NotCopied(f"{target} is already there; a backup never overwrites one")
    try:
        made, name = tempfile.mkstemp(prefix=".backup-", dir=target.parent)
    except OSError as error:
        raise NotCopied(f"{target} cannot be written: {error.strerror}") from error
    os.close(made)
    part, file = Path(name), file_of(url)
    try:
        if file is None:
            _dump(address(url), part)
        else:
            _copy(file, part)
        part.replace(target)
    except OSError as error:
        raise NotCopied(f"{target} cannot be written: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _copy(file: Path, part: Path) -> None:
    if not file.exists():
        raise Unreachable(f"there is no database at {file}")
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise translate(error) from error
    with part.open("rb") as written:
        os.fsync(written.fileno())


def _dump(made: URL, part: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise NotCopied(_NO_PG_DUMP.format(target=part.stem, database=made.database))
    command = [program, "--format=custom", "--no-password", f"--file={part}"]
    done = subprocess.run(  # noqa: S603 - our own arguments, and no shell
        command, env=os.environ | _login(made), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotCopied(f"pg_dump: {done.stderr.strip()}")


def _login(made: URL) -> dict[str, str]:
    """Give the address as libpq's variables: a password has no place on a command line."""
    known = {
        "PGHOST": made.host or made.query.get("host"),
        "PGPORT": made.port,
        "PGUSER": made.username,
        "PGPASSWORD": made.password,
        "PGDATABASE": made.database,
        "PGSSLMODE": made.query.get("sslmode"),
        "PGSSLROOTCERT": made.query.get("sslrootcert"),
    }
    return {name: str(value) for name, value in known.items() if value}
