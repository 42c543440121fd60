"""Nothing reads a request before its raw bytes are known to be Slack's."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import hmac
import json
import socket
from urllib.parse import urlencode, urlsplit

import aiohttp
import pytest

from bot.slack.app import SlackApp
from bot.slack.signature import is_signed
from tests.fakes.slack import SIGNING_SECRET, FakeSlack
from tests.slack.rig import SmallDesk

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HELLO = {
    "type": "event_callback",
    "team_id": "T1",
    "event_id": "Ev1",
    "event": {"type": "message", "channel": "D1", "user": "U1", "text": "hi", "ts": "1.1"},
}


async def send(
    slack: FakeSlack, raw: bytes, headers: dict[str, str] | None = None, method: str = "POST"
) -> int:
    """Send bytes, signed unless the headers say otherwise."""
    given = JSON if headers is None else headers
    signed = {} if "X-Slack-Signature" in given else slack.signed(raw)
    async with (
        aiohttp.ClientSession() as session,
        session.request(
            method, slack.events_url, data=raw, headers={**signed, **given}
        ) as response,
    ):
        return response.status


async def test_the_challenge_is_answered(slack: FakeSlack, app: SlackApp) -> None:
    raw = json.dumps({"type": "url_verification", "challenge": "c"}).encode()
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.events_url, data=raw, headers={**JSON, **slack.signed(raw)}) as answer,
    ):
        assert await answer.json() == {"challenge": "c"}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
async def test_only_post_is_answered(slack: FakeSlack, app: SlackApp, method: str) -> None:
    assert await send(slack, b"{}", method=method) == 405


async def test_a_body_that_is_too_long_is_refused(slack: FakeSlack, app: SlackApp) -> None:
    assert await send(slack, b" " * 1_000_001) == 413


async def test_a_body_that_never_ends_is_refused(slack: FakeSlack, app: SlackApp) -> None:
    async def endless() -> object:
        for _ in range(30):
            yield b" " * 65_536

    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.events_url, data=endless(), headers=JSON) as answer,
    ):
        assert answer.status == 413


async def test_a_length_that_is_none_is_refused(slack: FakeSlack, app: SlackApp) -> None:
    parts = urlsplit(slack.events_url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as line:
        line.sendall(
            b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999999\r\n\r\n"
        )
        line.setblocking(False)
        answer = await asyncio.get_running_loop().sock_recv(line, 100)
    assert b" 413 " in answer


async def test_a_compressed_body_is_refused(slack: FakeSlack, app: SlackApp) -> None:
    raw = gzip.compress(json.dumps(HELLO).encode())
    assert await send(slack, raw, {**JSON, "Content-Encoding": "gzip"}) == 415


@pytest.mark.parametrize(
    "raw",
    [
        b"[]",
        b"null",
        b'"text"',
        b"{",
        b"",
        b'{"type": NaN}',
        b"[" * 100_000,
        b'{"a":"\xff"}',
        b'{"type": 1}',
        b"{}",
        json.dumps({**HELLO, "event_id": None}).encode(),
        json.dumps({**HELLO, "event_id": 7}).encode(),
        json.dumps({**HELLO, "team_id": None}).encode(),
        json.dumps({**HELLO, "event": []}).encode(),
        json.dumps({**HELLO, "event": {"type": []}}).encode(),
        json.dumps({**HELLO, "event": {**HELLO["event"], "text": 5}}).encode(),  # type: ignore[dict-item]
        json.dumps({**HELLO, "event": {**HELLO["event"], "channel": {}}}).encode(),  # type: ignore[dict-item]
        json.dumps({"type": "block_actions", "team": {"id": "T1"}, "actions": [1]}).encode(),
        json.dumps({"type": "block_actions", "team": 5, "actions": []}).encode(),
        json.dumps({"type": "view_submission", "view": {"state": {"values": []}}}).encode(),
        json.dumps({"type": "view_submission", "view": "x", "user": {"id": "U1"}}).encode(),
        json.dumps({"type": "url_verification", "challenge": 5}).encode(),
    ],
)
async def test_what_is_signed_but_malformed_is_400(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, raw: bytes
) -> None:
    assert await send(slack, raw) == 400
    assert desk.heard == []


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff=1",
        urlencode({"payload": "{bad"}).encode(),
        urlencode({"payload": "[]"}).encode(),
        urlencode({"command": "/gate", "text": "help"}).encode(),
        b"",
    ],
)
async def test_a_form_that_is_malformed_is_400(slack: FakeSlack, app: SlackApp, raw: bytes) -> None:
    assert await send(slack, raw, FORM) == 400


async def test_an_unsigned_request_is_not_parsed_and_leaves_no_word_in_the_log(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    raw = json.dumps({**HELLO, "secret": "hush-hush"}).encode()
    assert await send(slack, raw, {**JSON, "X-Slack-Signature": "v0=00"}) == 401
    assert desk.heard == []
    assert "hush-hush" not in caplog.text


async def test_a_header_that_comes_twice_is_refused(slack: FakeSlack, app: SlackApp) -> None:
    raw = json.dumps(HELLO).encode()
    pairs = [*JSON.items(), *slack.signed(raw).items(), ("X-Slack-Signature", "v0=00")]
    async with (
        aiohttp.ClientSession() as session,
        session.post(slack.events_url, data=raw, headers=pairs) as answer,
    ):
        assert answer.status == 400


@pytest.mark.parametrize(
    ("timestamp", "valid"),
    [
        (b"1000", True),
        (b"700", True),
        (b"1300", True),
        (b"699", False),
        (b"1301", False),
        (b" 1000", False),
        (b"1000.0", False),
        (b"1_000", False),
        (b"+1000", False),
        ("\u0661\u0660\u0660\u0660".encode(), False),
        (b"", False),
    ],
)
def test_a_timestamp_is_exact_and_recent(timestamp: bytes, valid: bool) -> None:
    digest = hmac.new(b"s", b"v0:" + timestamp + b":x", hashlib.sha256).hexdigest()
    assert is_signed([b"s"], timestamp, f"v0={digest}".encode(), b"x", 1000.0) is valid


def test_without_a_secret_nothing_is_signed() -> None:
    assert not is_signed([], b"1000", b"v0=", b"", 1000.0)


async def test_nothing_is_taken_before_the_start(slack: FakeSlack, desk: SmallDesk) -> None:
    from starlette.applications import Starlette

    from tests.slack.rig import config, serving

    app = SlackApp(config(slack), desk)
    async with serving(Starlette(routes=list(app.routes))) as url:
        slack.events_url = f"{url}/slack/events"
        assert await send(slack, json.dumps(HELLO).encode()) == 503
    assert app.health().words == "Slack does not know us: not started"


def test_secrets_are_never_shown(slack: FakeSlack) -> None:
    from tests.slack.rig import config

    assert SIGNING_SECRET not in repr(config(slack))
