"""Playbooks from the command line: what they would change, and putting them in force."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from storage.tenant import editions
from storage.tenant.editions import HOUSE
from tests.cli.test_command_line import elsewhere, run
from tests.handlers.test_playbooks_given import OWN, WORKS, answer, begin
from tests.stage import Stage

__all__ = ["elsewhere"]

MORE = """\
criteria:
  - id: c.ours
    title: The works council has agreed
    requirement: It has agreed in writing.
    why: Without it the pilot may be stopped.
    questions:
      - {id: q.ours, ask: "Has it agreed?", kind: yes_no, who: lead}
adds:
  - {gate: sg.g1, criterion: c.ours, need: must}
"""


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'gatepost.db'}")
    yield stage
    stage.close()


def put(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, "utf-8")
    return folder


async def test_a_rehearsal_names_pilots_people_and_questions_and_writes_nothing(
    stage: Stage, tmp_path: Path
) -> None:
    await begin(stage)
    code, said = run("playbook", "rehearse", str(put(tmp_path / "new", ours=MORE)))
    assert code == 0
    assert f"{TENANT}: 1 pilots looked at" in said
    assert "more to do at their gate: 1" in said
    assert "Invoices  + The works council has agreed" in said
    assert "Priya Nair: Has it agreed? (Invoices)" in said
    assert stage.store.read(lambda tx: editions.number(tx, HOUSE)).result() == 0


async def test_a_rehearsal_as_json_holds_the_same(stage: Stage, tmp_path: Path) -> None:
    await begin(stage)
    file = put(tmp_path / "new", ours=MORE) / "ours.yml"
    code, said = run("playbook", "rehearse", str(file), "--json")
    told = json.loads(said)
    assert (code, told["publishable"]) == (0, True)
    [tenant] = told["tenants"]
    assert tenant["tenant"] == TENANT
    assert tenant["more"][0]["blocks"] == ["The works council has agreed"]
    assert tenant["asked"] == [
        {"pilot": "Invoices", "question": "Has it agreed?", "who": "Priya Nair"}
    ]
    assert (tenant["red"], tenant["decisions"], tenant["homeless"]) == ([], [], {})


async def test_answers_left_behind_need_a_yes(  # BI-265
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "house", ours=WORKS)
    monkeypatch.setenv("GATEPOST_PLAYBOOKS", str(folder))
    assert run("playbook", "publish") == (0, "Published.\n")
    assert run("playbook", "publish") == (0, "These files are in force already.\n")
    await begin(stage)
    await answer(stage, "q.works", "yes")
    put(folder, ours=OWN)
    code, said = run("playbook", "rehearse", str(folder))
    assert code == 1
    assert "q.works: 1" in said
    assert run("playbook", "rehearse", str(folder), "--yes")[0] == 0
    code, said = run("playbook", "publish")
    assert code == 1
    assert "q.works has 1 answers and would no longer be asked" in said
    assert run("playbook", "publish", "--yes") == (0, "Published.\n")
    held = stage.store.read(lambda tx: editions.newest(tx, HOUSE)).result()
    assert held is not None
    assert [one["id"] for one in held.retired] == ["q.works"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["rehearse", "nowhere.yml"], 2, "no such file"),
        (
            ["rehearse", "bad.yml"],
            1,
            "bad.yml:1: qestions: unknown field (did you mean",
        ),
        (["rehearse", "bad.yml", "--json"], 1, "unknown field"),
        (["rehearse", "good.yml", "--tenant", "slack:T9"], 2, "there is none"),
        (["rehearse", "good.yml", "--db", "nothing.db"], 1, "gatepost db upgrade"),
        (["publish"], 2, "GATEPOST_PLAYBOOKS names no folder"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_line(
    stage: Stage, tmp_path: Path, words: list[str], code: int, said: str
) -> None:
    put(tmp_path, bad="qestions: []", good=WORKS)
    ended, told = run("playbook", *words)
    assert ended == code
    assert said in told
    assert "Traceback" not in told


async def test_a_pilot_in_a_stage_that_would_be_gone_stands_in_the_way(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put(tmp_path / "house", ours=OWN)
    monkeypatch.setenv("GATEPOST_PLAYBOOKS", str(folder))
    run("playbook", "publish")
    await begin(stage, "Our way")
    put(folder, ours=OWN.replace("ours.one", "ours.two"))
    code, said = run("playbook", "rehearse", str(folder), "--json")
    assert (code, json.loads(said)["tenants"][0]["homeless"]) == (1, {"ours, ours.one": 1})
    code, said = run("playbook", "publish", "--yes")
    assert code == 1
    assert "1 pilots stand in ours, ours.one, which would be gone" in said


def test_check_takes_own_files_and_folders(tmp_path: Path) -> None:
    put(tmp_path / "house", ours=OWN, more=WORKS)
    assert run("playbook", "check", str(tmp_path / "house")) == (0, "All well.\n")
    put(tmp_path / "house", more=WORKS.replace(".no", ".amount > 1"))
    code, said = run("playbook", "check", str(tmp_path / "house"))
    assert code == 1
    assert "more.yml:7: rules[0].when: the answer to q.works has no .amount" in said


async def test_the_doctor_names_what_an_upgrade_made_unusable(stage: Stage) -> None:
    await stage.give("Priya", "", "works.yml", WORKS.encode())
    await stage.press("Priya", "Publish")
    assert "own playbooks" not in (await asyncio.to_thread(run, "doctor"))[1]
    broken = editions.Edition(2, (("works.yml", "qestions: []"),), (), "", "", stage.now, "")
    stage.store.write(lambda tx: editions.put(tx, TENANT, broken)).result()
    code, said = await asyncio.to_thread(run, "doctor")
    assert code == 1
    assert f"BAD own playbooks: {TENANT}: works.yml:1: qestions: unknown field" in said
    await stage.restart()  # the newest that can still be read holds, and nobody is left alone
    await begin(stage)
    await stage.say("Priya", "invoice-pilot", "/gate why sponsor")
    assert "went wrong" not in stage.read("Priya")
    library = stage.store.read(lambda tx: stage.desk.shelf.of(tx, TENANT, stage.now)).result()
    assert "q.works" in library.questions
