"""Pilots with a question open, and what their people type next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

import orjson

from bench.load import JSON, signed
from bench.rows import NotMeasured
from handlers.desk import Desk
from handlers.heard import Done, Heard, Place, Press, Text, What
from knowledge.loading.reading import load
from knowledge.model import Library
from storage.pilots import journal, summary
from storage.pilots.summary import Sight
from storage.post import outbox
from storage.store import Store, Tx
from storage.tenant.people import Face
from storage.tenant.rooms import Room
from tests.fakes.slack import SIGNING_SECRET, FakeSlack
from tests.fakes.slack_world import BOT_USER, Message

TEAM, TENANT, CHANNEL = "T1", "slack:T1", Room("C1", "pilots")
ANSWERS: Final = 4  # of each person, before a sitting offers to stop
BEN: Final = "<@BEN>"  # each person's own colleague
SAID: Final = {
    "person": BEN,
    "money": "250000 EUR",
    "yes_no": "yes",
}
AT_ONCE: Final = 32  # people who act at the same time while the database is made

T = TypeVar("T")


def face(number: int) -> Face:
    """Name somebody who answers."""
    return Face(f"U{number}", f"Person {number}", "Europe/Berlin")


def colleague(number: int) -> Face:
    """Name whom somebody names."""
    return Face(f"UB{number}", f"Colleague {number}", "Europe/Berlin")


class Seed:
    """A database in which `count` people have each started a pilot and sit before a question.

    `texts` is what each of them answers, one after the other; a person more walked it before.
    """

    def __init__(self, file: Path, count: int) -> None:
        self.file, self.count = file, count
        self._library: Library = load()
        store = Store.open(f"sqlite:///{file}", create=True, synchronous="NORMAL")
        try:
            self.texts: tuple[str, ...] = asyncio.run(self._made(store))
            self.shown = store.write(settle).result()
        finally:
            store.close()

    async def _made(self, store: Store) -> tuple[str, ...]:
        desk = Desk(store, self._library, now=lambda: datetime.now(UTC))
        for first in range(0, self.count + 1, AT_ONCE):
            few = range(first, min(first + AT_ONCE, self.count + 1))
            starts = (_heard(number, "start", _start(number)) for number in few)
            replies = await asyncio.gather(*map(desk.hear, starts))
            if not all(isinstance(reply, Done) for reply in replies):
                raise NotMeasured(f"a pilot was not started: {replies[0]}")
        texts = [await self._walk(store, desk, step) for step in range(ANSWERS)]
        return tuple(texts)

    async def _walk(self, store: Store, desk: Desk, step: int) -> str:
        """Let one person more answer what they are asked."""
        question = self._library.question(await _done(store, self._asked))
        text = SAID.get(question.kind, question.example)
        said = Text(_with_colleague(text, self.count))
        await desk.hear(_heard(self.count, f"walk{step}", said))
        return text

    def _asked(self, tx: Tx) -> str:
        found = summary.named(tx, TENANT, Sight(True, frozenset(), "", False), _name(self.count))
        entries = journal.read(tx, TENANT, found[0].pilot)
        last = [entry for entry in entries if entry.kind == "asked"][-1]
        assert last.payload is not None
        return str(last.payload["question"])

    def populate(self, slack: FakeSlack) -> None:
        """Let the same people be in Slack, with what they were shown so far."""
        team = {face(number).user for number in range(self.count + 1)}
        slack.channel(CHANNEL.id, CHANNEL.name, team)
        for number in range(self.count + 1):
            for one in (face(number), colleague(number)):
                slack.person(one.user, one.name)
        for address, message in self.shown:
            place = slack.world.channels.get(address) or slack.world.direct(address)
            slack.world.post(Message(message, place.id, BOT_USER, "Said before"))


def settle(tx: Tx) -> list[tuple[str, str]]:
    """Take all that waits as sent; gives where, and as which messages."""
    now = datetime.now(UTC)
    shown: list[tuple[str, str]] = []
    while due := outbox.claim(tx, ["slack"], now, timedelta(hours=1), 1000):
        for one in due:
            message = one.updates or f"{one.id}.0"
            outbox.sent(tx, one.id, message, now)
            shown += [] if one.updates else [(one.address, message)]
    return shown


async def _done(store: Store, work: Callable[[Tx], T]) -> T:
    return await asyncio.wrap_future(store.write(work))


def _name(number: int) -> str:
    return f"Invoice matching {number}"


def _start(number: int) -> Press:
    values = {
        "name": _name(number),
        "purpose": "Match incoming invoices to orders without typing",
        "room": CHANNEL.id,
        "stage": "sg.st1",
        "owner": colleague(number).user,
    }
    return Press("start", values=values, form=True)


def _heard(number: int, key: str, what: What) -> Heard:
    who = face(number)
    place = Place("slack", TENANT, f"D{who.user}", direct=True)
    faces = (colleague(number),)
    return Heard(f"{key}:{number}", datetime.now(UTC), who, place, what, faces, CHANNEL)


def _with_colleague(text: str, number: int) -> str:
    return text.replace(BEN, f"<@{colleague(number).user}>")


def typed(user: str, key: str, text: str) -> bytes:
    """Make the request of a direct message, as Slack sends it."""
    stamp = f"{datetime.now(UTC).timestamp():.6f}"
    event = {
        "type": "message",
        "channel": f"D{user}",
        "channel_type": "im",
        "user": user,
        "text": text,
        "ts": stamp,
        "event_ts": stamp,
        "team": TEAM,
        "client_msg_id": f"3f1a1e6c-{key}",
    }
    body = {
        "token": "legacy",
        "team_id": TEAM,
        "api_app_id": "A1",
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{key}",
        "event_time": int(float(stamp)),
        "authorizations": [{"team_id": TEAM, "user_id": "UBOT", "is_bot": True}],
    }
    return signed(SIGNING_SECRET, orjson.dumps(body), JSON)


def rounds(people: range, texts: Sequence[str]) -> list[list[bytes]]:
    """Let everybody answer once, then everybody again, as many people at the same time do."""
    return [
        [
            typed(face(number).user, f"{number}-{step}", _with_colleague(text, number))
            for number in people
        ]
        for step, text in enumerate(texts)
    ]


def greetings(count: int) -> list[bytes]:
    """Let everybody say something that is no answer: from then on they are known."""
    known = [one.user for number in range(count) for one in (face(number), colleague(number))]
    return [typed(user, f"hello-{user}", "thanks") for user in known]
