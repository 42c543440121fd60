"""Ask whoever was just named whether they take it on; let go of whom another name replaced.

This follows every change of a pilot, whichever way it came: one place, so that no way of naming
somebody forgets to ask them.
"""

from __future__ import annotations

from handlers import rights
from handlers.cards import Block, Bold, Button, Buttons, Card, Note, Para, Row, Said, card, line
from handlers.interview.questions import minutes, open_for, questions
from handlers.people.acceptance import GATE, acceptance, at_gate, parts, proposal
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_of
from handlers.rights import named_in
from handlers.talk import Talk
from knowledge.model import Question

NEAR = 3  # open musts at which a gate is near enough to ask those who decide at it
DECIDES = "You look at the answers there, and decide with the others whether it goes on."


def shake_hands(talk: Talk) -> None:
    """Ask, or let go, as the changes of this message want it."""
    for pilot_id in tuple(talk.changed):
        if talk.changed[pilot_id].undone:
            continue
        for question in parts(talk.library):
            _follow(talk, pilot_id, question)
        if talk.changed[pilot_id].closed is None and not talk.gathers:
            _ask_approvers(talk, talk.changed[pilot_id])


def _follow(talk: Talk, pilot_id: str, question: Question) -> None:
    pilot = talk.changed[pilot_id]
    before, now = named_in(talk.before(pilot_id), question.id), named_in(pilot, question.id)
    if before not in ("", now, talk.who.id):
        _let_go(talk, pilot, question, before)
    if now and not talk.gathers:
        ask_to_accept(talk, pilot, question)


def can_accept(talk: Talk, person_id: str) -> bool:
    """Tell whether somebody can take on a part: a member of the workspace who is still here."""
    person = talk.person(person_id)
    return person is not None and not (person.gone or person.bot or person.stranger or person.guest)


def unasked(talk: Talk, pilot: Pilot, question: Question) -> str:
    """Find who is named for a part, and was not asked about it yet; empty: nobody."""
    stands = acceptance(pilot, question.id)
    if stands is None or stands.state != "named" or pilot.closed is not None:
        return ""
    asked = proposal(pilot, question.id, stands.person)
    return "" if asked or not can_accept(talk, stands.person) else stands.person


def ask_to_accept(talk: Talk, pilot: Pilot, question: Question) -> Pilot:
    """Ask in private, once for each time that somebody is named."""
    person = unasked(talk, pilot, question)
    if not person or question.accepts is None:
        return pilot
    stands = acceptance(pilot, question.id)
    key = f"accept:{pilot.id}:{question.id}:{pilot.seq + 1}"
    pilot = propose(talk, pilot, question.id, person, key)
    asked = question_to(talk, pilot, question, stands.by if stands else "")
    both = card(*asked.blocks, *_instead_of_inviting(talk, pilot, person))
    talk.tell(person, both, key, lane="notice")
    return pilot


def _instead_of_inviting(talk: Talk, pilot: Pilot, person: str) -> tuple[Block, ...]:
    """Take back the invitation of the same moment: one message says both."""
    who = talk.person(person)
    key = f"invite:{pilot.id}:"
    both = [
        post
        for post in talk.posts
        if who is not None and post.address == who.user and post.key.startswith(key)
    ]
    if not both:
        return ()
    talk.posts = [post for post in talk.posts if post not in both]
    return (known_to(talk, pilot, person),)


def known_to(talk: Talk, pilot: Pilot, person: str) -> Row:
    """Offer somebody who is named for a part the questions that wait for them as well."""
    count = len(open_for(talk, pilot, person))
    size = f"{questions(count)} for you, {minutes(count)}; stop any time."
    said = line(f"And you know some of the answers: {size}")
    return Row(said, Button("Start", "begin", pilot.id))


def question_to(talk: Talk, pilot: Pilot, question: Question, namer: str) -> Card:
    """Ask whoever a question names."""
    assert question.accepts is not None  # `parts` lists no others
    called, means = question.accepts.called, question.accepts.means
    return request(talk.name(namer or talk.who.id), pilot, question.id, called, means)


def waiting_for(talk: Talk, pilot: Pilot, person: str) -> tuple[Question, ...]:
    """List the parts that somebody is named for, and has not said yes or no to."""
    found = ((question, acceptance(pilot, question.id)) for question in parts(talk.library))
    return tuple(
        question
        for question, stands in found
        if stands is not None and stands.person == person and stands.state == "named"
    )


