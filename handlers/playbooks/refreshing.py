"""Bring what lists show of pilots in line with new playbooks, a few at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import reckon
from handlers.pilots.summing import summarise
from knowledge.model import Library
from storage.pilots import journal, summary
from storage.pilots.summary import Summary
from storage.store import Tx

AT_ONCE = 20  # pilots of one transaction: whoever speaks meanwhile waits no longer than for those


def refresh(tx: Tx, library: Library, tenant: str, after: str, now: datetime) -> str:
    """Judge the next few pilots behind one anew; gives the last of them, empty: there are none."""
    rows = summary.every(tx, tenant, after, AT_ONCE)
    for row in rows:
        _refresh(tx, library, tenant, row, now)
    return rows[-1].pilot if rows else ""


def _refresh(tx: Tx, library: Library, tenant: str, row: Summary, now: datetime) -> None:
    held = summary.lock(tx, tenant, row.pilot)
    if held is None or held.playbook not in library.playbooks:
        return
    pilot = fold(Pilot(id=row.pilot), journal.read(tx, tenant, row.pilot))
    if pilot.undone:
        return
    today = now.date()
    made = summarise(library, tenant, pilot, reckon(library, pilot, today), held, today)
    if replace(made, body=held.body) != held or made.body != held.body:
        summary.put(tx, made)
