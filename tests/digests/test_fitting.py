"""A digest of any size fits its platform; what is left out is counted and has a place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.render import blockkit
from bot.render.adaptive import message_bytes
from handlers.cards import Bullets, Card, Chart, Para, Title, line, words
from handlers.digests.composing import Frame, compose
from handlers.digests.fitting import BLOCKS, PARTS, parts
from handlers.digests.glance import Glance
from handlers.digests.telling import Gap, Told
from storage.pilots.summary import Summary
from tests.fakes.slack_rules import characters, message_problems

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COLUMNS = tuple(f"{day} Nov" for day in range(1, 13))
NAME = "<!channel> & a name as long as a name may be, with *stars* and more"


def told(number: int, reds: int = 12) -> Told:
    name = f"{NAME} {number}"
    row = Summary(
        *("local", f"p_{number}", 1, name, "C1", "stage-gate", "sg.st1", "Gate 1"),
        *(False, 3, 8, 5, "ok", "ok", "ok", {}),
    )
    before = Glance("sg.st1", "Discovery", 1, "Gate 1", 2, 8, "2026-10-01", red={"a": "x " * 40})
    red = {f"r{n}": f"Something that is not as it should be, number {n}" for n in range(reds)}
    soon = {f"s{n}": f"2026-12-{n + 1:02} An answer that grows old, number {n}" for n in range(4)}
    now = Glance("sg.st1", "Discovery", 1, "Gate 1", 3, 8, "2026-10-01", red=red, soon=soon)
    gaps = tuple(
        Gap(label, date(2026, 10, 1), True, "The business unit sponsor", "q.owner")
        for label in ("Owner", "Metric", "Funding")
    )
    return Told(row, now, before, tuple(float(n * 8) for n in range(12)), gaps)


def frame(scope: str) -> Frame:
    since = NOW - timedelta(weeks=1)
    return Frame(scope, "2026-W48", "UTC", NOW, since, since, NOW, 1, "in the thread", COLUMNS)


def lines(cards: tuple[Card, ...]) -> int:
    return sum(len(b.lines) for card in cards for b in card.blocks if isinstance(b, Bullets))


@pytest.mark.parametrize("scope", ["here", "portfolio"])
@pytest.mark.parametrize("count", [0, 1, 5, 20, 60, 500])
def test_every_message_of_a_digest_fits_its_platform(scope: str, count: int) -> None:
    cards, _ = compose(frame(scope), [told(number) for number in range(count)])
    assert 1 <= len(cards) <= PARTS
    for card in cards:
        charts = [block for block in card.blocks if isinstance(block, Chart)]
        for pictures in ({}, dict.fromkeys(charts, "F1")):
            message = blockkit.message(card, pictures)
            assert len(message["blocks"]) <= 40
            assert characters(message["blocks"]) <= 10_000
            assert "more than fits into one message" not in str(message)
            assert message_problems(message, lambda name: True) == []
        assert len(message_bytes(card).decode().encode("utf-16-le")) <= 80 * 1024


@pytest.mark.parametrize("count", [1, 20, 60])
def test_nothing_is_left_out_where_it_fits_into_a_few_messages(count: int) -> None:
    cards, _ = compose(frame("here"), [told(number, reds=1) for number in range(count)])
    said = "\n".join(card.summary for card in cards)
    for number in range(count):
        assert f"{NAME} {number} · Discovery" in said or "more lines: /gate status all" in said
    if len(cards) > 1:
        assert re.search(r"\d+ more lines in the thread\.", cards[0].summary)


def test_what_does_not_fit_at_all_is_counted_and_has_a_place() -> None:
    cards, _ = compose(frame("here"), [told(number) for number in range(500)])
    [left] = re.findall(r"And (\d+) more lines: /gate status all", cards[-1].summary)
    whole = 500 * (3 + 4 + 1) + 500 * 3 - 6  # changes and stuck, soon, where it is; gaps in lines
    assert int(left) + lines(cards) == pytest.approx(whole, abs=20)


def test_pilots_beyond_one_digest_are_counted_from_the_start() -> None:
    many = replace(frame("portfolio"), untold=120)
    cards, _ = compose(many, [told(number) for number in range(500)])
    assert "Week 48: 620 pilots" in cards[0].summary
    assert "This tells of 500 of them. /gate status all lists every pilot." in cards[0].summary


def test_one_line_more_is_no_lines() -> None:
    body = [Para(line(f"Line {number}")) for number in range(BLOCKS)]
    cards = parts([Title("Week 48")], body, [], "in the thread")
    assert "1 more line in the thread." in cards[0].summary


def test_every_line_is_short() -> None:
    cards, _ = compose(frame("here"), [told(1, reds=40)])
    for card in cards:
        for block in card.blocks:
            if isinstance(block, Bullets):
                assert max(len(words(one)) for one in block.lines) <= 400
