"""Gatepost's Teams side, with a small desk, connected to the fake Connector."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette

from bot.running.sender import Sender
from bot.teams.app import TeamsApp
from bot.teams.config import TeamsConfig
from storage.post import outbox
from storage.post.outbox import Post
from storage.store import Store, Tx
from tests.fakes.teams import APP_ID, PASSWORD, TENANT, FakeTeams
from tests.slack.rig import SmallDesk, serving

ANNA, BEN, GINA = "a-anna", "a-ben", "a-gina"
PILOTS = "19:pilots@thread.tacv2"


def now() -> datetime:
    return datetime.now(UTC)


def config(teams: FakeTeams, *, app_id: str = APP_ID) -> TeamsConfig:
    return TeamsConfig(
        app_id=app_id,
        password=PASSWORD,
        tenants=(TENANT,),
        openid_url=f"{teams.url}/openid",
        admins=frozenset({"anna@example.com"}),
        dev=True,
    )


class Rig:
    """The Teams side, a sender and what they share."""

    def __init__(self, app: TeamsApp, desk: SmallDesk, store: Store, sender: Sender) -> None:
        self.app, self.desk, self.store, self.sender = app, desk, store, sender
        self.lost: list[tuple[str, str, str]] = []

    async def put(self, tenant: str, post: Post) -> None:
        await asyncio.wrap_future(self.store.write(lambda tx: outbox.put(tx, tenant, now(), post)))
        self.sender.wake()

    async def waiting(self) -> dict[str, int]:
        def look(tx: Tx) -> dict[str, int]:
            return {state: count for state, count in outbox.waiting(tx).items() if count}

        return await asyncio.wrap_future(self.store.read(look))

    async def note_lost(self, tenant: str, address: str, reason: str) -> None:
        self.lost.append((tenant, address, reason))


@asynccontextmanager
async def gatepost(
    teams: FakeTeams,
    desk: SmallDesk,
    folder: Path,
    settings: Callable[[FakeTeams], TeamsConfig] = config,
) -> AsyncIterator[Rig]:
    """Run the Teams side on a free port."""
    store = Store.open(f"sqlite:///{folder / 'teams.db'}", create=True)
    posters: dict[str, object] = {}
    sender = Sender(store, posters, now, pause=0.01)  # type: ignore[arg-type]
    rig: Rig

    async def put(tenant: str, post: Post) -> None:
        await rig.put(tenant, post)

    async def lost(tenant: str, address: str, reason: str) -> None:
        await rig.note_lost(tenant, address, reason)

    app = TeamsApp(settings(teams), desk, store, put, lost=lost)
    posters["teams"] = app.poster
    rig = Rig(app, desk, store, sender)
    await app.start()
    sending = asyncio.create_task(sender.run())
    try:
        async with serving(app.in_front_of(Starlette())) as url:
            teams.endpoint = f"{url}/api/messages"
            yield rig
    finally:
        await sender.stop()
        await sending
        await app.stop()
        store.close()
