"""Who and where: what Slack knows of people and channels, looked up before the desk is asked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cache import Cache
from bot.reading import Payload
from bot.slack.draft import SLACKBOT, Draft, Identity, RoomHint
from bot.slack.log import reason
from handlers.heard import Heard, RoomNews
from storage.tenant.people import Face
from storage.tenant.rooms import Room

WITHIN: Final = 0.8  # seconds of the 3 that Slack waits; a commit may take 2 of them
FACES, FACE_SECONDS = 20_000, 15 * 60.0
ROOMS, ROOM_SECONDS = 5_000, 5 * 60.0
FAILED_SECONDS: Final = 30.0  # before a failed look-up is tried again
REFUSED_SECONDS: Final = 10 * 60.0  # before one that lacks its scope is
NAMED: Final = 20  # people looked up for one message at most

_CALL_FAILED: Final = (SlackApiError, aiohttp.ClientError, TimeoutError)
_GARBLED: Final = (ValueError, KeyError, TypeError, AttributeError)
FAILURES: Final = (*_CALL_FAILED, *_GARBLED)
_LOG: Final = logging.getLogger("gatepost.slack")


class Directory:
    """Remember faces and channels; a look-up that fails gives less, never an error."""

    def __init__(self, client: AsyncWebClient, clock: Callable[[], float]) -> None:
        self.client = client
        self.me = Identity()
        self._faces: Cache[Face] = Cache(FACES, FACE_SECONDS, clock)
        self._rooms: Cache[Room | None] = Cache(ROOMS, ROOM_SECONDS, clock)
        self._refused: Cache[bool] = Cache(1, REFUSED_SECONDS, clock)

    async def identify(self) -> Identity:
        """Ask Slack who we are; raises SlackApiError where the token is not accepted."""
        known = await self.client.auth_test()
        bot = str(known.get("bot_id") or "")
        self.me = Identity(
            user=str(known.get("user_id") or ""),
            bot=bot,
            team=str(known.get("team_id") or ""),
            enterprise=str(known.get("enterprise_id") or ""),
            app=await self._app(bot),
            everywhere=known.get("is_enterprise_install") is True,
        )
        return self.me

    async def _app(self, bot: str) -> str:
        try:
            about = await self.client.bots_info(bot=bot)
        except FAILURES:
            return ""  # without it, requests for another app are told by their signature alone
        return str((about.get("bot") or {}).get("app_id") or "")

    def remembered(self, user: str) -> Face | None:
        """Return what Slack said of somebody before, without asking it."""
        return self._faces.get(user)

    def told(self, draft: Draft, face: Face) -> Heard:
        """Bring news of one person to the desk, in our own name."""
        where = replace(draft.where, conversation=self.me.user, direct=True)
        us = Face(self.me.user, "Gatepost", bot=True)
        return Heard(draft.key, draft.at, us, where, draft.what, (face,))

    def learn(self, user: Payload) -> Face:
        """Take Slack's word for who somebody is now."""
        return self._faces.put(user["id"], self._face(user))

    async def complete(self, draft: Draft) -> Heard:
        """Put people and channels in the place of ids."""
        named = tuple(user for user in draft.named if user != draft.user)[:NAMED]
        room, who, faces = await self._looked_up(draft, named)
        rooms = [await self.room(RoomHint(one)) for one in draft.rooms[:NAMED]]
        what = draft.what
        if isinstance(what, RoomNews):
            what = RoomNews(_merged(what.room, room))
        return Heard(
            key=draft.key,
            at=draft.at,
            who=who,
            where=draft.where,
            what=what,
            faces=faces,
            room=room,
            rooms=tuple(one for one in rooms if one is not None),
        )

    async def _looked_up(
        self, draft: Draft, named: tuple[str, ...]
    ) -> tuple[Room | None, Face, tuple[Face, ...]]:
        """Look everything up at once; what is remembered costs no task."""
        room = self._remembered(draft)
        who = self._faces.get(draft.user)
        if not named and who is not None and (room is not None or draft.room is None):
            return room, who, ()
        async with asyncio.TaskGroup() as group:
            place = group.create_task(self._room_of(draft))
            people = [group.create_task(self.face(user)) for user in (draft.user, *named)]
        faces = tuple(task.result() for task in people)
        return place.result(), faces[0], faces[1:]

    def _remembered(self, draft: Draft) -> Room | None:
        news = isinstance(draft.what, RoomNews)
        return None if draft.room is None or news else self._rooms.get(draft.room.id)

    async def face(self, user: str) -> Face:
        """Return what Slack says of somebody."""
        known = self._faces.get(user)
        if known is not None:
            return known
        if not user:
            return Face("", "")
        try:
            async with asyncio.timeout(WITHIN):
                about = await self.client.users_info(user=user)
            return self._faces.put(user, self._face(about["user"]))
        except FAILURES as error:
            _LOG.warning("users.info failed: %s", reason(error))
            known = self._faces.stale(user) or _unknown(user)
            return self._faces.put(user, known, FAILED_SECONDS)

    def _face(self, user: dict[str, Any]) -> Face:
        profile = user.get("profile") or {}
        names = (profile.get("real_name"), user.get("real_name"), user.get("name"))
        team = user.get("team_id")
        return Face(
            user=user["id"],
            name=next((name for name in names if name), user["id"]),
            tz=user.get("tz") or "UTC",
            email=profile.get("email") or "",
            admin=bool(user.get("is_admin") or user.get("is_owner")),
            guest=bool(user.get("is_restricted") or user.get("is_ultra_restricted")),
            bot=bool(user.get("is_bot")) or user["id"] == SLACKBOT,
            stranger=bool(user.get("is_stranger")) or self._is_elsewhere(user, team),
            gone=bool(user.get("deleted")),
        )

    def _is_elsewhere(self, user: dict[str, Any], team: object) -> bool:
        org = (user.get("enterprise_user") or {}).get("enterprise_id")
        if self.me.enterprise and org == self.me.enterprise:
            return False
        return bool(team and self.me.team and team != self.me.team)

    async def _room_of(self, draft: Draft) -> Room | None:
        if draft.room is None:
            return None
        if isinstance(draft.what, RoomNews):
            self._rooms.forget(draft.room.id)
        return await self.room(draft.room)

    async def room(self, hint: RoomHint) -> Room | None:
        """Return what is known of a channel; None: not even whether it is private."""
        known = self._rooms.get(hint.id)
        if known is not None:
            return known
        if self._refused.get("scope") and hint.private is not None:
            return _hinted(hint)
        try:
            async with asyncio.timeout(WITHIN):
                about = await self.client.conversations_info(channel=hint.id)
            return self._rooms.put(hint.id, room_in(about["channel"]))
        except FAILURES as error:
            _LOG.info("conversations.info failed: %s", reason(error))
            if reason(error) == "missing_scope":
                self._refused.put("scope", True)
            return self._rooms.stale(hint.id) or _hinted(hint)


def _unknown(user: str) -> Face:
    """Say nothing of somebody; with no more rights than a guest until Slack answers."""
    return Face(user, "", guest=True)


def room_in(channel: dict[str, Any]) -> Room:
    """Read a channel as Slack describes it."""
    return Room(
        id=channel["id"],
        name=channel.get("name") or "",
        private=bool(channel.get("is_private") or channel.get("is_mpim")),
        shared=bool(channel.get("is_ext_shared")),
        archived=bool(channel.get("is_archived")),
    )


def _hinted(hint: RoomHint) -> Room | None:
    return None if hint.private is None else Room(hint.id, hint.name, hint.private)


def _merged(told: Room, known: Room | None) -> Room:
    """Join what an event says with what a look-up says; the event is newer."""
    if known is None:
        return told
    return replace(known, name=told.name or known.name, archived=told.archived)
