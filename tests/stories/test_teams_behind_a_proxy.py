"""Keys, tokens, people, posts and files: whatever Teams' side fetches, through a real proxy."""

from __future__ import annotations

import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.teams import TENANT, FakeTeams
from tests.stories.proxied import proxy, served, tls

ANNA = "a-anna"
SERVICES = {"openid", "keys", TENANT, "teams", "files"}
PLAYBOOK = b"name: Ours\n"


@pytest.fixture
async def teams(tmp_path: Path) -> AsyncIterator[FakeTeams]:
    async with FakeTeams(tls(tmp_path)) as found:
        found.world.person(ANNA, "Anna Berg", email="anna@example.com")
        yield found


def answered(teams: FakeTeams) -> bool:
    return any(not message.sender for message in teams.world.personal(ANNA).messages)


async def everything_is_asked(teams: FakeTeams, origin: str) -> None:
    """Write and give a file, until each service was asked once at least."""
    teams.endpoint = f"{origin}/api/messages"
    answers = [await teams.says(ANNA, "help")]
    while answers[-1].status == 503 and len(answers) < 4:  # a busy machine: Teams asks again, too
        answers.append(await teams.says(ANNA, "help"))
    assert answers[-1].status == 200
    assert (await teams.gives(ANNA, "ours.yml", PLAYBOOK)).status == 200
    await teams.until(
        lambda: teams.asked == SERVICES and answered(teams),
        lambda: f"all of {SERVICES} in {teams.asked}",
        seconds=30,
    )
    assert teams.tokens == 1


async def test_every_client_of_teams_goes_through_the_proxy(
    teams: FakeTeams, tmp_path: Path
) -> None:
    with proxy(tmp_path) as (address, told):
        with served(teams.settings(), tmp_path, HTTPS_PROXY=address) as origin:
            await everything_is_asked(teams, origin)
        port = teams.url.rpartition(":")[2]

        def asked() -> list[str]:
            return re.findall(rf"CONNECT 127\.0\.0\.1:{port}\b", told.read_text())

        await teams.until(  # the proxy notes a connection when it has ended
            lambda: len(asked()) == len(teams.connections),
            lambda: f"as many as {asked()} in {teams.connections}: somebody went another way",
            seconds=60,
        )


async def test_without_the_proxy_nobody_is_believed_and_nothing_is_called(
    teams: FakeTeams, tmp_path: Path
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        gone = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        with served(teams.settings(), tmp_path, HTTPS_PROXY=gone) as origin:
            teams.endpoint = f"{origin}/api/messages"
            assert (await teams.says(ANNA, "help")).status == 503
    assert teams.asked == set()


async def test_no_proxy_names_the_hosts_of_teams_that_are_called_directly(
    teams: FakeTeams, tmp_path: Path
) -> None:
    around = {"HTTPS_PROXY": "http://127.0.0.1:9", "NO_PROXY": "127.0.0.1"}
    with served(teams.settings(), tmp_path, **around) as origin:
        await everything_is_asked(teams, origin)


async def test_an_authority_that_is_not_trusted_is_not_believed(
    teams: FakeTeams, tmp_path: Path
) -> None:
    with served(teams.settings(), tmp_path, SSL_CERT_FILE=_other(tmp_path)) as origin:
        teams.endpoint = f"{origin}/api/messages"
        assert (await teams.says(ANNA, "help")).status == 503
    assert teams.asked == set()


def _other(folder: Path) -> str:
    other = folder / "other"
    other.mkdir()
    tls(other)
    return str(other / "authority.pem")
