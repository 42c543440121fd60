"""How a pilot stands at a gate, as far as the answers tell: computed, never decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.answers import Answer
from knowledge.judging.facts import Facts, Verdict
from knowledge.model.content import Criterion, RuleUse, Severity
from knowledge.model.playbook import Gate, Need, Playbook, Stage

State: TypeAlias = Literal["met", "missing", "short", "waived", "not_applicable"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule noticed, in plain words: what is short, and what would clear it."""

    rule: str
    severity: Severity
    question: str
    message: str
    clears: str
    sources: tuple[str, ...]
    overruled: bool = False  # somebody said, with a reason, that the rule is wrong here
    heard: str = ""  # the words of the answer that made it fire, where words did

    @classmethod
    def of(cls, verdict: Verdict, use: RuleUse, facts: Facts) -> Finding | None:
        """Put a verdict into the words of its rule; None where the rule is silent."""
        if not verdict.fires:
            return None
        at = verdict.question or (use.questions[0] if use.questions else "")
        overruled = (use.id, at) in facts.overruled
        return cls(
            use.id,
            use.severity,
            at,
            use.message,
            use.clears,
            use.sources,
            overruled,
            verdict.heard,
        )

    @property
    def blocks(self) -> bool:
        return self.severity == "block" and not self.overruled


@dataclass(frozen=True, slots=True)
class Standing:
    """How one criterion stands; `answers` are the latest to its questions, in their order."""

    criterion: Criterion
    need: Need
    state: State
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]

    @property
    def ok(self) -> bool:
        """Tell whether it stands in nobody's way: met, waived for now, or set aside."""
        return self.state in ("met", "waived", "not_applicable")


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
        """Count what is met, or set aside with a reason; what is waived is not met."""
        return self.count("met") + self.count("not_applicable")

    def count(self, state: State) -> int:
        """Count the criteria of the gate that are in one state."""
        return sum(standing.state == state for standing in self.standings)

    @property
    def total(self) -> int:
        return len(self.standings)

    @property
    def blocking(self) -> tuple[Standing, ...]:
        """The musts of this gate that are not met; owner, metric and funding stay musts."""
        first = {one.criterion: one.standing for one in self.first if one.severity == "block"}
        here = {standing.criterion.id for standing in self.standings}
        still = (standing for criterion, standing in first.items() if criterion not in here)
        due = (s for s in self.standings if s.need.need == "must" and not s.ok)
        return (*still, *due)
