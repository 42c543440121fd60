from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.teams import FakeTeams
from tests.slack.rig import SmallDesk
from tests.teams.rig import ANNA, BEN, GINA, PILOTS, Rig, gatepost


@pytest.fixture
async def teams() -> AsyncIterator[FakeTeams]:
    async with FakeTeams() as fake:
        fake.world.person(ANNA, "Anna Berg", email="anna@example.com")
        fake.world.person(BEN, "Ben Okafor", email="ben@example.com", tz="Asia/Tokyo")
        fake.world.person(GINA, "Guest Gina", guest=True)
        fake.world.channel(PILOTS, "pilots", {ANNA, BEN, GINA})
        yield fake


@pytest.fixture
def desk() -> SmallDesk:
    return SmallDesk()


@pytest.fixture
async def rig(teams: FakeTeams, desk: SmallDesk, tmp_path: Path) -> AsyncIterator[Rig]:
    async with gatepost(teams, desk, tmp_path) as running:
        yield running
