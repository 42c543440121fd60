"""A list given in chat: whose it is, how long it is kept, and what a press can do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from bot.running.house import UNDECIDED
from handlers.heard import Invalid, Press
from handlers.importing.chat import MOST
from handlers.importing.delivering import bring_all
from storage.pilots import summary
from storage.post import parcels
from storage.tenant import people
from tests.stage import Stage, buttons

LIST = b"Name,Channel,Owner\nAlpha,#invoice-pilot,Ben Okafor\nBeta,#invoice-pilot,\n"
ALL = summary.Sight(True, frozenset(), "", False)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


async def given(stage: Stage, content: bytes = LIST) -> str:
    """Give a list, and find the reference of its buttons."""
    await stage.give("Priya", "", "pilots.csv", content)
    shown = stage.screen("Priya").seen[-1].card
    return next(one.ref for one in buttons(shown) if one.verb == "drop list")


async def press(stage: Stage, name: str, verb: str, ref: str, **values: str) -> str:
    await stage.hear(name, "", Press(verb, ref, values, form=bool(values)))
    return stage.read(name)


def pilots(stage: Stage) -> int:
    return len(stage.store.read(lambda tx: summary.names(tx, TENANT, ALL)).result())


@pytest.mark.parametrize("verb", ["bring list", "map list", "drop list"])
async def test_a_list_is_for_nobody_but_who_gave_it(stage: Stage, verb: str) -> None:
    ref = await given(stage)
    assert "You may not" in await press(stage, "Anna", verb, ref)
    stage.store.write(
        lambda tx: people.grant(tx, TENANT, _id(stage, "UTOM"), "lead", "", stage.now)
    )
    assert "no longer here" in await press(stage, "Tom", verb, ref)
    assert "no longer here" in await press(stage, "Priya", verb, "d_nothing")


def _id(stage: Stage, user: str) -> str:
    found = stage.store.read(lambda tx: people.by_user(tx, TENANT, user)).result()
    assert found
    return found.id


async def test_a_second_press_brings_nothing_twice(stage: Stage) -> None:
    ref = await given(stage)
    await press(stage, "Priya", "bring list", ref)
    assert "on its way in already" in await press(stage, "Priya", "bring list", ref)
    assert "on its way in already" in await press(stage, "Priya", "drop list", ref)
    await stage.wait(timedelta(minutes=1))
    assert pilots(stage) == 2
    assert "no longer here" in await press(stage, "Priya", "bring list", ref)
    await stage.wait(timedelta(minutes=1))
    assert pilots(stage) == 2


async def test_two_processes_bring_a_list_in_once(stage: Stage) -> None:
    ref = await given(stage)
    await press(stage, "Priya", "bring list", ref)
    (waiting,) = stage.store.read(parcels.going).result()
    assert bring_all(stage.store, stage.desk, stage.now) == 1
    stage.store.write(lambda tx: parcels.put(tx, TENANT, waiting.person, waiting.body, stage.now))
    await stage.wait(timedelta(minutes=1))
    assert pilots(stage) == 2
    brought = [text for text in stage.screen("Ben").fresh if "brought" in text]
    assert len(brought) == 1


async def test_whoever_lost_the_right_meanwhile_brings_nothing(stage: Stage) -> None:
    tom = _id(stage, "UTOM")
    stage.store.write(lambda tx: people.grant(tx, TENANT, tom, "lead", "", stage.now)).result()
    await stage.give("Tom", "", "pilots.csv", LIST)
    await stage.press("Tom", "Import 2 pilots")
    stage.store.write(lambda tx: people.revoke(tx, TENANT, tom, "lead")).result()
    await stage.wait(timedelta(minutes=1))
    assert "You may no longer bring in lists" in stage.read("Tom")
    assert pilots(stage) == 0


async def test_rows_are_forgotten_after_a_day_and_by_the_next_list(stage: Stage) -> None:
    first = await given(stage)
    second = await given(stage)
    assert "no longer here" in await press(stage, "Priya", "drop list", first)
    assert timedelta(days=1) == UNDECIDED
    stage.store.write(lambda tx: parcels.forget(tx, stage.now + timedelta(seconds=1))).result()
    assert "no longer here" in await press(stage, "Priya", "bring list", second)


async def test_a_list_too_long_for_the_chat_names_the_command(stage: Stage) -> None:
    rows = b"".join(b"Pilot %d,#invoice-pilot\n" % n for n in range(MOST + 1))
    await stage.give("Priya", "", "pilots.csv", b"Name,Channel\n" + rows)
    assert "gatepost import" in stage.read("Priya")


async def test_a_thousand_rows_are_shown_within_a_press(stage: Stage) -> None:
    rows = b"".join(b"Pilot %d,#invoice-pilot\n" % n for n in range(MOST))
    await stage.give("Priya", "", "pilots.csv", b"Name,Channel\n" + rows)
    assert f"New: {MOST}" in stage.read("Priya")


@pytest.mark.parametrize(
    "values",
    [
        {"c0": "q.owner", "c1": "room", "c2": "-"},
        {"c0": "name", "c1": "name", "c2": "-"},
        {"c0": "nonsense", "c1": "room", "c2": "-"},
    ],
)
async def test_columns_that_cannot_be_are_complained_about_in_the_form(
    stage: Stage, values: dict[str, str]
) -> None:
    ref = await given(stage)
    reply = await stage.hear("Priya", "", Press("map list", ref, values, form=True))
    assert isinstance(reply, Invalid)


async def test_a_channel_for_all_is_taken_from_the_form(stage: Stage) -> None:
    ref = await given(stage, b"Name,x\nAlpha,1\nBeta,2\n")
    assert "No channel is named" in stage.read("Priya")
    said = await press(stage, "Priya", "map list", ref, c0="name", c1="-", room="CINVOICE")
    assert "[Import 2 pilots]" in said


async def test_a_list_without_names_asks_for_the_column(stage: Stage) -> None:
    await given(stage, b"A thing,Another\nx,y\n")
    assert "No column gives the name of the pilot." in stage.read("Priya")
    assert "[Import" not in stage.read("Priya")


async def test_what_a_list_says_is_never_alive(stage: Stage) -> None:
    await given(stage, b"Name,Channel\n<!channel> *x*,#invoice-pilot\n<@UANNA>,y\n")
    await stage.press("Priya", "Import 1 pilot")
    await stage.wait(timedelta(minutes=1))
    assert "1 new" in stage.read("Priya")
