from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from knowledge.answers import Answer
from knowledge.judging.evaluate import Readiness, Standing, catch_up, evaluate, to_ask
from knowledge.model import Library, Need, Playbook, Unknown
from knowledge.values import (
    Choice,
    Group,
    Link,
    Percent,
    Person,
    Placeholder,
    Quantity,
    Text,
    Value,
    YesNo,
)
from tests.knowledge.town import LIBRARY, answer, answers, euros, facts, metric

YES = YesNo("yes")
ONE = Person("p-jonas")
FIRST: Mapping[str, Value] = {
    "q.owner": ONE,
    "q.metric": metric(),
    "q.funding-path": euros(120_000),
    "q.funding-path.line": Text("Customer service, running costs"),
    "q.funding-path.status": Choice("requested"),
}
GATE_1: Mapping[str, Value] = {
    **FIRST,
    "q.value": euros(250_000),
    "q.value.assumption": Text("Two of three invoices need no person"),
    "q.value-signoff": ONE,
    "q.data-available.sources": Text("SAP invoices"),
    "q.data-available": YES,
    "q.data-available.granted-by": ONE,
    "q.process": Link("https://wiki.example.com/p"),
    "q.process.standard": YES,
    "q.risk": Choice("none found"),
    "q.risk.checked-by": ONE,
    "q.sponsor": ONE,
}
GATE_2: Mapping[str, Value] = {
    "q.performance.threshold": Percent(Decimal(92)),
    "q.performance": Percent(Decimal(94)),
    "q.performance.before": YES,
    "q.data-issues": Text("One invoice in ten has no number"),
    "q.data-issues.remedy": Text("Looked up by tax number"),
    "q.experts": ONE,
    "q.experts.useful": YES,
    "q.architecture": Link("https://wiki.example.com/a"),
    "q.architecture.weeks": Quantity(Decimal(14), "weeks"),
}


def judge(said: Mapping[str, Answer], stage: str = "sg.st1") -> Readiness:
    return evaluate(LIBRARY, "stage-gate", stage, said, facts({}))


def asked(said: Mapping[str, Answer], stage: str = "sg.st1") -> list[str]:
    return [question.id for question in to_ask(LIBRARY, judge(said, stage), said)]


def of(readiness: Readiness, criterion: str) -> Standing:
    found = [*readiness.standings, *(first.standing for first in readiness.first)]
    return next(s for s in found if s.criterion.id == criterion)


def lights(readiness: Readiness) -> list[tuple[str, str]]:
    return [(first.label, first.severity) for first in readiness.first]


def test_with_no_answers_everything_is_missing_and_the_first_three_are_amber() -> None:
    readiness = judge({})
    assert (readiness.met, readiness.total) == (0, 5)
    assert {standing.state for standing in readiness.standings} == {"missing"}
    assert lights(readiness) == [("Owner", "amber"), ("Metric", "amber"), ("Funding", "amber")]
    assert len(readiness.blocking) == 5


def test_the_first_three_are_asked_before_anything_else() -> None:
    assert asked({})[:5] == list(FIRST)


def test_the_duties_of_the_owner_wait_for_gate_3() -> None:
    assert not [question for question in asked({}) if question.startswith("q.owner-duties")]
    assert asked({}, "sg.st3")[1] == "q.owner-duties.monitor"


def test_a_complete_gate_1_is_met_and_asks_nothing_more() -> None:
    said = answers(GATE_1)
    readiness = judge(said)
    assert readiness.met == readiness.total == 5
    assert readiness.blocking == ()
    assert lights(readiness) == [("Owner", "ok"), ("Metric", "ok"), ("Funding", "ok")]
    assert asked(said) == []


@pytest.mark.parametrize("left_out", GATE_1)
def test_whichever_answer_is_left_out_is_the_one_that_is_asked(left_out: str) -> None:
    said = answers(GATE_1)
    del said[left_out]
    assert asked(said) == [left_out]


def test_a_placeholder_counts_as_unanswered() -> None:
    said = answers({**GATE_1, "q.risk": Placeholder("TBD")})
    assert of(judge(said), "c.risk").state == "missing"
    assert asked(said) == ["q.risk"]


@pytest.mark.parametrize("state", ["unknown", "skipped"])
def test_what_nobody_knows_or_was_skipped_is_still_asked(state: str) -> None:
    said = answers(GATE_1)
    said["q.risk"] = answer("q.risk", None, "unknown" if state == "unknown" else "skipped")
    assert of(judge(said), "c.risk").state == "missing"
    assert asked(said) == ["q.risk"]


def test_a_group_for_an_owner_is_short_and_says_what_clears_it() -> None:
    said = answers({**GATE_1, "q.owner": Group("IT")})
    readiness = judge(said)
    standing = of(readiness, "c.owner")
    assert standing.state == "short"
    assert [finding.rule for finding in standing.findings] == ["r.owner.person"]
    assert standing.findings[0].clears == "Name one person who runs it once it is live."
    assert lights(readiness)[0] == ("Owner", "amber")
    assert asked(said) == ["q.owner"]


