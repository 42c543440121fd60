"""Reminders: whom they reach, when, and who hears nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.render import plain
from handlers.reminders import ticking
from handlers.reminders.when import Snooze, at_work, next_morning, snoozed
from storage.post import outbox
from storage.scheduling import manners
from storage.store import Store, Tx
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
    monday = Snooze(datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC))
    hour = friday + timedelta(hours=1)
    assert snoozed("hour", "UTC", friday) == Snooze(hour, hour)
    assert snoozed("monday", "UTC", friday) == monday
    assert snoozed("never", "UTC", friday) is None


def test_tomorrow_is_a_working_day() -> None:
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=UTC)
    found = snoozed("tomorrow", "UTC", friday)
    assert found is not None
    assert found.at == datetime(2026, 11, 30, 10, tzinfo=UTC)


# A fortnight of somebody who moves on some hour of it, in either direction.
MOVES = (
    ("Pacific/Auckland", "Pacific/Honolulu"),
    ("Pacific/Honolulu", "Pacific/Auckland"),
    ("Europe/Berlin", "America/Los_Angeles"),
    ("America/Los_Angeles", "Europe/Berlin"),
    ("Asia/Kolkata", "Europe/London"),
)


@pytest.mark.parametrize("hours", [3, 20, 27, 45, 60, 75, 90, 120])
@pytest.mark.parametrize(("before", "after"), MOVES)
async def test_who_moves_is_reminded_in_working_hours_and_never_once_too_often(
    stage: Mornings, before: str, after: str, hours: int
) -> None:
    moved, tz = stage.now + timedelta(hours=hours), before
    stage.is_now("Anna", tz=before)
    weeks: Counter[tuple[int, int]] = Counter()
    while stage.now < TUESDAY + timedelta(days=15):
        if stage.now >= moved and tz == before:
            tz = after
            stage.is_now("Anna", tz=tz)
        had = stage.reminded("Anna")
        await stage.wait(timedelta(hours=1))
        if stage.reminded("Anna") > had:
            assert at_work(tz, stage.now)
            weeks[stage.now.astimezone(ZoneInfo(tz)).isocalendar()[:2]] += 1
    assert max(weeks.values()) == 2
    assert sum(weeks.values()) >= 3


async def test_a_day_that_was_chosen_begins_where_the_person_is_by_then(stage: Mornings) -> None:
    stage.is_now("Anna", tz="Europe/Berlin")
    await stage.say("Anna", "", "/gate snooze until 2 December")
    stage.is_now("Anna", tz="America/Los_Angeles")
    await stage.until(datetime(2026, 12, 2, 17, 0, tzinfo=UTC))
    assert stage.reminded("Anna") == 0
    await stage.until(datetime(2026, 12, 2, 20, 0, tzinfo=UTC))
    assert stage.reminded("Anna") == 1


async def test_an_hour_that_was_chosen_counts_at_night_too(stage: Mornings) -> None:
    await stage.until(TUESDAY.replace(hour=22))
    had = stage.reminded("Anna")
    await stage.say("Anna", "", "/gate snooze 1h")
    await stage.wait(timedelta(hours=1))
    assert stage.reminded("Anna") == had + 1


async def test_an_hour_that_passed_while_nothing_ran_waits_for_the_morning(
    stage: Mornings,
) -> None:
    await stage.say("Anna", "", "/gate snooze 1h")
    await stage.wait(timedelta(hours=14))  # late in the evening
    assert stage.reminded("Anna") == 0
    await stage.wait(timedelta(hours=11))
    assert stage.reminded("Anna") == 1


async def test_one_that_was_asked_for_takes_the_place_of_a_usual_one(stage: Mornings) -> None:
    await stage.until(TUESDAY + timedelta(hours=2))
    await stage.say("Anna", "", "/gate snooze 1h")
    await stage.until(TUESDAY + timedelta(days=5))
    assert stage.reminded("Anna") == 2
    await stage.until(TUESDAY + timedelta(days=12))
    assert stage.reminded("Anna") == 4


async def test_a_chosen_hour_whose_message_is_late_is_not_lost(stage: Mornings) -> None:
    await stage.say("Anna", "", "/gate snooze 1h")
    stage.now += timedelta(hours=1)
    stage.store.write(lambda tx: ticking.tick(tx, stage.now)).result()
    stage.now += timedelta(hours=12)  # nothing could be sent until the evening
    await stage.deliver()
    assert stage.reminded("Anna") == 0
    await stage.wait(timedelta(hours=13))
    assert stage.reminded("Anna") == 1


async def test_downtime_over_a_weekend_gives_no_third_one_in_the_week(stage: Mornings) -> None:
    await stage.until(TUESDAY + timedelta(days=1))
    assert stage.reminded("Anna") == 1
    await stage.wait(timedelta(days=5))  # from Wednesday to Monday nothing runs
    await stage.until(TUESDAY + timedelta(days=12))
    assert stage.reminded("Anna") == 3


async def test_what_a_clock_that_ran_ahead_put_off_is_put_right(stage: Mornings) -> None:
    right = stage.now
    await stage.wait(timedelta(days=10))
    had = stage.reminded("Anna")
    stage.now = right
    stage.store.write(lambda tx: ticking.heal(tx, right)).result()
    await stage.until(TUESDAY + timedelta(days=6))
    assert 1 <= stage.reminded("Anna") - had <= 2


async def test_a_snooze_is_not_taken_for_the_doing_of_a_wrong_clock(stage: Mornings) -> None:
    await stage.say("Anna", "", "/gate snooze until 1 March")
    assert stage.store.write(lambda tx: ticking.heal(tx, stage.now)).result() == 0


async def test_two_processes_remind_once(stage: Mornings) -> None:
    other = Store.open(stage.url)
    stage.now = TUESDAY
    both = [store.write(lambda tx: ticking.tick(tx, TUESDAY)) for store in (stage.store, other)]
    assert sum(one.result() for one in both) > 0
    other.close()
    await stage.deliver()
    assert stage.reminded("Anna") == 1


async def hand_over(stage: Mornings, to: str) -> str:
    await stage.say("Anna", "", "/gate snooze")
    await stage.fill("Anna", {"When?": "Next Monday", "Away? Hand my open questions to": to})
    return stage.read("Anna")


async def test_everything_open_is_handed_over_in_one_message(stage: Mornings) -> None:
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", {"Name": "Contract review", "Purpose": "To find clauses"})
    stage.screen("Ben").fresh.clear()
    assert "Handed to Ben Okafor: 26 questions." in await hand_over(stage, "Ben Okafor")
    assert stage.read("Ben").count("Anna Berg is away") == 1
    assert "Contract review: 13 questions" in stage.read("Ben")


async def test_what_is_left_of_many_pilots_is_said_and_comes_with_the_next_time(
    stage: Mornings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.reminders.covering.PILOTS", 1)
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", {"Name": "Contract review", "Purpose": "To find clauses"})
    assert "more are left. Do it again for those." in await hand_over(stage, "Ben Okafor")
    again = await hand_over(stage, "Ben Okafor")
    assert "Handed to Ben Okafor: 13 questions." in again
    assert "more are left" not in again
    assert "None of your questions is open" in await hand_over(stage, "Ben Okafor")


async def test_nobody_hands_over_to_themselves(stage: Mornings) -> None:
    assert "That is you. Choose a colleague." in await hand_over(stage, "Anna Berg")


async def test_who_decides_is_reminded_of_a_gate_that_waits_for_nothing_else(
    stage: Mornings,
) -> None:
    await stage.say("Priya", "", "/gate next Invoice matching")
    for criterion in ("Value case", "Data within reach", "One agreed process"):
        await waive(stage, criterion)
    await waive(stage, "No legal or ethical blocker")
    await waive(stage, "Business sponsor")
    await stage.until(TUESDAY + timedelta(days=8, hours=1))
    said = [plain.render(seen.card) for seen in stage.screen("Priya").seen]
    told = [one for one in said if one.startswith("Waiting for you")]
    assert any("Gate 1 waits for a decision, nothing else." in one for one in told), told


async def waive(stage: Mornings, criterion: str) -> None:
    await stage.say("Priya", "", f"/gate waive {criterion}")
    await stage.fill("Priya", {"Reason": "The board decided so", "Until": "2027-03-01"})
