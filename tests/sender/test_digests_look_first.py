"""Before a digest is posted its channel is looked at: news of it may have been missed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.running.sender import Sender
from handlers.digests import ticking
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule
from storage.store import Tx
from storage.tenant import people, rooms
from storage.tenant.people import Face
from storage.tenant.rooms import Room
from tests.fakes.slack import FakeSlack, Fault
from tests.sender.rig import TENANT, Rig, rig
from tests.stage import LIBRARY


class Digests(Rig):
    """A rig whose sender knows how to make what is ordered."""

    def new_sender(self) -> Sender:
        return Sender(self.store, {"slack": self.poster}, self.clock, library=LIBRARY, pause=0.02)

    async def order(self, address: str = "C1", scope: str = "here") -> None:
        """Let a digest fall due that U1 set up when the channel was the house's own."""

        def due(tx: Tx) -> None:
            owner = people.meet(tx, TENANT, Face("U1", "Maria Lopez")).id
            rooms.put(tx, TENANT, Room(address, "room-1"))
            now = self.clock()
            schedules.put(
                tx,
                Schedule(
                    *(TENANT, address, "slack", scope, (), 0, "09:00", "UTC"),
                    owner=owner,
                    state="on",
                    reason="",
                    next_at=now,
                    week="",
                    last_at=None,
                    changed_at=None,
                ),
            )
            ticking.tick(tx, now)

        await asyncio.wrap_future(self.store.write(due))

    async def known(self) -> tuple[Room | None, Schedule | None]:
        def read(tx: Tx) -> tuple[Room | None, Schedule | None]:
            return rooms.get(tx, TENANT, "C1"), schedules.get(tx, TENANT, "C1")

        return await asyncio.wrap_future(self.store.read(read))


@pytest.fixture
async def digests(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Digests]:
    async with rig(slack, tmp_path) as made:
        yield Digests(made.store, made.poster)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"shared": True}, "the channel is now shared with another organisation"),
        ({"archived": True}, "the channel was archived"),
    ],
)
async def test_a_channel_that_changed_unheard_gets_no_digest_and_its_owner_hears_why(
    slack: FakeSlack, digests: Digests, change: dict[str, bool], reason: str
) -> None:
    for name, value in change.items():
        setattr(slack.world.channels["C1"], name, value)
    await digests.order()
    async with digests.running():
        await slack.sees("U1", f"is paused: {reason}")
        await digests.settled(dead=1)
    assert slack.world.channels["C1"].messages == []
    _, schedule = await digests.known()
    assert schedule is not None
    assert (schedule.state, schedule.reason) == ("paused", reason)


async def test_a_channel_made_private_unheard_is_private_to_its_digest(
    slack: FakeSlack, digests: Digests
) -> None:
    slack.world.channels["C1"].private = True
    await digests.order()
    async with digests.running():
        await digests.settled()
    room, _ = await digests.known()
    assert room is not None
    assert room.private


@pytest.mark.parametrize("fault", [Fault(status=503), Fault(status=429, retry_after="30")])
async def test_a_channel_that_cannot_be_looked_at_gets_its_digest_by_what_is_known(
    slack: FakeSlack, digests: Digests, fault: Fault
) -> None:
    slack.fault("conversations.info", fault)
    await digests.order()
    async with digests.running():
        await slack.sees("U1", "no pilots", "C1")
        await digests.settled()


async def test_nobody_asks_on_while_slack_wants_no_questions(
    slack: FakeSlack, digests: Digests
) -> None:
    slack.fault("conversations.info", Fault(status=429, retry_after="30"))
    async with digests.running():
        for address in ("C1", "C2", "C3"):
            await digests.order(address)
            digests.sender.wake()
            await slack.sees("U1", "no pilots", address)
        await digests.settled()
    assert len(await slack.called("conversations.info")) == 1


async def test_guests_who_came_in_unheard_take_others_pilots_out_of_a_portfolio(
    slack: FakeSlack, digests: Digests
) -> None:
    slack.person("U9", "Gus Guest")
    slack.world.channels["C1"].members.add("U9")

    def met(tx: Tx) -> None:
        people.meet(tx, TENANT, Face("U9", "Gus Guest", guest=True))
        people.meet(tx, TENANT, Face("U2", "Ben Okafor"))

    await asyncio.wrap_future(digests.store.write(met))
    await digests.order(scope="portfolio")
    async with digests.running():
        await slack.sees("U1", "no pilots", "C1")
        await digests.settled()

    def inside(tx: Tx) -> set[str]:
        found = people.by_ids(tx, TENANT, rooms.members(tx, TENANT, "C1"))
        return {one.user for one in found.values()}

    assert {"U9", "U1", "U2"} <= await asyncio.wrap_future(digests.store.read(inside))
    assert len(await slack.called("conversations.members")) >= 1


async def test_a_digest_of_the_channels_own_pilots_asks_for_no_members(
    slack: FakeSlack, digests: Digests
) -> None:
    await digests.order()
    async with digests.running():
        await slack.sees("U1", "no pilots", "C1")
        await digests.settled()
    assert await slack.called("conversations.members", 0) == []
