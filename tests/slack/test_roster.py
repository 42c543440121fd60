"""Who there is, and which channels we are in, is known before anybody has said a word."""

from __future__ import annotations

from handlers.heard import RoomNews, Roster
from tests.fakes.slack import FakeSlack
from tests.fakes.slack_methods import MINIMAL
from tests.slack.rig import SmallDesk, gatepost


async def told(slack: FakeSlack, desk: SmallDesk, count: int) -> None:
    async with gatepost(slack, desk) as app:
        await app.list_everybody()
    assert len(desk.listed) >= count


async def test_people_channels_and_private_members_are_listed(
    slack: FakeSlack, desk: SmallDesk
) -> None:
    await told(slack, desk, 5)
    people = {f.name for heard in desk.listed if heard.what == Roster() for f in heard.faces}
    assert {"Maria Lopez", "Ben Okafor", "Guest Gina"} <= people
    rooms = {heard.what.room.name for heard in desk.listed if isinstance(heard.what, RoomNews)}
    assert rooms == {"pilots", "secret"}
    members = [heard.faces for heard in desk.listed if heard.what == Roster("CP")]
    assert [f.name for f in members[0] if not f.bot] == ["Maria Lopez"]
    assert {heard.where.tenant for heard in desk.listed} == {"slack:T1"}
    assert len({heard.key for heard in desk.listed}) == len(desk.listed)


async def test_without_the_optional_scopes_people_are_listed_all_the_same(
    desk: SmallDesk,
) -> None:
    async with FakeSlack(scopes=MINIMAL) as slack:
        slack.person("U1", "Maria Lopez")
        await told(slack, desk, 1)
    assert "Maria Lopez" in {f.name for heard in desk.listed for f in heard.faces}
