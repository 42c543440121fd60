"""The one door: what is heard goes in, is acted on in one transaction, and a reply comes out.

Three paths: what reads nothing is answered on the spot; what only reads uses a read connection;
everything else is written down together with what is to be sent, before anybody is told.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from handlers.cards import Card, Note, Para, card, line
from handlers.channels import happened
from handlers.errors import Refused, Rejected
from handlers.files import kind_of
from handlers.heard import (
    Command,
    Done,
    File,
    Heard,
    Invalid,
    Open,
    Opened,
    Press,
    Reply,
    Show,
    Text,
    Unsaved,
)
from handlers.helping import help_card, unknown_card
from handlers.interview.listening import heard_text
from handlers.outward import outward
from handlers.people.across import gathered, widened
from handlers.people.handshake import shake_hands
from handlers.pilots.folding import Folds
from handlers.playbooks.refreshing import AT_ONCE, refresh, refresh_some
from handlers.playbooks.shelf import Shelf
from handlers.refusing import refusal
from handlers.routes import COMMANDS, FILES, PRESSES, Mode, stale
from handlers.talk import Talk
from handlers.words import split
from knowledge.model import Library
from storage.post import heard as ledger
from storage.store import Busy, StorageError, Store, Tx, Unclean
from storage.tenant import accounts, people, rooms
from storage.tenant.people import Face, Person

T = TypeVar("T")

log = logging.getLogger("gatepost.desk")

WITHIN = 2.0  # seconds in which a thing heard is committed, or said not to be
PATIENT = 60.0  # the same for work that nobody waits for at a screen
KNOWN = 5000  # people remembered as they were last met
FILES_AT_ONCE = 2  # files read at the same time; others wait
SPOKEN = (Text, File, Command, Press, Opened)  # what somebody does, not what is told of them


@dataclass(frozen=True, slots=True)
class Route:
    """The path through the door, and what is done on the way."""

    mode: Mode
    work: Callable[[Talk], Reply]


class _Halfway(Exception):
    """A handler refused after it had written: the writing is undone, the refusal stands."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("refused halfway")
        self.reply = reply


