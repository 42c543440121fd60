"""What a rule may look at: the answers, the day, the team, and what the journal knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from knowledge.answers import Answer, Answers
from knowledge.model.playbook import Phase, Playbook, Stage
from knowledge.values.kinds import Percent, Placeholder, Quantity, Value


@dataclass(frozen=True, slots=True)
class Made:
    """A decision at a gate: one of proceed, conditions, redirect, hold, stop."""

    gate: str
    outcome: str
    on: date
    reason: str = ""
    open_musts: int = 0  # how many were open when it was made


@dataclass(frozen=True, slots=True)
class Life:
    """What the journal knows beside answers; gates and documents are those of `playbook`."""

    playbook: str
    decisions: tuple[Made, ...] = ()  # oldest first
    passed: frozenset[str] = frozenset()  # gates behind the pilot, also before Gatepost came
    documents: frozenset[str] = frozenset()  # deliverables with a link
    born: date | None = None  # its first day, as far as anybody knows


@dataclass(frozen=True, slots=True)
class Facts:
    """The pilot as the rules see it; `team` holds person ids, `started` its first day."""

    answers: Answers
    today: date
    team: frozenset[str]
    started: date
    life: Life | None = None  # None: nobody looked it up, and what needs it stays silent
    history: Mapping[str, tuple[Answer, ...]] = field(
        default_factory=dict
    )  # all answers kept, oldest first
    named: Mapping[str, str] = field(
        default_factory=dict
    )  # question -> how it stands with whom it names: named, accepted, declined, left
    differ: tuple[str, ...] = ()  # questions to which people asked apart said different things
    playbook: Playbook | None = None  # the one that is judged by, and the stage: `evaluate` knows
    stage: Stage | None = None
    waived: frozenset[str] = frozenset()  # criteria that an approver, lead or sponsor waives today
    overruled: frozenset[tuple[str, str]] = frozenset()  # (rule, question) overruled with a reason
    renewed: Mapping[str, date] = field(
        default_factory=dict
    )  # question -> the day on which somebody last said that it still holds

    def in_stage(self, phase: Phase) -> bool:
        """Tell whether the stage that is judged covers a phase; no stage covers none."""
        return self.stage is not None and phase in self.stage.covers

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
    heard: str = ""  # the words of the answer that made it fire, where words did


SILENT = Verdict(fires=False)
