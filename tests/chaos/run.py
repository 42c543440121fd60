"""One run: people talk, servers are killed and started, Slack errs, everything is counted."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from knowledge.loading.reading import load
from storage.post import outbox
from storage.scheduling import schedules
from storage.store import Store, Tx
from tests.chaos.killer import MOMENTS, SEEN, Killer
from tests.chaos.people import People, Tally
from tests.chaos.process import Served
from tests.chaos.verdict import Verdict, judge
from tests.chaos.weeks import Weeks
from tests.fakes.slack import FakeSlack, Fault

MANY = 10**6
STUCK = 60.0  # seconds in which nothing more goes out: then the verdict counts what is left


@dataclass(frozen=True)
class Plan:
    """What is done to Gatepost, and how often."""

    rounds: int  # kills
    seed: int = 1
    workers: int = 1
    faults: float = 0.0  # of Slack's answers that go wrong or get lost
    restart: Callable[[], None] | None = None  # of the database, twice on the way
    digests: bool = True  # come due meanwhile, with kills at coded points of theirs
    at_once: int = 6  # pilots that are walked at the same time


@dataclass(frozen=True)
class Run:
    """What happened, and what was wrong with it."""

    kills: Counter[str]
    restarts: int
    faults: int
    tally: Tally
    counted: dict[str, int]
    verdict: Verdict
    refused: Counter[str]
    exit_codes: set[int]
    seconds: float

    @property
    def ok(self) -> bool:
        """Nothing was lost or repeated, and it ended when it was asked to."""
        return self.verdict.ok and self.exit_codes <= {0, -signal.SIGTERM}

    def __str__(self) -> str:
        said = self.tally
        moments = ", ".join(f"{count} at {moment}" for moment, count in self.kills.items())
        rows = [
            (
                "kill -9",
                f"{self.kills.total()} ({moments})",
            ),
            ("database restarted", f"{self.restarts}"),
            ("answers of Slack spoilt", f"{self.faults}"),
            ("pilots through Gate 1", f"{self.counted['pilots']}"),
            ("answers acknowledged", f"{said.answers.total()}, {self.counted['answers']} kept"),
            ("events", f"{said.events}, {said.retried} retried, {said.doubled} doubled"),
            ("presses and forms", f"{said.presses}, {said.repeated} pressed again"),
            ("digests due", f"{self.counted['digests']}"),
            ("messages in histories", f"{self.counted['messages']}"),
            *(
                (field.name.replace("_", " "), str(getattr(self.verdict, field.name)))
                for field in fields(self.verdict)
            ),
            *(("refused", f"{count} x {why}") for why, count in self.refused.items()),
            ("exit codes in the end", " ".join(map(str, sorted(self.exit_codes)))),
            ("seconds", f"{self.seconds:.0f}"),
        ]
        return "\n".join(f"{name:<24}{value}" for name, value in rows)


async def run(url: str, folder: Path, plan: Plan) -> Run:
    """Kill while people talk; then let everybody finish, and judge."""
    begun = time.monotonic()
    Store.open(url, create=True).close()
    async with FakeSlack() as slack:
        mischief = Mischief(plan.faults, random.Random(plan.seed + 2))
        people = People(slack, load(), random.Random(plan.seed))
        settings = {**slack.settings(), "DATABASE_URL": url}
        servers = [Served(settings, folder / f"log{number}") for number in range(plan.workers)]
        for server in servers:
            await server.up()
        slack.events_url = servers[0].events_url
        balance = random.Random(plan.seed + 3)
        slack.balance = lambda: balance.choice(servers).events_url
        slack.mischief = mischief
        chance = random.Random(plan.seed + 1)
        moments = MOMENTS if plan.digests else SEEN
        killer = Killer(servers, people.happened, chance, plan.restart, moments)
        watching = asyncio.create_task(_watch(slack, people))
        weeks = Weeks(url, slack)
        try:
            await _play(people, killer, weeks if plan.digests else None, plan)
            mischief.rate = 0.0
            await _settled(url)
            codes = {await asyncio.to_thread(server.stop) for server in servers}
        finally:
            watching.cancel()
            weeks.store.close()
            for server in servers:
                server.kill()
        verdict, counted = await asyncio.to_thread(judge, url, slack, people.tally, weeks.channels)
    seconds = time.monotonic() - begun
    spoilt, restarts = mischief.done, killer.restarts
    refused = Counter(f"{method}: {error} {why}" for method, error, why in slack.refused)
    return Run(
        killer.kills, restarts, spoilt, people.tally, counted, verdict, refused, codes, seconds
    )


class Mischief:
    """Spoils a share of Slack's answers: refused, broken, or done and never told."""

    KINDS = (
        Fault(status=500),
        Fault(status=500, after_acting=True),
        Fault(lost=True),
        Fault(lost=True, after_acting=True),
        Fault(status=429, retry_after="1"),
    )
    SPARED = frozenset({"auth.test", "users.info", "conversations.info", "conversations.members"})

    def __init__(self, rate: float, chance: random.Random) -> None:
        self.rate, self.chance, self.done = rate, chance, 0

    def __call__(self, method: str) -> Fault:
        if method in self.SPARED or self.chance.random() >= self.rate:
            return Fault()
        self.done += 1
        return replace(self.chance.choice(self.KINDS))


async def _play(people: People, killer: Killer, weeks: Weeks | None, plan: Plan) -> None:
    """Walk pilot after pilot, and let digests come due, while there are kills to come."""
    numbers = iter(range(10**6))
    killing = asyncio.create_task(killer.work(plan.rounds))

    async def walk() -> None:
        while not killing.done():
            await people.pilot(next(numbers))

    async with asyncio.TaskGroup() as group:
        if weeks is not None:
            group.create_task(weeks.work(killing))
        for _ in range(plan.at_once):
            group.create_task(walk())
    await killing


async def _watch(slack: FakeSlack, people: People) -> None:
    """Notice each message that is being posted."""
    posted = 0
    while True:
        posted = len(await slack.called("chat.postMessage", posted + 1, seconds=1e6))
        people.happened("post")


async def _settled(url: str) -> None:
    """Wait until everything that is due was put in, and all that was put in has been sent."""

    def left(tx: Tx) -> int:
        due = schedules.due(tx, datetime.now(UTC) + timedelta(seconds=2), MANY)
        return len(due) + sum(outbox.waiting(tx).values())

    store = Store.open(url)
    least, moved = MANY, time.monotonic()
    try:
        while (now_left := await asyncio.wrap_future(store.read(left))) and (
            time.monotonic() - moved < STUCK
        ):
            if now_left < least:
                least, moved = now_left, time.monotonic()
            await asyncio.sleep(0.2)
    finally:
        store.close()
