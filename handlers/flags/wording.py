"""A flag in one line: how bad it is, what it is, since when, what clears it and who can."""

from __future__ import annotations

from datetime import date

from handlers.cards import Bold, Line, Said, line
from handlers.flags.flag import Flag, flags_of
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import age
from handlers.talk import Talk
from knowledge.values import day

SEVERITY = {"block": "Serious", "warn": "Warning", "info": "Good to know"}
STATE = {"waived": "Waived", "overruled": "Overruled", "not_applicable": "Does not apply"}


def flags_for(talk: Talk, pilot: Pilot) -> tuple[Flag, ...]:
    """List the flags of a pilot on the day of the one who asks."""
    judged = talk.readiness(pilot)
    return flags_of(talk.library, pilot, talk.today, leads=talk.leads, readiness=judged)


def severity(flag: Flag) -> str:
    """Say how bad a flag is, or what became of it; never by a colour alone."""
    if flag.state != "open":
        return STATE[flag.state]
    return "Blocks the gate" if flag.blocks else SEVERITY[flag.severity]


def since(flag: Flag, today: date) -> str:
    """Say since when a flag is up."""
    return f"Since {day(flag.since)} ({age(today, flag.since)})."


def names(talk: Talk, flag: Flag) -> str:
    """Name who can clear a flag, the reader as "you"."""
    return ", ".join("you" if one == talk.who.id else talk.name(one) for one in flag.who)


def told(talk: Talk, flag: Flag) -> Line:
    """Put a flag into one line."""
    head = line(Bold(f"{severity(flag)} · {flag.title or flag.code}: "))
    if flag.state != "open":
        return (*head, *let_go(talk, flag))
    clear = f" {flag.clears} {since(flag, talk.today)} With {names(talk, flag)}."
    return (*head, *line(flag.message, clear))


def let_go(talk: Talk, flag: Flag) -> Line:
    """Say why a flag does not count, on whose word, and until when."""
    until = f" until {day(flag.until)}; from that day on it counts again" if flag.until else ""
    what = f"{flag.message} " if flag.state == "overruled" else ""
    return line(what, Said(flag.reason), f" ({talk.name(flag.by)}{until}). ") + line(
        since(flag, talk.today)
    )
