"""A static answer over signed HTTP: `/gate help` beside bare Bolt's echo, and rendering by hand.

As a program it is the server that is measured: `python -m bench.slack COUNT` answers `/gate help`
through everything but the real desk, which has COUNT handlers to choose from.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from statistics import median
from subprocess import PIPE, Popen
from typing import Any, Final
from urllib.parse import urlencode

import orjson

from bench.answer import echoes
from bench.load import FORM, Load, send, signed, spread
from bench.rows import Row
from bench.served import Served, serve_measured
from handlers.cards import Bold, Button, Buttons, Card, Note, Para, Said, line
from handlers.cards import Row as CardRow
from handlers.heard import Command, Done, Heard, Reply, Show
from tests.fakes.slack import BOT_TOKEN, SIGNING_SECRET, FakeSlack

ALONE: Final = 400  # requests over one connection
ECHOES_ALONE: Final = 100  # bare Bolt needs some 11 ms for each
MANY: Final = 2000
LANES: Final = 16
TIMES: Final = 7
HANDLERS: Final = (1, 60)


def measure() -> list[Row]:
    """Measure all of it."""
    return [*asyncio.run(_measured()), rendering()]


async def _measured() -> list[Row]:
    """Measure in turns, so that a busy moment of this machine meets everybody."""
    few, many = map(str, HANDLERS)
    async with FakeSlack() as slack:
        slack.person("U1", "Maria Lopez")
        slack.channel("C1", "pilots", {"U1"})
        env = slack.settings()
        async with (
            _process(Served, "bolt", env=env) as bolt,
            _process(Ours, few, env=env) as small,
            _process(Ours, many, env=env) as big,
        ):
            await send(bolt.port, spread(echoes(LANES * 10), LANES))
            for server in (small, big):
                await send(server.port, spread(helps(LANES * 50), LANES))
            turns = [await _turn(bolt, small, big) for _ in range(TIMES)]
            theirs = (await _loaded(bolt, echoes(ECHOES_ALONE), 1))[0]
            ours = (await _loaded(big, helps(ALONE), 1))[0]
    bolt_cpu, one, sixty = (min(cpu) for cpu in zip(*turns, strict=True))
    return _rows(bolt_cpu, one, sixty, theirs, ours)


async def _turn(bolt: Served, small: Served, big: Served) -> tuple[float, float, float]:
    return (
        (await _loaded(bolt, echoes(MANY // 4), LANES))[1],
        (await _loaded(small, helps(MANY), LANES))[1],
        (await _loaded(big, helps(MANY), LANES))[1],
    )


def _rows(bolt: float, one: float, sixty: float, bolt_alone: Load, ours: Load) -> list[Row]:
    return [
        Row(
            "help: CPU / bare Bolt",
            sixty / bolt,
            1 / 4,
            f"{sixty * 1e6:.0f} us against {bolt * 1e6:.0f} us",
        ),
        Row(
            "help: p50 / bare Bolt, one connection",
            ours.p50 / bolt_alone.p50,
            1 / 40,
            f"{ours.p50 * 1e3:.2f} ms against {bolt_alone.p50 * 1e3:.2f} ms",
        ),
        Row(
            "help: CPU with 60 handlers / with 1",
            sixty / one,
            1.05,
            f"{sixty * 1e6:.1f} us against {one * 1e6:.1f} us",
        ),
    ]


def helps(count: int) -> list[bytes]:
    """Make `/gate help`, typed again and again."""
    fields = {
        "team_id": "T1",
        "user_id": "U1",
        "channel_id": "C1",
        "channel_name": "pilots",
        "command": "/gate",
        "text": "help",
        "token": "x",
        "api_app_id": "A1",
        "response_url": "https://hooks.slack.com/commands/T1/1/x",
    }
    bodies = (urlencode({**fields, "trigger_id": f"1.2.{n}"}).encode() for n in range(count))
    return [signed(SIGNING_SECRET, body, FORM) for body in bodies]


async def _loaded(server: Served, requests: Sequence[bytes], lanes: int) -> tuple[Load, float]:
    """Send, and return how long it took and the CPU seconds of one request."""
    before = server.cpu()
    load = await send(server.port, spread(requests, lanes))
    return load, (server.cpu() - before) / len(requests)


@asynccontextmanager
async def _process(kind: type[Served], *words: str, env: dict[str, str]) -> AsyncIterator[Served]:
    server = await asyncio.to_thread(kind, *words, env=env)
    try:
        yield server
    finally:
        await asyncio.to_thread(server.end)


class Ours(Served):
    """The process below seen from outside."""

    def __init__(self, handlers: str, *, env: dict[str, str]) -> None:
        command = [sys.executable, "-m", "bench.slack", handlers, env["SLACK_API_URL"]]
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, text=True)
        self.port = int(self._line())


class StaticDesk:
    """A desk that finds a handler by the first word and lets it answer from memory."""

    def __init__(self, handlers: int) -> None:
        from handlers.helping import help_card

        def helped(heard: Heard) -> Reply:
            return Show(help_card())

        words = [f"word{number}" for number in range(handlers - 1)]
        self.table: dict[str, Callable[[Heard], Reply]] = dict.fromkeys([*words, "help"], helped)

    async def hear(self, heard: Heard) -> Reply:
        words = heard.what.text.split() if isinstance(heard.what, Command) else []
        return self.table[words[0]](heard) if words else Done()


def main() -> None:
    """Be the process: print the port, then for each line on stdin the CPU seconds used."""
    from starlette.applications import Starlette

    from bot.slack.app import SlackApp
    from bot.slack.config import SlackConfig

    handlers, api = sys.argv[1:]
    config = SlackConfig(BOT_TOKEN, SIGNING_SECRET, api_url=api)
    slack = SlackApp(config, StaticDesk(int(handlers)))

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await slack.start()
        yield
        await slack.stop()

    app = slack.in_front_of(Starlette(lifespan=lifespan))
    serve_measured(app, proxy_headers=False)


# --- rendering: a card of 40 blocks against the same dicts written down by hand -------------------


def rendering() -> Row:
    """Compare Card to bytes with dicts to bytes; both must say the same."""
    from bot.render.blockkit import message

    card = forty()

    def ours() -> bytes:
        return orjson.dumps(message(card))

    assert orjson.loads(ours()) == orjson.loads(by_hand()), "the two are not the same message"
    slow, fast = _each(ours, by_hand)
    return Row(
        "render: 40 blocks / by hand",
        slow / fast,
        3.0,
        f"{slow * 1e6:.0f} against {fast * 1e6:.0f} us",
    )


def _each(*functions: Callable[[], Any]) -> list[float]:
    """Time functions in turns and return each one's median."""
    took: list[list[float]] = [[] for _ in functions]
    for _ in range(400):
        for times, function in zip(took, functions, strict=True):
            begun = time.perf_counter()
            function()
            times.append(time.perf_counter() - begun)
    return [median(times) for times in took]


