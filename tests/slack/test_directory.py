"""A look-up happens once, and one that fails gives less, never an error."""

from __future__ import annotations

import pytest

from bot.cache import Cache
from bot.slack.app import SlackApp
from handlers.heard import Show
from storage.tenant.people import Face
from tests.fakes.slack import FakeSlack, Fault
from tests.slack.rig import SmallDesk, card, config, gatepost


async def test_people_and_channels_are_looked_up_once(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    for _ in range(3):
        await slack.command("U1", "status <@U2>", "C1")
    assert len(await slack.called("users.info")) == 2
    assert len(await slack.called("conversations.info")) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(error="user_not_found"),
        Fault(status=500),
        Fault(body=b'{"ok": true'),
        Fault(body=b'{"ok": true, "user": null}'),
        Fault(delay=1.5),
    ],
)
async def test_somebody_who_cannot_be_looked_up_is_nobody_and_no_more_than_a_guest(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, fault: Fault
) -> None:
    slack.fault("users.info", fault)
    await slack.command("U2", "status", "C1")
    assert desk.last.who == Face("U2", "", guest=True)  # known by nothing, and no more than a guest
    assert desk.last.who.user == "U2"


async def test_a_failed_look_up_is_tried_again_soon_but_not_at_once(
    slack: FakeSlack, desk: SmallDesk
) -> None:
    now = [slack.clock()]
    slack.clock = slack.world.clock = lambda: now[0]
    slack.fault("users.info", Fault(error="internal_error"))
    async with gatepost(slack, desk):
        names = []
        for _ in range(3):
            await slack.command("U2", "status", "C1")
            names.append(desk.last.who.name)
            now[0] += 16
    assert names == ["", "", "Ben Okafor"]


async def test_a_name_that_was_known_outlives_a_failure(slack: FakeSlack, desk: SmallDesk) -> None:
    now = [slack.clock()]
    slack.clock = slack.world.clock = lambda: now[0]
    async with gatepost(slack, desk):
        await slack.command("U2", "status", "C1")
        slack.fault("users.info", Fault(status=503))
        slack.fault("conversations.info", Fault(status=503))
        now[0] += 3600
        await slack.command("U2", "status", "C1")
    assert desk.last.who.name == "Ben Okafor"
    assert desk.last.room is not None
    assert desk.last.room.name == "pilots"


async def test_without_the_scope_a_channel_is_what_the_command_says(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.methods.scopes -= {"channels:read", "groups:read"}
    for channel in ("C1", "CP", "C1"):
        await slack.command("U1", "status", channel)
    rooms = [(heard.room.name, heard.room.private) for heard in desk.heard if heard.room]
    assert rooms == [("pilots", False), ("", True), ("pilots", False)]
    assert len(await slack.called("conversations.info")) == 1


async def test_without_the_scope_a_mention_says_nothing_of_its_channel(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.methods.scopes -= {"channels:read"}
    await slack.says("U1", "<@UBOT> status", "C1")
    assert desk.last.room is None


async def test_a_slack_that_does_not_know_us_is_asked_again(
    slack: FakeSlack, desk: SmallDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.app.INTRODUCTION", 0.02)
    slack.fault("auth.test", Fault(error="invalid_auth"), Fault(status=500))
    async with gatepost(slack, desk) as app:
        assert app.health().words == "Slack does not know us: invalid_auth"
        await slack.called("bots.info")
        desk.replies.append(Show(card("Here")))
        await slack.command("U1", "status", "C1")
        assert app.health().words == "connected over HTTP"


async def test_what_bots_info_does_not_say_stops_nothing(slack: FakeSlack, desk: SmallDesk) -> None:
    slack.fault("bots.info", Fault(error="missing_scope"))
    async with gatepost(slack, desk) as app:
        assert app.health().ok


async def test_an_organisation_is_the_tenant_where_it_installed_us(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    payload = {
        **slack._interaction("block_actions", "U1"),
        "is_enterprise_install": True,
        "enterprise": {"id": "E1"},
        "team": None,
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
        "actions": [{"action_id": "go", "block_id": "b"}],
    }
    await slack.deliver(payload, "interactive")
    assert desk.last.where.tenant == "slack:E1"


async def test_a_shared_channel_belongs_to_the_team_that_installed_us(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    event = {"type": "app_mention", "channel": "C1", "user": "UX", "text": "<@UBOT> hi"}
    body = {
        "type": "event_callback",
        "event_id": "Ev9",
        "team_id": "T9",
        "authorizations": [{"team_id": "T1", "is_enterprise_install": False}],
        "event": event,
    }
    await slack.deliver(body, "events_api")
    assert desk.last.where.tenant == "slack:T1"
    assert desk.last.who.stranger


async def test_bolts_own_installation_flow_stays_off(
    slack: FakeSlack, desk: SmallDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "s")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    async with gatepost(slack, desk):
        await slack.command("U1", "status", "C1")
    assert len(desk.heard) == 1


def test_a_cache_keeps_what_was_used_last() -> None:
    now = [0.0]
    cache: Cache[int] = Cache(2, 10, lambda: now[0])
    cache.put("a", 1)
    cache.put("b", 2)
    assert cache.get("a") == 1
    cache.put("c", 3)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (1, None, 3)
    now[0] = 10
    assert cache.get("a") is None
    assert cache.stale("a") == 1
    cache.forget("a")
    assert cache.stale("a") is None


def test_the_configuration_takes_two_secrets() -> None:
    from dataclasses import replace

    fake = FakeSlack()
    both = replace(config(fake), signing_secret=" new , old ,")
    assert both.secrets == (b"new", b"old")
