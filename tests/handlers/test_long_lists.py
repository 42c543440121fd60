"""What does not fit one screen comes in pages: complete, without doubles, nothing cut."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.cards import Card, Row, words
from handlers.heard import Show
from tests.stage import Stage, buttons


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def start(stage: Stage, name: str, room: str = "invoice-pilot") -> None:
    await stage.say("Anna", room, "/gate start")
    await stage.fill("Anna", {"Name": name, "Purpose": f"What {name} is for"})


def rows(card: Card) -> list[str]:
    return [words(block.line) for block in card.blocks if isinstance(block, Row)]


async def shown(reply: object) -> Card:
    assert isinstance(reply, Show)
    return reply.card


async def test_the_portfolio_turns_its_pages_to_the_end(stage: Stage) -> None:
    names = [f"Pilot {number:02}" for number in range(23)]
    for name in names:
        await start(stage, name)
    page = await shown(await stage.say("Priya", "", "/gate status all"))
    seen = rows(page)
    assert "1 to 10 of 23" in page.summary
    for _ in range(2):
        page = await shown(await stage.press("Priya", "Next page"))
        seen += rows(page)
    assert "21 to 23 of 23" in page.summary
    assert "Next page" not in {button.label for button in buttons(page)}
    assert [row.split(" · ")[0] for row in seen] == names


async def test_the_history_turns_its_pages_to_the_first_entry(stage: Stage) -> None:
    await start(stage, "Invoice matching")
    long = "A long story " * 200
    for text in ("Ben Okafor", "Maria Lopez", "Anna Berg"):
        await stage.say("Anna", "invoice-pilot", f"/gate owner {text}")
    page = await shown(await stage.say("Anna", "invoice-pilot", "/gate history"))
    total = int(re.search(r"of (\d+), newest first", page.summary)[1])  # type: ignore[index]
    told = page.summary.count(" · Anna Berg ")
    for _ in range((total - 1) // 8):
        page = await shown(await stage.press("Anna", "Older"))
        told += page.summary.count(" · Anna Berg ")
    assert told == total
    assert "started the pilot as Invoice matching" in page.summary
    assert long not in page.summary


async def test_a_pilot_of_a_private_channel_is_not_even_counted(stage: Stage) -> None:
    await start(stage, "Open to all")
    await start(stage, "Merger desk", "leadership")
    page = await shown(await stage.say("Ben", "", "/gate status all"))
    assert "1 to 1 of 1" in page.summary
    page = await shown(await stage.say("Priya", "", "/gate status all"))
    assert "1 to 2 of 2" in page.summary
