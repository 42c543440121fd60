"""Answers past their half-life: they were right once, and nobody has said so since."""

from __future__ import annotations

from datetime import timedelta

from knowledge.answers import settled
from knowledge.judging.facts import Facts
from knowledge.judging.plan import Item


def oldest(item: Item, facts: Facts) -> str:
    """Find the question whose answer is past the criterion's half-life; empty: all are fresh."""
    life = item.criterion.half_life
    if life is None:
        return ""
    limit = facts.today - timedelta(days=int(life.value))
    said = (facts.answers.get(question) for question in item.asked)
    kept = [answer for answer in said if answer is not None and settled(answer)]
    heard = [(facts.renewed.get(a.question, a.at.date()), a.question) for a in kept]
    late = min(heard, default=None)
    return late[1] if late and late[0] < limit else ""
