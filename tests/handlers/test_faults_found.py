"""Faults that a reviewer found; each stays found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.heard import Command, Heard, Invalid, Place, Press, Reply, Show
from storage.tenant.people import Face
from tests.stage import CHANNELS, MONDAY, USERS, Stage, buttons

DIRECT = Place("local", "local", "D1", direct=True)
START = {"Name": "Invoice matching", "Purpose": "Match invoices to orders"}


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def started(
    stage: Stage, name: str = "Anna", room: str = "invoice-pilot", **more: str
) -> str:
    await stage.say(name, room, "/gate start")
    await stage.fill(name, START | more)
    shown = [b for seen in stage.screen(name).seen for b in buttons(seen.card)]
    return next(b.ref for b in shown if b.verb == "undo start")


async def press(stage: Stage, name: str, verb: str, ref: str, **values: str) -> Reply:
    key = f"P{next(stage.keys)}"
    heard = Heard(key, stage.now, USERS[name], DIRECT, Press(verb, ref, values))
    reply = await stage.desk.hear(heard)
    await stage.deliver()
    return reply


def said(reply: Reply) -> str:
    assert isinstance(reply, Show)
    return reply.card.summary


@pytest.mark.parametrize("guest", [True, False])
async def test_somebody_never_met_is_nobodys_owner(stage: Stage, guest: bool) -> None:
    pilot = await started(stage, "Maria", "leadership")
    nobody = Face("UNEW", "Nia New", guest=guest)
    for what in (
        Press("status", pilot),
        Press("history", f"{pilot}|0"),
        Press("manage", pilot),
        Command("history Invoice matching"),
    ):
        reply = await stage.desk.hear(Heard(f"N{what}", MONDAY, nobody, DIRECT, what))
        assert "There is no pilot" in said(reply)


async def test_dont_know_takes_nobodys_answer_away(stage: Stage) -> None:
    pilot = await started(stage, **{"Business sponsor": "Maria Lopez"})
    await stage.press("Maria", "Start")
    await stage.say("Anna", "", "/gate owner @Ben")
    await stage.press("Maria", "Don't know")
    assert "Anna Berg answered this" in stage.read("Maria")
    status = said(
        await stage.desk.hear(Heard("S1", stage.now, USERS["Tom"], DIRECT, Press("status", pilot)))
    )
    assert "Owner: Ben Okafor" in status


async def test_a_confirmed_doubt_does_not_overwrite_who_was_faster(stage: Stage) -> None:
    pilot = await started(stage, **{"Business sponsor": "Maria Lopez"})
    text = f"{pilot}|q.value.assumption|0"
    await press(stage, "Anna", "edit", text)
    await stage.say("Anna", "", "lol")
    assert "Shall I keep this" in stage.read("Anna")
    await press(stage, "Priya", "answer", text, value="Nine in ten invoices match")
    await stage.press("Anna", "Keep it")
    assert "Priya Nair answered this" in stage.read("Anna")
    assert "Which one should stand?" in stage.read("Anna")


async def test_a_guest_leads_nothing(stage: Stage) -> None:
    guest = Face("UGUEST", "Gus Guest", guest=True)
    heard = Heard("G1", stage.now, guest, DIRECT, Command("answer"))
    await stage.desk.hear(heard)
    reply = await press(stage, "Priya", "grant", "", person="UGUEST", role="lead")
    assert reply == Invalid({"person": "Gus Guest is a guest here. Choose a member."})


async def test_a_private_channel_takes_pilots_only_from_its_members(stage: Stage) -> None:
    secret = CHANNELS["leadership"].id
    pilot = await started(stage, "Ben")
    reply = await press(stage, "Ben", "move", pilot, room=secret)
    assert isinstance(reply, Invalid)
    assert "leadership" not in reply.errors["room"]


async def test_the_next_page_comes_although_the_last_row_is_gone(stage: Stage) -> None:
    last = ""
    for number in range(12):
        last = await started(stage, Name=f"Pilot {number:02}") if number == 9 else last
        if number != 9:
            await started(stage, Name=f"Pilot {number:02}")
    await stage.say("Tom", "", "/gate status all")
    await press(stage, "Anna", "undo start", last)
    await stage.press("Tom", "Next page")
    assert "Pilot 10" in stage.read("Tom")
    assert "Pilot 11" in stage.read("Tom")


async def test_the_last_must_may_be_one_that_does_not_apply(stage: Stage) -> None:
    pilot = await started(stage, **{"Business sponsor": "Maria Lopez"})
    for question in ("q.value", "q.data-available.sources", "q.process", "q.risk"):
        ref = f"{pilot}|{question}|0"
        await press(stage, "Anna", "inapplicable", ref, reason="Settled by the board as one")
    assert "every must of Gate 1 is met" in stage.read("Maria")


async def test_who_gets_more_to_answer_is_written_to_again(stage: Stage) -> None:
    await started(stage, **{"Data lead": "Ben Okafor"})
    before = stage.read("Ben").count("you know some of the answers")
    await stage.say("Anna", "", "/gate owner @Ben")
    assert stage.read("Ben").count("you know some of the answers") == before + 1


async def test_the_last_gate_is_passed_once(stage: Stage) -> None:
    pilot = await started(stage, **{"The stage it is in today": "Scale"})
    for _ in range(2):
        await press(stage, "Priya", "decide", f"{pilot}|sg.g5", outcome="proceed", reason="Grow it")
    await stage.say("Priya", "invoice-pilot", "/gate history")
    assert stage.read("Priya").count("decided at Expansion decision") == 2
    status = await stage.say("Priya", "invoice-pilot", "/gate status")
    assert "week 1" in said(status)


async def test_a_hand_over_taken_back_leaves_no_sight_behind(stage: Stage) -> None:
    pilot = await started(stage, "Maria", "leadership")
    await stage.press("Maria", "Not for me")
    await stage.fill("Maria", {"Who can answer this?": "Ben Okafor"})
    assert "Invoice matching" in said(await press(stage, "Ben", "status", pilot))
    await stage.press("Maria", "Undo")
    assert "took a question back" in stage.read("Ben")
    assert "There is no pilot" in said(await press(stage, "Ben", "status", pilot))
