"""The conditions on which a gate was passed: what, by when, and whether that day is near."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.pilots.pilot import Decision, Pilot
from knowledge.understanding.days import day_in
from knowledge.understanding.outcomes import Confirm, NotUnderstood
from knowledge.values import Day

ONWARD = frozenset({"proceed", "conditions"})
BEFORE = re.compile(r"\bbefore\b(?! the end\b| end\b)", re.IGNORECASE)
APART = re.compile(r"[;\n]|(?<=[a-z0-9)])\. +(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Term:
    """One condition, in the words of whoever decided; who is to do it stands among them."""

    key: str
    said: str
    due: date | None


def upon(pilot: Pilot) -> Decision | None:
    """Find the decision whose conditions count: a later gate that was passed ends them."""
    for decision in reversed(pilot.decisions):
        if decision.conditions:
            return decision
        if decision.outcome in ONWARD:
            return None
    return None


def terms(decision: Decision) -> tuple[Term, ...]:
    """Take conditions apart, each with its day where it names one."""
    pieces = (piece.strip(" -*•\t\r") for piece in APART.split(decision.conditions))
    return tuple(
        Term(f"condition.{decision.seq}.{number}", piece, _due(piece, decision.at.date()))
        for number, piece in enumerate(filter(None, pieces))
    )


def _due(said: str, decided: date) -> date | None:
    """Read the day of a condition; one without a year is the next of that name."""
    try:
        found = day_in(said, today=decided, future=True)
    except NotUnderstood as unclear:
        if not unclear.options:
            return None
        found = day_in(unclear.options[0].text, today=decided)
    value = found.value if isinstance(found, Confirm) else found
    if not isinstance(value, Day):
        return None
    if value.until and BEFORE.search(said):
        return value.date - timedelta(days=1)
    return value.until or value.date
