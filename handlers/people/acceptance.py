"""Who accepted what they are named for: read from a pilot, never stored beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal, TypeAlias

from handlers.pilots.pilot import Pilot, Word
from knowledge.answers import Answer
from knowledge.model import Library, Question
from knowledge.values import Person

State: TypeAlias = Literal["named", "accepted", "declined", "left"]
GATE = "gate:"  # before a gate's id: the part of deciding there

SAID = {
    "named": "named, not accepted",
    "accepted": "accepted",
    "declined": "declined",
    "left": "left",
}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How it stands with one part: whose it is, since when, and who named them."""

    part: str
    person: str
    state: State
    since: datetime
    by: str
    reason: str = ""


@lru_cache(maxsize=8)  # asked at every message; a library never changes
def parts(library: Library) -> tuple[Question, ...]:
    """List the questions whose answer is somebody who is asked to accept."""
    return tuple(q for q in library.questions.values() if q.accepts is not None)


def acceptance(pilot: Pilot, part: str) -> Acceptance | None:
    """Tell how it stands with whoever a question names; None where it names nobody."""
    stands = pilot.answer(part)
    if stands is None:
        return None
    if not isinstance(stands.value, Person):
        return _gone(pilot, stands)
    run = _run(pilot.answers[part], stands.value.id)
    first, person = run[0], stands.value.id
    words = [w for w in _words(pilot, part, person) if w.seq > first.seq and w.kind != "proposed"]
    own = [answer for answer in run if answer.by == person]
    last = words[-1] if words else None
    if own and (last is None or own[-1].seq > last.seq):
        return Acceptance(part, person, "accepted", own[-1].at, person)
    if last is None:
        return Acceptance(part, person, "named", first.at, first.by)
    state: State = "accepted" if last.kind == "accepted" else "named"
    return Acceptance(part, person, state, last.at, first.by, last.reason)


def _gone(pilot: Pilot, stands: Answer) -> Acceptance | None:
    """Find whoever declined or left, and so opened the question again."""
    for word in reversed(pilot.parts.get(stands.question, ())):
        if word.seq == stands.seq and (word.kind == "declined" or word.kind == "left"):
            namer = _namer(pilot, stands.question, word.person, word.seq)
            return Acceptance(word.part, word.person, word.kind, word.at, namer, word.reason)
    return None


def _namer(pilot: Pilot, part: str, person: str, before: int) -> str:
    """Find who named somebody last, before an entry of the journal."""
    named = (
        answer.by
        for answer in reversed(pilot.answers.get(part, ()))
        if answer.value == Person(person) and answer.seq < before
    )
    return next(named, "")


def _run(said: Sequence[Answer], person: str) -> list[Answer]:
    """Take the answers that name somebody without a break up to now, oldest first."""
    run: list[Answer] = []
    for answer in reversed(said):
        if answer.value != Person(person):
            break
        run.append(answer)
    return sorted(run, key=lambda answer: answer.seq)


def _words(pilot: Pilot, part: str, person: str) -> list[Word]:
    return [word for word in pilot.parts.get(part, ()) if word.person == person]


def proposal(pilot: Pilot, part: str, person: str) -> Word | None:
    """Find the latest message that asked somebody, if it was about their being named now."""
    asked = [word for word in _words(pilot, part, person) if word.kind == "proposed"]
    if not asked:
        return None
    if part.startswith(GATE):
        return asked[-1]
    stands = pilot.answer(part)
    if stands is None or stands.value != Person(person):
        return asked[-1]
    return asked[-1] if asked[-1].seq > _run(pilot.answers[part], person)[0].seq else None


def at_gate(pilot: Pilot, gate: str, person: str) -> State:
    """Tell whether somebody accepted to decide at a gate; until a word of theirs: named."""
    words = _words(pilot, f"{GATE}{gate}", person)
    for word in reversed(words):
        if word.kind != "proposed":
            return word.kind
    return "named"


def states(pilot: Pilot, questions: Iterable[str], upto: int | None = None) -> dict[str, str]:
    """Tell how it stands with whoever each answer names, as rules read it; `upto` an entry.

    Under `gate:` and its id: whether one of those asked to decide there has said yes.
    """
    before = pilot if upto is None else _until(pilot, questions, upto)
    found = {
        question: acceptance(before, question)
        for question in questions
        if question in before.parts or _names(before.answer(question))
    }
    named: dict[str, str] = {q: one.state for q, one in found.items() if one is not None}
    gates = {part: {w.person for w in said} for part, said in before.parts.items() if said}
    for part, asked in gates.items():
        if part.startswith(GATE):
            said = {at_gate(before, part.removeprefix(GATE), person) for person in asked}
            named[part] = "accepted" if "accepted" in said else "named"
    return named


def _names(answer: Answer | None) -> bool:
    """Tell cheaply whether an answer names somebody: most do not, and all are asked for."""
    return answer is not None and isinstance(answer.value, Person)


def _until(pilot: Pilot, questions: Iterable[str], upto: int) -> Pilot:
    """Take away what was said of these questions behind an entry."""
    answers = {q: tuple(a for a in pilot.answers.get(q, ()) if a.seq <= upto) for q in questions}
    parts = {*questions, *(part for part in pilot.parts if part.startswith(GATE))}
    said = {q: tuple(w for w in pilot.parts.get(q, ()) if w.seq <= upto) for q in parts}
    return replace(pilot, answers=answers, parts=said)


def unaccepted(library: Library, pilot: Pilot) -> dict[str, str]:
    """List who was named for what, and has not said yes yet: question -> person."""
    found = all_of(library, pilot) if pilot.closed is None else ()
    return {one.part: one.person for one in found if one.state == "named"}


def asked_for_a_yes(library: Library, pilot: Pilot, check: str, question: str) -> tuple[str, ...]:
    """Find whose yes a flag waits for, by the check that raised it; nobody where it is no yes."""
    if check == "accepted-by-named":
        person = unaccepted(library, pilot).get(question)
        return (person,) if person else ()
    if check != "deciders-accept":
        return ()
    gate = library.playbook(pilot.playbook).stage(pilot.stage).gate.id
    asked = {word.person for word in pilot.parts.get(f"{GATE}{gate}", ())}
    return tuple(sorted(who for who in asked if at_gate(pilot, gate, who) == "named"))


def all_of(library: Library, pilot: Pilot) -> tuple[Acceptance, ...]:
    """Tell how it stands with everybody whom the answers name."""
    found = (acceptance(pilot, question.id) for question in parts(library))
    return tuple(one for one in found if one is not None)
