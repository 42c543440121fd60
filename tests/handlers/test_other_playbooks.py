"""A pilot under other playbooks: looked at, changed over, taken back, and who may do that."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.heard import Heard, Invalid, Place, Press, Reply, Show
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from knowledge.judging.across import stage_like
from storage.pilots import journal, summary
from tests.stage import CHANNELS, LIBRARY, MONDAY, USERS, Stage, buttons

PHASES = {
    (book.id, stage.id): set(stage.covers)
    for book in LIBRARY.playbooks.values()
    for stage in book.stages
}


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    await stage.say("Maria", "leadership", "/gate start")
    filled = {"Name": "Merger desk", "Purpose": "Answer from the data room"}
    await stage.fill("Maria", filled | {"The stage it is in today": "Pilot"})
    yield stage
    stage.close()


def folded(stage: Stage) -> Pilot:
    """Read the only pilot from its journal alone."""

    def read(tx: object) -> Pilot:
        [row] = summary.page(tx, "local", SEES_ALL, None, limit=5).rows  # type: ignore[arg-type]
        entries = journal.read(tx, "local", row.pilot)  # type: ignore[arg-type]
        return fold(Pilot(id=row.pilot), entries)

    return stage.store.read(read).result()


SEES_ALL = summary.Sight(everything=True, rooms=frozenset(), person="", guest=False)


async def press(stage: Stage, name: str, verb: str, ref: str, **values: str) -> Reply:
    where = Place("local", "local", CHANNELS["invoice-pilot"].id, direct=False)
    key = f"P{next(stage.keys)}"
    pressed = Press(verb, ref, values, form=bool(values))
    return await stage.desk.hear(Heard(key, MONDAY, USERS[name], where, pressed))


def change_ref(pilot: Pilot, book: str, at: str) -> str:
    return "|".join((pilot.id, book, at, pilot.playbook, pilot.stage))


def said(reply: Reply) -> str:
    assert isinstance(reply, Show), reply
    return reply.card.summary


@pytest.mark.parametrize("book", [book for book in LIBRARY.playbooks if book != "stage-gate"])
async def test_there_and_back_again_loses_nothing(stage: Stage, book: str) -> None:
    before = folded(stage)
    there = stage_like(LIBRARY.playbook(book), LIBRARY.playbook("stage-gate").stage("sg.st3"))
    reply = await press(stage, "Maria", "change playbook", change_ref(before, book, there.id))
    assert "Every answer is where it was." in said(reply)
    moved = folded(stage)
    assert (moved.playbook, moved.stage) == (book, there.id)
    assert (moved.answers, moved.started) == (before.answers, before.started)
    ahead = [s.gate.id for s in LIBRARY.playbook(book).stages if s.order < there.order]
    assert set(ahead) <= {passed.gate for passed in moved.passed}
    await press(stage, "Maria", "change playbook", change_ref(moved, "stage-gate", "sg.st3"))
    back = folded(stage)
    assert (back.playbook, back.stage, back.started) == ("stage-gate", "sg.st3", before.started)
    assert set(before.passed) <= set(back.passed)
    assert back.answers == before.answers


async def test_undoing_brings_back_exactly_what_was_there(stage: Stage) -> None:
    before = folded(stage)
    await press(stage, "Maria", "change playbook", change_ref(before, "enterprise", "ef.ph1"))
    moved = folded(stage)
    assert moved.started != before.started or moved.stage == "ef.ph1"
    await press(stage, "Maria", "undo playbook", f"{before.id}|{moved.turned[-1].seq}")
    back = folded(stage)
    for kept in ("playbook", "stage", "started", "passed", "answers", "decisions", "turned"):
        assert getattr(back, kept) == getattr(before, kept)


async def test_a_stage_further_on_does_not_pass_the_gates_between(stage: Stage) -> None:
    before = folded(stage)
    await press(stage, "Maria", "change playbook", change_ref(before, "default", "scale"))
    passed = {gate.gate for gate in folded(stage).passed}
    assert {"g1", "g2"} <= passed
    assert not {"g3", "r", "g4"} & passed


async def test_who_does_not_see_the_pilot_reads_what_they_would_of_none(stage: Stage) -> None:
    pilot = folded(stage)
    ref = change_ref(pilot, "enterprise", "ef.ph3")
    for verb, seen, none in (
        ("others", pilot.id, "p_nothing"),
        ("other", f"{pilot.id}|enterprise", "p_nothing|enterprise"),
        ("overlay", f"{pilot.id}|blockers", "p_nothing|blockers"),
        ("playbook", pilot.id, "p_nothing"),
        ("playbook look", f"{pilot.id}|enterprise", "p_nothing|enterprise"),
        ("change playbook", ref, ref.replace(pilot.id, "p_nothing")),
        ("undo playbook", f"{pilot.id}|3", "p_nothing|3"),
    ):
        hidden = said(await press(stage, "Ben", verb, seen))
        assert hidden == said(await press(stage, "Ben", verb, none))
        assert "Merger desk" not in hidden
    assert folded(stage).playbook == "stage-gate"


async def test_a_look_never_writes(stage: Stage) -> None:
    before = folded(stage)
    for verb in ("others", "playbook"):
        await press(stage, "Maria", verb, before.id)
    for book in LIBRARY.playbooks:
        await press(stage, "Maria", "other", f"{before.id}|{book}")
        await press(stage, "Maria", "playbook look", f"{before.id}|{book}")
    assert folded(stage).seq == before.seq


@pytest.mark.parametrize(
    ("verb", "ref"),
    [
        ("other", "{id}|nowhere"),
        ("other", "{id}"),
        ("overlay", "{id}|"),
        ("playbook look", "{id}|"),
        ("playbook look", "{id}|stage-gate"),
        ("playbook stage", "{id}|nowhere"),
        ("reconstructed", "nowhere|x"),
        ("reconstructed", "stage-gate|nowhere"),
        ("reconstructed", ""),
        ("change playbook", "{id}"),
        ("change playbook", "{id}|enterprise"),
        ("change playbook", "{id}|enterprise|ef.ph3|stage-gate|sg.st1"),
        ("change playbook", "{id}|nowhere|x|stage-gate|sg.st3"),
        ("undo playbook", "{id}|"),
        ("undo playbook", "{id}|99"),
    ],
)
async def test_a_button_that_leads_nowhere_says_so_and_changes_nothing(
    stage: Stage, verb: str, ref: str
) -> None:
    before = folded(stage)
    reply = await press(stage, "Maria", verb, ref.replace("{id}", before.id))
    assert "Nothing was changed." in said(reply)
    assert folded(stage) == before


async def test_a_stage_that_is_not_in_the_playbook_is_refused_with_its_names(stage: Stage) -> None:
    before = folded(stage)
    ref = change_ref(before, "enterprise", "sg.st3")
    reply = await press(stage, "Maria", "change playbook", ref)
    told = reply.errors["stage"] if isinstance(reply, Invalid) else said(reply)
    assert "Assess, Prioritize, Pilot, Scale, Optimize" in told
    assert folded(stage) == before


async def test_a_closed_pilot_keeps_its_playbook(stage: Stage) -> None:
    pilot = folded(stage)
    await press(stage, "Maria", "close", pilot.id, reason="The deal is off")
    ref = change_ref(pilot, "enterprise", "ef.ph3")
    assert "closed" in said(await press(stage, "Maria", "change playbook", ref))
    reply = await press(stage, "Maria", "others", pilot.id)
    assert isinstance(reply, Show)
    assert not any(button.verb == "playbook" for button in buttons(reply.card))


@pytest.mark.parametrize("here", PHASES)
@pytest.mark.parametrize("there", LIBRARY.playbooks)
def test_every_stage_has_its_place_in_every_playbook(here: tuple[str, str], there: str) -> None:
    now = LIBRARY.playbook(here[0]).stage(here[1])
    found = stage_like(LIBRARY.playbook(there), now)
    covered = {phase for stage in LIBRARY.playbook(there).stages for phase in stage.covers}
    assert set(found.covers) & set(now.covers) or not set(now.covers) & covered