class Desk:
    """Acts on what is heard; one desk serves all platforms.

    `wake` is called after each commit that left something to be sent. `shared` are the tenants that
    two platforms share: in those, two accounts may be one person.
    """

    def __init__(
        self,
        store: Store,
        library: Library | Shelf,
        *,
        now: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
        shared: Collection[str] = (),
    ) -> None:
        self._store = store
        self.shelf = library if isinstance(library, Shelf) else Shelf(library)
        self._refreshing: set[asyncio.Task[None]] = set()
        self._now = now
        self._folds = Folds()
        self._shared = frozenset(shared)
        self._known: dict[tuple[str, str | None, Face], Person] = {}  # as they are in the store
        self._files = asyncio.Semaphore(FILES_AT_ONCE)
        self.wake = wake

    async def hear(self, heard: Heard) -> Reply:
        """Act on one thing heard; raises only where the program itself is at fault."""
        at_once = _at_once(heard)
        if at_once is not None:
            return at_once
        try:
            route = await self._opened(heard, file) if (file := _file(heard)) else _route(heard)
            if route.mode == "read":
                return await self._read(heard, route)
            return await self._write(heard, route)
        except Busy:
            return Unsaved(NOT_SAVED)
        except Unclean:
            return Show(NOT_TEXT)
        except StorageError as wrong:
            log.error("%s was not saved: %s", type(heard.what).__name__, wrong)
            return Unsaved(NOT_SAVED)

    def do(self, heard: Heard, work: Callable[[Talk], T]) -> Future[T]:
        """Do work in the speaker's name, in a transaction of its own; what it raises undoes it."""

        def run(tx: Tx) -> T:
            era = self._era(tx, heard)
            talk = self._talk(heard, tx, self._meet(tx, heard, era), era)
            done = work(talk)
            shake_hands(talk)
            talk.finish()
            return done

        return self._store.write(run, within=PATIENT)

    def see(self, heard: Heard, look: Callable[[Talk], T]) -> Future[T]:
        """Look at something with the speaker's eyes, and write nothing."""

        def run(tx: Tx) -> T:
            person = people.by_user(tx, heard.where.tenant, heard.who.user)
            return look(self._talk(heard, tx, person or _nobody_yet(heard), self._era(tx, heard)))

        return self._store.read(run)

    async def _read(self, heard: Heard, route: Route) -> Reply:
        reply, who = await self._looked(heard, lambda talk: (_act(talk, route), talk.who))
        if not who.voice:
            with suppress(StorageError):  # it is noted the next time, then
                speaks = partial(people.speaks, tenant=heard.where.tenant, person=who)
                await _outcome(self._store.write(speaks))
        return reply

    async def _looked(self, heard: Heard, look: Callable[[Talk], T]) -> T:
        return await _outcome(self.see(heard, look))

    async def _opened(self, heard: Heard, file: File) -> Route:
        """Read a file before any transaction begins; what is wrong with it is then the reply."""
        try:
            kind = kind_of(file, FILES)
            await self._looked(heard, kind.may)
            async with self._files:
                parsed = await asyncio.to_thread(kind.parse, file)
                found = await self._looked(heard, lambda talk: kind.look(talk, parsed))
        except Refused as wrong:
            return Route("write", partial(_refuse, wrong))
        return Route("write", lambda talk: kind.run(talk, file, found))

    async def _write(self, heard: Heard, route: Route) -> Reply:
        def run(tx: Tx) -> tuple[Reply, Talk | None, bool]:
            if not ledger.first_time(tx, heard.where.tenant, heard.key, heard.at):
                return Done(), None, False
            era = self._era(tx, heard)
            talk = self._talk(heard, tx, self._meet(tx, heard, era), era)
            talk.came_over = isinstance(heard.what, SPOKEN) and people.speaks(
                tx, talk.tenant, talk.who
            )
            reply = outward(talk, _act(talk, route), private=route.mode == "talk")
            shake_hands(talk)
            return reply, talk, talk.finish()

        try:
            reply, talk, sends = await _outcome(self._store.write(run, within=WITHIN))
        except _Halfway as refused:
            return refused.reply
        if talk is not None:
            self._remember(talk)
            if talk.republished:
                self.republished(talk.tenant)
            if talk.retold:
                self._afterwards(self._retell(talk.tenant, talk.retold))
        if sends:
            self.wake()
        return reply

    def _era(self, tx: Tx, heard: Heard) -> str | None:
        """Name since when accounts are linked as they are; where none can be, nothing is read."""
        tenant = heard.where.tenant
        return accounts.era(tx, tenant) if tenant in self._shared else None

    def _meet(self, tx: Tx, heard: Heard, era: str | None) -> Person:
        """Take in what the platform knows of people and channel, and return the speaker."""
        tenant, platform = heard.where.tenant, heard.where.platform
        for face in heard.faces:
            if (tenant, era, face) not in self._known:
                people.meet(tx, tenant, face, platform)
        who = self._known.get((tenant, era, heard.who))
        who = who or people.meet(tx, tenant, heard.who, platform)
        for room in heard.rooms:
            rooms.put(tx, tenant, room, platform)
        if heard.room is not None:
            rooms.put(tx, tenant, heard.room, platform)
            if heard.room.private:
                rooms.join(tx, tenant, heard.room.id, who.account)
        return who

    def _remember(self, talk: Talk) -> None:
        """Keep at hand what is now in the store."""
        if len(self._known) >= KNOWN:
            self._known.clear()
        if not talk.who.other:  # through which account they speak may change elsewhere
            self._known[talk.tenant, talk.era, talk.heard.who] = talk.who
        for pilot in talk.changed.values():
            self._folds.put(talk.folded_in, pilot)

    def republished(self, tenant: str) -> None:
        """Take up new playbooks, and bring what lists show of the tenant's pilots in line."""
        self.shelf.forget(tenant)
        self._afterwards(self._refresh(tenant))

    def _afterwards(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._refreshing.add(task)
        task.add_done_callback(self._refreshing.discard)

    async def _retell(self, tenant: str, pilots: Sequence[str]) -> None:
        """Bring what lists show of these pilots in line, a few at a time."""
        try:
            for first in range(0, len(pilots), AT_ONCE):
                work = partial(self._retell_some, tenant, pilots[first : first + AT_ONCE])
                await _outcome(self._store.write(work, within=PATIENT))
        except StorageError as wrong:
            log.warning("some lists of %s show people as they were: %s", tenant, wrong)

    def _retell_some(self, tenant: str, pilots: Sequence[str], tx: Tx) -> None:
        now = self._now()
        refresh_some(tx, self.shelf.of(tx, tenant, now), tenant, pilots, now)

    async def _refresh(self, tenant: str) -> None:
        last = ""
        try:
            while True:
                some = partial(self._refresh_some, tenant, last)
                if not (last := await _outcome(self._store.write(some))):
                    return
        except StorageError as wrong:
            log.warning("the lists of %s still show the old playbooks: %s", tenant, wrong)

    def _refresh_some(self, tenant: str, after: str, tx: Tx) -> str:
        now = self._now()
        return refresh(tx, self.shelf.of(tx, tenant, now), tenant, after, now)

    def _talk(self, heard: Heard, tx: Tx, who: Person, era: str | None) -> Talk:
        now = self._now()
        library = self.shelf.of(tx, heard.where.tenant, now)
        talk = Talk(heard, tx, library, self._folds, who, now, era)
        talk.trouble = self.shelf.trouble
        return talk


NOT_TEXT: Card = card(
    Para(line("There is a sign in that which is no text, so I could not take it.")),
    Note(line("Nothing was kept. Please type it anew.")),
)
NOT_SAVED: Card = card(
    Para(line("Not saved. Press again, or say it once more in a moment.")),
    Note(line("My memory did not answer in time, and I keep nothing halfway.")),
)


def _at_once(heard: Heard) -> Reply | None:
    """Answer what needs no memory: help, and words that are none of ours."""
    match heard.what:
        case Command(text):
            word = split(text).word
            if word in ("", "help"):
                return Show(help_card())
            return None if word in COMMANDS else Show(unknown_card(word))
        case Press("help"):
            return Show(help_card())
        case _:
            return None


def _file(heard: Heard) -> File | None:
    return heard.what if isinstance(heard.what, File) else None


def _refuse(wrong: Refused, talk: Talk) -> Reply:
    raise wrong


def _route(heard: Heard) -> Route:
    match heard.what:
        case Command(text):
            said = split(text)
            found = COMMANDS[said.word]
            return Route(found.mode, lambda talk: found.run(talk, said.rest))
        case Press() as press:
            verb = PRESSES.get(press.verb)
            if verb is None:
                return Route("read", lambda talk: stale(talk, press))
            return Route(verb.mode, lambda talk: verb.run(talk, gathered(talk, press)))
        case Text() as text:
            return Route("talk", lambda talk: heard_text(talk, text))
        case _:
            return Route("write", happened)


def _act(talk: Talk, route: Route) -> Reply:
    try:
        reply = route.work(talk)
        beside = talk.era is not None and talk.heard.where.platform == "slack"
        return Open(widened(reply.form)) if beside and isinstance(reply, Open) else reply
    except Refused as wrong:
        said: Reply = Invalid(wrong.errors) if isinstance(wrong, Rejected) else Show(refusal(wrong))
    if talk.changed or talk.posts:
        raise _Halfway(said)
    return said


def _nobody_yet(heard: Heard) -> Person:
    """Somebody who was never met: they have no id of ours yet, and so no part in anything."""
    return Person("", **asdict(heard.who))


async def _outcome(future: Future[T]) -> T:
    return await asyncio.wrap_future(future)
