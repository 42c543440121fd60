"""Socket Mode stays connected, acknowledges after the commit, and says how it is."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.slack.app import SlackApp
from handlers.heard import Done, Heard, Reply, Show, Unsaved
from tests.fakes.slack import FakeSlack, Fault
from tests.slack.rig import SmallDesk, card, config, gatepost


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.socket.CHECK", 0.05)


async def test_a_dropped_connection_is_replaced(slack: FakeSlack, desk: SmallDesk) -> None:
    async with gatepost(slack, desk, by_socket=True) as app:
        assert app.health().words == "connected over Socket Mode"
        await slack.drop_sockets()
        await slack.called("apps.connections.open", 2)
        desk.replies.append(Show(card("Still here")))
        await slack.command("U1", "status", "C1")
        assert slack.screen("U1", "C1")[-1].words == "Still here"
        assert app.health().ok


async def test_slack_may_ask_for_a_new_connection(slack: FakeSlack, desk: SmallDesk) -> None:
    async with gatepost(slack, desk, by_socket=True):
        await slack.refresh()
        await slack.called("apps.connections.open", 2)
        await slack.says("U1", "hello")
    assert len(desk.heard) == 1


async def test_a_connection_that_cannot_be_made_is_tried_again(
    slack: FakeSlack, desk: SmallDesk
) -> None:
    slack.fault("apps.connections.open", Fault(error="internal_error"), Fault(status=429))
    async with gatepost(slack, desk, by_socket=True) as app:
        health = app.health()
        assert not health.ok
        assert health.lost_for > timedelta()
        await slack.called("apps.connections.open", 3)
        await slack.says("U1", "hello")
        assert app.health().ok
        assert app.health().lost_for == timedelta()


async def test_a_socket_that_is_not_slacks_is_not_opened(
    slack: FakeSlack, desk: SmallDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = b'{"ok": true, "url": "wss://evil.example/link"}'
    slack.fault("apps.connections.open", Fault(body=body))
    async with gatepost(slack, desk, by_socket=True) as app:
        assert not app.health().ok


async def test_what_was_not_saved_is_not_acknowledged_and_comes_again(
    slack: FakeSlack, desk: SmallDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.fakes.slack.ACK_SECONDS", -0.3)
    seen: list[str] = []

    def decide(heard: Heard) -> Reply:
        seen.append(heard.key)
        return Unsaved(card("Not saved.")) if len(seen) < 3 else Done()

    desk.decide = decide
    async with gatepost(slack, desk, by_socket=True):
        await slack.event({"type": "app_home_opened", "tab": "messages", "channel": "DU1",
                           "user": "U1"}, tries=3)  # fmt: skip
    assert seen == [seen[0]] * 3


async def test_what_is_malformed_is_acknowledged_so_that_it_does_not_come_again(
    slack: FakeSlack, desk: SmallDesk
) -> None:
    async with gatepost(slack, desk, by_socket=True):
        assert (await slack.event({"type": "message", "text": 5, "channel": "D1",
                                   "user": "U1"})).status == 200  # fmt: skip
    assert desk.heard == []


async def test_what_was_begun_is_finished_at_the_end(slack: FakeSlack, desk: SmallDesk) -> None:
    desk.delay = 0.2
    async with gatepost(slack, desk, by_socket=True):
        asking = asyncio.create_task(slack.command("U1", "status", "C1"))
        await asyncio.sleep(0.1)
    assert (await asking).status == 200
    assert len(desk.heard) == 1


async def test_stopping_without_a_start_is_no_error(slack: FakeSlack, desk: SmallDesk) -> None:
    await SlackApp(config(slack, by_socket=True), desk).stop()
