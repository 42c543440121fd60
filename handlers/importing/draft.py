"""A row understood: what a pilot would be, and what was wrong or read between the lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.values import Value


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row or an answer cannot be taken: where, what stood there, what would be right."""

    row: int
    column: str
    said: str
    why: str
    example: str = ""

    def __str__(self) -> str:
        where = f"row {self.row}, {self.column}" if self.column else f"row {self.row}"
        said = f" “{self.said}”:" if self.said else ""
        such = f" For example: {self.example}" if self.example else ""
        return f"{where}:{said} {self.why}{such}"


@dataclass(frozen=True, slots=True)
class Before:
    """A gate passed before Gatepost: whose decision, when, and where that is written."""

    gate: str
    by: str
    at: date
    link: str = ""
    said: frozenset[str] = frozenset()  # which of the three the row itself says


@dataclass(frozen=True, slots=True)
class Draft:
    """A pilot as its row tells it; empty means that the row says nothing about it."""

    row: int
    key: str
    name: str
    purpose: str
    room: str
    playbook: str
    stage: str  # where the row names none, the first
    started: date | None
    team: tuple[tuple[str, str], ...] = ()
    passed: tuple[Before, ...] = ()
    answers: Mapping[str, Value] = field(default_factory=dict)
    starter: str = ""  # who is asked what nobody else is named for; empty: who brings the list
    placed: bool = True  # the row itself names the stage
    readings: tuple[str, ...] = ()  # what was interpreted, with the words that stood there
    unread: tuple[Problem, ...] = ()  # answers that stay open: their cells could not be taken
