"""A small workspace to be understood in, and short ways to write answers down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from knowledge.answers import Answer, State
from knowledge.judging.rules import Facts
from knowledge.loading.reading import load
from knowledge.model import Question
from knowledge.understanding.roster import Roster
from knowledge.understanding.understand import (
    Again,
    Candidate,
    Kept,
    Reading,
    understand,
)
from knowledge.values import Metric, Money, Value

TODAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
LIBRARY = load()


class Town:
    """The directory: Anna and Ben, two people called Kim Lee, a bot, a guest, one who left."""

    FOLK = (
        Candidate("p-anna", "Anna Berg", False, False, False),
        Candidate("p-ben", "Ben Ito", False, False, False),
        Candidate("p-kim-1", "Kim Lee", False, False, False),
        Candidate("p-kim-2", "Kim Lee", False, False, False),
        Candidate("p-bot", "Helper", True, False, False),
        Candidate("p-guest", "Gus Guest", False, True, False),
        Candidate("p-gone", "Gone Girl", False, False, True),
        Candidate("p-board", "Erin Board", False, False, False),
    )
    USERS: Mapping[str, Candidate] = {
        "U0ANNA": FOLK[0],
        "U0BEN": FOLK[1],
        "U0BOT": FOLK[4],
        "U0EXTERNAL": FOLK[5],
        "U0GONE": FOLK[6],
    }

    def mentioned(self, user: str) -> Candidate | None:
        return self.USERS.get(user)

    def named(self, text: str) -> tuple[Candidate, ...]:
        return tuple(one for one in self.FOLK if one.name.casefold() == text.casefold())

    def called(self, word: str) -> tuple[Candidate, ...]:
        return ROSTER.called(word)


ROSTER = Roster(one for one in Town.FOLK if not one.gone)

NEEDED: Mapping[str, Mapping[str, object]] = {
    "choice": {"options": ["red", "green"]},
    "number": {"unit": "weeks"},
}


def question(kind: str, **more: object) -> Question:
    given = NEEDED.get(kind, {})
    return Question.model_validate({"id": "q.x", "ask": "What?", "kind": kind, **given, **more})


def said(asked: Question, text: str, today: date = TODAY) -> Reading:
    return understand(asked, text, me="p-me", directory=Town(), today=today)


def value_of(asked: Question, text: str) -> Value:
    found = said(asked, text)
    assert isinstance(found, Kept), found
    return found.value


def reason_for(asked: Question, text: str, today: date = TODAY) -> str:
    found = said(asked, text, today)
    assert isinstance(found, Again), found
    return found.reason


def answer(
    asked: str, value: Value | None = None, state: State = "kept", reason: str = ""
) -> Answer:
    return Answer(asked, state, value, reason, "p-anna", NOON, 1)


def answers(values: Mapping[str, Value]) -> dict[str, Answer]:
    return {asked: answer(asked, value) for asked, value in values.items()}


def facts(values: Mapping[str, Value]) -> Facts:
    return Facts(answers(values), TODAY, frozenset({"p-anna", "p-ben"}), date(2026, 11, 2))


def metric(
    name: str = "Invoice handling time",
    baseline: int = 4,
    target: int = 1,
    unit: str = "days",
) -> Metric:
    return Metric(name, Decimal(baseline), Decimal(target), unit, date(2027, 6, 30))


def euros(amount: int) -> Money:
    return Money(Decimal(amount), "EUR", "year")
