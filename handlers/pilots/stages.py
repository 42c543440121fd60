"""The stages that a pilot can be started in: one list that holds for every playbook.

No platform changes a list while a form is open, so the list has each name once, and what was
chosen is looked up in the playbook that was chosen beside it.
"""

from __future__ import annotations

from collections.abc import Iterable

from handlers.cards import Line, Option, line
from handlers.errors import Rejected
from handlers.views.marks import WORD, gate_mark
from knowledge.model import Library, Playbook, Stage

FIRST = Option("first", "The first stage of the playbook")


def offered(library: Library, usual: str) -> tuple[Option, ...]:
    """List every stage name once: the usual playbook's plain, others with theirs behind it."""
    books = _usual_first(library, usual)
    owners: dict[str, list[Playbook]] = {}
    values: dict[str, str] = {}
    for book in books:
        for stage in book.stages:
            owners.setdefault(stage.label, []).append(book)
            values.setdefault(stage.label, stage.id)
    return (FIRST, *_apart(owners, values, usual))


def _usual_first(library: Library, usual: str) -> list[Playbook]:
    return sorted(library.playbooks.values(), key=lambda book: book.id != usual)


def _apart(
    owners: dict[str, list[Playbook]], values: dict[str, str], usual: str
) -> Iterable[Option]:
    """Give each name a value of its own: ids of two playbooks may be alike."""
    taken = {FIRST.value}
    for label, books in owners.items():
        value = values[label] if values[label] not in taken else f"{values[label]}~{len(taken)}"
        taken.add(value)
        whose = ", ".join(book.title for book in books)
        yield Option(value, label if books[0].id == usual else f"{label} ({whose})")


def chosen(library: Library, usual: str, playbook: Playbook, said: str) -> Stage:
    """Find the stage of this playbook that was meant; raises Rejected, saying which there are."""
    if said in ("", FIRST.value):
        return playbook.stages[0]
    name = _name(library, usual, said)
    for stage in playbook.stages:
        if name == stage.label or (not name and stage.id == said):
            return stage
    stages = ", ".join(stage.label for stage in playbook.stages)
    none = f"“{playbook.title}” has no stage “{name}”. " if name else ""
    raise Rejected({"stage": f"{none}Choose the first, or one of: {stages}."})


def _name(library: Library, usual: str, said: str) -> str:
    """Read the value of an option, or the id of any stage, as the name of a stage."""
    labels = dict.fromkeys(
        stage.label for book in _usual_first(library, usual) for stage in book.stages
    )
    known = zip(offered(library, usual)[1:], labels, strict=True)
    by_value = {option.value: label for option, label in known}
    by_id = {stage.id: stage.label for book in library.playbooks.values() for stage in book.stages}
    return by_value.get(said) or by_id.get(said, "")


def rebuilt(library: Library) -> Line:
    """Count the gates of each playbook that its source leaves open; empty where none does."""
    counted = []
    for book in library.playbooks.values():
        ours = sum(gate_mark(stage.gate) == WORD for stage in book.stages)
        if ours:
            counted.append(f"{book.title} {ours} of {len(book.stages)}")
    if not counted:
        return ()
    return line(f"Gates {WORD} by us, where the source leaves them open: {'; '.join(counted)}.")
