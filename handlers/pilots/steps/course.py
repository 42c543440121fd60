"""Where a pilot is on its way: started, decided about, moved to other playbooks, closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.pilots.pilot import (
    Decision,
    Passed,
    Pilot,
    Turned,
)
from handlers.pilots.steps.step import Changes, Said, Step
from storage.pilots.journal import Entry


def _started(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {
        "name": said["name"],
        "purpose": said["purpose"],
        "room": said["room"],
        "playbook": said["playbook"],
        "stage": said["stage"],
        "started": date.fromisoformat(said["started"]),
        "starter": said.get("starter", entry.by),
        "born": entry.at,
        "team": tuple(dict.fromkeys((person, role) for person, role in said["team"])),
        "passed": tuple(_passed_before(gate) for gate in said["passed"]),
    }


def _passed_before(said: Said) -> Passed:
    at = date.fromisoformat(said["at"])
    skipped = said.get("left_out", False)
    return Passed(said["gate"], said["by"], at, said["link"], before=True, left_out=skipped)


def _passed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Fill in by whom, when and where a gate was passed before Gatepost came."""
    told = _passed_before(said)
    return {"passed": (*(p for p in pilot.passed if p.gate != told.gate), told)}


def _placed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Follow a list to the stage that it knows by now, with the gates before it."""
    told = tuple(_passed_before(gate) for gate in said["passed"])
    known = {gate.gate for gate in pilot.passed}
    return {
        "stage": said["stage"],
        "started": date.fromisoformat(said["started"]),
        "passed": (*pilot.passed, *(gate for gate in told if gate.gate not in known)),
        "sought": {},
    }


def _becomes(field: str, source: str) -> Step:
    """Let a field become what the entry says under a name."""
    return lambda pilot, entry, said: {field: said[source]}


def _reopened(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"closed": None}


def _start_undone(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"closed": "started by mistake", "undone": True}


def _decided(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    decision = Decision(
        said["gate"],
        said["outcome"],
        said["reason"],
        entry.by,
        entry.at,
        entry.seq,
        said["conditions"],
        tuple(said["open_musts"]),
        said.get("edition", ""),
    )
    changes: dict[str, Any] = {"decisions": (*pilot.decisions, decision)}
    if said["stage"]:
        passed = Passed(decision.gate, entry.by, entry.at.date())
        changes["passed"] = (*pilot.passed, passed)
        changes["stage"], changes["started"] = said["stage"], entry.at.date()
        changes["told"] = {}
        changes["sought"] = {}  # the next gate's questions are new to everybody
    return changes


def _documented(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"documents": {**pilot.documents, said["deliverable"]: said["url"]}}


def _playbook_changed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Go on under another playbook: answers stay, and the gates behind it count as passed."""
    day = entry.at.date()
    before = Turned(entry.seq, entry.at, pilot.playbook, pilot.stage, pilot.started, pilot.passed)
    known = {passed.gate for passed in pilot.passed}
    carried = (
        Passed(gate, entry.by, day, under=pilot.playbook)
        for gate in said.get("passed", ())
        if gate not in known
    )
    started = said.get("started")
    return {
        "playbook": said["playbook"],
        "stage": said["stage"],
        "started": date.fromisoformat(started) if started else day,
        "passed": (*pilot.passed, *carried),
        # Whoever is asked nothing new by it was told of it before.
        "sought": {who: told for who, told in pilot.sought.items() if who in said.get("same", ())},
        "turned": (*pilot.turned, before),
    }


def _playbook_restored(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Undo the latest change of the playbook; an older one is no longer there to undo."""
    if not pilot.turned or pilot.turned[-1].seq != said["seq"]:
        return {}
    before = pilot.turned[-1]
    return {
        "playbook": before.playbook,
        "stage": before.stage,
        "started": before.started,
        "passed": before.passed,
        "turned": pilot.turned[:-1],
    }


def _laid_over(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"overlays": (*pilot.overlays, said["overlay"])}


def _taken_off(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"overlays": tuple(one for one in pilot.overlays if one != said["overlay"])}


STEPS: Mapping[str, Step] = {
    "started": _started,
    "renamed": _becomes("name", "name"),
    "moved": _becomes("room", "room"),
    "described": _becomes("purpose", "purpose"),
    "placed": _placed,
    "closed": _becomes("closed", "reason"),
    "reopened": _reopened,
    "start undone": _start_undone,
    "passed": _passed,
    "decided": _decided,
    "documented": _documented,
    "playbook changed": _playbook_changed,
    "playbook restored": _playbook_restored,
    "overlay attached": _laid_over,
    "overlay detached": _taken_off,
}
