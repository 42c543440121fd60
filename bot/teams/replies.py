"""The desk's reply as the answer to a press, or as a message in the turn."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Final, assert_never

from bot.ports import NotSent
from bot.reading import Payload
from bot.render.adaptive_teams import CARD
from bot.teams.choices import Choices
from bot.teams.draft import Draft
from bot.teams.labels import complaints
from bot.teams.pacing import Pacer
from bot.teams.port import Failed, Turn
from bot.teams.poster import TeamsPoster
from handlers.cards import Card, Para, card, line, to_json
from handlers.heard import Done, Invalid, Open, Reply, Show, Unsaved
from handlers.outward import form_card
from storage.errors import StorageError
from storage.post.outbox import Post

SORRY: Final = "Something went wrong on our side, and nothing was saved. Please try again."
TAKEN: Final = "Thank you, I have it."
BELOW: Final = "The answer is in a new message."
MESSAGE: Final = "application/vnd.microsoft.activity.message"
ERROR: Final = "application/vnd.microsoft.error"
_LOG: Final = logging.getLogger("gatepost.teams")

Outlet = Callable[[str, Post], Awaitable[None]]


def said(words: str) -> Payload:
    """Answer a press with words; the pressed card stays, with what was typed in it."""
    return {"statusCode": 200, "type": MESSAGE, "value": words}


def refused(words: str, code: str) -> Payload:
    """Answer an invoke that cannot be served."""
    return {"statusCode": 400, "type": ERROR, "value": {"code": code, "message": words}}


def notice(words: str) -> Card:
    """Make a card of one sentence."""
    return card(Para(line(words)))


class Replies:
    """Answer in the way that the one who spoke can be answered.

    What must not be lost goes through the outbox (`outlet`); what is only read is said in the turn,
    and goes through the outbox where that fails.
    """

    def __init__(self, poster: TeamsPoster, choices: Choices, pacer: Pacer, outlet: Outlet) -> None:
        self.poster, self.choices, self.pacer, self.outlet = poster, choices, pacer, outlet

    async def answer(self, draft: Draft, user: str, turn: Turn, reply: Reply) -> Payload | None:
        """Show a reply; returns what an invoke is answered with."""
        match reply:
            case Done():
                return said(TAKEN)
            case Show():
                return await self._show(draft, user, turn, reply)
            case Open():
                return await self._open(draft, user, form_card(reply.form))
            case Invalid():
                words = await complaints(
                    self.choices.store, draft.where.tenant, draft.pressed, reply.errors
                )
                return await self._tell(draft, user, turn, words, notice(words))
            case Unsaved():
                return await self._tell(draft, user, turn, reply.card.summary, reply.card)
            case _:
                assert_never(reply)

    async def sorry(self, draft: Draft, user: str, turn: Turn) -> Payload | None:
        """Tell the person that we failed."""
        return await self._tell(draft, user, turn, SORRY, notice(SORRY))

    async def _show(self, draft: Draft, user: str, turn: Turn, show: Show) -> Payload:
        """Put a card in the pressed one's place, or beside it.

        In a channel, Teams changes the card for the one who pressed and for nobody else.
        """
        if draft.kind == "press" and (show.replace or draft.again or not draft.pressed):
            if show.replace and draft.where.direct and draft.pressed and not draft.again:
                post = self._post(draft, user, show.card, "seen", updates=draft.pressed)
                await self.outlet(draft.where.tenant, post)
            seen_by = draft.speaker.id
            content = await self.choices.inline(draft.where.tenant, user, show.card, seen_by)
            return {"statusCode": 200, "type": CARD, "value": content}
        await self._say(draft, user, turn, show.card)
        return said(BELOW)

    async def _open(self, draft: Draft, user: str, shown: Card) -> Payload:
        """Show a form as a card in the person's own conversation, where it is put away after."""
        post = self._post(draft, user, shown, "form")
        await self.outlet(draft.where.tenant, post)
        return said(BELOW)

    async def _tell(
        self, draft: Draft, user: str, turn: Turn, words: str, shown: Card
    ) -> Payload | None:
        if draft.kind == "press":
            return said(words)
        if draft.kind == "message":
            await self._say(draft, user, turn, shown)
        return None

    async def _say(self, draft: Draft, user: str, turn: Turn, shown: Card) -> None:
        tenant = draft.where.tenant
        try:
            if not draft.where.direct:
                await self.poster.put(tenant, draft.here, shown, only_for=user)
                return
            content = await self.choices.message(tenant, user, shown, draft.speaker.id)
            await self.pacer.turn(draft.here)
            await turn.say(content)
        except (Failed, NotSent) as error:
            _LOG.warning("a reply was not taken, it is kept for later: %s", error)
            if getattr(error, "sent", False):
                return  # it may have arrived: said twice would be worse than asked for again
            await self._later(draft, user, shown)

    async def _later(self, draft: Draft, user: str, shown: Card) -> None:
        try:
            await self.outlet(draft.where.tenant, self._post(draft, user, shown, "said"))
        except StorageError as error:
            _LOG.error("a reply was lost: %s", type(error).__name__)

    def _post(self, draft: Draft, user: str, shown: Card, kind: str, *, updates: str = "") -> Post:
        return Post(f"{kind}:{draft.key}", "teams", user, to_json(shown), updates=updates)
