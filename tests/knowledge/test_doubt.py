"""In doubt a rule stays silent: answers that only look short, and some that are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pydantic import ValidationError

from knowledge.answers import Answer
from knowledge.judging.facts import Facts
from knowledge.judging.rules import RULES
from knowledge.model.content import RuleUse
from knowledge.values import Day, Money, Percent, Text, Value
from tests.knowledge.town import LIBRARY, NOON, TODAY, euros, facts, metric

USES = {use.id: use for use in LIBRARY.rules()}


def fires(rule: str, said: Mapping[str, Value], **more: object) -> bool:
    given: Facts = replace(facts(said), **more)  # type: ignore[arg-type]
    return RULES[USES[rule].check](USES[rule], given).fires


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("A chatbot for everybody", True),
        ("We need an LLM for our company", True),
        ("ChatGPT in customer service", True),
        ("Invoices", True),
        ("A chatbot that answers questions about leave", False),
        ("AI should decide which claims are urgent", False),
        ("Agents on the phone type the notes by hand", False),
        ("Ragged delivery notes are typed twice", False),
        ("Aid requests are sorted by hand", False),
        ("Sort claims by urgency", False),
    ],
)
def test_a_problem_is_short_where_it_is_only_a_tool(text: str, short: bool) -> None:
    assert fires("r.problem.complete", {"q.problem": Text(text)}) is short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("volunteers", True),
        ("Just a few volunteers.", True),
        ("A few volunteers", True),
        ("Nobody", True),
        ("Volunteers and the night shift in Lyon", False),
        ("Simple cases first, customs papers from March", False),
    ],
)
def test_a_hard_group_is_missed_where_only_easy_ones_are_named(text: str, short: bool) -> None:
    assert fires("r.pilot.mix", {"q.pilot-mix": Text(text)}) is short


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Score: 0.93", True),
        ("93 %", True),
        ("High", True),
        ("Risk 0.9: call the customer today", False),
        ("Send it back to the supplier", False),
    ],
)
def test_an_example_without_a_next_step_is_a_bare_score(text: str, short: bool) -> None:
    assert fires("r.people.embed", {"q.actionable": Text(text)}) is short


@pytest.mark.parametrize(
    ("name", "two"),
    [
        ("Cost per case and error rate", True),
        ("Handling time; complaints", True),
        ("Time to find and fix a fault", False),
        ("Complaints about food and drinks", False),
        ("Research and development cost", False),
    ],
)
def test_two_measures_in_one_name_are_noticed_and_two_nouns_are_not(name: str, two: bool) -> None:
    assert fires("r.metric.single", {"q.metric": metric(name)}) is two


def test_costs_in_two_currencies_are_not_compared() -> None:
    dollars = Money(Decimal(1), "USD")
    said = {"q.poc-cost.production": dollars, "q.poc-cost": euros(100)}
    assert not fires("r.fund.ratio", said)
    assert not fires("r.fund.ratio", {"q.poc-cost": euros(100)})


@pytest.mark.parametrize(
    ("shares", "jumps"),
    [((10, 25), False), ((25, 50), False), ((25, 60), False), ((10, 60), True), ((25, 100), True)],
)
def test_a_rollout_that_leaves_out_a_step_is_noticed(shares: tuple[int, ...], jumps: bool) -> None:
    question = "q.step-exposure"
    values = [Percent(Decimal(share)) for share in shares]
    said = tuple(Answer(question, "kept", v, "", "p-anna", NOON, n) for n, v in enumerate(values))
    assert fires("r.roll.expose", {question: values[-1]}, history={question: said}) is jumps


def test_a_risk_assessment_is_old_only_while_the_pilot_runs() -> None:
    said: dict[str, Value] = {"q.risk-updated": Day(date(2026, 11, 1))}
    book = LIBRARY.playbook("stage-gate")
    assert fires("r.risk.update", said, stage=book.stage("sg.st3"))
    assert not fires("r.risk.update", said, stage=book.stage("sg.st4"))


def test_a_sponsor_may_still_be_told_before_the_pilot_has_begun() -> None:
    said: dict[str, Value] = {"q.expectations": Day(TODAY)}
    book = LIBRARY.playbook("stage-gate")
    assert not fires("r.roi.expect", said, stage=book.stage("sg.st2"))
    assert fires("r.roi.expect", said, stage=book.stage("sg.st3"))
    assert fires("r.roi.expect", {"q.expectations": Day(TODAY + timedelta(days=1))})


def test_a_rule_that_looks_at_nothing_is_refused() -> None:
    told = {"id": "r.x", "check": "answered-yes", "severity": "info", "message": "M", "clears": "C"}
    with pytest.raises(ValidationError, match="needs questions, or the criterion"):
        RuleUse.model_validate(told)
    assert RuleUse.model_validate({**told, "about": "c.owner"}).questions == ()
