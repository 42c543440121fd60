"""Lives of pilots, told entry by entry: what happened on which day, and the fold of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from handlers.flags.flag import Flag, flags_of
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from knowledge.values import Value, to_data
from storage.pilots.journal import Entry
from tests.knowledge.town import LIBRARY, value_of

BEGAN = date(2026, 3, 2)


def day(number: int) -> date:
    """Give the day so many days after the start."""
    return BEGAN + timedelta(days=number)


@dataclass
class Life:
    """A journal in the making."""

    playbook: str = "stage-gate"
    stage: str = "sg.st1"
    since: int = 0  # the day on which the stage began
    passed: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        told = {
            "name": "Invoice matching",
            "purpose": "Match invoices",
            "room": "C1",
            "playbook": self.playbook,
            "stage": self.stage,
            "started": day(self.since).isoformat(),
            "team": [(person, "member") for person in self.team],
            "passed": [
                {"gate": gate, "by": "p-anna", "at": BEGAN.isoformat(), "link": ""}
                for gate in self.passed
            ],
        }
        self.tell(0, "started", told)

    def tell(
        self, on: int, kind: str, payload: Mapping[str, Any], by: str = "p-anna", hour: int = 12
    ) -> int:
        seq = len(self.entries) + 1
        at = datetime.combine(day(on), time(hour), UTC)
        self.entries.append(Entry("P1", seq, kind, dict(payload), by, at, b""))
        return seq

    def answer(self, on: int, question: str, said: str | Value, by: str = "p-anna") -> int:
        value = value_of(LIBRARY.question(question), said) if isinstance(said, str) else said
        return self.tell(on, "answered", {"question": question, "value": to_data(value)}, by)

    def waive(self, on: int, criterion: str, until: int, by: str = "p-lead") -> int:
        told = {
            "criterion": criterion,
            "reason": "The audit is booked",
            "until": day(until).isoformat(),
            "conditions": "",
        }
        return self.tell(on, "waived", told, by)

    def pilot(self, seq: int | None = None) -> Pilot:
        return fold(Pilot(id="P1"), self.entries[:seq])

    def flags(self, on: int, seq: int | None = None) -> tuple[Flag, ...]:
        return flags_of(LIBRARY, self.pilot(seq), day(on), leads=frozenset({"p-lead"}))

    def flag(self, on: int, code: str) -> Flag | None:
        return next((flag for flag in self.flags(on) if flag.code == code), None)
