"""What an administrator is told before approving is what the program holds itself to."""

from __future__ import annotations

from bot.running import house
from bot.slack.hosts import SLACK_API
from bot.teams import hosts
from tests.docs.pages import DOCS, text_of

PAGE = text_of(DOCS / "admin.md")


def test_every_host_that_may_be_called_is_named() -> None:
    called = {*hosts._SERVICE, *hosts._FILES, *hosts._KEYS}
    assert {host for host in called if host.lstrip(".") not in PAGE} == set()
    assert SLACK_API.split("/")[2] in PAGE


def test_how_long_things_are_kept_is_what_the_house_does() -> None:
    for kept in (house.SETTLED, house.REPEATS):
        assert f"| {kept.days} days |" in PAGE
