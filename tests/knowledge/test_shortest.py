"""The fewest answers that open a gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from knowledge.judging.evaluate import evaluate
from knowledge.judging.facts import Facts
from knowledge.judging.shortest import Wanted, shortest
from knowledge.values import Group, Person, Value
from tests.knowledge.town import LIBRARY, facts, value_of

BOOK = "stage-gate"


def good(*criteria: str) -> dict[str, Value]:
    """Answer every question of some criteria with its own example."""
    asked = [q for c in criteria for q in LIBRARY.criterion(c).questions]
    people = {"person": Person("p-board")}
    return {q.id: people.get(q.kind) or value_of(q, q.example) for q in asked}


def everything(stage: str) -> dict[str, Value]:
    needs = LIBRARY.playbook(BOOK).stage(stage).gate.needs
    first = LIBRARY.playbook(BOOK).first
    return good(*(n.criterion for n in needs), *first.owner, *first.metric, *first.funding)


def wanted(stage: str, given: Facts) -> tuple[Wanted, ...]:
    readiness = evaluate(LIBRARY, BOOK, stage, given.answers, given)
    return shortest(LIBRARY, readiness, given.answers, given)


def ids(stage: str, said: Mapping[str, Value]) -> list[str]:
    return [one.question.id for one in wanted(stage, facts(said))]


def test_a_gate_that_is_open_wants_nothing() -> None:
    given = facts(everything("sg.st2"))
    readiness = evaluate(LIBRARY, BOOK, "sg.st2", given.answers, given)
    assert readiness.blocking == ()
    assert wanted("sg.st2", given) == ()


def test_what_is_missing_is_wanted_and_nothing_else() -> None:
    said = everything("sg.st2")
    del said["q.architecture.weeks"]
    assert ids("sg.st2", said) == ["q.architecture.weeks"]


def test_of_two_answers_that_do_not_fit_one_is_enough() -> None:
    said = everything("sg.st2")
    reached, least = (LIBRARY.question(f"q.performance{part}") for part in ("", ".threshold"))
    said |= {reached.id: value_of(reached, "80 %"), least.id: value_of(least, "90 %")}
    found = wanted("sg.st2", facts(said))
    assert [one.question.id for one in found] == [reached.id]
    assert found[0].because


def test_two_groups_under_one_rule_are_two_answers() -> None:
    said = everything("sg.st3")
    said |= {"q.on-call": Group("the desk"), "q.on-call.weekend": Group("the desk")}
    assert ids("sg.st3", said) == ["q.on-call", "q.on-call.weekend"]


def test_an_answer_that_is_missing_anyway_clears_a_rule_over_two() -> None:
    said = everything("sg.st2")
    reached, least = (LIBRARY.question(f"q.performance{part}") for part in ("", ".threshold"))
    said |= {reached.id: value_of(reached, "80 %")}
    del said[least.id]
    assert ids("sg.st2", said) == [least.id]


def test_what_is_waived_or_overruled_is_left_out() -> None:
    said = everything("sg.st3")
    said |= {"q.on-call": Group("the desk")}
    del said["q.adoption"]
    given = replace(
        facts(said),
        waived=frozenset({"c.adoption"}),
        overruled=frozenset({("r.ops.oncall", "q.on-call")}),
    )
    assert wanted("sg.st3", given) == ()


def test_owner_metric_and_funding_come_first() -> None:
    first = wanted("sg.st3", facts({}))
    assert [one.criterion.id for one in first if one.criterion.id == "c.owner"]
    assert first[0].criterion.id == "c.owner"
