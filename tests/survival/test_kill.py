"""Fewer kills than `make chaos`, at the same kinds of moments, with everything else as there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chaos.__main__ import database
from tests.chaos.killer import SEEN
from tests.chaos.run import Plan, run

KILLS = 8


@pytest.mark.parametrize(("kind", "workers"), [("sqlite", 1), ("postgresql", 2)])
async def test_what_was_acknowledged_survives_kill_9_exactly_once(
    tmp_path: Path, kind: str, workers: int
) -> None:
    with database(kind, tmp_path) as (url, _):
        outcome = await run(url, tmp_path, Plan(KILLS, 7, workers, 0.1, digests=False, at_once=3))
    assert outcome.kills.total() == KILLS, f"\n{outcome}"
    assert len(outcome.kills.keys() - {"whenever"}) >= len(SEEN) // 2, f"\n{outcome}"
    assert outcome.tally.retried > 0, f"\n{outcome}"
    assert outcome.faults > 0, f"\n{outcome}"
    assert outcome.ok, f"\n{outcome}"
