"""Playbooks given in chat: nothing is lost, nobody stands nowhere, nobody else gets in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from handlers.desk import Desk
from handlers.files import limit_of
from handlers.heard import File, Press
from handlers.interview.asking import ref_of
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.playbooks.rehearsing import rehearse
from storage.pilots import journal, summary
from storage.pilots.summary import Summary
from storage.store import Tx
from storage.tenant import editions
from tests.stage import USERS, Stage

WORKS = """\
questions:
  - {id: q.works, criterion: c.sponsor, ask: "Has the works council agreed?", kind: yes_no}
rules:
  - id: r.works
    about: c.sponsor
    severity: block
    when: answers["q.works"].no
    message: The works council has not agreed.
    clears: Get its agreement.
"""
OWN = """\
playbook:
  id: ours
  title: Our way
  first: {owner: [c.owner], metric: [c.metric], funding: [c.funding-path]}
  stages:
    - id: ours.one
      label: Look
      purpose: Find out.
      covers: [discovery]
      gate:
        id: ours.g1
        label: Our gate
        approvers: [lead]
        decisions: {proceed: Go on, stop: Stop}
        needs:
          - {criterion: c.sponsor, need: must}
          - {criterion: c.owner, need: should}
          - {criterion: c.metric, need: should}
          - {criterion: c.funding-path, need: should}
