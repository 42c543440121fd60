from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.slack.app import SlackApp
from tests.fakes.slack import FakeSlack
from tests.slack.rig import SmallDesk, gatepost


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as fake:
        fake.person("U1", "Maria Lopez", admin=True, email="maria@example.com")
        fake.person("U2", "Ben Okafor")
        fake.person("U3", "Guest Gina", guest=True)
        fake.person("UX", "Stranger Stan", team="T9")
        fake.channel("C1", "pilots", {"U1", "U2", "U3"})
        fake.channel("CP", "secret", {"U1"}, private=True)
        yield fake


@pytest.fixture
def desk() -> SmallDesk:
    return SmallDesk()


@pytest.fixture(params=["http", "socket"])
async def either_way(
    slack: FakeSlack, desk: SmallDesk, request: pytest.FixtureRequest
) -> AsyncIterator[SlackApp]:
    async with gatepost(slack, desk, by_socket=request.param == "socket") as app:
        yield app


@pytest.fixture
async def app(slack: FakeSlack, desk: SmallDesk) -> AsyncIterator[SlackApp]:
    async with gatepost(slack, desk) as running:
        yield running
