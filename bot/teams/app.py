"""Teams' side as one thing to start, stop and ask how it is."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from traceback import format_tb
from typing import Final

from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.ports import Desk, Health
from bot.reading import Payload, text_of
from bot.teams.choices import Choices
from bot.teams.config import TeamsConfig
from bot.teams.directory import Directory
from bot.teams.draft import Draft
from bot.teams.files import Files
from bot.teams.front import Front
from bot.teams.keys import Keys
from bot.teams.pacing import Pacer
from bot.teams.port import Connector, Turn
from bot.teams.poster import TeamsPoster
from bot.teams.replies import SORRY, Outlet, Replies, refused, said
from bot.teams.roster import Lister
from bot.teams.sdk.adapter import BotbuilderConnector
from bot.teams.sdk.pipeline import new_session
from bot.teams.tokens import Tokens
from bot.teams.translate import key_of, translate
from bot.teams.ways import Ways
from handlers.heard import Joined, Left, RoomNews, Unsaved
from storage.store import Store

PATH: Final = "/api/messages"
REMEMBERED: Final = 5_000  # activities whose answer is kept, for when they come again

_LOG: Final = logging.getLogger("gatepost.teams")

Answer = tuple[int, object]


async def _nobody(tenant: str, address: str, reason: str) -> None:
    _LOG.warning("nothing arrives at an address any more: %s", reason)


class TeamsApp:
    """Teams over signed HTTP: `asgi` belongs into the web server, `poster` into the sender.

    What `outlet` is given belongs into the outbox; `lost` is told what can no longer be reached.
    """

    name = "teams"

    def __init__(
        self,
        config: TeamsConfig,
        desk: Desk,
        store: Store,
        outlet: Outlet,
        *,
        lost: Callable[[str, str, str], Awaitable[None]] = _nobody,
        clock: Callable[[], float] = time.time,
        connector: Connector | None = None,
    ) -> None:
        self.config, self.desk, self.clock = config, desk, clock
        self.connector: Connector = connector or BotbuilderConnector(config, clock)
        self.ways = Ways(store, clock)
        self.directory = Directory(config, self.connector, store, clock)
        choices, pacer = Choices(store), Pacer(time.monotonic)
        self.poster = TeamsPoster(
            self.connector, self.ways, choices, pacer, lost, theirs=config.theirs
        )
        self.replies = Replies(self.poster, choices, pacer, outlet)
        self.lister = Lister(self.connector, self.directory, self.ways, desk, self.now)
        self.files = Files(dev=config.dev)
        self.keys = Keys(config.openid_url, clock)
        self.asgi = Front(config, Tokens(config.app_id, self.keys, clock), self.take)
        self.routes = [Route(PATH, self.asgi, methods=None)]
        self._answers: OrderedDict[str, asyncio.Future[Answer]] = OrderedDict()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.clock(), UTC)

    def in_front_of(self, app: ASGIApp) -> ASGIApp:
        """Answer Teams before the web framework looks at anything."""

        async def either(scope: Scope, receive: Receive, send: Send) -> None:
            ours = scope["type"] == "http" and scope["path"] == PATH
            await (self.asgi if ours else app)(scope, receive, send)

        return either

    async def start(self) -> None:
        self.keys.session = self.files.session = new_session(trust_env=True)
        await self.connector.start()

    async def list_everybody(self) -> None:
        """Tell the desk who is in the channels that we know of."""
        await self.lister.list_everything()

    async def stop(self) -> None:
        self.lister.stop()
        await self.connector.stop()
        if self.keys.session is not None:
            await self.keys.session.close()

    def health(self) -> Health:
        """Say for whom we are open; Teams calls us, so there is no connection to lose."""
        words = "open at /api/messages" if self.config.app_id else "open to this machine only"
        return Health(True, words)

    async def take(self, activity: Payload, said: str) -> Answer:
        """Answer a tenant's activity, the same way each time that it comes; raises Malformed."""
        tenant = self.config.ours(said)
        drafts = translate(activity, tenant, self.now())
        if not drafts:
            return _unheard(activity)
        key = f"{tenant} {key_of(activity)}"
        known = self._answers.get(key)
        if known is not None:
            return await asyncio.shield(known)
        return await self._first(key, self._turn(key, activity, drafts))

    async def _first(self, key: str, turn: Awaitable[Answer]) -> Answer:
        """Run a turn, whose answer is that of each repetition, early or late."""
        coming: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._answers[key] = coming
        if len(self._answers) > REMEMBERED:
            self._answers.popitem(last=False)
        try:
            answer = await turn
        except BaseException:  # we are stopped: nobody waits for this any more
            self._answers.pop(key, None)
            coming.cancel()
            raise
        coming.set_result(answer)
        return answer

    async def _turn(self, key: str, activity: Payload, drafts: list[Draft]) -> Answer:
        """Run botbuilder's turn around ours; whatever goes wrong, Teams gets an answer."""
        answers: list[Payload | None] = []

        async def logic(turn: Turn) -> None:
            answers.extend([await self._guarded(key, draft, turn) for draft in drafts])

        try:
            await self.connector.turn(activity, logic)
        except Exception as error:  # noqa: BLE001 - the one place that ends what nothing else did
            _LOG.error("a turn failed: %s", failure(error))
            self._answers.pop(key, None)
        if text_of(activity, "type") != "invoke":
            return 200, None
        return 200, (answers[-1] if answers else None) or said(SORRY)

    async def _guarded(self, key: str, draft: Draft, turn: Turn) -> Payload | None:
        try:
            return await self._heard(key, draft, turn)
        except Exception as error:  # noqa: BLE001 - the one place that also tells the person
            _LOG.error("an activity failed: %s", failure(error))
            self._answers.pop(key, None)  # nothing was kept: it may come again
            return await self.replies.sorry(draft, draft.speaker.user, turn)

    async def _heard(self, key: str, draft: Draft, turn: Turn) -> Payload | None:
        """Translate, ask the desk and show."""
        await self._learn(draft)
        heard = await self.directory.complete(await self.files.fetched(draft))
        reply = await self.desk.hear(heard)
        if isinstance(reply, Unsaved):
            self._answers.pop(key, None)
        return await self.replies.answer(draft, heard.who.user, turn, reply)

    async def _learn(self, draft: Draft) -> None:
        """Remember how to reach whom, and forget what we were removed from."""
        match draft.what:
            case Left(user=""):
                address = draft.speaker.user if draft.where.direct else draft.here
                await self.ways.dead(draft.where.tenant, address, "removed")
            case Joined() | Left():
                self.lister.changed(draft)
            case RoomNews() if draft.added:
                await self.ways.learn(draft)
                self.lister.changed(draft)
            case _:
                await self.ways.learn(draft)
                self.lister.heard_from(draft)


def _unheard(activity: Payload) -> Answer:
    """Acknowledge what does not concern us; an invoke wants to hear that it does not."""
    if text_of(activity, "type") != "invoke":
        return 200, None
    return 200, refused("Gatepost does not know this.", "NotSupported")


def failure(error: BaseException) -> str:
    """Name a failure and where it happened; its message may quote what somebody wrote."""
    return f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}"
