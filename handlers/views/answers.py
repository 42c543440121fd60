"""The answers of a pilot, each with the way to change it; and a nudge to who can give more."""

from __future__ import annotations

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Note,
    Para,
    Row,
    Said,
    Title,
    card,
    line,
)
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import say_answer
from handlers.interview.questions import open_for, waiting
from handlers.interview.sitting import begin, invitation
from handlers.people.apart.asking import LABEL
from handlers.pilots.finding import meant
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.words import whole
from knowledge.model import Question

PAGE = 8


def answer(talk: Talk, argument: str) -> Reply:
    """Open a sitting where questions wait for the person, else list the answers to change."""
    pilot = talk.held_open(meant(talk, argument, "answer").id)
    talk.need(pilot, ANSWER)
    if open_for(talk, pilot, talk.who.id):
        return Show(begin(talk, pilot))
    return Show(answers_card(talk, pilot, 0))


def answers(talk: Talk, press: Press) -> Reply:
    """List the answers of a pilot, a page at a time."""
    pilot_id, _, skip = press.ref.partition("|")
    pilot = talk.seen(pilot_id)
    talk.need(pilot, ANSWER)
    return Show(answers_card(talk, pilot, whole(skip)))


def _asked_here(talk: Talk, pilot: Pilot) -> tuple[Question, ...]:
    """Every question of the gate and of the first three, asked in a sitting or not."""
    readiness = talk.readiness(pilot)
    standings = (*(first.standing for first in readiness.first), *readiness.standings)
    found = {q.id: q for s in standings for q in s.criterion.questions}
    return tuple(found.values())


def answers_card(talk: Talk, pilot: Pilot, skip: int) -> Card:
    """Show questions with their answers and a button that asks again."""
    all_of_them = _asked_here(talk, pilot)
    rows: list[Block] = []
    for question in all_of_them[skip : skip + PAGE]:
        stands = pilot.answer(question.id)
        told = Said(say_answer(talk, stands)) if stands else Bold("no answer yet")
        label = "Change" if stands else "Answer"
        rows.append(
            Row(line(question.ask, " ", told), Button(label, "edit", f"{pilot.id}|{question.id}|0"))
        )
    more = skip + PAGE < len(all_of_them)
    turn = (Button("More", "answers", f"{pilot.id}|{skip + PAGE}"),) if more else ()
    apart = Button(LABEL, "ask apart", pilot.id)
    return card(Title(f"{pilot.name}: answers"), *rows, Buttons((*turn, apart)))


def remind(talk: Talk, press: Press) -> Reply:
    """Write to everybody who can answer, in private, at most once a day each."""
    pilot = talk.held_open(press.ref)
    talk.need(pilot, ANSWER)
    asked = []
    for person, theirs in waiting(talk, pilot).items():
        if person != talk.who.id:
            key = f"remind:{pilot.id}:{person}:{talk.today}"
            talk.tell(person, invitation(talk, pilot, len(theirs)), key, lane="notice")
            asked.append(talk.name(person))
    if not asked:
        return Show(card(Para(line("Nobody else can answer what is open."))))
    names = ", ".join(asked)
    return Show(
        card(Para(line("Asked in private: ", Bold(names), ".")), Note(line("At most once a day.")))
    )
