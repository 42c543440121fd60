"""Everything that a library says, as passages: each with a title, its words and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files
from itertools import zip_longest

import yaml

from knowledge.model import (
    Criterion,
    Figure,
    Gate,
    Library,
    Playbook,
    Question,
    Role,
    RuleUse,
    Stage,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences that can answer a question; `more` is searched and not shown."""

    id: str
    kind: str  # as people read it
    title: str
    text: str
    sources: tuple[str, ...] = ()
    criterion: str = ""
    more: str = ""
    called: str = ""  # what people call it: as good as its title


def passages(library: Library) -> Iterator[Passage]:
    """Cut a library into passages, the general ones first."""
    called = _called()
    for one in _uncalled(library):
        yield replace(one, called=called.get(one.id, ""))


def _uncalled(library: Library) -> Iterator[Passage]:
    yield from _words(library)
    for criterion in library.criteria.values():
        yield from _of_criterion(criterion)
    for use in library.standing.values():
        yield _rule(use, library.criteria.get(use.about or ""))
    for conflict in library.conflicts.values():
        yield from _conflicts(library, conflict.id)
    for told in library.statistics.values():
        year = f", {told.year}" if told.year else ""
        said = f"{told.figure}: {told.claim}. So says {told.by}{year}; nobody here has checked it."
        about = told.about[0] if told.about else ""
        yield Passage(told.id, "Statistic", told.claim, said, (told.id,), about)
    for gap in library.gaps.values():
        ours = " It is marked as reconstructed." if gap.rebuilt else ""
        said = f"The source does not have it. In its place: {gap.instead}.{ours}"
        yield Passage(gap.id, "Gap", gap.what, said, (gap.id,))
    for playbook in library.playbooks.values():
        yield from _of_playbook(library, playbook)
    yield from _of_overlays(library)
    yield from _of_roles(library)


def _words(library: Library) -> Iterator[Passage]:
    for word in library.words.values():
        yield Passage(word.id, "Word", word.title, word.text)


def _called() -> dict[str, str]:
    written = (files("knowledge") / "passages" / "called.yml").read_text("utf-8")
    return dict(yaml.load(written, Loader=yaml.CSafeLoader))


def _of_criterion(criterion: Criterion) -> Iterator[Passage]:
    said = f"{criterion.requirement} {criterion.why}"
    asked = " ".join((*_spoken(criterion.id), *(question.ask for question in criterion.questions)))
    yield Passage(
        criterion.id,
        "Criterion",
        criterion.title,
        said,
        criterion.sources,
        criterion.id,
        asked,
    )
    for question in criterion.questions:
        yield _question(question, criterion)
    for use in criterion.rules:
        yield _rule(use, criterion)


def _spoken(id: str) -> list[str]:  # noqa: A002 - an id is what it is
    """Read an id as words: people call things by the names that we gave them, too."""
    return re.split(r"[.-]", id)[1:]


def _question(question: Question, criterion: Criterion) -> Passage:
    said = f"{question.ask} {question.why}"
    names = " ".join(_spoken(question.id))
    hidden = f"{names} {question.follow_up} {question.hint} {' '.join(question.options)}"
    return Passage(
        question.id, "Question", criterion.title, said, question.sources, criterion.id, hidden
    )


def _rule(use: RuleUse, criterion: Criterion | None) -> Passage:
    figure = f" The figure: {figure_of(use.figure)}." if use.figure else ""
    title, home = (criterion.title, criterion.id) if criterion else ("Rule", "")
    return Passage(
        use.id,
        "Rule",
        title,
        f"{use.message} {use.clears}{figure}",
        use.sources,
        home,
        " ".join(_spoken(use.id)),
    )


def figure_of(figure: Figure) -> str:
    """Write a figure as people read it: `60 % of pilot users`, `5 to 15 %`, marked if ours."""
    amount = _plain(figure.value)
    if figure.high is not None and figure.high != figure.value:
        amount = f"{amount} to {_plain(figure.high)}"
    ours = " (reconstructed)" if figure.derived else ""
    return f"{amount} {figure.unit}{ours}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _conflicts(library: Library, conflict_id: str) -> Iterator[Passage]:
    conflict = library.conflicts[conflict_id]
    says = "; ".join(
        f"{library.frameworks[framework].title}: {said}"
        for framework, said in conflict.says.items()
    )
    about = conflict.about[0] if conflict.about else ""
    shown = f"The sources disagree. {says}. Gatepost holds: {conflict.hold}"
    yield Passage(conflict.id, "Disagreement", conflict.topic, shown, tuple(conflict.says), about)


