"""Checks of age and direction: when something was last said, and where it is going."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from knowledge.answers import settled
from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding.phrases import MEASURE, TWO_THINGS
from knowledge.values.kinds import Group, Metric, Percent, Placeholder, YesNo


def fresh(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first answer that is older than the figure, in days."""
    limit = use.figure.value if use.figure else Decimal(0)
    return _oldest(use, facts, (limit,) * len(use.questions))


def fresh_by_tier(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first answer that is older than its own step of the figure, in days."""
    return _oldest(use, facts, use.figure.steps if use.figure else ())


def measured_in_production(use: RuleUse, facts: Facts) -> Verdict:
    """Fire, in production, where the score was last given before that stage began."""
    score, delivered = (facts.answers.get(question) for question in use.questions)
    if not settled(score) or not settled(delivered) or not facts.in_stage("production"):
        return SILENT
    assert score is not None
    return Verdict(fires=score.at.date() < facts.started)


def keeps_falling(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a share fell as many times in a row as the figure says."""
    kept = [
        answer.value.amount
        for answer in facts.history.get(use.questions[0], ())
        if isinstance(answer.value, Percent)
    ]
    falls = int(use.figure.value) if use.figure else 1
    last = kept[-falls - 1 :]
    if len(last) <= falls:
        return SILENT
    return Verdict(fires=all(b < a for a, b in pairwise(last)))


def ready_on_day_one(use: RuleUse, facts: Facts) -> Verdict:
    """Fire, in production, at the first of several things that nobody has answered."""
    if not facts.in_stage("production"):
        return SILENT
    missing = [question for question in use.questions if facts.value(question) is None]
    return Verdict(fires=bool(missing), question=missing[0] if missing else "")


def not_vague(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first answer that stands in for one: to be done, a group, a maybe."""
    for question in use.questions:
        answer = facts.answers.get(question)
        value = answer.value if answer and answer.state == "kept" else None
        maybe = isinstance(value, YesNo) and value.answer == "maybe"
        if maybe or isinstance(value, Placeholder | Group):
            return Verdict(fires=True, question=question, heard=getattr(value, "text", ""))
    return SILENT


def one_metric(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a metric's name joins two measures; in doubt it is one."""
    metric = facts.value(use.questions[0])
    if not isinstance(metric, Metric):
        return SILENT
    halves = TWO_THINGS.split(metric.name)
    return Verdict(fires=sum(bool(MEASURE.search(half)) for half in halves) > 1)


def _oldest(use: RuleUse, facts: Facts, limits: tuple[Decimal, ...]) -> Verdict:
    for question, limit in zip(use.questions, limits, strict=False):
        answer = facts.answers.get(question)
        if settled(answer):
            assert answer is not None
            said = facts.renewed.get(question, answer.at.date())
            if (facts.today - said).days > limit:
                return Verdict(fires=True, question=question)
    return SILENT


CHECKS = (
    fresh,
    fresh_by_tier,
    measured_in_production,
    keeps_falling,
    ready_on_day_one,
    not_vague,
    one_metric,
)
