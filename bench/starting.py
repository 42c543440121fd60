"""Starting and resting, beside bare Bolt that has SQLAlchemy imported, as such a bot would have.

An open interview is somebody who has a question before them and has answered since the start: what
is remembered of them and of their pilot is what memory may grow by.
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

from bench.answer import echoes
from bench.interview import Seed, greetings, rounds
from bench.load import send, spread
from bench.rows import Row
from bench.served import Served
from tests.fakes.slack import FakeSlack

OPEN: Final = 2000  # interviews; what thousands cost is what the second of them does
LANES: Final = 16
TIMES: Final = 3
FEW: Final = 8  # people, where only the start counts
SETTLES: Final = 3.0  # seconds: what is loaded behind the first answers has begun by then
QUIET: Final = 0.02  # seconds of CPU in one second of rest
PATIENCE: Final = 20  # looks until it rests


@dataclass(frozen=True, slots=True)
class Start:
    """What it took until the first signed request was answered, and what stays in memory."""

    cpu: float
    wall: float
    rest: int  # bytes


def measure() -> list[Row]:
    """Measure all of it, on databases in the temporary folder (TMPDIR)."""
    with tempfile.TemporaryDirectory(prefix="gatepost-bench-") as folder:
        few, many = Seed(Path(folder) / "few.db", FEW), Seed(Path(folder) / "many.db", OPEN)
        theirs, ours = asyncio.run(_begun(few))
        return _rows(theirs, ours, asyncio.run(_grown(many)))


async def _begun(seed: Seed) -> tuple[list[Start], list[Start]]:
    """Start both in turns, in a workspace so small that listing its people costs nothing."""
    theirs, ours = [], []
    async with FakeSlack() as slack:
        seed.populate(slack)
        for _ in range(TIMES):
            theirs.append(await _started(slack, echoes(1)[0], "bolt", "--sqlalchemy"))
            said = rounds(range(1), seed.texts)[0][0]
            ours.append(await _started(slack, said, "gatepost", **_database(seed)))
    return theirs, ours


def _rows(theirs: Sequence[Start], ours: Sequence[Start], grown: Sequence[int]) -> list[Row]:
    bolt, gatepost = (
        Start(
            median(one.cpu for one in kind),
            median(one.wall for one in kind),
            int(median(one.rest for one in kind)),
        )
        for kind in (theirs, ours)
    )
    first, second = ((b - a) / 1e6 for a, b in pairwise(grown))
    return [
        Row(
            "start: CPU to the first answer / Bolt + sqlalchemy",
            gatepost.cpu / bolt.cpu,
            1.8,
            f"{gatepost.cpu:.2f} s against {bolt.cpu:.2f}; "
            f"{gatepost.wall:.1f} s on the clock against {bolt.wall:.1f}",
        ),
        Row(
            "start: memory at rest / Bolt + sqlalchemy",
            gatepost.rest / bolt.rest,
            1.6,
            f"{gatepost.rest / 1e6:.0f} MB against {bolt.rest / 1e6:.0f}",
        ),
        Row(
            "open interviews: MB a thousand",
            second,
            1.0,
            f"the second thousand; {first:.1f} MB the first, with what the first answers load",
        ),
    ]


def _database(seed: Seed) -> dict[str, str]:
    """Lay a fresh copy of the seed where a server may have it."""
    file = seed.file.with_name("started.db")
    for left in file.parent.glob(f"{file.name}*"):
        left.unlink()
    shutil.copy(seed.file, file)
    return {"DATABASE_URL": f"sqlite:///{file}"}


async def _started(slack: FakeSlack, request: bytes, *words: str, **env: str) -> Start:
    """Start, ask once, and let it come to rest."""
    begun = time.perf_counter()
    server = await _served(slack, *words, **env)
    try:
        await send(server.port, [[request]])
        cpu, wall = server.cpu(), time.perf_counter() - begun
        return Start(cpu, wall, await _rested(server))
    finally:
        await asyncio.to_thread(server.end)


async def _grown(seed: Seed) -> list[int]:
    """Weigh it before anybody spoke, after half of them answered, and after all did."""
    async with FakeSlack() as slack:
        seed.populate(slack)
        server = await _served(slack, "gatepost", "--idle", **_database(seed))
        try:
            await send(server.port, [greetings(1)])
            weights = [await _rested(server)]
            for half in (range(OPEN // 2), range(OPEN // 2, OPEN)):
                for requests in rounds(half, seed.texts[:2]):
                    await send(server.port, spread(requests, LANES))
                weights.append(await _rested(server))
            return weights
        finally:
            await asyncio.to_thread(server.end)


async def _served(slack: FakeSlack, *words: str, **env: str) -> Served:
    given = {**slack.settings(), "LOG_LEVEL": "WARNING", **env}
    return await asyncio.to_thread(lambda: Served(*words, env=given))


async def _rested(server: Served) -> int:
    """Wait until it does next to nothing: what was begun is done; then weigh it."""
    before = server.cpu()
    for _ in range(PATIENCE):
        await asyncio.sleep(SETTLES)
        now = server.cpu()
        if now - before < QUIET * SETTLES:
            break
        before = now
    return server.memory()
