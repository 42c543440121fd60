"""The door to the database: work goes in, a future comes out."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Literal, TypeVar

from storage.database.engine import USUAL, address, file_of, reading, writing
from storage.database.group import GroupWriter
from storage.database.pool import Worker, read, write
from storage.database.schema import require
from storage.database.statements import Tx
from storage.database.upgrade import upgrade
from storage.database.work import Crew, Work
from storage.errors import (
    Behind,
    Busy,
    Damaged,
    NoRoom,
    ReadOnly,
    Refused,
    StorageError,
    TooNew,
    TooOld,
    Uncertain,
    Unclean,
    Unreachable,
    Unsupported,
)

__all__ = [
    "Behind",
    "Busy",
    "Damaged",
    "NoRoom",
    "ReadOnly",
    "Refused",
    "StorageError",
    "Store",
    "TooNew",
    "TooOld",
    "Tx",
    "Uncertain",
    "Unclean",
    "Unreachable",
    "Unsupported",
]

T = TypeVar("T")

# PostgreSQL commits side by side; SQLite has one writer, ever.
_WRITERS = 4
_READERS = 3


class Store:
    """A database that is open: works run in its threads, never in the caller's.

    A work gets a `Tx` and may run twice (a lost race), so it has no effects but those of its
    statements; it neither commits nor rolls back, and what it raises undoes it alone.
    """

    def __init__(self, url: str, synchronous: str) -> None:
        self._file = file_of(url)
        self._opened = _identity(self._file)
        self.dialect: Literal["sqlite", "postgresql"] = (
            "sqlite" if address(url).get_backend_name() == "sqlite" else "postgresql"
        )
        engine = writing(url, synchronous)
        if self.dialect == "sqlite":
            self._writers = Crew("writer", lambda queue: GroupWriter(engine).loop(queue))
        else:
            self._writers = Crew(
                "writer", lambda queue: Worker(engine, write).loop(queue), _WRITERS
            )
        only = reading(url)
        self._readers = Crew("reader", lambda queue: Worker(only, read).loop(queue), _READERS)

    @classmethod
    def open(
        cls, url: str, *, create: bool = False, synchronous: Literal["FULL", "NORMAL"] = "FULL"
    ) -> Store:
        """Open a database whose schema fits this program; `create` makes or upgrades it first.

        Raises TooOld, TooNew, ReadOnly, Unreachable, Damaged or Unsupported with what to do.
        NORMAL can lose what was acknowledged when the power fails; it is there to be measured.
        """
        if create:
            upgrade(url)
        require(url)
        return cls(url, synchronous)

    def write(self, work: Callable[[Tx], T], *, within: float = USUAL) -> Future[T]:
        """Have work committed: the future resolves after that, or with Busy after `within` s."""
        return self._ordered(self._writers, Work(work, time.monotonic() + within))

    def read(self, work: Callable[[Tx], T]) -> Future[T]:
        """Have work done that only reads; it sees one moment of the database."""
        return self._ordered(self._readers, Work(work))

    def _ordered(self, crew: Crew, work: Work[T]) -> Future[T]:
        """Give work to its threads, unless they hold a file that is no longer there."""
        if self._file is not None and _identity(self._file) != self._opened:
            work.fail(Unreachable("the database file was removed or replaced while it was open"))
        else:
            crew.give(work)
        return work.future

    def close(self) -> None:
        """Finish what was asked for, then hang up."""
        self._writers.close()
        self._readers.close()


def _identity(file: Path | None) -> tuple[int, int] | None:
    """Tell a file from one that took its name; None where there is none."""
    if file is None:
        return None
    try:
        found = os.stat(file)  # noqa: PTH116 - at every work, and Path.stat costs twice that
    except OSError:
        return None
    return found.st_dev, found.st_ino
