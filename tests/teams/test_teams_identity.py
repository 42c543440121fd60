"""A managed identity in place of a secret, against a double of the service that knows it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.platforms import teams_config
from bot.settings import load
from bot.teams.config import TeamsConfig
from handlers.cards import Para, card, line
from handlers.heard import Heard, Reply, Show
from tests.fakes.teams import FakeTeams
from tests.slack.rig import SmallDesk
from tests.teams.rig import ANNA, Rig, gatepost


def settings(teams: FakeTeams) -> TeamsConfig:
    """The settings of docs/teams.md: the identity's client id, and no password."""
    given = {name.lower(): value for name, value in teams.settings().items()}
    del given["teams_app_password"]
    config = teams_config(load(teams_app_type="UserAssignedMSI", **given))
    assert config is not None
    return config


def greet(heard: Heard) -> Reply:
    return Show(card(Para(line("Hello, I am Gatepost."))))


@pytest.fixture
async def by_identity(
    teams: FakeTeams, desk: SmallDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Rig]:
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", teams.url)
    desk.decide = greet
    async with gatepost(teams, desk, tmp_path, settings) as running:
        yield running


def replies(teams: FakeTeams) -> int:
    return sum(not one.sender for one in teams.world.screen(ANNA))


async def test_one_token_of_the_identity_serves_all_turns(
    teams: FakeTeams, by_identity: Rig
) -> None:
    for number in range(5):
        assert (await teams.says(ANNA, f"hello {number}")).status == 200
    assert (replies(teams), teams.tokens) == (5, 1)


async def test_a_token_that_was_taken_back_is_fetched_anew(
    teams: FakeTeams, by_identity: Rig
) -> None:
    await teams.says(ANNA, "hello")
    teams.tokens += 1
    await teams.says(ANNA, "hello again")
    assert (replies(teams), teams.tokens) == (2, 3)


async def test_a_reply_waits_while_the_identity_cannot_be_asked(
    teams: FakeTeams, by_identity: Rig
) -> None:
    teams.identity_down = True
    assert (await teams.says(ANNA, "hello")).status == 200
    assert replies(teams) == 0
    assert sum((await by_identity.waiting()).values()) == 1
    teams.identity_down = False
    await teams.until(lambda: replies(teams) == 1, lambda: "the reply", 20.0)


async def test_the_machine_itself_is_asked_whatever_proxy_there_is(
    teams: FakeTeams, by_identity: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    passes = by_identity.app.connector.passes  # type: ignore[attr-defined]
    assert await passes.token()


async def test_another_identity_is_none_of_ours(
    teams: FakeTeams, desk: SmallDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", teams.url)
    desk.decide = greet
    other = "99999999-2222-3333-4444-555555555555"
    async with gatepost(
        teams, desk, tmp_path, lambda fake: replace(settings(fake), app_id=other)
    ) as rig:
        bearer = teams.issuer.token(teams.service_url, aud=other)
        hello = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="hello")
        assert (await teams.send(hello, token=bearer)).status == 200
        assert replies(teams) == 0
        assert sum((await rig.waiting()).values()) == 1
