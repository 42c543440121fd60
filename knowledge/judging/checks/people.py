"""Checks of who was named: one human, from the right side."""

from __future__ import annotations

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding.phrases import TECHNOLOGY
from knowledge.values.kinds import Group, Person, Text


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


def business_unit(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the unit reads like a technology unit."""
    value = facts.value(use.questions[0])
    return Verdict(fires=isinstance(value, Text) and bool(TECHNOLOGY.search(value.text)))


CHECKS = (named_person, outside_team, business_unit)
