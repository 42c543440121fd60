"""Where a pilot stands: its answers read through its playbook, and the one row that sums it up."""

from __future__ import annotations

from datetime import date

from handlers.people.acceptance import states
from handlers.people.comparing import at_odds
from handlers.pilots.pilot import Pilot
from knowledge.judging.evaluate import Readiness, evaluate
from knowledge.judging.facts import Facts, Life, Made
from knowledge.model import Gate, Library


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
        differ=at_odds(pilot),
    )


def life_of(pilot: Pilot, playbook: str, seq: int, today: date) -> Life:
    """Gather what the journal knew beside answers, right after an entry, for a playbook's gates."""
    made = tuple(
        Made(d.gate, d.outcome, d.at.date(), d.reason, len(d.open_musts))
        for d in pilot.decisions
        if d.seq <= seq
    )
    passed = [gate for gate in pilot.passed if not gate.left_out]
    behind = [gate for gate in passed if gate.before or gate.at <= today]
    begun = [turn.started for turn in pilot.turns[:1]]
    days = [pilot.born.date(), *begun, *(gate.at for gate in behind)]
    opened = frozenset(gate.gate for gate in behind)
    return Life(playbook, made, opened, frozenset(pilot.documents), min(days))


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
