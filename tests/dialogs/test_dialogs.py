from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogs.play import play
from tests.stage import Stage

DIALOGS = {
    file.name: file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("*.txt")
}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(tmp_path)
    yield stage
    stage.close()


@pytest.mark.parametrize("dialog", sorted(DIALOGS))
async def test_a_dialog_goes_as_it_is_written(dialog: str, stage: Stage) -> None:
    await play(dialog, DIALOGS[dialog], stage)
