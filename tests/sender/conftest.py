from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import FakeSlack
from tests.sender.rig import Rig, rig


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        fake.person("U1", "Maria Lopez")
        fake.person("U2", "Ben Okafor")
        for number in range(1, 5):
            fake.channel(f"C{number}", f"room-{number}", {"U1", "U2"})
        yield fake


@pytest.fixture
async def out(slack: FakeSlack, tmp_path: Path) -> AsyncIterator[Rig]:
    async with rig(slack, tmp_path) as made:
        yield made
