"""Take an answer, typed or filled in, and the ways around a question."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.answering import (
    confirm,
    in_the_way,
    keep,
    kept_row,
    offer,
    question_in,
    say_answer,
)
from handlers.asking import base_of, form_for
from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Form,
    Note,
    Para,
    PersonField,
    Row,
    Said,
    TextField,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import Rejected, Stale
from handlers.heard import Open, Press, Reply, Show
from handlers.interview import (
    after_answer,
    ask,
    begin,
    go_on,
    invite_others,
    since_of,
)
from handlers.news import tell_ready
from handlers.pilot import Pilot
from handlers.questions import left_in_sitting, open_for, questions
from handlers.rights import ANSWER
from handlers.talk import DIRECT, Talk
from knowledge.model import Question
from knowledge.understand import Again, Kept, Wrong, doubtful, from_fields, understand
from knowledge.values import Value
from storage.sittings import Sitting

NAMING = ("q.owner", "q.sponsor")  # answers that say who is asked next


def at(talk: Talk, ref: str) -> tuple[Pilot, Question, int, str]:
    """Find what a question's button is about; raises NotFound, NotAllowed or Stale."""
    pilot_id, question_id, base, choice = base_of(ref)
    pilot = talk.held(pilot_id)
    if pilot.closed is not None:
        raise Stale(f"{pilot.name} is closed, so nothing was kept.")
    talk.need(pilot, ANSWER)
    return pilot, question_in(talk, pilot, question_id), base, choice


def answer(talk: Talk, press: Press) -> Reply:
    """Take what was chosen or filled in; a press with nothing filled in opens the form."""
    pilot, question, base, choice = at(talk, press.ref)
    if not press.values and not choice:
        return Open(form_for(question, press.ref))
    value = _filled_in(talk, question, press.values, choice)
    return take(talk, pilot, question, value, base)


def _filled_in(talk: Talk, question: Question, values: Mapping[str, str], choice: str) -> Value:
    said = choice or values.get("value", "")
    filled = {**values, "value": f"<@{said}>" if question.kind == "person" and said else said}
    found = from_fields(question, filled, me=talk.who.id, directory=Names(talk), today=talk.today)
    if isinstance(found, Wrong):
        raise Rejected(found.errors)
    return found.value


def typed(talk: Talk, pilot: Pilot, question: Question, text: str, base: int) -> Reply:
    """Take typed words as the answer, ask whether they are one, or ask again with an example."""
    found = understand(question, text, me=talk.who.id, directory=Names(talk), today=talk.today)
    match found:
        case Again(reason, example):
            return Show(
                card(
                    Para(line(reason)),
                    Note(line("Nothing was kept. ", f"For example: {example}" if example else "")),
                    Para(line(Bold(question.ask))),
                )
            )
        case Kept(value):
            if doubtful(question, text):
                return confirm(talk, pilot, question, value)
            return take(talk, pilot, question, value, base)


def take(talk: Talk, pilot: Pilot, question: Question, value: Value, base: int) -> Reply:
    """Keep an answer unless somebody else was faster; then go on to the next question."""
    stands = in_the_way(pilot, question.id, base, talk.who.id)
    if stands is not None and stands.value != value:
        return offer(talk, pilot, question, value, stands)
    blocked = _was_blocked(talk, pilot)
    pilot, kept = keep(talk, pilot, question, value)
    pilot = _resume(talk, pilot)
    return _went_on(talk, pilot, question, kept, blocked)


def _was_blocked(talk: Talk, pilot: Pilot) -> bool:
    row = talk.row(pilot)
    return row is None or row.blocking > 0


def _resume(talk: Talk, pilot: Pilot) -> Pilot:
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
    pilot = talk.held(pilot_id)
    offered = pilot.offers.get(int(seq)) if seq.isdigit() else None
    if offered is None or offered.by != talk.who.id:
        raise Stale("This was settled already.")
    question = question_in(talk, pilot, offered.question)
    blocked = _was_blocked(talk, pilot)
    wanted = press.verb == "keep"
    pilot = talk.write(pilot, ("settled", {"offer": offered.seq, "keep": wanted}))
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
    return _went_on(talk, _resume(talk, pilot), question, kept, blocked)


