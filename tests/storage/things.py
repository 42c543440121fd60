"""Shorthand for what storage tests need many of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.pilots import journal, summary
from storage.pilots.journal import New
from storage.pilots.summary import Sight, Summary
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Face, Person

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EVERYTHING = Sight(everything=True, rooms=frozenset(), person="", guest=False)


def met(tx: Tx, user: str, name: str = "", tenant: str = "local", **more: Any) -> Person:
    return people.meet(tx, tenant, Face(user, name or user, **more))


def a_pilot(pilot: str, name: str = "", **changed: Any) -> Summary:
    usual: dict[str, Any] = {
        "tenant": "local",
        "seq": 1,
        "room": "C1",
        "playbook": "stage-gate",
        "stage": "discovery",
        "gate": "g1",
        "closed": False,
        "met": 1,
        "total": 8,
        "blocking": 2,
        "owner": "ok",
        "metric": "missing:2026-11-01",
        "funding": "ok",
        "body": {"flags": ["owner.person"], "due": None},
    }
    return Summary(pilot=pilot, name=name or pilot, **usual | changed)


def keep(tx: Tx, *pilots: Summary) -> None:
    for pilot in pilots:
        summary.put(tx, pilot)


def note(tx: Tx, pilot: str, *kinds: str, tenant: str = "local") -> tuple[journal.Entry, ...]:
    """Add entries to a journal, wherever it stands."""
    news = [New(kind, {"text": f"{kind} é", "n": 1.5}, "u_1", NOON) for kind in kinds]
    return journal.append(tx, tenant, pilot, journal.head(tx, tenant, pilot), news)
