"""The ladder: how much an answer carries, and what it is called below a stated one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from knowledge.judging.readiness import Finding
from knowledge.judging.rules import RULES
from knowledge.judging.strength import RUNGS, Rung, at_least, named_for, strength
from knowledge.values import (
    Day,
    Group,
    Link,
    Money,
    Person,
    Placeholder,
    Text,
    Value,
    YesNo,
)
from tests.knowledge.town import LIBRARY, facts, metric, question, value_of

OWNER = question("person")


@pytest.mark.parametrize(
    ("value", "rung"),
    [
        (None, "missing"),
        (Placeholder("no one"), "missing"),
        (Money(Decimal(0), ""), "missing"),
        (Placeholder("TBD"), "placeholder"),
        (Placeholder("we'll figure it out"), "placeholder"),
        (Group("the data team"), "group"),
        (Group("probably Maria"), "group"),
        (YesNo("maybe"), "group"),
        (YesNo("no"), "stated"),
        (Person("p-anna"), "stated"),
        (Day(date(2027, 1, 1)), "stated"),
        (metric(), "stated"),
        (Text("Clerks copy it by hand"), "stated"),
        (Text("see https://wiki.example.com/a for it"), "evidenced"),
        (Link("https://wiki.example.com/a"), "evidenced"),
    ],
)
def test_every_answer_stands_on_one_rung(value: Value | None, rung: Rung) -> None:
    assert strength(OWNER, value) == rung


def test_only_the_person_named_lifts_an_answer_to_confirmed() -> None:
    assert strength(OWNER, Person("p-anna"), confirmed=True) == "confirmed"
    assert strength(OWNER, Group("the data team"), confirmed=True) == "group"
    assert strength(OWNER, Placeholder("TBD"), confirmed=True) == "placeholder"


def test_the_words_of_an_answer_may_bring_evidence() -> None:
    assert strength(OWNER, Person("p-anna"), "Anna Berg, https://wiki.example.com/x") == "evidenced"


def test_rungs_have_an_order() -> None:
    assert [at_least(rung, "stated") for rung in RUNGS] == [False] * 3 + [True] * 3


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (Placeholder("TBD"), "That holds the place of an answer"),
        (Placeholder("nobody"), "That says there is none"),
        (Group("IT"), "That is no one person yet"),
        (Group("probably Maria"), "That leaves it open"),
        (YesNo("maybe"), "That is not a yes"),
        (Person("p-anna"), ""),
    ],
)
def test_what_is_below_a_stated_answer_is_called_what_it_is(value: Value, named: str) -> None:
    assert named_for(value) == named


def test_a_hedged_name_is_kept_as_said() -> None:
    assert value_of(OWNER, "probably Anna") == Group("probably Anna")


@pytest.mark.parametrize(
    ("rule", "asked", "value", "heard"),
    [
        ("r.metric.outcome", "q.metric", metric("Accuracy of the model", unit="%"), "Accuracy"),
        (
            "r.metric.activity",
            "q.metric",
            metric("Models deployed", unit="models"),
            "Models deploy",
        ),
        ("r.metric.fte", "q.metric", metric("Hours saved", unit="hours"), "Hours saved"),
        ("r.owner.person", "q.owner", Group("the data team"), "the data team"),
        ("r.fund.operating", "q.funding.line", Text("Innovation pot 2027"), "Innovation pot"),
    ],
)
def test_a_finding_says_which_words_made_it_fire(
    rule: str, asked: str, value: Value, heard: str
) -> None:
    use = next(one for one in LIBRARY.rules() if one.id == rule and asked in one.questions)
    known = facts({asked: value})
    found = Finding.of(RULES[use.check](use, known), use, known)
    assert found is not None
    assert found.heard.startswith(heard)
    assert (found.rule, found.question) == (rule, asked)
    assert found.message
    assert found.clears
