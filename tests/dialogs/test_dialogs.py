from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogs.play import play
from tests.pg import running
from tests.stage import Stage
from tests.storage.conftest import database

DIALOGS = {
    file.name: file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("*.txt")
}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.mark.parametrize("dialog", sorted(DIALOGS))
async def test_a_dialog_goes_as_it_is_written(dialog: str, stage: Stage) -> None:
    await play(dialog, DIALOGS[dialog], stage)


@pytest.mark.parametrize(
    "dialog", ["gate-1-by-three-people.txt", "two-at-once.txt", "a-list-of-pilots.txt"]
)
async def test_a_dialog_goes_the_same_way_on_postgresql(dialog: str, server: str) -> None:
    with database(server) as url:
        stage = Stage(url)
        await play(dialog, DIALOGS[dialog], stage)
        stage.close()
