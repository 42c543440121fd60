"""What was worked out of pilots ahead: read for many pilots and instants at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from storage.scheduling import glances
from storage.store import Tx
from tests.storage.conftest import Run
from tests.storage.things import NOON

DAYS = [NOON + timedelta(days=n) for n in range(5)]


def _kept(tx: Tx) -> None:
    for tenant in ("local", "other"):
        for pilot in ("p1", "p2", 'p"3', "p4"):
            for day in DAYS:
                told = {"of": f"{tenant} {pilot} {day.day}"}
                glances.put(tx, tenant, pilot, day, told)


def test_what_was_kept_is_found_by_pilot_and_instant(write: Run[Any], read: Run[Any]) -> None:
    write(_kept)
    wanted = {DAYS[0], DAYS[3], DAYS[4]}
    found = read(lambda tx: glances.of(tx, "local", ["p1", 'p"3', "p9"], wanted))
    assert found == {
        (pilot, day): {"of": f"local {pilot} {day.day}"}
        for pilot in ("p1", 'p"3')
        for day in sorted(wanted)
    }


def test_nothing_wanted_is_nothing_found(write: Run[Any], read: Run[Any]) -> None:
    write(_kept)
    assert read(lambda tx: glances.of(tx, "local", [], DAYS)) == {}
    assert read(lambda tx: glances.of(tx, "local", ["p1"], [])) == {}
    assert list(read(lambda tx: glances.of(tx, "local", ["p1"], DAYS[:1]))) == [("p1", DAYS[0])]
