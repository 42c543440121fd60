"""The one listener: it translates, asks the desk and shows. It decides nothing."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.ports import Desk
from bot.reading import Malformed, Payload
from bot.slack.directory import Directory
from bot.slack.draft import Draft, FaceNews
from bot.slack.files import Files
from bot.slack.log import failure
from bot.slack.payload import FastRequest
from bot.slack.replies import Replies, ok
from bot.slack.translate import translate

_DRAFT: Final = "gatepost_draft"
_LOG: Final = logging.getLogger("gatepost.slack")


class Router(AsyncMiddleware):
    """Stand where Bolt would try its listeners one after the other."""

    def __init__(self, desk: Desk, directory: Directory, files: Files, replies: Replies) -> None:
        self.desk, self.directory, self.files, self.replies = desk, directory, files, replies
        self._asking: dict[str, asyncio.Task[BoltResponse]] = {}

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt names it
    ) -> BoltResponse:
        assert isinstance(req, FastRequest)
        try:
            meaning = translate(req.body, req.at, self.directory.me)
        except Malformed as error:
            _LOG.warning("a signed request is malformed: %s", error)
            return BoltResponse(status=400)
        match meaning:
            case None:
                return ok()
            case FaceNews(user, draft):
                return await self._profile(user, draft)
            case Draft():
                req.context[_DRAFT] = meaning
                return await (self._once if meaning.fetch else self._ask)(meaning)

    async def _once(self, draft: Draft) -> BoltResponse:
        """Fetch a file once, although Slack asks again while that takes long."""
        asking = self._asking.get(draft.key)
        if asking is None:
            asking = self._asking[draft.key] = asyncio.create_task(self._ask(draft))
            asking.add_done_callback(lambda _: self._asking.pop(draft.key, None))
        return await asyncio.shield(asking)

    async def _profile(self, user: Payload, draft: Draft) -> BoltResponse:
        """Learn who somebody is now, and tell the desk of those who no longer belong here."""
        known = self.directory.remembered(user["id"])
        face = self.directory.learn(user)
        away = face.gone or face.guest or face.stranger
        if face == known or not away:
            return ok()
        heard = self.directory.told(draft, face)
        return self.replies.answer(draft, await self.desk.hear(heard))

    async def _ask(self, draft: Draft) -> BoltResponse:
        heard = await self.directory.complete(await self.files.fetched(draft))
        return self.replies.answer(draft, await self.desk.hear(heard))

    async def failed(self, error: Exception, request: AsyncBoltRequest) -> BoltResponse:
        """Tell the person what Bolt caught, and the log where it happened."""
        _LOG.error("a request failed: %s", failure(error))
        draft = request.context.get(_DRAFT)
        if not isinstance(draft, Draft) or not isinstance(request, FastRequest):
            return BoltResponse(status=503)
        return self.replies.sorry(draft, request.attempt)