"""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def give(stage: Stage, text: str, name: str = "works.yml", who: str = "Priya") -> str:
    await stage.give(who, "", name, text.encode())
    return stage.read(who)


async def publish(stage: Stage, text: str, name: str = "works.yml") -> None:
    await give(stage, text, name)
    await stage.press("Priya", "Publish")
    assert "Published: " in stage.read("Priya")


async def begin(stage: Stage, playbook: str = "Stage gate", name: str = "Invoices") -> Summary:
    await stage.say("Priya", "invoice-pilot", "/gate start")
    await stage.fill(
        "Priya",
        {"Name": name, "Purpose": "To match", "Business sponsor": "Maria Lopez"}
        | {"Playbook": playbook},
    )
    assert f"Started: {name}" in stage.read("Priya")
    return row(stage)


def row(stage: Stage) -> Summary:
    return stage.store.read(lambda tx: summary.every(tx, TENANT, "", 9)).result()[-1]


async def answer(stage: Stage, question: str, text: str) -> None:
    await stage.hear("Priya", "", Press("edit", ref_of(row(stage).pilot, question, 0)))
    await stage.say("Priya", "", text)


async def test_answers_outlive_the_question_and_their_number_is_told(
    stage: Stage,
) -> None:  # BI-265
    await publish(stage, WORKS)
    await begin(stage)
    await answer(stage, "q.works", "yes")
    said = await give(stage, "name: x\n" + OWN, "works.yml")
    assert "q.works: 1 answer" in said
    assert "[Publish all the same]" in said
    await stage.press("Priya", "Publish all the same")
    for words in ("status", "history", "why", "flags", "next", "answer"):
        await stage.say("Priya", "invoice-pilot", f"/gate {words}")
        assert "went wrong" not in stage.read("Priya")
    await stage.say("Priya", "invoice-pilot", "/gate history")
    assert "Has the works council agreed?" in stage.read("Priya")
    await publish(stage, WORKS, "again.yml")  # asked again, the answer is there again
    held = stage.store.read(lambda tx: editions.newest(tx, TENANT)).result()
    assert held is not None
    assert held.retired == ()


async def test_going_back_tells_of_answers_too(stage: Stage) -> None:
    await publish(stage, WORKS)
    await begin(stage)
    await answer(stage, "q.works", "yes")
    await stage.hear("Priya", "", Press("own back", "0"))
    assert "what Gatepost ships would hold again." in stage.read("Priya")
    assert "q.works: 1 answer" in stage.read("Priya")
    await stage.press("Priya", "Publish all the same")
    assert "Published: back to what Gatepost ships. This is edition 2." in stage.read("Priya")


async def test_rewording_a_question_keeps_its_answers(stage: Stage) -> None:
    await publish(stage, WORKS)
    await begin(stage)
    await answer(stage, "q.works", "no")
    await stage.say("Priya", "invoice-pilot", "/gate why sponsor")
    assert "The works council has not agreed." in stage.read("Priya")
    said = await give(stage, WORKS.replace("Has the works", "Did the works"))
    assert "No pilot changes" in said
    assert "no longer be asked" not in said


async def test_a_question_with_answers_keeps_its_kind(stage: Stage) -> None:
    await publish(stage, WORKS)
    await begin(stage)
    await answer(stage, "q.works", "no")
    said = await give(stage, WORKS.replace("yes_no", "text").replace(".no", '.text == "x"'))
    assert "answers of another kind" in said
    assert "[Publish" not in said


async def test_nobody_is_left_in_a_playbook_that_is_gone(stage: Stage) -> None:
    await publish(stage, OWN, "ours.yml")
    await begin(stage, "Our way")
    said = await give(stage, OWN.replace("ours.one", "ours.two"), "ours.yml")
    assert "ours, ours.one: 1 pilot" in said
    assert "[Publish" not in said
    await stage.hear("Priya", "", Press("own back", "0"))
    assert "ours, ours.one: 1 pilot" in stage.read("Priya")
    assert "[Publish" not in stage.read("Priya")
    await stage.hear("Priya", "", Press("own go back", "1|0"))
    assert "would be gone" in stage.read("Priya")
    for words in ("status", "why", "next", "history", "flags"):
        await stage.say("Priya", "invoice-pilot", f"/gate {words}")
        assert "went wrong" not in stage.read("Priya")
    await stage.say("Priya", "invoice-pilot", "/gate status")
    assert "Our gate" in stage.read("Priya")


async def test_who_was_slower_looks_again(stage: Stage) -> None:
    await stage.say("Priya", "", "/gate settings")
    await stage.press("Priya", "Name somebody")
    await stage.fill("Priya", {"Who?": "Anna", "As": "Admin"})
    await give(stage, WORKS)
    assert "A look first" in await give(stage, OWN, "ours.yml", "Anna")
    await stage.press("Anna", "Publish")
    assert "This is edition 1." in stage.read("Anna")
    await stage.press("Priya", "Publish")
    assert "Somebody published other playbooks meanwhile." in stage.read("Priya")


async def test_a_press_made_up_by_somebody_else_does_nothing(stage: Stage) -> None:
    await publish(stage, WORKS)
    for verb, ref in (
        ("own publish", "d_x"),
        ("own drop", "d_x"),
        ("own back", "0"),
        ("own go back", "1|0"),
        ("own take out", "1|0"),
        ("own remove", "1|0"),
        ("own text", "1|0|0"),
        ("own playbooks", ""),
    ):
        await stage.hear("Ben", "", Press(verb, ref))
        assert "You may not change the settings here." in stage.read("Ben")
    for ref in ("", "9", "-1", "x", "1|9|0", "1|-1|0", "9999999999999999999|0|0"):
        for verb in (
            "own back",
            "own go back",
            "own text",
            "own remove",
            "own take out",
            "own publish",
        ):
            await stage.hear("Priya", "", Press(verb, ref))
            assert "Nothing was changed." in stage.read("Priya"), (verb, ref)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (File("works.yml", 0), "empty"),
        (File("works.yml", limit_of("x.yml") + 1), "too large"),
        (File("works.yml", 5, trouble="refused"), "files:read"),
        (File("works.yml", 5, trouble="unreachable"), "could not fetch"),
        (File("works.yml", 5, trouble="several"), "One file at a time"),
        (File("works.exe", 5, b"MZ..."), "What I take: a playbook"),
        (File("works.yml", 3, b"a: \x00"), "U+0000"),
        (File("works.yml", 4, b"\xff\xfe\x00a"), "UTF-8"),
        (File("w.yml", 9, b"[" * 200_000), "deeper than 20"),
        (File("../../etc/passwd\n.yml", 9, b"name: x"), "nothing to use"),
        (File("w.yml", 9, b"a: &a [x]\nb: *a"), "aliases"),
    ],
)
async def test_a_file_that_cannot_be_used_is_declined_in_words(
    stage: Stage, file: File, words: str
) -> None:
    await stage.hear("Priya", "", file)
    assert words in stage.read("Priya")
    assert stage.store.read(lambda tx: editions.number(tx, TENANT)).result() == 0


async def test_a_file_heard_twice_is_looked_at_once(stage: Stage) -> None:
    file = File("works.yml", len(WORKS), WORKS.encode())
    await stage.hear("Priya", "", file, key="same")
    assert "A look first" in stage.read("Priya")
    await stage.hear("Priya", "", file, key="same")
    assert stage.read("Priya") == ""


async def test_lists_follow_what_was_published(stage: Stage) -> None:
    before = await begin(stage)
    await publish(stage, ADDS)
    for _ in range(200):
        if row(stage).total == before.total + 1:
            break
        await asyncio.sleep(0.02)
    assert (row(stage).total, row(stage).blocking) == (before.total + 1, before.blocking + 1)
    assert row(stage).seq == before.seq  # nothing was written into the journal


ADDS = "adds:\n  - {gate: sg.g1, criterion: c.owner, need: must}\n"


async def test_another_process_takes_the_edition_up_within_a_second(stage: Stage) -> None:
    await begin(stage)
    other = Desk(stage.store, stage.desk.shelf.base, now=lambda: stage.now)
    first, stage.desk = stage.desk, other
    await stage.say("Ben", "invoice-pilot", "/gate status")
    assert "of 5 criteria" in stage.read("Ben")
    stage.desk = first
    await publish(stage, ADDS)
    stage.desk = other
    await stage.say("Ben", "invoice-pilot", "/gate status")
    assert "of 6 criteria" in stage.read("Ben")


async def test_a_decision_remembers_the_edition_that_it_was_made_under(stage: Stage) -> None:
    await publish(stage, OWN, "ours.yml")
    pilot = await begin(stage, "Our way")
    await stage.say("Priya", "invoice-pilot", "/gate decide")
    await stage.fill("Priya", {"Decision": "Go on", "Reason": "It is worth it"})

    def look(tx: Tx) -> Pilot:
        return fold(Pilot(id=pilot.pilot), journal.read(tx, TENANT, pilot.pilot))

    [decision] = stage.store.read(look).result().decisions
    held = stage.store.read(lambda tx: editions.newest(tx, TENANT)).result()
    assert held is not None
    assert decision.edition == held.digest
    said = await give(stage, OWN.replace("Our gate", "Their gate"), "ours.yml")
    assert "1 decision made under the text that would change; they stand." in said
    assert "Invoices, Our gate: Go on, 23 November 2026" in said


async def test_a_rehearsal_that_runs_out_of_time_says_so(stage: Stage) -> None:
    await begin(stage)
    ticks = iter(range(0, 1000, 10))

    def look(tx: Tx) -> object:
        library = stage.desk.shelf.base
        return rehearse(
            tx, TENANT, library, library, stage.now, seconds=5, clock=lambda: next(ticks)
        )

    found = stage.store.read(look).result()
    assert (found.looked, found.whole) == (0, False)  # type: ignore[attr-defined]  # a Rehearsal


async def test_a_long_file_is_shown_page_by_page(stage: Stage) -> None:
    long = WORKS + "".join(f"# line {number} of a long remark\n" for number in range(300))
    await publish(stage, long)
    await stage.hear("Priya", "", Press("own text", "1|0|0"))
    assert "page 1 of" in stage.read("Priya")
    await stage.press("Priya", "Next page")
    assert "page 2 of" in stage.read("Priya")
    shown = ""
    for page in range(9):
        await stage.hear("Priya", "", Press("own text", f"1|0|{page}"))
        shown += stage.read("Priya")
    for number in (0, 150, 299):
        assert f"# line {number} of" in shown


def test_the_stage_knows_priya_as_admin() -> None:
    assert USERS["Priya"].admin
