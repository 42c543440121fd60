"""Keep what somebody answers: never over another's answer in silence, always with a way back."""

from __future__ import annotations

from handlers.cards import Block, Button, Row, Said, line
from handlers.errors import Stale
from handlers.heard import Press, Text
from handlers.pilots.pilot import Offer, Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from knowledge.answers import Answer
from knowledge.judging.strength import named_for
from knowledge.model import Question, Unknown
from knowledge.values import Placeholder, Value, in_words, to_data
from storage.post import outbox


def say(talk: Talk, value: Value) -> str:
    """Read a value in words, people by name."""
    return in_words(value, talk.name)


def say_answer(talk: Talk, answer: Answer) -> str:
    """Read an answer in words, whatever became of it."""
    if answer.state == "unknown":
        return f"not known ({answer.reason})" if answer.reason else "not known"
    if answer.state == "not_applicable":
        return f"does not apply: {answer.reason}"
    return say(talk, answer.value) if answer.value is not None else "skipped"


def ago(talk: Talk, answer: Answer | Offer) -> str:
    """Say how long ago something was said."""
    seconds = max(0, int((talk.now - answer.at).total_seconds()))
    for unit, size in (("day", 86400), ("hour", 3600), ("minute", 60)):
        count = seconds // size
        if count:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "just now"


def question_in(talk: Talk, pilot: Pilot, question_id: str) -> Question:
    """Find a question by id; raises Stale where the catalogue no longer has it."""
    try:
        return talk.library.question(question_id)
    except Unknown:
        raise Stale("This question is no longer asked.") from None


def in_the_way(pilot: Pilot, question: str, base: int, person: str) -> Answer | None:
    """Find an answer that somebody else gave after this person was shown the question."""
    stands = pilot.answer(question)
    if stands is None or stands.seq <= base or stands.by == person:
        return None
    return stands


def author(talk: Talk, pilot: Pilot) -> str:
    """Tell whose newer answer this may replace unasked: the speaker's own; empty: nobody's.

    Who has accounts on two platforms may press a card that is older than what they said in the
    other one.
    """
    pressed = talk.heard.what
    if not talk.who.other or not isinstance(pressed, Press):
        return talk.who.id
    asked = pilot.asked.get(talk.who.id)
    front = outbox.shown(talk.tx, talk.tenant, f"{outbox.KEY}{asked.shown}") if asked else None
    old = pressed.message and front is not None and front[0] != pressed.message
    return "" if talk.came_over or old else talk.who.id


def keep(talk: Talk, pilot: Pilot, question: Question, value: Value) -> tuple[Pilot, Block]:
    """Write an answer down and acknowledge it in one line, with Undo."""
    talk.need(pilot, ANSWER)
    said = {"question": question.id, "value": to_data(value)}
    if isinstance(talk.heard.what, Text):
        said["typed"] = talk.heard.at.isoformat()
    after = talk.write(pilot, ("answered", said))
    return after, kept_row(talk, after, question, say(talk, value))


def kept_row(talk: Talk, pilot: Pilot, question: Question, said: str) -> Block:
    """Say what was kept, with the button that takes it back."""
    undo = Button("Undo", "undo", f"{pilot.id}|{pilot.seq}")
    stands = pilot.answer(question.id)
    if stands is not None and stands.seq != pilot.seq:
        late = ". That came late, so it is in the history under your later words."
        return Row(line("Noted: ", Said(said), late), undo)
    value = stands.value if stands is not None else None
    kind = named_for(value) if value is not None else ""
    match value:
        case Placeholder():
            return Row(line("Noted: ", Said(said), f". {kind}, so it counts as unanswered."), undo)
        case _ if kind:
            return Row(line("Noted: ", Said(said), f". {kind}."), undo)
        case _:
            return Row(line("Kept: ", Said(said)), undo)
