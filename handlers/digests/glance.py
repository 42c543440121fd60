"""A pilot at one instant, as a digest tells of it: worked out from its journal, purely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from handlers.digests.signs import signs
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_label, reckon
from handlers.pilots.terms import terms, upon
from knowledge.model import Library
from knowledge.values import Day, Metric
from storage.pilots.journal import Entry

AHEAD = timedelta(days=30)  # how far "if nobody acts" looks
NEAR = timedelta(days=14)  # how far "falls due" looks


@dataclass(frozen=True, slots=True)
class Glance:
    """What a digest says of a pilot; texts under stable keys, so that two can be compared."""

    stage: str
    stage_label: str
    order: int
    gate: str
    met: int
    total: int
    latest: str  # the day of the latest word or decision
    closed: bool = False
    red: Mapping[str, str] = field(default_factory=dict)
    due: Mapping[str, str] = field(default_factory=dict)  # "<day> <words>" by question
    soon: Mapping[str, str] = field(default_factory=dict)  # likewise: what turns red, and when

    @property
    def percent(self) -> float:
        """How much of its gate a pilot has met."""
        return 100.0 * self.met / self.total if self.total else 100.0

    def body(self) -> dict[str, Any]:
        """Write it down for the cache."""
        return asdict(self)

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Glance | None:
        """Read it back; None where another version wrote it."""
        try:
            return cls(**body)
        except TypeError:
            return None


def glance(library: Library, pilot: Pilot, today: date, *, ahead: bool) -> Glance:
    """Say how a pilot stands on a day; with `ahead` also what comes if nobody acts."""
    readiness = reckon(library, pilot, today)
    red = signs(library, pilot, today)
    return Glance(
        stage=pilot.stage,
        stage_label=readiness.stage.label,
        order=readiness.stage.order,
        gate=readiness.gate.label,
        met=readiness.met,
        total=readiness.total,
        latest=latest(pilot).isoformat(),
        closed=pilot.closed is not None,
        red=red,
        due=_due(library, pilot, today) if ahead else {},
        soon=_soon(library, pilot, today, red) if ahead else {},
    )


def as_of(entries: Sequence[Entry], instant: datetime) -> Pilot | None:
    """Fold a journal as far as it went at an instant; None: the pilot was not there yet."""
    known = [entry for entry in entries if entry.at <= instant]
    return fold(Pilot(id=known[0].pilot), known) if known else None


def latest(pilot: Pilot) -> date:
    """Find the day of the latest word or decision on a pilot."""
    times = [answer.at for said in pilot.answers.values() for answer in said]
    times += [decision.at for decision in pilot.decisions]
    return max([*times, pilot.born]).astimezone(UTC).date()


def _due(library: Library, pilot: Pilot, today: date) -> dict[str, str]:
    """List the days that people named themselves and that are near."""
    found: dict[str, str] = {}
    for name, answer in pilot.current.items():
        value = answer.value
        day = value.date if isinstance(value, Day) else None
        day = value.by if isinstance(value, Metric) else day
        question = library.questions.get(name)
        if day is not None and question is not None and today <= day <= today + NEAR:
            found[name] = f"{day.isoformat()} {_title(library, question.criterion)}"
    for criterion in pilot.waivers:
        given = pilot.waiver(criterion, today)
        if given is not None and given.until <= today + NEAR:
            title = _title(library, criterion)
            found[f"waiver.{criterion}"] = f"{given.until.isoformat()} the waiver of {title} ends"
    return found | dict(_conditions(library, pilot, today))


def _conditions(library: Library, pilot: Pilot, today: date) -> Iterator[tuple[str, str]]:
    """List conditions that fall due, without their words: those may name people."""
    decision = upon(pilot)
    if decision is None:
        return
    label = gate_label(library, pilot, decision.gate)
    for term in terms(decision):
        if term.due is not None and today <= term.due <= today + NEAR:
            yield term.key, f"{term.due.isoformat()} a condition of {label}"


def _title(library: Library, criterion: str) -> str:
    known = library.criteria.get(criterion)
    return known.title if known else criterion


def _soon(library: Library, pilot: Pilot, today: date, red: Mapping[str, str]) -> dict[str, str]:
    """Find what is not red today and will be, with its first day: the same call at other days."""
    later = signs(library, pilot, today + AHEAD)
    seen: dict[int, Mapping[str, str]] = {0: red, AHEAD.days: later}
    found: dict[str, str] = {}
    for key in later.keys() - red.keys():
        low, high = 0, AHEAD.days
        while high - low > 1:
            middle = (low + high) // 2
            if middle not in seen:
                seen[middle] = signs(library, pilot, today + timedelta(days=middle))
            low, high = (low, middle) if key in seen[middle] else (middle, high)
        found[key] = f"{(today + timedelta(days=high)).isoformat()} {later[key]}"
    return found
