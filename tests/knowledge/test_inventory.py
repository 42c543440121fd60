"""Everything that the inventory lists is here, under its id."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.model import RuleUse
from tests.knowledge.town import LIBRARY

INVENTORY: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "inventory_ids.yml").read_text("utf-8")
)
SEVERITY = {rule: severity for severity, rules in INVENTORY["rules"].items() for rule in rules}
DELIVERABLES = {
    deliverable
    for gates in INVENTORY["playbooks"].values()
    for gate in gates.values()
    for deliverable in gate["deliverables"]
}


def uses() -> dict[str, list[RuleUse]]:
    """Collect every rule at work by its id, also those that stand on their own."""
    found: dict[str, list[RuleUse]] = {}
    for criterion in LIBRARY.criteria.values():
        for use in criterion.rules:
            found.setdefault(use.id, []).append(use)
    for use in LIBRARY.standing.values():
        found.setdefault(use.id, []).append(use)
    return found


USES = uses()
# Its questions are a must's only ones: a redesign of the work that is missing closes the gate.
STRICTER = {"r.people.notcomms": "block"}
# Two of the inventory's figures are two rules here: red, and amber below green.
PARTS = {"r.fund.change": ("r.fund.change", "r.fund.change-amber")}


def test_the_inventory_is_whole() -> None:
    assert len(INVENTORY["criteria"]) == 82
    assert len(INVENTORY["questions"]) == 107
    assert len(SEVERITY) == 129
    assert len(DELIVERABLES) == 23


def test_its_criteria_are_the_catalogue_and_there_are_no_others() -> None:
    assert set(INVENTORY["criteria"]) == set(LIBRARY.criteria)


@pytest.mark.parametrize("question", INVENTORY["questions"])
def test_a_question_of_the_inventory_is_asked_whole_or_in_parts(question: str) -> None:
    parts = [one for one in LIBRARY.questions if f"{one}.".startswith(f"{question}.")]
    assert parts


@pytest.mark.parametrize("question", sorted(LIBRARY.questions))
def test_a_question_keeps_the_id_of_the_inventory_in_front(question: str) -> None:
    whole = question
    while whole not in INVENTORY["questions"] and "." in whole[2:]:
        whole = whole.rpartition(".")[0]
    assert whole in INVENTORY["questions"]


@pytest.mark.parametrize("rule", sorted(SEVERITY))
def test_a_rule_of_the_inventory_is_at_work_and_as_strict(rule: str) -> None:
    assert rule in USES
    assert {use.severity for use in USES[rule]} == {STRICTER.get(rule, SEVERITY[rule])}


@pytest.mark.parametrize("rule", sorted(INVENTORY["figures"]))
def test_a_rule_carries_the_figures_of_the_inventory(rule: str) -> None:
    parts = [use for part in PARTS.get(rule, (rule,)) for use in USES[part]]
    figures = [use.figure for use in parts if use.figure]
    told = {number for figure in figures for number in (figure.value, figure.high, *figure.steps)}
    assert {Decimal(str(number)) for number in INVENTORY["figures"][rule]} <= told


def test_its_deliverables_are_expected_by_some_gate() -> None:
    assert set(LIBRARY.deliverables) == DELIVERABLES


def numbers(said: str) -> set[Decimal]:
    """Read every number in a sentence, written in figures or (the small ones) in words."""
    small = {"one": 1, "first": 1, "two": 2, "three": 3, "four": 4, "six": 6, "twelve": 12}
    words = {**small, "hour": 1, "quarter": 25}
    found = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", said)}
    return found | {Decimal(words[w]) for w in re.findall("[a-z]+", said.lower()) if w in words}


def test_its_statistics_are_here_and_there_are_no_others() -> None:
    assert len(INVENTORY["statistics"]) == 38
    assert set(INVENTORY["statistics"]) == set(LIBRARY.statistics)


@pytest.mark.parametrize("statistic", sorted(INVENTORY["statistics"]))
def test_a_statistic_carries_its_figure_and_who_says_so(statistic: str) -> None:
    wanted, told = INVENTORY["statistics"][statistic], LIBRARY.statistics[statistic]
    assert {Decimal(str(number)) for number in wanted["figure"]} <= numbers(told.figure)
    assert (told.year, told.strength) == (wanted["year"], wanted["strength"])
    assert (list(told.about), told.tip) == (wanted["about"], wanted["tip"])
    assert told.by
    assert statistic.partition(".")[0] in LIBRARY.frameworks


def test_its_conflicts_are_here_and_there_are_no_others() -> None:
    assert len(INVENTORY["conflicts"]) == 36
    assert set(INVENTORY["conflicts"]) == set(LIBRARY.conflicts)


# "Months 1-2" is "two months" here: the same span.
SPANS = {("k.pilot-length", "rc"): {Decimal(1)}}


@pytest.mark.parametrize("conflict", sorted(INVENTORY["conflicts"]))
def test_a_conflict_says_what_each_framework_says_and_what_is_held(conflict: str) -> None:
    wanted, told = INVENTORY["conflicts"][conflict], LIBRARY.conflicts[conflict]
    assert told.kind == wanted["kind"]
    assert list(told.sources) == wanted["sources"]
    assert set(told.says) == set(wanted["says"])
    for framework, figures in wanted["says"].items():
        given = numbers(told.says[framework]) | SPANS.get((conflict, framework), set())
        assert {Decimal(str(number)) for number in figures} <= given
    assert told.hold
    assert told.about


def test_every_framework_that_is_cited_has_a_name() -> None:
    cited = {
        source.partition(".")[0] for group in INVENTORY["sources"].values() for source in group
    }
    assert cited == set(LIBRARY.frameworks)
    assert len(cited) == 5


def test_what_the_sources_leave_out_is_listed_with_what_stands_there() -> None:
    assert len(INVENTORY["gaps"]) == 35
    assert {one.id: one.rebuilt for one in LIBRARY.gaps.values()} == INVENTORY["gaps"]


# Reachable: in a playbook, in an overlay, or at work beside all of them.
IN_PLAYBOOKS = {
    need.criterion
    for playbook in LIBRARY.playbooks.values()
    for stage in playbook.stages
    for need in stage.gate.needs
}
IN_OVERLAYS = {
    need.criterion
    for overlay in LIBRARY.overlays.values()
    for step in overlay.steps
    for need in step.needs
}
STANDING = {rule for overlay in LIBRARY.overlays.values() for rule in overlay.rules}
STANDING |= set(LIBRARY.standing)


@pytest.mark.parametrize("criterion", INVENTORY["criteria"])
def test_every_criterion_is_reached_by_some_gate_or_step(criterion: str) -> None:
    assert criterion in IN_PLAYBOOKS | IN_OVERLAYS


def test_the_merged_playbook_reaches_every_criterion_by_itself() -> None:
    merged = LIBRARY.playbook("default")
    asked = {need.criterion for stage in merged.stages for need in stage.gate.needs}
    assert asked == set(INVENTORY["criteria"])


@pytest.mark.parametrize("question", sorted(LIBRARY.questions))
def test_every_question_belongs_to_a_criterion_that_is_reached(question: str) -> None:
    assert LIBRARY.question(question).criterion in IN_PLAYBOOKS | IN_OVERLAYS


@pytest.mark.parametrize("rule", sorted(SEVERITY))
def test_every_rule_is_reached_with_its_criterion_or_stands_on_its_own(rule: str) -> None:
    of_criteria = {
        use.id for criterion in IN_PLAYBOOKS for use in LIBRARY.criterion(criterion).rules
    }
    assert rule in of_criteria | STANDING


RECORD = Path(__file__).parents[2] / "docs" / "decisions" / "0003-questions-ask-one-thing.md"


@pytest.mark.parametrize("question", INVENTORY["questions"])
def test_a_question_that_was_split_is_in_the_table_that_maps_it(question: str) -> None:
    parts = [one for one in LIBRARY.questions if f"{one}.".startswith(f"{question}.")]
    told = RECORD.read_text("utf-8")
    assert parts == [question] or f"`{question}`" in told
