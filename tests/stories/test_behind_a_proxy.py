"""`gatepost serve` behind a proxy, with certificates of a private authority."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme

from tests.fakes.slack import FakeSlack
from tests.stories.served import GATEPOST


@contextmanager
def proxy(folder: Path) -> Iterator[tuple[str, Path]]:
    """A real HTTP proxy; gives its address and the log of what it was asked for."""
    told, port_file = folder / "proxy.log", folder / "proxy.port"
    command = [sys.executable, "-m", "proxy", "--hostname", "127.0.0.1", "--port", "0"]
    command += ["--port-file", str(port_file), "--log-file", str(told), "--num-workers", "1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while not (port_file.exists() and port_file.read_text().strip()):
                assert process.poll() is None, told.read_text() if told.exists() else "no log"
            yield f"http://127.0.0.1:{port_file.read_text().strip()}", told
        finally:
            process.terminate()


@contextmanager
def served(slack: FakeSlack, folder: Path, **environment: str) -> Iterator[None]:
    """`gatepost serve` over Socket Mode, with nothing of this machine's proxy settings."""
    kept = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    database = f"sqlite:///{folder / 'gatepost.db'}"
    process = subprocess.Popen(
        [GATEPOST, "serve", "--port", "0", "--db", database],
        cwd=folder,
        env=kept | slack.settings(socket=True) | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield
    finally:
        process.terminate()
        said, _ = process.communicate(timeout=60)
        assert "Traceback" not in said


@pytest.fixture
async def slack(tmp_path: Path) -> AsyncIterator[FakeSlack]:
    authority = trustme.CA()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    async with FakeSlack(tls=context) as found:
        found.person("U1", "Maria Lopez")
        found.channel("C1", "pilots", {"U1"})
        yield found


async def test_every_call_to_slack_goes_through_the_proxy(slack: FakeSlack, tmp_path: Path) -> None:
    with proxy(tmp_path) as (address, told):
        trusted = {"HTTPS_PROXY": address, "SSL_CERT_FILE": str(tmp_path / "authority.pem")}
        with served(slack, tmp_path, **trusted):
            await slack.connected()
            await slack.command("U1", "start", "C1")
            await slack.sees_window("U1", "Start a pilot")
    port = slack.base.rpartition(":")[2]
    assert f"127.0.0.1:{port}" in told.read_text()


async def test_without_the_proxy_nothing_is_called(slack: FakeSlack, tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        trusted = {"HTTPS_PROXY": gone, "SSL_CERT_FILE": str(tmp_path / "authority.pem")}
        with served(slack, tmp_path, **trusted), pytest.raises(TimeoutError):
            await slack.connected(seconds=4)
    assert slack.calls == []


async def test_no_proxy_names_the_hosts_that_are_called_directly(
    slack: FakeSlack, tmp_path: Path
) -> None:
    trusted = {
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "SSL_CERT_FILE": str(tmp_path / "authority.pem"),
    }
    with served(slack, tmp_path, NO_PROXY="127.0.0.1", **trusted):
        await slack.connected()
