"""A status card keeps up with its pilot, for the one who looks at it."""

from __future__ import annotations

from pathlib import Path

from tests.fakes import teams_cards as cards
from tests.stage import USERS
from tests.stories.teams_stage import TeamsStage, entra, teams_stage

ANNA = entra(USERS["Anna"].user)


async def started(stage: TeamsStage, room: str = "invoice-pilot") -> None:
    await stage.say("Anna", room, "/gate start")
    await stage.fill("Anna", {"Name": "Invoice matching", "Purpose": "Match invoices to orders"})


async def test_a_status_card_is_brought_up_to_date_when_it_is_looked_at(tmp_path: Path) -> None:
    async with teams_stage(tmp_path) as stage:
        await started(stage)
        await stage.say("Anna", "", "/gate status")
        status = stage.shown("Anna")[-1]
        assert status.card is not None
        refresh = status.card["refresh"]
        assert refresh["userIds"] == [f"29:{ANNA}"]
        assert "Ben Okafor" not in status.words(ANNA)
        await stage.say("Anna", "", "/gate answer")
        await stage.say("Anna", "", "Ben Okafor")
        count = len(stage.shown("Anna"))
        answer = await stage.teams.execute(ANNA, status, refresh["action"], trigger="automatic")
        assert "Ben Okafor" in cards.words(answer.card)
        assert answer.card["refresh"] == refresh
        await stage.settled()
        assert len(stage.shown("Anna")) == count


async def test_a_refresh_shows_nothing_that_may_no_longer_be_seen(tmp_path: Path) -> None:
    async with teams_stage(tmp_path) as stage:
        await started(stage, "leadership")
        await stage.say("Anna", "leadership", "/gate status")
        status = stage.shown("Anna")[-1]
        assert status.card is not None
        outsider = entra(USERS["Ben"].user)
        answer = await stage.teams.execute(
            outsider, status, status.card["refresh"]["action"], trigger="automatic"
        )
        assert "Gate 1" not in cards.words(answer.card)
        assert "Invoice matching" not in cards.words(answer.card)


async def test_no_card_with_something_to_fill_in_is_refreshed(tmp_path: Path) -> None:
    async with teams_stage(tmp_path) as stage:
        await started(stage)
        await stage.say("Anna", "", "/gate status")
        shown = stage.teams.cards
    assert [one for one in shown if "refresh" in one]
    for one in shown:
        typed = any(part["type"].startswith("Input.") for part in cards.elements(one))
        assert not (typed and "refresh" in one)
