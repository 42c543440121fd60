"""Still true: one tap says that old answers hold, and they are as good as new."""

from __future__ import annotations

from handlers.cards import Bold, Button, Note, Row, card, line
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.words import whole
from knowledge.answers import settled
from knowledge.model import Criterion
from knowledge.values import day

MOST = 20  # criteria that one tap speaks for


def renew(talk: Talk, press: Press) -> Reply:
    """Note that every answer to a criterion, or to several of them, still holds."""
    pilot_id, _, said = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    named = dict.fromkeys(said.split(",")[:MOST])
    found = [talk.library.criteria[one] for one in named if one in talk.library.criteria]
    kept = {one.id: answers for one in found if (answers := _answers(pilot, one))}
    if not kept:
        raise Stale("There is no answer to confirm any more.")
    told = (("renewed", {"criterion": one, "answers": said}) for one, said in kept.items())
    after = talk.write(pilot, *told)
    entries = range(after.seq - len(kept) + 1, after.seq + 1)
    undo = Button("Undo", "unrenew", f"{after.id}|{','.join(map(str, entries))}")
    titles = ", ".join(one.title for one in found if one.id in kept)
    said_so = line("Kept: still true on ", day(talk.today), ": ", Bold(titles))
    lives = {int(one.half_life.value) for one in found if one.id in kept and one.half_life}
    again = (Note(line(f"I ask again in {_span(lives)} days.")),) if lives else ()
    return Show(card(Row(said_so, undo), *again))


def _answers(pilot: Pilot, criterion: Criterion) -> dict[str, int]:
    """List the entries of the answers that hold so far."""
    said = (pilot.answer(question.id) for question in criterion.questions)
    return {answer.question: answer.seq for answer in said if answer and settled(answer)}


def _span(days: set[int]) -> str:
    return " to ".join(str(number) for number in sorted({min(days), max(days)}))


def unrenew(talk: Talk, press: Press) -> Reply:
    """Take such a tap back."""
    pilot_id, _, said = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    numbers = {whole(number) for number in said.split(",")[:MOST]}
    stacks = pilot.renewed.values()
    given = {one.seq: one.by for stack in stacks for one in stack if one.seq in numbers}
    if not given:
        raise Stale("This was taken back already.")
    if set(given.values()) != {talk.who.id}:
        talk.need(pilot, ANSWER)
    talk.write(pilot, *(("renewal undone", {"seq": number}) for number in sorted(given)))
    return Show(card(Note(line("Taken back. The answers are as old as they were."))), replace=True)