def _of_playbook(library: Library, playbook: Playbook) -> Iterator[Passage]:
    stages = ", ".join(stage.label for stage in playbook.stages)
    note = f"{playbook.note} Its stages: {stages}."
    yield Passage(playbook.id, "Playbook", playbook.title, note, playbook.sources)
    for stage, after in zip_longest(playbook.stages, playbook.stages[1:]):
        yield _stage(playbook, stage)
        yield _gate(library, playbook, stage, after)
        yield from _figures(library, playbook, stage.gate)


def _stage(playbook: Playbook, stage: Stage) -> Passage:
    weeks = f" It usually lasts {spell_weeks(stage.weeks)}." if stage.weeks else ""
    ours = " (reconstructed)" if "weeks" in stage.derived else ""
    said = f"{stage.purpose}{weeks}{ours} It ends at {stage.gate.label}."
    title = f"{stage.label} in “{playbook.title}”"
    return Passage(stage.id, "Stage", title, said, stage.sources, more="how long duration time")


def spell_weeks(weeks: tuple[int, int]) -> str:
    """Say how long a stage usually takes."""
    least, most = weeks
    return f"{least} weeks" if least == most else f"{least} to {most} weeks"


def _gate(library: Library, playbook: Playbook, stage: Stage, after: Stage | None) -> Passage:
    gate = stage.gate
    roles = ", ".join(library.role(role).label for role in gate.approvers) or "nobody is named"
    papers = ", ".join(paper.title for paper in gate.deliverables) or "none"
    needs = [library.criterion(n.criterion).title for n in gate.needs if n.need == "must"]
    ours = " Approvers are reconstructed." if "approvers" in gate.derived else ""
    said = f"Approved by: {roles}.{ours} Documents: {papers}. Musts: {', '.join(needs) or 'none'}."
    title = f"{gate.label} in “{playbook.title}”"
    opens = f" before {after.label}" if after else ""
    hidden = f"who approves decides approvers documents deliverables at {stage.label}{opens}"
    return Passage(gate.id, "Gate", title, said, gate.sources, more=hidden)


def _figures(library: Library, playbook: Playbook, gate: Gate) -> Iterator[Passage]:
    for need in gate.needs:
        if need.threshold is not None:
            criterion = library.criterion(need.criterion)
            said = f"At {gate.label} of “{playbook.title}”: {figure_of(need.threshold)}."
            name = f"{gate.id} {criterion.id}"
            sources = need.threshold.sources
            yield Passage(name, "Figure", criterion.title, said, sources, criterion.id)


def _of_overlays(library: Library) -> Iterator[Passage]:
    for overlay in library.overlays.values():
        steps = ", ".join(step.label for step in overlay.steps)
        said = f"{overlay.note} Its steps: {steps}."
        yield Passage(overlay.id, "Overlay", overlay.title, said, overlay.sources)
        for step in overlay.steps:
            asked = ", ".join(library.criterion(need.criterion).title for need in step.needs)
            weeks = f" It takes {spell_weeks(step.weeks)}." if step.weeks else ""
            title = f"{step.label} in “{overlay.title}”"
            said = f"{step.purpose}{weeks} It asks for: {asked}."
            home = step.needs[0].criterion
            yield Passage(step.id, "Step", title, said, step.sources, home)


def _of_roles(library: Library) -> Iterator[Passage]:
    for role in library.roles.values():
        yield _role(library, role)
    for paper in library.deliverables.values():
        gates = ", ".join(
            f"{stage.gate.label} of “{playbook.title}”"
            for playbook in library.playbooks.values()
            for stage in playbook.stages
            if paper in stage.gate.deliverables
        )
        said = f"{paper.title}: expected at {gates}."
        yield Passage(paper.id, "Document", paper.title, said, paper.sources)


def _role(library: Library, role: Role) -> Passage:
    gates = ", ".join(
        f"{stage.gate.label} of “{playbook.title}”"
        for playbook in library.playbooks.values()
        for stage in playbook.stages
        if role.id in stage.gate.approvers
    )
    asked = [
        criterion.title
        for criterion in library.criteria.values()
        if any(question.who == role.id for question in criterion.questions)
    ]
    knows = (
        f" Can answer for {len(asked)} criteria, such as {', '.join(asked[:4])}." if asked else ""
    )
    said = f"Approves at: {gates or 'no gate'}.{knows}"
    return Passage(f"role.{role.id}", "Role", role.label, said)
