"""Read a pilot through an overlay: how its steps stand beside the playbook's own gates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from knowledge.answers import Answers
from knowledge.judging.evaluate import judge, judged_by
from knowledge.judging.facts import Facts
from knowledge.judging.plan import Item, item_of, plan_of
from knowledge.judging.readiness import Finding, Standing
from knowledge.judging.rules import RULES
from knowledge.model.content import RuleUse
from knowledge.model.library import Library
from knowledge.model.overlay import Overlay, Step
from knowledge.model.playbook import Phase, Stage

PHASES: tuple[str, ...] = get_args(Phase)
When: TypeAlias = Literal["behind", "now", "ahead"]


@dataclass(frozen=True, slots=True)
class Stepping:
    """How one step stands, and whether its time is over, now, or still to come."""

    step: Step
    when: When
    standings: tuple[Standing, ...]

    @property
    def ok(self) -> bool:
        return all(standing.ok for standing in self.standings)


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A pilot seen through an overlay: its steps in order, and what its rules notice."""

    overlay: Overlay
    steps: tuple[Stepping, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """An overlay made ready: items by step, and the rules that it brings."""

    overlay: Overlay
    steps: tuple[tuple[Step, tuple[Item, ...]], ...]
    rules: tuple[RuleUse, ...]


def lay_over(
    library: Library,
    overlay_id: str,
    playbook_id: str,
    stage_id: str,
    answers: Answers,
    facts: Facts,
) -> Overlaid:
    """Judge an overlay's steps for a pilot in a stage of a gated playbook; raises Unknown."""
    laid = _laid(library, overlay_id)
    plan = plan_of(library, playbook_id, stage_id)
    facts = judged_by(plan, answers, facts)
    steps = tuple(
        Stepping(step, _when(step, plan.stage), tuple(judge(item, facts) for item in items))
        for step, items in laid.steps
    )
    noticed = (Finding.of(RULES[use.check](use, facts), use, facts) for use in laid.rules)
    return Overlaid(laid.overlay, steps, tuple(found for found in noticed if found))


def _laid(library: Library, overlay_id: str) -> _Laid:
    key = ("overlay", overlay_id)
    found = library.plans.get(key)
    if found is None:
        found = library.plans[key] = _make(library, library.overlay(overlay_id))
    assert isinstance(found, _Laid)
    return found


def _make(library: Library, overlay: Overlay) -> _Laid:
    steps = tuple(
        (step, tuple(item_of(library, need) for need in step.needs)) for step in overlay.steps
    )
    uses = (use for use in library.rules() if use.id in overlay.rules)
    return _Laid(overlay, steps, tuple(uses))


def _when(step: Step, stage: Stage) -> When:
    if not set(step.at).isdisjoint(stage.covers):
        return "now"
    here = max((PHASES.index(phase) for phase in stage.covers), default=-1)
    return "behind" if PHASES.index(step.at[-1]) < here else "ahead"
