"""botbuilder's adapter and connector client behind our port."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

import orjson
from botbuilder.core import TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ResourceResponse,
)
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import BotFrameworkAuthentication, ClaimsIdentity
from botframework.connector.auth.authenticate_request_result import AuthenticateRequestResult
from botframework.connector.auth.connector_factory import ConnectorFactory
from botframework.connector.bot_framework_sdk_client_async import (
    BotFrameworkConnectorConfiguration,
)
from msrest.authentication import Authentication

from bot.reading import Payload, text_of
from bot.teams.config import TeamsConfig
from bot.teams.port import Failed, Reference, Turn
from bot.teams.sdk.entra import Passes, passes
from bot.teams.sdk.pipeline import Pipeline, new_session
from bot.teams.sdk.writing import Writer, heard, message, written

PAGE, PAGES = 500, 20  # members listed: ten thousand
CLIENTS: Final = 64  # service URLs remembered; there are about a dozen

logging.getLogger("msrest").setLevel(logging.ERROR)


class BotbuilderTurn:
    """A turn of botbuilder's."""

    def __init__(self, context: TurnContext) -> None:
        self.context = context

    async def say(self, activity: Payload) -> str:
        """Answer through the adapter: the turn itself would copy whom it answers four times."""
        heard = self.context.activity
        made = message(activity)
        made.from_property, made.conversation = heard.recipient, heard.conversation
        made.recipient, made.reply_to_id = heard.from_property, heard.id
        (sent,) = await self.context.adapter.send_activities(self.context, [made])
        return str(sent.id or "")


class Clients(ConnectorFactory):
    """One connector client a service URL, made once: making one costs more than using it."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self._made: dict[str, ConnectorClient] = {}

    async def create(self, service_url: str, audience: str = "") -> ConnectorClient:
        return self.get(service_url)

    def get(self, service_url: str) -> ConnectorClient:
        known = self._made.get(service_url)
        if known is None:
            if len(self._made) >= CLIENTS:
                self._made.clear()
            # It asks for credentials, and hands them to nobody: the pipeline has ours.
            config = BotFrameworkConnectorConfiguration(Authentication(), service_url)
            known = ConnectorClient(None, custom_configuration=config)
            known.config.pipeline = self.pipeline
            known.conversations._serialize = Writer(known.conversations._serialize.dependencies)
            self._made[service_url] = known
        return known


class Trusted(BotFrameworkAuthentication):
    """What botbuilder asks about requests: they were checked at our own front door."""

    def __init__(self, clients: Clients) -> None:
        self.clients = clients

    async def authenticate_request(self, activity: Activity, auth_header: str) -> Any:
        raise PermissionError("requests are checked before they come here")

    async def authenticate_streaming_request(self, auth_header: str, channel_id_header: str) -> Any:
        raise PermissionError("there is no streaming")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return self.clients

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Give none: nobody signs in to anything through us."""


class Adapter(CloudAdapterBase):
    """botbuilder's own turns, with what stands around them taken away."""

    def __init__(self, trusted: Trusted, pipeline: Pipeline) -> None:
        super().__init__(trusted)
        self.pipeline = pipeline

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        """Send at once: botbuilder's way builds the address from a template, each time anew."""
        base = f"{context.activity.service_url.rstrip('/')}/v3/conversations"
        sent = []
        for one in activities:
            url = f"{base}/{quote(one.conversation.id, safe='')}/activities"
            _, content = await self.pipeline.call("POST", url, written(one))
            known = content.get("id") if isinstance(content, dict) else ""
            sent.append(ResourceResponse(id=known))
        return sent


