"""Answer what was asked apart: again and late, too, until the question is closed."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Form,
    Note,
    Para,
    Said,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import NotFound, Rejected, Stale
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.answering import question_in, say
from handlers.interview.asking import YES_NO, entry_for, field_for
from handlers.people.apart.weighing import show_asker
from handlers.pilots.pilot import Pilot, Poll
from handlers.talk import Talk
from handlers.words import whole
from knowledge.model import Question
from knowledge.understanding.understand import Wrong, from_fields
from knowledge.values import Value, to_data


def request(talk: Talk, pilot: Pilot, poll: Poll, question: Question, said: str = "") -> Card:
    """Ask one of them, saying plainly who will see the answer."""
    ref = f"{pilot.id}|{poll.seq}"
    others = len(poll.people) - 1
    asker = talk.name(poll.by)
    many = "one other person" if others == 1 else f"{others} others"
    so_far: tuple[Block, ...] = (Note(line("So far: ", Said(said))),) if said else ()
    blocks: list[Block] = [
        Para(line(Said(asker), f" asks you and {many} the same about ", Bold(pilot.name), ":")),
        Para(line(Bold(question.ask))),
        *(() if question.kind == "metric" else (Note(line(f"For example: {question.example}")),)),
        *so_far,
    ]
    if question.kind == "yes_no":
        blocks.append(
            Buttons(tuple(Button(label, "answer apart", f"{ref}|{v}") for label, v in YES_NO))
        )
    else:
        blocks.append(_entry(question, ref))
    blocks.append(Buttons((Button("Don't know", "answer apart", f"{ref}|?"),)))
    who = f"{asker} will see your answer with your name; nobody else will. "
    blocks.append(Note(line(who, "It does not become the pilot's answer by itself.")))
    return card(*blocks)


def _entry(question: Question, ref: str) -> Block:
    found = entry_for(question, ref)
    return type(found)(field_for(question), "answer apart", ref, "Answer")  # type: ignore[call-arg, arg-type] # an Entry: yes_no is handled above


def answer_apart(talk: Talk, press: Press) -> Reply:
    """Take what one of them says; again and late, too, until the question is closed."""
    pilot, poll, choice = _mine(talk, press.ref)
    question = question_in(talk, pilot, poll.question)
    if not press.values and not choice:
        return Open(
            Form("Your answer", field_for(question), press.verb, press.ref, _intro(question))
        )
    value = None if choice == "?" else _read(talk, question, press.values, choice)
    before = poll.said.get(talk.who.id)
    if before is None or before.value != value:
        told = {"poll": poll.seq, "value": to_data(value) if value is not None else None}
        pilot = talk.write(pilot, ("answered apart", told))
        poll = pilot.polls[poll.seq]
        if set(poll.said) >= set(poll.people):
            show_asker(talk, pilot, poll, "Everybody has answered.")
    words = say(talk, value) if value is not None else "you do not know"
    again = Button("Change it", "again apart", f"{pilot.id}|{poll.seq}")
    said = line("Kept, for ", Bold(talk.name(poll.by)), " alone: ", Said(words))
    return Show(card(Para(said), Buttons((again,))), replace=True)


def _intro(question: Question) -> tuple[Block, ...]:
    return (Para(line(Bold(question.ask))),)


def again_apart(talk: Talk, press: Press) -> Reply:
    """Ask one of them once more, with what they said."""
    pilot, poll, _ = _mine(talk, press.ref)
    question = question_in(talk, pilot, poll.question)
    said = poll.said.get(talk.who.id)
    words = say(talk, said.value) if said and said.value is not None else ""
    return Show(request(talk, pilot, poll, question, words), replace=True)


def _mine(talk: Talk, ref: str) -> tuple[Pilot, Poll, str]:
    """Find the question that somebody was asked; whoever was not learns nothing of it."""
    pilot_id, seq, choice = (*ref.split("|", 2), "", "")[:3]

    def asked(pilot: Pilot) -> bool:
        poll = pilot.polls.get(whole(seq))
        return poll is not None and talk.who.id in poll.people

    pilot = talk.held_by(pilot_id, asked)
    if not asked(pilot):
        raise NotFound()
    poll = pilot.polls[whole(seq)]
    if poll.closed:
        raise Stale("This question is closed. Thank you all the same.")
    return pilot, poll, choice


def _read(talk: Talk, question: Question, values: Mapping[str, str], choice: str) -> Value:
    said = choice or values.get("value", "")
    filled = {**values, "value": f"<@{said}>" if question.kind == "person" and said else said}
    found = from_fields(question, filled, me=talk.who.id, directory=Names(talk), today=talk.today)
    if isinstance(found, Wrong):
        raise Rejected(found.errors)
    return found.value