def forty() -> Card:
    """Make ten times a paragraph, a row, a note and two buttons."""
    blocks: list[Any] = []
    for n in range(10):
        blocks += [
            Para(line(Bold(f"Owner {n}"), " is ", Said(f"Maria {n}"))),
            CardRow(line(f"Metric {n}: ", Said("missing")), Button("Fix", "answer", f"q{n}")),
            Note(line(f"Asked because of {n}")),
            Buttons((Button("Skip", "skip", f"p{n}"), Button("Later", "later", f"p{n}"))),
        ]
    return Card("summary", tuple(blocks))


def by_hand() -> bytes:
    """Write the same message down as one would without any renderer."""
    blocks: list[dict[str, Any]] = []
    for n in range(10):
        again = f"~{n + 1}" if n else ""
        name, person = f"Owner {n}", f"Maria {n}"
        blocks += [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "text", "text": name, "style": {"bold": True}},
                            {"type": "text", "text": " is "},
                            {"type": "text", "text": person},
                        ],
                    }
                ],
            },
            {
                "type": "section",
                "text": _plain(f"Metric {n}: missing"),
                "accessory": _button("Fix", f"answer{again}", f"q{n}"),
            },
            {"type": "context", "elements": [_plain(f"Asked because of {n}")]},
            {
                "type": "actions",
                "elements": [
                    _button("Skip", f"skip{again}", f"p{n}"),
                    _button("Later", f"later{again}", f"p{n}"),
                ],
            },
        ]
    return orjson.dumps({"text": "summary", "blocks": blocks})


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


def _button(label: str, action_id: str, value: str) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": _plain(label), "value": value}


if __name__ == "__main__":
    main()
