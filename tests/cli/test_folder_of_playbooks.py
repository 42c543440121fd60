"""The folder of playbooks while Gatepost runs: taken up when it changes, never half, never bad."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from bot.running import folder as playbooks
from bot.running.folder import Folder
from knowledge.loading.reading import UnusableKnowledge
from knowledge.model import Library
from storage.post import outbox
from storage.store import Tx
from tests.cli.test_rehearsing import MORE, put
from tests.handlers.test_playbooks_given import OWN, WORKS, begin
from tests.stage import Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'gatepost.db'}")
    yield stage
    stage.close()


def holds(stage: Stage) -> Library:
    stage.desk.shelf.forget(TENANT)
    return stage.store.read(lambda tx: stage.desk.shelf.of(tx, TENANT, stage.now)).result()


def opened(stage: Stage, path: Path) -> Folder:
    folder = Folder(path, stage.store, stage.desk, lambda: stage.now)
    folder.open()
    return folder


def told(stage: Stage) -> list[str]:
    """What waits to be sent to admins."""

    def look(tx: Tx) -> list[str]:
        return [
            one.card for one in outbox.claim(tx, ["local"], stage.now, timedelta(seconds=30), 50)
        ]

    return stage.store.write(look).result()


async def test_the_folder_is_taken_in_at_the_start(stage: Stage, tmp_path: Path) -> None:
    opened(stage, put(tmp_path / "house", ours=OWN))
    assert "ours" in holds(stage).playbooks


async def test_a_bad_folder_at_the_very_first_start_is_refused(
    stage: Stage, tmp_path: Path
) -> None:
    with pytest.raises(UnusableKnowledge):
        opened(stage, put(tmp_path / "house", ours="qestions: []"))


async def test_after_a_restart_bad_files_leave_the_last_good_ones_and_admins_are_told(
    stage: Stage, tmp_path: Path
) -> None:
    house = put(tmp_path / "house", ours=OWN)
    opened(stage, house)
    put(house, ours=OWN.replace("title:", "titel:"))
    await stage.restart()
    opened(stage, house)
    assert "ours" in holds(stage).playbooks
    assert "did you mean title?" in stage.desk.shelf.trouble
    assert any("cannot be used" in card for card in told(stage))
    opened(stage, house)
    assert told(stage) == []  # said once
    await stage.say("Priya", "", "/gate settings")
    await stage.press("Priya", "Playbooks")
    assert "The folder's newest files cannot be used" in stage.read("Priya")
    assert "did you mean title?" in stage.read("Priya")


async def test_changes_are_taken_up_without_a_restart(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playbooks, "LOOK", 0.02)
    house = put(tmp_path / "house", ours=OWN)
    folder = opened(stage, house)
    running = asyncio.create_task(folder.run())
    try:
        put(house, more=WORKS)
        await until(lambda: "q.works" in holds(stage).questions)
        put(house, more="qestions: []")
        await until(lambda: bool(stage.desk.shelf.trouble))
        assert "q.works" in holds(stage).questions
        put(house, more=WORKS.replace("agreed?", "said yes?"))
        await until(lambda: "said yes" in holds(stage).question("q.works").ask)
        await until(lambda: not stage.desk.shelf.trouble)
    finally:
        running.cancel()


async def test_a_signal_has_it_look_at_once(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playbooks, "LOOK", 3600.0)
    house = put(tmp_path / "house", ours=OWN)
    running = asyncio.create_task(opened(stage, house).run())
    try:
        await asyncio.sleep(0.05)
        put(house, more=WORKS)
        os.kill(os.getpid(), signal.SIGHUP)
        await until(lambda: "q.works" in holds(stage).questions)
    finally:
        running.cancel()
        asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)


async def test_a_folder_that_would_leave_pilots_nowhere_changes_nothing(
    stage: Stage, tmp_path: Path
) -> None:
    house = put(tmp_path / "house", ours=OWN)
    opened(stage, house)
    await begin(stage, "Our way")
    put(house, ours=MORE)
    opened(stage, house)
    assert "ours, ours.one, which would be gone" in stage.desk.shelf.trouble
    assert "ours" in holds(stage).playbooks


async def test_a_tenants_own_and_the_folder_hold_together(stage: Stage, tmp_path: Path) -> None:
    await stage.give("Priya", "", "works.yml", WORKS.encode())
    await stage.press("Priya", "Publish")
    house = put(tmp_path / "house", ours=OWN)
    opened(stage, house)
    assert {"q.works"} <= holds(stage).questions.keys()
    assert "ours" in holds(stage).playbooks
    put(house, works=WORKS)  # the same ids again: the two would contradict each other
    opened(stage, house)
    assert "used twice" in stage.desk.shelf.trouble


async def until(found: Callable[[], bool]) -> None:
    for _ in range(500):
        if found():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("waited for nothing")
