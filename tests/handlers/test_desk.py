"""What the one door promises, whatever comes in."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.cards import Card, from_json, to_json
from handlers.heard import (
    Command,
    Done,
    Heard,
    Invalid,
    Opened,
    Place,
    Press,
    Show,
    Text,
    Unsaved,
    What,
)
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from knowledge.values import Person
from storage.pilots import journal, summary
from storage.post import outbox
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Face
from tests.stage import MONDAY, USERS, Stage, buttons

ANNA = USERS["Anna"]
DIRECT = Place("local", "local", "DUANNA", direct=True)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", {"Name": "Invoice matching", "Purpose": "Match invoices"})
    yield stage
    stage.close()


def heard(what: What, key: str, who: Face = ANNA, where: Place = DIRECT) -> Heard:
    return Heard(key, MONDAY, who, where, what)


def words(reply: object) -> str:
    assert isinstance(reply, Show | Unsaved), reply
    return reply.card.summary


def entries(stage: Stage) -> list[str]:
    def read(tx: Tx) -> list[str]:
        row = summary.named(tx, "local", EVERYTHING, "Invoice matching")[0]
        return [e.kind for e in journal.read(tx, "local", row.pilot)]

    return stage.store.read(read).result()


EVERYTHING = summary.Sight(True, frozenset(), "", False)


async def test_the_same_event_is_acted_on_once(stage: Stage) -> None:
    said = heard(Text("Ben Okafor"), "Ev1")
    await stage.desk.hear(said)
    before = entries(stage)
    assert await stage.desk.hear(said) == Done()
    assert entries(stage) == before
    assert before.count("answered") == 1


async def test_a_locked_database_says_not_saved_and_keeps_nothing(stage: Stage) -> None:
    before = entries(stage)
    other = sqlite3.connect(stage.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    reply = await stage.desk.hear(heard(Text("Ben Okafor"), "Ev2"))
    assert isinstance(reply, Unsaved)
    assert "Not saved" in reply.card.summary
    status = await stage.desk.hear(heard(Command("status Invoice matching"), "Ev3"))
    assert "Gate 1" in words(status)
    other.execute("ROLLBACK")
    other.close()
    assert entries(stage) == before


async def test_a_press_that_nobody_knows_says_that_it_is_old(stage: Stage) -> None:
    reply = await stage.desk.hear(heard(Press("no such verb", "x"), "Ev4"))
    assert "older version" in words(reply)


@pytest.mark.parametrize(
    "verb", ["answer", "skip", "unknown", "hand", "undo", "keep", "begin", "status", "decide"]
)
@pytest.mark.parametrize("ref", ["", "p_nobody", "p_nobody|q.owner|0", "||", "p_x|q.owner|abc"])
async def test_a_made_up_reference_reads_like_nothing_at_all(
    stage: Stage, verb: str, ref: str
) -> None:
    await stage.desk.hear(heard(Press(verb, ref), f"{verb}{ref}"))
    await stage.deliver()
    assert entries(stage)[-1] == "asked"


async def test_another_tenant_cannot_name_a_pilot_of_ours(stage: Stage) -> None:
    row = stage.store.read(
        lambda tx: summary.named(tx, "local", EVERYTHING, "Invoice matching")[0]
    ).result()
    theirs = Place("local", "slack:T_OTHER", "D1", direct=True)
    for what in (Press("status", row.pilot), Command("status Invoice matching")):
        reply = await stage.desk.hear(heard(what, f"x{what}", where=theirs))
        assert "There is no pilot" in words(reply)


async def test_rights_are_looked_at_when_a_button_is_pressed(stage: Stage) -> None:
    shown = [button for seen in stage.screen("Anna").seen for button in buttons(seen.card)]
    pilot = next(button.ref.split("|")[0] for button in shown if button.verb == "skip")
    tom = USERS["Tom"]
    place = replace(DIRECT, conversation="DUTOM")
    for verb, ref in (
        ("decide", f"{pilot}|sg.g1"),
        ("answer", f"{pilot}|q.owner|0"),
        ("close", pilot),
    ):
        filled = {"value": "UTOM", "outcome": "proceed", "reason": "because", "name": "x"}
        reply = await stage.desk.hear(heard(Press(verb, ref, filled), f"t{verb}", tom, place))
        assert reply == Done()
        await stage.deliver()
        assert "You may not" in stage.screen("Tom").fresh[-1]


async def test_a_choice_that_is_not_on_the_list_is_not_taken(stage: Stage) -> None:
    row = stage.store.read(
        lambda tx: summary.named(tx, "local", EVERYTHING, "Invoice matching")[0]
    ).result()
    reply = await stage.desk.hear(
        heard(Press("answer", f"{row.pilot}|q.risk|0", {"value": "not-in-list"}), "Ev9")
    )
    assert isinstance(reply, Invalid)
    assert "none found" in reply.errors["value"].casefold()
    assert "answered" not in entries(stage)


async def test_somebody_is_greeted_once(stage: Stage) -> None:
    for key in ("O1", "O2"):
        await stage.hear("Tom", "", Opened(), key)
        stage.screen("Tom").seen.clear()
    assert stage.screen("Tom").fresh == []


async def test_a_stranger_who_was_never_met_sees_nothing(stage: Stage) -> None:
    nobody = Face("UNEW", "Somebody New", guest=True)
    reply = await stage.desk.hear(heard(Command("status all"), "N1", nobody))
    assert "There is no pilot that you can see yet." in words(reply)
    reply = await stage.desk.hear(heard(Command("start"), "N2", nobody))
    assert "You may not start a pilot here" in words(reply)


def test_a_card_survives_the_outbox(stage: Stage) -> None:
    for seen in stage.screen("Anna").seen:
        if isinstance(seen.card, Card):
            assert from_json(to_json(seen.card)) == seen.card


def test_what_is_kept_names_people_only_by_our_own_id(stage: Stage) -> None:
    def read(tx: Tx) -> tuple[str, str]:
        row = summary.named(tx, "local", EVERYTHING, "Invoice matching")[0]
        kept = journal.read(tx, "local", row.pilot)
        anna = people.by_user(tx, "local", "UANNA")
        assert anna is not None
        return repr(kept), anna.id

    kept, anna = stage.store.read(read).result()
    assert anna in kept
    assert "UANNA" not in kept
    assert "Anna Berg" not in kept


def test_all_that_was_to_be_sent_has_been_sent(stage: Stage) -> None:
    assert not any(stage.store.read(outbox.waiting).result().values())


async def test_words_overtaken_on_their_way_end_up_under_those_typed_later(stage: Stage) -> None:
    """BI-187: the second message arrives first; what stands is what was typed last."""
    asked = question_in_front(stage)
    for key, text, second in (("B", "Ben Okafor", 2), ("A", "Maria Lopez", 1)):
        said = replace(heard(Text(text), key), at=MONDAY + timedelta(days=1, seconds=second))
        await stage.desk.hear(said)
    pilot = folded(stage)
    stands, ben = pilot.answer(asked), person(stage, "UBEN")
    assert stands is not None
    assert stands.value == Person(ben)
    assert len(pilot.answers[asked]) == 2


def question_in_front(stage: Stage) -> str:
    return folded(stage).asked[person(stage, "UANNA")].question


def person(stage: Stage, user: str) -> str:
    found = stage.store.read(lambda tx: people.by_user(tx, "local", user)).result()
    assert found is not None
    return found.id


def folded(stage: Stage) -> Pilot:
    def read(tx: Tx) -> Pilot:
        row = summary.named(tx, "local", EVERYTHING, "Invoice matching")[0]
        return fold(Pilot(id=row.pilot), journal.read(tx, "local", row.pilot))

    return stage.store.read(read).result()
