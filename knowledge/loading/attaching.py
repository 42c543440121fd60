"""What an organisation adds to knowledge that is there already, put in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.loading.document import Document
from knowledge.model.additions import Addition, Threshold
from knowledge.model.content import Criterion, Question, RuleUse
from knowledge.model.library import Library
from knowledge.model.playbook import Need, Playbook, Stage


def attached(library: Library, documents: Iterable[Document]) -> Library:
    """Give criteria their further questions, rules and figures, and gates their further needs."""
    criteria = dict(library.criteria)
    playbooks = dict(library.playbooks)
    standing = dict(library.standing)
    for document in documents:
        for question in document.questions:
            if question.criterion:
                asked = criteria[question.criterion]
                criteria[asked.id] = _asking(asked, question)
        for use in document.rules:
            if use.about:
                about = criteria[use.about]
                criteria[about.id] = about.model_copy(update={"rules": (*about.rules, use)})
                standing.pop(use.id, None)
        for threshold in document.thresholds:
            criteria = {key: _held_to(one, threshold) for key, one in criteria.items()}
            standing = {key: _figured(use, threshold) for key, use in standing.items()}
        for more in document.adds:
            playbooks = {key: _wanting(book, more) for key, book in playbooks.items()}
    return replace(library, criteria=criteria, playbooks=playbooks, standing=standing, plans={})


def _asking(criterion: Criterion, question: Question) -> Criterion:
    return criterion.model_copy(update={"questions": (*criterion.questions, question)})


def _held_to(criterion: Criterion, threshold: Threshold) -> Criterion:
    if all(use.id != threshold.rule for use in criterion.rules):
        return criterion
    rules = tuple(_figured(use, threshold) for use in criterion.rules)
    return criterion.model_copy(update={"rules": rules})


def _figured(use: RuleUse, threshold: Threshold) -> RuleUse:
    if use.id != threshold.rule or use.figure is None:
        return use
    figure = use.figure.model_copy(update={"value": threshold.value, "derived": True})
    return use.model_copy(update={"figure": figure})


def _wanting(playbook: Playbook, more: Addition) -> Playbook:
    stages = tuple(_stage_wanting(stage, more) for stage in playbook.stages)
    return playbook.model_copy(update={"stages": stages})


def _stage_wanting(stage: Stage, more: Addition) -> Stage:
    if stage.gate.id != more.gate:
        return stage
    need = Need(criterion=more.criterion, need=more.need, ask_from=more.ask_from, derived=True)
    gate = stage.gate.model_copy(update={"needs": (*stage.gate.needs, need)})
    return stage.model_copy(update={"gate": gate})
