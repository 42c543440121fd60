"""The shortest way through the gate: which answers, in which order, and who has them."""

from __future__ import annotations

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Row,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import question_in
from handlers.interview.questions import (
    minutes,
    open_for,
    questions,
    respondents,
    waiting,
)
from handlers.pilots.finding import meant
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import facts
from handlers.rights import ANSWER, DECIDE
from handlers.talk import Talk
from handlers.views.marks import marked
from handlers.views.named import yes_wanted
from handlers.words import whole
from knowledge.judging.shortest import Wanted, shortest
from knowledge.model import Question

PAGE = 10


def next_answers(talk: Talk, argument: str) -> Reply:
    """Answer `/gate next [pilot]`."""
    return Show(page(talk, meant(talk, argument, "next"), 0))


def next_pressed(talk: Talk, press: Press) -> Reply:
    """Open the list, or turn to another page of it."""
    pilot_id, _, skip = press.ref.partition("|")
    at = whole(skip)
    return Show(page(talk, talk.seen(pilot_id), at), replace=at > 0)


def page(talk: Talk, pilot: Pilot, skip: int) -> Card:
    """Show one page of the shortest list."""
    readiness = talk.readiness(pilot)
    title = Title(f"{pilot.name}: what opens {readiness.gate.label}")
    if pilot.closed is not None:
        return card(title, Para(line("The pilot is closed; nothing waits for anybody.")))
    known = facts(pilot, talk.today)
    found = shortest(talk.library, readiness, known.answers, known)
    early = _early(talk, pilot, found) if not skip else ()
    blocks: list[Block] = [title, Para(line(_size(found), marked(readiness.gate)))]
    blocks += [_row(talk, pilot, one) for one in found[skip : skip + PAGE]]
    if early:
        blocks += [Para(line("Asked from the first day, needed at a later gate:")), Bullets(early)]
    blocks += yes_wanted(talk, pilot) if not skip else []
    return card(*blocks, _ways_on(talk, pilot, skip, len(found)))


def _size(found: tuple[Wanted, ...]) -> str:
    if not found:
        return "No answer is missing. The approvers can decide."
    count = len(found)
    answers = "1 answer opens" if count == 1 else f"{count} answers open"
    return f"{answers} the gate, {minutes(count)}; fewer do not. If they are good ones, that is."


def _row(talk: Talk, pilot: Pilot, one: Wanted) -> Block:
    with_whom = respondents(talk, pilot, one.question)
    names = ", ".join(sorted("you" if p == talk.who.id else talk.name(p) for p in with_whom))
    again = line(" ", Said(one.because), " A better answer is needed.") if one.because else ()
    said: Line = (*line(Said(one.question.ask), " ", Bold(f"({names})")), *again)
    return Row(said, _button(talk, pilot, one, with_whom))


def _button(talk: Talk, pilot: Pilot, one: Wanted, with_whom: frozenset[str]) -> Button:
    if not talk.may(pilot, ANSWER):
        return Button("Why", "why", f"{pilot.id}|{one.criterion.id}")
    if talk.who.id in with_whom:
        return Button("Answer", "edit", f"{pilot.id}|{one.question.id}|0")
    return Button("Ask them", "ask one", f"{pilot.id}|{one.question.id}")


def _early(talk: Talk, pilot: Pilot, found: tuple[Wanted, ...]) -> tuple[Line, ...]:
    """List what is asked from the first day and blocks only later."""
    wanted = {one.question.id for one in found}
    blocking = {standing.criterion.id for standing in talk.readiness(pilot).blocking}
    who = waiting(talk, pilot)
    asked: dict[str, tuple[Question, list[str]]] = {}
    for person, theirs in who.items():
        for question in theirs:
            if question.id not in wanted and question.criterion not in blocking:
                asked.setdefault(question.id, (question, []))[1].append(talk.name(person))
    return tuple(
        line(Said(question.ask), " ", Bold(f"({', '.join(names)})"))
        for question, names in asked.values()
    )


def _ways_on(talk: Talk, pilot: Pilot, skip: int, total: int) -> Buttons:
    turn = []
    if skip:
        turn.append(Button("Before", "next", f"{pilot.id}|{max(0, skip - PAGE)}"))
    if skip + PAGE < total:
        turn.append(Button("Further answers", "next", f"{pilot.id}|{skip + PAGE}"))
    own = open_for(talk, pilot, talk.who.id)
    if own:
        label = f"Answer {questions(len(own))}"
        turn.append(Button(label, "begin", pilot.id, style="primary"))
    elif not total and talk.may(pilot, DECIDE):
        turn.append(Button("Decide", "decide", pilot.id, style="primary"))
    return Buttons(
        (*turn, Button("Flags", "flags", pilot.id), Button("Status", "status", pilot.id))
    )


def ask_one(talk: Talk, press: Press) -> Reply:
    """Ask those who can give one answer, in private, each at most once a day."""
    pilot_id, _, question_id = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    question = question_in(talk, pilot, question_id)
    others = sorted(respondents(talk, pilot, question) - {talk.who.id})
    if not others:
        raise Stale("Nobody else is asked this.")
    for person in others:
        key = f"asked:{pilot.id}:{question.id}:{person}:{talk.today}"
        talk.tell(person, _asked_card(talk, pilot, question), key, lane="notice")
    names = ", ".join(talk.name(person) for person in others)
    return Show(
        card(Para(line("Asked in private: ", Bold(names), ".")), Note(line("At most once a day.")))
    )


def _asked_card(talk: Talk, pilot: Pilot, question: Question) -> Card:
    ref = f"{pilot.id}|{question.id}|0"
    return card(
        Para(line(Said(talk.who.name), " asks you for one answer about ", Bold(pilot.name), ":")),
        Para(line(Bold(question.ask))),
        Note(line(question.why)),
        Buttons(
            (Button("Answer", "edit", ref, style="primary"), Button("Not for me", "hand", ref))
        ),
    )
