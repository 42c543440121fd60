"""Where an answer's time goes: every thread of the server under the profiler."""

from __future__ import annotations

import asyncio
import cProfile
import pstats
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from bench.interview import Seed, greetings, rounds
from bench.load import send, spread
from bench.served import Served
from tests.fakes.slack import FakeSlack

PEOPLE = 150
LANES = 16
SHOWN = 80

Stats: TypeAlias = dict[str, tuple[int, float, float]]  # by function: calls, own, whole seconds


@contextmanager
def profiled(file: str) -> Iterator[None]:
    """Profile this thread and all that start meanwhile; the profiler makes small calls dearer."""
    seen = [cProfile.Profile()]

    def begin(*_: Any) -> None:
        sys.setprofile(None)
        seen.append(cProfile.Profile())
        seen[-1].enable()

    threading.setprofile(begin)
    seen[0].enable()
    try:
        yield
    finally:
        seen[0].disable()
        stats = pstats.Stats(seen[0])
        for other in seen[1:]:
            if other.getstats():
                stats.add(other)
        stats.dump_stats(file)


def show() -> None:
    """Print what costs most by itself, in microseconds an answer.

    The server runs twice, the second time without answers: what both runs cost is left out.
    """
    with tempfile.TemporaryDirectory(prefix="gatepost-bench-") as folder:
        seed = Seed(Path(folder) / "seed.db", PEOPLE)
        answers = [one for each in rounds(range(PEOPLE), seed.texts) for one in each]
        busy = asyncio.run(_seen(seed, answers))
        idle = asyncio.run(_seen(seed, []))
    _print(busy, idle, len(answers))


async def _seen(seed: Seed, answers: Sequence[bytes]) -> Stats:
    known, seen = seed.file.with_name("known.db"), seed.file.with_name("seen")
    shutil.copy(seed.file, known)
    async with FakeSlack() as slack:
        seed.populate(slack)
        env = {**slack.settings(), "DATABASE_URL": f"sqlite:///{known}", "LOG_LEVEL": "WARNING"}
        server = await asyncio.to_thread(
            Served, "gatepost", "--idle", "--profile", str(seen), env=env
        )
        await send(server.port, spread(greetings(PEOPLE), LANES))
        await send(server.port, spread(answers, LANES))
        await asyncio.to_thread(server.end)
    for left in known.parent.glob("known.db*"):
        left.unlink()
    return {
        f"{'/'.join(Path(file).parts[-2:])}:{name}": (calls, own, whole)
        for (file, _, name), (_, calls, own, whole, _) in pstats.Stats(str(seen)).stats.items()  # type: ignore[attr-defined]
    }


def _print(busy: Stats, idle: Stats, answers: int) -> None:
    rows = []
    for name, (calls, own, whole) in busy.items():
        base = idle.get(name, (0, 0.0, 0.0))
        rows.append((own - base[1], whole - base[2], calls - base[0], name))
    print(f"{'own us':>8} {'whole us':>9} {'calls':>7}  an answer, by function")
    for own, whole, calls, name in sorted(rows, reverse=True)[:SHOWN]:
        times = f"{own / answers * 1e6:8.1f} {whole / answers * 1e6:9.1f}"
        print(f"{times} {calls / answers:7.1f}  {name}")
