"""One set of answers under several playbooks: what each makes of it, and what a change would do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.answers import Answers
from knowledge.judging.evaluate import evaluate, to_ask
from knowledge.judging.facts import Facts
from knowledge.judging.plan import plan_of
from knowledge.judging.readiness import First, Readiness, Standing
from knowledge.model.content import Criterion, Question
from knowledge.model.library import Library
from knowledge.model.playbook import Phase, Playbook, Stage

# Later first: where no stage covers a phase, a pilot is best looked at one phase earlier.
ORDER: tuple[Phase, ...] = ("operate", "scale", "production", "pilot", "poc", "discovery")


@dataclass(frozen=True, slots=True)
class Reading:
    """A pilot as one playbook sees it at one stage: how it stands, and what it is still asked."""

    readiness: Readiness
    asked: tuple[Question, ...]

    @property
    def playbook(self) -> Playbook:
        return self.readiness.playbook

    @property
    def stage(self) -> Stage:
        return self.readiness.stage


@dataclass(frozen=True, slots=True)
class Difference:
    """What another playbook makes of the same answers, beside what the present one does."""

    here: Reading
    there: Reading
    red: tuple[Standing, ...]  # musts that are open there and block nothing here
    red_first: tuple[First, ...]  # of owner, metric and funding: those that would begin to block
    more: tuple[Question, ...]  # asked there in addition
    less: tuple[Question, ...]  # no longer asked
    only_there: tuple[Criterion, ...]  # criteria of that gate that no gate here has


def read_as(library: Library, playbook: str, stage: str, answers: Answers, facts: Facts) -> Reading:
    """Judge the answers at a stage of a playbook; raises Unknown."""
    readiness = evaluate(library, playbook, stage, answers, facts)
    return Reading(readiness, to_ask(library, readiness, answers))


def stage_like(playbook: Playbook, stage: Stage) -> Stage:
    """Find where a pilot that is in `stage` would be: the same phase, else the nearest before."""
    found = playbook.covering(stage.covers)
    if found is not None or not stage.covers:
        return found or playbook.stages[0]
    latest = min(ORDER.index(phase) for phase in stage.covers)
    earlier = (playbook.covering([phase]) for phase in ORDER[latest:])
    return next((one for one in earlier if one is not None), playbook.stages[0])


def compare(library: Library, here: Reading, there: Reading) -> Difference:
    """Say what is different there; both readings are of the same answers on the same day."""
    open_here = {standing.criterion.id for standing in here.readiness.blocking}
    blocks_here = {first.label for first in here.readiness.first if first.severity == "block"}
    firsts = there.readiness.first
    return Difference(
        here,
        there,
        tuple(s for s in there.readiness.blocking if s.criterion.id not in open_here),
        tuple(f for f in firsts if f.severity == "block" and f.label not in blocks_here),
        _without(there.asked, here.asked),
        _without(here.asked, there.asked),
        _only_there(library, here.playbook, there),
    )


def _without(some: Iterable[Question], others: Iterable[Question]) -> tuple[Question, ...]:
    known = {question.id for question in others}
    return tuple(question for question in some if question.id not in known)


def _only_there(library: Library, here: Playbook, there: Reading) -> tuple[Criterion, ...]:
    known = {need.criterion for stage in here.stages for need in stage.gate.needs}
    plan = plan_of(library, there.playbook.id, there.stage.id)
    return tuple(item.criterion for item in plan.items if item.criterion.id not in known)
