"""A stage in Teams: the whole product as `gatepost serve` runs it, and a strict Connector."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from bot.local.seeds import PEOPLE, ROOMS
from bot.running.clock import Clock
from bot.running.house import House
from bot.settings import Settings, load
from bot.wiring import serve_app
from storage.post import outbox, parcels
from storage.store import Store, Tx
from tests.fakes import teams_cards as cards
from tests.fakes.teams import FakeTeams, Message, button
from tests.slack.rig import serving
from tests.stage import CHANNELS, MONDAY, USERS

Json = dict[str, Any]
BUTTON = re.compile(r"\[[^\]]*\]")


def entra(user: str) -> str:
    """The id in Entra of one of the usual people."""
    return str(uuid5(NAMESPACE_OID, user))


def place(room: str) -> str:
    """The id in Teams of one of the usual channels."""
    return f"19:{CHANNELS[room].id.lower()}@thread.tacv2" if room else ""


class TeamsStage:
    """People in one tenant; whoever speaks is served by a real web app on a real port."""

    def __init__(self, teams: FakeTeams, folder: Path) -> None:
        self.teams = teams
        self.database = f"sqlite:///{folder / 'teams.db'}"
        self.before: dict[str, dict[str, str]] = {}  # what each had read when they last acted
        self.told: dict[str, str] = {}  # what stands beside the card that they pressed
        self.running = AsyncExitStack()
        self.house: House | None = None  # a second process on the database, once time passes
        self.ahead = MONDAY - datetime.now(UTC)  # dialogs begin on a Monday, whatever today is

    def settings(self) -> Settings:
        given: dict[str, Any] = {k.lower(): v for k, v in self.teams.settings().items()}
        admins = ",".join(p.face.email for p in PEOPLE if p.face.admin)
        return load(database_url=self.database, teams_admins=admins, **given)

    async def start(self) -> None:
        url = await self.running.enter_async_context(
            serving(serve_app(self.settings(), self.clock))
        )
        self.teams.endpoint = f"{url}/api/messages"
        self.store = Store.open(self.database, create=True)
        self.running.callback(self.store.close)

    async def restart(self) -> None:
        """Stop serving and start again from the database alone."""
        self.house = None
        await self.running.aclose()
        await self.start()

    def clock(self) -> datetime:
        """The time by Gatepost's clock; Teams' own stays today's, and so do its tokens."""
        return datetime.now(UTC) + self.ahead

    async def wait(self, passing: timedelta) -> None:
        """Let time pass; a second process on the database strikes at once, as any may."""
        await self.settled()
        self.ahead += passing
        if self.house is None:
            self.house = House.open(self.settings(), self.clock)
            self.running.callback(self.house.store.close)
        await Clock(self.store, self.clock, lambda: None).tick()
        await self.house.show_overdue()
        await self.brought_in()
        await self.settled()

    async def brought_in(self) -> None:
        """Wait until lists are in, which the server sees to by itself."""
        await self.until(lambda tx: not parcels.going(tx))

    async def settled(self) -> None:
        """Wait until all that was ordered has arrived."""
        await self.until(lambda tx: not sum(outbox.waiting(tx)[s] for s in ("pending", "sending")))

    async def until(self, holds: Callable[[Tx], bool]) -> None:
        end = time.monotonic() + 20
        while not await asyncio.wrap_future(self.store.read(holds)):
            assert time.monotonic() < end, "something does not come to an end"
            await asyncio.sleep(0.02)

    # What a dialog needs

    def shown(self, name: str) -> list[Message]:
        """All of Gatepost's that somebody sees, oldest first."""
        return [m for m in self.teams.world.screen(entra(USERS[name].user)) if not m.sender]

    def words(self, name: str) -> dict[str, str]:
        user = entra(USERS[name].user)
        return {message.id: message.words(user) for message in self.shown(name)}

    def read(self, name: str) -> str:
        """What came since the person's last act; lost buttons are no news."""
        before = {key: _lines(said) for key, said in self.before.get(name, {}).items()}
        fresh = [
            said
            for key, said in self.words(name).items()
            if key not in before or _lines(said) - before[key]
        ]
        return "\n".join([*fresh, self.told.get(name, "")])

    async def reads(self, name: str, text: str) -> None:
        """Wait until somebody can read this."""
        await self.teams.until(
            lambda: text in self.read(name), lambda: f"{text!r} in:\n{self.read(name)}"
        )

    def begin(self, name: str) -> str:
        self.before[name], self.told[name] = self.words(name), ""
        return entra(USERS[name].user)

    async def enter(self, user: str, room: str) -> None:
        """Let somebody into a channel: who is not in it cannot speak there."""
        conversation = self.teams.world.conversations[place(room)]
        if user not in conversation.members:
            conversation.members.add(user)
            account = {"id": f"29:{user}", "aadObjectId": user}
            update = self.teams.activity(
                user, conversation, "conversationUpdate", membersAdded=[account]
            )
            await self.teams.send(update)

    async def say(self, name: str, room: str, text: str) -> None:
        user = self.begin(name)
        if room:
            await self.enter(user, room)
        if text.startswith("/gate") and room and self.teams.targets:
            await self.teams.slash(user, text, place(room))
        else:
            called = f"@Gatepost {text.removeprefix('/')}"
            said = called if text.startswith("/gate") and room else text
            await self.teams.says(user, said, place(room))
        await self.settled()

    async def give(self, name: str, room: str, file: str, content: bytes) -> None:
        """Attach a file: to a bot, Teams hands those of the private chat only."""
        await self.teams.gives(self.begin(name), file, content)
        await self.settled()

    def offers(self, name: str, label: str) -> list[tuple[Message, Json]]:
        """What can be pressed under that label, the newest last.

        A device that has not caught up still shows what is no longer there.
        """
        user = entra(USERS[name].user)
        now = [(m, button(m.seen_by(user) or {}, label)) for m in self.shown(name)]
        past = [(m, button(card, label)) for m in self.shown(name) for card in m.past]
        offered = [(m, action) for m, action in (*past, *now) if action]
        if label == "Undo":  # the newest thing said, taken back already or not
            offered.sort(key=lambda one: int(one[0].id))
        return offered

    async def press(self, name: str, label: str) -> None:
        await self.settled()
        await self.teams.until(
            lambda: self.offers(name, label), lambda: f"[{label}] in {self.read(name)}"
        )
        found, action = self.offers(name, label)[-1]
        user = self.begin(name)
        answer = await self.teams.execute(user, found, action)
        self._hear(name, answer.body)
        await self.settled()

    def _hear(self, name: str, body: Json, fields: Sequence[Json] = ()) -> None:
        """Take what stands beside the pressed card; a complaint is read by its field's name."""
        if not body["type"].endswith("activity.message"):
            return
        said = self.told[name] = body["value"]
        for one in fields:
            said = said.replace(f"{one['label']}: ", f"\n{one['id'].partition('.')[2]}: ")
        self.told[name] += said if said != self.told[name] else ""

    def forms(self, name: str, values: dict[str, str]) -> list[tuple[Message, list[Json], Json]]:
        """The messages with these fields, each with its fields and what sends them."""
        user = entra(USERS[name].user)
        found = []
        for message in self.shown(name):
            for part in _parts(message.seen_by(user) or {}):
                fields = _fields(part)
                send = [a for a in cards.elements(part) if a["type"] == "Action.Execute"]
                send = [a for a in send if a.get("associatedInputs") != "none"]
                known = {key for field in fields for key in _keys(field)}
                if fields and send and {label.casefold() for label in values} <= known:
                    found.append((message, fields, send[-1]))
        return found

    async def fill(self, name: str, values: dict[str, str]) -> None:
        """Fill in the newest card that has these fields, and send it."""
        await self.settled()
        await self.teams.until(
            lambda: self.forms(name, values), lambda: f"{list(values)} in {self.read(name)}"
        )
        message, fields, send = self.forms(name, values)[-1]
        said = {label.casefold(): value for label, value in values.items()}
        filled = {
            field["id"]: next(
                (_sent(field, said[key]) for key in _keys(field) if key in said),
                field.get("value", ""),
            )
            for field in fields
        }
        user = self.begin(name)
        answer = await self.teams.execute(user, message, send, filled)
        self._hear(name, answer.body, fields)
        await self.settled()


