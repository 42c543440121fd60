"""Who was named for something and has not said yes: shown wherever it is read what is open."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.cards import Block, Note, line
from handlers.people.acceptance import SAID, unaccepted
from handlers.people.handshake import part_row
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk


def yes_wanted(talk: Talk, pilot: Pilot) -> list[Block]:
    """List who has not accepted yet; to the reader's own part the way to a yes or no."""
    waits = unaccepted(talk.library, pilot)
    own = [part for part, person in waits.items() if person == talk.who.id]
    rows: list[Block] = [part_row(pilot, talk.library.question(part)) for part in own]
    others = {part: person for part, person in waits.items() if part not in own}
    return [*rows, *_told(talk, others)]


def not_accepted(talk: Talk, pilot: Pilot) -> list[Block]:
    """Name everybody who has not accepted yet, where a gate is about to be decided."""
    return _told(talk, unaccepted(talk.library, pilot))


def _told(talk: Talk, waits: Mapping[str, str]) -> list[Block]:
    named = "; ".join(_said(talk, part, person) for part, person in waits.items())
    return [Note(line(f"{SAID['named'].capitalize()}: {named}."))] if named else []


def _said(talk: Talk, part: str, person: str) -> str:
    accepts = talk.library.question(part).accepts
    return f"{talk.name(person)} as {accepts.called}" if accepts else talk.name(person)
