"""What a rule may look at: the answers, the day, the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from knowledge.answers import Answers
from knowledge.kinds import Percent, Placeholder, Quantity, Value


@dataclass(frozen=True, slots=True)
class Facts:
    """The pilot as the rules see it; `team` holds person ids, `started` its first day."""

    answers: Answers
    today: date
    team: frozenset[str]
    started: date

    def value(self, question: str) -> Value | None:
        """Return what was answered; None for nothing, a placeholder or a question set aside."""
        answer = self.answers.get(question)
        if answer is None or answer.state != "kept" or isinstance(answer.value, Placeholder):
            return None
        return answer.value

    def number(self, question: str) -> Decimal | None:
        """Return a plain number or a percentage; None for anything else."""
        value = self.value(question)
        return value.amount if isinstance(value, Quantity | Percent) else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule found: whether it fires, and at which question (empty: the first one)."""

    fires: bool
    question: str = ""


SILENT = Verdict(fires=False)