class BotbuilderConnector:
    """The Bot Connector through botbuilder."""

    def __init__(self, config: TeamsConfig, clock: Callable[[], float]) -> None:
        self.config = config
        self.passes: Passes | None = passes(config, clock)
        self.pipeline = Pipeline(self.passes)
        self.clients = Clients(self.pipeline)
        self.adapter = Adapter(Trusted(self.clients), self.pipeline)
        self._admitted = self._admission()

    def _admission(self) -> AuthenticateRequestResult:
        admitted = AuthenticateRequestResult()
        admitted.claims_identity = ClaimsIdentity({"aud": self.config.app_id}, True)
        admitted.connector_factory = self.clients
        return admitted

    async def start(self) -> None:
        self.pipeline.session = new_session()

    async def stop(self) -> None:
        if self.pipeline.session is not None:
            await self.pipeline.session.close()

    async def turn(self, activity: Payload, logic: Callable[[Turn], Awaitable[None]]) -> None:
        async def run(context: TurnContext) -> None:
            await logic(BotbuilderTurn(context))

        await self.adapter.process_activity(self._admitted, heard(activity), run)

    async def send(self, where: Reference, activity: Payload, *, targeted: bool = False) -> str:
        made = message(activity)
        made.from_property = ChannelAccount(id=where.bot)
        made.conversation = ConversationAccount(id=where.conversation)
        conversation = where.conversation
        if where.thread:
            conversation += f";messageid={where.thread}"
        params = {"isTargetedActivity": "true"} if targeted else None
        sent = await self.clients.get(where.service_url).conversations.send_to_conversation(
            conversation, made, params=params
        )
        return str(sent.id if sent and sent.id else "")

    async def update(self, where: Reference, message_id: str, activity: Payload) -> None:
        made = message(activity)
        made.id = message_id
        made.from_property = ChannelAccount(id=where.bot)
        made.conversation = ConversationAccount(id=where.conversation)
        await self.clients.get(where.service_url).conversations.update_activity(
            where.conversation, message_id, made
        )

    async def create(self, where: Reference, tenant: str, user: str) -> str:
        # botbuilder's own parameters write tenantID, which is not what Teams reads.
        wanted = {
            "isGroup": False,
            "bot": {"id": where.bot},
            "members": [{"id": user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        url = f"{where.service_url.rstrip('/')}/v3/conversations"
        _, made = await self.pipeline.call("POST", url, orjson.dumps(wanted))
        return text_of(made, "id") if isinstance(made, dict) else ""

    async def member(self, where: Reference, user: str) -> Payload:
        # botbuilder's own model of a member drops what Teams adds to it.
        return await self._get(where, f"members/{quote(user, safe='')}")

    async def members(self, where: Reference) -> Sequence[Payload]:
        found: list[Payload] = []
        token = ""
        for _ in range(PAGES):
            asked = {"pageSize": str(PAGE)} | ({"continuationToken": token} if token else {})
            page = await self._get(where, "pagedmembers", asked)
            listed = page.get("members")
            if not isinstance(listed, list):
                raise Failed(200, "NoMembers")  # lest all seem to have left
            found += [one for one in listed if isinstance(one, dict)]
            token = text_of(page, "continuationToken")
            if not token:
                break
        return found

    async def channels(self, where: Reference, team: str) -> Mapping[str, str]:
        base = f"{where.service_url.rstrip('/')}/v3/teams/{quote(team, safe='')}"
        _, about = await self.pipeline.call("GET", base)
        _, listed = await self.pipeline.call("GET", f"{base}/conversations")
        own = text_of(about, "name") if isinstance(about, dict) else ""
        found = listed.get("conversations") if isinstance(listed, dict) else None
        every = [one for one in found or () if isinstance(one, dict)]
        return {text_of(one, "id"): text_of(one, "name") or own for one in every}

    async def _get(
        self, where: Reference, path: str, params: dict[str, str] | None = None
    ) -> Payload:
        conversation = quote(where.conversation, safe="")
        url = f"{where.service_url.rstrip('/')}/v3/conversations/{conversation}/{path}"
        _, content = await self.pipeline.call("GET", url, params=params)
        return content if isinstance(content, dict) else {}
