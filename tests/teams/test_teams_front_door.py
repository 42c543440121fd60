"""Requests that are none, too large, misshapen or repeated."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot import doors
from bot.doors import BODY_LIMIT
from handlers.cards import Para, card, line
from handlers.heard import Command, Deleted, Joined, Left, Opened, Press, RoomNews, Show, Text
from tests.fakes.teams import BOT, FakeTeams
from tests.slack.rig import SmallDesk
from tests.teams.rig import ANNA, BEN, PILOTS, Rig


def message(teams: FakeTeams, **more: Any) -> dict[str, Any]:
    return teams.activity(ANNA, teams.world.personal(ANNA), "message", text="status") | more


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"{bad", b"[]", b"null", b"7", b'"text"', b"\xff\xfe", b"[" * 200_000, b"{}"),
        *(b'{"type": "message"}', b'{"type": 7}', b'{"type": "message", "conversation": "x"}'),
    ],
)
async def test_a_body_that_is_no_activity_is_answered_400(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, raw: bytes
) -> None:
    assert (await teams.send(raw)).status == 400
    assert desk.heard == []


@pytest.mark.parametrize(
    "change",
    [
        {"serviceUrl": None},
        {"serviceUrl": 7},
        {"type": ""},
        {"type": None},
        {"conversation": "x"},
        {"conversation": {"id": 7}},
        {"conversation": {}},
        {"from": "anna"},
        {"from": {"id": 7}},
        {"text": {"not": "text"}},
        {"channelData": "x"},
        {"recipient": []},
        {"entities": [{"type": "mention", "mentioned": "x", "text": "<at>x</at>"}]},
        {"type": "conversationUpdate", "membersAdded": "everybody"},
        {"type": "conversationUpdate", "membersAdded": ["anna"]},
        {"type": "invoke", "name": "adaptiveCard/action", "value": "x"},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": "x"}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {"action": {"verb": 7}}},
        {"type": "invoke", "name": "adaptiveCard/action", "value": {}},
    ],
)
async def test_a_misshapen_activity_is_answered_400(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, change: dict[str, Any]
) -> None:
    assert (await teams.send(message(teams, **change))).status == 400
    assert desk.heard == []


@pytest.mark.parametrize(
    "change",
    [
        {"type": "typing"},
        {"type": "endOfConversation"},
        {"type": "no-such-type"},
        {"type": "messageReaction", "reactionsAdded": [{"type": "like"}]},
        {"text": ""},
        {"text": None},
        {"from": {"id": BOT, "name": "Gatepost"}},
        {"from": {"id": "28:other", "role": "bot"}},
        {"from": {}},
    ],
)
async def test_what_does_not_concern_us_is_acknowledged(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, change: dict[str, Any]
) -> None:
    assert (await teams.send(message(teams, **change))).status == 200
    assert desk.heard == []


@pytest.mark.parametrize(
    "change",
    [
        {"timestamp": "yesterday"},
        {"timestamp": 7},
        {"timestamp": "9999-12-31T23:59:59Z"},
        {"localTimezone": 7},
        {"localTimezone": "Not/A/Zone"},
        {"entities": "x"},
        {"entities": [None, 7]},
        {"id": None},
    ],
)
async def test_what_is_only_beside_the_point_may_be_odd(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, change: dict[str, Any]
) -> None:
    assert (await teams.send(message(teams, **change))).status == 200
    assert desk.last.what == Text("status")
    assert desk.last.at <= rig.app.now()


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        (rb"a\u0000b", "ab"),
        (rb"\u0000\u0000a", "a"),
        (rb"a\\u0000", "a\\u0000"),
        (rb"a\\\u0000b", "a\\b"),
    ],
)
async def test_what_no_database_keeps_is_left_out(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, written: bytes, heard: str
) -> None:
    raw = json.dumps(message(teams, text="THIS")).encode().replace(b"THIS", written)
    assert (await teams.send(raw)).status == 200
    assert desk.last.what == Text(heard)


async def test_a_body_that_never_ends_is_given_up(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "WITHIN", 0.05)
    over = asyncio.Event()

    async def dripping() -> AsyncIterator[bytes]:
        yield b"{"
        await over.wait()

    headers = {
        "Authorization": f"Bearer {teams.issuer.token(teams.service_url)}",
        "Content-Type": "application/json",
    }
    async with teams.http.post(teams.endpoint, data=dripping(), headers=headers) as answer:
        assert answer.status == 408
    over.set()
    assert desk.heard == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 200),
    ],
)
async def test_only_plain_json_is_read(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, headers: dict[str, str], status: int
) -> None:
    raw = json.dumps(message(teams)).encode()
    assert (await teams.send(raw, headers=headers)).status == status


async def test_a_body_that_is_too_long_is_answered_413(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    long = message(teams, text="x" * BODY_LIMIT)
    assert (await teams.send(long)).status == 413

    async def pieces() -> Any:
        for _ in range(12):
            yield b" " * 100_000

    bearer = teams.issuer.token(teams.service_url)
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {bearer}"}
    async with teams.http.post(teams.endpoint, data=pieces(), headers=headers) as answer:
        assert answer.status == 413
    assert desk.heard == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "OPTIONS"])
async def test_another_method_is_answered_405(teams: FakeTeams, rig: Rig, method: str) -> None:
    async with teams.http.request(method, teams.endpoint) as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_what_comes_twice_is_heard_once_and_answered_alike(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    desk.delay = 0.2
    desk.replies.append(Show(card(Para(line("One answer")))))
    said = message(teams)
    answers = await asyncio.gather(*(teams.send(said) for _ in range(3)))
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert len(desk.heard) == 1
    assert [m.words(ANNA) for m in teams.world.screen(ANNA)] == ["One answer"]


async def test_a_press_that_comes_twice_gets_the_same_card(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    desk.replies.append(Show(card(Para(line("In its place"))), replace=True))
    value = {"action": {"verb": "status", "data": {"ref": "p1"}}}
    press = message(teams, type="invoke", name="adaptiveCard/action", value=value, replyToId="1")
    first, second = await teams.send(press), await teams.send(press)
    assert first.body == second.body
    assert first.card["fallbackText"] == "In its place"
    assert desk.pressed == Press("status", "p1", message="1")


async def test_a_fault_of_ours_is_an_apology_never_a_500(
    teams: FakeTeams, desk: SmallDesk, rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    desk.replies += [RuntimeError("secret words"), RuntimeError("secret words")]
    said = message(teams, text="my secret words")
    assert (await teams.send(said)).status == 200
    assert "Something went wrong" in teams.world.screen(ANNA)[-1].words(ANNA)
    value = {"action": {"verb": "status"}}
    press = message(teams, type="invoke", name="adaptiveCard/action", value=value)
    answer = await teams.send(press)
    assert answer.status == 200
    assert "nothing was saved" in answer.body["value"]
    assert "secret" not in caplog.text
    await teams.send(said)  # nothing was kept of it, so it may come again
    assert desk.last.what == Text("my secret words")


async def test_another_invoke_is_told_that_it_is_not_known(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    for name in ("task/fetch", "composeExtension/query", "signin/verifyState", None):
        answer = await teams.send(message(teams, type="invoke", name=name, value={}))
        assert answer.status == 200
        assert answer.body["value"]["code"] == "NotSupported"
    assert desk.heard == []


# What is heard


async def test_private_words_are_heard_with_their_time_zone(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await teams.says(BEN, "gate status")
    heard = desk.last
    assert heard.what == Text("gate status")
    assert (heard.who.user, heard.who.name, heard.who.tz) == (BEN, "Ben Okafor", "Asia/Tokyo")
    assert heard.where.direct
    assert heard.where.platform == "teams"
    assert not heard.who.admin


async def test_the_settings_say_who_is_an_admin(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await teams.says(ANNA, "status")
    assert desk.last.who.admin


async def test_in_a_channel_our_name_is_needed_and_commands_are_answered_in_private(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await teams.says(ANNA, "nothing for a bot", PILOTS)
    assert desk.heard == []
    await teams.says(ANNA, "@Gatepost gate status Invoice matching", PILOTS)
    await teams.says(ANNA, "@Gatepost status", PILOTS)
    await teams.slash(ANNA, "/gate why owner", PILOTS)
    assert [heard.what for heard in desk.heard] == [
        Command("status Invoice matching"),
        Text("status", mentioned=True),
        Command("why owner"),
    ]
    assert desk.last.where.conversation == PILOTS
    assert desk.last.where.thread
    assert desk.last.room is not None
    assert desk.last.room.private


async def test_mentions_are_people_and_what_only_looks_like_one_is_text(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await teams.says(ANNA, "@Gatepost owner @Ben <at>Gina</at> <at><at>x</at></at>", PILOTS)
    expected = f"owner <@{BEN}> <at>Gina</at> <at><at>x</at></at>"
    assert desk.last.what == Text(expected, mentioned=True)
    assert [face.user for face in desk.last.faces] == [BEN]


async def test_guests_and_people_of_other_tenants_are_known_as_such(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await teams.says("a-gina", "status")
    assert desk.last.who.guest
    teams.world.person("a-stan", "Stranger Stan", tenant="bbbbbbbb-0000-0000-0000-000000000002")
    await teams.says("a-stan", "status")
    assert desk.last.who.stranger


async def test_an_admin_is_known_by_an_address_that_our_own_tenant_gave(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    others: dict[str, dict[str, Any]] = {
        "a-anna-too": {},
        "a-guest": {"guest": True},
        "a-other": {"tenant": "bbbbbbbb-0000-0000-0000-000000000002"},
    }
    for user, about in others.items():
        teams.world.person(user, "Anna Berg", email="Anna@example.com", **about)
        await teams.says(user, "status")
        assert desk.last.who.admin is (not about)


async def test_a_mention_means_whom_the_roster_says_and_not_whom_it_claims(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    anna = teams.world.people[ANNA]
    mark = f"<at>{anna.name}</at>"
    forged = {"id": anna.id, "name": "Ben Okafor", "aadObjectId": BEN}
    entity = {"type": "mention", "text": mark, "mentioned": forged}
    called = {"type": "mention", "text": "<at>Gatepost</at>", "mentioned": {"id": BOT}}
    said = {"text": f"<at>Gatepost</at> owner {mark}", "entities": [called, entity]}
    here = teams.world.conversations[PILOTS]
    await teams.send(teams.activity(BEN, here, "message", **said))
    assert desk.last.what == Text(f"owner <@{ANNA}>", mentioned=True)
    assert [(face.user, face.name) for face in desk.last.faces] == [(ANNA, "Anna Berg")]
    assert not desk.last.who.admin


async def test_coming_and_going_is_heard(teams: FakeTeams, desk: SmallDesk, rig: Rig) -> None:
    here = teams.world.conversations[PILOTS]
    bot, ben = {"id": BOT}, {"id": f"29:{BEN}", "aadObjectId": BEN}

    async def update(**more: Any) -> Any:
        await teams.send(teams.activity(ANNA, here, "conversationUpdate", **more))
        return desk.last.what

    came = await update(membersAdded=[bot])
    assert isinstance(came, RoomNews)
    assert came.room.private
    assert await update(membersAdded=[ben]) == Joined(PILOTS, BEN)
    assert await update(membersRemoved=[ben]) == Left(PILOTS, BEN)
    data = teams.activity(ANNA, here, "x")["channelData"]
    data["channel"]["name"] = "new name"
    renamed = await update(channelData=data | {"eventType": "channelRenamed"})
    assert renamed.room.name == "new name"
    gone = await update(channelData=data | {"eventType": "channelDeleted"})
    assert gone.room.archived
    assert await update(membersRemoved=[bot]) == Left(PILOTS)
    personal = teams.world.personal(ANNA)
    await teams.send(teams.activity(ANNA, personal, "installationUpdate", action="add"))
    await teams.send(teams.activity(ANNA, personal, "messageDelete"))
    assert [heard.what for heard in desk.heard[-2:]] == [Opened(), Deleted()]


async def test_the_members_of_a_channel_are_told_before_they_speak(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await teams.says(ANNA, "@Gatepost help", PILOTS)
    await rig.app.lister.settle()
    told = {face.user for heard in desk.listed for face in heard.faces}
    assert told == {ANNA, BEN, "a-gina"}
    rooms = [heard.what.room for heard in desk.listed if isinstance(heard.what, RoomNews)]
    assert [room.name for room in rooms] == ["pilots"]
