"""What `gatepost serve` answers to whoever watches it."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.running.house import House
from bot.watching.logs import begin_request, set_up
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


async def fetched(stage: SlackStage, path: str, **headers: str) -> tuple[str, str]:
    """What a page says, and the id that the request got."""
    origin = stage.slack.events_url.removesuffix("/slack/events")
    async with aiohttp.ClientSession() as http, http.get(f"{origin}{path}", headers=headers) as got:
        assert got.status == 200
        return await got.text(), got.headers["X-Request-ID"]


async def test_prometheus_reads_what_was_heard_sent_and_waits(tmp_path: Path) -> None:
    async with slack_stage(tmp_path, by_socket=False) as stage:
        await stage.say("Anna", "invoice-pilot", "/gate status")
        await stage.slack.says("UANNA", "hello")
        await stage.slack.called("chat.postMessage")
        page, _ = await fetched(stage, "/metrics")
        samples = {
            (sample.name, *sorted(sample.labels.values())): sample.value
            for family in text_string_to_metric_families(page)
            for sample in family.samples
        }
        assert samples["gatepost_heard_total", "answered", "command", "slack"] >= 1
        assert samples["gatepost_heard_total", "answered", "slack", "text"] >= 1
        assert samples["gatepost_answer_seconds_count", "slack"] >= 2
        assert samples["gatepost_up", "database"] == samples["gatepost_up", "slack"] == 1
        assert ("gatepost_outbox", "pending") in samples
        assert "process_resident_memory_bytes" in page
        assert "UANNA" not in page
        assert "slack:T1" not in page


async def test_metrics_are_told_although_the_database_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with slack_stage(tmp_path, by_socket=False) as stage:

        async def gone(house: House) -> str:
            return "gone"

        monkeypatch.setattr(House, "health", gone)
        page, _ = await fetched(stage, "/metrics")
        assert 'gatepost_up{part="database"} 0.0' in page


async def test_a_request_keeps_the_id_that_a_proxy_gave_it_and_no_other(tmp_path: Path) -> None:
    async with slack_stage(tmp_path, by_socket=False) as stage:
        _, given = await fetched(stage, "/healthz", **{"X-Request-ID": "edge-42"})
        _, made = await fetched(stage, "/healthz", **{"X-Request-ID": "a b\u00e9"})
        assert given == "edge-42"
        assert re.fullmatch(r"[0-9a-f]{32}", made)


def test_a_line_for_a_collector_is_json_with_the_id_of_its_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    try:
        set_up("INFO", "json")
        begin_request(b"edge-7")
        logging.getLogger("gatepost.desk").warning("said %s", "so\nnext")
    finally:
        root.handlers[:], root.level = before
    told = json.loads(capsys.readouterr().err)
    assert told["message"] == "said so\nnext"
    assert (told["level"], told["logger"], told["request"]) == (
        "WARNING",
        "gatepost.desk",
        "edge-7",
    )
