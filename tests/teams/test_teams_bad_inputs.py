"""Every teams.* entry of bad_inputs.json, where it can be shown at Teams' own door."""

from __future__ import annotations

import json
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

import orjson
import pytest

from bot.render import adaptive_teams
from bot.settings import BadSettings, load
from bot.wiring import NoPlatform, serve_app
from handlers.cards import Para, Said, card, line
from handlers.heard import Left, Press, Show, Text
from storage.post import references
from tests.fakes import teams_cards
from tests.fakes.teams import BOT, FakeTeams
from tests.slack.rig import SmallDesk
from tests.teams.rig import ANNA, PILOTS, Rig
from tests.teams.test_teams_tokens import with_the_public_key_as_secret

Entry: TypeAlias = dict[str, Any]
Showing: TypeAlias = Callable[[FakeTeams, SmallDesk, Rig, Entry], Awaitable[int]]

ENTRIES: list[Entry] = [
    entry
    for entry in json.loads((Path(__file__).parents[1] / "data/bad_inputs.json").read_text())
    if entry["where"].startswith("teams.")
]


def activity(teams: FakeTeams, given: Any) -> Any:
    """Fill in what every activity has, where an entry says what is odd about one."""
    place = teams.world.personal(ANNA)
    if not isinstance(given, dict) or "type" not in given or "conversation" in given:
        return given
    return teams.activity(ANNA, place, given["type"], **given)


async def said(teams: FakeTeams, token: str | None = None, **change: Any) -> int:
    message = teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status")
    message = {name: value for name, value in (message | change).items() if value is not None}
    return (await teams.send(message, token=token)).status


async def no_header(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    for given in ({"teams_tenant_id": "t"}, {"teams_app_password": "x"}, {}):
        with pytest.raises((BadSettings, NoPlatform)):
            serve_app(load(**given))
    with pytest.raises(BadSettings):
        serve_app(load(gatepost_dev=True, host="0.0.0.0"))
    return await said(teams, token="")


def token(**claims: Any) -> Showing:
    async def show(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
        return await said(teams, token=teams.issuer.token(teams.service_url, **claims))

    return show


async def public_key(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    return await said(teams, token=with_the_public_key_as_secret(teams))


async def late(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    ended = int(time.time()) - 295  # what is left of 299 is for a slow machine
    return await said(teams, token=teams.issuer.token(teams.service_url, exp=ended))


async def no_service_url(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    return await said(teams, serviceUrl=None)


async def other_tenant(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    status = await said(teams, channelData={"tenant": {"id": "b"}}, conversation={"id": "a:1"})
    found = rig.store.read(lambda tx: references.anywhere(tx, "teams:b")).result()
    assert found is None
    return status


async def slow_keys(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    teams.key_delay = 30
    return await said(teams)


async def malformed(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    return (await teams.send(activity(teams, entry["input"]))).status


async def mention(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    bot = {"type": "mention", "text": "<at>Bot</at>", "mentioned": {"id": BOT, "name": "Bot"}}
    status = (await teams.send(activity(teams, entry["input"] | {"entities": [bot]}))).status
    assert desk.last.what == Text("<at><at>x</at></at> status", mentioned=True)
    return status


async def unknown_verb(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    desk.replies.append(Show(card(Para(line("This button is from an older version.")))))
    answer = await teams.send(activity(teams, entry["input"]))
    assert desk.pressed == Press("nope")
    teams_cards.check(answer.card)
    assert "older version" in teams_cards.words(answer.card)
    return answer.status


async def removed(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    await teams.says(ANNA, "@Gatepost help", PILOTS)
    gone = teams.activity(ANNA, teams.world.conversations[PILOTS], "x") | entry["input"]
    gone["membersRemoved"] = [{"id": BOT}]
    status = (await teams.send(gone)).status
    assert desk.last.what == Left(PILOTS)
    found = rig.store.read(lambda tx: references.find(tx, desk.last.where.tenant, PILOTS)).result()
    assert found is not None
    assert found.dead == "removed"
    return status


async def link(teams: FakeTeams, desk: SmallDesk, rig: Rig, entry: Entry) -> int:
    shown = card(Para(line(Said(entry["input"]))))
    content = orjson.loads(adaptive_teams.message(shown)["attachments"][0]["content"])
    (block,) = content["body"]
    assert block == {
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": entry["input"]}],
    }
    return 200


SHOWN: dict[str, tuple[Showing, int]] = {
    "BI-212": (no_header, 401),
    "BI-214": (token(iss=None), 401),
    "BI-216": (public_key, 401),
    "BI-218": (token(exp=None), 401),
    "BI-220": (late, 200),
    "BI-222": (token(headers={}), 401),
    "BI-224": (no_service_url, 400),
    "BI-226": (other_tenant, 403),
    "BI-228": (slow_keys, 503),
    "BI-229": (malformed, 400),
    "BI-231": (malformed, 400),
    "BI-233": (malformed, 400),
    "BI-235": (mention, 200),
    "BI-237": (unknown_verb, 200),
    "BI-239": (removed, 200),
    "BI-241": (link, 200),
}


def test_every_entry_is_tried() -> None:
    assert sorted(SHOWN) == sorted(entry["id"] for entry in ENTRIES)


@pytest.mark.parametrize("entry", [pytest.param(entry, id=entry["id"]) for entry in ENTRIES])
async def test_bad_inputs(
    teams: FakeTeams,
    desk: SmallDesk,
    rig: Rig,
    entry: Entry,
    caplog: pytest.LogCaptureFixture,
) -> None:
    show, status = SHOWN[entry["id"]]
    assert await show(teams, desk, rig, entry) == status
    if entry["outcome"].startswith("http_4"):
        assert desk.heard == []
    assert "Traceback" not in caplog.text
