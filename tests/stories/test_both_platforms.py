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
Maria: /gate history Invoices
> Anna Berg
"""
PARTED = """
MariaT: gate unlink
> stays with the account in Slack
MariaT presses Yes, unlink
> Unlinked.
Maria reads
> Unlinked.
MariaT: gate status me
> You have no part in an open pilot
Maria: gate status me
> Invoices
"""

# Anna is in Slack only, Tom in Teams only.
MEMBERS_ON_BOTH = """
Anna in #invoice-pilot: /gate start
Anna fills in
  Name: Invoices
  Purpose: Match invoices to orders
  Channel: #invoice-pilot
  Or people in Teams, by name: tom reed
> Question 1
Anna: Tom Reed
> Kept: Tom Reed
TomT reads
> Anna Berg names you as
!> Question 1
TomT presses Accept
> accountable owner
TomT: gate status me
> Invoices
Anna: /gate status Invoices
> Tom Reed
TomT: gate status Invoices
> Tom Reed
"""


async def test_a_talk_begun_in_slack_goes_on_in_teams_and_ends_in_slack(tmp_path: Path) -> None:
    async with both_stages(tmp_path) as stage:
        await play("begun", BEGUN, stage)
        await stage.link("Maria", "MariaT")
        await play("gone on", GONE_ON, stage)
        await stage.restart()
        await play("ended", ENDED, stage)
        await play("parted", PARTED, stage)


async def test_a_pilot_has_members_in_slack_and_in_teams(tmp_path: Path) -> None:
    async with both_stages(tmp_path) as stage:
        await play("members", MEMBERS_ON_BOTH, stage)


async def test_the_status_reads_the_same_in_both(tmp_path: Path) -> None:
    async with both_stages(tmp_path) as stage:
        await play("begun", BEGUN, stage)
        await stage.link("Maria", "MariaT")
        told = []
        for name in ("Maria", "MariaT"):
            await stage.say(name, "", "gate status Invoices")
            await stage.reads(name, "Gate 1")
            said = stage.read(name)
            told.append([said.count(word) for word in ("with you", "Missing", "Funding", "weeks")])
        assert told[0] == told[1]


async def test_two_platforms_that_nobody_joined_stay_strangers(tmp_path: Path) -> None:
    async with both_stages(tmp_path, one=False) as stage:
        await play("begun", BEGUN, stage)
        for said in ("gate status Invoices", "gate status all", "gate history Invoices"):
            await stage.say("PriyaT", "", said)
            await stage.teams.settled()
            assert "Match invoices" not in stage.read("PriyaT")
            assert "[Invoices" not in stage.read("PriyaT")
        await stage.say("PriyaT", "", "gate status Invoices")
        await stage.reads("PriyaT", "There is no pilot called")
        await stage.say("Maria", "", "gate link")
        await stage.reads("Maria", "There is no other platform to link with")