def _lines(said: str) -> set[str]:
    return {BUTTON.sub("", line).strip() for line in said.split("\n")}


def _parts(card: Json) -> list[Json]:
    """A card, and those that are folded away in it."""
    folded = [a["card"] for a in cards.elements(card) if a["type"] == "Action.ShowCard"]
    return [card, *folded] if card else []


def _fields(card: Json) -> list[Json]:
    """A card's fields, those of folded cards left out."""
    folded = {id(one) for part in _parts(card)[1:] for one in cards.elements(part)}
    every = [one for one in cards.elements(card) if one["type"].startswith("Input.")]
    return [one for one in every if id(one) not in folded]


def _keys(field: Json) -> tuple[str, str]:
    """A field's label and name, as a dialog may call it."""
    label = field["label"].removesuffix(" (optional)")
    return label.casefold(), field["id"].partition(".")[2].casefold()


def _sent(field: Json, said: str) -> str:
    """Choose by what is read, as people do."""
    by_title = {one["title"].casefold(): one["value"] for one in field.get("choices", ())}
    if not by_title:
        return said
    parts = [part.strip() for part in said.split(",")] if field.get("isMultiSelect") else [said]
    return ",".join(by_title.get(part.casefold(), part) for part in parts)


@asynccontextmanager
async def teams_stage(folder: Path, *, targets: bool = False) -> AsyncIterator[TeamsStage]:
    """Open a tenant with the usual people and channels; Priya gives out the usual roles."""
    async with FakeTeams() as teams:
        teams.targets = targets
        for persona in PEOPLE:
            face = persona.face
            teams.world.person(entra(face.user), face.name, email=face.email, tz="UTC")
        for channel in ROOMS:
            members = {entra(user) for user in channel.members}
            teams.world.channel(place(channel.room.name), channel.room.name, members)
        stage = TeamsStage(teams, folder)
        await stage.start()
        try:
            await stage.say("Priya", "invoice-pilot", "@Gatepost gate settings")
            for name, role in (("Priya Nair", "Programme lead"), ("Tom Reed", "Auditor")):
                await stage.press("Priya", "Name somebody")
                await stage.fill("Priya", {"Who?": name, "As": role})
                await stage.reads("Priya", f"{name} is now {role.lower()}.")
            for channel in ROOMS:  # Gatepost is added, and learns who is there
                await joined(stage, channel.room.name)
            yield stage
            assert teams.refused == []
            assert [a for a in teams.answers if a.status != 200] == []
        finally:
            await stage.running.aclose()


async def joined(stage: TeamsStage, room: str) -> None:
    """Add Gatepost to a channel, and wait until it has asked who is in it."""
    teams = stage.teams
    conversation = teams.world.conversations[place(room)]
    someone = sorted(conversation.members)[0]
    bot = {"id": "28:gatepost", "name": "Gatepost"}
    await teams.send(
        teams.activity(someone, conversation, "conversationUpdate", membersAdded=[bot])
    )
    listed = f"{place(room)}"
    await teams.until(
        lambda: any(
            "pagedmembers" in call.path and listed in _unquoted(call.path) for call in teams.calls
        ),
        lambda: f"the members of {room}",
    )


def _unquoted(path: str) -> str:
    return path.replace("%3A", ":").replace("%40", "@")
