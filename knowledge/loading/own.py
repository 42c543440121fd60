"""What the shape of a file cannot say: checks of what an organisation writes, one idea each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.judging.expression_text import BadExpression
from knowledge.judging.expressions import compiled, misfits
from knowledge.loading.document import Document
from knowledge.loading.references import Path
from knowledge.model.additions import Addition
from knowledge.model.content import Figure, Kind, RuleUse
from knowledge.model.library import Library
from knowledge.model.overlay import Overlay
from knowledge.model.playbook import Gate, Playbook

OUTCOMES = ("proceed", "conditions", "redirect", "hold", "stop")
KEYS = (
    *("name", "theme", "criteria", "questions", "rules", "thresholds", "adds"),
    *("playbook", "overlay", "roles"),
)  # what an organisation's file may hold; the rest tells of the sources of what we ship
MOST = 300  # criteria, questions, rules ... of one file
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters that show nothing
SHOWN = ("title", "label", "ask", "message", "clears", "requirement")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path, and what was perhaps meant."""

    path: Path
    message: str
    guess: str = ""


def faults(document: Document, library: Library) -> Iterator[Fault]:
    """List what cannot work although every field has its right shape."""
    if first := [*_not_ours(document), *_too_many(document)]:
        yield from first
        return
    yield from _blanks((), document)
    yield from _told_twice(document)
    for path, use in rules_of(document):
        yield from _of_expression(path, use, library)
    yield from _of_changes(document, library)
    if document.playbook is not None:
        yield from _of_playbook(document.playbook)
    if document.overlay is not None:
        yield from _of_overlay(document.overlay)


def _of_changes(document: Document, library: Library) -> Iterator[Fault]:
    """Look at what is changed about knowledge that is there already."""
    for place, use in enumerate(document.rules):
        if use.about is None:
            yield Fault(("rules", place), "needs `about`: the criterion that it belongs to")
    rules = {use.id for use in library.rules()}
    for place, threshold in enumerate(document.thresholds):
        if threshold.rule in rules:  # else it is told as an unknown name
            figure = _figure(library, threshold.rule)
            yield from _of_figure(("thresholds", place), threshold.unit, figure)
    for place, more in enumerate(document.adds):
        yield from _of_addition(("adds", place), more, library)


def _not_ours(document: Document) -> Iterator[Fault]:
    for key in Document.model_fields:
        if key not in KEYS and getattr(document, key):
            yield Fault((key,), "stands in Gatepost's own files only")


def rules_of(document: Document) -> Iterator[tuple[Path, RuleUse]]:
    """Walk the rules of a file: those of its criteria, then those on their own."""
    for place, criterion in enumerate(document.criteria):
        for number, use in enumerate(criterion.rules):
            yield ("criteria", place, "rules", number), use
    for number, use in enumerate(document.rules):
        yield ("rules", number), use


def _too_many(document: Document) -> Iterator[Fault]:
    """Hold a file to what people could be asked, and to what is judged with every answer."""
    asked = sum(len(criterion.questions) for criterion in document.criteria)
    counted = {
        "criteria": len(document.criteria),
        "questions": asked + len(document.questions),
        "rules": sum(1 for _ in rules_of(document)),
        "adds": len(document.adds),
        "thresholds": len(document.thresholds),
        "roles": len(document.roles),
    }
    for what, count in counted.items():
        if count > MOST:
            yield Fault((what,), f"{count} in one file: no more than {MOST}")


def _told_twice(document: Document) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    told = [
        *((("adds", n), (one.gate, one.criterion)) for n, one in enumerate(document.adds)),
        *((("thresholds", n), ("", one.rule)) for n, one in enumerate(document.thresholds)),
    ]
    for path, what in told:
        if what in seen:
            yield Fault(path, f"{what[1]} stands here twice")
        seen.add(what)


def _blanks(path: Path, thing: object) -> Iterator[Fault]:
    """Find what is shown to people and would show nothing."""
    if isinstance(thing, tuple):
        for place, one in enumerate(thing):
            yield from _blanks((*path, place), one)
    for name in getattr(type(thing), "model_fields", ()):
        said = getattr(thing, name)
        if name in SHOWN and isinstance(said, str) and not _visible(said):
            yield Fault((*path, name), "is empty")
        elif not isinstance(said, str):
            yield from _blanks((*path, name), said)


def _visible(text: str) -> bool:
    return any(unicodedata.category(c)[0] in "LNPS" and c not in FILLERS for c in text)


def _of_expression(path: Path, use: RuleUse, library: Library) -> Iterator[Fault]:
    if not use.when:
        return

    def kind_of(question: str) -> Kind | None:
        found = library.questions.get(question)
        return found.kind if found else None

    try:
        wrong = misfits(compiled(use.when), kind_of)
    except BadExpression as error:
        yield Fault((*path, "when"), error.message, error.suggestion)
    else:
        yield from (Fault((*path, "when"), said) for said in wrong)


def _figure(library: Library, rule: str) -> Figure | None:
    return next((use.figure for use in library.rules() if use.id == rule), None)


def _of_figure(path: Path, unit: str, figure: Figure | None) -> Iterator[Fault]:
    if figure is None:
        yield Fault(path, "this rule compares with no figure")
    elif unit and figure.unit != unit:
        yield Fault((*path, "unit"), f"the rule counts in {figure.unit!r}", figure.unit)
    elif not figure.editable:
        yield Fault(path, "the source of this rule leaves its figure to nobody")


def _of_playbook(playbook: Playbook) -> Iterator[Fault]:
    order = {stage.gate.id: place for place, stage in enumerate(playbook.stages)}
    for place, stage in enumerate(playbook.stages):
        at: Path = ("playbook", "stages", place)
        if stage.weeks and stage.weeks[0] > stage.weeks[1]:
            yield Fault((*at, "weeks"), "from more weeks than to")
        yield from _of_gate((*at, "gate"), stage.gate)
        for number, need in enumerate(stage.gate.needs):
            if order.get(need.ask_from or "", -1) >= place:
                yield Fault(
                    (*at, "gate", "needs", number, "ask_from"), "must be a gate before this one"
                )


def _of_gate(path: Path, gate: Gate) -> Iterator[Fault]:
    if not gate.needs:
        yield Fault((*path, "needs"), "a gate needs at least one criterion")
    seen: set[str] = set()
    for number, need in enumerate(gate.needs):
        at = (*path, "needs", number)
        if need.criterion in seen:
            yield Fault((*at, "criterion"), f"{need.criterion} stands at this gate already")
        seen.add(need.criterion)
    for outcome in gate.decisions:
        if outcome not in OUTCOMES:
            yield Fault((*path, "decisions", outcome), f"one of {', '.join(OUTCOMES)}")


def _of_addition(path: Path, more: Addition, library: Library) -> Iterator[Fault]:
    for book in library.playbooks.values():
        order = [stage.gate.id for stage in book.stages]
        if more.gate not in order:
            continue
        gate = book.stages[order.index(more.gate)].gate
        if any(need.criterion == more.criterion for need in gate.needs):
            yield Fault((*path, "criterion"), f"{more.criterion} stands at this gate already")
        if more.ask_from and more.ask_from not in order[: order.index(more.gate)]:
            yield Fault((*path, "ask_from"), "must be a gate before this one, of its playbook")


def _of_overlay(overlay: Overlay) -> Iterator[Fault]:
    for place, step in enumerate(overlay.steps):
        if step.weeks and step.weeks[0] > step.weeks[1]:
            yield Fault(("overlay", "steps", place, "weeks"), "from more weeks than to")
