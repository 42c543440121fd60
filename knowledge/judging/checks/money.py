"""Checks of money: how much, from where, and how sure."""

from __future__ import annotations

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding.purses import ending
from knowledge.values.kinds import Choice, Group, Money, Text


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
    heard = _ending_money(value.text) if isinstance(value, Text) else ""
    return Verdict(fires=bool(heard), heard=heard)


def _ending_money(text: str) -> str:
    return ending.project_money(text) or ending.ends(text) or ending.all_that_pays(text)


def times(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the first amount is less than the figure times the second, in one currency."""
    whole, part = (facts.value(question) for question in use.questions)
    if not isinstance(whole, Money) or not isinstance(part, Money) or use.figure is None:
        return SILENT
    if whole.currency != part.currency:
        return SILENT
    return Verdict(fires=whole.amount < part.amount * use.figure.value)


def _is_zero(facts: Facts, question: str) -> bool:
    value = facts.value(question)
    return isinstance(value, Money) and value.amount == 0


def _chose(facts: Facts, question: str, option: str) -> bool:
    value = facts.value(question)
    return isinstance(value, Choice) and value.option == option


CHECKS = (signed_value, funding_route, funding_approved, operating_budget, times)
