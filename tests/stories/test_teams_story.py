"""The dialogs in Teams: the whole product behind signed activities, every card checked."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.dialogs.play import play
from tests.dialogs.test_dialogs import DIALOGS
from tests.microsoft import judged
from tests.stories.teams_stage import teams_stage

Json = dict[str, Any]

GATE_1 = "gate-1-by-three-people.txt"
SHOWN: dict[str, Json] = {}  # every card that a dialog of this file showed, once


async def played(name: str, folder: Path, *, targets: bool = False) -> None:
    async with teams_stage(folder, targets=targets) as stage:
        await play(name, DIALOGS[name], stage)
    SHOWN.update((json.dumps(card, sort_keys=True), card) for card in stage.teams.cards)


async def test_a_pilot_goes_through_gate_1_where_one_person_can_be_answered_in_a_channel(
    tmp_path: Path,
) -> None:
    await played(GATE_1, tmp_path, targets=True)


@pytest.mark.parametrize("name", sorted(DIALOGS))
async def test_every_dialog_goes_the_same_way_in_teams(name: str, tmp_path: Path) -> None:
    await played(name, tmp_path)


async def test_microsofts_renderer_shows_every_card_of_the_dialogs(tmp_path: Path) -> None:
    if not SHOWN:  # this test runs by itself
        await played(GATE_1, tmp_path)
    complaints = await asyncio.to_thread(judged, SHOWN.values())
    assert [one for one in complaints if one] == []
    written = (json.dumps(card, ensure_ascii=False) for card in SHOWN.values())
    assert max(len(card.encode("utf-16-le")) for card in written) <= 80 * 1024


async def test_the_renderer_complains_of_what_is_wrong() -> None:
    broken: Json = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Hologram"}]}
    (complaints,) = await asyncio.to_thread(judged, [broken])
    assert any("Hologram" in one for one in complaints)
