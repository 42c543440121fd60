"""Who and where: what Teams knows of people and channels, looked up before the desk is asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from bot.cache import Cache
from bot.reading import Malformed, Payload, text_of
from bot.render.adaptive_fields import NAMED
from bot.teams.config import TeamsConfig
from bot.teams.draft import Draft, RoomHint, Speaker
from bot.teams.port import Connector, Failed, Reference
from handlers.heard import Command, Heard, Joined, Left, Press, RoomNews, Text, What
from storage.errors import StorageError
from storage.store import Store, Tx
from storage.tenant import people
from storage.tenant.people import Face, Person
from storage.tenant.rooms import Room

WITHIN: Final = 0.8  # seconds; whoever speaks waits for this and for the commit
FACES, FACE_SECONDS = 20_000, 15 * 60.0
FAILED_SECONDS: Final = 30.0  # before a failed look-up is tried again
MENTIONED: Final = 20  # people looked up for one message at most
FAILURES: Final = (Failed, TimeoutError, Malformed)

_LOG: Final = logging.getLogger("gatepost.teams")


class Directory:
    """Remember faces; a look-up that fails gives less, never an error."""

    def __init__(
        self,
        config: TeamsConfig,
        connector: Connector,
        store: Store,
        clock: Callable[[], float],
    ) -> None:
        self.config, self.connector, self.store = config, connector, store
        self._faces: Cache[Face] = Cache(FACES, FACE_SECONDS, clock)
        self._rooms: Cache[RoomHint] = Cache(FACES, FACE_SECONDS, clock)

    async def complete(self, draft: Draft) -> Heard:
        """Put people in the place of Teams' ids."""
        named = draft.named[:MENTIONED]
        who = await self.face(draft, draft.speaker)
        faces = await asyncio.gather(*(self.face(draft, one) for one in named)) if named else []
        what = await self._with_typed_names(draft)
        met = {one.id: face.user for one, face in zip(named, faces, strict=True)}
        return Heard(
            key=f"teams:{draft.key}",
            at=draft.at,
            who=who,
            where=draft.where,
            what=_with_people(what, met, self.room(draft)),
            faces=tuple(faces),
            room=self.room(draft),
        )

    async def _with_typed_names(self, draft: Draft) -> What:
        """Find whom a typed name means, where there were too many people to choose from."""
        what = draft.what
        if not isinstance(what, Press) or not any(name.startswith(NAMED) for name in what.values):
            return what
        tenant = draft.where.tenant

        def read(tx: Tx) -> dict[str, str]:
            return {
                name.removeprefix(NAMED): _one_of(people.named(tx, tenant, typed), typed)
                if name.startswith(NAMED)
                else typed
                for name, typed in what.values.items()
            }

        values = await asyncio.wrap_future(self.store.read(read))
        return replace(what, values=values)

    def room(self, draft: Draft) -> Room | None:
        """Describe the channel. Whoever is not in it sees nothing of it: Teams shows it to members.

        A message does not say the channel's name; it is remembered from when Teams said it.
        """
        hint = draft.room
        if hint is None:
            return None
        key = f"{draft.where.tenant} {hint.id}"
        known = self._rooms.stale(key)
        if known is None or hint.name or hint.team_name:
            known = self._rooms.put(key, hint)
        name = known.name or known.team_name
        archived = isinstance(draft.what, RoomNews) and draft.what.room.archived
        return Room(hint.id, name, private=True, shared=hint.shared, archived=archived)

    def call(self, tenant: str, room: str, name: str) -> None:
        """Remember a channel's name."""
        known = self._rooms.stale(f"{tenant} {room}") or RoomHint(room)
        self._rooms.put(f"{tenant} {room}", replace(known, name=name))

    async def face(self, draft: Draft, who: Speaker) -> Face:
        """Return what Teams says of somebody, with the time zone that they last wrote from."""
        key = f"{draft.where.tenant} {who.id}"
        known = self._faces.get(key)
        if known is None:
            known = await self._looked_up(draft, who, key)
        if who.tz and who.tz != known.tz:
            known = self._faces.put(key, replace(known, tz=who.tz))
        return known

    async def _looked_up(self, draft: Draft, who: Speaker, key: str) -> Face:
        if not who.id:
            return Face(who.user, who.name)
        where = Reference(draft.service_url, draft.where.conversation, draft.bot)
        try:
            async with asyncio.timeout(WITHIN):
                about = await self.connector.member(where, who.id)
            return await self.learn(draft.where.tenant, about, who)
        except FAILURES as error:
            _LOG.info("somebody was not looked up: %s", type(error).__name__)
            stored = self._faces.stale(key) or await self._stored(draft.where.tenant, who.user)
            # With no more rights than a guest until Teams answers.
            guest = stored or Face(who.user, who.name, guest=True)
            return self._faces.put(key, guest, FAILED_SECONDS)

    async def learn(self, tenant: str, about: Payload, who: Speaker | None = None) -> Face:
        """Take Teams' word for who somebody is; raises Malformed."""
        said = _speaker(about)
        user = said.entra or (who and who.entra) or (who and who.id) or said.id
        if not user:
            raise Malformed("a member has no id")
        stored = await self._stored(tenant, user)
        home = text_of(about, "tenantId").lower()
        face = Face(
            user=user,
            name=text_of(about, "name") or (who.name if who else "") or user,
            tz=stored.tz if stored else "UTC",
            email=text_of(about, "email"),
            guest=_is_guest(about),
            stranger=bool(home) and self.config.ours(home) != tenant,
        )
        face = replace(face, admin=self._is_admin(face))
        return self._faces.put(f"{tenant} {said.id or (who and who.id)}", face)

    def _is_admin(self, face: Face) -> bool:
        """Trust the addresses of our own people alone: those of others are their tenant's word."""
        known = {face.user.lower()}
        if not (face.guest or face.stranger):
            known.add(face.email.lower())
        return bool(self.config.admins & known - {""})

    async def _stored(self, tenant: str, user: str) -> Face | None:
        """Look up what was known of somebody before we were started."""
        try:
            return await asyncio.wrap_future(
                self.store.read(lambda tx: people.seen(tx, tenant, user))
            )
        except StorageError:
            return None


def _one_of(found: tuple[Person, ...], typed: str) -> str:
    """Give the only one of that name; else what was typed, which the desk asks about."""
    return found[0].user if len(found) == 1 else typed


def _speaker(about: Payload) -> Speaker:
    entra = text_of(about, "aadObjectId") or text_of(about, "objectId")
    return Speaker(text_of(about, "id"), entra.lower(), text_of(about, "name"))


def _is_guest(about: Payload) -> bool:
    role = text_of(about, "userRole").lower()
    return role in {"guest", "anonymous"} or "#ext#" in text_of(about, "userPrincipalName").lower()


def _with_people(what: What, met: dict[str, str], room: Room | None) -> What:
    """Write the people of a text, and who came or went, by the ids that stand for them."""
    match what:
        case Text() | Command() if not met:
            return what
        case Text(text=text) | Command(text=text):
            for mark, user in met.items():
                text = text.replace(f"<@{mark}>", f"<@{user}>")
            return replace(what, text=text)
        case Joined(user=user) | Left(user=user) if user in met:
            return replace(what, user=met[user])
        case RoomNews() if room is not None:
            return RoomNews(room)
        case _:
            return what