def test_a_warning_is_shown_and_keeps_nothing_from_being_met() -> None:
    said = answers({**GATE_1, "q.horizon": Quantity(Decimal(12), "months")})
    standing = of(judge(said), "c.value-case")
    assert standing.state == "met"
    assert [(f.rule, f.severity, f.question) for f in standing.findings] == [
        ("r.roi.horizon", "warn", "q.horizon")
    ]


def test_what_does_not_apply_with_a_reason_counts_as_met() -> None:
    said = answers(GATE_1)
    said["q.risk"] = answer("q.risk", None, "not_applicable", "no personal data, no customers")
    readiness = judge(said)
    assert of(readiness, "c.risk").state == "not_applicable"
    assert readiness.met == 5
    assert asked(said) == []


def test_a_lesser_question_that_does_not_apply_is_settled_on_its_own() -> None:
    said = answers(GATE_1)
    said["q.risk.checked-by"] = answer("q.risk.checked-by", None, "not_applicable", "one-man firm")
    assert of(judge(said), "c.risk").state == "met"


def test_not_applicable_without_a_reason_is_no_answer() -> None:
    said = answers(GATE_1)
    said["q.risk"] = answer("q.risk", None, "not_applicable", " ")
    assert of(judge(said), "c.risk").state == "missing"


def test_owner_metric_and_funding_always_apply() -> None:
    said = answers(GATE_1)
    said["q.owner"] = answer("q.owner", None, "not_applicable", "we have none")
    assert of(judge(said), "c.owner").state == "missing"
    assert asked(said) == ["q.owner"]


def test_funding_blocks_at_gate_2_and_must_be_approved_from_gate_3() -> None:
    said = answers({**GATE_1, **GATE_2})
    assert judge(said, "sg.st2").met == 5
    without = {k: v for k, v in said.items() if k != "q.funding-path"}
    assert lights(judge(without, "sg.st2"))[2] == ("Funding", "block")
    third = judge(said, "sg.st3").first[2]
    assert (third.criterion, third.severity) == ("c.funding-approved", "block")


def test_the_owner_blocks_at_gate_3_until_every_duty_has_a_name() -> None:
    readiness = judge(answers(GATE_1), "sg.st3")
    assert lights(readiness)[0] == ("Owner", "block")
    assert readiness.first[0].standing in readiness.standings


def test_open_musts_of_earlier_gates_are_caught_up_but_not_those_that_come_first() -> None:
    said = answers({**GATE_1, "q.risk": Choice("blocker")})
    late = catch_up(LIBRARY, "stage-gate", "sg.st3", said, facts({}))
    assert [standing.criterion.id for standing in late] == [
        "c.risk",
        "c.performance",
        "c.data-quality",
        "c.user-validation",
        "c.architecture",
    ]
    assert catch_up(LIBRARY, "stage-gate", "sg.st1", said, facts({})) == ()


def test_musts_stand_before_shoulds() -> None:
    needs = [standing.need.need for standing in judge({}, "sg.st3").standings]
    assert needs == sorted(needs)
    assert needs[-2:] == ["should", "should"]


def test_the_threshold_of_a_gate_replaces_the_figure_of_a_rule() -> None:
    said = answers({"q.adoption": Percent(Decimal(50))})
    assert of(judge(said, "sg.st3"), "c.adoption").state == "short"
    readiness = evaluate(lenient(), "stage-gate", "sg.st3", said, facts({}))
    assert of(readiness, "c.adoption").state == "met"


def lenient() -> Library:
    """The same library, with a threshold of 40 % for adoption."""
    playbook = LIBRARY.playbook("stage-gate")
    pilot = playbook.stage("sg.st3")
    needs = tuple(with_threshold(need, Decimal(40)) for need in pilot.gate.needs)
    gate = pilot.gate.model_copy(update={"needs": needs})
    stages = [s if s is not pilot else s.model_copy(update={"gate": gate}) for s in playbook.stages]
    changed = playbook.model_copy(update={"stages": tuple(stages)})
    return Library(LIBRARY.criteria, LIBRARY.questions, {playbook.id: changed}, LIBRARY.roles)


def with_threshold(need: Need, value: Decimal) -> Need:
    if need.threshold is None:
        return need
    figure = need.threshold.model_copy(update={"value": value})
    return need.model_copy(update={"threshold": figure})


def test_what_if_is_the_same_call_with_other_answers() -> None:
    now, then = answers({}), answers(GATE_1)
    readiness = evaluate(LIBRARY, "stage-gate", "sg.st1", then, facts({}))
    assert readiness.met == 5
    assert judge(now).met == 0


def test_unknown_names_are_said_to_be_unknown() -> None:
    with pytest.raises(Unknown):
        evaluate(LIBRARY, "stage-gate", "sg.st9", {}, facts({}))
    with pytest.raises(Unknown):
        evaluate(LIBRARY, "nothing", "sg.st1", {}, facts({}))
    for look_up in (LIBRARY.question, LIBRARY.criterion, LIBRARY.role):
        with pytest.raises(Unknown):
            look_up("nothing")


@pytest.mark.parametrize("playbook", LIBRARY.playbooks.values(), ids=lambda book: book.id)
def test_what_several_gates_ask_for_is_caught_up_once(playbook: Playbook) -> None:
    for stage in playbook.stages:
        late = catch_up(LIBRARY, playbook.id, stage.id, {}, facts({}))
        assert len({one.criterion.id for one in late}) == len(late)
