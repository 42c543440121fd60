"""Still true: one tap says that old answers hold, and they are as good as new."""

from __future__ import annotations

from handlers.cards import Bold, Button, Note, Row, card, line
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.words import whole
from knowledge.answers import settled
from knowledge.values import day


def renew(talk: Talk, press: Press) -> Reply:
    """Note that every answer to a criterion still holds."""
    pilot_id, _, criterion_id = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    criterion = talk.library.criteria.get(criterion_id)
    asked = criterion.questions if criterion else ()
    said = (pilot.answer(question.id) for question in asked)
    kept = {answer.question: answer.seq for answer in said if answer and settled(answer)}
    if criterion is None or not kept:
        raise Stale("There is no answer to confirm any more.")
    after = talk.write(pilot, ("renewed", {"criterion": criterion.id, "answers": kept}))
    undo = Button("Undo", "unrenew", f"{after.id}|{after.seq}")
    life = int(criterion.half_life.value) if criterion.half_life else 0
    again = (Note(line(f"I ask again in {life} days.")),) if life else ()
    return Show(
        card(
            Row(line("Kept: still true on ", day(talk.today), ": ", Bold(criterion.title)), undo),
            *again,
        )
    )


def unrenew(talk: Talk, press: Press) -> Reply:
    """Take such a tap back."""
    pilot_id, _, seq = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    number = whole(seq)
    given = [one for stack in pilot.renewed.values() for one in stack if one.seq == number]
    if not given:
        raise Stale("This was taken back already.")
    if given[0].by != talk.who.id:
        talk.need(pilot, ANSWER)
    talk.write(pilot, ("renewal undone", {"seq": number}))
    return Show(card(Note(line("Taken back. The answers are as old as they were."))), replace=True)
