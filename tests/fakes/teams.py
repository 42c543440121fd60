"""A Bot Connector for tests: it signs what it sends, and is strict about what it gets."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Any, TypeAlias
from urllib.parse import unquote

import aiohttp
from aiohttp import web
from aiohttp.typedefs import Handler

from tests.fakes import teams_cards as cards
from tests.fakes.teams_tokens import APP_ID, Issuer
from tests.fakes.teams_world import BOT, Conversation, Member, Message, World

Json: TypeAlias = dict[str, Any]

TENANT = "aaaaaaaa-0000-0000-0000-000000000001"
PASSWORD = "a-client-secret"
PASS = "an-entra-token"
CARD = "application/vnd.microsoft.card.adaptive"
SERVICE_URL = "/teams/"


@dataclass
class Fault:
    """What goes wrong with one call: an answer of Teams', or none at all."""

    status: int = 500
    code: str = ""
    retry_after: str = ""
    page: str = ""  # what is answered instead of JSON
    lost: bool = False  # the connection is closed without an answer
    after_acting: bool = False  # it was done all the same


@dataclass
class Answer:
    """What Gatepost's endpoint answered."""

    status: int
    body: Any

    @property
    def card(self) -> Json:
        assert self.body["type"] == CARD, self.body
        card: Json = self.body["value"]
        return card


@dataclass
class Call:
    """One call of Gatepost's to the Connector."""

    method: str
    path: str
    body: Any
    at: float = field(default_factory=time.monotonic)


