"""Being named: late, repeated and foreign presses, and people who leave."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from handlers.heard import Heard, Invalid, Place, Press, Reply, Roster, Show
from handlers.people.acceptance import acceptance
from handlers.people.handshake import request
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from storage.pilots import journal, summary
from storage.tenant.people import Face
from tests.stage import USERS, Stage, buttons

KEYS = itertools.count(1)
START = {
    "Name": "Invoice matching",
    "Purpose": "Match incoming invoices to orders without typing",
    "Business sponsor": "Maria Lopez",
    "Accountable owner once it is live": "Ben Okafor",
}
BOT = Face("UROBOT", "Robot", bot=True)
AT_GATE_1 = (
    ("q.process", "https://wiki.example.com/invoices"),
    ("q.process.standard", "yes"),
)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def started(stage: Stage, room: str = "invoice-pilot") -> Pilot:
    await stage.say("Anna", room, "/gate start")
    await stage.fill("Anna", START)
    return pilot_of(stage)


def pilot_of(stage: Stage) -> Pilot:
    def work(tx: object) -> Pilot:
        row = summary.in_room(tx, TENANT, "CINVOICE") + summary.in_room(tx, TENANT, "CLEADERSHIP")  # type: ignore[arg-type]
        return fold(Pilot(row[0].pilot), journal.read(tx, TENANT, row[0].pilot))  # type: ignore[arg-type]

    return stage.store.read(work).result()


def state(stage: Stage, part: str = "q.owner") -> str:
    stands = acceptance(pilot_of(stage), part)
    return stands.state if stands else ""


async def hears_of(stage: Stage, *faces: Face) -> None:
    us = Face("UGATEPOST", "Gatepost", bot=True)
    where = Place("local", TENANT, "UGATEPOST", direct=True)
    await stage.desk.hear(Heard(f"N{next(KEYS)}", stage.now, us, where, Roster(), faces))
    await stage.deliver()


def said(reply: Reply) -> str:
    assert isinstance(reply, Show)
    return reply.card.summary


async def presses(stage: Stage, name: str, verb: str, ref: str, **values: str) -> Reply:
    return await stage.hear(name, "", Press(verb, ref, values, form=bool(values)))


async def test_somebody_who_leaves_opens_the_question_again(stage: Stage) -> None:
    await started(stage)
    await stage.press("Ben", "Accept")
    assert state(stage) == "accepted"
    await hears_of(stage, replace(USERS["Ben"], gone=True))
    assert state(stage) == "left"
    assert "Ben Okafor has left, and was the accountable owner" in stage.read("Anna")
    await stage.say("Tom", "invoice-pilot", "/gate status")
    await stage.reads("Tom", "Owner: Missing")


async def test_leaving_is_noted_once_however_often_it_is_told(stage: Stage) -> None:
    await started(stage)
    await hears_of(stage, replace(USERS["Ben"], gone=True))
    seq = pilot_of(stage).seq
    await hears_of(stage, replace(USERS["Ben"], gone=True), USERS["Maria"])
    assert pilot_of(stage).seq == seq


@pytest.mark.parametrize(
    "away", [replace(USERS["Maria"], guest=True), replace(USERS["Maria"], stranger=True)]
)
async def test_a_member_who_becomes_an_outsider_has_left(stage: Stage, away: Face) -> None:
    await started(stage)
    await hears_of(stage, away)
    assert state(stage, "q.sponsor") == "left"


async def test_a_face_that_could_not_be_looked_up_has_not_left(stage: Stage) -> None:
    await started(stage)
    await hears_of(stage, Face("UMARIA", "", guest=True))
    assert state(stage, "q.sponsor") == "named"


async def test_nobody_else_can_accept_for_somebody(stage: Stage) -> None:
    pilot = await started(stage)
    before = pilot.seq
    for verb in ("accept part", "decline part", "suggest for part"):
        reply = await presses(stage, "Tom", verb, f"{pilot.id}|q.owner", reason="Not mine")
        assert "Somebody else was asked that." in stage.read("Tom") or "no pilot" in said(reply)
    assert pilot_of(stage).seq == before


async def test_who_may_not_see_the_pilot_learns_nothing_from_a_forged_press(stage: Stage) -> None:
    pilot = await started(stage, "leadership")
    forged = await presses(stage, "Tom", "accept part", f"{pilot.id}|q.owner")
    known = stage.read("Tom")
    unknown = await presses(stage, "Tom", "accept part", "p_nothinghere|q.owner")
    assert known == stage.read("Tom")
    assert type(forged) is type(unknown)


@pytest.mark.parametrize("ref", ["", "|", "x|q.owner|y", "{p}|", "{p}|q.nothing", "{p}|gate:none"])
async def test_a_garbled_button_is_answered_and_keeps_nothing(stage: Stage, ref: str) -> None:
    pilot = await started(stage)
    await presses(stage, "Ben", "accept part", ref.replace("{p}", pilot.id))
    assert "Nothing was changed." in stage.read("Ben") or "no pilot" in stage.read("Ben")
    assert pilot_of(stage).seq == pilot.seq


async def test_accepting_twice_is_written_once(stage: Stage) -> None:
    pilot = await started(stage)
    await presses(stage, "Ben", "accept part", f"{pilot.id}|q.owner")
    seq = pilot_of(stage).seq
    await presses(stage, "Ben", "accept part", f"{pilot.id}|q.owner")
    assert "You accepted that already" in stage.read("Ben")
    assert pilot_of(stage).seq == seq


async def test_a_late_yes_to_a_closed_pilot_keeps_nothing(stage: Stage) -> None:
    pilot = await started(stage)
    await presses(stage, "Anna", "close", pilot.id, reason="It did not work out")
    await presses(stage, "Ben", "accept part", f"{pilot.id}|q.owner")
    assert "is closed, so nothing was kept" in stage.read("Ben")


async def test_taking_the_naming_back_lets_the_person_go_and_the_earlier_yes_stands(
    stage: Stage,
) -> None:
    await started(stage)
    await stage.press("Ben", "Accept")
    await stage.say("Anna", "", "/gate owner @Priya")
    assert "now it is Priya Nair" in stage.read("Ben")
    await stage.press("Anna", "Undo")
    assert "No longer needed" in stage.read("Priya")
    assert state(stage) == "accepted"


async def test_naming_the_same_person_again_does_not_ask_again(stage: Stage) -> None:
    await started(stage)
    asked = stage.screen("Ben").fresh.copy()
    await stage.say("Anna", "", "/gate owner @Ben")
    assert not [one for one in stage.screen("Ben").fresh[len(asked) :] if "names you" in one]


async def test_a_suggested_bot_or_guest_is_refused_in_the_form(stage: Stage) -> None:
    pilot = await started(stage)
    await hears_of(stage, Face("UGAST", "Gast Gustavsson", guest=True), BOT)
    for user in ("UGAST", "UROBOT", "UNOBODY", ""):
        reply = await presses(stage, "Ben", "suggest for part", f"{pilot.id}|q.owner", person=user)
        assert isinstance(reply, Invalid)
        assert set(reply.errors) == {"person"}
    assert state(stage) == "named"


NOBODY_DECIDES = "Nobody of those who decide at this gate has said yes"


async def flags(stage: Stage) -> str:
    """Read all pages of the flags."""
    await stage.say("Tom", "invoice-pilot", "/gate flags")
    said = stage.read("Tom")
    while "[More flags]" in stage.read("Tom"):
        await stage.press("Tom", "More flags")
        said += stage.read("Tom")
    return said


async def test_approvers_are_asked_once_when_few_musts_are_open(stage: Stage) -> None:
    pilot = await started(stage)
    told: list[str] = []
    for question, answer in AT_GATE_1:
        told.append(stage.read("Priya"))
        await presses(stage, "Anna", "answer", f"{pilot.id}|{question}|0", value=answer)
    told.append(stage.read("Priya"))
    asked = ["one of those who decide at Gate 1" in text for text in told]
    assert not asked[0]
    assert asked[-1]
    assert NOBODY_DECIDES in await flags(stage)
    await stage.press("Priya", "Accept")
    assert "You are one of those who decide at Gate 1" in stage.read("Priya")
    texts = "\n".join(stage.screen("Priya").fresh)
    await stage.say("Anna", "", "/gate owner me")
    assert "one of those who decide at Gate 1" not in texts.split("You are one of those")[1]
    assert NOBODY_DECIDES not in await flags(stage)


async def test_an_approver_who_leaves_has_said_yes_no_longer(stage: Stage) -> None:
    pilot = await started(stage)
    for question, answer in AT_GATE_1:
        await presses(stage, "Anna", "answer", f"{pilot.id}|{question}|0", value=answer)
    await stage.deliver()
    await stage.press("Priya", "Accept")
    assert NOBODY_DECIDES not in await flags(stage)
    await hears_of(stage, replace(USERS["Priya"], gone=True))
    await hears_of(stage, replace(USERS["Priya"], gone=True))
    assert NOBODY_DECIDES in await flags(stage)
    told = "Priya Nair has left, and was one of those who decide at Gate 1"
    assert "\n".join(stage.screen("Anna").fresh).count(told) == 1


def test_every_answer_to_being_named_has_its_button() -> None:
    shown = request("Anna", Pilot("p_1", name="X", purpose="Y"), "q.owner", "the owner", "You do.")
    assert [one.label for one in buttons(shown)] == ["Accept", "Decline", "Suggest someone"]


async def test_a_suggestion_taken_up_twice_names_once(stage: Stage) -> None:
    pilot = await started(stage)
    ref = f"{pilot.id}|q.owner"
    await presses(stage, "Ben", "suggest for part", ref, person="UPRIYA")
    await presses(stage, "Anna", "take suggestion", f"{ref}|UPRIYA")
    await presses(stage, "Anna", "take suggestion", f"{ref}|UPRIYA")
    assert "Priya Nair is named there already." in stage.read("Anna")
    assert state(stage) == "named"


async def test_a_yes_after_somebody_else_was_named_is_no_longer_needed(stage: Stage) -> None:
    pilot = await started(stage)
    await stage.say("Anna", "", "/gate owner @Priya")
    await presses(stage, "Ben", "accept part", f"{pilot.id}|q.owner")
    assert "No longer needed: now it is Priya Nair." in stage.read("Ben")
    assert state(stage) == "named"
