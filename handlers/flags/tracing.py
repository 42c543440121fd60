"""What led to a flag: the answer it looks at, how strong that is, and what was said before."""

from __future__ import annotations

from datetime import datetime

from handlers.cards import Block, Bold, Bullets, Line, Note, Para, Said, line
from handlers.interview.answering import say_answer
from handlers.people.acceptance import acceptance
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk, zone
from knowledge.answers import Answer
from knowledge.judging.strength import strength
from knowledge.values import day

LAST = 6  # steps that are shown; the history has them all


RUNGS = {
    "missing": "no answer",
    "placeholder": "a placeholder",
    "group": "not one person, or not sure",
    "stated": "stated",
    "evidenced": "with evidence",
    "confirmed": "confirmed by who is named",
}


def rung(talk: Talk, pilot: Pilot, answer: Answer) -> str:
    """Say on which rung of the ladder an answer stands."""
    if answer.state == "not_applicable":
        return "set aside"
    question = talk.library.questions.get(answer.question)
    if question is None:
        return "no longer asked"
    stands = acceptance(pilot, answer.question)
    confirmed = stands is not None and stands.state == "accepted"
    value = answer.value if answer.state == "kept" else None
    return RUNGS[strength(question, value, confirmed=confirmed)]


def answered(talk: Talk, pilot: Pilot, question_id: str) -> list[Block]:
    """Show the answer that a flag looks at: who gave it, when, and how strong it is."""
    question = talk.library.questions.get(question_id)
    if question is None:
        return []
    answer = pilot.answer(question_id)
    if answer is None:
        return [Para(line(Said(question.ask), Bold(" No answer yet.")))]
    by = f" ({talk.name(answer.by)}, {day(answer.at.date())}; {rung(talk, pilot, answer)})"
    said = line(Said(question.ask), " ", Said(say_answer(talk, answer)), by)
    renewed = pilot.renewal(question_id)
    if renewed is None:
        return [Para(said)]
    still = f"Still true, said {talk.name(renewed.by)} on {day(renewed.at.date())}."
    return [Para(said), Note(line(still))]


def led_here(talk: Talk, pilot: Pilot, criterion: str, questions: tuple[str, ...]) -> list[Block]:
    """List what was said before, oldest first: answers, waivers, overrules, "still true"."""
    steps = sorted(_steps(talk, pilot, criterion, questions), key=lambda step: step[0])
    if len(steps) < 2:
        return []
    left = len(steps) - LAST
    more = [Note(line(f"{left} earlier steps are in /gate history."))] if left > 0 else []
    return [Note(line("How it came to this:")), Bullets(tuple(s[2] for s in steps[-LAST:])), *more]


def _steps(
    talk: Talk, pilot: Pilot, criterion: str, questions: tuple[str, ...]
) -> list[tuple[int, datetime, Line]]:
    found = [
        (a.seq, a.at, line(f"{talk.name(a.by)}: ", Said(say_answer(talk, a))))
        for question in questions
        for a in pilot.answers.get(question, ())
    ]
    found += [
        (w.seq, w.at, line(f"{talk.name(w.by)} waived it until {day(w.until)}: ", Said(w.reason)))
        for w in pilot.waivers.get(criterion, ())
    ]
    found += [
        (o.seq, o.at, line(f"{talk.name(o.by)} overruled {o.code}: ", Said(o.reason)))
        for (_, question), stack in pilot.overruled.items()
        if question in questions
        for o in stack
    ]
    renewals = {r.seq: r for q in questions for r in pilot.renewed.get(q, ())}
    found += [(r.seq, r.at, line(f"{talk.name(r.by)}: still true")) for r in renewals.values()]
    return [(seq, at, (*line(f"{_when(talk, at)} · "), *said)) for seq, at, said in found]


def _when(talk: Talk, at: datetime) -> str:
    return f"{at.astimezone(zone(talk.who.tz)):%Y-%m-%d}"