def skip(talk: Talk, press: Press) -> Reply:
    """Leave a question for this sitting."""
    pilot, question, *_ = at(talk, press.ref)
    _resume(talk, pilot)
    pilot = talk.write(pilot, ("skipped", {"question": question.id}))
    note = Note(line(f"Left for another day: {question.ask}"))
    return Show(go_on(talk, pilot, [note]), replace=True)


def unknown(talk: Talk, press: Press) -> Reply:
    """Note that the person does not know, and offer to hand the question on."""
    pilot, question, *_ = at(talk, press.ref)
    _resume(talk, pilot)
    pilot = talk.write(pilot, ("unknown", {"question": question.id}))
    noted = Row(
        line("Noted as not known yet: ", question.ask),
        Button("Hand it to somebody", "hand", press.ref),
    )
    return Show(go_on(talk, pilot, [noted]), replace=True)


def inapplicable(talk: Talk, press: Press) -> Reply:
    """Set a question aside with a reason; owner, metric and funding always apply."""
    pilot, question, *_ = at(talk, press.ref)
    if question.always:
        raise Stale("Owner, metric and funding apply to every pilot. Skip it, or hand it over.")
    if not press.values:
        field = TextField("reason", "Why does it not apply?", lines=2, limit=500)
        return Open(Form("Does not apply", (field,), "inapplicable", press.ref, submit="Keep"))
    reason = press.values.get("reason", "").strip()
    if len(reason) < 3:
        raise Rejected({"reason": "Please say why in a few words; it stays in the history."})
    pilot = talk.write(pilot, ("inapplicable", {"question": question.id, "reason": reason}))
    kept = kept_row(talk, pilot, question, f"does not apply: {reason}")
    return Show(go_on(talk, _resume(talk, pilot), [kept]), replace=True)


def hand(talk: Talk, press: Press) -> Reply:
    """Hand a question to a colleague, who is asked in private and credited with the answer."""
    pilot, question, *_ = at(talk, press.ref)
    if not press.values:
        field = PersonField("to", "Who can answer this?")
        intro = (Para(line(Bold(question.ask))),)
        return Open(
            Form("Hand it over", (field,), "hand", press.ref, intro=intro, submit="Hand over")
        )
    to = Names(talk).one_of_us(press.values.get("to", ""), "to")
    if to.id == talk.who.id:
        raise Rejected({"to": "That is you. Choose a colleague, or skip the question."})
    pilot = talk.write(
        pilot, ("handed", {"question": question.id, "to": to.id}), ("invited", {"to": to.id})
    )
    talk.tell(to.id, _handed_card(talk, pilot, question), f"hand:{pilot.id}:{pilot.seq}")
    kept = Row(
        line("Handed to ", Bold(to.name), f": {question.ask}"),
        Button("Undo", "undo", f"{pilot.id}|{pilot.seq - 1}|{question.id}"),
    )
    return Show(go_on(talk, _resume(talk, pilot), [kept]), replace=True)


def _handed_card(talk: Talk, pilot: Pilot, question: Question) -> Card:
    return card(
        Para(line(Said(talk.who.name), " hands you a question about ", Bold(pilot.name), ":")),
        Para(line(Bold(question.ask))),
        Note(line(question.why)),
        Buttons(
            (
                Button("Answer", "edit", f"{pilot.id}|{question.id}|0", style="primary"),
                Button("Not for me", "hand", f"{pilot.id}|{question.id}|0"),
            )
        ),
    )


def edit(talk: Talk, press: Press) -> Reply:
    """Ask one question (again), whatever was said to it."""
    pilot, question, *_ = at(talk, press.ref)
    _resume(talk, pilot)
    return Show(ask(talk, pilot, question, "One question"))


