"""Who takes part, who said yes or no to it, and what several people said apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.pilots.pilot import (
    Apart,
    Pilot,
    Poll,
    Word,
)
from handlers.pilots.steps.answers import with_answer
from handlers.pilots.steps.step import Changes, Said, Step
from knowledge.answers import Answer
from knowledge.values import from_data
from storage.pilots.journal import Entry

REOPENS = {"declined": "declined", "left": "has left"}  # and how that reads as an answer


def _joined(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"team": tuple(dict.fromkeys((*pilot.team, (said["person"], said["role"]))))}


def _asked_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    until = datetime.fromisoformat(said["until"])
    people = tuple(dict.fromkeys(said["people"]))
    poll = Poll(entry.seq, said["question"], entry.by, entry.at, people, until)
    return {"polls": {**pilot.polls, entry.seq: poll}}


def _answered_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    value = from_data(said["value"]) if said["value"] else None
    poll = pilot.polls[said["poll"]]
    told = {**poll.said, entry.by: Apart(value, entry.at, entry.seq)}
    return {"polls": {**pilot.polls, poll.seq: replace(poll, said=told)}}


def _shown_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    poll = replace(pilot.polls[said["poll"]], shown=True)
    return {"polls": {**pilot.polls, poll.seq: poll}}


def _closed_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    poll = replace(pilot.polls[said["poll"]], closed=said["how"], ended=entry.seq)
    return {"polls": {**pilot.polls, poll.seq: poll}}


def _word(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Note what passed about a part; whoever declined or left names nobody any more."""
    part, person = said["part"], said["person"]
    reason = said.get("reason", "")
    more = (reason, said.get("suggests", ""), said.get("shown", ""))
    word = Word(part, person, entry.kind, entry.by, entry.at, entry.seq, *more)  # type: ignore[arg-type] # STEPS maps these four kinds only
    changes: dict[str, Any] = {
        "parts": {**pilot.parts, part: (*pilot.parts.get(part, ()), word)},
    }
    if entry.kind not in REOPENS or part not in pilot.answers:
        return changes
    why = f"{REOPENS[entry.kind]}: {reason}" if reason else REOPENS[entry.kind]
    open_again = Answer(part, "unknown", None, why, person, entry.at, entry.seq)
    handed = {q: who for q, who in pilot.handed.items() if (q, who) != (part, person)}
    return changes | {"handed": handed} | with_answer(pilot, open_again)


STEPS: Mapping[str, Step] = {
    "joined": _joined,
    "asked apart": _asked_apart,
    "answered apart": _answered_apart,
    "shown apart": _shown_apart,
    "closed apart": _closed_apart,
    "proposed": _word,
    "accepted": _word,
    "declined": _word,
    "left": _word,
}
