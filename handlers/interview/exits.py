"""The ways around a question: skip it, hand it on, set it aside, go back, stop, undo."""

from __future__ import annotations

from handlers.cards import (
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
from handlers.fields import words
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.answering import (
    ago,
    author,
    in_the_way,
    kept_row,
    question_in,
    say_answer,
)
from handlers.interview.asking import base_of, example_of
from handlers.interview.going_on import resume, was_blocked
from handlers.interview.questions import left_in_sitting, open_for, questions
from handlers.interview.replying import at
from handlers.interview.sitting import (
    ask,
    begin,
    go_on,
    since_of,
)
from handlers.pilots.news import tell_ready
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from handlers.words import whole
from knowledge.model import Question


def skip(talk: Talk, press: Press) -> Reply:
    """Leave a question for this sitting."""
    pilot, question, base, _ = at(talk, press.ref)
    if not author(talk, pilot):
        _not_overtaken(talk, pilot, question, base)
    resume(talk, pilot)
    pilot = talk.write(pilot, ("skipped", {"question": question.id}))
    note = Note(line(f"Left for another day: {question.ask}"))
    return Show(go_on(talk, pilot, [note]), replace=True)


def unknown(talk: Talk, press: Press) -> Reply:
    """Note that the person does not know, and offer to hand the question on."""
    pilot, question, base, _ = at(talk, press.ref)
    _not_overtaken(talk, pilot, question, base)
    stands = pilot.answer(question.id)
    if stands is not None and stands.state == "kept":  # what is known stays known
        return skip(talk, press)
    resume(talk, pilot)
    pilot = talk.write(pilot, ("unknown", {"question": question.id}))
    noted = Row(
        line("Noted as not known yet: ", question.ask),
        Button("Hand it to somebody", "hand", press.ref),
    )
    return Show(go_on(talk, pilot, [noted]), replace=True)


def inapplicable(talk: Talk, press: Press) -> Reply:
    """Set a question aside with a reason; owner, metric and funding always apply."""
    pilot, question, base, _ = at(talk, press.ref)
    if question.always:
        raise Stale("Owner, metric and funding apply to every pilot. Skip it, or hand it over.")
    if not press.values:
        field = TextField("reason", "Why does it not apply?", lines=2, limit=500)
        return Open(Form("Does not apply", (field,), "inapplicable", press.ref, submit="Keep"))
    reason = words(press.values.get("reason", ""), "reason", 500, least=3)
    _not_overtaken(talk, pilot, question, base)
    blocked = was_blocked(talk, pilot)
    pilot = talk.write(pilot, ("inapplicable", {"question": question.id, "reason": reason}))
    if blocked:
        tell_ready(talk, pilot)
    kept = kept_row(talk, pilot, question, f"does not apply: {reason}")
    return Show(go_on(talk, resume(talk, pilot), [kept]), replace=True)


def _not_overtaken(talk: Talk, pilot: Pilot, question: Question, base: int) -> None:
    """Go on only where nobody answered since the question was shown; raises Stale that says who."""
    newer = in_the_way(pilot, question.id, base, author(talk, pilot))
    if newer is not None:
        said = say_answer(talk, newer)
        raise Stale(f"{talk.name(newer.by)} answered this {ago(talk, newer)}: {said}")


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
        pilot,
        ("handed", {"question": question.id, "to": to.id}),
        ("invited", {"to": to.id, "count": pilot.sought.get(to.id, 0) + 1}),
    )
    talk.tell(to.id, _handed_card(talk, pilot, question), f"hand:{pilot.id}:{pilot.seq}")
    kept = Row(
        line("Handed to ", Bold(to.name), f": {question.ask}"),
        Button("Undo", "undo", f"{pilot.id}|{pilot.seq - 1}|{question.id}"),
    )
    return Show(go_on(talk, resume(talk, pilot), [kept]), replace=True)


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
    resume(talk, pilot)
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
    return Show(card(Note(line(question.ask)), Para(line(example_of(question)))))


def pause(talk: Talk, press: Press) -> Reply:
    """Stop here; all that was said is kept."""
    pilot = talk.held(press.ref.partition("|")[0])
    return Show(stopped(talk, pilot), replace=True)


def stopped(talk: Talk, pilot: Pilot) -> Card:
    """Close the sitting and say how to go on."""
    left = len(open_for(talk, pilot, talk.who.id))
    if talk.sitting and talk.sitting.pilot == pilot.id:
        talk.sitting = None
    waits = f"{questions(left).capitalize()} left." if left else "Nothing is left for you."
    return card(
        Para(line("Stopped; all you said is kept. ", waits)),
        Note(line("Go on any time: press the button, or type /gate answer.")),
        Buttons((Button("Go on", "begin", pilot.id, style="primary"),)),
    )


def begin_sitting(talk: Talk, press: Press) -> Reply:
    """Begin a sitting about a pilot."""
    pilot = talk.held_open(press.ref.partition("|")[0])
    return Show(begin(talk, pilot), replace=True)


def keep_going(talk: Talk, press: Press) -> Reply:
    """Go on after the offer to stop."""
    pilot = talk.held_open(press.ref)
    talk.need(pilot, ANSWER)
    if not left_in_sitting(talk, pilot, talk.who.id, since_of(talk, pilot)):
        return Show(begin(talk, pilot), replace=True)
    return Show(go_on(talk, pilot, on_request=True), replace=True)


def undo(talk: Talk, press: Press) -> Reply:
    """Take one entry back: an answer, or a hand-over."""
    parts = [*press.ref.split("|"), "", ""]
    pilot = talk.held_open(parts[0])
    seq = whole(parts[1])
    if parts[2]:
        talk.need(pilot, ANSWER)
        return _undo_hand_over(talk, pilot, seq, parts[2])
    taken = next((a for said in pilot.answers.values() for a in said if a.seq == seq), None)
    if taken is None:
        raise Stale("This was taken back already.")
    if taken.by != talk.who.id:  # one's own words one may always take back
        talk.need(pilot, ANSWER)
    question = question_in(talk, pilot, taken.question)
    pilot = talk.write(pilot, ("undid", {"seq": seq, "question": question.id}))
    stands = pilot.answer(question.id)
    now = f"Now it stands at: {say_answer(talk, stands)}." if stands else "It is open again."
    said = Note(line("Taken back: ", Said(say_answer(talk, taken)), f". {now}"))
    return Show(ask(talk, resume(talk, pilot), question, "Once more", [said]), replace=True)


def _undo_hand_over(talk: Talk, pilot: Pilot, seq: int, question_id: str) -> Reply:
    if question_id not in pilot.handed or pilot.answer(question_id) is not None:
        raise Stale("This was taken back already.")
    question = question_in(talk, pilot, question_id)
    back = pilot.handed[question_id]
    pilot = talk.write(pilot, ("undid", {"seq": seq, "question": question_id, "handed": True}))
    told = card(Para(line(Said(talk.who.name), " took a question back: ", question.ask)))
    talk.tell(back, told, f"taken back:{pilot.id}:{pilot.seq}")
    said = Note(line("The hand-over is taken back."))
    return Show(ask(talk, resume(talk, pilot), question, "Once more", [said]), replace=True)