def back(talk: Talk, press: Press) -> Reply:
    """Go back to the question that the person dealt with last in this sitting."""
    pilot, *_ = at(talk, press.ref)
    since = since_of(talk, pilot)
    dealt = [
        (answer.seq, question)
        for question, said in pilot.answers.items()
        for answer in said
        if answer.by == talk.who.id and answer.seq > since
    ]
    dealt += [
        (seq, question)
        for (who, question), seq in pilot.skipped.items()
        if who == talk.who.id and seq > since
    ]
    if not dealt:
        raise Stale("There is no earlier question in this sitting.")
    return Show(ask(talk, pilot, question_in(talk, pilot, max(dealt)[1]), "Back"), replace=True)


def example(talk: Talk, press: Press) -> Reply:
    """Show an example of a good answer."""
    pilot_id, question_id, *_ = base_of(press.ref)
    pilot = talk.seen(pilot_id)
    question = question_in(talk, pilot, question_id)
    return Show(card(Note(line(question.ask)), Para(line("For example: ", Said(question.example)))))


def pause(talk: Talk, press: Press) -> Reply:
    """Stop here; all that was said is kept."""
    pilot = talk.held(press.ref.partition("|")[0])
    return Show(stopped(talk, pilot), replace=True)


def stopped(talk: Talk, pilot: Pilot) -> Card:
    """Close the sitting and say how to go on."""
    left = len(open_for(talk, pilot, talk.who.id))
    talk.sitting = None
    waits = f"{questions(left).capitalize()} left." if left else "Nothing is left for you."
    return card(
        Para(line("Stopped; all you said is kept. ", waits)),
        Note(line("Go on any time: press the button, or type /gate answer.")),
        Buttons((Button("Go on", "begin", pilot.id, style="primary"),)),
    )


def start_sitting(talk: Talk, press: Press) -> Reply:
    """Begin a sitting about a pilot."""
    pilot = talk.held(press.ref.partition("|")[0])
    if pilot.closed is not None:
        raise Stale(f"{pilot.name} is closed.")
    return Show(begin(talk, pilot), replace=True)


def keep_going(talk: Talk, press: Press) -> Reply:
    """Go on after the offer to stop."""
    pilot = talk.held(press.ref)
    talk.need(pilot, ANSWER)
    if not left_in_sitting(talk, pilot, talk.who.id, since_of(talk, pilot)):
        return Show(begin(talk, pilot), replace=True)
    return Show(go_on(talk, pilot, on_request=True), replace=True)


def undo(talk: Talk, press: Press) -> Reply:
    """Take one entry back: an answer, or a hand-over."""
    parts = [*press.ref.split("|"), "", ""]
    pilot = talk.held(parts[0])
    talk.need(pilot, ANSWER)
    seq = int(parts[1]) if parts[1].isdigit() else 0
    if parts[2]:
        return _undo_hand_over(talk, pilot, seq, parts[2])
    taken = next((a for said in pilot.answers.values() for a in said if a.seq == seq), None)
    if taken is None:
        raise Stale("This was taken back already.")
    question = question_in(talk, pilot, taken.question)
    pilot = talk.write(pilot, ("undid", {"seq": seq, "question": question.id}))
    stands = pilot.answer(question.id)
    now = f"Now it stands at: {say_answer(talk, stands)}." if stands else "It is open again."
    said = Note(line("Taken back: ", Said(say_answer(talk, taken)), f". {now}"))
    return Show(ask(talk, _resume(talk, pilot), question, "Once more", [said]), replace=True)


def _undo_hand_over(talk: Talk, pilot: Pilot, seq: int, question_id: str) -> Reply:
    if question_id not in pilot.handed:
        raise Stale("This was taken back already.")
    question = question_in(talk, pilot, question_id)
    pilot = talk.write(pilot, ("undid", {"seq": seq, "question": question_id, "handed": True}))
    said = Note(line("The hand-over is taken back."))
    return Show(ask(talk, _resume(talk, pilot), question, "Once more", [said]), replace=True)
