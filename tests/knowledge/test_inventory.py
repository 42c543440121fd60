"""Everything that the inventory lists is here, under its id."""

from __future__ import annotations

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
