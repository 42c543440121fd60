"""Take an answer, typed or filled in: understand it, keep it, go on."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.cards import Block, Bold, Button, Buttons, Note, Para, Said, card, line
from handlers.directory import Names
from handlers.errors import Rejected
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.answering import author, in_the_way, keep, question_in
from handlers.interview.asking import METRIC_LABELS, base_of, exits, form_for, ref_of
from handlers.interview.going_on import resume, was_blocked, went_on
from handlers.interview.proposing import Proposal, propose
from handlers.interview.questions import is_open, needed
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk
from knowledge.model import Question
from knowledge.understanding.outcomes import Part
from knowledge.understanding.several import clauses, may_be_several, several
from knowledge.understanding.understand import (
    Again,
    Confirm,
    Kept,
    Reading,
    Wrong,
    doubtful,
    from_fields,
    understand,
)
from knowledge.values import Person, Value

HALF = "It counts as soon as all of it is there."
WORDY = ("text", "metric")  # kinds whose answers may well speak of people, money and days


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
    if choice and question.kind != "person":
        return _chosen(talk, pilot, question, choice, base)
    match _filled_in(talk, question, press.values, choice):
        case Kept(value):
            return take(talk, pilot, question, value, base)
        case Confirm(value, heard):
            return propose(talk, pilot, Proposal(question, value, heard, base=base))


def _chosen(talk: Talk, pilot: Pilot, question: Question, choice: str, base: int) -> Reply:
    """Take a meaning that stood on a button: what was pressed is what was read."""
    found = read(talk, pilot, question, choice)
    if isinstance(found, Again):
        return _again(talk, pilot, question, choice, base, found)
    if pilot.drafts.get((talk.who.id, question.id)):  # only a part of it stood on the button
        return propose(talk, pilot, Proposal(question, found.value, base=base))
    return take(talk, pilot, question, found.value, base)


def _filled_in(
    talk: Talk, question: Question, values: Mapping[str, str], choice: str
) -> Kept | Confirm:
    said = choice or values.get("value", "")
    filled = {**values, "value": f"<@{said}>" if question.kind == "person" and said else said}
    found = from_fields(question, filled, me=talk.who.id, directory=Names(talk), today=talk.today)
    if isinstance(found, Wrong):
        raise Rejected(found.errors)
    return found


def read(talk: Talk, pilot: Pilot, question: Question, text: str) -> Reading:
    """Understand a text, with the parts of the same answer that this person gave before."""
    draft = pilot.drafts.get((talk.who.id, question.id), {})
    return understand(
        question,
        text,
        me=talk.who.id,
        directory=Names(talk),
        today=talk.today,
        draft=draft,
    )


def typed(talk: Talk, pilot: Pilot, question: Question, text: str, base: int) -> Reply:
    """Keep typed words in their exact form; read back what was interpreted; ask about a doubt."""
    found = read(talk, pilot, question, text)
    wordy = question.kind in WORDY
    plain = isinstance(found, Kept) and not (wordy and may_be_several(talk.library, text))
    parts = () if plain else _parts(talk, pilot, question, text)
    if len(parts) > 1 and (not wordy or all(part.sure for part in parts)):
        return _list_of(talk, pilot, question, text, base, parts, found)
    match found:
        case Again():
            if parts and parts[0].sure and parts[0].question.id != question.id:
                return _list_of(talk, pilot, question, text, base, parts, found)
            return _again(talk, pilot, question, text, base, found)
        case Kept(value):
            if doubtful(question, text):
                return propose(talk, pilot, Proposal(question, value, base=base))
            return take(talk, pilot, question, value, base)
        case Confirm(value, heard):
            if parts and parts[0].sure and parts[0].question.id != question.id:
                return _list_of(talk, pilot, question, text, base, parts, found)
            return propose(talk, pilot, Proposal(question, value, heard, base=base))


def _parts(talk: Talk, pilot: Pilot, front: Question, text: str) -> tuple[Part, ...]:
    """Find answers to open questions in a text, the one that was asked among them."""
    others = (q for q in needed(talk, pilot) if q.id != front.id)
    still = [q for q in others if is_open(pilot.answer(q.id), talk.who.id)]
    return several(
        [front, *still],
        text,
        me=talk.who.id,
        directory=Names(talk),
        today=talk.today,
        front=front.id,
    )


def _list_of(
    talk: Talk,
    pilot: Pilot,
    front: Question,
    text: str,
    base: int,
    parts: tuple[Part, ...],
    found: Reading,
) -> Reply:
    """Read back several answers; a text that may be one long answer can be kept as that."""
    shown = {front.id: base}
    proposals = [
        Proposal(part.question, part.value, part.words, base=shown.get(part.question.id))
        for part in parts
    ]
    named = {part.question.id for part in parts}
    elsewhere = front.id not in named and (len(parts) == 1 or front.kind in WORDY)
    if elsewhere and not isinstance(found, Again):
        proposals.append(Proposal(front, found.value, text, alone=True, base=base))
    used = {part.words for part in parts}
    rest = [clause for clause in clauses(text) if clause not in used]
    return propose(talk, pilot, *proposals, rest=rest)


def _again(
    talk: Talk, pilot: Pilot, question: Question, text: str, base: int, found: Again
) -> Reply:
    """Ask again: with the one meaning to say yes to, the meanings to choose from, or an example."""
    if len(found.options) == 1:
        only = read(talk, pilot, question, found.options[0].text)
        if not isinstance(only, Again):
            one = Proposal(question, only.value, text, base=base)
            return propose(talk, pilot, one, lead=found.reason)
    if question.kind == "person" and (by_address := Names(talk).addressed(text)):
        one = Proposal(question, Person(by_address.id), text, base=base)
        return propose(talk, pilot, one)
    if found.draft:
        drafted = {"question": question.id, "draft": dict(found.draft)}
        pilot = talk.write(pilot, ("drafted", drafted))
    ref = ref_of(pilot.id, question.id, base)
    helped = found.options or found.draft
    such = f"For example: {found.example}" if found.example and not helped else ""
    return Show(
        card(
            Para(line(found.reason)),
            *_so_far(found.draft),
            *_options(found, ref),
            *(() if found.options else _meaning(talk, question, text, ref)),
            Note(line(HALF if found.draft else "Nothing was kept. ", such)),
            Para(line(Bold(question.ask))),
            Note(line(question.why)),
            exits(question, ref),
        )
    )


def _so_far(draft: Mapping[str, str]) -> tuple[Block, ...]:
    """Show which parts of an answer were understood, so that only the rest has to be said."""
    if not draft:
        return ()
    parts = [f"{METRIC_LABELS.get(name, name)}: {said}" for name, said in draft.items() if said]
    return (Note(line("So far: ", Said("; ".join(parts)))),) if parts else ()


def _options(found: Again, ref: str) -> tuple[Block, ...]:
    if not found.options:
        return ()
    chosen = (Button(one.label, "answer", f"{ref}|{one.text}") for one in found.options)
    return (Buttons(tuple(chosen)),)


def _meaning(talk: Talk, question: Question, text: str, ref: str) -> tuple[Block, ...]:
    """Offer the people whom a name that nobody bears may mean."""
    if question.kind != "person":
        return ()
    near = Names(talk).meant(text)
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
    stands = in_the_way(pilot, question.id, base, author(talk, pilot))
    if stands is not None and stands.value != value:
        return propose(talk, pilot, Proposal(question, value, against=stands))
    blocked = was_blocked(talk, pilot)
    pilot, kept = keep(talk, pilot, question, value)
    pilot = resume(talk, pilot)
    return went_on(talk, pilot, [question], [kept], blocked)
