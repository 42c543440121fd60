"""What an organisation's own playbook says is found by /gate ask, once it is in force."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.docs.pages import DOCS, typed
from tests.stage import Stage

OURS = "\n".join(typed(DOCS / "playbooks.md", "yaml"))
ASKED = "/gate ask has the works council agreed?"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def test_an_own_playbook_answers_only_once_it_is_published(stage: Stage) -> None:
    await stage.say("Tom", "invoice-pilot", ASKED)
    assert "works council:" not in stage.read("Tom").casefold()
    await stage.give("Priya", "", "ours.yml", OURS.encode())
    await stage.press("Priya", "Publish")
    await stage.say("Tom", "invoice-pilot", ASKED)
    assert "What the playbooks say" in stage.read("Tom")
    assert "works council" in stage.read("Tom").partition("agreed?")[2].casefold()
