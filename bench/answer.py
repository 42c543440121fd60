"""A whole answered question over signed HTTP, beside what bare Bolt does with nothing to do.

A direct message is verified, its pilot read, the answer written into journal and summary, the next
question put into the outbox, all committed by SQLite at FULL, and then acknowledged.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final
from urllib.parse import urlencode

from bench.interview import Seed, greetings, rounds, settle
from bench.load import FORM, Load, send, signed, spread
from bench.rows import NotMeasured, Row
from bench.served import LISTENERS, Served
from storage.store import Store
from tests.fakes.slack import SIGNING_SECRET, FakeSlack

PEOPLE: Final = 300
ALONE: Final = 60  # of them answer over one connection, before all others over many
LANES: Final = 16
ECHOES: Final = 1600
TIMES: Final = 3
FSYNCS: Final = 100
SENT_WITHIN: Final = 60.0  # seconds in which the outbox must be empty
COMMAND: Final = {
    "token": "legacy",
    "team_id": "T1",
    "team_domain": "fake",
    "channel_id": "C1",
    "channel_name": "pilots",
    "user_id": "U1",
    "user_name": "maria",
    "text": "help",
    "api_app_id": "A1",
    "is_enterprise_install": "false",
    "response_url": "https://hooks.slack.com/commands/T1/123456789/abcdefghijklmnop",
    "trigger_id": "123456789.987654321.0123456789abcdef",
}


@dataclass(frozen=True, slots=True)
class Phase:
    """One load on one process: how long answers took, and the CPU seconds of each."""

    load: Load
    cpu: float

    def __str__(self) -> str:
        return f"{self.cpu * 1e6:.0f} us"


@dataclass(frozen=True, slots=True)
class Two:
    """The same process over one connection and over many."""

    alone: Phase
    many: Phase


def measure() -> list[Row]:
    """Measure all of it, on a database in the temporary folder (TMPDIR)."""
    with tempfile.TemporaryDirectory(prefix="gatepost-bench-") as folder:
        return asyncio.run(_measured(Seed(Path(folder) / "seed.db", PEOPLE)))


async def _measured(seed: Seed) -> list[Row]:
    async with FakeSlack() as slack:
        seed.populate(slack)
        bolt = await _bolt(slack)
        disk = fsync(seed.file.parent)
        full = [await _gatepost(slack, seed, "--idle")]
        normal = [await _gatepost(slack, seed, "--idle", "--normal")]
        for _ in range(TIMES - 1):
            full.append(await _gatepost(slack, seed, "--idle"))
            normal.append(await _gatepost(slack, seed, "--idle", "--normal"))
        sending = await _gatepost(slack, seed)
    return _rows(bolt, full, normal, sending, disk)


def _rows(
    bolt: Two, full: Sequence[Two], normal: Sequence[Two], sending: Two, disk: float
) -> list[Row]:
    alone = min((two.alone for two in full), key=lambda phase: phase.cpu)
    many = min((two.many for two in full), key=lambda phase: phase.cpu)
    p50 = median(two.alone.load.p50 for two in full)
    p99 = median(two.many.load.p99 for two in full)
    most = bolt.alone.load.p50 / 10 + disk
    late = 0.050 + 5 * disk
    fast, faster = (max(two.many.load.rate for two in kind) for kind in (full, normal))
    return [
        Row(
            f"answer: CPU / bare Bolt, {LANES} connections",
            many.cpu / bolt.many.cpu,
            1.8,
            f"{many} against {bolt.many}; aim 1.0",
        ),
        Row(
            "answer: CPU / bare Bolt, one connection",
            alone.cpu / bolt.alone.cpu,
            1.8,
            f"{alone} against {bolt.alone}; aim 1.0",
        ),
        Row(
            "answer: CPU / bare Bolt, sent too",
            sending.many.cpu / bolt.many.cpu,
            None,
            f"{sending.many}, posting every reply to Slack included",
        ),
        Row(
            "answer: p50 / (Bolt's tenth + fsync)",
            p50 / most,
            1.0,
            f"{p50 * 1e3:.2f} ms; Bolt {bolt.alone.load.p50 * 1e3:.2f} ms, "
            f"fsync {disk * 1e3:.2f} ms; while sending {sending.alone.load.p50 * 1e3:.2f} ms",
        ),
        Row(
            f"answer: p99 / (50 ms + 5 fsyncs), {LANES} connections",
            p99 / late,
            1.0,
            f"{p99 * 1e3:.1f} ms of {late * 1e3:.1f}; "
            f"while sending {sending.many.load.p99 * 1e3:.1f} ms",
        ),
        Row(
            f"answer: NORMAL / FULL answers a second, {LANES} connections",
            faster / fast,
            1.15,
            f"{faster:.0f} against {fast:.0f}",
        ),
    ]


def fsync(folder: Path) -> float:
    """Measure the median of one append with fsync, where the database is."""
    took = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(FSYNCS):
            file.write(os.urandom(16384))  # about what one commit adds
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - begun)
    return median(took)


async def _loaded(server: Served, requests: Sequence[bytes], lanes: int) -> Phase:
    before = server.cpu()
    load = await send(server.port, spread(requests, lanes))
    return Phase(load, (server.cpu() - before) / len(requests))


def echoes(count: int) -> list[bytes]:
    """Make commands for bare Bolt's listeners, each in turn."""
    bodies = [
        urlencode({**COMMAND, "command": f"/gate{number}"}).encode() for number in range(LISTENERS)
    ]
    return [signed(SIGNING_SECRET, bodies[n % LISTENERS], FORM) for n in range(count)]


