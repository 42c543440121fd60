"""Checks of the business metric: an outcome, in one sentence, that moves."""

from __future__ import annotations

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding import efforts, machines, scores
from knowledge.understanding.phrases import BUSINESS_UNIT, MONEY, SENTENCE_END
from knowledge.values.kinds import Metric


def outcome_metric(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a model's score is the metric; money, or a unit of business, clears it."""
    metric = _metric(use, facts)
    if metric is None or MONEY.search(metric.name) or BUSINESS_UNIT.search(metric.unit):
        return SILENT
    heard = scores.score(metric.name) or machines.counted(metric.name)[0]
    return Verdict(fires=bool(heard), heard=heard)


def no_activity_metric(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where effort is counted: models trained, experiments run."""
    metric = _metric(use, facts)
    heard = efforts.activity(metric.name) if metric else ""
    if metric is not None and not heard and not BUSINESS_UNIT.search(metric.unit):
        heard = machines.counted(metric.name)[1]
    return Verdict(fires=bool(heard), heard=heard)


def short_name(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the metric takes several sentences, or more words than the figure."""
    metric = _metric(use, facts)
    if metric is None:
        return SILENT
    several = bool(SENTENCE_END.search(metric.name))
    long = use.figure is not None and len(metric.name.split()) > use.figure.value
    return Verdict(fires=several or long)


def metric_moves(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the target is where the number stands already."""
    metric = _metric(use, facts)
    return Verdict(fires=metric is not None and metric.baseline == metric.target)


def no_saved_hours(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where hours or posts are counted as saved."""
    metric = _metric(use, facts)
    heard = efforts.saved_hours(metric.name) if metric else ""
    return Verdict(fires=bool(heard), heard=heard)


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


CHECKS = (
    outcome_metric,
    no_activity_metric,
    short_name,
    metric_moves,
    no_saved_hours,
    on_its_way,
    on_plan,
)
