"""One run: people talk, the server is killed and started, everything is counted."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass, fields
from pathlib import Path

from knowledge.loading.reading import load
from storage import outbox
from storage.store import Store
from tests.chaos.killer import Killer
from tests.chaos.people import People, Tally
from tests.chaos.process import Served
from tests.chaos.verdict import Verdict, judge
from tests.fakes.slack import FakeSlack

AT_ONCE = 6  # pilots that are walked at the same time
SETTLED_WITHIN = 60.0


@dataclass(frozen=True)
class Run:
    """What happened, and what was wrong with it."""

    kills: Counter[str]
    tally: Tally
    counted: dict[str, int]
    verdict: Verdict
    exit_code: int
    seconds: float

    @property
    def ok(self) -> bool:
        """Nothing was lost or repeated, and it ended when it was asked to."""
        return self.verdict.ok and self.exit_code in {0, -signal.SIGTERM}

    def __str__(self) -> str:
        said = self.tally
        moments = ", ".join(f"{count} at a {moment}" for moment, count in self.kills.items())
        rows = [
            (
                "kill -9",
                f"{self.kills.total()} ({moments.replace('at a whenever', 'at any time')})",
            ),
            ("pilots through Gate 1", f"{self.counted['pilots']}"),
            ("answers acknowledged", f"{said.answers.total()}, {self.counted['answers']} kept"),
            ("events", f"{said.events}, {said.retried} retried, {said.doubled} doubled"),
            ("presses and forms", f"{said.presses}, {said.repeated} pressed again"),
            ("messages in histories", f"{self.counted['messages']}"),
            *(
                (field.name.replace("_", " "), str(getattr(self.verdict, field.name)))
                for field in fields(self.verdict)
            ),
            ("exit code in the end", str(self.exit_code)),
            ("seconds", f"{self.seconds:.0f}"),
        ]
        return "\n".join(f"{name:<24}{value}" for name, value in rows)


async def run(url: str, folder: Path, rounds: int, seed: int) -> Run:
    """Kill so many times while people talk; then let everybody finish, and judge."""
    begun = time.monotonic()
    Store.open(url, create=True).close()
    async with FakeSlack() as slack:
        people = People(slack, load(), random.Random(seed))
        server = Served({**slack.settings(), "DATABASE_URL": url}, folder / "log")
        await server.up()
        slack.events_url = server.events_url
        killer = Killer(server, people.happened, random.Random(seed + 1))
        watching = asyncio.create_task(_watch(slack, people))
        try:
            await _play(people, killer, rounds)
            await _settled(url)
            code = await asyncio.to_thread(server.stop)
        finally:
            watching.cancel()
            server.kill()
        verdict, counted = await asyncio.to_thread(judge, url, slack, people.tally)
    seconds = time.monotonic() - begun
    return Run(killer.kills, people.tally, counted, verdict, code, seconds)


async def _play(people: People, killer: Killer, rounds: int) -> None:
    """Walk pilot after pilot while there are kills to come."""
    numbers = iter(range(10**6))
    killing = asyncio.create_task(killer.work(rounds))

    async def walk() -> None:
        while not killing.done():
            await people.pilot(next(numbers))

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(walk())
    await killing


async def _watch(slack: FakeSlack, people: People) -> None:
    """Notice each message that is being posted."""
    posted = 0
    while True:
        posted = len(await slack.called("chat.postMessage", posted + 1, seconds=1e6))
        people.happened("post")


async def _settled(url: str) -> None:
    """Wait until everything that was put in has been sent."""
    store = Store.open(url)
    deadline = time.monotonic() + SETTLED_WITHIN
    try:
        while any((await asyncio.wrap_future(store.read(outbox.waiting))).values()):
            if time.monotonic() > deadline:
                return  # the verdict counts what is left
            await asyncio.sleep(0.2)
    finally:
        store.close()
