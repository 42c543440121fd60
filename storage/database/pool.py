"""Threads with a connection each: both databases' readers, and PostgreSQL's writers."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import isinf
from typing import Any, TypeAlias

from sqlalchemy import Engine, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from storage.database.engine import USUAL, driver, roll_back
from storage.database.statements import Tx
from storage.database.work import Queue, Work
from storage.errors import Busy, Uncertain, Unreachable, translate

Run: TypeAlias = Callable[[Tx, Work[Any]], Any]

_LIMITS = select(
    func.set_config("lock_timeout", bindparam("limit"), True),
    func.set_config("statement_timeout", bindparam("limit"), True),
)


@dataclass(slots=True)
class Worker:
    """Runs works one after the other on one connection, which is made anew when it breaks."""

    engine: Engine
    run: Run
    tx: Tx | None = None

    def loop(self, queue: Queue) -> None:
        """Serve the queue until it ends."""
        while (work := queue.get()) is not None:
            if work.begin():
                self._serve(work)
        self._hang_up()

    def _serve(self, work: Work[Any]) -> None:
        error = self._attempt(work)
        if _nothing_kept(error) and not work.late():
            error = self._attempt(work)  # a lost race, or a connection that had gone stale
        if error is not None:
            work.fail(error)

    def _attempt(self, work: Work[Any]) -> BaseException | None:
        try:
            self.tx = self.tx or self.engine.connect()
            work.succeed(self.run(self.tx, work))
        except BaseException as error:  # noqa: BLE001 - whatever it is, who waits must get it
            return self._undone(translate(error))
        return None

    def _undone(self, error: BaseException) -> BaseException:
        if isinstance(error, Unreachable):
            self._hang_up()
        elif self.tx is not None:
            roll_back(self.tx)
        return error

    def _hang_up(self) -> None:
        if self.tx is not None:
            with suppress(DBAPIError):  # it is broken already
                self.tx.close()
        self.tx = None


def _nothing_kept(error: BaseException | None) -> bool:
    return isinstance(error, (Busy, Unreachable)) and not isinstance(error, Uncertain)


def write(tx: Tx, work: Work[Any]) -> Any:
    """Run a work in a PostgreSQL transaction of its own, within the time that it has left."""
    if work.late():
        raise Busy("its time ran out before it began; nothing was kept")
    left = work.until - time.monotonic()
    if not 0.9 * USUAL < left <= USUAL:
        tx.execute(_LIMITS, {"limit": "0" if isinf(left) else f"{max(1, int(left * 900))}ms"})
    value = work.run(tx)
    _commit(tx)
    return value


def _commit(tx: Tx) -> None:
    try:
        tx.commit()
    except DBAPIError as error:
        if isinstance(translate(error), Unreachable):
            raise Uncertain("the connection broke at the commit") from error
        raise


def read(tx: Tx, work: Work[Any]) -> Any:
    """Run a work that sees one moment of the database and changes nothing."""
    if tx.dialect.name == "sqlite":
        driver(tx).execute("BEGIN")
    value = work.run(tx)
    roll_back(tx)
    return value
