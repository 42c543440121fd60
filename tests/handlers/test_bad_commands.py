"""Every command.* entry of bad_inputs.json, typed by a person into the real desk."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from handlers.heard import Command, Heard, Place, Reply, Show
from storage.pilots import summary
from storage.tenant.people import Face
from tests.stage import CHANNELS, MONDAY, USERS, Stage

ENTRIES = {
    entry["id"]: entry
    for entry in json.loads((Path(__file__).parents[1] / "data/bad_inputs.json").read_text())
    if entry["where"] == "command"
}
NO_SUCH = "There is no pilot called"

# What the person reads; the entry's own `expected` says why.
TYPED = {
    "BI-114": ("/gate start", "/gate help"),
    "BI-116": ("Pilot A", "Gate 1"),
    "BI-118": ("The closing quote is missing.", "Nothing was changed."),
    "BI-120": (NO_SUCH, "that you can see."),
    "BI-122": (NO_SUCH, "that you can see."),
    "BI-124": ("I do not know the option --all-workspaces.",),
    "BI-126": ("I do not know the word “delete”. Nothing was changed.",),
    "BI-128": (f"{NO_SUCH} {'x' * 40} that you can see.",),
}
CONTEXTS = ("BI-130", "BI-132")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", {"Name": "Pilot A", "Purpose": "Match invoices to orders"})
    yield stage
    stage.close()


async def typed(stage: Stage, text: str, who: Face, where: Place) -> Reply:
    return await stage.desk.hear(Heard(f"E{text}{who.user}", MONDAY, who, where, Command(text)))


def words(reply: Reply) -> str:
    assert isinstance(reply, Show)
    return reply.card.summary


DIRECT = Place("local", "local", "D1", direct=True)


@pytest.mark.parametrize("entry", TYPED)
async def test_a_bad_command_gets_what_the_file_says(stage: Stage, entry: str) -> None:
    before = pilots(stage)
    said = words(await typed(stage, ENTRIES[entry]["input"], USERS["Anna"], DIRECT))
    for expected in TYPED[entry]:
        assert expected in said
    assert pilots(stage) == before


def pilots(stage: Stage) -> object:
    everything = summary.Sight(True, frozenset(), "", False)
    return stage.store.read(lambda tx: summary.page(tx, "local", everything, None)).result()


async def test_a_guest_sees_only_what_lives_where_the_guest_is(stage: Stage) -> None:
    """BI-130."""
    guest = Face("UGUEST", "Gus Guest", guest=True)
    assert NO_SUCH in words(await typed(stage, "status Pilot A", guest, DIRECT))
    assert "no pilot that you can see" in words(await typed(stage, "status all", guest, DIRECT))
    here = Place("local", "local", CHANNELS["invoice-pilot"].id, direct=False)
    assert "Pilot A" in words(await typed(stage, "status", guest, here))


async def test_another_tenants_pilot_reads_like_none(stage: Stage) -> None:
    """BI-132: the same words; the timing is the same look-up, which finds nothing either way."""
    theirs = replace(DIRECT, tenant="slack:T_B")
    one = words(await typed(stage, "status Pilot A", USERS["Anna"], theirs))
    other = words(await typed(stage, "status Pilot Z", USERS["Anna"], theirs))
    assert one.replace("Pilot A", "Pilot Z") == other


def test_every_entry_of_the_file_is_tried_here() -> None:
    assert {*TYPED, *CONTEXTS} == set(ENTRIES)
