"""Hear that somebody left, and open again what they were named for."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.people.acceptance import (
    GATE,
    Acceptance,
    acceptance,
    at_gate,
    parts,
    proposal,
)
from handlers.people.accepting import reopened_by
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_of
from handlers.talk import Talk
from storage.pilots import summary
from storage.tenant import people
from storage.tenant.people import Face, Person


def hear_of(talk: Talk, faces: Iterable[Face]) -> None:
    """Look at each of these people: who is gone, or a guest by now, cannot answer for a pilot."""
    for face in faces:
        if face.bot or not (face.gone or face.guest or face.stranger):
            continue
        person = people.meant(talk.tx, talk.tenant, face.user)  # who stays with another account
        if person is not None and (person.gone or person.guest or person.stranger):
            _take_out(talk, person)


def _take_out(talk: Talk, person: Person) -> None:
    for row in summary.mine(talk.tx, talk.tenant, person.id):
        for question in parts(talk.library):
            pilot = talk.told_of(row.pilot)
            stands = acceptance(pilot, question.id)
            if stands is None or stands.person != person.id:
                continue
            if stands.state in ("named", "accepted") and _was_one_of_us(pilot, person, question.id):
                reopened_by(talk, pilot, stands)
        _take_off_the_gate(talk, talk.told_of(row.pilot), person)


def _take_off_the_gate(talk: Talk, pilot: Pilot, person: Person) -> None:
    """Count somebody no longer among those who decide at the gate that the pilot is before."""
    gate = gate_of(talk.library, pilot).id
    said = [word for word in pilot.parts.get(f"{GATE}{gate}", ()) if word.person == person.id]
    state = at_gate(pilot, gate, person.id)
    if said and state in ("named", "accepted"):
        now = Acceptance(f"{GATE}{gate}", person.id, state, said[-1].at, pilot.starter)
        reopened_by(talk, pilot, now)


def _was_one_of_us(pilot: Pilot, person: Person, part: str) -> bool:
    """Tell a member who became a guest from a guest who was named as one, and never asked."""
    stands = acceptance(pilot, part)
    asked = proposal(pilot, part, person.id) is not None
    return person.gone or asked or (stands is not None and stands.state == "accepted")
