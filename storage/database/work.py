"""A piece of work on its way to a database thread, and the thread."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Generic, TypeAlias, TypeVar

from storage.database.statements import Tx
from storage.errors import Busy, Unreachable, translate

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Work(Generic[T]):
    """What is to be done, until when it may start, and who waits for it."""

    run: Callable[[Tx], T]
    until: float = float("inf")  # on the monotonic clock
    future: Future[T] = field(default_factory=Future)

    def late(self) -> bool:
        """Say whether its time ran out before it started."""
        return time.monotonic() > self.until

    def begin(self) -> bool:
        """Say whether somebody still waits; from then on it can no longer be called off."""
        return self.future.running() or self.future.set_running_or_notify_cancel()

    def give_up(self) -> None:
        """Tell who waits that nothing was kept."""
        self.fail(Busy("the database was not free in time; nothing was kept"))

    def fail(self, error: BaseException) -> None:
        """Tell who waits, in our words, unless they have stopped waiting."""
        with suppress(InvalidStateError):
            self.future.set_exception(translate(error))

    def succeed(self, value: T) -> None:
        """Hand over what came of it, unless nobody waits any more."""
        with suppress(InvalidStateError):
            self.future.set_result(value)


Queue: TypeAlias = "SimpleQueue[Work[Any] | None]"  # None: no more will come


class Crew:
    """Threads that take work from one queue, each by its own loop."""

    def __init__(self, name: str, loop: Callable[[Queue], None], size: int = 1) -> None:
        self._queue: Queue = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._threads = [
            threading.Thread(target=loop, args=(self._queue,), name=f"{name}-{n}", daemon=True)
            for n in range(size)
        ]
        for thread in self._threads:
            thread.start()

    def give(self, work: Work[Any]) -> None:
        """Queue work; after closing it fails at once."""
        with self._lock:
            if not self._closed:
                self._queue.put(work)
                return
        work.fail(Unreachable("the store is closed"))

    def close(self) -> None:
        """Finish what is queued, then stop; a second call does nothing more."""
        with self._lock:
            closing, self._closed = not self._closed, True
        for _ in self._threads if closing else ():
            self._queue.put(None)
        for thread in self._threads:
            thread.join()
