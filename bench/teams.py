"""A Teams turn through botbuilder beside a bare aiohttp handler that makes the same reply.

As a program it is the server that is measured: `python -m bench.teams ours|bare ORIGIN` takes
activities and posts one card back for each.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any, Final

import orjson
from aiohttp import web

from bench.load import Load, send, spread
from bench.rows import Row
from bench.served import Served, serve_measured
from bench.teams_turns import TEAM, measured
from handlers.cards import Bold, Button, Buttons, Card, Note, Para, Said, line
from handlers.cards import Row as CardRow
from handlers.heard import Done, Heard, Reply, Show
from tests.fakes.teams import PASS, TENANT, Call, FakeTeams

PEOPLE: Final = 250  # each conversation takes seven messages a second
TURNS: Final = 250
TIMES: Final = 30
LANES: Final = 8


class Sink(FakeTeams):
    """A Connector that takes everything, at little cost to this machine."""

    async def _connector(self, request: web.Request) -> web.StreamResponse:
        if request.method in {"POST", "PUT"}:
            self.calls.append(Call(request.method, "", None))
            await request.read()
            return web.json_response({"id": str(len(self.calls))}, status=201)
        if request.path.endswith("/pagedmembers"):
            everybody = [_member(f"u{number}") for number in range(TEAM + 1)]
            return web.json_response({"members": everybody})
        return web.json_response(_member(request.path.rpartition("/")[2]))


def _member(identity: str) -> dict[str, str]:
    about = {"id": identity, "name": f"Person {identity[1:]}", "tenantId": TENANT}
    return about | {"aadObjectId": identity}


class Server(Served):
    """The process below seen from outside."""

    def __init__(self, kind: str, *, env: dict[str, str]) -> None:
        command = [sys.executable, "-m", "bench.teams", kind, env["ORIGIN"]]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, text=True)
        self.port = int(self._line())


def measure() -> list[Row]:
    """Measure both in turns, so that a busy moment of this machine meets both."""
    return asyncio.run(_measured())


async def _measured() -> list[Row]:
    async with Sink() as teams:
        env = {"ORIGIN": teams.url}
        async with _process("ours", env) as ours, _process("bare", env) as bare:
            for server in (ours, bare):
                await send(server.port, spread(turns(teams, "warm", PEOPLE), LANES))
            pairs = []
            for number in range(TIMES):
                theirs = await _loaded(bare, turns(teams, f"b{number}", TURNS))
                mine = await _loaded(ours, turns(teams, f"o{number}", TURNS))
                pairs.append((theirs, mine))
        tokens = teams.tokens
        status, answer = await measured(teams)
    their_cpu = min(cpu for (_, cpu), _ in pairs)
    my_cpu = min(cpu for _, (_, cpu) in pairs)
    return [
        Row(
            "Teams: CPU of a turn / bare aiohttp",
            my_cpu / their_cpu,
            1.6,
            f"{my_cpu * 1e6:.0f} us against {their_cpu * 1e6:.0f} us",
        ),
        Row(
            "Teams: CPU of a whole status / bare aiohttp",
            status / their_cpu,
            raw=f"{status * 1e6:.0f} us: the desk reads, one post",
        ),
        Row(
            "Teams: CPU of a whole answer / bare aiohttp",
            answer / their_cpu,
            raw=f"{answer * 1e6:.0f} us: kept, acknowledged, the next question posted",
        ),
        Row(
            f"Teams: Entra tokens for {TURNS * TIMES + PEOPLE} turns",
            float(tokens),
            1.0,
            f"{tokens} fetched",
        ),
    ]


def turns(teams: FakeTeams, name: str, count: int) -> list[bytes]:
    """Make signed activities, each of another person than the one before."""
    bearer = teams.issuer.token(teams.service_url)
    return [_request(teams, bearer, name, number) for number in range(count)]


def _request(teams: FakeTeams, bearer: str, name: str, number: int) -> bytes:
    user = f"29:{number % PEOPLE}"
    activity = {
        "type": "message",
        "id": f"{name}-{number}",
        "timestamp": "2026-11-20T09:00:00.000Z",
        "localTimezone": "Europe/Berlin",
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": {"id": user, "name": "Somebody", "aadObjectId": user},
        "recipient": {"id": "28:gatepost", "name": "Gatepost"},
        "conversation": {
            "id": f"a:{number % PEOPLE}",
            "conversationType": "personal",
            "tenantId": TENANT,
        },
        "channelData": {"tenant": {"id": TENANT}},
        "text": "status",
        "textFormat": "plain",
    }
    body = json.dumps(activity).encode()
    head = (
        "POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {bearer}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _loaded(server: Served, requests: Sequence[bytes]) -> tuple[Load, float]:
    before = server.cpu()
    load = await send(server.port, spread(requests, LANES))
    return load, (server.cpu() - before) / len(requests)


@asynccontextmanager
async def _process(kind: str, env: dict[str, str]) -> AsyncIterator[Served]:
    server = await asyncio.to_thread(Server, kind, env=env)
    try:
        yield server
    finally:
        await asyncio.to_thread(server.end)


# --- the processes ---------------------------------------------------------------------------


def shown() -> Card:
    """Make a card of the size of a status."""
    return Card(
        "Where it stands",
        (
            Para(line(Bold("Gate 1: 2 of 5 criteria met"))),
            *(
                CardRow(line(f"Criterion {n}: ", Said("missing")), Button("Why", "why", f"c{n}"))
                for n in range(5)
            ),
            Note(line("Asked on Monday")),
            Buttons((Button("Answer", "answer", "p"), Button("Flags", "flags", "p"))),
        ),
    )


class OneCard:
    """A desk that always has the same to say."""

    def __init__(self) -> None:
        self.card = shown()

    async def hear(self, heard: Heard) -> Reply:
        return Done() if heard.key.startswith("roster:") else Show(self.card)


def main() -> None:
    """Be one of the processes: print the port, then for each line on stdin the CPU seconds."""
    kind, origin = sys.argv[1:]
    (_ours if kind == "ours" else _bare)(origin)


def _ours(origin: str) -> None:
    from starlette.applications import Starlette

    from bot.teams.app import TeamsApp
    from bot.teams.config import TeamsConfig
    from storage.post.outbox import Post
    from storage.store import Store
    from tests.fakes.teams import APP_ID, PASSWORD

    config = TeamsConfig(
        APP_ID, PASSWORD, (TENANT,), openid_url=f"{origin}/openid", admins=frozenset(), dev=True
    )
    folder = tempfile.mkdtemp(prefix="bench-teams-")
    store = Store.open(f"sqlite:///{Path(folder) / 'teams.db'}", create=True)

    async def outlet(tenant: str, post: Post) -> None:
        raise AssertionError("a reply was not taken in its turn")

    teams = TeamsApp(config, OneCard(), store, outlet)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await teams.start()
        yield
        await teams.stop()
        store.close()

    app = teams.in_front_of(Starlette(lifespan=lifespan))
    serve_measured(app, proxy_headers=False)


def _bare(origin: str) -> None:
    """Answer without looking: no token, no tenant, no person; one post of the same card."""
    import aiohttp

    from bot.render import adaptive_teams

    content = adaptive_teams.message(shown())
    attached = json.loads(content["attachments"][0]["content"])

    async def run() -> None:
        async with aiohttp.ClientSession() as http:

            async def take(request: web.Request) -> web.Response:
                heard: dict[str, Any] = await request.json()
                base = f"{heard['serviceUrl']}v3/conversations/{heard['conversation']['id']}"
                card = {"contentType": adaptive_teams.CARD, "content": attached}
                reply = {"type": "message", "summary": "x", "attachments": [card]}
                body = orjson.dumps(reply)
                headers = {
                    "Authorization": f"Bearer {PASS}-1",
                    "Content-Type": "application/json",
                }
                url = f"{base}/activities/{heard['id']}"
                async with http.post(url, data=body, headers=headers) as answer:
                    await answer.json()
                return web.Response()

            app = web.Application()
            app.router.add_post("/api/messages", take)
            runner = web.AppRunner(app, access_log=None)
            await runner.setup()
            listening = socket.create_server(("127.0.0.1", 0))
            await web.SockSite(runner, listening).start()
            print(listening.getsockname()[1], flush=True)
            while await asyncio.to_thread(sys.stdin.readline):
                print(time.process_time(), flush=True)
            await runner.cleanup()

    asyncio.run(run())
    os._exit(0)


if __name__ == "__main__":
    main()
