"""Digests when a clock, a channel, a name or a zone is wrong; entries of bad_inputs.json."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.render import blockkit, plain
from bot.running.clock import Clock
from handlers.digests.ticking import heal, tick
from handlers.heard import Left, RoomNews, What
from handlers.orders import Made, carry_out
from handlers.playbooks.shelf import Shelf
from storage.post import outbox
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Tx
from storage.tenant import people, rooms
from storage.tenant.people import Face
from storage.tenant.rooms import Room
from tests.digests.rig import TENANT, plan
from tests.stage import CHANNELS, LIBRARY, MONDAY, Stage

HERE = CHANNELS["invoice-pilot"]
ENTRIES = {
    entry["id"]: entry["expected"]
    for entry in json.loads((Path(__file__).parents[1] / "data/bad_inputs.json").read_text())
    if entry["where"] == "digest"
}


class Week(Stage):
    """A stage on which digests are looked at as they were posted."""

    def keep(self, schedule: Schedule) -> None:
        self.store.write(lambda tx: schedules.put(tx, schedule)).result()

    def every_monday(self, at: str = "10:00", tz: str = "UTC") -> None:
        self.keep(plan(HERE.id, 0, at, tz, MONDAY + timedelta(hours=1)))

    @property
    def kept(self) -> Schedule:
        found = self.store.read(lambda tx: schedules.get(tx, TENANT, HERE.id)).result()
        assert found
        return found

    def digests(self, name: str = "Tom") -> list[str]:
        """What somebody in the channel has read of digests, all told."""
        cards = (plain.render(seen.card) for seen in self.screen(name).seen)
        return [said for said in cards if said.startswith("Week ")]

    def made_for(self, address: str) -> str:
        """Order what is due, and make the digest of an address as its sender does."""

        def work(tx: Tx) -> str:
            tick(tx, self.now)
            claimed = outbox.claim(tx, ["local"], self.now, timedelta(minutes=1), 50)
            [one] = [delivery for delivery in claimed if delivery.address == address]
            made = carry_out(tx, LIBRARY, one, self.now)
            assert isinstance(made, Made)
            return plain.render(made.card)

        return self.store.write(work).result()

    async def start(self, name: str) -> None:
        await self.say("Anna", "invoice-pilot", "/gate start")
        await self.fill("Anna", {"Name": name, "Purpose": "To see whether it works"})


@pytest.fixture
async def week(tmp_path: Path) -> AsyncIterator[Week]:
    made = Week(f"sqlite:///{tmp_path / 'week.db'}")
    yield made
    made.close()


async def no_pilots(week: Week) -> None:
    week.every_monday()
    await week.wait(timedelta(hours=2))
    [said] = week.digests()
    assert "No open pilot to tell of." in said


async def no_ping(week: Week) -> None:
    week.every_monday()
    await week.start("<!channel>")
    await week.wait(timedelta(hours=2))
    [seen] = [s for s in week.screen("Tom").seen if plain.render(s.card).startswith("Week ")]
    message = blockkit.message(seen.card)  # type: ignore[arg-type]  # digests are cards
    assert "<!" not in message["text"]
    texts = [element for element in str(message["blocks"]).split("'type': ") if "<!" in element]
    assert texts
    assert all(one.startswith(("'text'", "'plain_text'")) for one in texts)


async def falls_back_to_utc(week: Week) -> None:
    await week.start("Invoice matching")
    await week.say("Anna", "invoice-pilot", "/gate digest")
    await week.fill("Anna", {"Time zone": "Europe/Nowhere"})
    assert "I do not know the time zone “Europe/Nowhere”, so I use UTC." in week.read("Anna")
    assert week.kept.tz == "UTC"


async def once_in_a_doubled_hour(week: Week) -> None:
    week.now = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    week.keep(plan(HERE.id, 6, "02:30", "Europe/Berlin", week.now + timedelta(minutes=30)))
    for _ in range(5):
        await week.wait(timedelta(minutes=30))
    assert len(week.digests()) == 1


async def one_for_three_missed(week: Week) -> None:
    week.every_monday()
    await week.wait(timedelta(days=16))
    [said] = week.digests()
    assert "3 digests were missed since 23 November 2026" in said
    assert said.startswith("Week 50")


async def one_post_after_a_jump(week: Week) -> None:
    week.every_monday()
    await week.wait(timedelta(days=10))
    await week.wait(timedelta(days=-10))
    for _ in range(10):
        await week.wait(timedelta(days=1))
    assert len(week.digests()) == 1


TRIED: dict[str, Callable[[Week], Awaitable[None]]] = {
    "BI-298": no_pilots,
    "BI-300": no_ping,
    "BI-302": falls_back_to_utc,
    "BI-304": once_in_a_doubled_hour,
    "BI-306": one_for_three_missed,
    "BI-308": one_post_after_a_jump,
}


def test_every_entry_of_this_place_is_tried() -> None:
    assert set(TRIED) == set(ENTRIES)


@pytest.mark.parametrize("entry", sorted(TRIED))
async def test_a_bad_digest_is_taken_as_it_should_be(week: Week, entry: str) -> None:
    await TRIED[entry](week)


GONE: dict[str, What] = {
    "archived": RoomNews(replace(HERE, archived=True)),
    "shared": RoomNews(replace(HERE, shared=True)),
    "removed": Left(HERE.id),
}


@pytest.mark.parametrize("how", sorted(GONE))
async def test_a_channel_that_is_gone_pauses_its_digest_and_tells_its_owner_once(
    week: Week, how: str
) -> None:
    await week.start("Invoice matching")  # BI-191 and BI-193
    await week.say("Anna", "invoice-pilot", "/gate digest")
    await week.fill("Anna", {})
    news = GONE[how]
    await week.hear("Tom", "", news)
    await week.hear("Tom", "", news)
    assert week.kept.state == "paused"
    told = [s for s in week.screen("Anna").seen if "is paused" in plain.render(s.card)]
    assert len(told) == 1
    assert "[Let it go on]" in plain.render(told[0].card)
    await week.wait(timedelta(days=14))
    assert week.digests() == []


async def test_what_became_visible_or_hidden_is_looked_up_at_the_moment_of_sending(
    week: Week,
) -> None:
    await week.start("Invoice matching")
    week.keep(replace(plan("CELSE", 0, "10:00", "UTC", MONDAY), scope="portfolio"))

    def hide(tx: Tx) -> None:
        rooms.put(tx, TENANT, Room("CELSE", "elsewhere"))
        rooms.put(tx, TENANT, replace(HERE, private=True))

    week.store.write(hide).result()
    made = week.made_for("CELSE")
    assert "Invoice matching" not in made
    assert "No open pilot to tell of." in made


async def test_a_channel_with_a_guest_in_it_reads_of_its_own_pilots_only(week: Week) -> None:
    await week.start("Invoice matching")
    week.keep(replace(plan("CELSE", 0, "10:00", "UTC", MONDAY), scope="portfolio"))

    def invite(tx: Tx) -> None:
        guest = people.meet(tx, TENANT, Face("UGUEST", "Guest Gina", guest=True))
        rooms.put(tx, TENANT, Room("CELSE", "elsewhere"))
        rooms.set_members(tx, TENANT, "CELSE", [guest.id])

    week.store.write(invite).result()
    assert "Invoice matching" not in week.made_for("CELSE")


async def test_a_clock_that_ran_a_century_ahead_is_put_right(week: Week) -> None:
    week.every_monday()
    await week.wait(timedelta(days=36500))
    await week.wait(timedelta(days=-36500))
    assert week.kept.next_at.year > 2100
    week.store.write(lambda tx: heal(tx, week.now)).result()
    assert week.kept.next_at - week.now < timedelta(days=8)


async def test_what_was_worked_out_ahead_gives_the_same_digest(week: Week) -> None:
    week.every_monday()
    await week.start("Invoice matching")
    clock = Clock(week.store, lambda: week.now, lambda: None, Shelf(LIBRARY))
    assert await clock.warm() == 0
    await week.wait(timedelta(minutes=40))
    assert await clock.warm() == 1
    assert await clock.warm() == 0
    await week.wait(timedelta(hours=2))
    [said] = week.digests()
    assert "owner missing since today" in said
