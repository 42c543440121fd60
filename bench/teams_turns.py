"""Whole turns in Teams: Gatepost as it is served, a status that is read and a question answered.

As a program it is the server that is measured: `python -m bench.teams_turns DATABASE ORIGIN`.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any, Final

import orjson

from bench.interview import BEN, Seed
from bench.load import send, spread
from bench.rows import NotMeasured
from bench.served import Served, serve_measured
from tests.fakes.teams import TENANT, FakeTeams

TEAM: Final = 60  # people with a pilot each
LANES: Final = 8
QUIET, LONGEST = 1.0, 60.0  # seconds without a post, and until nothing more is waited for
CHANNEL: Final = "19:pilots@thread.tacv2"


class Turns:
    """The process below seen from outside, and what its people say."""

    def __init__(self, teams: FakeTeams, server: Served) -> None:
        self.teams, self.server = teams, server
        self.bearer = teams.issuer.token(teams.service_url)

    async def said(self, requests: Sequence[bytes]) -> float:
        """Send them; gives the CPU seconds of each, until all that was ordered has been sent."""
        before = self.server.cpu()
        await send(self.server.port, spread(requests, LANES))
        await self._quiet()
        return (self.server.cpu() - before) / len(requests)

    async def _quiet(self) -> None:
        end = time.monotonic() + LONGEST
        seen = -1
        while seen != len(self.teams.calls):
            seen = len(self.teams.calls)
            await asyncio.sleep(QUIET)
            if time.monotonic() > end:
                raise NotMeasured("Gatepost does not stop posting")

    def text(self, number: int, key: str, words: str) -> bytes:
        return self._request(number, key, {"type": "message", "text": words})

    def start(self, number: int) -> bytes:
        """Fill in the form that starts a pilot."""
        values = {
            "name": f"Invoice matching {number}",
            "purpose": "Match incoming invoices to orders without typing",
            "room": CHANNEL,
            "stage": "sg.st1",
            "owner": f"u{number + 1}",
        }
        data = {f"0.{name}": value for name, value in values.items()}
        action = {"type": "Action.Execute", "verb": "start", "data": data}
        value = {"action": action, "trigger": "manual"}
        pressed = {"type": "invoke", "name": "adaptiveCard/action", "value": value}
        return self._request(number, "start", pressed)

    def joined(self) -> bytes:
        """Be added to the channel, whose members are then asked for."""
        activity = {"type": "conversationUpdate", "membersAdded": [{"id": "28:gatepost"}]}
        return self._request(0, "joined", activity, CHANNEL)

    def _request(self, number: int, key: str, what: dict[str, Any], channel: str = "") -> bytes:
        user = f"u{number}"
        kind = "channel" if channel else "personal"
        activity = {
            "id": f"{key}-{number}",
            "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "channelId": "msteams",
            "serviceUrl": self.teams.service_url,
            "from": {"id": user, "name": f"Person {number}", "aadObjectId": user},
            "recipient": {"id": "28:gatepost", "name": "Gatepost"},
            "conversation": {"id": channel or f"a:{user}", "conversationType": kind},
            "channelData": {"tenant": {"id": TENANT}},
        } | what
        body = orjson.dumps(activity)
        head = (
            "POST /api/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {self.bearer}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


async def measured(teams: FakeTeams) -> tuple[float, float]:
    """Give the CPU seconds of a status, and of a question answered and the next one asked."""
    with tempfile.TemporaryDirectory(prefix="bench-teams-") as folder:
        texts = await asyncio.to_thread(lambda: Seed(Path(folder) / "seed.db", 1).texts)
        with _running(f"sqlite:///{Path(folder) / 'teams.db'}", teams.url) as server:
            turns = Turns(teams, server)
            return await _measured(turns, texts)


async def _measured(turns: Turns, texts: Sequence[str]) -> tuple[float, float]:
    team = range(TEAM)
    await turns.said([turns.joined()])
    await turns.said([turns.text(number, "hello", "thanks") for number in range(TEAM + 1)])
    await turns.said([turns.start(number) for number in team])
    answers = []
    for step, text in enumerate(texts):
        said = [text.replace(BEN, f"Person {number + 1}") for number in team]
        requests = [turns.text(number, f"a{step}", said[number]) for number in team]
        answers.append(await turns.said(requests))
    statuses = [
        await turns.said([turns.text(number, f"s{again}", "status") for number in team])
        for again in range(4)
    ]
    return min(statuses), min(answers)


@contextmanager
def _running(database: str, origin: str) -> Iterator[Served]:
    server = _Server(database, origin)
    try:
        yield server
    finally:
        server.end()


class _Server(Served):
    def __init__(self, *words: str) -> None:
        command = [sys.executable, "-m", "bench.teams_turns", *words]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, text=True)
        self.port = int(self._line())


def main() -> None:
    """Be the process: print the port, then for each line on stdin the CPU seconds used."""
    from bot.settings import load
    from bot.wiring import serve_app
    from tests.fakes.teams import APP_ID, PASSWORD

    database, origin = sys.argv[1:]
    settings = load(
        database_url=database,
        teams_app_id=APP_ID,
        teams_app_password=PASSWORD,
        teams_tenant_id=TENANT,
        teams_openid_url=f"{origin}/openid",
        gatepost_dev=True,
    )
    serve_measured(serve_app(settings))


if __name__ == "__main__":
    main()
