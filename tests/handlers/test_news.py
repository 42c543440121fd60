"""What the platform reports: people come and go, channels change, messages are deleted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.heard import (
    Command,
    Deleted,
    Done,
    Heard,
    Joined,
    Left,
    Place,
    Press,
    RoomNews,
    Roster,
    Show,
    Text,
    Uninstalled,
    What,
)
from storage.tenant import rooms
from storage.tenant.people import Face
from storage.tenant.rooms import Room
from tests.stage import CHANNELS, MONDAY, USERS, Stage, buttons

SECRET = CHANNELS["leadership"]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    await stage.say("Maria", "leadership", "/gate start")
    await stage.fill("Maria", {"Name": "Merger desk", "Purpose": "Answer from the data room"})
    yield stage
    stage.close()


async def news(stage: Stage, what: What, *faces: Face) -> None:
    bot = Face("UGATEPOST", "Gatepost", bot=True)
    place = Place("local", "local", "DUGATEPOST", direct=True)
    reply = await stage.desk.hear(Heard(f"N{next(stage.keys)}", MONDAY, bot, place, what, faces))
    assert reply == Done()


async def sees(stage: Stage, name: str) -> bool:
    place = Place("local", "local", "D1", direct=True)
    key = f"S{name}{next(stage.keys)}"
    reply = await stage.desk.hear(Heard(key, MONDAY, USERS[name], place, Command("status all")))
    assert isinstance(reply, Show)
    return "Merger desk" in reply.card.summary


async def test_who_joins_a_private_channel_sees_its_pilots_until_they_leave(stage: Stage) -> None:
    assert not await sees(stage, "Ben")
    await news(stage, Joined(SECRET.id, "UBEN"))
    assert await sees(stage, "Ben")
    await news(stage, Left(SECRET.id, "UBEN"))
    assert not await sees(stage, "Ben")
    await news(stage, Joined(SECRET.id, "USOMEONE_UNKNOWN"))
    await news(stage, Left(SECRET.id))


async def test_a_roster_says_who_is_in_a_channel_and_who_no_longer_is(stage: Stage) -> None:
    await news(stage, Roster(SECRET.id), USERS["Ben"], USERS["Maria"])
    assert await sees(stage, "Ben")
    await news(stage, Roster(SECRET.id), USERS["Maria"], Face("UNEW", "Nia New"))
    assert not await sees(stage, "Ben")
    await news(stage, Roster(), Face("UNEWER", "Noor Newer"))


async def test_a_channel_that_opens_up_shows_its_pilots(stage: Stage) -> None:
    await news(stage, RoomNews(replace(SECRET, private=False)))
    assert await sees(stage, "Ben")


async def test_a_renamed_channel_goes_by_its_new_name(stage: Stage) -> None:
    await news(stage, RoomNews(replace(SECRET, name="board")))
    assert stage.store.read(lambda tx: rooms.get(tx, "local", SECRET.id)).result() == Room(
        SECRET.id, "board", private=True
    )


async def test_being_removed_from_the_workspace_keeps_what_was_said(stage: Stage) -> None:
    await news(stage, Uninstalled())
    assert await sees(stage, "Maria")


async def test_a_deleted_message_is_explained_once(stage: Stage) -> None:
    for key in ("D1", "D2"):
        await stage.hear("Tom", "", Deleted(), key)
    texts = [seen.card.summary for seen in stage.screen("Tom").seen]  # type: ignore[union-attr]
    assert ["You deleted a message." in text for text in texts] == [True]


async def test_a_reply_in_a_thread_gets_one_note_and_changes_nothing(stage: Stage) -> None:
    """BI-185."""
    room = CHANNELS["invoice-pilot"]
    place = Place("local", "local", room.id, direct=False, thread="M1")
    for key in ("T1", "T2"):
        said = Heard(key, MONDAY, USERS["Tom"], place, Text("yes"), room=room)
        assert await stage.desk.hear(said) == Done()
    await stage.deliver()
    notes = [seen for seen in stage.screen("Tom").seen if "direct conversation only" in str(seen)]
    assert len(notes) == 1


async def test_people_are_reminded_at_most_once_a_day(stage: Stage) -> None:
    await stage.say("Anna", "leadership", "/gate status")
    for _ in range(2):
        await stage.say("Maria", "leadership", "/gate status")
        pressed = [b.label for s in stage.screen("Maria").seen for b in buttons(s.card)]
        assert "Ask who can answer" not in pressed  # she has questions of her own
    seen = stage.screen("Maria").seen
    pilot = next(b.ref for s in seen for b in buttons(s.card) if b.verb == "why all")
    for key in ("R1", "R2"):
        await stage.hear("Maria", "leadership", Press("remind", pilot), key)
        assert "Asked in private: Priya Nair." in stage.read("Maria")
    waiting = [s for s in stage.screen("Priya").seen if "you know some of the answers" in str(s)]
    assert len(waiting) == 2  # the invitation, and one reminder
