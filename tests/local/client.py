"""A browser without a browser: what it sends, byte for byte, and what it gets."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.local.rig import Rig

Frame = dict[str, Any]

_keys = count(10_000_000)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


def ask(
    rig: Rig,
    path: str = "/",
    method: str = "GET",
    *,
    host: str | None = None,
    cookie: bool = True,
    origin: str = "",
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", rig.port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host=True)
        if host != "":
            connection.putheader("Host", host or f"127.0.0.1:{rig.port}")
        if cookie:
            connection.putheader("Cookie", f"gatepost_{rig.port}={rig.token}")
        if origin:
            connection.putheader("Origin", origin)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read().decode())
    finally:
        connection.close()


@contextmanager
def line(
    rig: Rig,
    user: str = "UANNA",
    after: str = "0",
    *,
    origin: str | None = "its own",
    cookie: str = "gatepost_{port}={token}",
) -> Iterator[ClientConnection]:
    """Open a WebSocket as the page does; keywords change what it sends along."""
    headers = {"Cookie": cookie.format(port=rig.port, token=rig.token)}
    own = Origin(rig.origin) if origin == "its own" else origin and Origin(origin)
    url = f"ws://127.0.0.1:{rig.port}/ws?as={user}&after={after}"
    with connect(
        url, origin=own or None, additional_headers=headers, max_size=2**24, proxy=None
    ) as opened:
        yield opened


@dataclass
class Tab:
    """Somebody's open page."""

    rig: Rig
    user: str = "UANNA"
    after: str = "0"
    frames: list[Frame] = field(default_factory=list)

    def __enter__(self) -> Tab:
        self.stack = ExitStack()
        self.line = self.stack.enter_context(line(self.rig, self.user, self.after))
        self.hello = self.receive()
        assert self.hello["kind"] == "hello"
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def receive(self) -> Frame:
        frame: Frame = json.loads(self.line.recv(timeout=20))
        self.frames.append(frame)
        return frame

    def send(self, frame: object) -> None:
        self.line.send(frame if isinstance(frame, str | bytes) else json.dumps(frame))

    def act(self, kind: str, conversation: str = "", key: str = "", **more: Any) -> Frame:
        """Do something and wait for its answer; messages that come first are in `frames`."""
        key = key or f"key-{next(_keys)}"
        place = conversation or f"D{self.user}"
        self.send({"kind": kind, "key": key, "conversation": place, **more})
        while (frame := self.receive()).get("key") != key:
            assert frame["kind"] == "message", frame
        return frame

    def say(self, text: str, conversation: str = "", key: str = "") -> Frame:
        return self.act("say", conversation, key, text=text)

    def press(self, verb: str, message: int = 0, conversation: str = "", **more: Any) -> Frame:
        return self.act("press", conversation, verb=verb, message=message, **more)

    def messages(self) -> list[Frame]:
        """List the messages that came, newest last."""
        return [frame["message"] for frame in self.frames if frame["kind"] == "message"]
