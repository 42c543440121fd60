"""A pilot may be started under every playbook, at whatever stage it is in today."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.pilots.stages import offered
from tests.stage import LIBRARY, Stage

STAGES = [(book.id, s.label) for book in LIBRARY.playbooks.values() for s in book.stages]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


def value_of(playbook: str, label: str) -> str:
    """Choose as somebody does who reads the list: the entry of that name."""
    options = offered(LIBRARY, "stage-gate")
    named = [one for one in options if one.label == label or one.label.startswith(f"{label} (")]
    assert len(named) == 1, (playbook, label)
    return named[0].value


@pytest.mark.parametrize(("playbook", "today"), STAGES)
async def test_every_playbook_is_walked_from_every_stage(
    stage: Stage, playbook: str, today: str
) -> None:
    await stage.say("Priya", "invoice-pilot", "/gate start")
    await stage.fill(
        "Priya",
        {
            "Name": "Invoice matching",
            "Purpose": "Match invoices to orders",
            "Business sponsor": "Maria Lopez",
            "Playbook": LIBRARY.playbook(playbook).title,
            "The stage it is in today": value_of(playbook, today),
        },
    )
    assert "Started: Invoice matching" in stage.read("Priya")
    stage_of = LIBRARY.playbook(playbook).stages
    gate = next(one.gate for one in stage_of if one.label == today)
    await stage.say("Priya", "invoice-pilot", "/gate status")
    assert f"{gate.label}: " in stage.read("Priya")
    for words in ("status", "next", "flags", "why", "history", "why owner", "answer"):
        await stage.say("Priya", "invoice-pilot", f"/gate {words}")
        assert "Invoice matching" in stage.read("Priya") or "wrote to you" in stage.read("Priya")
    await stage.say("Priya", "invoice-pilot", "/gate decide")
    await stage.fill("Priya", {"Decision": "proceed", "Reason": "It is worth it"})
    strict = "stays shut while musts are open" in stage.read("Priya")
    assert strict == (playbook == "phase-gate" and today == "Pilot")
    assert strict or "decided by Priya Nair" in stage.read("Priya")


@pytest.mark.parametrize("playbook", LIBRARY.playbooks)
async def test_a_pilot_begins_at_the_first_stage_unless_somebody_says_otherwise(
    stage: Stage, playbook: str
) -> None:
    book = LIBRARY.playbook(playbook)
    await stage.say("Priya", "invoice-pilot", "/gate start")
    filled = {"Name": "Claims", "Purpose": "Sort claims", "Playbook": book.title}
    await stage.fill("Priya", filled)
    await stage.say("Priya", "invoice-pilot", "/gate status")
    assert f"{book.stages[0].gate.label}: " in stage.read("Priya")


@pytest.mark.parametrize("said", ["Assess (Enterprise framework)", "nowhere", "ef.ph1"])
async def test_a_stage_of_another_playbook_is_refused_with_those_there_are(
    stage: Stage, said: str
) -> None:
    await stage.say("Priya", "invoice-pilot", "/gate start")
    filled = {"Name": "Claims", "Purpose": "Sort claims", "The stage it is in today": said}
    await stage.fill("Priya", filled)
    told = stage.read("Priya")
    assert "Choose the first, or one of: Discovery, Proof of concept, Pilot" in told
    assert ("“Stage gate” has no stage “Assess”" in told) == (said != "nowhere")
    await stage.say("Priya", "", "/gate status all")
    assert "There is no pilot that you can see yet." in stage.read("Priya")


def test_the_list_names_each_stage_once_and_fits_every_platform() -> None:
    options = offered(LIBRARY, "stage-gate")
    assert len({one.value for one in options}) == len({one.label for one in options})
    assert len(options) <= 100
    assert all(0 < len(one.label) <= 75 and len(one.value) <= 150 for one in options)
