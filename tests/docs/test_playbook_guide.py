"""The guide's example is a playbook that works: checked, judged, and walked by a pilot."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from knowledge.judging.expression_text import FIELDS
from knowledge.loading.own import KEYS
from tests.docs.pages import DOCS, tables, typed
from tests.handlers.test_playbooks_given import answer, begin
from tests.stage import Stage

GUIDE = DOCS / "playbooks.md"
EXAMPLE = "\n".join(typed(GUIDE, "yaml"))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "playbooks"
    made.mkdir()
    (made / "ours.yml").write_text(EXAMPLE, "utf-8")
    return made


def test_the_example_passes_the_check(folder: Path) -> None:
    done = CliRunner().invoke(app, ["playbook", "check", str(folder)])
    assert (done.exit_code, done.output) == (0, "All well.\n")


def test_answers_are_judged_by_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GATEPOST_PLAYBOOKS", str(folder))
    asked = [{"question": "q.ex.council", "text": text} for text in ("yes", "no")]
    lines = "\n".join(json.dumps(one) for one in asked)
    done = CliRunner().invoke(app, ["playbook", "judge"], input=lines)
    good, bad = (json.loads(line) for line in done.output.splitlines())
    assert good["verdict"] == "good"
    assert "r.ex.council" in bad["flags"]


async def test_a_pilot_is_led_through_it(stage: Stage) -> None:
    await stage.give("Priya", "", "ours.yml", EXAMPLE.encode())
    await stage.press("Priya", "Publish")
    await begin(stage, "Small tools")
    await answer(stage, "q.ex.council", "no")
    await stage.say("Priya", "invoice-pilot", "/gate why council")
    assert "The works council has not agreed." in stage.read("Priya")
    await answer(stage, "q.ex.council", "yes")
    await answer(stage, "q.ex.council.on", "2026-11-01")
    await stage.say("Priya", "invoice-pilot", "/gate why council")
    assert "has not agreed" not in stage.read("Priya")
    assert "more than a year old" not in stage.read("Priya")
    await stage.wait(timedelta(days=400))
    await stage.say("Priya", "invoice-pilot", "/gate why council")
    assert "more than a year old" in stage.read("Priya")
    await stage.say("Priya", "invoice-pilot", "/gate status")
    assert "Small gate" in stage.read("Priya")


def test_the_guide_names_every_key_and_every_part_of_an_answer() -> None:
    rows = {cells[0].strip("`"): cells[1] for cells in tables(GUIDE) if len(cells) == 2}
    assert set(KEYS) - {"name", "theme"} <= rows.keys()
    for kind, fields in FIELDS.items():
        assert rows[kind] == ", ".join(f"`.{field}`" for field in fields)
