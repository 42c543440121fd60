"""A pilot whose people sit in Slack and in Teams: the whole product, with both fakes at once."""

from __future__ import annotations

from pathlib import Path

from tests.dialogs.play import play
from tests.stories.both_stages import both_stages

BEGUN = """
Maria in #invoice-pilot: /gate start
Maria fills in
  Name: Invoices
  Purpose: Match invoices to orders
  Channel: #invoice-pilot
> Question 1
"""
GONE_ON = """
MariaT: Anna Berg
> Kept: Anna Berg
> Question 2
MariaT: 80000 EUR a year
> Kept
MariaT: /gate status Invoices
> Invoices
"""
ENDED = """
Maria: /gate status me
> Invoices
Maria presses Answer
> Question 1
Maria: stop
> kept
"""


async def test_a_talk_begun_in_slack_goes_on_in_teams_and_ends_in_slack(tmp_path: Path) -> None:
    async with both_stages(tmp_path) as stage:
        await play("begun", BEGUN, stage)
        await stage.link("Maria", "MariaT")
        await play("gone on", GONE_ON, stage)
        await play("ended", ENDED, stage)
        told = {}
        for name in ("Maria", "MariaT"):
            await stage.say(name, "", "gate status Invoices")
            await stage.reads(name, "Invoices")
            told[name] = stage.read(name)
        assert "Anna Berg" in told["Maria"]
        assert "Anna Berg" in told["MariaT"]
