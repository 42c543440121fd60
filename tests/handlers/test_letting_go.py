"""Waivers, overrules and "still true", by people who may not, twice, late, and made up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from bot.render import plain
from handlers.heard import Invalid, Press, Show
from storage.pilots import journal, summary
from storage.pilots.summary import Sight
from tests.stage import Stage

ROOM = "invoice-pilot"
WAIVER = {"reason": "The audit is booked", "until": "2026-12-24"}


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def start(stage: Stage, room: str = ROOM, **more: str) -> str:
    await stage.say("Priya", room, "/gate start")
    told = {"Name": "Invoice matching", "Purpose": "Match invoices", "Business sponsor": "Maria"}
    await stage.fill("Priya", {**told, "Others in the team": "Anna", **more})
    names = stage.store.read(
        lambda tx: summary.names(tx, TENANT, Sight(True, frozenset(), "", False))
    ).result()
    return str(names[0][0])


async def press(stage: Stage, who: str, verb: str, ref: str, **values: str) -> str:
    reply = await stage.hear(who, ROOM, Press(verb, ref, values, form=bool(values)))
    match reply:
        case Show(card):
            return plain.render(card)
        case Invalid(errors):
            return " ".join(errors.values())
        case _:
            return stage.read(who)


def kinds(stage: Stage, pilot: str) -> list[str]:
    entries = stage.store.read(lambda tx: journal.read(tx, TENANT, pilot)).result()
    return [entry.kind for entry in entries]


@pytest.mark.parametrize("who", ["Anna", "Tom", "Ben"])
async def test_only_lead_sponsor_and_approver_waive(stage: Stage, who: str) -> None:
    pilot = await start(stage)
    said = await press(stage, who, "waive", f"{pilot}|c.value-case", **WAIVER)
    assert "You may not waive a criterion here." in said
    assert "waived" not in kinds(stage, pilot)


@pytest.mark.parametrize("who", ["Priya", "Maria"])
async def test_lead_and_sponsor_waive(stage: Stage, who: str) -> None:
    pilot = await start(stage)
    await press(stage, who, "waive", f"{pilot}|c.value-case", **WAIVER)
    assert kinds(stage, pilot).count("waived") == 1


@pytest.mark.parametrize(
    "until", ["", "2026-11-23", "2026-02-30", "tomorrow", "2028-01-01", "99999-01-01", "2020-01-01"]
)
async def test_a_waiver_has_a_day_on_which_it_ends_within_a_year(stage: Stage, until: str) -> None:
    pilot = await start(stage)
    told = {**WAIVER, "until": until}
    await press(stage, "Maria", "waive", f"{pilot}|c.value-case", **told)
    assert "waived" not in kinds(stage, pilot)


@pytest.mark.parametrize(
    ("verb", "ref"),
    [
        ("waive", "{}|c.nothing"),
        ("waive", "{}"),
        ("waive", "nobody|c.value-case"),
        ("lift", "{}|c.value-case|0"),
        ("lift", "{}|c.value-case|99999999999999999999"),
        ("overrule", "{}|r.owner.person|q.owner"),
        ("overrule", "{}"),
        ("restore", "{}|r.owner.person|q.owner"),
        ("renew", "{}|c.owner"),
        ("renew", "{}|c.nothing"),
        ("renew", "{}|c.owner,c.nothing,,"),
        ("flags", "{}|99999999999999999999|old"),
        ("unrenew", "{}|1"),
        ("unrenew", "{}|1,x,,-3"),
        ("ask one", "{}|q.nothing"),
        ("overlays", "{}|no-such-overlay"),
    ],
)
async def test_what_is_made_up_or_over_changes_nothing(stage: Stage, verb: str, ref: str) -> None:
    pilot = await start(stage)
    before = kinds(stage, pilot)
    said = await press(stage, "Priya", verb, ref.format(pilot), **WAIVER)
    assert said
    assert kinds(stage, pilot) == before


@pytest.mark.parametrize("verb", ["waive", "overrule", "lift", "restore", "renew", "flags", "next"])
async def test_a_pilot_one_may_not_see_is_one_that_does_not_exist(stage: Stage, verb: str) -> None:
    pilot = await start(stage, room="leadership", Channel="#leadership")
    hidden = await press(stage, "Tom", verb, f"{pilot}|c.owner|q.owner")
    nothing = await press(stage, "Tom", verb, "P404|c.owner|q.owner")
    assert hidden == nothing


async def test_a_waiver_is_undone_once(stage: Stage) -> None:
    pilot = await start(stage)
    await press(stage, "Maria", "waive", f"{pilot}|c.value-case", **WAIVER)
    seq = kinds(stage, pilot).index("waived") + 1
    assert "Lifted" in await press(stage, "Maria", "lift", f"{pilot}|c.value-case|{seq}")
    again = await press(stage, "Maria", "lift", f"{pilot}|c.value-case|{seq}")
    assert "This waiver is over already." in again
    assert kinds(stage, pilot).count("waiver lifted") == 1


async def test_an_earlier_waiver_stands_again_when_the_later_one_is_taken_back(
    stage: Stage,
) -> None:
    pilot = await start(stage)
    await press(stage, "Maria", "waive", f"{pilot}|c.value-case", **WAIVER)
    later = {**WAIVER, "until": "2027-01-31"}
    await press(stage, "Maria", "waive", f"{pilot}|c.value-case", **later)
    seq = len(kinds(stage, pilot)) - kinds(stage, pilot)[::-1].index("waived")
    said = await press(stage, "Maria", "lift", f"{pilot}|c.value-case|{seq}")
    assert "It is waived until 24 December 2026 again." in said


async def test_to_overrule_a_gap_does_not_open_the_gate(stage: Stage) -> None:
    pilot = await start(stage)
    asked = f"{pilot}|c.value-case|q.value"
    await press(stage, "Anna", "overrule", asked, reason="Everybody knows what it is worth")
    assert "overruled" in kinds(stage, pilot)
    await stage.say("Anna", ROOM, "/gate status")
    assert "Value case" in stage.read("Anna").partition("What blocks it")[2]


async def test_who_only_watches_overrules_nothing(stage: Stage) -> None:
    pilot = await start(stage)
    asked = f"{pilot}|c.value-case|q.value"
    said = await press(stage, "Tom", "overrule", asked, reason="I know better")
    assert "You may not overrule a flag here." in said
    assert "overruled" not in kinds(stage, pilot)


async def test_before_a_strict_gate_no_must_is_waived_and_none_opens_it(stage: Stage) -> None:
    pilot = await start(stage, **{"Playbook": "Phase gate", "The stage it is in today": "Pilot"})
    said = await press(stage, "Priya", "waive", f"{pilot}|c.owner", **WAIVER)
    assert "lets nothing through with open musts" in said
    told = {"outcome": "proceed", "reason": "We are in a hurry"}
    said = await press(stage, "Priya", "decide", f"{pilot}|pg.g3", **told)
    assert "stays shut while musts are open" in said
    assert not {"waived", "decided"} & set(kinds(stage, pilot))
    said = await press(stage, "Priya", "decide", f"{pilot}|pg.g3", **{**told, "outcome": "hold"})
    assert "decided" in kinds(stage, pilot)


async def test_a_closed_pilot_takes_no_waiver_and_has_no_flags(stage: Stage) -> None:
    pilot = await start(stage)
    await press(stage, "Priya", "close", pilot, reason="The vendor left")
    said = await press(stage, "Priya", "waive", f"{pilot}|c.value-case", **WAIVER)
    assert "closed" in said
    assert "waived" not in kinds(stage, pilot)
    assert "nothing waits" in await press(stage, "Priya", "flags", pilot)


async def test_what_people_write_as_a_reason_is_shown_to_the_letter(stage: Stage) -> None:
    pilot = await start(stage)
    told = {**WAIVER, "reason": "*bold* <!channel> <@UPRIYA> [x](https://evil.example)"}
    await press(stage, "Maria", "waive", f"{pilot}|c.value-case", **told)
    await stage.say("Anna", ROOM, "/gate status")
    assert "*bold* <!channel> <@UPRIYA> [x](https://evil.example)" in stage.read("Anna")