def propose(talk: Talk, pilot: Pilot, part: str, person: str, key: str) -> Pilot:
    """Write down that somebody is asked, and in which message."""
    return talk.write(pilot, ("proposed", {"part": part, "person": person, "shown": key}))


def request(namer: str, pilot: Pilot, part: str, called: str, means: str) -> Card:
    """Ask: what they are named for, by whom, for which pilot, and what it means."""
    return card(
        Para(line(Said(namer), " names you as ", Bold(called), " of ", Bold(pilot.name), ".")),
        Note(line(Said(pilot.purpose))),
        Para(line(means)),
        answers_to(pilot.id, part),
        Note(line("Until you answer, it shows as named, not accepted.")),
    )


def answers_to(pilot_id: str, part: str) -> Buttons:
    """Make the three answers to being named."""
    ref = f"{pilot_id}|{part}"
    return Buttons(
        (
            Button("Accept", "accept part", ref, style="primary"),
            Button("Decline", "decline part", ref),
            Button("Suggest someone", "suggest for part", ref),
        )
    )


def _let_go(talk: Talk, pilot: Pilot, question: Question, person: str) -> None:
    """Tell somebody that another was named: in place of the question, or anew if they accepted."""
    if question.accepts is None:
        return
    stood = acceptance(talk.before(pilot.id), question.id)
    asked = proposal(talk.before(pilot.id), question.id, person)
    agreed = stood is not None and stood.state == "accepted"
    if asked is None and not agreed:
        return
    said = card(
        Para(
            line(
                "No longer needed: you were named as ",
                Bold(question.accepts.called),
                " of ",
                Bold(pilot.name),
                f", and {_instead(talk, pilot, question)}.",
            )
        )
    )
    in_place = f"key:{asked.shown}" if asked and asked.shown and not agreed else ""
    talk.tell(person, said, f"let go:{pilot.id}:{pilot.seq}:{question.id}", updates=in_place)


def _instead(talk: Talk, pilot: Pilot, question: Question) -> str:
    now = named_in(pilot, question.id)
    return f"now it is {talk.name(now)}" if now else "that was taken back"


def _ask_approvers(talk: Talk, pilot: Pilot) -> None:
    """Ask those who decide at the gate by their role, once only few of its musts are open."""
    if len(talk.readiness(pilot).blocking) > NEAR:
        return
    gate = gate_of(talk.library, pilot)
    part = f"{GATE}{gate.id}"
    for person in sorted(deciders(talk, pilot)):
        new = not any(word.person == person for word in pilot.parts.get(part, ()))
        if new and person != talk.who.id and can_accept(talk, person):
            key = f"accept:{pilot.id}:{part}:{pilot.seq + 1}"
            pilot = propose(talk, pilot, part, person, key)
            called = f"one of those who decide at {gate.label}"
            said = request(talk.name(pilot.starter), pilot, part, called, DECIDES)
            talk.tell(person, said, key, lane="notice")


def deciders(talk: Talk, pilot: Pilot) -> frozenset[str]:
    """Find who decides at the gate by role, but for owner and sponsor: those accept as such."""
    roles = set(gate_of(talk.library, pilot).approvers) - {"owner", "sponsor"}
    found = (rights.holds(pilot, role, talk.leads) for role in roles)
    return frozenset().union(*found)


def undecided(talk: Talk, pilot: Pilot) -> tuple[str, ...]:
    """List who decides at the gate, was asked, and has not accepted that yet."""
    gate = gate_of(talk.library, pilot)
    asked = {word.person for word in pilot.parts.get(f"{GATE}{gate.id}", ())}
    late = (who for who in deciders(talk, pilot) & asked if at_gate(pilot, gate.id, who) == "named")
    return tuple(sorted(late))


def part_row(pilot: Pilot, question: Question) -> Row:
    """Say what somebody is named for, with the way to their yes or no."""
    called = question.accepts.called if question.accepts else question.ask
    said = line(Bold(pilot.name), f": you are named as {called}")
    return Row(said, Button("Yes or no", "asked part", f"{pilot.id}|{question.id}"))
