"""Reminders: whom they reach, when, and who hears nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.render import plain
from handlers.reminders import ticking
from handlers.reminders.when import at_work, next_morning, snoozed
from storage.post import outbox
from storage.scheduling import manners
from storage.store import Tx
from storage.tenant import people, preferences
from storage.tenant.people import Face
from tests.digests.rig import TENANT
from tests.stage import USERS, Stage

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


class Mornings(Stage):
    """A stage on which it is seen who was reminded."""

    def reminded(self, name: str) -> int:
        said = (plain.render(seen.card) for seen in self.screen(name).seen)
        return sum(one.startswith("Waiting for you") for one in said)

    def is_now(self, name: str, **more: bool | str) -> None:
        face = USERS[name]
        known = Face(face.user, face.name, email=face.email)
        self.store.write(lambda tx: people.meet(tx, TENANT, replace(known, **more))).result()  # type: ignore[arg-type]  # fields

    async def until(self, then: datetime) -> None:
        """Let time pass in steps, as a clock that never stops."""
        while self.now < then:
            await self.wait(min(timedelta(hours=1), then - self.now))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Mornings]:
    made = Mornings(f"sqlite:///{tmp_path / 'mornings.db'}")
    await made.say("Anna", "invoice-pilot", "/gate start")
    await made.fill("Anna", {"Name": "Invoice matching", "Purpose": "To match invoices"})
    await made.wait(timedelta(minutes=1))
    yield made
    made.close()


async def test_two_a_week_are_the_most(stage: Mornings) -> None:
    await stage.until(TUESDAY + timedelta(days=20, hours=12))
    assert stage.reminded("Anna") == 6


@pytest.mark.parametrize("budget", [0, 1, 3, 5])
async def test_an_admin_chooses_how_many(stage: Mornings, budget: int) -> None:
    def choose(tx: Tx) -> None:
        preferences.put(tx, TENANT, ticking.PREFERENCE, str(budget))

    stage.store.write(choose).result()
    await stage.until(TUESDAY + timedelta(days=6))
    already = stage.reminded("Anna")
    await stage.until(TUESDAY + timedelta(days=20))
    assert stage.reminded("Anna") - already == 2 * budget


GONE = ({"gone": True}, {"guest": True}, {"stranger": True}, {"bot": True})


@pytest.mark.parametrize("how", GONE, ids=lambda how: next(iter(how)))
async def test_who_left_or_is_a_guest_by_now_hears_nothing(
    stage: Mornings, how: dict[str, bool]
) -> None:
    stage.is_now("Anna", **how)
    await stage.until(TUESDAY + timedelta(days=7))
    assert stage.reminded("Anna") == 0


async def test_a_stop_counts_for_what_is_under_way_too(stage: Mornings) -> None:
    stage.now = TUESDAY
    stage.store.write(lambda tx: ticking.tick(tx, TUESDAY)).result()
    waiting = stage.store.read(outbox.waiting).result()
    assert waiting["pending"] > 0

    def stop(tx: Tx) -> None:
        who = people.by_user(tx, TENANT, "UANNA")
        assert who
        terms = manners.get(tx, TENANT, who.id, TUESDAY)
        manners.put(tx, TENANT, replace(terms, state="stopped"))

    stage.store.write(stop).result()
    await stage.deliver()
    assert stage.reminded("Anna") == 0


async def test_nobody_is_written_to_at_night_after_a_long_stop(stage: Mornings) -> None:
    await stage.wait(timedelta(days=5))  # Saturday
    assert stage.reminded("Anna") == 0
    await stage.wait(timedelta(days=1, hours=14))  # Sunday night
    assert stage.reminded("Anna") == 0
    await stage.until(TUESDAY + timedelta(days=7, hours=1))
    assert stage.reminded("Anna") == 1


async def test_who_has_nothing_open_is_left_in_peace(stage: Mornings) -> None:
    await stage.until(TUESDAY + timedelta(days=7))
    assert stage.reminded("Tom") == 0


@pytest.mark.parametrize("tz", ["America/New_York", "Asia/Kolkata", "Pacific/Auckland"])
def test_a_morning_is_ten_where_the_person_is(tz: str) -> None:
    at = next_morning(tz, datetime(2026, 11, 23, tzinfo=UTC), 2)
    assert at_work(tz, at)
    assert not at_work(tz, at + timedelta(hours=10))


def test_a_snooze_lasts_as_long_as_it_says() -> None:
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    assert snoozed("hour", "UTC", friday) == friday + timedelta(hours=1)
    assert snoozed("tomorrow", "UTC", friday) == datetime(2026, 11, 28, 10, tzinfo=UTC)
    assert snoozed("monday", "UTC", friday) == datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert snoozed("never", "UTC", friday) is None
