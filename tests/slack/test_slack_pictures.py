"""A digest's pictures in Slack: uploaded once, shown by id, and never in the way of the words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.running.studio import Studio
from bot.slack import clients
from bot.slack.config import SlackConfig
from bot.slack.poster import SlackPoster
from handlers.cards import Card, Chart
from storage.store import Store
from tests.fakes.slack import BOT_TOKEN, FakeSlack
from tests.render.samples import CARDS
from tests.sender.rig import Rig

SHOWN = CARDS["chart"]


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        fake.person("U1", "Maria Lopez")
        fake.channel("C1", "room-1", {"U1"})
        yield fake


async def drawn(chart: Chart) -> bytes | None:
    return b"\x89PNG " + chart.title.encode()


@pytest.fixture
async def out(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Rig]:
    store = Store.open(f"sqlite:///{tmp_path / 'out.db'}", create=True)
    client = clients.delivery(SlackConfig(BOT_TOKEN, api_url=slack.api_url))
    client.session = clients.new_session()
    yield Rig(store, SlackPoster(client, drawn))
    await client.session.close()
    store.close()


async def posted(out: Rig, card: Card = SHOWN) -> None:
    async with out.running():
        await out.put("digest:1", card=card)
        await out.settled()


def kinds(slack: FakeSlack) -> list[str]:
    return [block["type"] for block in slack.world.channels["C1"].messages[-1].blocks]


async def test_a_picture_is_uploaded_and_shown_with_its_figures_as_alternative(
    slack: FakeSlack, out: Rig
) -> None:
    await posted(out)
    [image] = [b for b in slack.world.channels["C1"].messages[-1].blocks if b["type"] == "image"]
    assert slack.methods.uploaded[image["slack_file"]["id"]].startswith(b"\x89PNG")
    assert image["alt_text"] == "Gate readiness by week: Invoice matching 25, 38, 50 %"
    assert "context" in kinds(slack)


async def test_the_same_picture_is_uploaded_once(slack: FakeSlack, out: Rig) -> None:
    async with out.running():
        await out.put("digest:1", card=SHOWN)
        await out.settled()
        await out.put("digest:2", card=SHOWN)
        out.later(2)
        await out.settled()
    assert len(slack.methods.uploaded) == 1


async def test_without_the_scope_the_figures_are_said_in_words(slack: FakeSlack, out: Rig) -> None:
    slack.methods.scopes -= {"files:write"}
    await posted(out)
    assert "image" not in kinds(slack)
    assert "50 %" in str(slack.world.channels["C1"].messages[-1].blocks)


async def test_a_picture_that_slack_does_not_show_yet_holds_nothing_up(
    slack: FakeSlack, out: Rig
) -> None:
    slack.methods._named["files.completeUploadExternal"] = lambda args: {}
    await posted(out)
    assert "image" not in kinds(slack)
    assert len(slack.world.channels["C1"].messages) == 1


async def test_a_chart_is_drawn_in_a_process_of_its_own() -> None:
    studio = Studio()
    chart = next(block for block in SHOWN.blocks if isinstance(block, Chart))
    made = await studio.draw(chart)
    assert made is not None
    assert made.startswith(b"\x89PNG")
    assert await studio.draw(chart) is made
    studio.close()


async def test_a_picture_that_is_never_drawn_holds_its_digest_up_for_a_while_only(
    slack: FakeSlack, out: Rig
) -> None:
    async def never(chart: Chart) -> bytes | None:
        await asyncio.Event().wait()
        return None

    out.poster.pictures.draw, out.poster.pictures.patience = never, 0.05
    await posted(out)
    assert "image" not in kinds(slack)
    assert len(slack.world.channels["C1"].messages) == 1
