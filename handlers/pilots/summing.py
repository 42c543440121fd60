"""The one row that sums a pilot up, for portfolio pages and digests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.flags.past import Past, first_asked
from handlers.people.comparing import next_look
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import since
from knowledge.judging.evaluate import First, Readiness, judge
from knowledge.model import Library
from storage.pilots.summary import Summary


def summarise(
    library: Library,
    tenant: str,
    pilot: Pilot,
    readiness: Readiness,
    before: Summary | None,
    today: date,
) -> Summary:
    """Make the row that portfolio pages and digests read."""
    past = Past(library, pilot, today)
    states = [
        _state(past, place, first, getattr(before, first.label.casefold(), ""))
        for place, first in enumerate(readiness.first)
    ]
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
        owner=states[0],
        metric=states[1],
        funding=states[2],
        body=_body(pilot, readiness, today),
    )


def _body(pilot: Pilot, readiness: Readiness, today: date) -> Mapping[str, Any]:
    given = [waiver for c in pilot.waivers if (waiver := pilot.waiver(c, today))]
    body: dict[str, Any] = {"stage": readiness.stage.label, "purpose": pilot.purpose[:200]}
    if given:  # on that day the row is no longer true, though nothing was said
        body["recheck"] = min(waiver.until for waiver in given).isoformat()
    if waived := readiness.count("waived"):
        body["waived"] = waived
    if look := next_look(pilot):  # somebody waits until then for what others say
        body["apart"] = {"until": look.until.isoformat(), "by": look.by}
    return body


def outdated(row: Summary, today: date) -> bool:
    """Tell whether a waiver that the row counts with has ended since it was written."""
    recheck = row.body.get("recheck", "")
    return bool(recheck) and date.fromisoformat(recheck) <= today


def _state(past: Past, place: int, first: First, before: str) -> str:
    """Keep the day on which a gap opened: it ages until it is closed, whoever was asked."""
    if first.severity == "ok":
        return "ok"
    known = since(before) if before else past.pilot.born.date()
    opened = known or missing_since(past, place, first)
    return f"{first.severity}:{opened.isoformat()}"


def missing_since(past: Past, place: int, first: First) -> date:
    """Find since when one of owner, metric and funding is short, under whatever name."""
    return past.since(
        lambda plan, facts, turn: not judge(plan.first[place].item, facts).ok,
        first_asked(past.library, past.pilot, place),
    )
