"""Tell the desk, at the start, who there is and which channels we are in.

So that a full name can be typed as an answer, and the members of a private channel see its
pilots, before any of them has said a word.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient

from bot.ports import Desk
from bot.slack.directory import FAILURES, Directory
from bot.slack.draft import RoomHint
from bot.slack.log import reason
from handlers.heard import Heard, Place, RoomNews, Roster, What
from storage.tenant.people import Face
from storage.tenant.rooms import Room

PAGE: Final = 200  # what Slack recommends
PAGES: Final = 50  # ten thousand people; beyond that somebody is met when they first act

_LOG: Final = logging.getLogger("gatepost.slack")


class Lister:
    """Goes once through Slack's lists; what cannot be listed is learnt as people act."""

    def __init__(
        self,
        client: AsyncWebClient,
        directory: Directory,
        desk: Desk,
        clock: Callable[[], float],
    ) -> None:
        self.client, self.directory, self.desk, self.clock = client, directory, desk, clock
        self.round = secrets.token_hex(8)
        self.told = 0

    async def list_everything(self) -> None:
        """List people, then our channels, then the members of the private ones."""
        for part in (
            self._people,
            partial(self._channels, "public"),
            partial(self._channels, "private"),
        ):
            try:
                await part()
            except FAILURES as error:
                _LOG.info("not everything could be listed: %s", reason(error))

    async def _people(self) -> None:
        async for users in self._pages(self.client.users_list, "members"):
            await self._tell(Roster(), tuple(map(self.directory.learn, users)))

    async def _channels(self, kind: str) -> None:
        ours = {"types": f"{kind}_channel", "exclude_archived": True}
        async for channels in self._pages(self.client.users_conversations, "channels", **ours):
            for channel in channels:
                await self._channel(channel["id"])

    async def _channel(self, channel: str) -> None:
        room = await self.directory.room(RoomHint(channel))
        if room is None:
            return
        await self._tell(RoomNews(room))
        if room.private:
            await self._tell(Roster(room.id), await self._members(room))

    async def _members(self, room: Room) -> tuple[Face, ...]:
        found = [
            await self.directory.face(user)
            async for users in self._pages(
                self.client.conversations_members, "members", channel=room.id
            )
            for user in users
        ]
        return tuple(found)

    async def _pages(self, method: Any, part: str, **given: Any) -> AsyncIterator[list[Any]]:
        cursor = ""
        for _ in range(PAGES):
            answer = await method(limit=PAGE, cursor=cursor, **given)
            yield answer[part]
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return

    async def _tell(self, what: What, faces: tuple[Face, ...] = ()) -> None:
        me = self.directory.me
        self.told += 1
        await self.desk.hear(
            Heard(
                key=f"roster:{self.round}:{self.told}",
                at=datetime.fromtimestamp(self.clock(), UTC),
                who=Face(me.user, "Gatepost", bot=True),
                where=Place("slack", me.tenant, me.user, direct=True),
                what=what,
                faces=faces,
            )
        )
