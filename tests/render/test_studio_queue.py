"""One picture that cannot be drawn takes nothing from the others."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from multiprocessing import active_children

import pytest

from bot.running.studio import Studio
from handlers.cards import Chart, Series

PATIENCE = 15.0  # seconds: a drawing takes none or for ever, but its process has to load this


def chart(title: str) -> Chart:
    return Chart(title, "bars", ("days",), (Series("Owner", (3.0,)),), "3 days")


def drawn(one: Chart) -> bytes:
    """Stand in for the plotting library: some pictures take for ever, others cannot be drawn."""
    match one.title:
        case "slow":
            time.sleep(3600)
        case "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        case "impossible":
            raise KeyError(one.title)
        case _:
            pass
    return f"{one.title} by {os.getpid()}".encode()


@pytest.fixture
async def studio() -> AsyncIterator[Studio]:
    made = Studio(drawn, PATIENCE)
    yield made
    await asyncio.to_thread(made.close)


@pytest.mark.parametrize("bad", ["slow", "deadly", "impossible"])
async def test_one_bad_picture_is_given_up_and_the_others_are_drawn(
    studio: Studio, bad: str
) -> None:
    wanted = ["before", bad, "after", "later", "last"]
    async with asyncio.timeout(120):
        made = await asyncio.gather(*(studio.draw(chart(title)) for title in wanted))
    assert [one.decode().partition(" ")[0] if one else "" for one in made] == [
        "before",
        "",
        "after",
        "later",
        "last",
    ]


async def test_whoever_draws_for_ever_is_ended_and_not_asked_by_every_digest(
    studio: Studio, caplog: pytest.LogCaptureFixture
) -> None:
    others = set(active_children())
    assert await studio.draw(chart("before"))
    [process] = set(active_children()) - others
    assert await studio.draw(chart("slow")) is None
    assert await studio.draw(chart("slow")) is None
    assert caplog.messages == ["a picture was not drawn: TimeoutError"]
    await asyncio.to_thread(process.join, 60)
    assert process.exitcode is not None


async def test_what_waits_when_the_studio_closes_is_not_drawn(studio: Studio) -> None:
    waiting = [asyncio.create_task(studio.draw(chart(title))) for title in ("slow", "a", "b")]
    await asyncio.sleep(0)
    async with asyncio.timeout(120):
        await asyncio.to_thread(studio.close)
        assert await asyncio.gather(*waiting) == [None, None, None]
