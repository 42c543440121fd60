"""A year of work in one process: memory and open files are looked at once a simulated week.

`python -m tests.chaos.year [--weeks 52] [--events 100000]`; exit code 1 where memory grows by more
than 5 MB after the warm-up, or an open file is left behind.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import itertools
import random
import resource
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.running.clock import Clock
from handlers.heard import Command, Press, Text, What
from tests.stage import Screen, Stage

MEGABYTE = 1 << 20
GROWTH = 5.0  # MB that memory may grow after the warm-up
WARM = 0.25  # of the weeks
ANNA, ROOM = "Anna", "invoice-pilot"
READS = ("status", "status all", "status me", "flags", "next", "why owner", "help", "history")
SAID = ("Maria Lopez", "250000 EUR", "yes", "skip", "TBD", "hello", "2027-06-30", "undo", "status")


@dataclass(frozen=True, slots=True)
class Look:
    """What the process held at the end of a week."""

    week: int
    events: int
    megabytes: float
    files: int

    @classmethod
    def now(cls, week: int, events: int) -> Look:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        held = pages * resource.getpagesize() / MEGABYTE
        return cls(week, events, held, sum(1 for _ in Path("/proc/self/fd").iterdir()))


class Forgetful(Stage):
    """A stage whose people remember nothing but the newest card, so that only Gatepost can grow."""

    def screen(self, name: str) -> Screen:
        screen = super().screen(name)
        del screen.seen[:-20]
        return screen


async def year(folder: Path, weeks: int, events: int, seed: int) -> list[Look]:
    """Work through the weeks; a new pilot each, the one of two months ago is closed."""
    stage = Forgetful(f"sqlite:///{folder / 'year.db'}")
    clock = Clock(stage.store, lambda: stage.now, lambda: None)
    chance = random.Random(seed)
    done = itertools.count(1)
    looks = []
    number = 0
    await stage.say("Priya", ROOM, "/gate digest")
    await stage.fill("Priya", {})
    for week in range(1, weeks + 1):
        monday = stage.now
        await _start(stage, week)
        for what, room in _acts(chance, events // weeks):
            number = next(done)
            await stage.hear(chance.choice(("Anna", "Maria", "Priya", "Ben")), room, what)
            if number % 100 == 0:
                await clock.tick()
        if week > 8:
            await _close(stage, week - 8)
        stage.now = max(stage.now, monday + timedelta(weeks=1))
        await clock.tick()
        await stage.deliver()
        looks.append(Look.now(week, number))
    stage.close()
    return looks


async def _start(stage: Stage, week: int) -> None:
    await stage.say(ANNA, ROOM, "/gate start")
    await stage.fill(ANNA, {"Name": f"Pilot {week}", "Purpose, in one sentence": "Match invoices"})


async def _close(stage: Stage, week: int) -> None:
    await stage.say(ANNA, ROOM, f"/gate close Pilot {week}")
    await stage.fill(ANNA, {"reason": "it is done"})


def _acts(chance: random.Random, count: int) -> Iterator[tuple[What, str]]:
    for _ in range(count):
        if chance.random() < 0.85:
            yield Command(chance.choice(READS)), chance.choice((ROOM, ""))
        elif chance.random() < 0.9:
            yield Text(chance.choice(SAID)), ""
        else:
            yield Press("status", "nothing"), ROOM


def main() -> int:
    """Run it as the command line says."""
    reader = argparse.ArgumentParser(prog="python -m tests.chaos.year", description=__doc__)
    reader.add_argument("--weeks", type=int, default=52)
    reader.add_argument("--events", type=int, default=100_000)
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="gatepost-year-") as name:
        looks = asyncio.run(year(Path(name), asked.weeks, asked.events, asked.seed))
    for look in looks:
        told = f"{look.events:8,} events {look.megabytes:7.1f} MB {look.files} files"
        print(f"week {look.week:3} {told}", flush=True)
    warm = looks[int(len(looks) * WARM)]
    growth = looks[-1].megabytes - warm.megabytes
    print(f"after the warm-up: {growth:+.1f} MB (wanted: at most {GROWTH:.0f})")
    return 0 if growth <= GROWTH and looks[-1].files <= warm.files else 1


if __name__ == "__main__":
    sys.exit(main())
