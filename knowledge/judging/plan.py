"""What a gate judges, worked out once: needs with their questions and rules, ready to run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.judging.rules import RULES, Rule, looked_at
from knowledge.model.content import Criterion, Question, RuleUse
from knowledge.model.library import Library
from knowledge.model.playbook import Gate, Need, Playbook, Stage

Light: TypeAlias = Literal["ok", "amber", "block"]
WEIGHTS = {"must": 0, "should": 1, "tip": 2}


@dataclass(frozen=True, slots=True)
class Item:
    """A need with the questions that it cannot do without and the rules that apply by now."""

    need: Need
    criterion: Criterion
    required: tuple[Question, ...]
    asked: tuple[str, ...]
    rules: tuple[tuple[Rule, RuleUse], ...]

    @property
    def looked_at(self) -> tuple[str, ...]:
        """Every question that it, or a rule of it, looks at."""
        rules = (question for _, use in self.rules for question in looked_at(use))
        return tuple(dict.fromkeys((*self.asked, *rules)))


@dataclass(frozen=True, slots=True)
class FirstItem:
    """One of owner, metric and funding, and how bad it is, at this stage, not to have it."""

    label: str
    item: Item
    gap: Light


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that one stage of a playbook asks for."""

    playbook: Playbook
    stage: Stage
    items: tuple[Item, ...]
    first: tuple[FirstItem, ...]
    earlier: tuple[Item, ...]  # musts of the gates before
    by_criterion: Mapping[str, Item]  # all of them, each as this gate wants it, if it does

    def item(self, criterion: str) -> Item | None:
        """Find what is asked for a criterion by now; None: nothing yet."""
        return self.by_criterion.get(criterion)

    def asking(self) -> Iterable[Item]:
        """Whatever is asked in a sitting: the first three, then the musts of the gate."""
        yield from (first.item for first in self.first)
        yield from (item for item in self.items if item.need.need == "must")


def plan_of(library: Library, playbook_id: str, stage_id: str) -> Plan:
    """Look up, or work out, what a stage asks for; raises Unknown."""
    key = (playbook_id, stage_id)
    found = library.plans.get(key)
    if found is None:
        found = library.plans[key] = _make(library, library.playbook(playbook_id), stage_id)
    assert isinstance(found, Plan)
    return found


def _make(library: Library, playbook: Playbook, stage_id: str) -> Plan:
    stage = playbook.stage(stage_id)
    due = [item_of(library, need) for need in _by_weight(stage.gate)]
    first = tuple(
        _first(library, playbook, stage, label, chain) for label, chain in playbook.first.rows()
    )
    earlier = _earlier(library, playbook, stage)
    everything = (*earlier, *(one.item for one in first), *due)
    by_criterion = {item.criterion.id: item for item in everything}
    return Plan(playbook, stage, tuple(due), first, earlier, by_criterion)


def _by_weight(gate: Gate) -> list[Need]:
    return sorted(gate.needs, key=lambda need: WEIGHTS[need.need])


def item_of(library: Library, need: Need, *, due: bool = True) -> Item:
    """Make a need ready; before its gate (not `due`) some questions wait, and their rules."""
    criterion = library.criterion(need.criterion)
    counted = [q for q in criterion.questions if due or not q.at_gate]
    waiting = {q.id for q in criterion.questions} - {q.id for q in counted}
    uses = [use for use in criterion.rules if waiting.isdisjoint(use.questions)]
    return Item(
        need,
        criterion,
        tuple(question for question in counted if not question.optional),
        tuple(question.id for question in criterion.questions),
        tuple((RULES[use.check], _as_needed(use, need)) for use in uses),
    )


def _as_needed(use: RuleUse, need: Need) -> RuleUse:
    changed: dict[str, object] = {}
    if need.threshold is not None and need.threshold.rule == use.id:
        changed["figure"] = need.threshold
    if use.id in need.warns:
        changed["severity"] = "warn"
    return use.model_copy(update=changed) if changed else use


def _first(
    library: Library, playbook: Playbook, stage: Stage, label: str, chain: tuple[str, ...]
) -> FirstItem:
    wanted = [
        (at, need) for at in playbook.stages for need in at.gate.needs if need.criterion in chain
    ]
    due = [need for at, need in wanted if at.order <= stage.order]
    if due:
        return FirstItem(label, item_of(library, due[-1]), "block")
    need = wanted[0][1]
    since = next((s.order for s in playbook.stages if s.gate.id == need.ask_from), 1)
    gap: Light = "amber" if since <= stage.order else "ok"
    return FirstItem(label, item_of(library, need, due=False), gap)


def _earlier(library: Library, playbook: Playbook, stage: Stage) -> tuple[Item, ...]:
    """Musts of earlier gates, but for owner, metric and funding: those are asked at every gate.

    What several gates ask for is caught up once, as the latest of them has it.
    """
    again = {criterion for _, chain in playbook.first.rows() for criterion in chain}
    again |= {need.criterion for need in stage.gate.needs}
    open_still = {
        need.criterion: need
        for earlier in playbook.stages
        if earlier.order < stage.order
        for need in earlier.gate.needs
        if need.need == "must" and need.criterion not in again
    }
    return tuple(item_of(library, need) for need in open_still.values())
