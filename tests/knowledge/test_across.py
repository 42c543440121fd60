"""The same answers under two playbooks: what is red, asked and known there and not here."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from knowledge.judging.across import Reading, compare, read_as
from knowledge.model import Playbook, Stage
from knowledge.values import Value, YesNo
from tests.knowledge.test_playbooks import GOOD, STAGES
from tests.knowledge.town import LIBRARY, facts


def read(playbook: str, stage: str, said: Mapping[str, Value] | None = None) -> Reading:
    given = facts(said or {})
    return read_as(LIBRARY, playbook, stage, given.answers, given)


def test_with_itself_a_reading_has_no_difference() -> None:
    here = read("default", "pilot")
    found = compare(LIBRARY, here, here)
    differences = (found.red, found.red_first, found.more, found.less, found.only_there)
    assert differences == ((), (), (), (), ())


def test_what_only_the_other_playbook_wants_turns_red_and_is_asked() -> None:
    found = compare(LIBRARY, read("stage-gate", "sg.st3"), read("phase-gate", "pg.ph3"))
    assert "c.access" in {standing.criterion.id for standing in found.red}
    assert "q.access" in {question.id for question in found.more}
    assert "q.adoption" in {question.id for question in found.less}
    assert "c.access" in {criterion.id for criterion in found.only_there}


def test_owner_metric_and_funding_that_begin_to_block_are_named() -> None:
    found = compare(LIBRARY, read("stage-gate", "sg.st1"), read("default", "discovery"))
    assert [first.label for first in found.red_first] == ["Metric"]


def test_what_is_answered_already_is_not_asked_again() -> None:
    here, there = read("stage-gate", "sg.st3", GOOD), read("default", "pilot", GOOD)
    assert not set(GOOD) & {question.id for question in compare(LIBRARY, here, there).more}


def test_what_is_red_in_both_does_not_turn_red() -> None:
    said: dict[str, Value] = {"q.access": YesNo("no")}
    found = compare(LIBRARY, read("default", "pilot", said), read("phase-gate", "pg.ph3", said))
    assert "c.access" not in {standing.criterion.id for standing in found.red}


@pytest.mark.parametrize(("book", "stage"), STAGES, ids=lambda one: one.id)
def test_every_stage_can_be_compared_with_any_other(book: Playbook, stage: Stage) -> None:
    found = compare(LIBRARY, read("default", "pilot"), read(book.id, stage.id))
    assert {q.id for q in found.more}.isdisjoint(q.id for q in found.less)
