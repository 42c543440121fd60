"""Everything in a file that names something else, with where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.judging.rules import CHECK_NAMES
from knowledge.loading.document import Document
from knowledge.model.content import Criterion, RuleUse
from knowledge.model.library import Library
from knowledge.model.overlay import Overlay
from knowledge.model.playbook import Need, Playbook, Stage

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that stands at `path` and has to be one of `known`."""

    path: Path
    name: str
    what: str
    known: Collection[str]


def references(document: Document, library: Library) -> Iterator[Reference]:
    """List what a file refers to."""
    for place, criterion in enumerate(document.criteria):
        yield from _of_criterion(("criteria", place), criterion, library)
    for place, question in enumerate(document.questions):
        path: Path = ("questions", place)
        yield Reference((*path, "who"), question.who, "role", library.roles)
        if question.criterion:
            yield Reference((*path, "criterion"), question.criterion, "criterion", library.criteria)
    for place, use in enumerate(document.rules):
        yield from _of_rule(("rules", place), use, library)
    yield from _of_sources(document, library)
    if document.playbook is not None:
        yield from _of_playbook(document.playbook, library)
    if document.overlay is not None:
        yield from _of_overlay(document.overlay, library)
    yield from _of_changes(document, library)


def _of_changes(document: Document, library: Library) -> Iterator[Reference]:
    """List what a file changes about what is there already."""
    rules = {use.id for use in library.rules()}
    for place, threshold in enumerate(document.thresholds):
        yield Reference(("thresholds", place, "rule"), threshold.rule, "rule", rules)
    gates = {s.gate.id for book in library.playbooks.values() for s in book.stages}
    for place, more in enumerate(document.adds):
        at = ("adds", place)
        yield Reference((*at, "gate"), more.gate, "gate", gates)
        yield Reference((*at, "criterion"), more.criterion, "criterion", library.criteria)
        if more.ask_from:
            yield Reference((*at, "ask_from"), more.ask_from, "gate", gates)


def _of_sources(document: Document, library: Library) -> Iterator[Reference]:
    for place, told in enumerate(document.statistics):
        for number, about in enumerate(told.about):
            at: Path = ("statistics", place, "about", number)
            yield Reference(at, about, "criterion", library.criteria)
    for place, conflict in enumerate(document.conflicts):
        for number, about in enumerate(conflict.about):
            at = ("conflicts", place, "about", number)
            yield Reference(at, about, "criterion", library.criteria)
        for framework in conflict.says:
            at = ("conflicts", place, "says", framework)
            yield Reference(at, framework, "framework", library.frameworks)


def _of_criterion(path: Path, criterion: Criterion, library: Library) -> Iterator[Reference]:
    for place, question in enumerate(criterion.questions):
        at = (*path, "questions", place, "who")
        yield Reference(at, question.who, "role", library.roles)
    for place, use in enumerate(criterion.rules):
        yield from _of_rule((*path, "rules", place), use, library)


def _of_rule(path: Path, use: RuleUse, library: Library) -> Iterator[Reference]:
    if not use.when:
        yield Reference((*path, "check"), use.check, "check", CHECK_NAMES)
    if use.about:
        yield Reference((*path, "about"), use.about, "criterion", library.criteria)
    for number, question_id in enumerate(use.questions):
        yield Reference((*path, "questions", number), question_id, "question", library.questions)


def _of_playbook(playbook: Playbook, library: Library) -> Iterator[Reference]:
    gates = {stage.gate.id for stage in playbook.stages}
    wanted = {need.criterion for stage in playbook.stages for need in stage.gate.needs}
    for place, stage in enumerate(playbook.stages):
        yield from _of_stage(("playbook", "stages", place, "gate"), stage, gates, library)
    for key in ("owner", "metric", "funding"):
        for number, criterion in enumerate(getattr(playbook.first, key)):
            at = ("playbook", "first", key, number)
            yield Reference(at, criterion, "criterion at any gate of this playbook", wanted)


def _of_stage(
    path: Path, stage: Stage, gates: Collection[str], library: Library
) -> Iterator[Reference]:
    for number, role in enumerate(stage.gate.approvers):
        yield Reference((*path, "approvers", number), role, "role", library.roles)
    for number, need in enumerate(stage.gate.needs):
        at = (*path, "needs", number)
        yield from _of_need(at, need, library)
        if need.ask_from:
            yield Reference((*at, "ask_from"), need.ask_from, "gate", gates)


def _of_overlay(overlay: Overlay, library: Library) -> Iterator[Reference]:
    rules = {use.id for use in library.rules()}
    for place, rule in enumerate(overlay.rules):
        yield Reference(("overlay", "rules", place), rule, "rule", rules)
    for place, step in enumerate(overlay.steps):
        for number, need in enumerate(step.needs):
            at = ("overlay", "steps", place, "needs", number)
            yield from _of_need(at, need, library)


def _of_need(at: Path, need: Need, library: Library) -> Iterator[Reference]:
    yield Reference((*at, "criterion"), need.criterion, "criterion", library.criteria)
    criterion = library.criteria.get(need.criterion)
    if criterion is None:
        return
    known = {use.id for use in criterion.rules}
    if need.threshold:
        yield Reference((*at, "threshold", "rule"), need.threshold.rule, "rule", known)
    for place, rule in enumerate(need.warns):
        yield Reference((*at, "warns", place), rule, "rule", known)
