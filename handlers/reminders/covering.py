"""Away: hand all open questions to a colleague, who is asked in private, once."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.cards import Block, Bold, Button, Para, Row, Title, card, line
from handlers.errors import Rejected
from handlers.interview.questions import minutes, open_for, questions
from handlers.pilots.finding import mine
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from knowledge.model import Question
from storage.tenant.people import Person

PILOTS = 20  # handed over at once


def hand_over(talk: Talk, to: Person) -> str:
    """Hand over what is open and tell who stands in; gives what to say of it."""
    if to.id == talk.who.id:
        raise Rejected({"cover": "That is you. Choose a colleague."})
    rows: list[Block] = []
    count = 0
    key = ""
    for pilot, asked in _open(talk):
        if len(rows) == PILOTS:
            more = f"That was {PILOTS} pilots; more are left. Do it again for those."
            return f"{_told(talk, to, rows, count, key)} {more}"
        written = _handed(talk, pilot, asked, to)
        said = f": {questions(len(asked))}, {minutes(len(asked))}"
        button = Button("Answer", "begin", pilot.id, style="primary")
        rows.append(Row(line(Bold(pilot.name), said), button))
        count += len(asked)
        key = key or f"cover:{pilot.id}:{written.seq}"
    return _told(talk, to, rows, count, key)


def _open(talk: Talk) -> Iterator[tuple[Pilot, tuple[Question, ...]]]:
    for row in mine(talk):
        pilot = talk.held(row.pilot)
        if pilot.closed is None and talk.may(pilot, ANSWER):
            asked = open_for(talk, pilot, talk.who.id)
            if asked:
                yield pilot, asked


def _handed(talk: Talk, pilot: Pilot, asked: tuple[Question, ...], to: Person) -> Pilot:
    news = [("handed", {"question": question.id, "to": to.id}) for question in asked]
    count = pilot.sought.get(to.id, 0) + len(asked)
    return talk.write(pilot, *news, ("invited", {"to": to.id, "count": count}))


def _told(talk: Talk, to: Person, rows: list[Block], count: int, key: str) -> str:
    """Tell who stands in, in one message; gives what the other one reads."""
    if not rows:
        return "None of your questions is open, so nothing was handed over."
    said = f" is away and hands you {questions(count)}."
    told = card(Title("You stand in"), Para(line(Bold(talk.who.name), said)), *rows)
    talk.tell(to.id, told, key, lane="notice")
    return f"Handed to {to.name}: {questions(count)}. They were asked in private."
