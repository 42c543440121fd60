"""Slack's way of writing is undone exactly once."""

from __future__ import annotations

import pytest

from bot.slack import words


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("plain", "plain"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt;", "&lt;"),
        ("<@U1> and <@W2|ben>", "<@U1> and <@W2>"),
        ("<#C1|pilots> <#C2>", "<#C1> <#C2>"),
        ("<!here> <!subteam^S1|@leads> <!subteam^S1>", "@here @leads @subteam"),
        ("<mailto:a@b.co|a@b.co> <mailto:a@b.co>", "a@b.co a@b.co"),
        ("<tel:+49301234|+49 30 1234>", "+49 30 1234"),
        ("<http://example.com|example.com>", "example.com"),
        ("<https://x.co/?a=1&amp;b=2>", "https://x.co/?a=1&b=2"),
        ("<https://x.co|the numbers>", "the numbers (https://x.co)"),
        ("< > <>", "< > <>"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_what_was_typed_comes_back(written: str, typed: str) -> None:
    assert words.plain(written) == typed


def test_only_slacks_own_marks_are_mentions() -> None:
    assert words.mentioned("<@U1> &lt;@U2&gt; <@W3|x> <@U1>") == ("U1", "W3")


def test_the_call_by_name_is_taken_off() -> None:
    assert words.without("<@UBOT>: status of <@U1>", "UBOT") == "status of <@U1>"
    assert words.without("hey <@UBOT|gatepost> status", "UBOT") == "hey status"


def test_a_long_text_takes_no_time() -> None:
    assert len(words.plain("<" * 40_000 + "&amp;" * 8_000)) == 48_000
