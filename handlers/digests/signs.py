"""What is red at a pilot on a day, under keys that stay the same from week to week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handlers.flags.case import Raised
from handlers.flags.raising import raised
from handlers.flags.topics import FIRST
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import facts, reckon
from knowledge.model import Library


def signs(library: Library, pilot: Pilot, day: date) -> dict[str, str]:
    """Name everything that blocks on a day, in plain words under a lasting key."""
    found: dict[str, str] = {}
    for one in open_now(library, pilot, day):
        if one.severity == "block":
            found.setdefault(_key(one), _words(library, one))
    return found


def open_now(library: Library, pilot: Pilot, day: date) -> Iterator[Raised]:
    """List what is raised and neither waived nor overruled, owner, metric and funding first."""
    if pilot.undone or pilot.closed is not None:
        return
    for one in raised(library, pilot, reckon(library, pilot, day), facts(pilot, day)):
        if not one.state and pilot.overrule(one.code, one.question) is None:
            yield one


def _key(one: Raised) -> str:
    """Tell what it is: a gap is one whichever question is next, a finding is of one answer."""
    if one.topic in FIRST:
        return one.topic
    return f"{one.code}|{one.question}" if one.rule else one.code


def _words(library: Library, one: Raised) -> str:
    if one.topic in FIRST:
        return f"{one.topic.casefold()} missing"
    known = library.criteria.get(one.criterion)
    title = known.title if known else ""
    if not one.rule:
        return f"{title} not answered"
    return f"{title}: {one.message}" if title else one.message
