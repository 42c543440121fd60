"""Overrules: say with a reason that a flag is wrong here; it ends when what it is about changes."""

from __future__ import annotations

from handlers.cards import (
    Bold,
    Button,
    Card,
    Form,
    Note,
    Para,
    Row,
    Said,
    TextField,
    card,
    line,
)
from handlers.errors import Stale
from handlers.fields import words
from handlers.flags.flag import Flag
from handlers.flags.wording import flags_for
from handlers.heard import Open, Press, Reply, Show
from handlers.pilots.news import tell_ready
from handlers.pilots.pilot import Pilot
from handlers.rights import OVERRULE
from handlers.talk import Talk

ENDS = "It stays in sight with your name and reason, and ends with the next answer."
STILL = "An answer is missing, so the gate still waits: give it, or have it waived."


def overruled(talk: Talk, press: Press) -> Reply:
    """Take the reason; a press with nothing filled in opens the form."""
    pilot_id, code, question = (*press.ref.split("|"), "", "")[:3]
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, OVERRULE)
    flag = find(talk, pilot, code, question)
    if flag.state != "open":
        raise Stale(f"This is {flag.state.replace('_', ' ')} already.")
    if not press.values:
        return Open(_form(flag, press.ref))
    reason = words(press.values.get("reason", ""), "reason", 500, least=3)
    upon = {one: answer.seq if (answer := pilot.answer(one)) else 0 for one in flag.upon}
    told = {
        "code": code,
        "question": question,
        "reason": reason,
        "upon": upon,
        "stage": "" if any(upon.values()) else pilot.stage,
    }
    row = talk.row(pilot)
    after = talk.write(pilot, ("overruled", told))
    if row is None or row.blocking > 0:
        tell_ready(talk, after)
    return Show(_kept(flag, press.ref))


def find(talk: Talk, pilot: Pilot, code: str, question: str) -> Flag:
    """Find a flag that is up today; raises Stale."""
    found = (flag for flag in flags_for(talk, pilot) if flag.key == (code, question))
    flag = next(found, None)
    if flag is None:
        raise Stale("This flag is gone already.")
    return flag


def _form(flag: Flag, ref: str) -> Form:
    gap = [] if flag.why.rule else [Note(line(STILL))]
    return Form(
        "Overrule a flag",
        (TextField("reason", "Why is it wrong here?", lines=2, limit=500),),
        "overrule",
        ref,
        intro=(
            Para(line(Bold(flag.title or flag.code), f": {flag.message}")),
            Note(line(ENDS)),
            *gap,
        ),
        submit="Overrule",
    )


def _kept(flag: Flag, ref: str) -> Card:
    undo = Button("Undo", "restore", ref)
    return card(
        Row(line("Kept: ", Bold(flag.title or flag.code), " is overruled. ", flag.message), undo),
        Note(line(STILL if not flag.why.rule else ENDS)),
    )


def restored(talk: Talk, press: Press) -> Reply:
    """Take an overrule back: the flag counts again."""
    pilot_id, code, question = (*press.ref.split("|"), "", "")[:3]
    pilot = talk.held_open(pilot_id)
    given = pilot.overrule(code, question)
    if given is None:
        raise Stale("This overrule is over already.")
    if given.by != talk.who.id:
        talk.need(pilot, OVERRULE)
    talk.write(pilot, ("overrule lifted", {"code": code, "question": question}))
    return Show(
        card(Para(line("Taken back: ", Said(given.reason), ". The flag counts again."))),
        replace=True,
    )
