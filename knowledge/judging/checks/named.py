"""Checks of those named: whether they said yes, are still here, and answer alike when apart."""

from __future__ import annotations

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.values.kinds import Person


def accepted_by_named(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where one person is named who has not accepted it."""
    question = use.questions[0]
    named = isinstance(facts.value(question), Person)
    return Verdict(fires=named and facts.named.get(question) == "named")


def deciders_accept(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where people were asked to decide at this gate, and none of them has said yes."""
    gate = facts.stage.gate.id if facts.stage else ""
    return Verdict(fires=facts.named.get(f"gate:{gate}") == "named")


def named_and_gone(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first question whose person has left or declined."""
    for question in use.questions:
        if facts.named.get(question) in ("left", "declined"):
            return Verdict(fires=True, question=question)
    return SILENT


def same_answers(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at the first question to which people asked apart said different things."""
    return Verdict(fires=True, question=facts.differ[0]) if facts.differ else SILENT


CHECKS = (accepted_by_named, deciders_accept, named_and_gone, same_answers)
