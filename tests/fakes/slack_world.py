"""What the fake Slack keeps: people, channels, what was posted, which windows are open."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.slack_rules import Json

BOT_USER, BOT, APP, SLACKBOT = "UBOT", "BBOT", "A1", "USLACKBOT"


@dataclass
class User:
    """Somebody with a profile; the flags are Slack's."""

    id: str
    name: str
    team: str
    tz: str = "Europe/Berlin"
    email: str = ""
    admin: bool = False
    guest: bool = False
    bot: bool = False
    deleted: bool = False

    def profile(self, home: str, *, email: bool) -> Json:
        shown = {"real_name": self.name, "display_name": self.name.split()[0]}
        return {
            "id": self.id,
            "team_id": self.team,
            "name": self.name.lower().replace(" ", "."),
            "real_name": self.name,
            "tz": self.tz,
            "profile": {**shown, "email": self.email} if email and self.email else shown,
            "is_admin": self.admin,
            "is_owner": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_bot": self.bot,
            "is_stranger": self.team != home,
            "deleted": self.deleted,
        }


@dataclass
class Message:
    """A message on the screen; `only_for` names the one who sees an ephemeral one."""

    ts: str
    channel: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread: str = ""
    only_for: str = ""
    metadata: Json = field(default_factory=dict)
    response_url: str = ""
    edited: bool = False

    @property
    def words(self) -> str:
        """Everything that can be read in it, line by line; the text where there are no blocks."""
        return "\n".join(_read(self.blocks)) if self.blocks else self.text

    @property
    def labels(self) -> list[str]:
        """The words on its buttons and in its menus and lists."""
        return [words for words, _, _, _ in pressable(self.blocks) if words]


@dataclass
class View:
    """A window open in front of somebody."""

    id: str
    user: str
    view: Json
    root: str
    previous: str
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Everything that can be read in it."""
        return "\n".join([self.view["title"]["text"], *_read(self.view["blocks"])])

    @property
    def fields(self) -> dict[str, Json]:
        """Its inputs by name."""
        return {
            block["block_id"]: block for block in self.view["blocks"] if block["type"] == "input"
        }


@dataclass
class Channel:
    """A channel or a direct conversation."""

    id: str
    name: str
    members: set[str]
    private: bool = False
    shared: bool = False
    archived: bool = False
    direct: bool = False
    messages: list[Message] = field(default_factory=list)


class World:
    """All of it, with ids that look like Slack's."""

    def __init__(self, team: str, clock: Callable[[], float]) -> None:
        self.team, self.clock = team, clock
        self.users: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.windows: dict[str, list[View]] = {}
        self._numbers = itertools.count(1)
        self.users[BOT_USER] = User(BOT_USER, "Gatepost", team, bot=True)
        self.users[SLACKBOT] = User(SLACKBOT, "Slackbot", team)

    def number(self) -> int:
        return next(self._numbers)

    def ts(self) -> str:
        return f"{int(self.clock())}.{self.number():06d}"

    def direct(self, user: str) -> Channel:
        """Return the conversation between somebody and the bot."""
        for channel in self.channels.values():
            if channel.direct and user in channel.members:
                return channel
        channel = Channel(f"D{user}", "", {user, BOT_USER}, direct=True)
        self.channels[channel.id] = channel
        return channel

    def exists(self, identity: str) -> bool:
        return identity in self.users or identity in self.channels

    def post(self, message: Message) -> Message:
        for block in message.blocks:
            block.setdefault("block_id", f"b{self.number()}")
        self.channels[message.channel].messages.append(message)
        return message

    def message(self, channel: str, ts: str) -> Message | None:
        found = self.channels.get(channel)
        every = found.messages if found else []
        return next((message for message in every if message.ts == ts), None)


def _read(thing: Any) -> Iterator[str]:
    """Walk through blocks and say what is written there, one line for each text."""
    if isinstance(thing, list):
        for part in thing:
            yield from _read(part)
    elif isinstance(thing, dict):
        if thing.get("type") == "rich_text_section":
            yield "".join(span.get("text") or span.get("url", "") for span in thing["elements"])
            return
        if isinstance(thing.get("text"), str):
            yield thing["text"]
        for key, value in thing.items():
            if key not in {"confirm", "placeholder", "filter"}:
                yield from _read(value)


def pressable(blocks: list[Json]) -> Iterator[tuple[str, Json, Json, Json | None]]:
    """List (words, block, element, option) of everything that can be pressed or picked."""
    for block in blocks:
        parts = [block.get("accessory"), block.get("element"), *block.get("elements", [])]
        for element in parts:
            if isinstance(element, dict) and "action_id" in element:
                yield from _choices(block, element)


def _choices(block: Json, element: Json) -> Iterator[tuple[str, Json, Json, Json | None]]:
    if element["type"] == "button":
        yield element["text"]["text"], block, element, None
        return
    groups = [group["options"] for group in element.get("option_groups", [])]
    options = [*element.get("options", []), *itertools.chain.from_iterable(groups)]
    for option in options:
        yield option["text"]["text"], block, element, option
    if not options:
        yield "", block, element, None
