"""`gatepost serve` behind a proxy, with certificates of a private authority."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import FakeSlack
from tests.stories.proxied import proxy, served, tls


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[FakeSlack]:
    async with FakeSlack(tls=tls(tmp_path)) as found:
        found.person("U1", "Maria Lopez")
        found.channel("C1", "pilots", {"U1"})
        yield found


async def test_every_call_to_slack_goes_through_the_proxy(slack: FakeSlack, tmp_path: Path) -> None:
    with (
        proxy(tmp_path) as (address, told),
        served(slack.settings(socket=True), tmp_path, HTTPS_PROXY=address),
    ):
        await slack.connected()
        await slack.command("U1", "start", "C1")
        await slack.sees_window("U1", "Start a pilot")
    port = slack.base.rpartition(":")[2]
    assert f"127.0.0.1:{port}" in told.read_text()


async def test_without_the_proxy_nothing_is_called(slack: FakeSlack, tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with (
            served(slack.settings(socket=True), tmp_path, HTTPS_PROXY=gone),
            pytest.raises(TimeoutError),
        ):
            await slack.connected(seconds=4)
    assert slack.calls == []


async def test_no_proxy_names_the_hosts_that_are_called_directly(
    slack: FakeSlack, tmp_path: Path
) -> None:
    around = {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
    with served(slack.settings(socket=True), tmp_path, **around):
        await slack.connected()
