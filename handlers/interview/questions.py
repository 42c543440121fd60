"""Which questions are whose, and which one comes next: computed from the ledger, never stored."""

from __future__ import annotations

from collections.abc import Callable

from handlers import rights
from handlers.cards import Bold, Line, line
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from knowledge.answers import Answer
from knowledge.judging.evaluate import Standing, to_ask
from knowledge.model import Question
from knowledge.values import Group, Placeholder

MINUTES_EACH = 0.75  # our estimate of what one question takes on a phone
AT_A_TIME = 5  # after so many answers a person is offered to stop


def respondents(talk: Talk, pilot: Pilot, question: Question) -> frozenset[str]:
    """Find who is asked: whoever it was handed to, else who holds the role, else the starter."""
    return _asker(talk, pilot)(question)


def _asker(talk: Talk, pilot: Pilot) -> Callable[[Question], frozenset[str]]:
    """Answer who is asked for many questions, looking each role up once."""
    holders: dict[str, frozenset[str]] = {}

    def asked(question: Question) -> frozenset[str]:
        handed = pilot.handed.get(question.id)
        if handed:
            return frozenset({handed})
        if question.who not in holders:
            leads = talk.leads if question.who == "lead" else frozenset[str]()
            found = rights.holds(pilot, question.who, leads)
            holders[question.who] = found or frozenset({pilot.starter})
        return holders[question.who]

    return asked


def is_open(answer: Answer | None, person: str) -> bool:
    """Tell whether a person can still be asked: nothing real was said, and they may know."""
    if answer is None:
        return True
    if answer.state == "unknown":
        return answer.by != person
    return isinstance(answer.value, Placeholder | Group)


def needed(talk: Talk, pilot: Pilot) -> tuple[Question, ...]:
    """All questions whose answers still stand between the pilot and its gate, in order."""
    return to_ask(talk.library, talk.readiness(pilot), pilot.current)


def open_for(talk: Talk, pilot: Pilot, person: str) -> tuple[Question, ...]:
    """List the questions that wait for one person, first things first."""
    asked = _asker(talk, pilot)
    return tuple(
        question
        for question in needed(talk, pilot)
        if is_open(pilot.answer(question.id), person) and person in asked(question)
    )


def left_in_sitting(talk: Talk, pilot: Pilot, person: str, since: int) -> tuple[Question, ...]:
    """Those of them that were neither answered nor skipped since the sitting began."""
    return tuple(
        question
        for question in open_for(talk, pilot, person)
        if not touched(pilot, person, question.id, since)
    )


def touched(pilot: Pilot, person: str, question: str, since: int) -> bool:
    """Tell whether somebody dealt with a question after an entry of the journal."""
    answer = pilot.answer(question)
    answered = answer is not None and answer.by == person and answer.seq > since
    return answered or pilot.skipped.get((person, question), 0) > since


def dealt_with(pilot: Pilot, person: str, since: int) -> int:
    """Count what somebody got through since the sitting began, skipped ones too."""
    answered = sum(
        1 for said in pilot.answers.values() if any(a.by == person and a.seq > since for a in said)
    )
    return answered + sum(
        1 for (who, _), seq in pilot.skipped.items() if who == person and seq > since
    )


def waiting(talk: Talk, pilot: Pilot) -> dict[str, list[Question]]:
    """Who is still to be asked what, by person."""
    found: dict[str, list[Question]] = {}
    asked = _asker(talk, pilot)
    for question in needed(talk, pilot):
        for person in sorted(asked(question)):
            if is_open(pilot.answer(question.id), person):
                found.setdefault(person, []).append(question)
    return found


def minutes(count: int) -> str:
    """Say how long so many questions take."""
    about = max(1, round(count * MINUTES_EACH))
    return "about 1 minute" if about == 1 else f"about {about} minutes"


def questions(count: int) -> str:
    """Count questions in words."""
    return "1 question" if count == 1 else f"{count} questions"


def open_line(talk: Talk, pilot: Pilot, standing: Standing) -> Line:
    """Name what is open and with whom it is."""
    with_whom = sorted(
        {
            talk.name(person) if person != talk.who.id else "you"
            for person, asked in waiting(talk, pilot).items()
            if any(q.criterion == standing.criterion.id for q in asked)
        }
    )
    where = f", with {', '.join(with_whom)}" if with_whom else ""
    return line(Bold(standing.criterion.title), where)
