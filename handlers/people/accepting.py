"""What somebody answers who was named: yes, no, or rather somebody else."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Form,
    Line,
    Note,
    Para,
    PersonField,
    Said,
    TextField,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import Rejected, Stale
from handlers.fields import words
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.questions import open_for
from handlers.people.acceptance import GATE, Acceptance, acceptance, at_gate
from handlers.people.handshake import can_accept, known_to, question_to
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_label
from handlers.rights import ANSWER, MANAGE, named_in
from handlers.talk import Talk
from knowledge.model import Unknown
from knowledge.values import Person, day, to_data
from storage.tenant import people

REASON = 300  # characters
WHO_READS = Note(line("Everybody who sees the pilot can read why."))


@dataclass(frozen=True, slots=True)
class Part:
    """A part that somebody was asked to take on, as they find it now."""

    pilot: Pilot
    id: str
    called: str
    now: Acceptance | None


def _part(talk: Talk, ref: str) -> Part:
    """Find what a button is about; raises NotFound, or Stale for what others were asked."""
    pilot_id, _, part = ref.partition("|")

    def mine(pilot: Pilot) -> bool:
        return any(word.person == talk.who.id for word in pilot.parts.get(part, ()))

    pilot = talk.held_by(pilot_id, mine)
    if not mine(pilot) and named_in(pilot, part) != talk.who.id:
        raise Stale("Somebody else was asked that.")
    return Part(pilot, part, _called(talk, pilot, part), _now(talk, pilot, part))


def _now(talk: Talk, pilot: Pilot, part: str) -> Acceptance | None:
    if not part.startswith(GATE):
        return acceptance(pilot, part)
    last = [word for word in pilot.parts[part] if word.person == talk.who.id][-1]
    state = at_gate(pilot, part.removeprefix(GATE), talk.who.id)
    return Acceptance(part, talk.who.id, state, last.at, pilot.starter)


def _called(talk: Talk, pilot: Pilot, part: str) -> str:
    if part.startswith(GATE):
        label = gate_label(talk.library, pilot, part.removeprefix(GATE))
        return f"one of those who decide at {label}"
    try:
        question = talk.library.question(part)
    except Unknown:
        raise Stale("This is no longer asked.") from None
    if question.accepts is None:
        raise Stale("This is no longer asked.")
    return question.accepts.called


def _still_mine(talk: Talk, part: Part) -> Acceptance:
    """Go on only where nobody else was named meanwhile; raises Stale that says who."""
    if part.now is None:
        raise Stale(f"No longer needed: {part.pilot.name} names nobody there now.")
    if part.now.person != talk.who.id:
        other = talk.name(part.now.person)
        gone = part.now.state in ("declined", "left")
        raise Stale(
            f"No longer needed: {part.pilot.name} names nobody there now."
            if gone
            else f"No longer needed: now it is {other}."
        )
    return part.now


def asked(talk: Talk, press: Press) -> Reply:
    """Show once more what somebody is named for, with the three answers."""
    part = _part(talk, press.ref)
    now = _still_mine(talk, part)
    question = talk.library.questions.get(part.id)
    if question is None or question.accepts is None:
        raise Stale("This is no longer asked.")
    return Show(question_to(talk, part.pilot, question, now.by))


def accept(talk: Talk, press: Press) -> Reply:
    """Take a part on, also after all; who named them hears of it."""
    part = _part(talk, press.ref)
    now = _still_mine(talk, part)
    if not can_accept(talk, talk.who.id):
        raise Stale("A guest cannot take this on. Please suggest somebody who works here.")
    if now.state == "accepted":
        said = f"You accepted that already, on {day(now.since.date())}."
        return Show(card(Para(line(said)), _second_thoughts(press.ref)), replace=True)
    _write_acceptance(talk, part, now)
    told = line(Said(talk.who.name), " accepts: ", *_as_what(part))
    _tell_namer(talk, part, now, card(Para(told)), "accepted")
    thanks = line("Thank you. You are ", *_as_what(part))
    pilot = talk.changed.get(part.pilot.id, part.pilot)
    waits = bool(open_for(talk, pilot, talk.who.id))
    more = (known_to(talk, pilot, talk.who.id),) if waits else ()
    return Show(card(Para(thanks), *more, _second_thoughts(press.ref)), replace=True)


def _write_acceptance(talk: Talk, part: Part, now: Acceptance) -> None:
    """Note a yes; after a no, the answer that it took away stands again, by who says yes."""
    if now.state in ("declined", "left") and not part.id.startswith(GATE):
        value = to_data(Person(talk.who.id))
        talk.write(part.pilot, ("answered", {"question": part.id, "value": value}))
    else:
        talk.write(part.pilot, ("accepted", {"part": part.id, "person": talk.who.id}))


def _as_what(part: Part) -> Line:
    return line(Bold(part.called), " of ", Bold(part.pilot.name), ".")


def _second_thoughts(ref: str) -> Block:
    return Buttons((Button("Decline after all", "decline part", ref),))


def decline(talk: Talk, press: Press) -> Reply:
    """Say no with a reason: the question is open again, and who asked hears why."""
    part = _part(talk, press.ref)
    now = _still_mine(talk, part)
    if now.state == "declined":
        raise Stale(f"You declined that already, on {day(now.since.date())}.")
    if not press.values:
        field = TextField("reason", "Why not?", lines=2, limit=REASON)
        intro = (Para(line("You are named as ", *_as_what(part))), WHO_READS)
        return Open(Form("Decline", (field,), press.verb, press.ref, intro, submit="Decline"))
    reason = words(press.values.get("reason", ""), "reason", REASON, least=3)
    said = {"part": part.id, "person": talk.who.id, "reason": reason}
    talk.write(part.pilot, ("declined", said))
    told = card(
        Para(line(Said(talk.who.name), " declines to be ", *_as_what(part))),
        Para(line("Why: ", Said(reason))),
        *_ways_on(part),
    )
    _tell_namer(talk, part, now, told, "declined")
    return Show(_declined(talk, part, now, press.ref), replace=True)


def _declined(talk: Talk, part: Part, now: Acceptance, ref: str) -> Card:
    told = _namer(talk, part, now)
    who = f"I told {talk.name(told)}. " if told else ""
    return card(
        Para(line("Noted: you are not ", *_as_what(part))),
        Note(line(f"{who}The question is open again.")),
        Buttons((Button("I accept after all", "accept part", ref),)),
    )


def _ways_on(part: Part) -> tuple[Block, ...]:
    if part.id.startswith(GATE):
        return (Buttons((Button("Add somebody", "join", part.pilot.id, style="primary"),)),)
    again = Button("Name somebody", "edit", f"{part.pilot.id}|{part.id}|0", style="primary")
    return (Note(line("The question is open again.")), Buttons((again,)))


def suggest(talk: Talk, press: Press) -> Reply:
    """Say no and name somebody else; they are asked only if somebody of the pilot names them."""
    part = _part(talk, press.ref)
    now = _still_mine(talk, part)
    if now.state == "declined":
        raise Stale(f"You declined that already, on {day(now.since.date())}.")
    if not press.values:
        fields = (
            PersonField("person", "Who would be right?"),
            TextField("reason", "Why?", lines=2, limit=REASON, optional=True),
        )
        intro = (Para(line("In your place, as ", *_as_what(part))), WHO_READS)
        return Open(Form("Suggest someone", fields, press.verb, press.ref, intro, "Suggest"))
    person = Names(talk).one_of_us(press.values.get("person", ""), "person")
    _must_fit(talk, person)
    typed = press.values.get("reason", "")
    reason = words(typed, "reason", REASON, least=3) if typed.strip() else ""
    said = {"part": part.id, "person": talk.who.id, "reason": reason, "suggests": person.id}
    talk.write(part.pilot, ("declined", said))
    _tell_namer(talk, part, now, _suggestion(talk, part, person, reason), "suggested")
    return Show(_declined(talk, part, now, press.ref), replace=True)


def _must_fit(talk: Talk, person: people.Person) -> None:
    if person.id == talk.who.id:
        raise Rejected({"person": "That is you. Press Accept, or choose somebody else."})
    if person.guest:
        raise Rejected({"person": f"{person.name} is a guest here. Choose a member."})


def _suggestion(talk: Talk, part: Part, person: people.Person, reason: str) -> Card:
    """Lay a suggestion before who named somebody: nobody is asked until they press."""
    said_no = [
        word
        for word in part.pilot.parts.get(part.id, ())
        if word.person == person.id and word.kind == "declined"
    ]
    before = f"{person.name} declined that on {day(said_no[-1].at.date())}." if said_no else ""
    ref = f"{part.pilot.id}|{part.id}|{person.user}"
    take = Button(f"Name {person.name}"[:75], "take suggestion", ref, style="primary")
    if part.id.startswith(GATE):
        take = Button("Add somebody", "join", part.pilot.id, style="primary")
    other = Button("Name somebody else", "edit", f"{part.pilot.id}|{part.id}|0")
    return card(
        Para(
            line(
                Said(talk.who.name),
                " would rather not be ",
                Bold(part.called),
                " of ",
                Bold(part.pilot.name),
                ", and suggests ",
                Bold(person.name),
                ".",
            )
        ),
        *((Para(line("Why: ", Said(reason))),) if reason else ()),
        *((Note(line(before)),) if before else ()),
        Note(line(f"{person.name} was not asked yet; the question is open again.")),
        Buttons((take,) if part.id.startswith(GATE) else (take, other)),
    )


def take_suggestion(talk: Talk, press: Press) -> Reply:
    """Name whom somebody suggested; from here on it is as if they had been named anyhow."""
    pilot_id, _, rest = press.ref.partition("|")
    part, _, user = rest.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    person = Names(talk).one_of_us(user, "person")
    now = acceptance(pilot, part)
    called = _called(talk, pilot, part)
    if now is not None and now.state in ("named", "accepted"):
        raise Stale(f"{talk.name(now.person)} is named there already.")
    pilot = talk.write(pilot, ("answered", {"question": part, "value": to_data(Person(person.id))}))
    said = line("Kept: ", Bold(person.name), f" is named as {called} of ", Bold(pilot.name), ".")
    undo = Buttons((Button("Undo", "undo", f"{pilot.id}|{pilot.seq}"),))
    return Show(card(Para(said), Note(line("I ask in private.")), undo), replace=True)


def _namer(talk: Talk, part: Part, now: Acceptance) -> str:
    """Find who is to hear of it: who named them, else somebody of the pilot who is still here."""
    pilot = part.pilot
    verb = MANAGE if part.id.startswith(GATE) else ANSWER
    sponsor, owner = named_in(pilot, "q.sponsor"), named_in(pilot, "q.owner")
    for person in (now.by, pilot.starter, sponsor, owner, *sorted(talk.leads)):
        if person and person != now.person and _is_here(talk, person) and verb:
            return person
    return ""


def _is_here(talk: Talk, person_id: str) -> bool:
    person = talk.person(person_id)
    return person is not None and not (person.gone or person.bot)


def _tell_namer(talk: Talk, part: Part, now: Acceptance, said: Card, what: str) -> None:
    person = _namer(talk, part, now)
    if person:
        seq = talk.changed[part.pilot.id].seq
        talk.tell(person, said, f"{what}:{part.pilot.id}:{part.id}:{seq}", lane="notice")


def reopened_by(talk: Talk, pilot: Pilot, now: Acceptance) -> None:
    """Note that whoever is named has left, and tell who named them."""
    name = talk.name(now.person)
    talk.write(pilot, ("left", {"part": now.part, "person": now.person}))
    part = Part(pilot, now.part, _called(talk, pilot, now.part), now)
    said = card(Para(line(Said(name), " has left, and was ", *_as_what(part))), *_ways_on(part))
    _tell_namer(talk, part, now, said, "left")
