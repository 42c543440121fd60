"""The judgements, under the names that the YAML's `check` uses.

A rule is silent when what it needs has not been answered: a gap is a finding of its own. In
doubt it stays silent, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from knowledge.content import RuleUse
from knowledge.facts import SILENT, Facts, Verdict
from knowledge.kinds import Choice, Day, Group, Metric, Money, Person, Text, YesNo
from knowledge.phrases import (
    ACTIVITY,
    BUSINESS_UNIT,
    MODEL_SCORE,
    MONEY,
    PROJECT_MONEY,
    SAVED_HOURS,
    SIGNS,
    TECHNOLOGY,
    says_little,
)

Rule: TypeAlias = Callable[[RuleUse, Facts], Verdict]


def named_person(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first answer that is a group or a title instead of one person."""
    for question in use.questions:
        if isinstance(facts.value(question), Group):
            return Verdict(fires=True, question=question)
    return SILENT


def outside_team(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the person belongs to the pilot's team, or is no single person."""
    value = facts.value(use.questions[0])
    inside = isinstance(value, Person) and value.id in facts.team
    return Verdict(fires=inside or isinstance(value, Group))


def answered_yes(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first no or not sure."""
    for question in use.questions:
        value = facts.value(question)
        if isinstance(value, YesNo) and value.answer != "yes":
            return Verdict(fires=True, question=question)
    return SILENT


def one_of(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the option chosen is none of those allowed."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Choice) and value.option not in use.allow)


def at_least(use: RuleUse, facts: Facts) -> Verdict:
    """Fire below the figure."""
    said = facts.number(use.questions[0])
    return Verdict(fires=said is not None and use.figure is not None and said < use.figure.value)


def at_most(use: RuleUse, facts: Facts) -> Verdict:
    """Fire above the figure."""
    said = facts.number(use.questions[0])
    return Verdict(fires=said is not None and use.figure is not None and said > use.figure.value)


def below(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the figure and above it."""
    said = facts.number(use.questions[0])
    return Verdict(fires=said is not None and use.figure is not None and said >= use.figure.value)


def reaches(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the first answer is lower than the second."""
    measured, wanted = (facts.number(question) for question in use.questions)
    return Verdict(fires=measured is not None and wanted is not None and measured < wanted)


def stays_within(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the first answer is higher than the second."""
    measured, allowed = (facts.number(question) for question in use.questions)
    return Verdict(fires=measured is not None and allowed is not None and measured > allowed)


def has_happened(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the day has not come yet."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Day) and value.date > facts.today)


def still_to_come(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the day is over."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Day) and value.date < facts.today)


def signed_value(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the amount is zero, or a group signed it."""
    amount, signer = use.questions
    if _is_zero(facts, amount):
        return Verdict(fires=True, question=amount)
    return Verdict(fires=isinstance(facts.value(signer), Group), question=signer)


def funding_route(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the amount is zero, or the money is not even in sight."""
    amount, *_, status = use.questions
    if _is_zero(facts, amount):
        return Verdict(fires=True, question=amount)
    return Verdict(fires=_chose(facts, status, "not yet"), question=status)


def funding_approved(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the amount is zero, or the money is anything but approved."""
    amount, status = use.questions
    if _is_zero(facts, amount):
        return Verdict(fires=True, question=amount)
    value = facts.value(status)
    waiting = isinstance(value, Choice) and value.option != "approved"
    return Verdict(fires=waiting, question=status)


def operating_budget(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the budget line reads like money that ends with a project."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Text) and bool(PROJECT_MONEY.search(value.text)))


def business_unit(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the unit reads like a technology unit."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Text) and bool(TECHNOLOGY.search(value.text)))


def real_words(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first text with fewer words than the figure, or that says "none" in more."""
    least = int(use.figure.value) if use.figure else 1
    for question in use.questions:
        value = facts.value(question)
        if isinstance(value, Text) and says_little(value.text, least):
            return Verdict(fires=True, question=question)
    return SILENT


def early_signs(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where money is named and nothing that shows earlier."""
    value = facts.value(use.questions[0])
    if not isinstance(value, Text):
        return SILENT
    return Verdict(fires=bool(MONEY.search(value.text)) and not SIGNS.search(value.text))


def outcome_metric(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a model's score is the metric; money, or a unit of business, clears it."""
    metric = _metric(use, facts)
    if metric is None or MONEY.search(metric.name) or BUSINESS_UNIT.search(metric.unit):
        return SILENT
    return Verdict(fires=bool(MODEL_SCORE.search(metric.name)))


def no_activity_metric(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where effort is counted: models trained, experiments run."""
    metric = _metric(use, facts)
    return Verdict(fires=metric is not None and bool(ACTIVITY.search(metric.name)))


def short_name(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the metric takes several sentences, or more words than the figure."""
    metric = _metric(use, facts)
    if metric is None:
        return SILENT
    several = ". " in metric.name.rstrip(". ")
    long = use.figure is not None and len(metric.name.split()) > use.figure.value
    return Verdict(fires=several or long)


def metric_moves(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the target is where the number stands already."""
    metric = _metric(use, facts)
    return Verdict(fires=metric is not None and metric.baseline == metric.target)


def no_saved_hours(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where hours or posts are counted as saved."""
    metric = _metric(use, facts)
    return Verdict(fires=metric is not None and bool(SAVED_HOURS.search(metric.name)))


def on_its_way(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the number has not moved from the baseline towards the target."""
    now, metric = facts.number(use.questions[0]), facts.value(use.questions[1])
    if now is None or not isinstance(metric, Metric) or metric.target == metric.baseline:
        return SILENT
    return Verdict(fires=(now - metric.baseline) / (metric.target - metric.baseline) <= 0)


def on_plan(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the number is behind the plan; the metric tells which way is ahead."""
    now, plan = (facts.number(question) for question in use.questions[:2])
    metric = facts.value(use.questions[2])
    if now is None or plan is None or not isinstance(metric, Metric):
        return SILENT
    return Verdict(fires=now < plan if metric.target > metric.baseline else now > plan)


def _metric(use: RuleUse, facts: Facts) -> Metric | None:
    value = facts.value(use.questions[0])
    return value if isinstance(value, Metric) else None


def _is_zero(facts: Facts, question: str) -> bool:
    value = facts.value(question)
    return isinstance(value, Money) and value.amount == 0


def _chose(facts: Facts, question: str, option: str) -> bool:
    value = facts.value(question)
    return isinstance(value, Choice) and value.option == option


RULES: Mapping[str, Rule] = {
    rule.__name__.replace("_", "-"): rule
    for rule in (
        named_person,
        outside_team,
        answered_yes,
        one_of,
        at_least,
        at_most,
        below,
        reaches,
        stays_within,
        has_happened,
        still_to_come,
        signed_value,
        funding_route,
        funding_approved,
        operating_budget,
        business_unit,
        real_words,
        early_signs,
        outcome_metric,
        no_activity_metric,
        short_name,
        metric_moves,
        no_saved_hours,
        on_its_way,
        on_plan,
    )
}

__all__ = ["RULES", "SILENT", "Facts", "Rule", "Verdict"]
