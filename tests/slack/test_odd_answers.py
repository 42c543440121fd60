"""Odd things that Slack says are no end of anything."""

from __future__ import annotations

import pytest

from bot.slack.app import SlackApp
from handlers.heard import Text
from tests.fakes.slack import FakeSlack, Fault
from tests.slack.rig import SmallDesk, gatepost


async def test_a_message_with_a_link_that_looks_like_a_probe_is_heard(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    link = {"type": "link", "url": "http://e.example/?a=1&ssl_check=1&b=2"}
    said = {"type": "message", "channel": "DU1", "user": "U1", "text": "hi", "ts": "1.1"}
    await slack.event({**said, "blocks": [link]})
    assert desk.last.what == Text("hi")


@pytest.mark.parametrize("body", [b"[]", b'{"ok":true,"x":"\xff"}', b"null"])
async def test_an_odd_introduction_is_tried_again(
    slack: FakeSlack, desk: SmallDesk, body: bytes
) -> None:
    slack.fault("auth.test", Fault(body=body))
    async with gatepost(slack, desk) as app:
        assert not app.health().ok


async def test_a_retry_number_of_any_length_is_no_error(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    import aiohttp

    raw = b'{"type":"event_callback","team_id":"T1","event_id":"Ev9","event":{"type":"nothing"}}'
    headers = {"Content-Type": "application/json", "X-Slack-Retry-Num": "9" * 5000}
    async with aiohttp.ClientSession() as http:
        answer = await http.post(slack.events_url, data=raw, headers=headers | slack.signed(raw))
    assert answer.status == 200
