"""Checks of who was named: one human, from the right side."""

from __future__ import annotations

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding.phrases import TECHNOLOGY
from knowledge.values.kinds import Group, Person, Text


def named_person(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first answer that is a group or a title instead of one person."""
    for question in use.questions:
        value = facts.value(question)
        if isinstance(value, Group):
            return Verdict(fires=True, question=question, heard=value.text)
    return SILENT


def outside_team(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the person belongs to the pilot's team, or is no single person."""
    value = facts.value(use.questions[0])
    inside = isinstance(value, Person) and value.id in facts.team
    return Verdict(fires=inside or isinstance(value, Group))


def business_unit(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the unit reads like a technology unit."""
    value = facts.value(use.questions[0])
    found = TECHNOLOGY.search(value.text) if isinstance(value, Text) else None
    return Verdict(fires=found is not None, heard=found.group() if found else "")


CHECKS = (named_person, outside_team, business_unit)
