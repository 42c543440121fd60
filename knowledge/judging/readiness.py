"""How a pilot stands at a gate, as far as the answers tell: computed, never decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from knowledge.answers import Answer
from knowledge.judging.facts import Verdict
from knowledge.model.content import Criterion, RuleUse, Severity
from knowledge.model.playbook import Gate, Need, Playbook, Stage


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule noticed, in plain words: what is short, and what would clear it."""

    rule: str
    severity: Severity
    question: str
    message: str
    clears: str
    sources: tuple[str, ...]

    @classmethod
    def of(cls, verdict: Verdict, use: RuleUse) -> Finding | None:
        """Put a verdict into the words of its rule; None where the rule is silent."""
        if not verdict.fires:
            return None
        at = verdict.question or (use.questions[0] if use.questions else "")
        return cls(use.id, use.severity, at, use.message, use.clears, use.sources)


@dataclass(frozen=True, slots=True)
class Standing:
    """How one criterion stands; `answers` are the latest to its questions, in their order."""

    criterion: Criterion
    need: Need
    state: Literal["met", "missing", "short", "not_applicable"]
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]

    @property
    def ok(self) -> bool:
        return self.state in ("met", "not_applicable")


@dataclass(frozen=True, slots=True)
class First:
    """Owner, metric or funding: asked from day one, a block only at the gate that requires it."""

    label: str
    criterion: str
    standing: Standing
    severity: Literal["ok", "amber", "block"]


@dataclass(frozen=True, slots=True)
class Readiness:
    """A gate at a glance: its criteria (musts, shoulds, tips) and the three that come first."""

    playbook: Playbook
    stage: Stage
    gate: Gate
    standings: tuple[Standing, ...]
    first: tuple[First, ...]

    @property
    def met(self) -> int:
        return sum(standing.ok for standing in self.standings)

    @property
    def total(self) -> int:
        return len(self.standings)

    @property
    def blocking(self) -> tuple[Standing, ...]:
        """The musts of this gate that are not met."""
        return tuple(s for s in self.standings if s.need.need == "must" and not s.ok)