class FakeTeams:
    """One tenant, its people and conversations, and the service around them."""

    def __init__(self, tls: SSLContext | None = None) -> None:
        self.tls = tls
        self.world = World(TENANT)
        self.issuer = Issuer()
        self.endpoint = ""  # Gatepost's own address
        self.calls: list[Call] = []
        self.refused: list[str] = []  # what a strict Teams would not have taken
        self.cards: list[Json] = []  # every card that was shown
        self.answers: list[Answer] = []
        self.files: dict[str, bytes] = {}
        self.tokens = 0  # handed out by Entra
        self.asked: set[str] = set()  # of its services, by the first part of their paths
        self.connections: set[object] = set()  # from which anything was asked
        self.identity_down = False
        self.targets = False  # the clients can show something to one person
        self.anonymous = False
        self.piecewise = False  # whatever is answered comes in two pieces
        self.key_delay = 0.0
        self.keys_down = False
        self.faults: dict[str, list[Fault]] = defaultdict(list)

    async def __aenter__(self) -> FakeTeams:
        app = web.Application(client_max_size=1 << 22, middlewares=[self._noting])
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        app.router.add_get("/files/{name}", self._file)
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._authority)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._entra)
        app.router.add_get("/metadata/identity/oauth2/token", self._identity)
        app.router.add_route("*", "/teams/{tail:.*}", self._connector)
        self._runner = web.AppRunner(app, handler_cancellation=True)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self.tls)
        await site.start()
        self.url = f"{'https' if self.tls else 'http'}://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
        self.http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()
        await self._runner.cleanup()

    @property
    def service_url(self) -> str:
        return f"{self.url}{SERVICE_URL}"

    def settings(self) -> dict[str, str]:
        """The environment in which Gatepost takes this for Teams."""
        return {
            "TEAMS_APP_ID": APP_ID,
            "TEAMS_APP_PASSWORD": PASSWORD,
            "TEAMS_TENANT_ID": TENANT,
            "TEAMS_OPENID_URL": f"{self.url}/openid",
            "GATEPOST_DEV": "1",
        }

    def fault(self, what: str, *faults: Fault) -> None:
        """Let the next calls of a kind (post, update, create, members) go wrong, in this order."""
        self.faults[what] += faults

    # What Gatepost asks for

    @web.middleware
    async def _noting(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        assert request.transport is not None
        self.connections.add(request.transport.get_extra_info("peername"))
        self.asked.add(request.path.split("/")[1])
        answer = await handler(request)
        return await self._in_pieces(request, answer) if self.piecewise else answer

    async def _in_pieces(self, request: web.Request, whole: web.StreamResponse) -> Any:
        """Answer as a network does with what is long: not all at once."""
        assert isinstance(whole, web.Response)
        assert isinstance(whole.body, bytes)
        answer = web.StreamResponse(status=whole.status)
        answer.content_type = whole.content_type
        await answer.prepare(request)
        half = len(whole.body) // 2
        for piece in (whole.body[:half], whole.body[half:]):
            await answer.write(piece)
            await asyncio.sleep(0.05)
        return answer

    async def _openid(self, request: web.Request) -> web.Response:
        await asyncio.sleep(self.key_delay)
        if self.keys_down:
            return web.Response(status=503)
        return web.json_response({"issuer": "x", "jwks_uri": f"{self.url}/keys"})

    async def _keys(self, request: web.Request) -> web.Response:
        return web.json_response(self.issuer.published())

    async def _authority(self, request: web.Request) -> web.Response:
        base = "https://login.microsoftonline.com/" + request.match_info["tenant"]
        return web.json_response(
            {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
        )

    async def _entra(self, request: web.Request) -> web.Response:
        form = await request.post()
        good = form.get("client_secret") == PASSWORD and request.match_info["tenant"] == TENANT
        if not good or form.get("scope") != "https://api.botframework.com/.default":
            return web.json_response({"error": "invalid_client"}, status=401)
        self.tokens += 1
        return web.json_response(
            {"token_type": "Bearer", "expires_in": 3600, "access_token": f"{PASS}-{self.tokens}"}
        )

    async def _identity(self, request: web.Request) -> web.Response:
        """The service of an Azure machine that knows its managed identities."""
        if self.identity_down:
            return web.json_response({"error": "temporarily_unavailable"}, status=503)
        assert request.headers.get("Metadata") == "true"
        asked = {name: request.query.get(name) for name in ("client_id", "resource")}
        if asked != {"client_id": APP_ID, "resource": "https://api.botframework.com"}:
            return web.json_response({"error": "invalid_request"}, status=400)
        self.tokens += 1
        return web.json_response(
            {
                "access_token": f"{PASS}-{self.tokens}",
                "client_id": APP_ID,
                "expires_in": "86399",  # a text, as it is there
                "resource": asked["resource"],
                "token_type": "Bearer",
            }
        )

    async def _connector(self, request: web.Request) -> web.StreamResponse:
        body = json.loads(await request.text() or "null")
        path = request.path.removeprefix("/teams")
        self.calls.append(Call(request.method, request.path_qs.removeprefix("/teams"), body))
        bearer = request.headers.get("Authorization", "")
        if not self.anonymous and bearer != f"Bearer {PASS}-{self.tokens}":
            return _error(401, "Unauthorized")
        parts = [unquote(part) for part in path.strip("/").split("/")]
        kind = _kind(request.method, parts)
        fault = self.faults[kind].pop(0) if self.faults[kind] else None
        if fault is not None and not fault.after_acting:
            return await self._failing(request, fault)
        answer = self._acted(kind, parts, body, request)
        return answer if fault is None else await self._failing(request, fault)

    async def _failing(self, request: web.Request, fault: Fault) -> web.Response:
        if fault.lost:
            assert request.transport is not None
            request.transport.close()
        answer = _error(fault.status, fault.code)
        if fault.page:
            answer = web.Response(status=fault.status, text=fault.page, content_type="text/html")
        if fault.retry_after:
            answer.headers["Retry-After"] = fault.retry_after
        return answer

    def _acted(self, kind: str, parts: list[str], body: Any, request: web.Request) -> web.Response:
        if kind == "create":
            member = self.world.by_id(body["members"][0]["id"])
            known = member is not None and body.get("tenantId") == TENANT
            return (
                web.json_response({"id": self.world.personal(member.entra).id})
                if known and member
                else _error(403, "Forbidden")
            )
        if kind == "team":
            return self._team(parts)
        conversation = self.world.conversations.get(parts[2].partition(";")[0])
        if conversation is None:
            return _error(404, "ConversationNotFound")
        match kind:
            case "members":
                listed = [self._member(one) for one in sorted(conversation.members)]
                return web.json_response({"members": listed})
            case "member":
                found = self.world.by_id(parts[4])
                if found is None or found.entra not in conversation.members:
                    return _error(404, "MemberNotFoundInConversation")
                return web.json_response(self._member(found.entra))
            case "post":
                return self._posted(conversation, parts, body, request)
            case "update":
                return self._updated(parts, body)
            case _:
                return _error(405, "MethodNotAllowed")

    def _team(self, parts: list[str]) -> web.Response:
        if len(parts) == 3:
            return web.json_response({"id": parts[2], "name": "Pilots"})
        mine = [one for one in self.world.conversations.values() if one.team == parts[2]]
        return web.json_response(
            {"conversations": [{"id": one.id, "name": one.name or None} for one in mine]}
        )

    def _member(self, entra: str) -> Json:
        about = self.world.people[entra]
        return {
            "id": about.id,
            "name": about.name,
            "email": about.email,
            "userPrincipalName": about.email,
            "aadObjectId": about.entra,
            "tenantId": about.tenant or TENANT,
            "userRole": "guest" if about.guest else "user",
        }

    def _posted(
        self, conversation: Conversation, parts: list[str], body: Json, request: web.Request
    ) -> web.Response:
        targeted = request.query.get("isTargetedActivity") == "true"
        if targeted and not self.targets:
            return _error(400, "BadArgument")
        if refusal := self._refusal(body):
            return refusal
        only = self.world.by_id(body["recipient"]["id"]) if targeted else None
        message = Message(
            str(next(self.world.ids)),
            conversation.id,
            body.get("text", ""),
            self._card(body),
            only_for=only.entra if only else "",
            thread=parts[2].partition(";messageid=")[2],
        )
        conversation.messages.append(message)
        return web.json_response({"id": message.id}, status=201)

    def _updated(self, parts: list[str], body: Json) -> web.Response:
        message = self.world.message(parts[4])
        if message is None or message.conversation != parts[2]:
            return _error(404, "ActivityNotFoundInConversation")
        if refusal := self._refusal(body):
            return refusal
        message.past += [one for one in (message.card, *message.own.values()) if one]
        message.text, message.card = body.get("text", ""), self._card(body)
        message.own.clear()
        message.edits += 1
        return web.json_response({"id": message.id})

    def _refusal(self, body: Json) -> web.Response | None:
        if body.get("type") != "message" or not (body.get("attachments") or body.get("text")):
            self.refused.append(f"no message: {body}")
            return _error(400, "BadSyntax")
        try:
            if (card := self._card(body)) is not None:
                cards.check(card)
                assert body.get("summary"), "a card without a line for the notification"
        except AssertionError as wrong:
            self.refused.append(str(wrong))
            return _error(400, "BadArgument")
        return None

    def _card(self, body: Json) -> Json | None:
        for attached in body.get("attachments") or ():
            assert attached["contentType"] == CARD
            self.cards.append(attached["content"])
            content: Json = attached["content"]
            return content
        return None

    # What people do

    def activity(self, user: str, conversation: Conversation, kind: str, **more: Any) -> Json:
        """What Teams sends when somebody does something."""
        member = self.world.people[user]
        identity = conversation.id
        data: Json = {"tenant": {"id": TENANT}}
        if conversation.kind == "channel":
            identity += f";messageid={next(self.world.ids)}"
            data |= {"team": {"id": conversation.team}, "channel": {"id": conversation.id}}
        return {
            "type": kind,
            "id": str(next(self.world.ids)),
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
            "localTimezone": member.tz,
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": member.id, "name": member.name, "aadObjectId": member.entra},
            "recipient": {"id": BOT, "name": "Gatepost"},
            "conversation": {
                "id": identity,
                "conversationType": conversation.kind,
                "tenantId": TENANT,
                "isGroup": conversation.kind != "personal",
            },
            "channelData": data,
            **more,
        }

    async def send(
        self, activity: Any, *, token: str | None = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Deliver something signed."""
        bearer = self.issuer.token(self.service_url) if token is None else token
        given = {"Content-Type": "application/json"}
        given |= {"Authorization": f"Bearer {bearer}"} if bearer else {}
        raw = activity if isinstance(activity, bytes) else json.dumps(activity).encode()
        async with self.http.post(
            self.endpoint, data=raw, headers=given | (headers or {})
        ) as answer:
            text = await answer.text()
            assert "Traceback" not in text
            self.answers.append(Answer(answer.status, json.loads(text) if text else None))
        return self.answers[-1]

    def place(self, user: str, conversation: str) -> Conversation:
        found = self.world.conversations.get(conversation)
        return found or self.world.personal(user)

    async def says(self, user: str, text: str, conversation: str = "") -> Answer:
        """Type something; `@Name` and `@Gatepost` become mentions, as the client makes them."""
        place = self.place(user, conversation)
        marked, entities = self._marked(text)
        activity = self.activity(
            user, place, "message", text=marked, textFormat="plain", entities=entities
        )
        place.messages.append(Message(activity["id"], place.id, text, sender=user))
        return await self.send(activity)

    async def gives(self, user: str, name: str, content: bytes, text: str = "") -> Answer:
        """Attach a file in the private chat, which Teams keeps in the person's own store."""
        place = self.world.personal(user)
        self.files[name] = content
        info = {"downloadUrl": f"{self.url}/files/{name}?tempauth=x", "fileType": "yml"}
        attached = {
            "contentType": "application/vnd.microsoft.teams.file.download.info",
            "name": name,
            "content": info,
        }
        activity = self.activity(user, place, "message", text=text, attachments=[attached])
        return await self.send(activity)

    async def _file(self, request: web.Request) -> web.Response:
        content = self.files.get(request.match_info["name"])
        return web.Response(status=404) if content is None else web.Response(body=content)

    async def slash(self, user: str, text: str, conversation: str) -> Answer:
        """Choose a command of the list, which nobody else sees."""
        place = self.place(user, conversation)
        activity = self.activity(user, place, "message", text=text, textFormat="plain")
        activity["recipient"]["isTargeted"] = True
        return await self.send(activity)

    def _marked(self, text: str) -> tuple[str, list[Json]]:
        known: list[tuple[str, str]] = [("Gatepost", BOT)]
        known += [(one.name, one.id) for one in self.world.people.values()]
        known += [(one.name.split()[0], one.id) for one in self.world.people.values()]
        entities = []
        for name, identity in known:
            while f"@{name}" in text:
                mark = f"<at>{name}</at>"
                text = text.replace(f"@{name}", mark, 1)
                mentioned = {"id": identity, "name": name}
                entities.append({"type": "mention", "text": mark, "mentioned": mentioned})
        return text, entities

    async def press(
        self, user: str, message: Message, label: str, filled: Json | None = None
    ) -> Answer:
        """Press a button of a message, with what was filled in."""
        card = message.seen_by(user)
        assert card is not None
        action = button(card, label)
        assert action is not None, f"no [{label}] in {cards.words(card)}"
        return await self.execute(user, message, action, filled)

    async def execute(
        self,
        user: str,
        message: Message,
        action: Json,
        filled: Json | None = None,
        trigger: str = "manual",
    ) -> Answer:
        place = self.world.conversations[message.conversation]
        data = {**action.get("data", {}), **(filled or {})}
        pressed = {"type": "Action.Execute", "verb": action["verb"], "data": data}
        activity = self.activity(
            user,
            place,
            "invoke",
            name="adaptiveCard/action",
            value={"action": pressed, "trigger": trigger},
            replyToId=message.id,
        )
        answer = await self.send(activity)
        assert answer.status == 200, answer
        assert set(answer.body) == {"statusCode", "type", "value"}, answer.body
        if answer.body["type"] == CARD:
            cards.check(answer.card)
            self.cards.append(answer.card)
            message.past += [one for one in (message.seen_by(user),) if one]
            message.own[user] = answer.card
        return answer

    async def until(
        self, holds: Callable[[], Any], what: Callable[[], str], seconds: float = 8.0
    ) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"waited for {what()}"
            await asyncio.sleep(0.02)


def button(card: Json, label: str) -> Json | None:
    """Find what happens when a button is pressed; a question in between is answered with yes."""
    found = [one for one in cards.elements(card) if one.get("title") == label]
    runs = [one for one in found if one["type"] == "Action.Execute"]
    return runs[0] if runs else None


def _kind(method: str, parts: list[str]) -> str:
    if parts[1] == "teams":
        return "team"
    match method, parts[2:]:
        case "POST", []:
            return "create"
        case "POST", [_, "activities", *_]:
            return "post"
        case "PUT", [_, "activities", _]:
            return "update"
        case "GET", [_, "pagedmembers"]:
            return "members"
        case "GET", [_, "members", _]:
            return "member"
        case _:
            return "unknown"


def _error(status: int, code: str) -> web.Response:
    return web.json_response({"error": {"code": code, "message": code}}, status=status)


__all__ = ["APP_ID", "BOT", "TENANT", "Answer", "FakeTeams", "Fault", "Member", "Message"]
