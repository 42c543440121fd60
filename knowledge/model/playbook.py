"""Playbooks: stages in order, each ending at a gate that wants some criteria met."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, field_validator

from knowledge.model.content import Content, Figure, Id, Line

Weight: TypeAlias = Literal["must", "should", "tip"]
# The stretches of a pilot's life that every framework's stages can be laid over.
Phase: TypeAlias = Literal["discovery", "poc", "pilot", "production", "scale", "operate"]


# From and to, in weeks: ten years at most.
Weeks: TypeAlias = tuple[
    Annotated[int, Field(strict=True, ge=0, le=520)],
    Annotated[int, Field(strict=True, ge=0, le=520)],
]
Derived: TypeAlias = Literal["label", "needs", "approvers", "decisions", "weeks", "gate"]


class Unknown(KeyError):
    """Nothing has this id."""


class Deliverable(Content):
    """A document that a gate expects to see."""

    id: Id
    title: Line
    sources: tuple[Id, ...] = ()


class Need(Content):
    """How much a gate wants a criterion; before that gate it may be asked for from `ask_from`."""

    criterion: Id
    need: Weight
    ask_from: Id | None = None
    threshold: Figure | None = None
    warns: tuple[Id, ...] = ()  # rules that block elsewhere and only warn in this framework
    derived: bool = False  # ours: the source lists it elsewhere, not at this gate
    sources: tuple[Id, ...] = ()


class Gate(Content):
    """The door at the end of a stage, and who opens it."""

    id: Id
    label: Line
    needs: tuple[Need, ...]
    approvers: tuple[Id, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()
    decisions: Mapping[str, str] = Field(default_factory=dict)
    strict: bool = False  # every must has to be met: no exception on anybody's word
    derived: tuple[Derived, ...] = ()  # which of its parts are ours, not the source's
    sources: tuple[Id, ...] = ()


class Stage(Content):
    """A stretch of a pilot's life, in its place (`order`, from 1) and with its usual length."""

    id: Id
    label: Line
    purpose: Line
    weeks: Weeks | None = None
    gate: Gate
    order: int = 0
    covers: tuple[Phase, ...] = ()
    derived: tuple[Derived, ...] = ()
    sources: tuple[Id, ...] = ()


class FirstThings(Content):
    """The criteria behind owner, metric and funding, from the earliest form to the strictest."""

    owner: tuple[Id, ...] = Field(min_length=1)
    metric: tuple[Id, ...] = Field(min_length=1)
    funding: tuple[Id, ...] = Field(min_length=1)

    def rows(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Label and criteria, in the order in which people see them."""
        return (("Owner", self.owner), ("Metric", self.metric), ("Funding", self.funding))


class Playbook(Content):
    """Stages in order, each with its gate."""

    id: Id
    title: Line
    note: Line = ""
    stages: tuple[Stage, ...] = Field(min_length=1)
    first: FirstThings
    sources: tuple[Id, ...] = ()

    @field_validator("stages", mode="before")
    @classmethod
    def _number_the_stages(cls, said: Any) -> Any:
        if not isinstance(said, list):
            return said
        return [
            {**stage, "order": place} if isinstance(stage, dict) else stage
            for place, stage in enumerate(said, 1)
        ]

    def stage(self, id: str) -> Stage:  # noqa: A002 - an id is what it is
        """Find a stage; raises Unknown."""
        for stage in self.stages:
            if stage.id == id:
                return stage
        raise Unknown(id)

    def covering(self, phases: Collection[str]) -> Stage | None:
        """Find where a pilot of another playbook would be here, by the phases of its stage."""
        return next((s for s in self.stages if not set(phases).isdisjoint(s.covers)), None)
