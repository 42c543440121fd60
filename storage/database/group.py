"""SQLite's one writer: works that wait together share a commit."""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from queue import Empty
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from storage.database.engine import driver
from storage.database.statements import Tx
from storage.database.work import Queue, Work
from storage.errors import Busy, StorageError, translate

# Works that share a commit: enough to hide the disk, few enough that the first waits for little.
BATCH = 64
# A writer in another process leaves gaps of microseconds; who asks often finds one.
_ASK_AGAIN = 0.001


@dataclass(frozen=True, slots=True)
class _Done:
    """A work that ran, and what its future gets once the commit stands."""

    work: Work[Any]
    value: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        if self.error is None:
            self.work.succeed(self.value)
        else:
            self.work.fail(self.error)


@dataclass(slots=True)
class GroupWriter:
    """Runs works one after the other, each in its savepoint, and commits them together."""

    engine: Engine
    waiting: deque[Work[Any]] = field(default_factory=deque)
    open: bool = True

    def loop(self, queue: Queue) -> None:
        """Serve the queue until it ends; a future resolves only after its commit."""
        try:
            with self.engine.connect() as tx:
                self._serve(tx, queue)
        except (DBAPIError, sqlite3.Error) as error:
            # Without a connection there is nothing to do but to say so.
            while (work := queue.get()) is not None:
                work.fail(error)

    def _serve(self, tx: Tx, queue: Queue) -> None:
        connection = driver(tx)
        while self.open or self.waiting:
            self._take(queue, patiently=not self.waiting)
            if self._begin(connection, queue):
                self._batch(tx, connection, queue)

    def _take(self, queue: Queue, patiently: bool = False) -> None:
        """Move what is queued into `waiting`; patiently: sleep until there is something."""
        try:
            while self.open and (patiently or len(self.waiting) < BATCH):
                work = queue.get(block=patiently)
                patiently = False
                self.open = work is not None
                if work is not None:
                    self.waiting.append(work)
        except Empty:
            pass

    def _begin(self, connection: Any, queue: Queue) -> bool:
        """Get the write lock while at least one work still has time; the others are told."""
        while self.waiting:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.Error as error:
                self._not_begun(error)
            else:
                return True
            time.sleep(_ASK_AGAIN)
            self._take(queue)
        return False

    def _not_begun(self, error: sqlite3.Error) -> None:
        busy = isinstance(translate(error), Busy)
        for work in tuple(self.waiting):
            if not busy:
                work.fail(error)
            elif work.late():
                work.give_up()
        self.waiting = deque(work for work in self.waiting if not work.future.done())

    def _batch(self, tx: Tx, connection: Any, queue: Queue) -> None:
        done: list[_Done] = []
        try:
            for work in self._next(queue):
                done.append(_Done(work))
                done[-1] = _attempt(work, tx, connection)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            done = _undone(connection, done, error)
        for each in done:
            each.tell()

    def _next(self, queue: Queue) -> Iterator[Work[Any]]:
        """Hand out what waits, and what comes in the meantime, up to a batch."""
        for _ in range(BATCH):
            if not self.waiting:
                self._take(queue)
            if not self.waiting:
                return
            work = self.waiting.popleft()
            if work.begin():
                yield work


def _attempt(work: Work[Any], tx: Tx, connection: Any) -> _Done:
    """Run one work so that its failure undoes only itself; raises what undoes the whole batch."""
    if work.late():
        return _Done(work, error=Busy("its time ran out before it began; nothing was kept"))
    connection.execute("SAVEPOINT work")
    try:
        done = _Done(work, work.run(tx))
    except BaseException as error:  # noqa: BLE001 - whatever it is, who waits must get it
        connection.execute("ROLLBACK TO work")
        done = _Done(work, error=error)
    connection.execute("RELEASE work")
    return done


def _undone(connection: Any, done: list[_Done], error: sqlite3.Error) -> list[_Done]:
    """Undo a batch that cannot be committed: every work of it gets the reason."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")
    # A disk that fills up ends the transaction in the middle of a work: that error came first.
    first = translate(error.__context__) if error.__context__ else error
    reason = first if isinstance(first, StorageError) else error
    return [_Done(each.work, error=reason) for each in done]
