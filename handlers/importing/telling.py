"""One message for each person about all pilots that a list brought them a part in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.cards import Block, Bold, Button, Buttons, Card, Note, Para, Row, Said, card, line
from handlers.interview.questions import questions, waiting
from handlers.people.acceptance import parts
from handlers.people.handshake import part_row, propose, unasked
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk

LISTED = 12  # rows on one card
AT_ONCE = 100  # pilots written to in one transaction


@dataclass(frozen=True, slots=True)
class Share:
    """What one pilot wants of one person: parts to accept, and how many questions to answer."""

    pilot: str
    person: str
    parts: tuple[str, ...]
    questions: int


def shares(talk: Talk, pilot_id: str) -> tuple[Share, ...]:
    """Tell who has a part in a pilot that they were not told of yet."""
    pilot = talk.told_of(pilot_id, only_look=True)
    if pilot.undone or pilot.closed is not None:
        return ()
    named: dict[str, list[str]] = {}
    for question in parts(talk.library):
        if person := unasked(talk, pilot, question):
            named.setdefault(person, []).append(question.id)
    asked = {
        person: len(theirs)
        for person, theirs in waiting(talk, pilot).items()
        if len(theirs) > pilot.sought.get(person, 0) and person != talk.who.id
    }
    return tuple(
        Share(pilot_id, person, tuple(named.get(person, ())), asked.get(person, 0))
        for person in sorted({*named, *asked})
    )


def note_told(talk: Talk, given: Iterable[Share]) -> None:
    """Write down that somebody is told of these, in the transaction that leaves the message."""
    talk.gathers = True
    for share in given:
        pilot = talk.told_of(share.pilot)
        for part in share.parts:
            pilot = propose(talk, pilot, part, share.person, "")
        if share.questions:
            talk.write(pilot, ("invited", {"to": share.person, "count": share.questions}))


def tell(talk: Talk, person: str, given: Sequence[Share], key: str) -> None:
    """Leave the message: what they are named for, and what they are asked."""
    talk.tell(person, _card(talk, given), key, lane="notice")


def _card(talk: Talk, given: Sequence[Share]) -> Card:
    pilots = len({share.pilot for share in given})
    many = "a pilot" if pilots == 1 else f"{pilots} pilots"
    rows = [
        row for share in given[:LISTED] for row in _rows(talk, talk.told_of(share.pilot), share)
    ]
    shown: list[Block] = [
        Para(line(Said(talk.who.name), f" brought {many} here in which you have a part.")),
        *rows[:LISTED],
    ]
    if len(rows) > LISTED or len(given) > LISTED:
        shown.append(Note(line("There are more than fit here.")))
    shown.append(Buttons((Button("What waits for me", "mine", style="primary"),)))
    shown.append(Note(line("All at your own pace; this is the only message about the list.")))
    return card(*shown)


def _rows(talk: Talk, pilot: Pilot, share: Share) -> list[Block]:
    rows: list[Block] = [part_row(pilot, talk.library.question(part)) for part in share.parts]
    if share.questions:
        said = line(Bold(pilot.name), f": {questions(share.questions)} for you")
        rows.append(Row(said, Button("Start", "begin", pilot.id)))
    return rows
