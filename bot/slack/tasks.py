"""Work that goes on after Slack has its answer, and is waited for at the end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, Final

from bot.slack.log import failure

_LOG: Final = logging.getLogger("gatepost.slack")


class Tasks:
    """Keep hold of running work, so that none is abandoned or lost without a word."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("showing an answer failed: %s", failure(error))

    async def drain(self, seconds: float) -> int:
        """Wait for what is running; return how much of it had to be given up."""
        if not self._running:
            return 0
        _, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        return len(late)
