"""A status card keeps up with its pilot, for the one who looks at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import teams_cards as cards
from tests.fakes.teams import TENANT, FakeTeams
from tests.stage import USERS
from tests.stories.teams_stage import TeamsStage, entra, place, teams_stage

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


async def test_who_left_the_channel_sees_nothing_in_the_card_that_they_still_have(
    tmp_path: Path,
) -> None:
    async with teams_stage(tmp_path) as stage:
        await started(stage, "leadership")
        maria = entra(USERS["Maria"].user)
        await stage.enter(maria, "leadership")
        await stage.say("Maria", "leadership", "/gate status")
        status = stage.shown("Maria")[-1]
        assert "Invoice matching" in status.words(maria)
        here = stage.teams.world.conversations[place("leadership")]
        here.members.discard(maria)
        gone = [{"id": f"29:{maria}", "aadObjectId": maria}]
        left = stage.teams.activity(ANNA, here, "conversationUpdate", membersRemoved=gone)
        assert (await stage.teams.send(left)).status == 200
        await stage.settled()
        assert status.card is not None
        for trigger in ("automatic", "manual"):
            answer = await stage.teams.execute(
                maria, status, status.card["refresh"]["action"], trigger=trigger
            )
            assert "Gate 1" not in str(answer.body)
            assert "Invoice matching" not in str(answer.body)
            await stage.settled()


async def test_the_same_card_says_nothing_to_another_tenant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "bbbbbbbb-0000-0000-0000-000000000002"
    usual = FakeTeams.settings
    both = {"TEAMS_TENANT_ID": f"{TENANT},{other}"}
    monkeypatch.setattr(FakeTeams, "settings", lambda teams: usual(teams) | both)
    async with teams_stage(tmp_path) as stage:
        await started(stage)
        await stage.say("Anna", "", "/gate status")
        status = stage.shown("Anna")[-1]
        assert status.card is not None
        action = status.card["refresh"]["action"]
        personal = stage.teams.world.personal(ANNA)
        pressed = {"action": action, "trigger": "automatic"}
        activity = stage.teams.activity(
            ANNA, personal, "invoke", name="adaptiveCard/action", value=pressed, replyToId=status.id
        )
        activity["channelData"]["tenant"]["id"] = activity["conversation"]["tenantId"] = other
        answer = await stage.teams.send(activity)
        assert answer.status == 200
        assert "Invoice matching" not in str(answer.body)
        assert "Gate 1" not in str(answer.body)


async def test_no_card_with_something_to_fill_in_is_refreshed(tmp_path: Path) -> None:
    async with teams_stage(tmp_path) as stage:
        await started(stage)
        await stage.say("Anna", "", "/gate status")
        shown = stage.teams.cards
    assert [one for one in shown if "refresh" in one]
    for one in shown:
        typed = any(part["type"].startswith("Input.") for part in cards.elements(one))
        assert not (typed and "refresh" in one)
