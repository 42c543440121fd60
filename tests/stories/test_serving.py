"""What `gatepost serve` answers to whoever watches it."""

from __future__ import annotations

import logging
from pathlib import Path

import aiohttp
import pytest

from storage.store import Store
from tests.fakes.slack import FakeSlack
from tests.stories.slack_stage import SlackStage, slack_stage


async def asked(stage: SlackStage, path: str) -> tuple[int, dict[str, object]]:
    origin = stage.slack.events_url.removesuffix("/slack/events")
    async with aiohttp.ClientSession() as http, http.get(f"{origin}{path}") as answer:
        return answer.status, await answer.json()


async def test_alive_and_ready_are_told_apart(tmp_path: Path) -> None:
    async with slack_stage(tmp_path, by_socket=False) as stage:
        assert await asked(stage, "/healthz") == (200, {"ok": True})
        status, told = await asked(stage, "/readyz")
        assert (status, told["database"]) == (200, "answers")
        assert "connected" in str(told["slack"])


async def test_a_database_that_is_gone_is_not_ready_and_is_logged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stores: list[Store] = []
    opening = Store.open

    def opened(*given: object, **named: object) -> Store:
        stores.append(opening(*given, **named))  # type: ignore[arg-type]
        return stores[-1]

    monkeypatch.setattr(Store, "open", opened)
    async with FakeSlack() as slack:
        slack.person("U1", "Maria Lopez")
        slack.channel("C1", "pilots", {"U1"})
        stage = SlackStage(slack, tmp_path, by_socket=False)
        await stage.start()
        stores[-1].close()
        status, told = await asked(stage, "/readyz")
        assert (status, told["database"]) == (503, "the store is closed")
        with caplog.at_level(logging.ERROR, "gatepost.desk"):
            await slack.command("U1", "status", "C1")
        assert "Not saved" in slack.shown["U1"].text
        assert "Command was not saved: the store is closed" in caplog.text
        await stage.running.aclose()
