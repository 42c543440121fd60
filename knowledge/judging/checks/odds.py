"""Checks of answers against each other: each is fine by itself, together they cannot be."""

from __future__ import annotations

from datetime import date

from knowledge.answers import Answer
from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.values.kinds import Choice, Day, Group, Link, Metric, Person, Placeholder, YesNo


def ends_before(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the first day comes before any of the others."""
    first = _day(facts, use.questions[0])
    later = [day for question in use.questions[1:] if (day := _day(facts, question))]
    return Verdict(fires=first is not None and any(first < day for day in later))


def nobody_alarmed(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where it is watched, and the alarm reaches nobody: dashboard, output, alarm, on call."""
    board, output, alarm, person = use.questions
    watched = isinstance(facts.value(board), Link) or facts.value(output) == YesNo("yes")
    if not watched:
        return SILENT
    if facts.value(alarm) in (YesNo("no"), YesNo("maybe")):
        return Verdict(fires=True, question=alarm)
    return Verdict(fires=_nobody(facts, person), question=person)


def real_without_access(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the pilot runs on real data that nobody may get at."""
    real, access = (facts.value(question) for question in use.questions)
    runs = isinstance(real, Choice) and real.option in use.allow
    return Verdict(fires=runs and access == YesNo("no"))


def metrics_differ(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the sponsor and somebody else last gave different metrics."""
    question, named = use.questions
    sponsor = facts.value(named)
    said = facts.history.get(question, ())
    if not isinstance(sponsor, Person):
        return SILENT
    theirs = _last([a for a in said if a.by == sponsor.id])
    others = _last([a for a in said if a.by != sponsor.id])
    apart = theirs is not None and others is not None and not _alike(theirs, others)
    return Verdict(fires=apart, question=question)


def _day(facts: Facts, question: str) -> date | None:
    match facts.value(question):
        case Day(date=day) | Metric(by=day):
            return day
        case _:
            return None


def _nobody(facts: Facts, question: str) -> bool:
    """Tell whether it was said, and names nobody who can be woken up; silence is a gap."""
    answer = facts.answers.get(question)
    if answer is None:
        return False
    gone = facts.named.get(question) in ("left", "declined")
    return gone or answer.state == "unknown" or isinstance(answer.value, Group | Placeholder)


def _last(said: list[Answer]) -> Metric | None:
    metrics = [answer.value for answer in said if isinstance(answer.value, Metric)]
    return metrics[-1] if metrics else None


def _alike(one: Metric, other: Metric) -> bool:
    """Two metrics are one if their figures are: people word the same thing differently."""
    figures = (one.baseline, one.target, one.unit.casefold())
    return figures == (other.baseline, other.target, other.unit.casefold())


CHECKS = (ends_before, nobody_alarmed, real_without_access, metrics_differ)
