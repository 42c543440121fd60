"""Every slack.* entry of bad_inputs.json, where it can be shown at Slack's own door.

What an entry wants of rights, of the interview or of the purge is the desk's; here it is shown
that the desk hears the right thing, under the right tenant and key.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.slack.app import SlackApp
from handlers.cards import Button, Buttons, Card, Form, TextField
from handlers.heard import Invalid, Left, Open, Press, RoomNews, Show, Text, Uninstalled
from tests.fakes.slack import FakeSlack, Fault
from tests.sender.rig import rig
from tests.slack.rig import SmallDesk, card

Entry: TypeAlias = dict[str, Any]
Showing: TypeAlias = Callable[[FakeSlack, SmallDesk, Entry], Awaitable[None]]

ENTRIES: list[Entry] = [
    entry
    for entry in json.loads((Path(__file__).parents[1] / "data/bad_inputs.json").read_text())
    if entry["where"].startswith("slack.")
]
PREVIOUS = "the-secret-before-this-one"


def these(where: str) -> list[Any]:
    return [pytest.param(entry, id=entry["id"]) for entry in ENTRIES if entry["where"] == where]


def raw_body(given: Any) -> tuple[bytes, str]:
    """Make the bytes that an entry describes, and their type."""
    if "form" in given:
        return urlencode(given["form"]).encode(), "application/x-www-form-urlencoded"
    if "raw_hex" in given:
        return bytes.fromhex(given["raw_hex"]), "application/json"
    if "raw" not in given:
        return json.dumps(given.get("body", {})).encode(), "application/json"
    raw = given["raw"]
    text = raw if isinstance(raw, str) else raw["pre"] + raw["text"] * raw["n"] + raw["post"]
    return text.encode(), "application/json"


def headers_of(slack: FakeSlack, raw: bytes, given: Any) -> dict[str, str]:
    secret = {"secret": PREVIOUS} if "signed_with" in given else {}
    stamp = given.get("timestamp", "")
    shifted = int(slack.clock()) + int(stamp) if stamp[:1] in {"+", "-"} else 0
    headers = slack.signed(raw, at=shifted, **secret)
    if stamp and not shifted:
        headers["X-Slack-Request-Timestamp"] = stamp
    if "signature" in given:
        headers["X-Slack-Signature"] = given["signature"]
    if "content_encoding" in given:
        headers["Content-Encoding"] = given["content_encoding"]
    return headers


async def answer_to(slack: FakeSlack, given: Any) -> int:
    raw, kind = raw_body(given)
    headers = {"Content-Type": kind, **headers_of(slack, raw, given)}
    async with (
        aiohttp.ClientSession() as session,
        session.request(
            given.get("method", "POST"), slack.events_url, data=raw, headers=headers
        ) as response,
    ):
        assert "Traceback" not in await response.text()
        return response.status


@pytest.mark.parametrize("entry", these("slack.http"))
async def test_requests(
    slack: FakeSlack,
    desk: SmallDesk,
    app: SlackApp,
    entry: Entry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    given, outcome = entry["input"], entry["outcome"]
    now = slack.clock()
    app.asgi.clock = slack.clock = lambda: now  # a slow machine makes no request too old
    if "signed_with" in given:
        app.asgi.secrets = (*app.asgi.secrets, PREVIOUS.encode())  # the rotation window is open
    statuses = [await answer_to(slack, given) for _ in range(given.get("times", 1))]
    if outcome.startswith("http_"):
        allowed = {int(outcome.removeprefix("http_"))}
        allowed |= {400} if "raw_hex" in given else set()
        assert set(statuses) <= allowed
    else:
        assert set(statuses) == {200}
    acted = outcome in {"ok", "dedupe"} or "signed_with" in given
    assert len(desk.heard) == (1 if acted else 0)
    assert "Traceback" not in caplog.text
    assert '"event_callback"' not in caplog.text
    if "signed_with" in given:
        app.asgi.secrets = app.asgi.secrets[:1]  # and closed
        assert await answer_to(slack, given) == 401


async def noop(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    event = {"channel": "DU1", "ts": "1.1", "channel_type": "im", **entry["input"]}
    assert (await slack.event(event)).status == 200
    assert desk.heard == []


async def heard_as_a_reply(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    event = {"channel": "C1", "ts": "1.1", "parent_user_id": "UBOT", **entry["input"]}
    desk.replies.append(Show(card("This question is not yours.")))
    await slack.event(event)
    assert desk.last.what == Text("yes")
    assert desk.last.who.user == "U_NOT_ASSIGNED"
    assert desk.last.who.guest
    assert desk.last.where.thread == "question-thread"


async def heard_with_its_own_time(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    event = {"channel": "DU1", **entry["input"]}
    await slack.event({**event, "ts": "1700000002.000100", "event_ts": "1700000002.000100"})
    await slack.event({**event, "ts": "1700000001.000100", "event_ts": "1700000001.000100"})
    assert desk.heard[0].at > desk.heard[1].at


async def heard_as_uninstalled(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    await slack.event(entry["input"], event_id="Ev-once")
    await slack.event(entry["input"], event_id="Ev-once")
    assert [heard.what for heard in desk.heard] == [Uninstalled()]


async def heard_as_archived(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    await slack.event(entry["input"])
    assert isinstance(desk.last.what, RoomNews)
    assert desk.last.what.room.archived


async def heard_as_our_leaving(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    await slack.event(entry["input"])
    assert desk.last.what == Left("C_DIGEST")


EVENTS: dict[str, Showing] = {
    "BI-177": noop,
    "BI-179": noop,
    "BI-181": noop,
    "BI-183": noop,
    "BI-185": heard_as_a_reply,
    "BI-187": heard_with_its_own_time,
    "BI-189": heard_as_uninstalled,
    "BI-191": heard_as_archived,
    "BI-193": heard_as_our_leaving,
    "BI-195": noop,
}


@pytest.mark.parametrize("entry", these("slack.event"))
async def test_events(slack: FakeSlack, desk: SmallDesk, app: SlackApp, entry: Entry) -> None:
    await EVENTS[entry["id"]](slack, desk, entry)


def pressed(slack: FakeSlack, given: Entry) -> Entry:
    """Fill in what every press has."""
    return {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "trigger_id": slack.methods.trigger("U1"),
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
        "channel": {"id": "C1", "name": "pilots"},
        **given,
    }


async def old_button(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    desk.replies.append(Show(card("This button is from an older version.")))
    answer = await slack.deliver(pressed(slack, entry["input"]), "interactive")
    assert answer.status == 200
    assert desk.pressed.verb == "nope"
    await slack.sees("U1", "from an older version", "C1")


async def malformed_press(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    answer = await slack.deliver(pressed(slack, entry["input"]), "interactive")
    assert answer.status == 400


async def pressed_within_the_tenant(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    await slack.deliver(pressed(slack, entry["input"]), "interactive")
    assert desk.last.where.tenant == "slack:T1"
    action = entry["input"]["actions"][0]
    assert desk.pressed.verb == action["action_id"]
    assert desk.pressed.ref == (
        action.get("value") or action.get("selected_option", {}).get("value", "")
    )


async def pressed_by_whoever_pressed(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    await slack.deliver(pressed(slack, entry["input"]), "interactive")
    assert desk.last.who.user == "U_NOT_APPROVER"


async def form_with_nothing_in_it(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    desk.replies += [Open(Form("Ask", (TextField("name", "Name"),), "ask")), Invalid({"name": "?"})]
    await slack.command("U1", "ask", "C1")
    window = await slack.sees_window("U1")
    payload = pressed(slack, entry["input"])
    payload["view"] = {**window.view, "id": window.id, **payload["view"]}
    answer = await slack.deliver(payload, "interactive")
    assert answer.body == {"response_action": "errors", "errors": {"name": "?"}}
    assert desk.pressed == Press("ask", "", {}, form=True)


async def foreign_response_url(slack: FakeSlack, desk: SmallDesk, entry: Entry) -> None:
    buttons = Buttons((Button("Next", "next"),))
    desk.replies += [Show(Card("One", (buttons,))), Show(card("Two"))]
    await slack.command("U1", "status", "C1")
    payload = pressed(slack, entry["input"]) | {
        "actions": [{"type": "button", "action_id": "next", "block_id": "b"}]
    }
    payload["container"] |= {"is_ephemeral": True}
    await slack.deliver(payload, "interactive")
    assert (await slack.sees("U1", "Two", "C1")).only_for == "U1"
    assert [call.method for call in slack.calls][-1] == "chat.postEphemeral"


ACTIONS: dict[str, Showing] = {
    "BI-196": old_button,
    "BI-198": malformed_press,
    "BI-200": pressed_within_the_tenant,
    "BI-202": pressed_by_whoever_pressed,
    "BI-204": pressed_within_the_tenant,
    "BI-206": pressed_within_the_tenant,
    "BI-208": form_with_nothing_in_it,
    "BI-210": foreign_response_url,
}


@pytest.mark.parametrize("entry", these("slack.action"))
async def test_actions(slack: FakeSlack, desk: SmallDesk, app: SlackApp, entry: Entry) -> None:
    await ACTIONS[entry["id"]](slack, desk, entry)


def after(*faults: Fault) -> tuple[Fault, ...]:
    return faults


API: dict[str, tuple[tuple[Fault, ...], dict[str, int], int]] = {
    # (what goes wrong, what stays in the outbox, messages in the channel)
    "BI-310": (after(Fault(status=429, retry_after="1")), {}, 1),
    "BI-312": (after(Fault(status=429, retry_after="soon")), {"pending": 1}, 0),
    "BI-314": (after(Fault(status=500, after_acting=True)), {}, 1),
    "BI-316": (after(Fault(lost=True, after_acting=True)), {}, 1),
    "BI-318": (after(Fault(body=b'{"ok": \xff', after_acting=True)), {}, 1),
    "BI-320": (after(Fault(error="is_archived")), {"dead": 1}, 0),
    "BI-322": (after(Fault(error="msg_blocks_too_long")), {}, 1),
    "BI-324": (after(Fault(status=302, location="http://localhost:1/")), {}, 1),
}


@pytest.mark.parametrize("entry", these("slack.api"))
async def test_answers_of_the_api(slack: FakeSlack, tmp_path: Path, entry: Entry) -> None:
    faults, left, shown = API[entry["id"]]
    slack.fault("chat.postMessage", *faults)
    async with rig(slack, tmp_path) as out, out.running():
        await out.put("k1")
        await slack.called("chat.postMessage")
        await out.settled(**left)
    assert len(slack.world.channels["C1"].messages) == shown
