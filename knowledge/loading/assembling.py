"""Files put together into one library, and the checks that need more than one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from knowledge.judging.expressions import read_by
from knowledge.loading.attaching import attached
from knowledge.loading.document import Document, Problem, Read, closest, line_of
from knowledge.loading.own import faults, rules_of
from knowledge.loading.references import Path, references
from knowledge.loading.scan import dotted
from knowledge.model.content import Criterion, Question, Role, RuleUse
from knowledge.model.library import Library
from knowledge.model.overlay import Overlay
from knowledge.model.playbook import Deliverable, Gate, Playbook
from knowledge.model.sources import Conflict, Framework, Gap, Statistic, Word


class Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


@dataclass(slots=True)
class Assembly:
    """A library in the making: what was added, and what is wrong with it."""

    criteria: dict[str, Criterion] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    playbooks: dict[str, Playbook] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    deliverables: dict[str, Deliverable] = field(default_factory=dict)
    overlays: dict[str, Overlay] = field(default_factory=dict)
    standing: dict[str, RuleUse] = field(default_factory=dict)
    frameworks: dict[str, Framework] = field(default_factory=dict)
    statistics: dict[str, Statistic] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    words: dict[str, Word] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    documents: list[tuple[Read, Document]] = field(default_factory=list)
    uses: dict[str, RuleUse] = field(default_factory=dict)  # every rule, for its id alone
    gates: dict[str, Gate] = field(default_factory=dict)  # every gate of every playbook

    def library(self) -> Library:
        """Give what was added, and what was closed with everything in its place."""
        own = [document for read, document in self.documents if read.own]
        return self._plain() if self.problems else attached(self._plain(), own)

    def _plain(self) -> Library:
        return Library(
            self.criteria,
            self.questions,
            self.playbooks,
            self.roles,
            self.deliverables,
            self.overlays,
            self.standing,
            self.frameworks,
            self.statistics,
            self.conflicts,
            self.words,
            self.gaps,
        )

    def add(self, read: Read) -> None:
        """Take in one file; its problems, and ids used twice, are noted."""
        self.problems += read.problems
        if read.document is None:
            return
        document = _with_questions(read.document)
        self.documents.append((read, document))
        for place, role in enumerate(document.roles):
            self._put(read, self.roles, ("roles", place), role)
        for place, criterion in enumerate(document.criteria):
            self._add_criterion(read, ("criteria", place), criterion, document.theme)
        for place, question in enumerate(document.questions):
            self._put(read, self.questions, ("questions", place), question)
        for place, use in enumerate(document.rules):
            self._put(read, self.standing, ("rules", place), use)
        if read.own:
            for path, use in rules_of(document):
                self._put(read, self.uses, path, use)
        else:
            self.uses.update((use.id, use) for _, use in rules_of(document))
        self._add_sources(read, document)
        if document.playbook is not None:
            self._add_playbook(read, document.playbook)
        if document.overlay is not None:
            self._add_overlay(read, document.overlay)

    def close(self) -> None:
        """Check what refers to what, once every file is in."""
        library = self._plain()
        for read, document in self.documents:
            if read.own:
                self.problems += self._faults(read, document, library)
            for found in references(document, library):
                if found.name not in found.known:
                    guess = closest(found.name, list(found.known))
                    said = f"there is no {found.what} {found.name!r}"
                    self._note(read, found.path, said, guess)

    def _faults(self, read: Read, document: Document, library: Library) -> list[Problem]:
        return [
            Problem(
                read.file,
                line_of(read.places, one.path),
                dotted(one.path),
                one.message,
                one.guess,
            )
            for one in faults(document, library)
        ]

    def _add_criterion(self, read: Read, path: Path, written: Criterion, theme: str) -> None:
        home = {"criterion": written.id}
        questions = tuple(question.model_copy(update=home) for question in written.questions)
        told = {"questions": questions, "theme": written.theme or theme}
        self._put(read, self.criteria, path, written.model_copy(update=told))
        if all(question.optional for question in questions):
            self._note(read, path, "needs at least one question that is not optional")
        for place, question in enumerate(questions):
            self._put(read, self.questions, (*path, "questions", place), question)

    def _add_playbook(self, read: Read, playbook: Playbook) -> None:
        copied = playbook.id in self.playbooks
        self._put(read, self.playbooks, ("playbook",), playbook)
        seen: dict[str, Named] = {}
        for number, stage in enumerate(playbook.stages):
            path = ("playbook", "stages", number)
            self._put(read, seen, path, stage)
            self._put(read, seen, (*path, "gate"), stage.gate)
            if read.own and not copied and stage.gate.id in self.gates:
                self._note(read, (*path, "gate", "id"), f"the id {stage.gate.id!r} is used twice")
            self.gates[stage.gate.id] = stage.gate
            for place, deliverable in enumerate(stage.gate.deliverables):
                # Playbooks may share a document, as long as it is the same one.
                if self.deliverables.get(deliverable.id) != deliverable:
                    at = (*path, "gate", "deliverables", place)
                    self._put(read, self.deliverables, at, deliverable)

    def _add_overlay(self, read: Read, overlay: Overlay) -> None:
        self._put(read, self.overlays, ("overlay",), overlay)
        seen: dict[str, Named] = {}
        for number, step in enumerate(overlay.steps):
            self._put(read, seen, ("overlay", "steps", number), step)

    def _add_sources(self, read: Read, document: Document) -> None:
        for place, framework in enumerate(document.frameworks):
            self._put(read, self.frameworks, ("frameworks", place), framework)
        for place, statistic in enumerate(document.statistics):
            self._put(read, self.statistics, ("statistics", place), statistic)
        for place, conflict in enumerate(document.conflicts):
            self._put(read, self.conflicts, ("conflicts", place), conflict)
        for place, word in enumerate(document.words):
            self._put(read, self.words, ("words", place), word)
        for place, gap in enumerate(document.gaps):
            self._put(read, self.gaps, ("gaps", place), gap)

    def _put(self, read: Read, things: dict[str, Thing], path: Path, thing: Thing) -> None:
        if thing.id in things:
            self._note(read, (*path, "id"), f"the id {thing.id!r} is used twice")
        things[thing.id] = thing

    def _note(self, read: Read, path: Path, message: str, guess: str = "") -> None:
        line = line_of(read.places, path)
        self.problems.append(Problem(read.file, line, dotted(path), message, guess))


def _with_questions(document: Document) -> Document:
    """Say of each rule with an expression which questions it reads."""
    criteria = tuple(
        one.model_copy(update={"rules": tuple(_reading(use) for use in one.rules)})
        if any(use.when for use in one.rules)
        else one
        for one in document.criteria
    )
    rules = tuple(_reading(use) for use in document.rules)
    return document.model_copy(update={"criteria": criteria, "rules": rules})


def _reading(use: RuleUse) -> RuleUse:
    if not use.when or use.questions:
        return use
    return use.model_copy(update={"questions": read_by(use.when)})
