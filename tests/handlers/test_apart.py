"""Asking several people the same thing, apart: who sees what, and what counts as different."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from handlers.heard import Invalid, Press
from handlers.people.comparing import at_odds, camps, differ, same
from handlers.people.due import due
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Apart, Pilot, Poll
from knowledge.values import Metric, Money, Person, Text, Value, YesNo
from storage.pilots import journal, summary
from tests.stage import Stage

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def asked(
    stage: Stage, question: str = "q.process.standard", room: str = "invoice-pilot"
) -> Pilot:
    await stage.say("Anna", room, "/gate start")
    await stage.fill("Anna", {"Name": "Invoices", "Purpose": "Match them", "Channel": f"#{room}"})
    (pilot,) = stage.store.read(lambda tx: summary.names(tx, TENANT, ALL)).result()
    values = {"people": "UBEN,UTOM,UMARIA", "after": "1"}
    await stage.hear("Anna", "", Press("ask apart", f"{pilot[0]}|{question}", values, form=True))
    return now(stage, pilot[0])


ALL = summary.Sight(True, frozenset(), "", False)


def now(stage: Stage, pilot: str) -> Pilot:
    return stage.store.read(lambda tx: fold(Pilot(pilot), journal.read(tx, TENANT, pilot))).result()


def ref(pilot: Pilot) -> str:
    return f"{pilot.id}|{next(iter(pilot.polls))}"


async def press(stage: Stage, name: str, verb: str, about: str, **values: str) -> str:
    await stage.hear(name, "", Press(verb, about, values, form=bool(values)))
    return stage.read(name)


def poll(*said: Value | None) -> Poll:
    told = {f"p{n}": Apart(value, NOON, n) for n, value in enumerate(said, 1)}
    return Poll(1, "q.process", "p-anna", NOON, tuple(told), NOON, told)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Text("We match every invoice by hand"), Text("by hand we match every invoice"), True),
        (Text("Every invoice is matched by hand."), Text("every invoice is matched by hand"), True),
        (Text("It is checked daily"), Text("It is not checked daily"), False),
        (Text("checked twice in 24 hours"), Text("checked twice in 48 hours"), False),
        (Text("SAP"), Text("the archive"), False),
        (Text("Nobody checks it"), Text("Somebody checks it"), False),
        (YesNo("yes"), YesNo("yes"), True),
        (YesNo("yes"), YesNo("maybe"), False),
        (Person("a"), Person("b"), False),
        (Money(Decimal(5), "EUR"), Money(Decimal(5), "USD"), False),
        (Text("yes"), YesNo("yes"), False),
    ],
)
def test_values_are_the_same_where_a_person_would_say_so(
    one: Value, other: Value, alike: bool
) -> None:
    assert same(one, other) is alike
    assert same(other, one) is alike


def test_metrics_are_the_same_by_their_figures_whatever_they_are_called() -> None:
    one = Metric("Days per invoice", Decimal(4), Decimal(1), "days", date(2027, 6, 30))
    assert same(one, replace(one, name="days per Invoice"))
    assert not same(one, replace(one, target=Decimal(2)))


def test_not_to_know_is_no_other_opinion() -> None:
    assert not differ(poll(YesNo("yes"), None, None))
    assert differ(poll(YesNo("yes"), YesNo("no"), None))
    found = camps(poll(None, YesNo("no"), YesNo("yes"), YesNo("yes")))
    assert [len(camp.people) for camp in found] == [2, 1, 1]
    assert found[-1].value is None


async def test_an_answer_may_be_changed_and_counts_once(stage: Stage) -> None:
    pilot = await asked(stage)
    await press(stage, "Ben", "answer apart", f"{ref(pilot)}|yes")
    await press(stage, "Ben", "answer apart", f"{ref(pilot)}|no")
    seq = now(stage, pilot.id).seq
    await press(stage, "Ben", "answer apart", f"{ref(pilot)}|no")
    after = now(stage, pilot.id)
    assert after.seq == seq
    assert [said.value for said in after.polls[pilot.seq].said.values()] == [YesNo("no")]
    assert after.answer("q.process.standard") is None


@pytest.mark.parametrize("verb", ["answer apart", "again apart"])
async def test_who_was_not_asked_cannot_answer(stage: Stage, verb: str) -> None:
    pilot = await asked(stage)
    assert "no pilot" in await press(stage, "Priya", verb, f"{ref(pilot)}|yes")
    assert not now(stage, pilot.id).polls[pilot.seq].said


@pytest.mark.parametrize("verb", ["see apart", "take apart", "end apart"])
@pytest.mark.parametrize("name", ["Ben", "Priya", "Tom"])
async def test_only_who_asked_sees_what_was_said(stage: Stage, verb: str, name: str) -> None:
    pilot = await asked(stage)
    await press(stage, "Maria", "answer apart", f"{ref(pilot)}|yes")
    said = await press(stage, name, verb, f"{ref(pilot)}|{now(stage, pilot.id).starter}")
    assert "Only who asked can see that." in said


async def test_being_asked_shows_nothing_else_of_a_pilot_in_a_private_channel(stage: Stage) -> None:
    pilot = await asked(stage, room="leadership")
    assert "Kept" in await press(stage, "Tom", "answer apart", f"{ref(pilot)}|yes")
    assert "no pilot" in await press(stage, "Ben", "status", pilot.id)


@pytest.mark.parametrize("ending", ["", "|", "|x", "|999", "|yes"])
async def test_a_garbled_button_keeps_nothing(stage: Stage, ending: str) -> None:
    pilot = await asked(stage)
    before = now(stage, pilot.id).seq
    for verb in ("answer apart", "see apart", "take apart", "end apart", "again apart"):
        assert await press(stage, "Priya", verb, f"{pilot.id}{ending}")
    assert now(stage, pilot.id).seq == before


@pytest.mark.parametrize("people", ["", "UBEN", "UBEN,UBEN", "UBEN,UNOBODY", "UBEN," * 3])
async def test_fewer_than_two_people_are_nobody_to_compare(stage: Stage, people: str) -> None:
    pilot = await asked(stage)
    about = f"{pilot.id}|q.process"
    reply = await stage.hear("Anna", "", Press("ask apart", about, {"people": people}, form=True))
    assert isinstance(reply, Invalid)


async def test_after_the_set_time_the_asker_is_shown_it_once(stage: Stage) -> None:
    pilot = await asked(stage)
    await press(stage, "Ben", "answer apart", f"{ref(pilot)}|yes")
    assert stage.store.read(lambda tx: due(tx, stage.now)).result() == ()
    await stage.wait(timedelta(days=1, minutes=5))
    assert "The time that you set is over." in stage.read("Anna")
    assert stage.store.read(lambda tx: due(tx, stage.now)).result() == ()
    assert "Kept" in await press(stage, "Tom", "answer apart", f"{ref(pilot)}|no")
    assert at_odds(now(stage, pilot.id)) == ("q.process.standard",)


async def test_called_off_those_who_have_not_answered_are_let_go(stage: Stage) -> None:
    pilot = await asked(stage)
    await press(stage, "Ben", "answer apart", f"{ref(pilot)}|yes")
    await press(stage, "Tom", "answer apart", f"{ref(pilot)}|no")
    await press(stage, "Anna", "end apart", f"{ref(pilot)}|called off")
    assert "No longer needed" in stage.read("Maria")
    assert "No longer needed" not in stage.read("Ben")
    assert "closed" in await press(stage, "Maria", "answer apart", f"{ref(pilot)}|yes")
    assert at_odds(now(stage, pilot.id)) == ()
    assert "closed already" in await press(stage, "Anna", "end apart", f"{ref(pilot)}|closed")


async def test_a_closed_question_keeps_its_difference_until_one_answer_is_taken(
    stage: Stage,
) -> None:
    pilot = await asked(stage)
    await press(stage, "Ben", "answer apart", f"{ref(pilot)}|yes")
    await press(stage, "Tom", "answer apart", f"{ref(pilot)}|no")
    await press(stage, "Anna", "end apart", f"{ref(pilot)}|closed")
    after = now(stage, pilot.id)
    assert at_odds(after) == ("q.process.standard",)
    assert at_odds(after, pilot.seq) == ()
    ben = next(iter(after.polls[pilot.seq].said))
    await press(stage, "Anna", "take apart", f"{ref(pilot)}|{ben}")
    after = now(stage, pilot.id)
    assert at_odds(after) == ()
    assert after.current["q.process.standard"].value == YesNo("yes")
    assert "taken already" in await press(stage, "Anna", "take apart", f"{ref(pilot)}|{ben}")
