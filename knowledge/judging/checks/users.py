"""Checks of the people at work: what they see, who takes part, how many at a time."""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal

from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse
from knowledge.understanding.phrases import BARE_SCORE, EASY_GROUP, says_little
from knowledge.values.kinds import Choice, Percent, Text, YesNo


def embedded(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the result is outside the daily tool, or the example is no more than a score."""
    place, example = use.questions
    chosen = facts.value(place)
    if isinstance(chosen, Choice) and chosen.option not in use.allow:
        return Verdict(fires=True, question=place)
    shown = facts.value(example)
    return Verdict(
        fires=isinstance(shown, Text) and bool(BARE_SCORE.fullmatch(shown.text.strip())),
        question=example,
    )


def hard_group(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where only volunteers or easy cases are named, or nobody."""
    value = facts.value(use.questions[0])
    if not isinstance(value, Text):
        return SILENT
    text = value.text.strip(" .!\n")
    return Verdict(fires=bool(EASY_GROUP.fullmatch(text)) or says_little(text, 1))


def step_by_step(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a step was not checked, or where one of the figure's steps was left out."""
    share, checked = use.questions
    said = facts.value(checked)
    if isinstance(said, YesNo) and said.answer != "yes":
        return Verdict(fires=True, question=checked)
    steps = use.figure.steps if use.figure else ()
    before, now = _last_two(facts, share)
    return Verdict(fires=bisect_right(steps, now) > bisect_right(steps, before) + 1, question=share)


def _last_two(facts: Facts, question: str) -> tuple[Decimal, Decimal]:
    """Give the share of users now, and the one before it; nothing at all where none is known."""
    kept = [
        answer.value.amount
        for answer in facts.history.get(question, ())
        if isinstance(answer.value, Percent)
    ]
    if len(kept) < 2:
        return Decimal(0), Decimal(0)
    return kept[-2], kept[-1]


CHECKS = (embedded, hard_group, step_by_step)
