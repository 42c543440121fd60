"""Try new playbooks on the pilots that there are: a look, nothing is written."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256

from handlers import rights
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Decision, Pilot
from handlers.pilots.reckoning import reckon
from knowledge.judging.evaluate import Readiness, to_ask
from knowledge.model import Gate, Library, Question
from storage.pilots import journal, summary
from storage.store import Tx
from storage.tenant import people

PAGE = 100  # pilots looked up at once


@dataclass(frozen=True, slots=True)
class Change:
    """What a pilot would have to do more, or less: criteria that block it, by title."""

    pilot: str
    name: str
    before: int  # musts open today
    after: int
    blocks: tuple[str, ...]
    clears: tuple[str, ...]
    asked: tuple[tuple[str, str], ...]  # question, and who would be asked (a name or a role)

    @property
    def light(self) -> str:
        """Say what happens to it: red, green, more, less or asked."""
        if bool(self.before) != bool(self.after):
            return "red" if self.after else "green"
        if self.blocks or self.clears:
            return "more" if self.after > self.before else "less"
        return "asked"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A decision that was made under a text which would be another one."""

    pilot: str
    name: str
    gate: str
    outcome: str
    on: date
    edition: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What new playbooks would do; `whole`: every pilot was looked at."""

    looked: int = 0
    whole: bool = True
    changes: tuple[Change, ...] = ()
    decisions: tuple[Earlier, ...] = ()
    orphans: Mapping[str, int] = field(default_factory=dict)  # question -> answers
    other_kinds: Mapping[str, int] = field(default_factory=dict)  # likewise, of another kind
    homeless: Mapping[str, int] = field(default_factory=dict)  # "playbook, stage" -> pilots

    @property
    def possible(self) -> bool:
        """Tell whether these playbooks can be published at all."""
        return not self.homeless and not self.other_kinds

    def of(self, light: str) -> tuple[Change, ...]:
        """List the changes of one light."""
        return tuple(change for change in self.changes if change.light == light)


def rehearse(
    tx: Tx,
    tenant: str,
    old: Library,
    new: Library,
    now: datetime,
    *,
    seconds: float | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Rehearsal:
    """Judge every pilot by both; `seconds`: as far as one gets in that time."""
    until = None if seconds is None else clock() + seconds
    leads = frozenset(person.id for person in people.holders(tx, tenant, "lead"))
    gone, other = _gone(old, new), _other_kinds(old, new)
    found = Rehearsal(homeless=homeless(tx, tenant, new))
    changes: list[Change] = []
    decisions: list[Earlier] = []
    answers: dict[str, int] = {}
    looked = 0
    for pilot in _pilots(tx, tenant):
        if until is not None and clock() >= until:
            found = replace(found, whole=False)
            break
        looked += 1
        for question in (gone | other) & pilot.current.keys():
            answers[question] = answers.get(question, 0) + len(pilot.answers[question])
        decisions += _under_another_text(old, new, pilot)
        if pilot.closed is None and not found.homeless:
            changes += _change(tx, tenant, old, new, pilot, leads, now.date())
    return replace(
        found,
        looked=looked,
        changes=tuple(sorted(changes, key=lambda one: (one.light, one.name))),
        decisions=tuple(decisions),
        orphans={name: count for name, count in answers.items() if name in gone},
        other_kinds={name: count for name, count in answers.items() if name in other},
    )


def _pilots(tx: Tx, tenant: str) -> Iterator[Pilot]:
    after = ""
    while rows := summary.every(tx, tenant, after, PAGE):
        after = rows[-1].pilot
        for row in rows:
            pilot = fold(Pilot(id=row.pilot), journal.read(tx, tenant, row.pilot))
            if not pilot.undone:
                yield pilot


def _gone(old: Library, new: Library) -> set[str]:
    """Find the questions that would no longer be asked; those retired earlier count no more."""
    return (old.questions.keys() - old.retired) - (new.questions.keys() - new.retired)


def _other_kinds(old: Library, new: Library) -> set[str]:
    kinds = {name: question.kind for name, question in new.questions.items()}
    return {
        name
        for name, question in old.questions.items()
        if kinds.get(name, question.kind) != question.kind
    }


def answers_to(tx: Tx, tenant: str, questions: Collection[str]) -> dict[str, int]:
    """Count the answers that pilots keep to some questions; those with none are left out."""
    found: dict[str, int] = {}
    for pilot in _pilots(tx, tenant):
        for question in pilot.answers.keys() & set(questions):
            found[question] = found.get(question, 0) + len(pilot.answers[question])
    return {name: count for name, count in found.items() if count}


def homeless(tx: Tx, tenant: str, new: Library) -> dict[str, int]:
    """Count the pilots whose playbook or stage is not there, by "playbook, stage"."""
    found = {}
    for book, stage, count in summary.used(tx, tenant):
        known = new.playbooks.get(book)
        if known is None or all(one.id != stage for one in known.stages):
            found[f"{book}, {stage}"] = count
    return found


def _change(
    tx: Tx,
    tenant: str,
    old: Library,
    new: Library,
    pilot: Pilot,
    leads: frozenset[str],
    today: date,
) -> Iterator[Change]:
    before, after = reckon(old, pilot, today), reckon(new, pilot, today)
    blocked, blocks = _blocking(before), _blocking(after)
    asked = {q.id for q in to_ask(old, before, pilot.current)}
    more = [q for q in to_ask(new, after, pilot.current) if q.id not in asked]
    change = Change(
        pilot.id,
        pilot.name,
        len(blocked),
        len(blocks),
        tuple(title for key, title in blocks.items() if key not in blocked),
        tuple(title for key, title in blocked.items() if key not in blocks),
        tuple((q.ask, _who(tx, tenant, new, pilot, q, leads)) for q in more),
    )
    if change.blocks or change.clears or change.asked:
        yield change


def _blocking(readiness: Readiness) -> dict[str, str]:
    return {one.criterion.id: one.criterion.title for one in readiness.blocking}


def _who(
    tx: Tx, tenant: str, library: Library, pilot: Pilot, question: Question, leads: frozenset[str]
) -> str:
    handed = pilot.handed.get(question.id)
    holders = frozenset({handed}) if handed else rights.holds(pilot, question.who, leads)
    names = sorted(person.name for person in people.by_ids(tx, tenant, holders).values())
    role = library.roles.get(question.who)
    return ", ".join(names) or (role.label if role else question.who)


def _under_another_text(old: Library, new: Library, pilot: Pilot) -> Iterable[Earlier]:
    for decision in pilot.decisions:
        before, after = _gate(old, decision), _gate(new, decision)
        if before is not None and (after is None or _text(old, before) != _text(new, after)):
            yield Earlier(
                pilot.id,
                pilot.name,
                before.label,
                before.decisions.get(decision.outcome, decision.outcome),
                decision.at.date(),
                decision.edition,
            )


def _gate(library: Library, decision: Decision) -> Gate | None:
    stages = (stage for book in library.playbooks.values() for stage in book.stages)
    return next((stage.gate for stage in stages if stage.gate.id == decision.gate), None)


def _text(library: Library, gate: Gate) -> str:
    """Tell two texts of a gate apart: its own words, and those of every criterion it wants."""
    wanted = (library.criteria.get(need.criterion) for need in gate.needs)
    parts = [gate.model_dump_json(), *(one.model_dump_json() for one in wanted if one)]
    return sha256("\n".join(parts).encode()).hexdigest()
