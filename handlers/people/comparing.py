"""Where people who were asked apart agree, and where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from handlers.pilots.pilot import Pilot, Poll
from knowledge.values import Group, Metric, Text, Value

ALIKE = 88  # of 100: words in any order; what a person would call the same thing said again
TURNS = frozenset({"no", "not", "never", "nobody", "none", "without", "dont", "cannot", "nor"})


@dataclass(frozen=True, slots=True)
class Camp:
    """People who said the same; no value: those who do not know."""

    value: Value | None
    people: tuple[str, ...]


def camps(poll: Poll) -> tuple[Camp, ...]:
    """Sort the answers into camps, the largest first and the "don't know" last."""
    found: list[Camp] = []
    for person, said in sorted(poll.said.items(), key=lambda pair: pair[1].seq):
        at = next((n for n, camp in enumerate(found) if same(camp.value, said.value)), None)
        if at is None:
            found.append(Camp(said.value, (person,)))
        else:
            found[at] = Camp(found[at].value, (*found[at].people, person))
    return tuple(sorted(found, key=lambda camp: (camp.value is None, -len(camp.people))))


def differ(poll: Poll) -> bool:
    """Tell whether two people said different things; not to know is no other opinion."""
    return sum(1 for camp in camps(poll) if camp.value is not None) > 1


def same(one: Value | None, other: Value | None) -> bool:
    """Tell whether two values mean the same: equal, or words that say it in another order."""
    if one == other:
        return True
    match one, other:
        case Text(mine) | Group(mine), Text(theirs) | Group(theirs):
            return _alike(mine, theirs)
        case Metric(), Metric():
            named = replace(one, name=other.name, unit=other.unit)
            return named == other and _alike(one.name, other.name) and _alike(one.unit, other.unit)
        case _:
            return False


def _alike(one: str, other: str) -> bool:
    mine, theirs = _words(one), _words(other)
    if _numbers(mine) != _numbers(theirs) or (TURNS & set(mine)) != (TURNS & set(theirs)):
        return False
    return fuzz.token_sort_ratio(" ".join(mine), " ".join(theirs)) >= ALIKE


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("'", "").replace("\u2019", ""))


def _numbers(words: Iterable[str]) -> list[str]:
    return sorted(word for word in words if any(char.isdigit() for char in word))


def at_odds(pilot: Pilot, upto: int | None = None) -> tuple[str, ...]:
    """List the questions about which people asked apart differ, and nobody settled it; `upto`."""
    latest = {poll.question: poll for poll in _polls(pilot, upto)}
    return tuple(
        question
        for question, poll in latest.items()
        if poll.closed not in ("agreed", "called off") and differ(poll)
    )


def asked_by(pilot: Pilot, question: str) -> Poll | None:
    """Find the question asked apart last: whoever asked it can settle what differs."""
    return next((p for p in reversed(tuple(pilot.polls.values())) if p.question == question), None)


def _polls(pilot: Pilot, upto: int | None) -> Iterable[Poll]:
    if upto is None:
        return pilot.polls.values()
    return (
        replace(
            poll,
            said={who: said for who, said in poll.said.items() if said.seq <= upto},
            closed=poll.closed if poll.ended <= upto else "",
        )
        for poll in pilot.polls.values()
        if poll.seq <= upto
    )


def next_look(pilot: Pilot) -> Poll | None:
    """Find whose asker is next to be shown how it stands; None: nobody waits for that."""
    waiting = [poll for poll in pilot.polls.values() if not poll.closed and not poll.shown]
    return min(waiting, key=lambda poll: poll.until) if waiting and pilot.closed is None else None
