"""Ask several people the same question, each in private: the five-answers test.

Their answers are for who asked: they neither become the pilot's nor show anywhere else, and the
message that asks says so.
"""

from __future__ import annotations

from datetime import timedelta

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    ChoiceField,
    Form,
    InputField,
    Note,
    Option,
    Para,
    PersonField,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import Rejected
from handlers.heard import Open, Press, Reply, Show
from handlers.people.apart.answering import request
from handlers.pilots.pilot import Pilot, Poll
from handlers.pilots.reckoning import gate_of
from handlers.rights import ANSWER
from handlers.talk import Talk
from knowledge.model import Question

FEWEST, MOST = 2, 7
OPTIONS = 100  # what a choice holds

AFTER = (("1", "After a day"), ("3", "After three days"), ("7", "After a week"))

LABEL = "Ask several people"


def ask_apart(talk: Talk, press: Press) -> Reply:
    """Take which question goes to whom, and send it to each of them."""
    pilot_id, _, question_id = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    if not press.values:
        return Open(_form(talk, pilot, question_id))
    question = _question(talk, question_id or press.values.get("question", ""))
    people = _people(talk, press.values.get("people", ""))
    days = int(press.values.get("after", "")) if press.values.get("after") in dict(AFTER) else 3
    told = {
        "question": question.id,
        "people": people,
        "until": (talk.now + timedelta(days=days)).isoformat(),
    }
    pilot = talk.write(pilot, ("asked apart", told))
    poll = pilot.polls[pilot.seq]
    for person in people:
        shown = request(talk, pilot, poll, question)
        talk.tell(person, shown, f"apart:{pilot.id}:{poll.seq}:{person}", lane="notice")
    names = ", ".join(talk.name(person) for person in people)
    return Show(
        card(
            Para(line("Asked apart: ", Bold(names), ".")),
            Note(line(question.ask)),
            Note(
                line("I show you what they say when all have, ", _after(days), " or when you ask.")
            ),
            _for_the_asker(pilot, poll),
        )
    )


def _after(days: int) -> str:
    return "after a day," if days == 1 else f"after {days} days,"


def _for_the_asker(pilot: Pilot, poll: Poll) -> Buttons:
    ref = f"{pilot.id}|{poll.seq}"
    return Buttons(
        (
            Button("What they said", "see apart", ref, style="primary"),
            Button("Call it off", "end apart", f"{ref}|called off", confirm="Call it off?"),
        )
    )


def _form(talk: Talk, pilot: Pilot, question_id: str) -> Form:
    fields: list[InputField] = []
    intro: list[Block] = []
    if question_id:
        intro.append(Para(line(Bold(_question(talk, question_id).ask))))
    else:
        options = tuple(Option(q.id, _short(q.ask)) for q in _choice(talk, pilot))
        fields.append(ChoiceField("question", "Which question?", options))
    fields.append(PersonField("people", f"Whom? {FEWEST} to {MOST} people", many=True))
    fields.append(ChoiceField("after", "Show me", tuple(Option(*o) for o in AFTER), value="3"))
    intro.append(
        Note(line("Each answers without seeing the others. They know that you see names."))
    )
    ref = f"{pilot.id}|{question_id}" if question_id else pilot.id
    return Form(LABEL, tuple(fields), "ask apart", ref, tuple(intro), "Ask them")


def _short(ask: str) -> str:
    return ask if len(ask) <= 75 else f"{ask[:72]}..."


def _choice(talk: Talk, pilot: Pilot) -> list[Question]:
    """List questions: those built for it, then those of the gate; any other by its criterion."""
    built = [q for q in talk.library.questions.values() if q.five]
    needs = gate_of(talk.library, pilot).needs
    here = [q for need in needs for q in talk.library.criterion(need.criterion).questions]
    return list({q.id: q for q in (*built, *here)}.values())[:OPTIONS]


def _question(talk: Talk, question_id: str) -> Question:
    found = talk.library.questions.get(question_id)
    if found is None:
        raise Rejected({"question": "Choose a question."})
    return found


def _people(talk: Talk, said: str) -> list[str]:
    names = Names(talk)
    found = [names.one_of_us(user, "people") for user in said.split(",") if user]
    ids = list(dict.fromkeys(person.id for person in found))
    if not FEWEST <= len(ids) <= MOST:
        raise Rejected({"people": f"Choose {FEWEST} to {MOST} different people."})
    return ids
