"""The dialogs in Teams: the whole product behind signed activities, every card checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.play import play
from tests.dialogs.test_dialogs import DIALOGS
from tests.stories.teams_stage import teams_stage


@pytest.mark.parametrize("targets", [False, True], ids=["in private", "targeted"])
async def test_three_people_take_a_pilot_through_gate_1_in_teams(
    tmp_path: Path, targets: bool
) -> None:
    name = "gate-1-by-three-people.txt"
    async with teams_stage(tmp_path, targets=targets) as stage:
        await play(name, DIALOGS[name], stage)


@pytest.mark.parametrize(
    "name",
    [
        *("two-at-once.txt", "who-may-see-what.txt", "several-answers-in-one-reply.txt"),
        *("files-given.txt", "manners-of-the-interview.txt"),
        *("flags.txt", "refusals.txt", "words-behind-the-command.txt", "named-and-accepted.txt"),
    ],
)
async def test_what_matters_most_goes_the_same_way_in_teams(tmp_path: Path, name: str) -> None:
    async with teams_stage(tmp_path) as stage:
        await play(name, DIALOGS[name], stage)
