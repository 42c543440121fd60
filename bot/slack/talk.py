"""Say something to the one who spoke, wherever they are and however Slack lets us."""

from __future__ import annotations

import logging
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.render import blockkit
from bot.slack.draft import Draft
from bot.slack.hosts import may_respond
from bot.slack.log import reason
from handlers.cards import Card, Entry, Form, Para, line

TOO_LATE: Final = "That took too long for Slack to open a window. Please press or type it again."
REFUSED_LAYOUT: Final = frozenset({"invalid_blocks", "msg_blocks_too_long", "msg_too_long"})
_ELSEWHERE: Final = frozenset(
    {"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "no_permission"}
)
_FULL: Final = frozenset({"push_limit_reached"})
_FAILED: Final = (SlackApiError, aiohttp.ClientError, TimeoutError)
_LOG: Final = logging.getLogger("gatepost.slack")


def notice(words: str) -> Card:
    """Make a card of one sentence."""
    return Card(words, (Para(line(words)),))


class Talk:
    """Show cards and open windows; what fails is logged, and said in another way where one is."""

    def __init__(self, client: AsyncWebClient) -> None:
        self.client = client

    async def show(self, draft: Draft, card: Card, *, replace: bool) -> None:
        """Show a card after a press: in the place of the pressed one, or beside it."""
        way = draft.way
        if way.view:
            await self._window(draft, card)
        elif way.private:
            await self._beside_private(draft, card, replace=replace)
        elif replace and way.message:
            await self._replace(draft, card)
        else:
            await self.say(draft, card)

    async def say(self, draft: Draft, card: Card) -> None:
        """Say it to this person alone: in their own conversation, or privately in the channel."""
        where = draft.where
        if where.direct:
            await self._direct(where.conversation, card, where.thread)
            return
        try:
            await self._laid_out(
                "chat.postEphemeral",
                card,
                channel=where.conversation,
                user=draft.user,
                **_thread(where.thread),
            )
        except SlackApiError as error:
            if reason(error) not in _ELSEWHERE:
                raise
            await self._direct(draft.user, card, "")

    async def open(self, draft: Draft, form: Form) -> None:
        """Open a window; without a trigger (somebody typed) the same fields come in a card."""
        view = blockkit.modal(form, origin(draft))
        if not draft.way.trigger:
            fields = Entry(form.fields, form.verb, form.ref, form.submit)
            await self.say(draft, Card(form.title, (*form.intro, fields)))
            return
        try:
            await self._view(draft, view)
        except _FAILED as error:
            _LOG.warning("a window did not open: %s", reason(error))
            await self.say(draft, notice(TOO_LATE))

    async def _view(self, draft: Draft, view: dict[str, Any]) -> None:
        if not draft.way.view:
            await self.client.views_open(trigger_id=draft.way.trigger, view=view)
            return
        try:
            await self.client.views_push(trigger_id=draft.way.trigger, view=view)
        except SlackApiError as error:
            if reason(error) not in _FULL:
                raise
            await self.client.views_update(view_id=draft.way.view, view=view)

    async def _window(self, draft: Draft, card: Card) -> None:
        await self.client.views_push(trigger_id=draft.way.trigger, view=blockkit.window(card))

    async def _replace(self, draft: Draft, card: Card) -> None:
        channel, message = draft.where.conversation, draft.way.message
        await self._laid_out("chat.update", card, channel=channel, ts=message)

    async def _direct(self, address: str, card: Card, thread: str) -> None:
        await self._laid_out(
            "chat.postMessage",
            card,
            channel=address,
            unfurl_links=False,
            unfurl_media=False,
            **_thread(thread),
        )

    async def _beside_private(self, draft: Draft, card: Card, *, replace: bool) -> None:
        """Use the response_url, the only way to change a private message, if it is Slack's."""
        if not may_respond(draft.way.response_url, self.client.base_url):
            await self.say(draft, card)
            return
        body = {
            **blockkit.message(card),
            "response_type": "ephemeral",
            "replace_original": replace,
        }
        if not await self._respond(draft.way.response_url, body):
            await self.say(draft, card)

    async def _respond(self, url: str, body: dict[str, Any]) -> bool:
        session = self.client.session
        assert session is not None  # set when the app starts
        try:
            async with session.post(url, json=body) as response:
                status = response.status
        except (aiohttp.ClientError, TimeoutError) as error:
            _LOG.warning("a response_url did not answer: %s", type(error).__name__)
            return False
        if status != 200:
            _LOG.warning("a response_url answered %d", status)
        return status == 200

    async def _laid_out(self, method: str, card: Card, **place: Any) -> None:
        """Send the card, or its words alone where Slack refuses the layout."""
        try:
            await self.client.api_call(method, json={**blockkit.message(card), **place})
        except SlackApiError as error:
            if reason(error) not in REFUSED_LAYOUT:
                raise
            _LOG.error("Slack refused a layout: %s", reason(error))
            await self.client.api_call(method, json={**blockkit.short(card), **place})


def origin(draft: Draft) -> tuple[str, str, str]:
    """Name where a window is asked for, so that its answer comes back there."""
    return draft.where.conversation, draft.where.thread, draft.way.message


def _thread(thread: str) -> dict[str, str]:
    return {"thread_ts": thread} if thread else {}
