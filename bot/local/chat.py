"""The local chat put together: its page, its WebSocket, and the door before both."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp
from starlette.websockets import WebSocket

from bot.local import frames
from bot.local.acts import Acts
from bot.local.door import Door
from bot.local.hub import Hub
from bot.local.memory import Memory
from bot.local.pictures import PATH
from bot.local.poster import LocalPoster
from bot.local.seeds import PEOPLE, ROOMS, TENANT, Channel, Persona
from bot.local.socket import UNREADABLE, Session
from bot.local.town import Town
from bot.local.uploads import given
from bot.ports import Desk
from handlers.cards import Chart
from storage.store import Store, Tx
from storage.tenant import people, rooms

STATIC = Path(__file__).parent / "static"


class LocalChat:
    """A chat for one machine; `asgi` serves it, `poster` brings Gatepost's posts into it."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        people: Sequence[Persona] = PEOPLE,
        rooms: Sequence[Channel] = ROOMS,
        *,
        token: str,
        draw: Callable[[Chart], Awaitable[bytes | None]] | None = None,
    ) -> None:
        self.town = Town(people, rooms, draw)
        self.memory = Memory(store, Hub(self.town))
        self.acts = Acts(self.memory, desk)
        self.poster = LocalPoster(self.memory)
        self.boot = secrets.token_urlsafe(8)  # tells a page that the server is another one now
        self.asgi: ASGIApp = Door(self.pages(), token)

    def pages(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/", _page),
                Route("/people", self.people),
                Route("/files", self.files, methods=["POST"]),
                Route(f"{PATH}{{name}}.png", self.town.pictures.picture),
                WebSocketRoute("/ws", self.socket),
                Mount("/static", StaticFiles(directory=STATIC)),
            ]
        )

    async def people(self, request: Request) -> Response:
        """Tell the page whom one can act as, and with it that its token is still good."""
        return JSONResponse({"people": self.town.personas()})

    async def files(self, request: Request) -> Response:
        """Take a file from the page."""
        user = request.query_params.get("as", "")
        act = await given(request) if user in self.town.people else None
        if act is None:
            return JSONResponse(frames.error(UNREADABLE), status_code=400)
        return JSONResponse(await self.acts.do(user, act))

    async def socket(self, socket: WebSocket) -> None:
        await Session(socket, self.acts, self.boot).serve()

    async def seed(self) -> None:
        """Introduce the people and channels to the storage; twice changes nothing."""
        await self.memory.write(self.introduce)

    def introduce(self, tx: Tx) -> None:
        at = datetime.now(UTC)
        ids = {user: people.meet(tx, TENANT, p.face).id for user, p in self.town.people.items()}
        for user, persona in self.town.people.items():
            for role in persona.roles:
                people.grant(tx, TENANT, ids[user], role, ids[user], at)
        for channel in self.town.rooms.values():
            rooms.put(tx, TENANT, channel.room)
            members = [ids[user] for user in channel.members]
            rooms.set_members(tx, TENANT, channel.room.id, members)


def local_poster(store: Store) -> LocalPoster:
    """Post into the local chat while its page is not served: it is there when it is opened."""
    return LocalPoster(Memory(store, Hub(Town(PEOPLE, ROOMS))))


async def _page(request: Request) -> Response:
    return FileResponse(STATIC / "page.html")
