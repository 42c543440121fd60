"""Deliveries, put into Teams: what went wrong, in the outbox's words."""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from bot.ports import UNREADABLE, Permanent, TryLater, Unknown, Unreadable
from bot.reading import Payload
from bot.render import adaptive_teams
from bot.teams.choices import Choices
from bot.teams.pacing import Pacer
from bot.teams.port import Connector, Failed
from bot.teams.ways import Ways, way
from handlers.cards import Card, from_json
from storage.post.outbox import Delivery
from storage.post.references import Reference

BUSY: Final = frozenset({412, 429, 502, 503, 504})  # it was not done, and may be after a while
BLOCKED: Final = frozenset({403, 404})  # nothing arrives there any more
REFUSED: Final = frozenset({400, 413})  # the card, mostly: its words may pass
LONGEST: Final = timedelta(minutes=5)
TOKEN: Final = timedelta(minutes=1)

_LOG: Final = logging.getLogger("gatepost.teams")


class TeamsPoster:
    """Posts where our stored references lead; `lost` is told of each way that has died."""

    def __init__(
        self,
        connector: Connector,
        ways: Ways,
        choices: Choices,
        pacer: Pacer,
        lost: Callable[[str, str, str], Awaitable[None]],
        *,
        theirs: Callable[[str], str] = lambda tenant: tenant.removeprefix("teams:"),
    ) -> None:
        self.connector, self.ways, self.choices = connector, ways, choices
        self.pacer, self.lost, self.theirs = pacer, lost, theirs
        self.simplified = 0  # messages whose card Teams refused, sent as words alone

    async def post(self, delivery: Delivery) -> str:
        """Post it to a channel, or to somebody in private, whose conversation is opened if needed.

        What only one person may see in a channel is targeted where Teams can do that, and goes to
        their own conversation where it cannot.
        """
        return await self.put(
            delivery.tenant,
            delivery.address,
            from_json(delivery.card),
            only_for=delivery.only_for,
            thread=delivery.thread,
            attempt=delivery.attempts,
        )

    async def put(
        self,
        tenant: str,
        address: str,
        card: Card,
        *,
        only_for: str = "",
        thread: str = "",
        attempt: int = 1,
    ) -> str:
        """Show a card; raises NotSent."""
        if only_for:
            return await self._aside(tenant, address, card, only_for, attempt)
        reference = await self._way(tenant, address, attempt)
        content = await self.choices.message(tenant, address, card, reference.user)
        try:
            return await self._send(reference, content, card, thread=thread)
        except Failed as error:
            await self._give_up_if_dead(tenant, reference, error)
            raise meaning(error, attempt) from error

    async def _aside(self, tenant: str, address: str, card: Card, user: str, attempt: int) -> str:
        room = await self.ways.find(tenant, address)
        person = await self.ways.find(tenant, user)
        if room is not None and person is not None and room.targeted:
            content = await self.choices.message(tenant, user, card, person.user)
            to = {"recipient": {"id": person.user}}
            try:
                return await self._send(room, content | to, card, targeted=True)
            except Failed as error:
                if error.status in BUSY or error.sent:
                    raise meaning(error, attempt) from error
                _LOG.info("a message for one person was refused: %s", error)
        return await self.put(tenant, user, card, attempt=attempt)

    async def _send(
        self,
        reference: Reference,
        content: Payload,
        card: Card,
        *,
        thread: str = "",
        targeted: bool = False,
    ) -> str:
        """Send the card, or its words alone where Teams refuses it."""
        where = way(reference, thread)
        await self.pacer.turn(where.conversation)
        try:
            return await self.connector.send(where, content, targeted=targeted)
        except Failed as error:
            if error.status not in REFUSED:
                raise
            self.simplified += 1
            _LOG.error("Teams refused a card: %s", error)
            words = adaptive_teams.short(card)
            words |= {"recipient": content["recipient"]} if targeted else {}
            return await self.connector.send(where, words, targeted=targeted)

    async def _way(self, tenant: str, address: str, attempt: int) -> Reference:
        """Find the way; to somebody who never wrote to us a conversation is opened."""
        known = await self.ways.find(tenant, address)
        if known is not None and known.dead:
            raise Permanent(known.dead)
        if known is not None and known.conversation:
            return known
        door = known or await self.ways.anywhere(tenant)
        if door is None or address.startswith("19:"):
            raise Permanent("no_reference")
        user = known.user if known else address
        try:
            opened = await self.connector.create(way(door), self.theirs(tenant), user)
        except Failed as error:
            closed = Reference(address, door.service_url, "", door.bot, user)
            if error.status in BLOCKED and known is None:
                await self.ways.opened(tenant, closed)  # lest it is tried at each message
            await self._give_up_if_dead(tenant, closed, error)
            raise meaning(error, attempt) from error
        found = Reference(address, door.service_url, opened, door.bot, user)
        await self.ways.opened(tenant, found)
        return found

    async def update(self, delivery: Delivery) -> None:
        """Put a card in the place of a message."""
        reference = await self._way(delivery.tenant, delivery.address, delivery.attempts)
        card = from_json(delivery.card)
        content = await self.choices.message(
            delivery.tenant, delivery.address, card, reference.user
        )
        await self.pacer.turn(reference.conversation)
        try:
            await self.connector.update(way(reference), delivery.updates, content)
        except Failed as error:
            raise meaning(error, delivery.attempts) from error

    async def find(self, delivery: Delivery) -> str | Unreadable | None:
        """Say that nobody can tell: a bot may not read what stands in a conversation."""
        return UNREADABLE

    async def _give_up_if_dead(self, tenant: str, reference: Reference, error: Failed) -> None:
        if error.status not in BLOCKED:
            return
        reason = error.code or f"status {error.status}"
        if await self.ways.dead(tenant, reference.address, reason):
            await self.lost(tenant, reference.address, reason)


def meaning(error: Failed, attempt: int = 1) -> Permanent | TryLater | Unknown:
    """Say what a failure means for a delivery."""
    if error.sent:
        return Unknown(str(error))
    if error.status in BUSY:
        return TryLater(str(error), error.after or backoff(attempt))
    if error.status == 401:
        return TryLater(str(error), error.after or TOKEN)
    return Permanent(str(error))


def backoff(attempt: int) -> timedelta:
    """Wait longer each time, and not all at once."""
    longest = min(2.0**attempt, LONGEST.total_seconds())
    return timedelta(seconds=random.uniform(longest / 2, longest))  # noqa: S311 - only spreads load
