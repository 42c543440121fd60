"""Name the accountable owner in one line."""

from __future__ import annotations

from handlers.heard import Reply, Show
from handlers.interview.replying import typed
from handlers.interview.sitting import ask
from handlers.pilots.finding import meant
from handlers.rights import ANSWER
from handlers.talk import Talk


def owner(talk: Talk, argument: str) -> Reply:
    """Take `/gate owner @person` as the answer to who owns it, or ask."""
    pilot = talk.held_open(meant(talk, "", "owner").id)
    talk.need(pilot, ANSWER)
    question = talk.library.question("q.owner")
    stands = pilot.answer(question.id)
    if not argument:
        return Show(ask(talk, pilot, question, "One question"))
    return typed(talk, pilot, question, argument, stands.seq if stands else 0)
