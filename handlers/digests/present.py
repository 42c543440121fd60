"""A pilot as it is today, worked out once a day and journal entry, and read by every digest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from handlers.digests.glance import NEAR, Glance, glance
from handlers.digests.signs import open_now
from handlers.flags.flag import who_can
from handlers.flags.past import Past
from handlers.flags.topics import FIRST
from handlers.pilots.pilot import Pilot
from handlers.pilots.terms import upon
from knowledge.model import Library

MARK = time(0, 0, 0, 1)  # no week ends here, so that a day's cache stands beside those


@dataclass(frozen=True, slots=True)
class Lack:
    """Owner, metric or funding that is missing, before anybody is named."""

    label: str
    opened: str  # a day
    blocks: bool
    role: str
    people: tuple[str, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Present:
    """All that a digest needs of a pilot at one entry of its journal, on one day."""

    seq: int
    tz: str
    born: str  # an instant
    now: Glance
    trend: tuple[float | None, ...]  # of the week ends before now
    lacks: tuple[Lack, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)  # when each day near was named
    told: Mapping[str, str] = field(default_factory=dict)  # person -> first asked in private

    def body(self) -> dict[str, Any]:
        """Write it down for the cache."""
        return asdict(self)

    @classmethod
    def of(cls, body: Mapping[str, Any] | None, seq: int, tz: str) -> Present | None:
        """Read it back; None where it is of another entry, zone or version."""
        if body is None or (body.get("seq"), body.get("tz")) != (seq, tz):
            return None
        now = Glance.of(body["now"])
        if now is None:
            return None
        lacks = tuple(Lack(**one | {"people": tuple(one["people"])}) for one in body["lacks"])
        return cls(**{**body, "now": now, "trend": tuple(body["trend"]), "lacks": lacks})


def mark(today: date) -> datetime:
    """Give the instant under which a day's state is cached."""
    return datetime.combine(today, MARK, UTC)


def present(
    library: Library,
    pilot: Pilot,
    today: date,
    tz: str,
    leads: frozenset[str],
    trend: tuple[float | None, ...],
) -> Present:
    """Work a pilot out as it is today."""
    now = glance(library, pilot, today, ahead=True)
    named = {key: given for key in now.due if (given := _named_at(pilot, key))}
    lacks = tuple(_lacks(library, pilot, today, leads))
    told = {
        person: at.isoformat()
        for person, at in pilot.told.items()
        if any(person in one.people for one in lacks)
    }
    return Present(pilot.seq, tz, pilot.born.isoformat(), now, trend, lacks, named, told)


def _named_at(pilot: Pilot, key: str) -> str:
    kind, _, of = key.partition(".")
    if kind == "condition":
        decision = upon(pilot)
        return decision.at.isoformat() if decision else ""
    if kind == "waiver" and of in pilot.waivers:
        return pilot.waivers[of][-1].at.isoformat()
    answer = pilot.answer(key)
    return answer.at.isoformat() if answer else ""


def _lacks(library: Library, pilot: Pilot, today: date, leads: frozenset[str]) -> Iterator[Lack]:
    past = Past(library, pilot, today)
    seen: set[str] = set()
    for one in open_now(library, pilot, today):
        if one.topic in FIRST and one.topic not in seen and one.severity != "info":
            seen.add(one.topic)
            opened = past.since(one.fires, one.asked, unborn=one.about_stage)
            role, people = who_can(library, pilot, one.question, leads)
            blocks = one.severity == "block"
            yield Lack(one.topic, opened.isoformat(), blocks, role, people, one.question)


def came_near(known: Present, before: datetime | None) -> Iterator[str]:
    """Find the days that were not near, or not named, when the pilot was last told of."""
    for key, said in known.now.due.items():
        given = known.named.get(key)
        fresh = before is None or given is None or datetime.fromisoformat(given) > before
        if fresh or (before and date.fromisoformat(said[:10]) > before.date() + NEAR):
            yield key
