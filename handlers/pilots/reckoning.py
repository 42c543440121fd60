"""Where a pilot stands: its answers read through its playbook, and the one row that sums it up."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.people.acceptance import states
from handlers.pilots.pilot import Pilot
from knowledge.judging.evaluate import First, Readiness, evaluate
from knowledge.judging.facts import Facts, Life, Made
from knowledge.model import Gate, Library
from storage.summary import Summary


def facts(pilot: Pilot, today: date) -> Facts:
    """Gather what rules may look at, on a day."""
    return Facts(
        answers=pilot.current,
        today=today,
        team=frozenset(who for who, _ in pilot.team) | {pilot.starter},
        started=pilot.started,
        life=life_of(pilot, pilot.playbook, pilot.seq, today),
        history=pilot.answers,
        waived=frozenset(c for c in pilot.waivers if pilot.waiver(c, today)),
        overruled=frozenset(key for key in pilot.overruled if pilot.overrule(*key)),
        renewed={q: found.at.date() for q in pilot.renewed if (found := pilot.renewal(q))},
        named=states(pilot, pilot.answers),
    )


def life_of(pilot: Pilot, playbook: str, seq: int, today: date) -> Life:
    """Gather what the journal knew beside answers, right after an entry, for a playbook's gates."""
    made = tuple(
        Made(d.gate, d.outcome, d.at.date(), d.reason, len(d.open_musts))
        for d in pilot.decisions
        if d.seq <= seq
    )
    behind = [gate for gate in pilot.passed if gate.before or gate.at <= today]
    begun = [turn.started for turn in pilot.turns[:1]]
    days = [pilot.born.date(), *begun, *(gate.at for gate in behind)]
    passed = frozenset(gate.gate for gate in behind)
    return Life(playbook, made, passed, frozenset(pilot.documents), min(days))


def reckon(library: Library, pilot: Pilot, today: date) -> Readiness:
    """Judge a pilot at the gate of the stage that it is in."""
    known = facts(pilot, today)
    return evaluate(library, pilot.playbook, pilot.stage, known.answers, known)


def gate_of(library: Library, pilot: Pilot) -> Gate:
    """Find the gate that a pilot stands before."""
    return library.playbook(pilot.playbook).stage(pilot.stage).gate


def gate_label(library: Library, pilot: Pilot, gate_id: str) -> str:
    """Name a gate of the pilot's playbook, or of one before it; one that is gone keeps its id."""
    books = (pilot.playbook, *(turned.playbook for turned in reversed(pilot.turned)))
    stages = (
        s for book in books if book in library.playbooks for s in library.playbook(book).stages
    )
    return next((stage.gate.label for stage in stages if stage.gate.id == gate_id), gate_id)


def since(state: str) -> date | None:
    """Read since when one of owner, metric and funding is short; None: it is not."""
    return None if state == "ok" else date.fromisoformat(state.partition(":")[2])


def age(today: date, opened: date) -> str:
    """Say how long a gap has been open."""
    days = (today - opened).days
    return "since today" if days < 1 else f"for {days} day{'s' if days > 1 else ''}"


def _state(first: First, before: str, born: date, today: date) -> str:
    """Keep the day on which a gap opened: it ages until it is closed, whoever was asked."""
    if first.severity == "ok":
        return "ok"
    if not before:
        return f"{first.severity}:{born.isoformat()}"
    opened = since(before)
    return f"{first.severity}:{(opened or today).isoformat()}"


def summarise(
    tenant: str, pilot: Pilot, readiness: Readiness, before: Summary | None, today: date
) -> Summary:
    """Make the row that portfolio pages and digests read."""
    owner, metric, funding = readiness.first
    body: Mapping[str, Any] = {
        "stage": readiness.stage.label,
        "purpose": pilot.purpose[:200],
    }
    born = pilot.born.date()
    return Summary(
        tenant=tenant,
        pilot=pilot.id,
        seq=pilot.seq,
        name="" if pilot.undone else pilot.name,  # nobody finds it any more
        room=pilot.room,
        playbook=pilot.playbook,
        stage=pilot.stage,
        gate=readiness.gate.label,
        closed=pilot.closed is not None,
        met=readiness.met,
        total=readiness.total,
        blocking=len(readiness.blocking),
        owner=_state(owner, before.owner if before else "", born, today),
        metric=_state(metric, before.metric if before else "", born, today),
        funding=_state(funding, before.funding if before else "", born, today),
        body=body,
    )
