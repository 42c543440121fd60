"""A strict Slack to test against: Web API, Socket Mode, and people who use it.

    async with FakeSlack() as slack:
        slack.person("U1", "Maria Lopez")
        slack.channel("C1", "pilots", {"U1"})
        slack.events_url = "http://127.0.0.1:8765/slack/events"   # or none: Socket Mode
        ... start Gatepost with slack.settings() as its environment ...
        await slack.command("U1", "start", "C1")         # /gate start, typed in #pilots
        await slack.says("U1", "2026-11-23")             # in the direct conversation
        await slack.gives("U1", "ours.yml", b"...")      # a file, there too
        await slack.press("U1", "Skip")                  # the newest button of that name they see
        await slack.submit("U1", {"name": "Invoices"})   # the window in front of them
        card = await slack.sees("U1", "Saved")           # waits until that can be read
        assert slack.refused == []                       # nothing was against Slack's rules

It keeps what Slack keeps and refuses what Slack refuses (limits, ids, wrong surface, missing text,
a trigger used twice or after 3 s, a response_url used more than 5 times, more than a message a
second in a channel, a missing scope). Answers to commands, presses and forms have to come within
3 s; events that are not acknowledged come again with the same event_id. `fault` makes a method
misbehave. Nothing here imports Gatepost.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import re
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from ssl import SSLContext
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlencode

from aiohttp import ClientSession, WSMsgType, web

from tests.fakes.slack_methods import MINIMAL, OPTIONAL, Busy, Methods, Refusal
from tests.fakes.slack_rules import Json
from tests.fakes.slack_world import (
    APP,
    BOT_USER,
    Channel,
    Message,
    User,
    View,
    World,
    pressable,
)

BOT_TOKEN, APP_TOKEN = "xoxb-fake-bot", "xapp-1-A1-fake"
SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
ACK_SECONDS = 3.0
RESPONSE_URL_USES = 5

__all__ = ["FakeSlack", "Fault", "Message", "NotAcknowledged", "View"]


class NotAcknowledged(AssertionError):
    """Gatepost answered late, not at all, or with something that Slack does not take."""


@dataclass
class Fault:
    """How one call of a method goes wrong."""

    status: int = 0  # answer with this status; 0: as usual
    error: str = ""  # answer ok: false with this error
    retry_after: str = ""
    after_acting: bool = False  # the method still does its work
    lost: bool = False  # the connection closes instead of an answer
    body: bytes | None = None  # answer with these bytes
    location: str = ""  # answer with a redirect to there
    delay: float = 0.0


@dataclass
class Call:
    """One call of the Web API."""

    method: str
    args: Json
    at: float
    status: int = 0
    answer: Json = field(default_factory=dict)


@dataclass
class Answer:
    """What Gatepost answered to one request."""

    status: int
    body: Json
    seconds: float


class FakeSlack:
    """One workspace with one app installed."""

    def __init__(
        self,
        *,
        team: str = "T1",
        scopes: frozenset[str] = MINIMAL | OPTIONAL,
        paced: bool = True,
        clock: Callable[[], float] = time.time,
        tls: SSLContext | None = None,
    ) -> None:
        self.clock, self.tls = clock, tls
        self.world = World(team, clock)
        self.methods = Methods(self.world, scopes, paced)
        self.events_url = ""
        self.balance: Callable[[], str] = lambda: self.events_url  # which of several servers
        self.mischief: Callable[[str], Fault] = lambda method: Fault()  # where no fault waits
        self.calls: list[Call] = []
        self.shown: dict[str, Message] = {}  # the newest private answer to a command, by person
        self._faults: dict[str, deque[Fault]] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._acks: dict[str, asyncio.Future[Json]] = {}
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None
        self._http: ClientSession | None = None
        self.base = ""
        self.contents: dict[str, bytes] = {}  # of shared files, by id

    # --- starting and settings ------------------------------------------------------------------

    async def __aenter__(self) -> FakeSlack:
        app = web.Application(client_max_size=4_000_000)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/hooks/{name}", self._response_url)
        app.router.add_get("/socket", self._socket)
        app.router.add_get("/files-pri/{id}/{name}", self._file)
        app.router.add_post("/upload/{id}", self._upload)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.tls)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"{'https' if self.tls else 'http'}://{host}:{port}"
        self._http = ClientSession()
        self.methods.base = self.base
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for socket in self._sockets:
            await socket.close()
        assert self._http is not None
        assert self._runner is not None
        await self._http.close()
        await self._runner.cleanup()

    @property
    def api_url(self) -> str:
        return f"{self.base}/api/"

    def settings(self, *, socket: bool = False) -> dict[str, str]:
        """Return the environment that Gatepost is started with."""
        common = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_API_URL": self.api_url}
        if socket:
            return {**common, "SLACK_APP_TOKEN": APP_TOKEN}
        return {**common, "SLACK_SIGNING_SECRET": SIGNING_SECRET}

    @property
    def refused(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """List what was against the rules: (method, error, why)."""
        return self.methods.refused

    # --- people and channels --------------------------------------------------------------------

    def person(self, user: str, name: str, **about: Any) -> User:
        """Let somebody be there; `about`: tz, email, admin, guest, bot, deleted, team."""
        found = User(user, name, about.pop("team", self.world.team), **about)
        self.world.users[user] = found
        return found

    def channel(self, channel: str, name: str, members: set[str], **about: Any) -> Channel:
        """Let a channel be there, the bot in it; `about`: private, shared, archived."""
        found = Channel(channel, name, {*members, BOT_USER}, **about)
        self.world.channels[channel] = found
        return found

    # --- what people do -------------------------------------------------------------------------

    def writes(self, user: str, text: str, channel: str = "", *, thread: str = "") -> Message:
        """Put a message there without a word to the app."""
        place = self.world.channels[channel] if channel else self.world.direct(user)
        return self.world.post(Message(self.world.ts(), place.id, user, text, [], thread=thread))

    async def says(
        self, user: str, text: str, channel: str = "", *, thread: str = "", **extra: Any
    ) -> Message:
        """Type a message: to the bot directly, or in a channel (`<@UBOT>` calls it)."""
        message = self.writes(user, text, channel, thread=thread)
        place = self.world.channels[message.channel]
        event: Json = {
            "type": "message",
            "channel": place.id,
            "user": user,
            "text": text,
            "ts": message.ts,
            "event_ts": message.ts,
            "team": self.world.users[user].team,
            **extra,
        }
        kind = "im" if place.direct else "group" if place.private else "channel"
        parent = self.world.message(place.id, thread)
        if thread and parent is not None:
            event |= {"thread_ts": thread, "parent_user_id": parent.user}
        if BOT_USER not in place.members:
            return message
        if f"<@{BOT_USER}>" in text and not place.direct:
            await self.event({**event, "type": "app_mention"})
        history = {"im": "im", "group": "groups", "channel": "channels"}[kind]
        if f"{history}:history" in self.methods.scopes:
            await self.event({**event, "channel_type": kind})
        return message

    async def gives(
        self,
        user: str,
        name: str,
        content: bytes,
        channel: str = "",
        *,
        text: str = "",
        **about: Any,
    ) -> Message:
        """Share a file, with words or none; `about` changes what Slack says of it."""
        number = f"F{self.world.number()}"
        self.contents[number] = content
        address = f"{self.base}/files-pri/{number}/{quote(name, safe='')}"
        file = {
            "id": number,
            "name": name,
            "size": len(content),
            "mode": "hosted",
            "url_private": address,
            "url_private_download": address,
            **about,
        }
        return await self.says(user, text, channel, subtype="file_share", files=[file])

    async def command(self, user: str, text: str, channel: str = "") -> Answer:
        """Type `/gate text`; what it answers privately is the newest message they see."""
        place = self.world.channels[channel] if channel else self.world.direct(user)
        name = "directmessage" if place.direct else "privategroup" if place.private else place.name
        fields = {
            "token": "legacy",
            "team_id": self.world.team,
            "team_domain": "fake",
            "channel_id": place.id,
            "channel_name": name,
            "user_id": user,
            "user_name": self.world.users[user].name,
            "command": "/gate",
            "text": self._escaped(text),
            "api_app_id": APP,
            "is_enterprise_install": "false",
            "response_url": self._new_response_url(None, place.id, user),
            "trigger_id": self.methods.trigger(user),
        }
        answer = await self.deliver(fields, "slash_commands")
        self._acknowledged(answer)
        if answer.body:
            self._private(place.id, user, answer.body)
        return answer

    async def press(
        self, user: str, label: str, *, channel: str = "", message: Message | None = None
    ) -> Answer:
        """Press a button, or choose from a menu or list, by its words: the newest they see."""

        def fits(words: str, element: Json) -> bool:
            return words == label

        return await self._use(user, channel, message, fits, label)

    async def pick(
        self, user: str, value: str, *, channel: str = "", message: Message | None = None
    ) -> Answer:
        """Pick a day (2026-11-23), a person or a channel (their ids) in the newest picker."""
        kinds = {"U": "users_select", "C": "conversations_select"}
        kind = kinds.get(value[0], "datepicker")

        def fits(words: str, element: Json) -> bool:
            return bool(element["type"] == kind)

        return await self._use(user, channel, message, fits, kind, value)

    async def _use(
        self,
        user: str,
        channel: str,
        message: Message | None,
        fits: Callable[[str, Json], bool],
        wanted: str,
        value: str = "",
    ) -> Answer:
        """Wait until the newest fitting element can be seen, and use it."""

        def found() -> tuple[Message, Json, Json, Json | None] | None:
            for shown in [message] if message else self.screen(user, channel)[::-1]:
                for words, block, element, option in pressable(shown.blocks):
                    if fits(words, element):
                        return shown, block, element, option
            return None

        await self._until(found, 5.0, lambda: f"{wanted!r} in {self._labels(user, channel)}")
        part = found()
        assert part is not None
        return await self.act(user, *part, value)

    async def act(
        self,
        user: str,
        message: Message,
        block: Json,
        element: Json,
        option: Json | None,
        value: str = "",
    ) -> Answer:
        """Send the `block_actions` of one element."""
        action: Json = {
            key: element[key] for key in ("type", "action_id", "value") if key in element
        }
        action |= {"block_id": block["block_id"], "action_ts": self.world.ts()}
        keys = {
            "datepicker": "selected_date",
            "users_select": "selected_user",
            "conversations_select": "selected_conversation",
        }
        if option is not None:
            action["selected_option"] = option
        elif value:
            action[keys[element["type"]]] = value
        url = message.response_url or self._new_response_url(message, message.channel, user)
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": bool(message.only_for),
        }
        payload = {
            **self._interaction("block_actions", user),
            "container": container | ({"thread_ts": message.thread} if message.thread else {}),
            "channel": {
                "id": message.channel,
                "name": self.world.channels[message.channel].name or "directmessage",
            },
            "response_url": url,
            "actions": [action],
        }
        if not message.only_for:
            payload["message"] = {"ts": message.ts, "text": message.text, "blocks": message.blocks}
        answer = await self.deliver(payload, "interactive")
        self._acknowledged(answer)
        return answer

    async def press_in_window(self, user: str, label: str) -> Answer:
        """Press a button in the window in front of somebody."""
        window = self.window(user)
        assert window is not None, f"{user} has no window open"
        found = [part for part in pressable(window.view["blocks"]) if part[0] == label]
        assert found, f"nothing called {label!r} in {window.words}"
        _, block, element, _ = found[0]
        action = {key: element[key] for key in ("type", "action_id", "value") if key in element}
        payload = {
            **self._interaction("block_actions", user),
            "container": {"type": "view", "view_id": window.id},
            "view": self._view(window, {}),
            "actions": [action | {"block_id": block["block_id"], "action_ts": self.world.ts()}],
        }
        answer = await self.deliver(payload, "interactive")
        self._acknowledged(answer)
        return answer

    def _view(self, window: View, state: Json) -> Json:
        return {
            **window.view,
            "id": window.id,
            "hash": "1.fake",
            "team_id": self.world.team,
            "app_id": APP,
            "root_view_id": window.root,
            "previous_view_id": window.previous or None,
            "state": {"values": state},
        }

    async def submit(self, user: str, values: dict[str, str]) -> Answer:
        """Fill the window in front of somebody (options by value or label) and send it."""
        window = self.window(user)
        assert window is not None, f"{user} has no window open"
        unknown = values.keys() - window.fields.keys()
        assert not unknown, f"no such fields {unknown}: {list(window.fields)}"
        state = {
            name: {
                block["element"]["action_id"]: self._filled(block, values.get(name)),
            }
            for name, block in window.fields.items()
        }
        payload = {**self._interaction("view_submission", user), "view": self._view(window, state)}
        answer = await self.deliver(payload, "interactive")
        self._acknowledged(answer)
        self._after_submit(window, answer.body)
        return answer

    async def opens(self, user: str) -> None:
        """Open the direct conversation with the bot."""
        channel = self.world.direct(user).id
        await self.event(
            {"type": "app_home_opened", "user": user, "channel": channel, "tab": "messages"}
        )

    async def joins(self, user: str, channel: str) -> None:
        self.world.channels[channel].members.add(user)
        event = {"type": "member_joined_channel", "user": user, "channel": channel}
        await self.event({**event, "team": self.world.team})

    async def leaves(self, user: str, channel: str) -> None:
        self.world.channels[channel].members.discard(user)
        event = {"type": "member_left_channel", "user": user, "channel": channel}
        await self.event({**event, "team": self.world.team})

    async def archives(self, user: str, channel: str) -> None:
        self.world.channels[channel].archived = True
        await self.event({"type": "channel_archive", "channel": channel, "user": user})

    async def renames(self, channel: str, name: str) -> None:
        self.world.channels[channel].name = name
        about = {"id": channel, "name": name, "created": 1}
        await self.event({"type": "channel_rename", "channel": about})

    async def changes(self, user: str, **about: Any) -> None:
        """Change a profile."""
        for key, value in about.items():
            setattr(self.world.users[user], key, value)
        profile = self.world.users[user].profile(self.world.team, email=True)
        await self.event({"type": "user_change", "user": profile})

    # --- what people see ------------------------------------------------------------------------

    def screen(self, user: str, channel: str = "") -> list[Message]:
        """List what somebody sees, oldest first; without a channel: their own conversation."""
        place = self.world.channels[channel] if channel else self.world.direct(user)
        return [message for message in place.messages if message.only_for in {"", user}]

    def window(self, user: str) -> View | None:
        """Return the window in front of somebody."""
        stack = self.world.windows.get(user)
        return stack[-1] if stack else None

    async def sees(
        self, user: str, words: str, channel: str = "", *, seconds: float = 30.0
    ) -> Message:
        """Wait until the words can be read by somebody, and return the newest such message."""

        def found() -> Message | None:
            shown = self.screen(user, channel)[::-1]
            return next((message for message in shown if words in message.words), None)

        await self._until(found, seconds, lambda: f"{words!r} in {self._read(user, channel)}")
        message = found()
        assert message is not None
        return message

    async def sees_window(self, user: str, words: str = "", *, seconds: float = 30.0) -> View:
        """Wait until a window with these words is in front of somebody."""

        def found() -> View | None:
            window = self.window(user)
            return window if window is not None and words in window.words else None

        await self._until(found, seconds, lambda: f"a window with {words!r}; {self.refused}")
        window = found()
        assert window is not None
        return window

    async def called(self, method: str, times: int = 1, *, seconds: float = 30.0) -> list[Call]:
        """Wait until a method was called so many times."""
        await self._until(
            lambda: len(self._calls(method)) >= times,
            seconds,
            lambda: f"{times} calls of {method}: {[call.method for call in self.calls]}",
        )
        return self._calls(method)

    def _calls(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def _until(
        self, found: Callable[[], object], seconds: float, wanted: Callable[[], str]
    ) -> None:
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: bool(found()))
        except TimeoutError:
            raise AssertionError(f"waited {seconds} s for {wanted()}") from None

    def _labels(self, user: str, channel: str) -> list[str]:
        return [label for message in self.screen(user, channel) for label in message.labels]

    def _read(self, user: str, channel: str) -> list[str]:
        return [message.words for message in self.screen(user, channel)][-5:]

    # --- what goes wrong ------------------------------------------------------------------------

    def fault(self, method: str, *faults: Fault) -> None:
        """Make the next calls of a method go wrong, one fault each."""
        self._faults.setdefault(method, deque()).extend(faults)

    async def drop_sockets(self) -> None:
        """Close every Socket Mode connection."""
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            await socket.close()

    async def refresh(self) -> None:
        """Ask the app to connect anew, as Slack does every few hours."""
        for socket in list(self._sockets):
            await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    # --- sending to Gatepost --------------------------------------------------------------------

    async def event(self, event: Json, *, event_id: str = "", tries: int = 4) -> Answer:
        """Deliver an event, again with the same id while it is not acknowledged."""
        body = {
            "token": "legacy",
            "team_id": self.world.team,
            "api_app_id": APP,
            "event": {"event_ts": self.world.ts(), **event},
            "type": "event_callback",
            "event_id": event_id or f"Ev{self.world.number()}",
            "event_time": int(self.clock()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": self.world.team,
                    "user_id": BOT_USER,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
        }
        answer = Answer(0, {}, 0.0)
        for attempt in range(tries):
            answer = await self.deliver(body, "events_api", attempt)
            if answer.status == 200 and answer.seconds <= ACK_SECONDS:
                break
            await asyncio.sleep(0.05)
        return answer

    async def connected(self, seconds: float = 30.0) -> None:
        """Wait for a Socket Mode connection; raises TimeoutError where none comes."""
        async with asyncio.timeout(seconds):
            while not any(not socket.closed for socket in self._sockets):  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def deliver(self, payload: Json, kind: str, attempt: int = 0) -> Answer:
        """Hand a payload over, by HTTP or by Socket Mode; status 0: no answer in time."""
        start = time.monotonic()
        try:
            async with asyncio.timeout(ACK_SECONDS + 0.5):
                if self.events_url:
                    status, body = await self._by_http(payload, kind, attempt)
                else:
                    status, body = await self._by_socket(payload, kind, attempt)
        except TimeoutError:
            status, body = 0, {}
        return Answer(status, body, time.monotonic() - start)

    async def _by_http(self, payload: Json, kind: str, attempt: int) -> tuple[int, Json]:
        if kind == "events_api":
            raw, content = json.dumps(payload).encode(), "application/json"
        else:
            fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
            raw, content = urlencode(fields).encode(), "application/x-www-form-urlencoded"
        headers = {"Content-Type": content, **self.signed(raw)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": "http_error"}
        assert self._http is not None
        async with self._http.post(self.balance(), data=raw, headers=headers) as response:
            return response.status, self._body(await response.text())

    def signed(self, raw: bytes, *, secret: str = SIGNING_SECRET, at: int = 0) -> dict[str, str]:
        """Return the headers by which Slack signs a body."""
        seconds = str(at or int(self.clock()))
        base = b"v0:" + seconds.encode() + b":" + raw
        digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": seconds, "X-Slack-Signature": f"v0={digest}"}

    async def _by_socket(self, payload: Json, kind: str, attempt: int) -> tuple[int, Json]:
        async with self._changed:
            await self._changed.wait_for(lambda: any(not s.closed for s in self._sockets))
        envelope = f"env-{self.world.number()}"
        waiting: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._acks[envelope] = waiting
        socket = next(socket for socket in self._sockets[::-1] if not socket.closed)
        message = {
            "envelope_id": envelope,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
            "retry_attempt": attempt,
        }
        await socket.send_json(message)
        return 200, (await waiting).get("payload") or {}

    def _body(self, text: str) -> Json:
        if not text:
            return {}
        try:
            body = json.loads(text)
        except ValueError:
            raise NotAcknowledged(f"no JSON: {text[:200]!r}") from None
        assert isinstance(body, dict)
        return body

    def _acknowledged(self, answer: Answer) -> None:
        if answer.status != 200 or answer.seconds > ACK_SECONDS:
            raise NotAcknowledged(f"status {answer.status} after {answer.seconds:.2f} s")

    def _interaction(self, kind: str, user: str) -> Json:
        return {
            "type": kind,
            "team": {"id": self.world.team, "domain": "fake"},
            "user": {"id": user, "name": user.lower(), "team_id": self.world.users[user].team},
            "api_app_id": APP,
            "token": "legacy",
            "trigger_id": self.methods.trigger(user),
            "is_enterprise_install": False,
            "enterprise": None,
        }

    def _escaped(self, text: str) -> str:
        """Write a command's text as should_escape does; mentions stay mentions."""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return re.sub(r"&lt;@(\w+)&gt;", lambda m: f"<@{m[1]}|{self.world.users[m[1]].name}>", text)

    def _filled(self, block: Json, value: str | None) -> Json:
        """Return what an input holds, having checked what Slack's own window checks."""
        element, name = block["element"], block["block_id"]
        kind = element["type"]
        if value is None:
            return self._as_opened(block)
        several = kind.startswith("multi_") or kind == "checkboxes"
        parts = [part for part in value.split(",") if part] if several else [value]
        if kind == "plain_text_input":
            assert len(value) <= element.get("max_length", 3000), f"{name} is too long"
            return {"type": kind, "value": value or None}
        if kind == "datepicker":
            return {"type": kind, "selected_date": value or None}
        if "user" in kind or "conversation" in kind:
            assert all(map(self.world.exists, parts)), f"{name}: no such id in {value}"
            key = "user" if "user" in kind else "conversation"
            return {
                "type": kind,
                f"selected_{key}{'s' if several else ''}": parts if several else value,
            }
        options = [option for _, _, _, option in pressable([block]) if option is not None]
        chosen = [
            option
            for part in parts
            for option in options
            if part in {option["value"], option["text"]["text"]}
        ]
        assert len(chosen) == len(parts), f"{name} offers no {value!r}"
        if several:
            return {"type": kind, "selected_options": chosen}
        return {"type": kind, "selected_option": chosen[0]}

    def _as_opened(self, block: Json) -> Json:
        element = block["element"]
        initial = {key[8:]: value for key, value in element.items() if key.startswith("initial_")}
        if not initial:
            assert block.get("optional"), f"{block['block_id']} must be filled"
        if "value" in initial:
            return {"type": element["type"], "value": initial["value"]}
        kinds = {"users_select": "user", "datepicker": "date", "plain_text_input": "value"}
        key, value = next(iter(initial.items()), (kinds.get(element["type"], "option"), None))
        name = key if key == "value" else f"selected_{key}"
        return {"type": element["type"], name: value}

    def _after_submit(self, window: View, body: Json) -> None:
        """Do to the windows what the answer to a form says."""
        stack = self.world.windows[window.user]
        match body.get("response_action"):
            case None:
                if body:
                    raise NotAcknowledged(f"a form is answered by a response_action: {body}")
                stack.pop()
            case "clear":
                stack.clear()
            case "errors":
                unknown = body["errors"].keys() - window.fields.keys()
                if unknown or not body["errors"]:
                    raise NotAcknowledged(f"errors of no field: {body['errors']}")
                window.errors = body["errors"]
            case "update":
                self.methods.check_view(body["view"])
                window.view, window.errors = body["view"], {}
            case "push":
                self.methods.shown(window.user, body["view"])
            case other:
                raise NotAcknowledged(f"unknown response_action {other!r}")

    def _private(self, channel: str, user: str, body: Json) -> None:
        """Show the answer to a command."""
        if body.get("response_type", "ephemeral") != "ephemeral":
            raise NotAcknowledged("/gate answers privately")
        try:
            self.methods.check_message(body)
        except Refusal as refusal:
            self.refused.append(("command answer", refusal.error, refusal.details))
            raise NotAcknowledged(f"{refusal.error}: {refusal.details}") from None
        message = Message(
            self.world.ts(), channel, user="", text=body["text"], blocks=body.get("blocks") or []
        )
        message.only_for = user
        self.shown[user] = self.world.post(message)

    # --- the servers ----------------------------------------------------------------------------

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        args = await self._args(request)
        call = Call(method, args, self.clock())
        self.calls.append(call)
        await self._notify()
        faults = self._faults.get(method)
        fault = faults.popleft() if faults else self.mischief(method)
        await asyncio.sleep(fault.delay)
        failing = fault.status or fault.error or fault.lost or fault.body is not None
        if failing and not fault.after_acting:
            response = self._faulty(fault)
        else:
            answer = self._run(request, method, args)
            response = self._faulty(fault) if failing else answer
        call.status = response.status
        await self._notify()
        if fault.lost and request.transport is not None:
            request.transport.close()
        return response

    async def _file(self, request: web.Request) -> web.StreamResponse:
        """Hand a shared file out; who may not have it is led to a page to log in."""
        self.calls.append(Call("files", dict(request.match_info), self.clock()))
        faults = self._faults.get("files")
        fault = faults.popleft() if faults else Fault()
        await asyncio.sleep(fault.delay)
        await self._notify()
        if fault.lost and request.transport is not None:
            request.transport.close()
        if fault.status or fault.body is not None or fault.location:
            return self._faulty(fault)
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token != BOT_TOKEN or "files:read" not in self.methods.scopes:
            raise web.HTTPFound(f"{self.base}/login")
        content = self.contents.get(request.match_info["id"])
        if content is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type="application/octet-stream")

    async def _upload(self, request: web.Request) -> web.Response:
        """Take a picture at the address that was handed out for it."""
        self.methods.uploaded[request.match_info["id"]] = await request.read()
        return web.Response(text="OK")

    def _run(self, request: web.Request, method: str, args: Json) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            if method == "apps.connections.open":
                if token != APP_TOKEN:
                    raise Refusal("invalid_auth")
                url = f"{self.base.replace('http', 'ws')}/socket?ticket={self.world.number()}"
                return web.json_response({"ok": True, "url": url})
            if token != BOT_TOKEN:
                raise Refusal("invalid_auth")
            scopes = ",".join(sorted(self.methods.scopes))
            answer = self.methods.call(method, args)
            return web.json_response(answer, headers={"X-OAuth-Scopes": scopes})
        except Busy:
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "1"}
            )
        except Refusal as refusal:
            return web.json_response(
                {
                    "ok": False,
                    "error": refusal.error,
                    "response_metadata": {"messages": refusal.details},
                }
            )

    def _faulty(self, fault: Fault) -> web.Response:
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        if fault.location:
            headers["Location"] = fault.location
        if fault.body is not None:
            return web.Response(body=fault.body, content_type="application/json", charset="utf-8")
        error = fault.error or ("ratelimited" if fault.status == 429 else "internal_error")
        return web.json_response(
            {"ok": False, "error": error}, status=fault.status or 200, headers=headers
        )

    async def _args(self, request: web.Request) -> Json:
        if request.content_type == "application/json":
            body = await request.json()
            assert isinstance(body, dict)
            return body
        fields = dict((await request.post()).items()) | dict(request.query)
        return {
            key: json.loads(value)
            if isinstance(value, str) and value[:1] in "[{" and value
            else value
            for key, value in fields.items()
        }

    def _new_response_url(self, message: Message | None, channel: str, user: str) -> str:
        name = f"r{self.world.number()}"
        self.methods.response_urls[name] = (0, message, channel, user)
        return f"{self.base}/hooks/{name}"

    async def _response_url(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        uses, message, channel, user = self.methods.response_urls.get(name, (99, None, "", ""))
        if uses >= RESPONSE_URL_USES:
            self.refused.append(("response_url", "used_url", ()))
            return web.Response(status=404, text="used_url")
        self.methods.response_urls[name] = (uses + 1, message, channel, user)
        body = await request.json()
        try:
            self.methods.check_message(body)
        except Refusal as refusal:
            self.refused.append(("response_url", refusal.error, refusal.details))
            return web.Response(status=400, text=refusal.error)
        if body.get("replace_original") and message is not None:
            self.methods.replace(message, body)
        else:
            self._private(channel, user, body)
        await self._notify()
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self._sockets.append(socket)
        await self._notify()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                acknowledged = json.loads(message.data)
                waiting = self._acks.pop(acknowledged["envelope_id"], None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(acknowledged)
        return socket

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()
