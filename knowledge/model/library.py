"""All knowledge in one place, looked up by id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from knowledge.model.content import Criterion, Question, Role, RuleUse
from knowledge.model.overlay import Overlay
from knowledge.model.playbook import Deliverable, Playbook, Unknown
from knowledge.model.sources import Conflict, Framework, Gap, Statistic, Word

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """What was loaded; every lookup raises Unknown where there is nothing under the id."""

    criteria: Mapping[str, Criterion] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    playbooks: Mapping[str, Playbook] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    deliverables: Mapping[str, Deliverable] = field(default_factory=dict)
    overlays: Mapping[str, Overlay] = field(default_factory=dict)  # never offered as a playbook
    standing: Mapping[str, RuleUse] = field(default_factory=dict)  # rules without a criterion
    frameworks: Mapping[str, Framework] = field(default_factory=dict)
    statistics: Mapping[str, Statistic] = field(default_factory=dict)
    conflicts: Mapping[str, Conflict] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)
    gaps: Mapping[str, Gap] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()  # questions that nobody is asked any more
    edition: str = ""  # a digest of everything that was read: what decisions were made under
    # What each stage asks for, worked out at its first use: kept by `plan.plan_of` alone.
    plans: dict[tuple[str, str], object] = field(default_factory=dict, repr=False)

    def criterion(self, id: str) -> Criterion:  # noqa: A002 - an id is what it is
        return _found(self.criteria, id)

    def question(self, id: str) -> Question:  # noqa: A002
        return _found(self.questions, id)

    def playbook(self, id: str) -> Playbook:  # noqa: A002
        return _found(self.playbooks, id)

    def overlay(self, id: str) -> Overlay:  # noqa: A002
        return _found(self.overlays, id)

    def rules(self) -> Iterator[RuleUse]:
        """Walk every rule at work: those of the criteria, then those that stand on their own."""
        for criterion in self.criteria.values():
            yield from criterion.rules
        yield from self.standing.values()

    def role(self, id: str) -> Role:  # noqa: A002
        return _found(self.roles, id)


def _found(things: Mapping[str, Thing], id: str) -> Thing:  # noqa: A002
    try:
        return things[id]
    except KeyError:
        raise Unknown(id) from None
