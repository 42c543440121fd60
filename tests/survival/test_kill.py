"""Fewer kills than `make chaos`, at the same kinds of moments, with everything else as there."""

from __future__ import annotations

from pathlib import Path

from tests.chaos.killer import MOMENTS
from tests.chaos.run import run

KILLS = 8


async def test_what_was_acknowledged_survives_kill_9_exactly_once(tmp_path: Path) -> None:
    outcome = await run(f"sqlite:///{tmp_path / 'killed.db'}", tmp_path, KILLS, seed=7)
    assert outcome.kills.total() == KILLS, outcome
    assert len(outcome.kills) >= len(MOMENTS) - 1, outcome
    assert outcome.tally.retried > 0, outcome
    assert outcome.ok, outcome
