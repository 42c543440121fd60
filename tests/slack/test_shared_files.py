"""A shared file is fetched from Slack alone, never more than is taken, and told plainly if not."""

from __future__ import annotations

import pytest

from bot.slack.app import SlackApp
from bot.slack.hosts import SLACK_API, may_fetch
from handlers.files import limit_of
from handlers.heard import File, Text
from tests.fakes.slack import FakeSlack, Fault
from tests.fakes.slack_world import BOT_USER
from tests.slack.rig import SmallDesk

YAML = b"name: Ours\n"


def given(desk: SmallDesk) -> File:
    assert isinstance(desk.last.what, File)
    return desk.last.what


async def test_a_file_in_the_direct_conversation_arrives_whole(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    await slack.gives("U1", "Ours.YML", YAML)
    assert given(desk) == File("Ours.YML", len(YAML), YAML)
    assert desk.last.where.direct
    assert desk.last.who.name == "Maria Lopez"


async def test_a_file_in_a_channel_counts_only_with_gateposts_name(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.gives("U1", "ours.yml", YAML, "C1", text=f"<@{BOT_USER}> take this")
    assert given(desk).content == YAML
    assert not desk.last.where.direct
    await slack.gives("U1", "ours.yml", YAML, "C1", text="look at this")
    assert len(desk.heard) == 1


async def test_words_beside_a_picture_are_words_and_the_picture_is_not_fetched(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.gives("U1", "screen.png", b"\x89PNG", text="Maria Lopez")
    assert desk.last.what == Text("Maria Lopez")
    await slack.gives("U1", "screen.png", b"\x89PNG")
    assert given(desk) == File("screen.png", 4)
    assert slack._calls("files") == []


async def test_a_file_that_says_it_is_too_large_is_not_fetched(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.gives("U1", "ours.yml", YAML, size=limit_of("ours.yml") + 1)
    assert given(desk).content == b""
    assert given(desk).size > limit_of("ours.yml")
    assert slack._calls("files") == []


async def test_a_file_that_is_larger_than_it_says_is_not_read_to_its_end(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.gives("U1", "ours.yml", b"#" * 5_000_000, size=20)
    assert given(desk).content == b""
    assert given(desk).size == limit_of("ours.yml") + 1


@pytest.mark.parametrize(
    ("fault", "trouble"),
    [
        (Fault(status=302, location="http://127.0.0.1:9/elsewhere"), "refused"),
        (Fault(status=403), "refused"),
        (Fault(status=500), "unreachable"),
        (Fault(lost=True), "unreachable"),
    ],
)
async def test_what_cannot_be_fetched_is_heard_with_its_trouble(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, fault: Fault, trouble: str
) -> None:
    slack.fault("files", fault, fault)  # a lost GET is tried once more
    await slack.gives("U1", "ours.yml", YAML)
    assert given(desk) == File("ours.yml", len(YAML), trouble=trouble)  # type: ignore[arg-type]  # a parameter


async def test_without_the_scope_the_trouble_is_that(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.methods.scopes -= {"files:read"}
    await slack.gives("U1", "ours.yml", YAML)
    assert given(desk).trouble == "refused"


@pytest.mark.parametrize("url", ["https://evil.example/ours.yml", "http://127.0.0.1:1/x.yml", 7])
async def test_the_token_goes_nowhere_else(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, url: object
) -> None:
    await slack.gives("U1", "ours.yml", YAML, url_private=url, url_private_download=url)
    assert given(desk).trouble == "unreachable"


async def test_several_files_are_one_too_many(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    two = [{"name": "a.yml", "size": 1}, {"name": "b.csv", "size": 1}]
    await slack.says("U1", "", subtype="file_share", files=two)
    assert given(desk).trouble == "several"


@pytest.mark.parametrize("files", [None, 7, "x", {}, [None], [7], []])
async def test_files_that_are_none_leave_the_words(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, files: object
) -> None:
    await slack.says("U1", "Maria", subtype="file_share", files=files)
    assert desk.last.what == Text("Maria")


async def test_a_file_that_takes_long_is_fetched_once_though_slack_asks_again(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.fault("files", Fault(delay=4.0))
    await slack.gives("U1", "ours.yml", YAML)
    assert given(desk).content == YAML
    assert len(slack._calls("files")) == 1
    assert len(desk.heard) == 1


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://files.slack.com/files-pri/T1-F1/ours.yml", True),
        ("https://files.slack.com/files-pri/T1-F1/ours.yml?pub_secret=1", True),
        ("https://slack.com/x", True),
        ("http://files.slack.com/x", False),
        ("https://files.slack.com:8443/x", False),
        ("https://files.slack.com.evil.example/x", False),
        ("https://evilslack.com/x", False),
        ("https://token@files.slack.com/x", False),
        ("https://files.slack.com/x#y", False),
        ("https://127.0.0.1/x", False),
        ("file:///etc/passwd", False),
        ("//files.slack.com/x", False),
        ("", False),
    ],
)
def test_files_come_from_slacks_own_hosts(url: str, may: bool) -> None:
    assert may_fetch(url, SLACK_API) is may
