"""Who was named for something and has not said yes: shown wherever it is read what is open."""

from __future__ import annotations

from handlers.cards import Block, Note, line
from handlers.people.acceptance import SAID, unaccepted
from handlers.people.handshake import part_row
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk


def yes_wanted(talk: Talk, pilot: Pilot) -> list[Block]:
    """List who has not accepted yet; to the reader's own part the way to a yes or no."""
    waits = unaccepted(talk.library, pilot)
    own = [part for part, person in waits.items() if person == talk.who.id]
    others = [_said(talk, part, person) for part, person in waits.items() if part not in own]
    rows: list[Block] = [part_row(pilot, talk.library.question(part)) for part in own]
    told = f"{SAID['named'].capitalize()}: {'; '.join(others)}."
    return [*rows, Note(line(told))] if others else rows


def _said(talk: Talk, part: str, person: str) -> str:
    accepts = talk.library.question(part).accepts
    return f"{talk.name(person)} as {accepts.called}" if accepts else talk.name(person)
