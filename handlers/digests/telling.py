"""What a digest says of pilots: changes first, then what is missing, what comes, where each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from handlers.cards import Bold, Line, Said, line
from handlers.digests.glance import Glance
from knowledge.values import day as in_words
from storage.pilots.summary import Summary

SHOWN = 3  # things named one by one; further ones are counted
ROOM = 260  # characters for the things named in a line
STUCK = 14  # days without a word after which a pilot is said to be stuck
THREE = ("Owner", "Metric", "Funding")


@dataclass(frozen=True, slots=True)
class Gap:
    """Owner, metric or funding that is missing: since when, who can fix it, and what asks them."""

    label: str
    opened: date
    blocks: bool
    who: str
    question: str


@dataclass(frozen=True, slots=True)
class Told:
    """A pilot for one digest: how it stands, how it stood when it was last told of, its trend."""

    row: Summary
    now: Glance
    before: Glance | None  # None: it was not there yet
    trend: tuple[float | None, ...] = ()
    gaps: tuple[Gap, ...] = ()
    fresh: frozenset[str] = field(default_factory=frozenset)  # what came near since: its keys

    name: Bold = field(init=False)  # it stands in every line

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", Bold(self.row.name))


def changes(told: Told, today: date) -> Iterator[Line]:
    """Say what moved, what is newly red, what was cleared and what came near."""
    before, now = told.before, told.now
    if before is None:
        yield line(told.name, f" is new: {now.stage_label}, {now.gate}")
    elif before.stage != now.stage:
        yield line(told.name, f" moved from {before.stage_label} to {now.stage_label}")
    else:
        yield from _turned(told, before)
    for key, due in now.due.items():
        if key in told.fresh:
            yield line(told.name, " falls due: ", *dated(due))


def _turned(told: Told, before: Glance) -> Iterator[Line]:
    cleared = [_subject(words) for key, words in before.red.items() if key not in told.now.red]
    if cleared:
        yield line(told.name, " cleared: ", *few(cleared))
    red = [words for key, words in told.now.red.items() if key not in before.red]
    if red:
        yield line(told.name, " newly red: ", *few(red))


def _subject(words: str) -> str:
    """Take from "Useful to experts not answered" what it is about."""
    return words.partition(":")[0].removesuffix(" not answered").removesuffix(" missing")


def stuck(told: Told, today: date) -> Line | None:
    """Say for how long nobody has said anything; the gap has an age, nobody has."""
    days = (today - date.fromisoformat(told.now.latest)).days
    if days < STUCK or told.now.closed:
        return None
    return line(told.name, f" is stuck: nothing new for {days} days")


def coming(told: Told) -> Iterator[Line]:
    """Say what turns red if nobody acts, the nearest first."""
    for said in sorted(told.now.soon.values()):
        yield line(told.name, ": ", *dated(said))


def standing(told: Told, *, staged: bool = True) -> Line:
    """Say in one line where a pilot is; `staged`: its stage, too."""
    now, before = told.now, told.before
    was = ""
    if before is not None and before.gate == now.gate and before.met != now.met:
        was = f" (was {before.met})"
    red = len(now.red)
    rest = f" · {red} open" if red else " · nothing blocks it"
    stage = f" · {now.stage_label}" if staged else ""
    return line(told.name, f"{stage} · {now.gate}: {now.met} of {now.total}{was}{rest}")


def gap_line(told: Told, gap: Gap, today: date) -> Line:
    """Say what is missing, for how long, and who can fix it."""
    days = (today - gap.opened).days
    age = "since today" if days < 1 else f"for {days} day{'s' if days > 1 else ''}"
    weight = ", blocks the gate" if gap.blocks else ""
    said = f": {gap.label.casefold()} missing {age}{weight}. {gap.who} can fix it."
    return line(told.name, said)


def dated(said: str) -> tuple[Said, ...]:
    """Write "2026-12-01 words" as people read it."""
    day, _, words = said.partition(" ")
    return (Said(f"{words} ({in_words(date.fromisoformat(day))})"),)


def few(said: list[str]) -> tuple[Said | Bold, ...]:
    """Name a few things, as many as a line takes, and count the others."""
    shown = [_within(said[0])]
    for one in said[1:SHOWN]:
        if sum(map(len, shown)) + len(one) > ROOM:
            break
        shown.append(one)
    left = len(said) - len(shown)
    named = Said("; ".join(shown))
    return (named, Bold(f"; and {left} more")) if left else (named,)


def _within(one: str) -> str:
    return one if len(one) <= ROOM else f"{one[: ROOM - 1]}…"


def short_of(rows: tuple[Told, ...]) -> Mapping[str, int]:
    """Count how many pilots are short of owner, metric and funding."""
    counts = dict.fromkeys(THREE, 0)
    for told in rows:
        for gap in told.gaps:
            counts[gap.label] += 1
    return counts
