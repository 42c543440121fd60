"""Waivers: let a criterion go until a day, with a reason; on that day it counts again by itself."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    DateField,
    Form,
    Note,
    Para,
    Row,
    Said,
    TextField,
    Title,
    card,
    line,
)
from handlers.errors import Rejected, Stale
from handlers.fields import words
from handlers.flags.flag import Flag
from handlers.flags.meaning import closest, standings
from handlers.heard import Open, Press, Reply, Show
from handlers.pilots.finding import meant_by
from handlers.pilots.news import tell_ready
from handlers.pilots.pilot import Pilot
from handlers.rights import WAIVE
from handlers.talk import Talk
from handlers.words import whole
from knowledge.judging.evaluate import Standing
from knowledge.values import day

USUAL = timedelta(days=30)  # what the form proposes; ours
LISTED = 12


def may_be_waived(talk: Talk, pilot: Pilot, flag: Flag) -> bool:
    """Tell whether a waiver would change anything: a criterion of this gate, and not met."""
    found = (s for s in standings(talk, pilot) if s.criterion.id == flag.criterion)
    standing = next(found, None)
    return standing is not None and not standing.ok and not _strict(talk, pilot, standing)


def _strict(talk: Talk, pilot: Pilot, standing: Standing) -> bool:
    return talk.readiness(pilot).gate.strict and standing.need.need == "must"


def waive(talk: Talk, argument: str) -> Reply:
    """Answer `/gate waive <criterion>`: open the form, or list what could be waived."""
    pilot, said = meant_by(talk, argument, "waive")
    talk.need(pilot, WAIVE)
    if not said.strip():
        return Show(_choice(talk, pilot))
    return Open(_form(talk, pilot, closest(standings(talk, pilot), said)))


def _choice(talk: Talk, pilot: Pilot) -> Card:
    short = [s for s in standings(talk, pilot) if not s.ok and not _strict(talk, pilot, s)]
    rows: list[Block] = [
        Row(
            line(Bold(s.criterion.title), f" ({s.need.need})"),
            Button("Waive", "waive", f"{pilot.id}|{s.criterion.id}"),
        )
        for s in short[:LISTED]
    ]
    left = len(short) - LISTED
    more = [Note(line(f"And {left} more: /gate waive and the criterion."))] if left > 0 else []
    none = [Para(line("There is nothing to waive at this gate."))] if not short else []
    return card(Title(f"{pilot.name}: what can be waived"), *rows, *more, *none)


def _form(talk: Talk, pilot: Pilot, standing: Standing) -> Form:
    if pilot.closed is not None:
        raise Stale(f"{pilot.name} is closed.")
    if _strict(talk, pilot, standing):
        gate = talk.readiness(pilot).gate.label
        raise Stale(
            f"{gate} lets nothing through with open musts, so none of them can be waived. "
            "Answer it, or have the pilot go on under another playbook: Manage, Playbook."
        )
    criterion = standing.criterion
    until = talk.today + USUAL
    return Form(
        "Waive a criterion",
        (
            TextField("reason", "Why may it wait?", lines=2, limit=500),
            DateField("until", "Until when? At most a year", value=until.isoformat()),
            TextField("conditions", "On what conditions?", lines=2, limit=500, optional=True),
        ),
        "waive",
        f"{pilot.id}|{criterion.id}",
        intro=(
            Para(line(Bold(criterion.title), f": {criterion.requirement}")),
            Note(line("It stays in sight as waived, with your name. On that day it counts again.")),
        ),
        submit="Waive",
    )


def waived(talk: Talk, press: Press) -> Reply:
    """Take the form of a waiver; a press with nothing filled in opens it."""
    pilot_id, _, criterion = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, WAIVE)
    found = next((s for s in standings(talk, pilot) if s.criterion.id == criterion), None)
    if found is None:
        raise Stale("This criterion is no longer asked at this gate.")
    form = _form(talk, pilot, found)
    if not press.values:
        return Open(form)
    told = {"criterion": criterion, **_checked(press, talk.today)}
    row = talk.row(pilot)
    after = talk.write(pilot, ("waived", told))
    if row is None or row.blocking > 0:
        tell_ready(talk, after)
    return Show(_kept(talk, after, found))


def _checked(press: Press, today: date) -> dict[str, str]:
    """Check the form and gather all complaints at once; raises Rejected."""
    errors: dict[str, str] = {}
    said = {"reason": press.values.get("reason", "")}
    said["conditions"] = press.values.get("conditions", "")
    for name, typed in tuple(said.items()):
        try:
            optional = name == "conditions" and not typed.strip()
            said[name] = "" if optional else words(typed, name, 500, least=3)
        except Rejected as wrong:
            errors |= wrong.errors
    try:
        said["until"] = _last_day(press.values.get("until", ""), today).isoformat()
    except Rejected as wrong:
        errors |= wrong.errors
    if errors:
        raise Rejected(errors)
    return said


def _last_day(said: str, today: date) -> date:
    if not said.strip():
        raise Rejected({"until": "A waiver needs a day on which it ends, such as 2026-12-31."})
    try:
        until = date.fromisoformat(said.strip())
    except ValueError:
        raise Rejected({"until": "Please give a date such as 2026-12-31."}) from None
    if until <= today:
        raise Rejected({"until": "This day is not ahead. Choose one after today."})
    if until > a_year_after(today):
        raise Rejected({"until": f"At most a year: {a_year_after(today)} is the last day."})
    return until


def a_year_after(today: date) -> date:
    """Find the same day a year later; of 29 February the day after 28."""
    if (today.month, today.day) == (2, 29):
        return date(today.year + 1, 3, 1)
    return today.replace(year=today.year + 1)


def _kept(talk: Talk, pilot: Pilot, standing: Standing) -> Card:
    given = pilot.waivers[standing.criterion.id][-1]
    title = standing.criterion.title
    said = card(
        Para(
            line(
                Bold(pilot.name),
                f": {title} is waived until {day(given.until)} by ",
                Said(talk.who.name),
                ".",
            )
        ),
        Note(line(Said(given.reason))),
        *([Note(line("Conditions: ", Said(given.conditions)))] if given.conditions else []),
        Buttons((Button("Status", "status", pilot.id),)),
    )
    talk.post(pilot.room, said, f"waived:{pilot.id}:{pilot.seq}", lane="notice")
    undo = Button("Undo", "lift", f"{pilot.id}|{standing.criterion.id}|{given.seq}")
    return card(
        Row(line("Kept: ", Bold(title), f" is waived until {day(given.until)}."), undo),
        Note(line("From that day on it counts again, by itself. /gate flags shows it until then.")),
    )


def lifted(talk: Talk, press: Press) -> Reply:
    """End a waiver: one that was just given (Undo), or all of a criterion."""
    pilot_id, criterion, seq = (*press.ref.split("|"), "", "")[:3]
    pilot = talk.held_open(pilot_id)
    given = pilot.waivers.get(criterion, ())
    number = whole(seq)
    if not given or (number and all(one.seq != number for one in given)):
        raise Stale("This waiver is over already.")
    if not any(one.seq == number and one.by == talk.who.id for one in given):
        talk.need(pilot, WAIVE)
    after = talk.write(pilot, ("waiver lifted", {"criterion": criterion, "seq": number}))
    title = talk.library.criterion(criterion).title if criterion in talk.library.criteria else ""
    still = after.waiver(criterion, talk.today)
    now = (
        f"It is waived until {day(still.until)} again." if still else "It counts again from now on."
    )
    talk.post(
        after.room,
        card(Para(line(Bold(after.name), f": the waiver of {title} was lifted. {now}"))),
        f"lifted:{after.id}:{after.seq}",
        lane="notice",
    )
    return Show(card(Para(line("Lifted: ", Bold(title), f". {now}"))), replace=True)
