"""Bring what lists show of pilots in line with new playbooks, a few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import reckon
from handlers.pilots.summing import summarise
from handlers.talk import involved_in
from knowledge.model import Library
from storage.pilots import journal, summary
from storage.store import Tx

AT_ONCE = 20  # pilots of one transaction: whoever speaks meanwhile waits no longer than for those


def refresh(tx: Tx, library: Library, tenant: str, after: str, now: datetime) -> str:
    """Judge the next few pilots behind one anew; gives the last of them, empty: there are none."""
    rows = summary.every(tx, tenant, after, AT_ONCE)
    refresh_some(tx, library, tenant, [row.pilot for row in rows], now)
    return rows[-1].pilot if rows else ""


def refresh_some(
    tx: Tx, library: Library, tenant: str, pilots: Sequence[str], now: datetime
) -> None:
    """Judge these pilots anew, and note anew who has which part in them."""
    for pilot in pilots:
        _refresh(tx, library, tenant, pilot, now)


def _refresh(tx: Tx, library: Library, tenant: str, pilot_id: str, now: datetime) -> None:
    held = summary.lock(tx, tenant, pilot_id)
    if held is None or held.playbook not in library.playbooks:
        return
    pilot = fold(Pilot(id=pilot_id), journal.read(tx, tenant, pilot_id))
    if pilot.undone:
        return
    summary.involve(tx, tenant, pilot_id, involved_in(library, pilot))
    today = now.date()
    made = summarise(library, tenant, pilot, reckon(library, pilot, today), held, today)
    if replace(made, body=held.body) != held or made.body != held.body:
        summary.put(tx, made)
