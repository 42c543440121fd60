"""The dialogs in Slack: the whole product behind signed HTTP, and over Socket Mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.dialogs.play import play
from tests.dialogs.test_dialogs import DIALOGS
from tests.stories.slack_stage import slack_stage


@pytest.mark.parametrize("by_socket", [False, True], ids=["signed HTTP", "Socket Mode"])
async def test_three_people_take_a_pilot_through_gate_1_in_slack(
    tmp_path: Path, by_socket: bool
) -> None:
    name = "gate-1-by-three-people.txt"
    async with slack_stage(tmp_path, by_socket=by_socket) as stage:
        await play(name, DIALOGS[name], stage)


@pytest.mark.parametrize(
    "name",
    [
        "two-at-once.txt",
        "who-may-see-what.txt",
        "several-answers-in-one-reply.txt",
        "own-playbooks.txt",
        "a-weekly-digest.txt",
        "conditions-of-a-gate.txt",
    ],
)
async def test_what_matters_most_goes_the_same_way_in_slack(tmp_path: Path, name: str) -> None:
    async with slack_stage(tmp_path, by_socket=False) as stage:
        await play(name, DIALOGS[name], stage)


REMINDED = """
Anna in #invoice-pilot: /gate start
Anna fills in
  Name: Invoice matching
  Purpose: Match incoming invoices to orders without typing
Anna presses Stop for now
(a minute passes)
Anna in #invoice-pilot: /gate help
!> Waiting for you
# Ten in Berlin, which her profile names, is nine in UTC.
(a day passes)
Anna reads
> Waiting for you
> In an hour
Anna presses Tomorrow
> I remind you on Wednesday, 25 November 2026 at 10:00, and not before.
(a day passes)
Anna reads
> Waiting for you
Anna presses Stop reminding me
"""


async def test_a_reminder_comes_in_the_hours_that_a_profile_names(tmp_path: Path) -> None:
    async with slack_stage(tmp_path, by_socket=False) as stage:
        await play("reminded", REMINDED, stage)
