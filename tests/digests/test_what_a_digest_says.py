"""What a digest says, to whom and in whose name; who may set it up, and what makes it stop."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.render import plain
from handlers.heard import Command, Press, RoomNews, Show
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Tx
from storage.tenant import people, preferences, rooms
from storage.tenant.people import Face
from tests.digests.rig import TENANT
from tests.stage import CHANNELS, USERS, Stage

HERE, PRIVATE = CHANNELS["invoice-pilot"], CHANNELS["leadership"]


class Week(Stage):
    """A stage with one pilot; Maria is its sponsor, who can name the owner."""

    async def begin(self) -> None:
        await self.say("Anna", "invoice-pilot", "/gate start")
        await self.fill(
            "Anna",
            {
                "Name": "Invoice matching",
                "Purpose": "To match invoices",
                "Business sponsor": "Maria Lopez",
            },
        )

    async def weekly(self, name: str = "Anna", room: str = "invoice-pilot", **more: str) -> None:
        await self.say(name, room, "/gate digest")
        await self.fill(name, {"Day": "Monday", "Time": "10:00", "Time zone": "utc", **more})

    def put(self, *changes: tuple[str, str]) -> None:
        def work(tx: Tx) -> None:
            for key, value in changes:
                preferences.put(tx, TENANT, key, value)

        self.store.write(work).result()

    def kept(self, address: str = HERE.id) -> Schedule | None:
        return self.store.read(lambda tx: schedules.get(tx, TENANT, address)).result()

    def digests(self, name: str = "Tom") -> list[str]:
        cards = (plain.render(seen.card) for seen in self.screen(name).seen)
        return [said for said in cards if said.startswith("Week ")]

    async def until_posted(self, days: int, name: str = "Tom") -> str:
        await self.wait(timedelta(days=days))
        return self.digests(name)[-1]


@pytest.fixture
async def week(tmp_path: Path) -> AsyncIterator[Week]:
    made = Week(f"sqlite:///{tmp_path / 'week.db'}")
    await made.begin()
    yield made
    made.close()


# Names


OWNER = "owner missing for {} days. {} can fix it."


async def test_a_channel_reads_roles_however_long_ago_people_were_asked(week: Week) -> None:
    await week.weekly()
    assert OWNER.format(14, "The business unit sponsor") in await week.until_posted(14)


async def test_where_names_are_allowed_three_working_days_after_being_asked_count(
    week: Week,
) -> None:
    week.put(("names in digests", "yes"))
    await week.weekly(Day="Wednesday", Time="09:00")
    assert OWNER.format(2, "The business unit sponsor") in await week.until_posted(2)
    assert "Nothing changed since 25 November 2026." in await week.until_posted(7)
    await week.press("Anna", "Show all of it")
    assert OWNER.format(9, "Maria Lopez") in week.read("Anna")


async def test_a_gap_that_opened_just_now_names_nobody_who_was_asked_before(week: Week) -> None:
    week.put(("names in digests", "yes"))
    await week.say("Maria", "", "/gate owner me")
    await week.wait(timedelta(days=14))
    await week.say("Maria", "", "/gate owner TBD")
    await week.weekly(Day="Tuesday")
    said = await week.until_posted(2)
    assert OWNER.format(2, "The business unit sponsor") in said


async def test_who_does_not_want_to_be_named_is_not(week: Week) -> None:
    week.put(("names in digests", "yes"))
    await week.weekly()
    await week.wait(timedelta(days=7))
    await week.press("Maria", "Never name me here")
    assert "No digest names you from now on." in week.read("Maria")
    await week.press("Anna", "Change or stop this")
    await week.fill("Anna", {"And now": "Only show me a preview"})
    assert "The business unit sponsor can fix it" in week.read("Anna")
    assert "Maria Lopez can fix it" not in week.read("Anna")


@pytest.mark.parametrize("how", ["gone", "guest", "stranger"])
async def test_who_left_or_is_a_guest_is_not_named(week: Week, how: str) -> None:
    week.put(("names in digests", "yes"))
    await week.weekly()
    face = replace(USERS["Maria"], **{how: True})  # type: ignore[arg-type]  # a flag
    week.store.write(lambda tx: people.meet(tx, TENANT, face)).result()
    assert "Maria Lopez can fix it" not in await week.until_posted(7)


async def test_a_leads_own_digest_names_people_from_the_first_day(week: Week) -> None:
    await week.say("Priya", "", "/gate digest")
    await week.fill("Priya", {"Day": "Tuesday", "Time": "10:00", "Time zone": "utc"})
    said = await week.until_posted(2, "Priya")
    assert OWNER.format(2, "Maria Lopez") in said
    assert "Never name me here" not in said


async def test_another_persons_own_digest_names_nobody(week: Week) -> None:
    await week.say("Ben", "", "/gate digest")
    await week.fill("Ben", {"Day": "Tuesday", "Time": "10:00", "Time zone": "utc"})
    assert "Maria Lopez can fix it" not in await week.until_posted(2, "Ben")


# What it tells of


CHOSEN = {"Of what?": "Pilots that I choose below", "Which pilots?": "Invoice matching"}
EVERYTHING = {"Of what?": "The whole portfolio"}


async def test_a_day_that_is_near_and_what_turns_red_are_told_with_their_days(week: Week) -> None:
    await week.say("Anna", "", "/gate owner me")
    await week.say("Priya", "", "/gate waive Value case")
    await week.fill("Priya", {"Reason": "The board decided so", "Until": "2026-12-20"})
    await week.weekly()
    said = await week.until_posted(14)
    assert "Turns red within 30 days if nobody acts" in said
    assert "(20 December 2026)" in said


async def test_a_private_pilot_is_told_of_in_its_own_channel_only(week: Week) -> None:
    await week.say("Priya", "leadership", "/gate start")
    await week.fill("Priya", {"Name": "Merger desk", "Purpose": "To merge"})
    await week.weekly("Priya", "invoice-pilot", **EVERYTHING)
    await week.weekly("Priya", "leadership", **EVERYTHING)
    assert "Merger desk" not in await week.until_posted(7)
    assert any("Merger desk" in said for said in week.digests("Maria"))


@pytest.mark.parametrize("scope", [CHOSEN, EVERYTHING])
async def test_what_a_channel_may_see_is_looked_up_when_the_digest_goes_out(
    week: Week, scope: dict[str, str]
) -> None:
    await week.weekly("Priya", "leadership", **scope)
    assert "Invoice matching" in await week.until_posted(7, "Maria")
    await week.hear("Anna", "", RoomNews(replace(HERE, private=True)))
    assert "Invoice matching" not in await week.until_posted(8, "Maria")
    assert len(week.digests("Maria")) == 2


async def test_a_guest_in_the_channel_takes_others_pilots_out_of_its_digest(week: Week) -> None:
    await week.weekly("Priya", "leadership", **EVERYTHING)
    guest = Face("UGUEST", "Gus", guest=True)

    def join(tx: Tx) -> None:
        rooms.join(tx, TENANT, PRIVATE.id, people.meet(tx, TENANT, guest).id)

    week.store.write(join).result()
    said = await week.until_posted(7, "Maria")
    assert "Invoice matching" not in said
    assert "Guests are here, so this tells of the channel's own pilots only." in said


# Setting it up


@pytest.mark.parametrize(
    ("said", "at"), [("9", "09:00"), ("9 pm", "21:00"), ("12am", "00:00"), ("7h30", "07:30")]
)
async def test_a_time_is_taken_as_people_write_it(week: Week, said: str, at: str) -> None:
    await week.weekly(Time=said)
    kept = week.kept()
    assert kept is not None
    assert kept.at == at


@pytest.mark.parametrize("said", ["24:00", "13 pm", "0 am", "soon", "9:60"])
async def test_a_time_that_is_none_is_asked_again(week: Week, said: str) -> None:
    await week.say("Anna", "invoice-pilot", "/gate digest")
    await week.fill("Anna", {"Time": said})
    assert "Please give a time such as 09:00." in week.read("Anna")
    assert week.kept() is None


async def test_chosen_pilots_want_at_least_one(week: Week) -> None:
    await week.say("Anna", "invoice-pilot", "/gate digest")
    await week.fill("Anna", {"Of what?": "Pilots that I choose below"})
    assert "Choose at least one pilot." in week.read("Anna")


async def test_it_is_paused_and_goes_on_and_stops_by_button(week: Week) -> None:
    await week.weekly()
    await week.press("Anna", "Pause")
    assert "Nothing is posted until it goes on." in week.read("Anna")
    await week.wait(timedelta(days=8))
    assert week.digests() == []
    await week.say("Anna", "invoice-pilot", "/gate digest")
    assert "paused: by hand" in week.read("Anna")
    await week.fill("Anna", {"And now": "Let it go on"})
    assert "It goes on." in week.read("Anna")
    assert await week.until_posted(7)
    await week.press("Anna", "Stop")
    assert "No digest is posted here." in week.read("Anna")


async def test_what_is_shared_stays_paused_until_that_is_put_right(week: Week) -> None:
    await week.weekly()
    shared = replace(HERE, shared=True)
    await week.hear("Anna", "", RoomNews(shared))
    assert "is paused: the channel is now shared with another organisation" in week.read("Anna")
    await week.press("Anna", "Let it go on")
    assert "It stays paused: the channel is now shared" in week.read("Anna")
    await week.hear("Anna", "", RoomNews(HERE))
    await week.press("Anna", "Let it go on")
    assert "It goes on." in week.read("Anna")


async def test_no_digest_is_set_up_where_it_may_not_be_posted(week: Week) -> None:
    await week.hear("Anna", "", RoomNews(replace(HERE, shared=True)))
    values = {"scope": "here", "weekday": "0", "at": "09:00", "tz": "utc", "do": "keep"}
    await week.hear("Anna", "", Press("digest", HERE.id, values))
    assert "No digest can be posted here: the channel is now shared" in week.read("Anna")


@pytest.mark.parametrize("address", ["UMARIA", "CUNKNOWN", ""])
async def test_nobody_sets_up_or_reads_the_digest_of_another_place(
    week: Week, address: str
) -> None:
    await week.weekly()
    ref = address or HERE.id
    for verb in ("digest", "digest show", "digest pause", "digest stop"):
        reply = await week.hear("Tom", "", Press(verb, ref, {}))
        assert "Invoice matching" not in str(reply)
    kept = week.kept()
    assert kept is not None
    assert kept.state == "on"


async def test_a_guest_sets_up_nothing(week: Week) -> None:
    week.store.write(lambda tx: people.meet(tx, TENANT, replace(USERS["Tom"], guest=True))).result()
    reply = await week.hear("Tom", "invoice-pilot", Command("digest"))
    assert isinstance(reply, Show)
    assert "You may not" in plain.render(reply.card)
