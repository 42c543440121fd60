"""Rules about a pilot's life: each with a life in which it fires, and one in which it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from knowledge.answers import Answer
from knowledge.judging.facts import Facts, Life, Made
from knowledge.judging.standing import watch
from knowledge.values import (
    Choice,
    Day,
    Group,
    Link,
    Metric,
    Percent,
    Person,
    Placeholder,
    Value,
    YesNo,
)
from tests.knowledge.town import LIBRARY, TODAY, euros, facts, metric, value_of

BOOK, STRICT = "stage-gate", "phase-gate"
DOCUMENTS = frozenset(LIBRARY.deliverables)


def made(gate: str, outcome: str = "proceed", ago: int = 10, **more: object) -> Made:
    given = {"reason": "It works.", **more}
    return Made(gate, outcome, TODAY - timedelta(days=ago), **given)  # type: ignore[arg-type]


def life(*decisions: Made, passed: tuple[str, ...] = (), book: str = BOOK) -> Life:
    return Life(book, decisions, frozenset(passed), DOCUMENTS)


@dataclass(frozen=True)
class Seen:
    """A pilot at one moment: where it is, since when, what was said and how long ago."""

    stage: str = "sg.st3"
    days: int = 10  # in this stage
    life: Life | None = None
    said: Mapping[str, Value] = field(default_factory=dict)
    ago: int = 0  # days since the answers
    series: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    book: str = BOOK
    by: tuple[str, ...] = ()  # who gave each answer of a series, where it matters
    named: Mapping[str, str] = field(default_factory=dict)
    differ: tuple[str, ...] = ()

    def who(self, seq: int) -> str:
        return self.by[seq - 1] if seq <= len(self.by) else "p-anna"

    def facts(self) -> Facts:
        at = datetime.combine(TODAY - timedelta(days=self.ago), time(12), UTC)
        given = facts(self.said)
        answers = {name: replace(one, at=at) for name, one in given.answers.items()}
        spoken = {**{question: (value,) for question, value in self.said.items()}, **self.series}
        history = {
            question: tuple(
                Answer(question, "kept", value, "", self.who(seq), at, seq)
                for seq, value in enumerate(values, 1)
            )
            for question, values in spoken.items()
        }
        return replace(
            given,
            answers=answers,
            started=TODAY - timedelta(days=self.days),
            life=self.life,
            history=history,
            named=self.named,
            differ=self.differ,
        )


def share(*amounts: int) -> tuple[Value, ...]:
    return tuple(Percent(Decimal(amount)) for amount in amounts)


DELIVERED = value_of(LIBRARY.question("q.outcome-delivery"), "1.4")
SCORED = {"q.performance": share(94)[0], "q.outcome-delivery": DELIVERED}
APPROVED = {"q.funding.status": Choice("approved")}
SOON = Metric("Days", Decimal(4), Decimal(1), "days", TODAY + timedelta(days=90))
KIT = {
    question: value_of(LIBRARY.question(question), LIBRARY.question(question).example)
    for question in ("q.retraining", "q.drift.decay", "q.sla.accuracy", "q.escalation")
}
MARIA = Person("p-maria")
NAMED = {
    "r.named.owner": "q.owner",
    "r.named.sponsor": "q.sponsor",
    "r.named.budget": "q.funding-path.holder",
    "r.named.approver": "q.approvers",
}
MARCH, JUNE = Day(date(2027, 3, 31)), Day(date(2027, 6, 30))
WATCHED = {"q.monitoring": Link("https://grafana.example.com/invoices")}
BY_BOTH = (metric(), metric("Cost per invoice", 9, 6, "EUR"))
ODDS: Mapping[str, tuple[Seen, Seen]] = {
    "r.odds.funding-ends": (
        Seen(said={"q.funding.until": MARCH, "q.rollout.launch": JUNE}),
        Seen(said={"q.funding.until": JUNE, "q.rollout.launch": JUNE}),
    ),
    "r.odds.funding-metric": (
        Seen(said={"q.funding.until": MARCH, "q.metric": metric()}),
        Seen(said={"q.funding.until": JUNE, "q.metric": metric()}),
    ),
    "r.odds.metric-launch": (
        Seen(said={"q.metric": metric(), "q.rollout.launch": Day(date(2027, 7, 1))}),
        Seen(said={"q.metric": metric(), "q.rollout.launch": MARCH}),
    ),
    "r.odds.alarm": (
        Seen(said={**WATCHED, "q.on-call": Group("the night shift")}),
        Seen(said={**WATCHED, "q.on-call": Person("p-ben"), "q.monitoring.alert": YesNo("yes")}),
    ),
    "r.odds.metric": (
        Seen(
            said={"q.sponsor": Person("p-maria")},
            series={"q.metric": BY_BOTH},
            by=("p-maria", "p-anna"),
        ),
        Seen(
            said={"q.sponsor": Person("p-maria")},
            series={"q.metric": (metric(), metric("Days until an invoice is handled"))},
            by=("p-maria", "p-anna"),
        ),
    ),
    "r.odds.data": (
        Seen(said={"q.data-real": Choice("production data"), "q.data-available": YesNo("no")}),
        Seen(said={"q.data-real": Choice("mock data"), "q.data-available": YesNo("no")}),
    ),
}
CASES: Mapping[str, tuple[Seen, Seen]] = {
    **ODDS,
    **{
        rule: (
            Seen(said={question: MARIA}, named={question: "named"}),
            Seen(said={question: MARIA}, named={question: "accepted"}),
        )
        for rule, question in NAMED.items()
    },
    "r.named.deciders": (
        Seen(named={"gate:sg.g3": "named"}),
        Seen(named={"gate:sg.g3": "accepted", "gate:sg.g1": "named"}),
    ),
    "r.named.gone": (Seen(named={"q.sponsor": "left"}), Seen(named={"q.sponsor": "accepted"})),
    "r.named.five": (Seen(differ=("q.process",)), Seen()),
    "r.gate.decision": (
        Seen(life=life(passed=("sg.g1",))),
        Seen(life=life(made("sg.g2"), passed=("sg.g1",))),
    ),
    "r.gate.skip": (
        Seen(life=life(passed=("sg.g2",))),
        Seen(life=life(passed=("sg.g1",))),
    ),
    "r.gate.artifacts": (Seen(life=replace(life(), documents=frozenset())), Seen(life=life())),
    "r.gate.outcome-words": (
        Seen(life=life(made("sg.g1", reason=" "))),
        Seen(life=life(made("sg.g1"))),
    ),
    "r.gate.all": (
        Seen("pg.ph4", life=life(made("pg.g3", open_musts=1), book=STRICT), book=STRICT),
        Seen("pg.ph4", life=life(made("pg.g3"), book=STRICT), book=STRICT),
    ),
    "r.gate.norubber": (
        Seen(life=life(), said=APPROVED),
        Seen(life=life(made("sg.g2")), said=APPROVED),
    ),
    "r.gate.zombie": (
        Seen(days=16 * 7 + 1, life=life()),
        Seen(days=16 * 7 + 1, life=life(made("sg.g3", "hold"))),
    ),
    "r.time.over": (Seen(days=16 * 7 + 1), Seen(days=16 * 7)),
    "r.time.short": (
        Seen("sg.st4", life=life(made("sg.g2", ago=60), made("sg.g3", ago=10))),
        Seen("sg.st4", life=life(made("sg.g2", ago=66), made("sg.g3", ago=10))),
    ),
    "r.time.median": (
        Seen(life=replace(life(), born=TODAY), said={"q.metric": SOON}),
        Seen(life=replace(life(), born=date(2026, 1, 5)), said={"q.metric": metric()}),
    ),
    "r.metric.single": (
        Seen(said={"q.metric": metric("Cost per case and handling time")}),
        Seen(said={"q.metric": metric("Time to check and pay an invoice")}),
    ),
    "r.metric.before-pilot": (
        Seen(said={"q.metric": metric()}, ago=9),
        Seen(said={"q.metric": metric()}, ago=10),
    ),
    "r.metric.monthly": (
        Seen(said={"q.outcome-delivery": DELIVERED}, ago=32),
        Seen(said={"q.outcome-delivery": DELIVERED}, ago=31),
    ),
    "r.metric.tiers": (
        Seen(said={"q.adoption-scale": share(60)[0]}, ago=8),
        Seen(said={"q.value": euros(10)}, ago=92),
    ),
    "r.metric.prod-vs-pilot": (
        Seen("sg.st4", said=SCORED, ago=11),
        Seen("sg.st4", said=SCORED),
    ),
    "r.people.decay": (
        Seen(series={"q.adoption-scale": share(70, 65, 64)}),
        Seen(series={"q.adoption-scale": share(70, 65, 65)}),
    ),
    "r.ops.dayone": (Seen("sg.st4"), Seen("sg.st4", said=KIT)),
    "r.answer.vague": (
        Seen(said={"q.owner": Placeholder("TBD")}),
        Seen(said={"q.owner": Person("p-ben"), "q.killer": YesNo("no")}),
    ),
}


def noticed(seen: Seen) -> dict[str, str]:
    given = seen.facts()
    found = watch(LIBRARY, seen.book, seen.stage, given.answers, given)
    return {finding.rule: finding.question for finding in found}


def test_every_rule_that_stands_on_its_own_has_its_case() -> None:
    assert set(CASES) == set(LIBRARY.standing)


@pytest.mark.parametrize("rule", CASES)
def test_a_life_in_which_the_rule_fires(rule: str) -> None:
    assert rule in noticed(CASES[rule][0])


@pytest.mark.parametrize("rule", CASES)
def test_a_life_in_which_the_rule_is_silent(rule: str) -> None:
    assert rule not in noticed(CASES[rule][1])


def test_where_nobody_looked_up_the_life_nothing_is_said_about_it() -> None:
    assert noticed(Seen()) == {}


def test_gates_of_another_playbook_are_not_held_against_a_pilot() -> None:
    elsewhere = Seen("pilot", life=life(made("sg.g2")), book="default")
    assert noticed(elsewhere) == {}


def test_a_group_and_a_maybe_are_pointed_at() -> None:
    assert noticed(Seen(said={"q.sponsor": Group("the board")}))["r.answer.vague"] == "q.sponsor"
    assert noticed(Seen(said={"q.killer": YesNo("maybe")}))["r.answer.vague"] == "q.killer"


def test_scale_and_operation_have_no_end_that_could_be_missed() -> None:
    assert "r.time.over" not in noticed(Seen("sg.st5", days=900))
    assert "r.time.over" not in noticed(Seen("pg.ph5", days=900, book="phase-gate"))
