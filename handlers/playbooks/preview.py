"""What new playbooks would do, as a card that is read before anything is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Said,
    Title,
    card,
    line,
)
from handlers.playbooks.rehearsing import Change, Rehearsal
from knowledge.values import day

LISTED = 8  # lines of one kind; the rest is counted
READ_AS = {
    "red": "Turning red, as something blocks them now",
    "green": "Turning green, as nothing blocks them any more",
    "more": "More to do at their gate",
    "less": "Less to do at their gate",
}


@dataclass(frozen=True, slots=True)
class Tried:
    """Files that would be in force together, the one that it is about, and what they would do."""

    base: int  # the edition that they were laid beside
    name: str
    files: tuple[tuple[str, str], ...]
    found: Rehearsal
    about: str  # what happens to the one
    pilots: int


def preview(tried: Tried, publish: tuple[str, str], cancel: tuple[str, str]) -> Card:
    """Show what files would change; verb and ref of what is pressed then."""
    found = tried.found
    return card(
        Title("New playbooks"),
        Para(line(Bold("A look first; nothing is published yet."))),
        Para(line(Said(tried.name), f" {tried.about}.")),
        *_blocks(found, tried.pilots),
        *_obstacles(found),
        _buttons(found, publish, cancel),
    )


def _blocks(found: Rehearsal, pilots: int) -> Iterator[Block]:
    if not found.looked:
        yield Para(line("There is no pilot yet that this could change."))
    elif not found.changes:
        yield Para(line(f"No pilot changes. I looked at {_count(found.looked, 'pilot')}."))
    for light, words in READ_AS.items():
        if changes := found.of(light):
            yield Para(line(Bold(words), f": {_count(len(changes), 'pilot')}."))
            yield Bullets(tuple(_listed([_change(one) for one in changes])))
    if asked := _asked(found.changes):
        yield Para(line(Bold("Asked anew:")))
        yield Bullets(tuple(_listed(asked)))
    if found.decisions:
        many = _count(len(found.decisions), "decision")
        yield Para(line(Bold(many), " made under the text that would change; they stand."))
        yield Bullets(
            tuple(
                _listed(
                    [
                        line(Said(f"{d.name}, {d.gate}: {d.outcome}"), f", {day(d.on)}")
                        for d in found.decisions
                    ]
                )
            )
        )
    if not found.whole:
        said = f"In the time I have I looked at {found.looked} of about {pilots} pilots."
        yield Note(line(f"{said} `gatepost playbook rehearse` looks at all of them."))


def _change(change: Change) -> Line:
    parts = [Said(change.name)]
    if change.blocks:
        parts += [Said(f" — new: {'; '.join(change.blocks)}")]
    if change.clears:
        parts += [Said(f" — no longer: {'; '.join(change.clears)}")]
    return line(*parts)


def _asked(changes: Sequence[Change]) -> list[Line]:
    by_whom: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        for question, who in change.asked:
            by_whom.setdefault((who, question), []).append(change.name)
    return [
        line(Said(who), ": ", Said(f"“{question}”"), f" ({_count(len(names), 'pilot')})")
        for (who, question), names in by_whom.items()
    ]


def _listed(lines: Sequence[Line]) -> list[Line]:
    left = len(lines) - LISTED
    return [*lines[:LISTED], *([line(f"and {left} more")] if left > 0 else [])]


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _obstacles(found: Rehearsal) -> Iterator[Block]:
    if found.orphans:
        yield Para(line(Bold("Questions that would no longer be asked, and their answers:")))
        yield Bullets(tuple(_listed(_counted(found.orphans))))
        yield Note(line("Those answers stay readable in each pilot's history."))
    if found.other_kinds:
        yield Para(line(Bold("These questions have answers of another kind:")))
        yield Bullets(tuple(_listed(_counted(found.other_kinds))))
        yield Note(line("Give the changed question a new id; then both keep their answers."))
    if found.homeless:
        yield Para(line(Bold("Pilots would stand in a playbook or stage that is gone:")))
        told = [line(Said(where), f": {_count(n, 'pilot')}") for where, n in found.homeless.items()]
        yield Bullets(tuple(_listed(told)))
        yield Note(line("Move them to another playbook first (Status, More, Playbook)."))


def _counted(counts: Mapping[str, int]) -> list[Line]:
    return [line(Said(name), f": {_count(number, 'answer')}") for name, number in counts.items()]


def _buttons(found: Rehearsal, publish: tuple[str, str], cancel: tuple[str, str]) -> Buttons:
    leave = Button("Cancel", *cancel)
    if not found.possible:
        return Buttons((leave,))
    orphaned = sum(found.orphans.values())
    sure = f"{_count(orphaned, 'answer')} would no longer be asked for. Publish?"
    go_on = Button(
        "Publish all the same" if orphaned else "Publish",
        *publish,
        style="primary",
        confirm=sure if orphaned else "",
    )
    return Buttons((go_on, leave))
