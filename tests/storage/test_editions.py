from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage.tenant import editions
from storage.tenant.editions import HOUSE, Draft, Edition, Overtaken
from tests.storage.conftest import Run

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
TEXT = "title: 👩‍🔧 „Ours“\n"
FIRST = Edition(1, (("ours.yml", TEXT),), ({"id": "q.gone", "ask": "?"},), "abc", "u_1", AT, "new")


def test_the_newest_edition_of_a_tenant_is_in_force(write: Run[object], read: Run[object]) -> None:
    assert read(lambda tx: editions.newest(tx, "t1")) is None
    assert read(lambda tx: editions.number(tx, "t1")) == 0
    second = replace(FIRST, number=2, files=(), why="taken out")
    write(lambda tx: editions.put(tx, "t1", FIRST))
    write(lambda tx: editions.put(tx, "t1", second))
    write(lambda tx: editions.put(tx, HOUSE, FIRST))
    assert read(lambda tx: editions.newest(tx, "t1")) == second
    assert read(lambda tx: editions.get(tx, "t1", 1)) == FIRST
    assert read(lambda tx: editions.get(tx, "t2", 1)) is None
    assert read(lambda tx: editions.latest(tx, "t1", 9)) == (second, FIRST)
    assert read(editions.numbers) == {"t1": 2, HOUSE: 1}


@pytest.mark.parametrize("number", [1, 3])
def test_an_edition_that_is_not_the_next_is_overtaken(write: Run[object], number: int) -> None:
    write(lambda tx: editions.put(tx, "t1", FIRST))
    with pytest.raises(Overtaken):
        write(lambda tx: editions.put(tx, "t1", replace(FIRST, number=number)))


def test_one_draft_waits_for_each_person(write: Run[str], read: Run[object]) -> None:
    draft = Draft("", 0, "ours.yml", (("ours.yml", TEXT),), "u_1", AT)
    first = write(lambda tx: editions.keep_draft(tx, "t1", draft))
    other = write(lambda tx: editions.keep_draft(tx, "t1", replace(draft, by="u_2")))
    second = write(lambda tx: editions.keep_draft(tx, "t1", draft))
    assert read(lambda tx: editions.draft_of(tx, "t1", first)) is None
    assert read(lambda tx: editions.draft_of(tx, "t1", second)) == replace(draft, id=second)
    assert read(lambda tx: editions.draft_of(tx, "t2", second)) is None
    assert read(lambda tx: editions.draft_of(tx, "t1", other)) is not None
