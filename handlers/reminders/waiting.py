"""What waits for somebody, across all pilots: what unblocks most comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from handlers import rights
from handlers.cards import Bold, Button, Line, line
from handlers.interview.questions import minutes, open_for, questions, waiting
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from storage.pilots import summary

FRESH = timedelta(hours=20)  # who was asked just now need not be reminded


@dataclass(frozen=True, slots=True)
class Waiting:
    """One pilot that waits for a person: how much it unblocks, and what they can press."""

    rank: tuple[int, int, int]  # lower is sooner
    said: Line
    button: Button


def waits(talk: Talk) -> tuple[Waiting, ...]:
    """List what waits for the person of a talk, the most unblocking first."""
    rows = summary.mine(talk.tx, talk.tenant, talk.who.id)
    found = (one for row in rows for one in _of(talk, talk.seen(row.pilot)))
    return tuple(sorted(found, key=lambda one: one.rank))


def _of(talk: Talk, pilot: Pilot) -> Iterator[Waiting]:
    told = pilot.told.get(talk.who.id, pilot.born)
    if talk.now - told < FRESH or not talk.may(pilot, rights.ANSWER):
        return
    readiness = talk.readiness(pilot)
    mine = open_for(talk, pilot, talk.who.id)
    if mine:
        yield _questions(talk, pilot, {question.criterion for question in mine}, len(mine))
    elif not readiness.blocking and talk.may(pilot, rights.DECIDE):
        said = line(
            Bold(pilot.name), f": {readiness.gate.label} waits for a decision, nothing else."
        )
        yield Waiting((0, 0, 0), said, Button("Decide", "decide", pilot.id, style="primary"))


def _questions(talk: Talk, pilot: Pilot, criteria: set[str], count: int) -> Waiting:
    """Say what answering would unblock: the gate itself, or a part of what it waits for."""
    readiness = talk.readiness(pilot)
    blocking = {standing.criterion.id for standing in readiness.blocking}
    held = blocking & criteria
    others = {
        question.criterion
        for person, asked in waiting(talk, pilot).items()
        if person != talk.who.id
        for question in asked
    }
    alone = bool(held) and blocking <= criteria and not blocking & others
    gate = readiness.gate.label
    size = f"{questions(count)}, {minutes(count)}"
    if alone:
        effect = f"{gate} waits for you alone"
    elif held:
        effect = f"{len(held)} of the {len(blocking)} things that block {gate} wait for this"
    else:
        effect = "needed later; nothing waits for it yet"
    rank = (1 if alone else 2 if held else 3, -len(held), count)
    button = Button("Answer", "begin", pilot.id, style="primary")
    return Waiting(rank, line(Bold(pilot.name), f": {size}. {effect}."), button)
