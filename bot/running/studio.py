"""Where pictures are drawn: in a process of its own, each once; going without one is no trouble."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from typing import Final, TypeAlias

from handlers.cards import Chart

Draw: TypeAlias = Callable[[Chart], Awaitable[bytes | None]]

PATIENCE: Final = 20.0  # seconds for one picture, the first one's start included
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
    """Draws charts; its process begins with the first of them."""

    def __init__(self) -> None:
        self._drawn: OrderedDict[Chart, asyncio.Task[bytes | None]] = OrderedDict()
        self._process: ProcessPoolExecutor | None = None

    async def draw(self, chart: Chart) -> bytes | None:
        """Give a chart as a PNG; None where it could not be drawn in time."""
        task = self._drawn.get(chart)
        if task is None:
            task = self._drawn[chart] = asyncio.create_task(self._made(chart))
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        made = await asyncio.shield(task)
        if made is None:
            self._drawn.pop(chart, None)
        return made

    async def _made(self, chart: Chart) -> bytes | None:
        if self._process is None:  # spawned: a fork would take locks and connections with it
            self._process = ProcessPoolExecutor(
                1, mp_context=get_context("spawn"), initializer=_end_with_parent
            )
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(PATIENCE):
                return await loop.run_in_executor(self._process, _draw, chart)
        except (TimeoutError, BrokenProcessPool, RuntimeError, ValueError, OSError) as error:
            _LOG.warning("a picture was not drawn: %s", type(error).__name__)
            self._give_up()
            return None

    def _give_up(self) -> None:
        """Wait for nothing: whoever draws for too long ends by itself, the next one is another."""
        if self._process is not None:
            self._process.shutdown(wait=False, cancel_futures=True)
            self._process = None

    def close(self) -> None:
        """End the process after what it is drawing."""
        if self._process is not None:
            self._process.shutdown(wait=True, cancel_futures=True)
            self._process = None
