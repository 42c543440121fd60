"""What can go wrong with what is kept.

StorageError
├── Busy          not committed in time, nothing kept: ask again
├── Behind        somebody else wrote to the journal first, nothing kept
├── Unclean       what no database takes: NUL, half a character, a time without its zone
├── Refused       a rule of the schema was broken: a fault of the program
├── ReadOnly      the file or the server may only be read
├── NoRoom        the disk is full
├── Damaged       what is stored cannot be read
├── Unreachable   the database does not answer, nothing kept
│   └── Uncertain it broke off at the commit: whether it was kept is unknown
├── Unsupported   no database that Gatepost can use
├── TooOld        the schema is older than the program
└── TooNew        the schema is newer than the program
"""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, DontWrapMixin, IntegrityError


class StorageError(Exception):
    """Something that was to be kept or read was not."""


class Busy(StorageError):
    """It was not committed in time and nothing of it is kept; asking again is safe."""


class Behind(StorageError):
    """The journal has moved on since its head was read; nothing is kept."""


class Unclean(StorageError, DontWrapMixin):
    """A text holds a NUL or half a character, or a time no zone; clean it before it is kept."""


class Refused(StorageError):
    """What was to be kept breaks a rule of the schema."""


class ReadOnly(StorageError):
    """The database can be read but not written."""


class NoRoom(StorageError):
    """The disk is full; nothing is kept."""


class Damaged(StorageError, DontWrapMixin):
    """What is stored cannot be read as what it should be."""


class Unreachable(StorageError):
    """The database does not answer; nothing is kept."""


class Uncertain(Unreachable):
    """The connection broke at the commit; asking again under the same key shows what was kept."""


class Unsupported(StorageError):
    """The address names no database that Gatepost can use."""


class TooOld(StorageError):
    """The schema is older than this program, or not there at all."""


class TooNew(StorageError):
    """The schema was made by a later program; `needed` is the version that knows it."""

    def __init__(self, message: str, needed: str) -> None:
        super().__init__(message)
        self.needed = needed


# The primary result code is the low byte of SQLite's extended one.
_SQLITE: dict[int, tuple[type[StorageError], str]] = {
    sqlite3.SQLITE_BUSY: (Busy, "another process holds the database"),
    sqlite3.SQLITE_LOCKED: (Busy, "another connection holds the database"),
    sqlite3.SQLITE_READONLY: (ReadOnly, "the database file cannot be written"),
    sqlite3.SQLITE_FULL: (NoRoom, "the disk is full"),
    sqlite3.SQLITE_IOERR: (Unreachable, "the disk does not read or write"),
    sqlite3.SQLITE_CANTOPEN: (
        Unreachable,
        "the database file, or the folder it is in, cannot be opened",
    ),
    sqlite3.SQLITE_CORRUPT: (Damaged, "the database file is damaged"),
    sqlite3.SQLITE_NOTADB: (Damaged, "the file is not a SQLite database"),
}

# PostgreSQL's SQLSTATE: classes by two letters, single states by five.
_POSTGRES: dict[str, tuple[type[StorageError], str]] = {
    "55P03": (Busy, "another transaction holds the row"),
    "57014": (Busy, "a statement took too long"),
    "40": (Busy, "two transactions got in each other's way"),
    "53100": (NoRoom, "the server's disk is full"),
    "25006": (ReadOnly, "the server takes no writes"),
    "08": (Unreachable, "the connection broke"),
    "53": (Unreachable, "the server has no room for a connection"),
    "57": (Unreachable, "the server is stopping or starting"),
    "28": (Unreachable, "the server does not know this user or password"),
    "3D": (Unreachable, "the server has no such database"),
}


def translate(error: BaseException) -> BaseException:
    """Put a driver's error into one of ours; anything else is handed back as it is.

    The driver's own is not kept as the cause: PostgreSQL quotes in it what people wrote.
    """
    if not isinstance(error, (DBAPIError, sqlite3.Error)):
        return error
    kind, words = _meaning(error)
    return kind(words)


def _meaning(error: DBAPIError | sqlite3.Error) -> tuple[type[StorageError], str]:
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    state = getattr(cause, "sqlstate", None) or ""
    known = _SQLITE.get(code) or _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    if known:
        return known
    if isinstance(error, (IntegrityError, sqlite3.IntegrityError)):
        return Refused, f"a rule of the schema was broken: {_rule(cause)}"
    if isinstance(error, DBAPIError) and (error.connection_invalidated or not (code or state)):
        return Unreachable, "the database does not answer"
    return Refused, f"the database refused the statement: {state or cause}"


def _rule(cause: BaseException | None) -> str:
    """Name the rule: SQLite's words hold nothing else, PostgreSQL's would quote the row."""
    return getattr(getattr(cause, "diag", None), "constraint_name", None) or str(cause)
