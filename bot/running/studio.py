"""Where pictures are drawn: in a process of its own, each once; going without one is no trouble."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context, parent_process
from typing import Final, TypeAlias

from handlers.cards import Chart

Draw: TypeAlias = Callable[[Chart], Awaitable[bytes | None]]

PATIENCE: Final = 20.0  # seconds for one picture, from its turn on
START: Final = 30.0  # seconds for the process to begin
AGAIN: Final = 600.0  # seconds before a picture that failed is tried again
KEPT: Final = 64  # pictures at hand

_LOG: Final = logging.getLogger("gatepost.studio")


def _end_with_parent() -> None:
    """End when whoever wants pictures was killed: nobody else would ever end this process."""

    def wait() -> None:
        parent = parent_process()
        if parent is not None:
            parent.join()
            os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def _draw(chart: Chart) -> bytes:
    from bot.render.pictures import png

    return png(chart)


class Studio:
    """Draws charts one after the other; its process begins with the first of them."""

    def __init__(self, draw: Callable[[Chart], bytes] = _draw, patience: float = PATIENCE) -> None:
        self._draw, self._patience = draw, patience
        self._drawn: OrderedDict[Chart, asyncio.Task[bytes | None]] = OrderedDict()
        self._turn = asyncio.Lock()
        self._process: ProcessPoolExecutor | None = None
        self._pid = 0
        self._closed = False

    async def draw(self, chart: Chart) -> bytes | None:
        """Give a chart as a PNG; None where it could not be drawn in time."""
        task = self._drawn.get(chart)
        if task is None:
            task = self._drawn[chart] = asyncio.create_task(self._made(chart))
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        return await asyncio.shield(task)

    async def _made(self, chart: Chart) -> bytes | None:
        """Draw when it is this chart's turn: patience begins there, whoever was slow before it."""
        async with self._turn:
            try:
                return await self._begun(chart)
            except (TimeoutError, BrokenProcessPool) as error:
                self._give_up()
                self._goes_without(chart, error)
            except Exception as error:  # noqa: BLE001 - a digest goes without what fails to be drawn
                self._goes_without(chart, error)
            return None

    async def _begun(self, chart: Chart) -> bytes | None:
        if self._closed:
            return None
        process = self._process or await self._hired()
        async with asyncio.timeout(self._patience):
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(process, self._draw, chart)

    async def _hired(self) -> ProcessPoolExecutor:
        # Spawned: a fork would take locks and connections with it.
        self._process = ProcessPoolExecutor(
            1, mp_context=get_context("spawn"), initializer=_end_with_parent
        )
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(START):
            self._pid = await loop.run_in_executor(self._process, os.getpid)
        return self._process

    def _goes_without(self, chart: Chart, error: Exception) -> None:
        """Note that there is none, so that nobody waits for the same one again and again."""
        _LOG.warning("a picture was not drawn: %s", type(error).__name__)
        asyncio.get_running_loop().call_later(AGAIN, self._drawn.pop, chart, None)

    def _give_up(self) -> None:
        """End whoever draws this one: the next picture has a process of its own."""
        process, pid = self._process, self._pid
        self._process, self._pid = None, 0
        if process is not None:
            process.shutdown(wait=False, cancel_futures=True)
        if pid:
            with suppress(OSError):  # it ended by itself
                os.kill(pid, signal.SIGTERM)

    def close(self) -> None:
        """End the process after what it is drawing; what waits is not drawn any more."""
        self._closed = True
        if self._process is not None:
            self._process.shutdown(wait=True, cancel_futures=True)
            self._process = None
