"""A stage in Slack: the whole product as `gatepost serve` runs it, and the strict fake Slack."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.local.seeds import PEOPLE, ROOMS
from bot.running.clock import Clock
from bot.settings import Settings, load
from bot.wiring import serve_app
from storage.post import outbox
from storage.store import Store, Tx
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_world import BOT_USER, Message
from tests.slack.rig import serving
from tests.stage import CHANNELS, MONDAY, USERS, mentions


class SlackStage:
    """People in one workspace; whoever speaks is served by a real web app on a real port."""

    def __init__(self, slack: FakeSlack, folder: Path, *, by_socket: bool) -> None:
        self.slack = slack
        self.by_socket = by_socket
        self.database = f"sqlite:///{folder / 'slack.db'}"
        self.begun: dict[str, int] = {}  # how much each person had read when they last acted
        self.running = AsyncExitStack()
        self.ahead = MONDAY - datetime.now(UTC)  # dialogs begin on a Monday, whatever today is

    def settings(self) -> Settings:
        named = self.slack.settings(socket=self.by_socket)
        given = {name.lower(): value for name, value in named.items()}
        return load(database_url=self.database, **given)

    async def start(self) -> None:
        app = serve_app(self.settings(), self.clock)
        url = await self.running.enter_async_context(serving(app))
        self.slack.events_url = "" if self.by_socket else f"{url}/slack/events"
        if self.by_socket:
            await self.slack._until(lambda: self.slack._sockets, 30.0, lambda: "a socket")

    async def restart(self) -> None:
        """Stop serving and start again from the database alone."""
        await self.running.aclose()
        await self.start()

    def clock(self) -> datetime:
        """The time by Gatepost's clock; Slack's own stays today's, and so do its signatures."""
        return datetime.now(UTC) + self.ahead

    async def wait(self, time: timedelta) -> None:
        """Let time pass; a second process on the database strikes at once, as any may."""
        store = Store.open(self.database)
        try:
            await settled(store)
            self.ahead += time
            await Clock(store, self.clock, lambda: None).tick()
            await settled(store)
        finally:
            store.close()

    # What a dialog needs

    def shown(self, name: str) -> list[Message]:
        """All that somebody sees, in every conversation, oldest first."""
        user = USERS[name].user
        rooms = [c.room.id for c in ROOMS if user in c.members]
        seen = [m for place in ("", *rooms) for m in self.slack.screen(user, place)]
        return sorted((m for m in seen if m.user in ("", BOT_USER)), key=lambda m: float(m.ts))

    def read(self, name: str) -> str:
        """What came since the person's last act; a window in front of them is read too."""
        fresh = []
        for message in self.shown(name)[self.begun.get(name, 0) :]:
            fresh += [message.words, *(f"[{label}]" for label in message.labels)]
        window = self.slack.window(USERS[name].user)
        if window is not None:
            fresh += [window.words, *window.errors.values()]
        return "\n".join(fresh)

    async def reads(self, name: str, text: str) -> None:
        """Wait until somebody can read this."""
        await self.slack._until(
            lambda: text in self.read(name), 30.0, lambda: f"{text!r} in:\n{self.read(name)}"
        )

    async def say(self, name: str, room: str, text: str) -> None:
        self.begun[name] = len(self.shown(name))
        user, channel = USERS[name].user, CHANNELS[room].id if room else ""
        said = mentions(text).replace("@Gatepost", f"<@{BOT_USER}>")
        if text.startswith("/gate"):
            await self.slack.command(user, said.removeprefix("/gate").strip(), channel)
        else:
            await self.slack.says(user, said, channel)

    async def give(self, name: str, room: str, file: str, content: bytes) -> None:
        self.begun[name] = len(self.shown(name))
        channel, text = (CHANNELS[room].id, f"<@{BOT_USER}>") if room else ("", "")
        await self.slack.gives(USERS[name].user, file, content, channel, text=text)

    def offers(self, name: str, label: str) -> list[Message]:
        """The messages with a button of that label, oldest first."""
        return [message for message in self.shown(name) if label in message.labels]

    async def press(self, name: str, label: str) -> None:
        await self.slack._until(
            lambda: self.offers(name, label), 30.0, lambda: f"[{label}] in {self.read(name)}"
        )
        found = self.offers(name, label)
        self.begun[name] = len(self.shown(name))
        await self.slack.press(
            USERS[name].user, label, message=found[-1], channel=found[-1].channel
        )

    async def fill(self, name: str, values: dict[str, str]) -> None:
        """Fill in the window in front of somebody, or the one behind the newest [Answer]."""
        user = USERS[name].user
        await self.slack._until(
            lambda: self.slack.window(user) or "[Answer]" in self.read(name), 30.0, lambda: "a form"
        )
        if self.slack.window(user) is None:
            await self.press(name, "Answer")
            await self.slack.sees_window(user)
        window = self.slack.window(user)
        assert window is not None
        names = {block["label"]["text"].casefold(): one for one, block in window.fields.items()}
        names |= {field: field for field in window.fields}
        filled = {names[what.casefold()]: said_to_slack(value) for what, value in values.items()}
        self.begun[name] = len(self.shown(name))
        await self.slack.submit(user, filled)


async def settled(store: Store) -> None:
    """Wait until all that was ordered has arrived."""
    async with asyncio.timeout(60):
        while await asyncio.wrap_future(store.read(on_its_way)):  # noqa: ASYNC110 - a database
            await asyncio.sleep(0.05)


def on_its_way(tx: Tx) -> int:
    counts = outbox.waiting(tx)
    return counts["pending"] + counts["sending"]


def said_to_slack(value: str) -> str:
    """Write people and channels by their ids, as pickers send them."""
    people = {persona.face.name: persona.face.user for persona in PEOPLE}
    if value in people:
        return people[value]
    room = CHANNELS.get(value.removeprefix("#"))
    return room.id if room and value.startswith("#") else value


@asynccontextmanager
async def slack_stage(folder: Path, *, by_socket: bool) -> AsyncIterator[SlackStage]:
    """Open a workspace with the usual people and channels; Priya makes herself programme lead."""
    async with FakeSlack() as slack:
        for persona in PEOPLE:
            face = persona.face
            slack.person(face.user, face.name, admin=face.admin, email=face.email)
        for channel in ROOMS:
            members = {*channel.members, BOT_USER}
            slack.channel(channel.room.id, channel.room.name, members, private=channel.room.private)
        stage = SlackStage(slack, folder, by_socket=by_socket)
        await stage.start()
        try:
            await stage.say("Priya", "invoice-pilot", "/gate settings")
            await stage.press("Priya", "Name somebody")
            await stage.reads("Priya", "Who?")
            await stage.fill("Priya", {"Who?": "Priya Nair", "As": "Programme lead"})
            await stage.reads("Priya", "Priya Nair is now programme lead.")
            yield stage
            assert slack.refused == []
        finally:
            await stage.running.aclose()
