"""Take an answer, typed or filled in: understand it, keep it, go on."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Note,
    Para,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import Rejected, Stale
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.answering import (
    confirm,
    in_the_way,
    keep,
    kept_row,
    offer,
    question_in,
    say_answer,
)
from handlers.interview.asking import base_of, exits, form_for, ref_of
from handlers.interview.sitting import (
    after_answer,
    ask,
    go_on,
    invite_others,
)
from handlers.pilots.news import tell_ready
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import DIRECT, Talk
from handlers.words import whole
from knowledge.model import Question
from knowledge.understanding.understand import (
    Again,
    Confirm,
    Kept,
    Wrong,
    doubtful,
    from_fields,
    understand,
)
from knowledge.values import Value
from storage.sittings import Sitting

NAMING = ("q.owner", "q.sponsor")  # answers that say who is asked next


def at(talk: Talk, ref: str) -> tuple[Pilot, Question, int, str]:
    """Find what a question's button is about; raises NotFound, NotAllowed or Stale."""
    pilot_id, question_id, base, choice = base_of(ref)
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    return pilot, question_in(talk, pilot, question_id), base, choice


def answer(talk: Talk, press: Press) -> Reply:
    """Take what was chosen or filled in; a press with nothing filled in opens the form."""
    pilot, question, base, choice = at(talk, press.ref)
    if not press.values and not choice:
        return Open(form_for(question, press.ref))
    match _filled_in(talk, question, press.values, choice):
        case Kept(value):
            return take(talk, pilot, question, value, base)
        case Confirm(value):
            return confirm(talk, pilot, question, value)


def _filled_in(
    talk: Talk, question: Question, values: Mapping[str, str], choice: str
) -> Kept | Confirm:
    said = choice or values.get("value", "")
    filled = {**values, "value": f"<@{said}>" if question.kind == "person" and said else said}
    found = from_fields(question, filled, me=talk.who.id, directory=Names(talk), today=talk.today)
    if isinstance(found, Wrong):
        raise Rejected(found.errors)
    return found


def typed(talk: Talk, pilot: Pilot, question: Question, text: str, base: int) -> Reply:
    """Take typed words as the answer, ask whether they are one, or ask again with an example."""
    found = understand(question, text, me=talk.who.id, directory=Names(talk), today=talk.today)
    match found:
        case Again(reason, example):
            ref = ref_of(pilot.id, question.id, base)
            such = f"For example: {example}" if example else ""
            return Show(
                card(
                    Para(line(reason)),
                    *_meaning(talk, question, text, ref),
                    Note(line("Nothing was kept. ", such)),
                    Para(line(Bold(question.ask))),
                    Note(line(question.why)),
                    exits(question, ref),
                )
            )
        case Kept(value):
            if doubtful(question, text):
                return confirm(talk, pilot, question, value)
            return take(talk, pilot, question, value, base)
        case Confirm(value):
            return confirm(talk, pilot, question, value)


def _meaning(talk: Talk, question: Question, text: str, ref: str) -> tuple[Block, ...]:
    """Offer the people whom a name that nobody bears may mean."""
    if question.kind != "person":
        return ()
    near = Names(talk).like(text)
    names = [person.name for person in near]
    chosen = tuple(
        Button(
            f"{p.name} ({p.email or p.user})" if names.count(p.name) > 1 else p.name,
            "answer",
            f"{ref}|{p.user}",
        )
        for p in near
    )
    return (Para(line("Do you mean one of these?")), Buttons(chosen)) if chosen else ()


def take(talk: Talk, pilot: Pilot, question: Question, value: Value, base: int) -> Reply:
    """Keep an answer unless somebody else was faster; then go on to the next question."""
    stands = in_the_way(pilot, question.id, base, talk.who.id)
    if stands is not None and stands.value != value:
        return offer(talk, pilot, question, value, stands)
    blocked = was_blocked(talk, pilot)
    pilot, kept = keep(talk, pilot, question, value)
    pilot = resume(talk, pilot)
    return _went_on(talk, pilot, question, kept, blocked)


def was_blocked(talk: Talk, pilot: Pilot) -> bool:
    """Tell whether a must was open before what was heard now."""
    row = talk.row(pilot)
    return row is None or row.blocking > 0


def resume(talk: Talk, pilot: Pilot) -> Pilot:
    """Open a sitting that begins with this answer, where the person was in none."""
    sitting = talk.sitting
    if sitting is None or sitting.pilot != pilot.id:
        talk.sitting = Sitting(talk.who.id, DIRECT, pilot.id, pilot.seq - 1)
    return pilot


def _went_on(talk: Talk, pilot: Pilot, question: Question, kept: Block, blocked: bool) -> Reply:
    if question.id in NAMING:
        pilot = invite_others(talk, pilot)
    if blocked:
        tell_ready(talk, pilot)
    return Show(after_answer(talk, pilot, question, kept), replace=True)


def settle(talk: Talk, press: Press) -> Reply:
    """End an offer: keep it as the answer, or drop it; either way it stays in the history."""
    pilot_id, _, seq = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    offered = pilot.offers.get(whole(seq))
    if offered is None or offered.by != talk.who.id:
        raise Stale("This was settled already.")
    question = question_in(talk, pilot, offered.question)
    blocked = was_blocked(talk, pilot)
    wanted = press.verb == "keep"
    newer = in_the_way(pilot, question.id, max(offered.against, offered.base), talk.who.id)
    overtaken = wanted and newer is not None and newer.value != offered.value
    keeps = wanted and not overtaken
    pilot = talk.write(pilot, ("settled", {"offer": offered.seq, "keep": keeps}))
    if overtaken and newer is not None:
        return offer(talk, pilot, question, offered.value, newer)
    if not wanted:
        asked = pilot.asked.get(talk.who.id)
        if asked is not None and asked.question == question.id:
            return Show(ask(talk, pilot, question, "Once more"), replace=True)
        note = Note(line("Theirs stands; yours is in the history."))
        return Show(go_on(talk, pilot, [note]), replace=True)
    talk.need(pilot, ANSWER)
    said = pilot.answer(question.id)
    assert said is not None
    kept = kept_row(talk, pilot, question, say_answer(talk, said))
    return _went_on(talk, resume(talk, pilot), question, kept, blocked)