async def _bolt(slack: FakeSlack) -> Two:
    async with _served("bolt", env=slack.settings()) as server:
        await send(server.port, spread(echoes(LANES * 10), LANES))
        alone = await _loaded(server, echoes(ECHOES // 10), 1)
        return Two(alone, await _loaded(server, echoes(ECHOES), LANES))


@asynccontextmanager
async def _served(*words: str, env: dict[str, str]) -> AsyncIterator[Served]:
    server = await asyncio.to_thread(Served, *words, env=env)
    try:
        yield server
    finally:
        await asyncio.to_thread(server.end)


async def _gatepost(slack: FakeSlack, seed: Seed, *words: str) -> Two:
    file = seed.file.with_name("answers.db")
    shutil.copy(seed.file, file)
    env = {**slack.settings(), "DATABASE_URL": f"sqlite:///{file}", "LOG_LEVEL": "WARNING"}
    sends = "--idle" not in words
    try:
        async with _served("gatepost", *words, env=env) as server:
            await send(server.port, spread(greetings(seed.count), LANES))
            few, all_others = range(ALONE), range(ALONE, seed.count)
            alone = await _answered(server, file, rounds(few, seed.texts), 1, sends)
            return Two(
                alone, await _answered(server, file, rounds(all_others, seed.texts), LANES, sends)
            )
    finally:
        for left in file.parent.glob(f"{file.name}*"):
            left.unlink()


async def _answered(
    server: Served, file: Path, rounds: Sequence[Sequence[bytes]], lanes: int, sends: bool
) -> Phase:
    """Send answers and see that each is in the journal, and the next question in the outbox.

    Before the next round all was shown: it was sent, or with an idle sender is taken as sent.
    """
    await _shown(file, sends)
    before, posts = _kept(file)
    load, used = Load(), 0.0
    for requests in rounds:
        cpu = server.cpu()
        load.add(await send(server.port, spread(requests, lanes)))
        if sends:
            await _shown(file, sends)
        used += server.cpu() - cpu
        await _shown(file, sends)
    after, posted = _kept(file)
    count = len(load.took)
    if after - before != count or posted - posts < count:
        raise NotMeasured(f"{count} answers, {after - before} kept, {posted - posts} posts")
    return Phase(load, used / count)


def _kept(file: Path) -> tuple[int, int]:
    answers = "SELECT count(*) FROM journal WHERE kind = 'answered'"
    replies = "SELECT count(*) FROM delivery WHERE card LIKE '%Question % of %'"
    return _count(file, answers), _count(file, replies)


def _count(file: Path, query: str) -> int:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as reader:
        return int(reader.execute(query).fetchone()[0])


async def _shown(file: Path, sends: bool) -> None:
    """Wait until the outbox is empty; where nobody sends, empty it."""
    if not sends:
        store = await asyncio.to_thread(Store.open, f"sqlite:///{file}")
        await asyncio.to_thread(store.write(settle).result)
        await asyncio.to_thread(store.close)
    deadline = time.monotonic() + SENT_WITHIN
    while _count(file, "SELECT count(*) FROM delivery WHERE state != 'sent'"):
        if time.monotonic() > deadline:
            raise NotMeasured("the outbox was not sent in time")
        await asyncio.sleep(0.1)
