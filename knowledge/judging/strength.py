"""How much an answer carries: the rungs from nothing at all to confirmed by the person named."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from knowledge.model.content import Question
from knowledge.understanding import saying
from knowledge.values.kinds import Group, Link, Money, Person, Placeholder, Text, Value, YesNo

Rung: TypeAlias = Literal["missing", "placeholder", "group", "stated", "evidenced", "confirmed"]
RUNGS: tuple[Rung, ...] = (
    "missing",
    "placeholder",
    "group",
    "stated",
    "evidenced",
    "confirmed",
)
LINK = re.compile(r"\bhttps?://[^\s/]+\.\S", re.IGNORECASE)


def strength(
    question: Question, value: Value | None, text: str = "", *, confirmed: bool = False
) -> Rung:
    """Place an answer on the ladder, by its value and the words that it was given in.

    `confirmed`: the person whom it names has accepted; nobody else can lift an answer so high.
    """
    match value:
        case None:
            return "missing"
        case Placeholder():
            return "missing" if saying.denied(value.text) else "placeholder"
        case Group() | YesNo(answer="maybe"):
            return "group"
        case Money() if not value.amount:
            return "missing"
        case Text():
            return _of_words(value.text, confirmed)
        case Person() if confirmed:
            return "confirmed"
        case Link():
            return "evidenced"
        case _:
            return "evidenced" if linked(text) else "stated"


def named_for(value: Value) -> str:
    """Say plainly what an answer below a stated one is; empty for every other."""
    match value:
        case Placeholder() if saying.denied(value.text):
            return "That says there is none"
        case Placeholder():
            return "That holds the place of an answer"
        case Group() if saying.unsure(value.text):
            return "That leaves it open"
        case Group():
            return "That is no one person yet"
        case YesNo(answer="maybe"):
            return "That is not a yes"
        case _:
            return ""


def _of_words(text: str, confirmed: bool) -> Rung:
    if linked(text):
        return "confirmed" if confirmed else "evidenced"
    if saying.says_nothing(text) or saying.only_marks(text):
        return "placeholder"
    return "confirmed" if confirmed else "stated"


def linked(text: str) -> bool:
    """Tell whether the words bring a link along, and so something to look at."""
    return bool(LINK.search(text))


def at_least(rung: Rung, least: Rung) -> bool:
    """Compare two rungs."""
    return RUNGS.index(rung) >= RUNGS.index(least)
