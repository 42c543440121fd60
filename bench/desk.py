"""`/gate status all`, first page, through the desk: as dear at ten thousand pilots as at ten."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final, Literal

from bench.rows import NotMeasured, Row
from bench.storage import NOON, fill
from bot.render import blockkit
from handlers.desk import Desk
from handlers.heard import Command, Heard, Place, Show
from knowledge.loading.reading import load
from storage.store import Store
from storage.tenant import people
from storage.tenant.people import Face

FEW, MANY = 10, 10_000
TURNS: Final = 60
TIMES: Final = 7
EYES: Final[tuple[Literal["lead", "viewer"], ...]] = ("lead", "viewer")


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks a desk for the portfolio."""

    desk: Desk
    who: Face

    async def cost(self) -> float:
        """Give the seconds of CPU that one page takes, rendered for Slack."""
        place = Place("slack", "local", "CNOWHERE", direct=False)
        heard = Heard("key", NOON, self.who, place, Command("status all"))
        begun = time.process_time()
        for _ in range(TURNS):
            reply = await self.desk.hear(heard)
            if not isinstance(reply, Show) or len(reply.card.blocks) < 5:
                raise NotMeasured(f"no page: {reply}")
            blockkit.message(reply.card)
        return (time.process_time() - begun) / TURNS


@contextmanager
def desk(pilots: int) -> Iterator[Desk]:
    """Open a desk on so many pilots, half of them in private channels."""
    with tempfile.TemporaryDirectory(prefix="gatepost-bench-") as folder:
        store = Store.open(f"sqlite:///{Path(folder) / 'desk.db'}", create=True)
        try:
            store.write(lambda tx: fill(tx, pilots), within=300).result()
            lead = store.write(lambda tx: people.meet(tx, "local", face("lead"))).result()
            store.write(lambda tx: people.grant(tx, "local", lead.id, "lead", "", NOON)).result()
            yield Desk(store, load(), now=lambda: NOON)
        finally:
            store.close()


def face(eyes: str) -> Face:
    """Name somebody after what they see."""
    return Face(f"U{eyes.upper()}", f"A {eyes}")


def measure() -> list[Row]:
    """Ask both desks in turns, so that a busy moment meets both."""
    with ExitStack() as opened:
        few, many = (opened.enter_context(desk(pilots)) for pilots in (FEW, MANY))
        return [
            asyncio.run(_row(eyes, Asking(few, face(eyes)), Asking(many, face(eyes))))
            for eyes in EYES
        ]


async def _row(eyes: str, few: Asking, many: Asking) -> Row:
    small, big = [], []
    for _ in range(TIMES):
        small.append(await few.cost())
        big.append(await many.cost())
    cheap, dear = median(small), median(big)
    return Row(
        f"/gate status all of a {eyes}: {MANY:,} pilots / {FEW}",
        dear / cheap,
        1.3,
        f"{dear * 1e6:.0f} us against {cheap * 1e6:.0f} us",
    )
