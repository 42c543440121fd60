"""A stage: people act on a real desk over a real database file, and read what they are shown.

The dialogs of tests/dialogs are played on it, and on the platforms that offer the same five acts.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.local.seeds import PEOPLE, ROOMS, TENANT
from bot.render import plain
from bot.running.sender import laid_out
from handlers.cards import (
    Block,
    Button,
    Buttons,
    Card,
    ChannelField,
    ChoiceField,
    Entry,
    Form,
    InputField,
    PersonField,
    Row,
    from_json,
    to_json,
)
from handlers.desk import Desk
from handlers.digests.ticking import tick
from handlers.heard import (
    Command,
    Done,
    File,
    Heard,
    Invalid,
    Open,
    Place,
    Press,
    Reply,
    Show,
    Text,
    Unsaved,
    What,
)
from handlers.importing.delivering import bring_all
from handlers.orders import Withheld, carry_out, is_order
from handlers.people.apart.weighing import overdue
from handlers.people.due import due
from handlers.reminders import ticking as reminders
from knowledge.loading.reading import load
from storage.post import outbox
from storage.store import Store, Tx
from storage.tenant import people, rooms

LIBRARY = load()
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
USERS = {persona.face.name.split()[0]: persona.face for persona in PEOPLE}
CHANNELS = {channel.room.name: channel.room for channel in ROOMS}


@dataclass
class Seen:
    """One message that somebody can see; what is later put in its place keeps its id."""

    message: str
    card: Card | Form
    where: str


@dataclass
class Screen:
    """What one person has in front of them; `fresh` are the texts since their last act."""

    seen: list[Seen] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)

    def show(self, shown: Card | Form, where: str, message: str) -> None:
        self.fresh.append(plain.render(shown))
        for old in self.seen:
            if message and old.message == message:
                old.card = shown
                return
        self.seen.append(Seen(message, shown, where))


class Stage:
    """The desk itself, without a platform around it; deliveries arrive as soon as they are due."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.now = MONDAY
        self.tenant = TENANT
        self.platforms: tuple[str, ...] = ("local",)
        self.screens: dict[str, Screen] = {}
        self.keys = itertools.count(1)
        self.open()

    def open(self) -> None:
        self.store = Store.open(self.url, create=True)
        self.desk = Desk(self.store, LIBRARY, now=lambda: self.now)
        self.store.write(self._introduce).result()

    def _introduce(self, tx: Tx) -> None:
        ids = {p.face.user: people.meet(tx, TENANT, p.face).id for p in PEOPLE}
        for persona in PEOPLE:
            for role in persona.roles:
                people.grant(tx, TENANT, ids[persona.face.user], role, "", self.now)
        for channel in ROOMS:
            rooms.put(tx, TENANT, channel.room)
            members = [ids[user] for user in channel.members]
            rooms.set_members(tx, TENANT, channel.room.id, members)

    def close(self) -> None:
        self.store.close()

    async def wait(self, time: timedelta) -> None:
        """Let time pass, and what comes by itself arrive."""
        self.now += time
        for strike in (tick, reminders.tick, reminders.welcome):
            await asyncio.wrap_future(self.store.write(partial(strike, now=self.now)))
        for heard, pilot in self.store.read(lambda tx: due(tx, self.now)).result():
            self.desk.do(heard, partial(overdue, pilot_id=pilot)).result()
        await asyncio.to_thread(bring_all, self.store, self.desk, self.now)
        await self.deliver()

    async def restart(self) -> None:
        """Start again from the file alone, as after a kill."""
        self.close()
        self.open()

    def screen(self, name: str) -> Screen:
        return self.screens.setdefault(name, Screen())

    async def hear(self, name: str, room: str, what: What, key: str = "") -> Reply:
        """Let somebody act, then let everything arrive that this caused."""
        self.now += timedelta(seconds=20)
        self.screen(name).fresh.clear()
        channel = CHANNELS.get(room)
        place = Place(
            "local", TENANT, channel.id if channel else "D" + USERS[name].user, not channel
        )
        heard = Heard(
            key or f"E{next(self.keys)}",
            self.now,
            USERS[name],
            place,
            what,
            tuple(USERS.values()),
            channel,
        )
        reply = await self.desk.hear(heard)
        self.shown(name, room, reply)
        await self.deliver()
        return reply

    def shown(self, name: str, room: str, reply: Reply) -> None:
        screen = self.screen(name)
        match reply:
            case Show(card) | Unsaved(card):
                screen.show(card, room, "")
            case Open(form):
                screen.show(form, room, "")
            case Invalid(errors):
                screen.fresh.append("\n".join(f"{k}: {v}" for k, v in errors.items()))
            case Done():
                pass

    async def deliver(self) -> None:
        def take(tx: Tx) -> list[outbox.Delivery]:
            due = outbox.claim(tx, self.platforms, self.now, timedelta(seconds=30), 50)
            return [one for claimed in due if (one := self.sent(tx, claimed))]

        while due := await asyncio.wrap_future(self.store.write(take)):
            for one in due:
                for name, where in self.readers(one):
                    message = one.updates or f"M{one.id}"
                    self.screen(name).show(from_json(one.card), where, message)

    def sent(self, tx: Tx, claimed: outbox.Delivery) -> outbox.Delivery | None:
        """Do what a sender does: make what is ordered, and note that it went out."""
        if not is_order(claimed):
            one = laid_out(tx, claimed)
            if one:
                outbox.sent(tx, one.id, one.updates or f"M{one.id}", self.now)
            return one
        made = carry_out(tx, LIBRARY, claimed, self.now)
        made.settle(tx)
        if isinstance(made, Withheld):
            outbox.dead(tx, claimed.id, made.reason)
            return None
        outbox.sent(tx, claimed.id, f"M{claimed.id}", self.now)
        for number, part in enumerate(made.parts):
            key = f"{claimed.key}:{number}"
            post = outbox.Post(key, claimed.platform, claimed.address, to_json(part), "digest")
            outbox.put(tx, claimed.tenant, self.now, post)
        return replace(claimed, card=to_json(made.card))

    def readers(self, delivery: outbox.Delivery) -> Iterator[tuple[str, str]]:
        for name, face in USERS.items():
            if delivery.address == face.user:
                yield name, ""
            for channel in ROOMS:
                mine = delivery.only_for in ("", face.user) and face.user in channel.members
                if delivery.address == channel.room.id and mine:
                    yield name, channel.room.name

    def read(self, name: str) -> str:
        """What came since the person's last act."""
        return "\n".join(self.screen(name).fresh)

    async def reads(self, name: str, text: str) -> None:
        """See that somebody reads this; here all arrives at once."""
        assert text in self.read(name), f"should read {text!r} in:\n{self.read(name)}"

    # The five acts

    async def say(self, name: str, room: str, text: str) -> Reply:
        """Type something; in a channel only what begins with @Gatepost is heard."""
        called = text.startswith("@Gatepost")
        said = mentions(text.removeprefix("@Gatepost").strip())
        if text.startswith("/gate"):
            return await self.hear(name, room, Command(said.removeprefix("/gate").strip()))
        return await self.hear(name, room, Text(said, mentioned=called))

    async def give(self, name: str, room: str, file: str, content: bytes) -> Reply:
        """Give a file; in a channel Gatepost is called beside it."""
        return await self.hear(name, room, File(file, len(content), content))

    async def press(self, name: str, label: str) -> Reply:
        """Press the newest button of that label."""
        for seen in reversed(self.screen(name).seen):
            for button in buttons(seen.card):
                if button.label == label:
                    pressed = Press(button.verb, button.ref, message=seen.message)
                    return await self.hear(name, seen.where, pressed)
        raise AssertionError(f"{name} sees no button [{label}]")

    async def fill(self, name: str, values: dict[str, str]) -> Reply:
        """Fill in the newest form or card that has fields, and send it."""
        for seen in reversed(self.screen(name).seen):
            for entry in entries(seen.card):
                filled = dict(fields_of(entry.fields, values))
                form = isinstance(seen.card, Form)
                pressed = Press(entry.verb, entry.ref, filled, form, seen.message)
                return await self.hear(name, seen.where, pressed)
        raise AssertionError(f"{name} sees nothing to fill in")


