"""The made portfolio: whoever opens it sees digests and trends at once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.local.chat import LocalChat
from bot.local.sample import SAMPLE_ROOMS, STORIES, Sample
from bot.render import plain
from handlers.cards import Card, Chart
from handlers.desk import Desk
from handlers.digests.ticking import tick
from handlers.orders import Made, carry_out
from storage.pilots import journal, summary
from storage.post import outbox
from storage.store import Store, Tx
from tests.digests.rig import TENANT
from tests.stage import LIBRARY

NOW = datetime(2026, 11, 25, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('sample') / 's.db'}", create=True)
    chat = LocalChat(store, Desk(store, LIBRARY, now=lambda: NOW), rooms=SAMPLE_ROOMS, token="t")

    async def told() -> bool:
        await chat.seed()
        return await Sample(store, LIBRARY, NOW).tell(lambda said: None)

    assert asyncio.run(told())
    yield store
    store.close()


def digests(store: Store) -> dict[str, Card]:
    def work(tx: Tx) -> dict[str, Card]:
        tick(tx, NOW)
        made = {}
        for one in outbox.claim(tx, ["local"], NOW, NOW - NOW, 50):
            done = carry_out(tx, LIBRARY, one, NOW)
            assert isinstance(done, Made)
            made[one.address] = done.card
        return made

    return store.write(work).result()


def journal_of(store: Store, pilot: str) -> tuple[journal.Entry, ...]:
    return store.read(lambda tx: journal.read(tx, TENANT, pilot)).result()


def test_six_pilots_have_twelve_weeks_behind_them(store: Store) -> None:
    everything = summary.Sight(True, frozenset(), "", False)
    rows = store.read(lambda tx: summary.page(tx, TENANT, everything, None)).result().rows
    assert {row.name for row in rows} == {story.name for story in STORIES}
    assert store.read(journal.verify_all).result() == ()
    entries = [journal_of(store, row.pilot) for row in rows]
    assert min(found[0].at for found in entries) < datetime(2026, 9, 5, tzinfo=UTC)
    assert sum(sum(e.kind == "answered" for e in found) for found in entries) > 80
    assert sum(any(e.kind == "decided" for e in found) for found in entries) == 1


def test_its_digests_tell_of_changes_gaps_and_trends(store: Store) -> None:
    made = digests(store)
    assert set(made) == {"CINVOICE", "CCONTRACT", "CLEADERSHIP"}
    portfolio = made["CLEADERSHIP"]
    said = plain.render(portfolio)
    for heading in ("Changed since 18 November 2026", "Missing first", "Pilots by gate"):
        assert heading in said
    assert "Contract review is stuck: nothing new for" in said
    assert "Invoice matching cleared: Useful to experts" in said
    assert "Nothing changed since 18 November 2026." in plain.render(made["CCONTRACT"])
    charts = {block.shape for block in portfolio.blocks if isinstance(block, Chart)}
    assert charts == {"lines", "bars", "heat"}


async def test_it_is_told_once(store: Store) -> None:
    assert not await Sample(store, LIBRARY, NOW).tell(lambda said: None)
