"""Each of the 129 rules, by its id: answers that fire it and answers that do not, judged whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from knowledge.judging.evaluate import evaluate
from knowledge.judging.standing import watch
from knowledge.model import Stage
from tests.knowledge.test_inventory import PARTS, SEVERITY
from tests.knowledge.test_rules import CASES as ANSWERED
from tests.knowledge.test_rules import Said
from tests.knowledge.test_standing import CASES as LIVED
from tests.knowledge.test_standing import Seen
from tests.knowledge.town import LIBRARY, facts

MERGED = LIBRARY.playbook("default")


def gate_of(criterion: str) -> Stage:
    """Find where the merged playbook asks for a criterion."""
    found = (
        stage
        for stage in MERGED.stages
        if any(need.criterion == criterion for need in stage.gate.needs)
    )
    return next(found)


def cases(rule: str) -> Iterator[tuple[str, Said, Said]]:
    """List the cases of a rule: its criterion, and both sets of answers."""
    for name, (firing, silent) in ANSWERED.items():
        criterion, part = name.split()
        if part in PARTS.get(rule, (rule,)):
            yield criterion, firing, silent


def found(criterion: str, said: Said) -> set[str]:
    given = facts(said)
    readiness = evaluate(LIBRARY, MERGED.id, gate_of(criterion).id, given.answers, given)
    return {f.rule for s in readiness.standings for f in s.findings if s.criterion.id == criterion}


def noticed(seen: Seen) -> set[str]:
    given = seen.facts()
    return {f.rule for f in watch(LIBRARY, seen.book, seen.stage, given.answers, given)}


@pytest.mark.parametrize("rule", sorted(SEVERITY))
def test_a_rule_has_answers_that_fire_it_and_answers_that_do_not(rule: str) -> None:
    parts = set(PARTS.get(rule, (rule,)))
    of_answers, of_life = list(cases(rule)), LIVED.get(rule)
    assert of_answers or of_life
    for criterion, firing, silent in of_answers:
        assert parts & found(criterion, firing)
        assert rule not in found(criterion, silent)
    if of_life:
        assert rule in noticed(of_life[0])
        assert rule not in noticed(of_life[1])


def test_there_are_as_many_as_the_inventory_has() -> None:
    assert len(SEVERITY) == 129
