"""A digest's text: against reading its summaries and writing it by hand, and ten thousand at once.

The summaries are the rows of the channel's pilots and how each was worked out to stand today; by
hand the same lines are made from them as plain dicts (`bench/digest_by_hand.py`).
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, Final, TypeVar

from bench.digest_by_hand import by_hand
from bench.rows import NotMeasured, Row
from bot.render import blockkit
from handlers.desk import Desk
from handlers.digests import warming
from handlers.digests.making import Made, make_digest
from handlers.digests.ordering import DigestOrder
from handlers.digests.present import mark
from handlers.digests.ticking import ordered
from handlers.heard import Heard, Place, Press
from knowledge.loading.reading import load
from knowledge.model import Library
from storage.pilots import summary
from storage.post.outbox import Delivery
from storage.scheduling import glances, schedules
from storage.scheduling.schedules import Schedule
from storage.store import Store, Tx
from storage.tenant.people import Face
from storage.tenant.rooms import Room

T = TypeVar("T")

NOW: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MONTH: Final = timedelta(days=28)
PILOTS: Final = 20
CHANNELS: Final = 100  # of one pilot each; ten thousand are a hundred times that
TENANT: Final = "slack:TBENCH"
TIMES: Final = 9


@contextmanager
def town() -> Iterator[tuple[Store, Library]]:
    """Open a store with one channel of many pilots and many channels of one."""
    with tempfile.TemporaryDirectory(prefix="gatepost-bench-") as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'digest.db'}", create=True)
        known = load()
        desk = Desk(store, known, now=lambda: NOW - MONTH)
        try:
            asyncio.run(_filled(desk))
            yield store, known
        finally:
            store.close()


async def _filled(desk: Desk) -> None:
    places = ["CMANY"] * PILOTS + [f"C{number}" for number in range(CHANNELS)]
    for number, room in enumerate(places):
        form = {"name": f"Pilot {number}", "purpose": "To be measured", "room": room}
        place = Place("slack", TENANT, room, direct=False)
        press = Press("start", "", form, form=True)
        face = Face(f"U{number % 7}", f"Person {number % 7}")
        here = Room(room, room.lower())
        await desk.hear(Heard(f"E{number}", NOW - MONTH, face, place, press, room=here))


def _schedule(room: str) -> Schedule:
    week = NOW - 2 * MONTH  # all of it is new
    told = (TENANT, room, "slack", "here", (), 0, "09:00", "UTC", "", "on", "", NOW)
    return Schedule(*told, "2026-W47", week, week)  # type: ignore[arg-type]  # a state of theirs


def _delivery(schedule: Schedule) -> tuple[Delivery, DigestOrder]:
    post = ordered(schedule, NOW)
    order = DigestOrder.model_validate_json(post.card)
    told = (1, TENANT, post.key, "slack", post.address, post.card, "digest")
    return Delivery(*told, "", "", "", "sending", 1, ""), order


def _warm(store: Store, known: Library, rooms: list[str]) -> None:
    for room in rooms:
        one = _schedule(room)
        store.write(lambda tx, one=one: schedules.put(tx, one)).result()  # type: ignore[misc]
        found = store.read(lambda tx, one=one: warming.worked_out(tx, known, one)).result()  # type: ignore[misc]
        store.write(lambda tx, found=found: warming.keep(tx, TENANT, found)).result()  # type: ignore[misc]


def _made(tx: Tx, known: Library, room: str) -> Made:
    delivery, order = _delivery(_schedule(room))
    made = make_digest(tx, known, delivery, order, NOW)
    if not isinstance(made, Made):
        raise NotMeasured(made.reason)
    return made


def _by_hand(tx: Tx) -> dict[str, Any]:
    rows = summary.in_room(tx, TENANT, "CMANY")
    found = glances.of(tx, TENANT, [row.pilot for row in rows], [mark(NOW.date())])
    return by_hand(rows, {pilot: body for (pilot, _), body in found.items()}, NOW.date())


def _same(made: Made, hand: dict[str, Any]) -> None:
    """See that both say the same of every pilot, but for who can fix it, which only ours knows."""
    said = made.card.summary.replace("; ", "\n")
    ours = {one.partition(". The ")[0].rstrip(".") for one in said.split("\n")}
    if missing := {one.rstrip(".") for one in hand["text"].split("\n")} - ours:
        raise NotMeasured(f"by hand it says what ours does not: {sorted(missing)[:3]}")


def _cost(work: Callable[[], object]) -> float:
    """Give the median CPU of a piece of work, in seconds."""
    taken = []
    for _ in range(TIMES):
        begun = time.thread_time()
        work()
        taken.append(time.thread_time() - begun)
    return median(taken)


def measure() -> list[Row]:
    """Measure on summaries and glances that are at hand, as the clock leaves them."""
    with town() as (store, known):
        rooms = [f"C{number}" for number in range(CHANNELS)]
        _warm(store, known, ["CMANY", *rooms])

        gc.collect()
        gc.freeze()  # as a server does: what was loaded is not looked through again and again

        def run(tx: Tx) -> tuple[float, float, float]:
            _same(_made(tx, known, "CMANY"), _by_hand(tx))
            whole = _cost(lambda: blockkit.message(_made(tx, known, "CMANY").card))
            bare = _cost(lambda: _by_hand(tx))
            many = _cost(lambda: [_made(tx, known, room) for room in rooms])
            return whole, bare, many

        whole, bare, many = store.read(run).result()
    seconds = many * 10_000 / CHANNELS
    figures = f"{whole * 1e3:.2f} ms against {bare * 1e3:.2f}"
    return [
        Row(f"digest of {PILOTS} pilots", whole / bare, 1.5, figures),
        Row("10,000 digests due at once, s", seconds, 3.0, f"{many / CHANNELS * 1e6:.0f} us each"),
    ]
