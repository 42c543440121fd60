"""A pilot may be started under every playbook, at whatever stage it is in today."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.stage import LIBRARY, Stage

STAGES = [stage.label for stage in LIBRARY.playbook("stage-gate").stages]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


@pytest.mark.parametrize("today", STAGES)
@pytest.mark.parametrize("playbook", LIBRARY.playbooks)
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
            "The stage it is in today": today,
        },
    )
    assert "Started: Invoice matching" in stage.read("Priya")
    for words in ("status", "next", "flags", "why", "history", "why owner", "answer"):
        await stage.say("Priya", "invoice-pilot", f"/gate {words}")
        assert "Invoice matching" in stage.read("Priya") or "wrote to you" in stage.read("Priya")
    await stage.say("Priya", "invoice-pilot", "/gate decide")
    await stage.fill("Priya", {"Decision": "proceed", "Reason": "It is worth it"})
    strict = "stays shut while musts are open" in stage.read("Priya")
    assert strict == (playbook == "phase-gate" and today == "Pilot")
    assert strict or "decided by Priya Nair" in stage.read("Priya")
