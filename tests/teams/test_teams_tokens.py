"""Nobody but the Bot Connector is heard, and nobody breaks the door."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.teams.config import TeamsConfig
from bot.teams.keys import LOOKS
from tests.fakes.teams import TENANT, FakeTeams
from tests.fakes.teams_tokens import APP_ID, ISSUER, private_key
from tests.slack.rig import SmallDesk
from tests.teams.rig import ANNA, Rig, config, gatepost

Token = Callable[[FakeTeams], str]


def signed(**claims: Any) -> Token:
    return lambda teams: teams.issuer.token(teams.service_url, **claims)


def written(head: dict[str, Any], said: object, signature: bytes = b"x") -> str:
    parts = (json.dumps(head).encode(), json.dumps(said).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def unsigned(teams: FakeTeams) -> str:
    return written({"alg": "none", "kid": "kid-one"}, teams.issuer.claims(teams.service_url), b"")


def with_the_public_key_as_secret(teams: FakeTeams) -> str:
    public = private_key("one").public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    head = {"alg": "HS256", "kid": "kid-one"}
    body = written(head, teams.issuer.claims(teams.service_url)).rpartition(".")[0]
    digest = base64.urlsafe_b64encode(hmac.digest(pem, body.encode(), "sha256"))
    return f"{body}.{digest.rstrip(b'=').decode()}"


def changed_after_signing(teams: FakeTeams) -> str:
    head, _, signature = teams.issuer.token(teams.service_url).split(".")
    said = json.dumps(teams.issuer.claims(teams.service_url, exp=int(time.time()) + 9999)).encode()
    return f"{head}.{base64.urlsafe_b64encode(said).rstrip(b'=').decode()}.{signature}"


def deep(teams: FakeTeams) -> str:
    body = base64.urlsafe_b64encode(b"[" * 5000).decode().rstrip("=")
    head = base64.urlsafe_b64encode(b'{"alg":"RS256","kid":"kid-one"}').decode().rstrip("=")
    return f"{head}.{body}.eA"


NOW = int(time.time())
BAD: dict[str, Token] = {
    "none at all": lambda teams: "",
    "no token in it": lambda teams: "not-a-token",
    "three empty parts": lambda teams: "..",
    "not signed": unsigned,
    "signed with the public key as a secret": with_the_public_key_as_secret,
    "signed by another key": signed(key="another", kid="kid-one"),
    "signed by a key that nobody published": signed(key="another"),
    "changed after it was signed": changed_after_signing,
    "no kid": signed(headers={}),
    "an empty kid": signed(kid=""),
    "a kid that is a number": lambda teams: written({"alg": "RS256", "kid": 7}, {}),
    "a head that is a list": lambda teams: written([], {}),  # type: ignore[arg-type]
    "a body that is a list": lambda teams: written({"alg": "RS256", "kid": "kid-one"}, []),
    "a body nested too deep": deep,
    "no issuer": signed(iss=None),
    "another issuer": signed(iss="https://sts.windows.net/x/"),
    "an issuer that is a list": lambda teams: written(
        {"alg": "RS256", "kid": "kid-one"}, {"iss": [ISSUER], "aud": APP_ID}
    ),
    "no audience": signed(aud=None),
    "another audience": signed(aud="somebody-else"),
    "no end": signed(exp=None),
    "an end that is a word": lambda teams: written(
        {"alg": "RS256", "kid": "kid-one"}, {"iss": ISSUER, "aud": APP_ID, "exp": "soon"}
    ),
    "ended more than five minutes ago": signed(exp=NOW - 301),
    "not begun for five minutes": signed(nbf=NOW + 36_000),  # NOW is when tests were gathered
    "no service URL": signed(serviceurl=None),
    "another service URL": signed(serviceurl="https://smba.trafficmanager.net/emea/"),
    "a service URL that is a number": signed(serviceurl=7),
    "longer than any header": lambda teams: "x" * 7000 + "." + "y" * 9000 + ".z",
}


@pytest.mark.parametrize("kind", sorted(BAD))
async def test_a_bad_token_is_answered_401_and_nothing_is_heard(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    with caplog.at_level(logging.DEBUG, "gatepost"):
        answer = await teams.send(activity, token=BAD[kind](teams))
    assert (answer.status, answer.body) == (401, None)
    assert desk.heard == []
    assert "Traceback" not in caplog.text
    assert teams.service_url not in caplog.text


@pytest.mark.parametrize("header", ["", "Basic YTpi", "Bearer", "bearer\t", "Bearer  "])
async def test_another_scheme_is_answered_401(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, header: str
) -> None:
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    answer = await teams.send(activity, token="", headers={"Authorization": header})
    assert answer.status == 401
    assert desk.heard == []


@pytest.mark.parametrize("off", [{"exp": -290}, {"nbf": 290}])
async def test_a_clock_may_be_five_minutes_off(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, off: dict[str, int]
) -> None:
    claims: dict[str, Any] = {name: int(time.time()) + by for name, by in off.items()}
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    answer = await teams.send(activity, token=teams.issuer.token(teams.service_url, **claims))
    assert answer.status == 200
    assert len(desk.heard) == 1


async def test_a_new_key_is_fetched_when_a_token_names_it(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await teams.says(ANNA, "one")
    teams.issuer.keys = ["two"]
    token = teams.issuer.token(teams.service_url, key="two")
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="two")
    assert (await teams.send(activity, token=token)).status == 200
    assert teams.issuer.fetched == 2
    old = teams.issuer.token(teams.service_url, exp=NOW + 1000)
    assert (await teams.send({**activity, "id": "x"}, token=old)).status == 401


async def test_invented_keys_do_not_make_us_ask_for_ever(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    for number in range(3 * LOOKS):
        token = teams.issuer.token(teams.service_url, kid=f"invented-{number}")
        assert (await teams.send(activity, token=token)).status == 401
    assert teams.issuer.fetched == LOOKS
    assert (await teams.says(ANNA, "I am still heard")).status == 200


async def test_a_key_speaks_only_for_the_channels_that_it_is_endorsed_for(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    teams.issuer.endorsements = ["webchat"]
    assert (await teams.says(ANNA, "status")).status == 401
    assert desk.heard == []


async def test_without_keys_nobody_is_judged(teams: FakeTeams, desk: SmallDesk, rig: Rig) -> None:
    teams.keys_down = True
    assert (await teams.says(ANNA, "status")).status == 503
    teams.keys_down = False
    assert (await teams.says(ANNA, "status")).status == 200
    teams.keys_down = True
    assert (await teams.says(ANNA, "known keys go on working")).status == 200


async def test_slow_keys_hold_nobody_up(teams: FakeTeams, desk: SmallDesk, rig: Rig) -> None:
    teams.key_delay = 30
    begun = time.monotonic()
    assert (await teams.says(ANNA, "status")).status == 503
    assert time.monotonic() - begun < teams.key_delay
    assert desk.heard == []


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example/teams/",
        "http://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example#.botframework.com",
        "https://user@smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net:8443/",
        "https://[::1/",
        "file:///etc/passwd",
        "http://169.254.169.254/metadata",
    ],
)
async def test_a_service_url_of_another_host_is_never_believed(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, where: str
) -> None:
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    activity["serviceUrl"] = where
    answer = await teams.send(activity, token=teams.issuer.token(where))
    assert answer.status == 401
    assert desk.heard == []


async def test_loopback_is_believed_only_in_development(
    teams: FakeTeams, desk: SmallDesk, tmp_path: Path
) -> None:
    def strict(teams: FakeTeams) -> TeamsConfig:
        given = config(teams)
        return TeamsConfig(
            given.app_id, given.password, given.tenants, openid_url=given.openid_url, dev=False
        )

    async with gatepost(teams, desk, tmp_path, strict):
        assert (await teams.says(ANNA, "status")).status == 401
    assert desk.heard == []


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"tenant": {"id": "bbbbbbbb-0000-0000-0000-000000000002"}}, 403),
        ({"tenant": {"id": TENANT.upper()}}, 200),
        ({"tenant": {"id": 7}}, 400),
        ({"tenant": []}, 400),
        ({}, 200),  # the conversation names it as well
    ],
)
async def test_only_tenants_on_the_list_are_heard(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, data: Any, status: int
) -> None:
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    activity["channelData"] = data
    assert (await teams.send(activity)).status == status
    assert len(desk.heard) == (status == 200)


async def test_two_tenants_in_one_activity_are_refused(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    activity["conversation"]["tenantId"] = "bbbbbbbb-0000-0000-0000-000000000002"
    assert (await teams.send(activity)).status == 403
    assert desk.heard == []


async def test_an_activity_without_a_tenant_is_malformed(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    del activity["channelData"], activity["conversation"]["tenantId"]
    assert (await teams.send(activity)).status == 400


async def test_without_an_app_id_only_this_machine_is_answered(
    teams: FakeTeams, desk: SmallDesk, tmp_path: Path
) -> None:
    teams.anonymous = True
    open_house = lambda teams: TeamsConfig(dev=True)  # noqa: E731 - one line says it
    async with gatepost(teams, desk, tmp_path, open_house):
        activity = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
        assert (await teams.send(activity, token="")).status == 200
        activity["serviceUrl"] = "https://smba.trafficmanager.net/emea/"
        assert (await teams.send(activity, token="")).status == 401
    assert len(desk.heard) == 1
