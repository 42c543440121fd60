"""One open page's WebSocket: acts in, messages and answers out."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import orjson
from pydantic import ValidationError
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.local import frames
from bot.local.acts import Acts
from bot.local.frames import Frame
from bot.local.hub import Page
from bot.local.seeds import GATEPOST
from bot.local.town import Town, direct
from bot.local.view import show
from handlers.commands import COMMANDS
from handlers.files import LIMITS

log = logging.getLogger(__name__)

UNREADABLE = "Gatepost could not read that. Reload the page if it happens again."
TOO_LONG = "That is too long to be sent at once."


class Session:
    """Serves one page until it closes."""

    def __init__(self, socket: WebSocket, acts: Acts, boot: str) -> None:
        self.socket = socket
        self.acts = acts
        self.boot = boot
        self.page = Page(socket.query_params.get("as", ""))

    async def serve(self) -> None:
        await self.socket.accept()
        town = self.acts.town
        if self.page.user not in town.people:
            await self.write(frames.error("Choose first whom you want to act as."))
            await self.socket.close(4404)
            return
        # From here on what is pushed waits in the page's queue; it is newer than the greeting.
        self.acts.memory.hub.pages.add(self.page)
        writer = asyncio.create_task(self.send_all())
        try:
            await self.listen()
        finally:
            self.acts.memory.hub.pages.discard(self.page)
            writer.cancel()

    async def greeting(self) -> Frame:
        """Say who is there and what was said."""
        after = _number(self.socket.query_params.get("after", ""))
        known = await self.acts.memory.backlog(self.page.user, after)
        messages = [show(one, self.page.user, self.acts.town) for one in known]
        return _hello(self.acts.town, self.page.user, self.boot) | {"messages": messages}

    async def listen(self) -> None:
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                self.page.send(await self.answer(await self.socket.receive()))

    async def answer(self, message: Message) -> Frame:
        """Answer one frame; whatever cannot be read gets words, and the page stays."""
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        text = message.get("text")
        if not isinstance(text, str):
            return frames.error(UNREADABLE)
        if len(text) > frames.FRAME:
            return frames.error(TOO_LONG, _key(text))
        try:
            act = frames.read(text)
        except ValidationError:
            return frames.error(UNREADABLE, _key(text))
        return await self.acts.do(self.page.user, act)

    async def send_all(self) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):  # it closed meanwhile
            try:
                hello = await self.greeting()
            except Exception as wrong:  # noqa: BLE001 - whatever it is, the page may not just wait
                log.warning("what was said cannot be read: %s", wrong)
                self.page.leave()  # the page says so, and comes back
            else:
                await self.write(hello)
            while (frame := await self.page.outgoing.get()) is not None:
                await self.write(frame)
            await self.socket.close(1013)

    async def write(self, frame: Frame) -> None:
        await self.socket.send_text(orjson.dumps(frame).decode())


def _hello(town: Town, user: str, boot: str) -> Frame:
    return {
        "kind": "hello",
        "boot": boot,
        "me": user,
        "gatepost": GATEPOST,
        "direct": direct(user),
        "people": town.personas(),
        "rooms": [
            {
                "id": one.room.id,
                "name": one.room.name,
                "private": one.room.private,
                "purpose": one.purpose,
            }
            for one in town.channels(user)
        ],
        "files": dict(LIMITS),
        "commands": [{"word": one.word, "usage": one.usage, "help": one.help} for one in COMMANDS],
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _key(text: str) -> str:
    """Find the key of a frame that cannot be read otherwise, so that the page can give up on it."""
    try:
        frame = orjson.loads(text)
    except orjson.JSONDecodeError:
        return ""
    key = frame.get("key") if isinstance(frame, dict) else None
    return key if isinstance(key, str) and len(key) <= 64 else ""
