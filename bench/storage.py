"""What keeping costs, as ratios measured side by side in one run."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Literal

from bench.rows import Row
from storage.ids import pilot_id
from storage.pilots import journal, summary
from storage.pilots.journal import New
from storage.pilots.summary import Sight, Summary
from storage.post import heard, outbox
from storage.post.outbox import Post
from storage.store import Store, Tx
from storage.tenant import people, rooms
from storage.tenant.people import Face
from storage.tenant.rooms import Room

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROUNDS = 7
WRITERS = 16
STATEMENTS = 7  # of an answer
ANSWER = {"question": "owner.person", "text": "Maria Lopez owns it from day one", "value": "u_1"}
CARD = '{"kind":"card","summary":"Who owns it?","blocks":[' + ",".join(['{"kind":"divider"}'] * 12)
CARD += "]}"


@contextmanager
def store(synchronous: Literal["FULL", "NORMAL"] = "FULL") -> Iterator[Store]:
    """Open a new SQLite file that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        made = Store.open(
            f"sqlite:///{Path(folder) / 'bench.db'}", create=True, synchronous=synchronous
        )
        try:
            yield made
        finally:
            made.close()


def a_pilot(pilot: str, room: str, seq: int = 1) -> Summary:
    """Give a summary of about the usual size."""
    return Summary(
        *("local", pilot, seq, f"Pilot {pilot}", room, "stage-gate", "discovery", "g1"),
        *(False, 3, 8, 2, "ok", "missing:2026-11-01", "ok", {"flags": ["a", "b"], "due": None}),
    )


def fill(tx: Tx, pilots: int) -> None:
    """Keep pilots in channels open to all and in private ones, half and half."""
    for number in range(pilots):
        room = f"C{number}"
        rooms.put(tx, "local", Room(room, room, private=number % 2 == 0))
        summary.put(tx, a_pilot(pilot_id(), room))


def cpu(work: Callable[[], object], times: int) -> float:
    """Give a work's CPU seconds in this thread, whatever else the machine is doing."""
    begun = time.thread_time()
    for _ in range(times):
        work()
    return (time.thread_time() - begun) / times


def portfolio() -> list[Row]:
    """Give the first page's cost, its count included, at 10,000 pilots against 10."""
    few = frozenset(f"C{number}" for number in range(5))
    sights = {
        "a programme lead": Sight(everything=True, rooms=few, person="u_x", guest=False),
        "a member": Sight(everything=False, rooms=few, person="u_x", guest=False),
        "a guest": Sight(everything=False, rooms=few, person="u_x", guest=True),
    }
    with store() as small, store() as large:
        small.write(partial(fill, pilots=10), within=60).result()
        large.write(partial(fill, pilots=10_000), within=600).result()
        return [
            row(
                f"portfolio page of {who}, 10,000 pilots against 10",
                partial(timed_page, large, sight),
                partial(timed_page, small, sight),
                1.3,
            )
            for who, sight in sights.items()
        ]


def timed_page(where: Store, sight: Sight) -> float:
    """Time a page and its count inside the reader, without the hop between threads."""

    def work(tx: Tx) -> float:
        def page() -> None:  # of four: ten pilots fill it for everybody here
            summary.page(tx, "local", sight, None, 4)
            summary.count(tx, "local", sight)

        return cpu(page, 200)

    return where.read(work).result()


def row(
    name: str, one: Callable[[], float], other: Callable[[], float], limit: float | None = None
) -> Row:
    """Measure two things in turns, and give the median of their ratios."""
    one(), other()
    pairs = [(one(), other()) for _ in range(ROUNDS)]
    both = (median(pair[side] for pair in pairs) * 1e6 for side in (0, 1))
    raw = "{:.0f} us against {:.0f} us".format(*both)
    return Row(name, median(left / right for left, right in pairs), limit, raw)


def answer(tx: Tx, pilot: str, turn: int) -> None:
    """Do what one answered question keeps: heard once, journal, summary, the next card out."""
    heard.first_time(tx, "local", f"{pilot}:{turn}", NOON)
    people.meet(tx, "local", Face("U1", "Maria Lopez"))
    locked = summary.lock(tx, "local", pilot)
    assert locked is not None
    head = locked.seq - 1
    journal.append(tx, "local", pilot, head, [New("answer", ANSWER, "u_1", NOON)])
    summary.put(tx, a_pilot(pilot, f"C-{pilot}", locked.seq + 1))
    outbox.put(tx, "local", NOON, Post(f"{pilot}:{turn}", "slack", f"D-{pilot}", CARD))


def start(tx: Tx, pilots: int) -> None:
    """Keep pilots that are about to be answered for."""
    for number in range(pilots):
        summary.put(tx, a_pilot(f"p{number}", f"C-p{number}"))


def talkers(where: Store, turns: int = 60) -> float:
    """Give the seconds an answer takes of 16 people who each wait for theirs before the next."""
    base = time.monotonic_ns()

    def talk(pilot: str) -> None:
        for turn in range(turns):
            where.write(partial(answer, pilot=pilot, turn=base + turn), within=60).result()

    threads = [threading.Thread(target=talk, args=(f"p{number}",)) for number in range(WRITERS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (time.perf_counter() - begun) / (WRITERS * turns)


def durability() -> Row:
    """Compare FULL, which outlives a power cut, with NORMAL, which may lose the last answers."""
    with store("FULL") as full, store("NORMAL") as normal:
        for each in (full, normal):
            each.write(partial(start, pilots=WRITERS), within=60).result()
        name = f"an answer kept at FULL against NORMAL, {WRITERS} writers"
        return row(name, partial(talkers, full), partial(talkers, normal), 1.15)


def cost() -> Row:
    """Compare what an answer keeps with as many plain inserts by the driver alone."""
    with store() as kept:
        kept.write(partial(start, pilots=1), within=60).result()
        turns = count()

        def an_answer(tx: Tx) -> float:
            return cpu(lambda: answer(tx, "p0", next(turns)), 100)

        def inserts(tx: Tx) -> float:
            driver = tx.connection.driver_connection
            assert driver is not None

            def seven() -> None:
                for _ in range(STATEMENTS):
                    values = ("local", str(next(turns)), "2026-11-20 12:00:00.000000")
                    driver.execute("INSERT INTO heard VALUES (?, ?, ?)", values)

            return cpu(seven, 100)

        return row(
            f"what an answer keeps, against {STATEMENTS} inserts by the driver alone",
            lambda: kept.write(an_answer, within=60).result(),
            lambda: kept.write(inserts, within=60).result(),
        )


def measure() -> list[Row]:
    """Measure all of it, on databases in the temporary folder (TMPDIR)."""
    return [*portfolio(), durability(), cost()]