def mentions(text: str) -> str:
    """Write @Maria as the platforms send it."""
    for name, face in USERS.items():
        text = text.replace(f"@{name}", f"<@{face.user}>")
    return text


def blocks_of(shown: Card | Form) -> tuple[Block, ...]:
    return shown.blocks if isinstance(shown, Card) else shown.intro


def buttons(shown: Card | Form) -> Iterator[Button]:
    for block in blocks_of(shown):
        match block:
            case Row(button=button):
                yield button
            case Buttons(buttons=first, more=more):
                yield from (*first, *more)
            case Entry(verb=verb, ref=ref, label=label):
                yield Button(label, verb, ref)
            case _:
                pass


def entries(shown: Card | Form) -> Iterator[Entry]:
    if isinstance(shown, Form):
        yield Entry(shown.fields, shown.verb, shown.ref)
    else:
        yield from (block for block in shown.blocks if isinstance(block, Entry))


def fields_of(fields: tuple[InputField, ...], values: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Read the values of a form, by label or name, with names as people say them."""
    wanted = {key.casefold(): value for key, value in values.items()}
    for one in fields:
        said = wanted.pop(one.label.casefold(), wanted.pop(one.name.casefold(), None))
        yield one.name, one.value if said is None else as_sent(one, said)
    assert not wanted, f"no such fields: {sorted(wanted)}"


def as_sent(one: InputField, said: str) -> str:
    match one:
        case PersonField():
            names = [part.strip() for part in said.split(",") if part.strip()]
            return ",".join(USERS[n.split()[0]].user if n.split()[0] in USERS else n for n in names)
        case ChannelField():
            room = CHANNELS.get(said.removeprefix("#"))
            return room.id if room else said
        case ChoiceField(options=options):
            return next((o.value for o in options if o.label.casefold() == said.casefold()), said)
        case _:
            return said
