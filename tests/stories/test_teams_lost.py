"""Where nothing arrives any more, those who run the programme hear of it; until it does again."""

from __future__ import annotations

from pathlib import Path

from tests.fakes.teams import BOT, Fault
from tests.stage import USERS
from tests.stories.teams_stage import TeamsStage, entra, place, teams_stage

ANNA = entra(USERS["Anna"].user)
LOST = "I can no longer write to"


def told(stage: TeamsStage, name: str) -> int:
    """How often somebody was told."""
    return sum(LOST in said for said in stage.words(name).values())


async def test_who_blocks_us_is_written_to_no_more_and_the_lead_hears_of_it_once(
    tmp_path: Path,
) -> None:
    async with teams_stage(tmp_path) as stage:
        await stage.say("Anna", "", "hello")
        stage.teams.fault("post", Fault(status=403, code="MessageWritesBlocked"))
        await stage.say("Anna", "invoice-pilot", "/gate start")
        await stage.reads("Priya", f"{LOST} Anna Berg")
        calls = len(stage.teams.calls)
        await stage.say("Ben", "invoice-pilot", "/gate owner @Anna")
        await stage.settled()
        assert [name for name in USERS if told(stage, name)] == ["Priya"]
        assert told(stage, "Priya") == 1
        to_anna = f"a%3Apersonal-{ANNA}"
        assert not [one for one in stage.teams.calls[calls:] if to_anna in one.path]


async def test_a_channel_that_let_us_in_again_is_written_to(
    tmp_path: Path,
) -> None:
    async with teams_stage(tmp_path) as stage:
        here = stage.teams.world.conversations[place("invoice-pilot")]
        bot = [{"id": BOT}]
        for change in ({"membersRemoved": bot}, {"membersAdded": bot}):
            activity = stage.teams.activity(ANNA, here, "conversationUpdate", **change)
            assert (await stage.teams.send(activity)).status == 200
        before = len(here.messages)
        await stage.say("Anna", "invoice-pilot", "/gate start")
        await stage.fill("Anna", {"Name": "Invoice matching", "Purpose": "Match them"})
        await stage.teams.until(
            lambda: any("Invoice matching" in m.words(ANNA) for m in here.messages[before:]),
            lambda: "the channel's own note that a pilot was started",
        )
