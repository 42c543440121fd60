"""Digests of any size, with any names: they fit, and each line is somewhere or counted."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render import blockkit
from bot.render.adaptive_teams import message as teams_message
from bot.render.slack_page import LEFT_OUT
from handlers.cards import Bullets, Buttons, Card, Chart, Note, words
from handlers.digests import composing
from handlers.digests.composing import Frame, compose
from handlers.digests.fitting import PARTS
from handlers.digests.glance import Glance
from handlers.digests.telling import Gap, Told, changes
from storage.pilots.summary import Summary
from tests.fakes.slack_rules import characters, message_problems

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COLUMNS = tuple(f"{day} Nov" for day in range(1, 13))
HOSTILE = (
    "<!channel>",
    "<!here> <@U123> <#C1|x>",
    "*bold* _it_ ~no~ `code`",
    "\u202eesrever",
    "\u200b\u2060\ufeff",
    "請求書の照合",
    "مطابقة",
    "🚀" * 20,
    "&lt;script&gt;",
    "<at>all</at>",
    "{{DATE(2026-11-23T09:00:00Z)}}",
    "$x$ \\frac{1}{2}",
    "_hidden",
)
NAMES = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=80))
WORDS = st.one_of(st.sampled_from(HOSTILE), st.text("ab <>&*…", min_size=1, max_size=300))
THINGS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), WORDS, max_size=6)


@st.composite
def pilots(draw: st.DrawFn) -> list[Told]:
    """Make some pilots by hand, and as many like them as it takes."""
    some = [draw(one_pilot()) for _ in range(draw(st.integers(1, 3)))]
    count = draw(st.integers(1, 300))
    return [
        replace(told, row=replace(told.row, pilot=f"p{number}"))
        for number, told in ((n, some[n % len(some)]) for n in range(count))
    ]


@st.composite
def one_pilot(draw: st.DrawFn) -> Told:
    row = Summary(
        *("local", "p", 1, draw(NAMES), "C1", "stage-gate", "sg.st1", "Gate 1"),
        *(False, 3, 8, 5, "ok", "ok", "ok", {}),
    )
    order = draw(st.integers(1, 5))
    soon = {key: f"2026-12-02 {said}" for key, said in draw(THINGS).items()}
    now = Glance(
        *(f"s{order}", draw(NAMES), order, f"Gate {order}", 3, 8, "2026-10-01"),
        red=draw(THINGS),
        due=soon,
        soon=soon,
    )
    before = draw(st.sampled_from([None, replace(now, red=draw(THINGS), met=2)]))
    labels = draw(st.sets(st.sampled_from(["Owner", "Metric", "Funding"])))
    gaps = tuple(Gap(label, date(2026, 10, 1), True, draw(NAMES), "q.o") for label in labels)
    trend = tuple(float(n * 8) for n in range(12))
    return Told(row, now, before, trend, gaps, frozenset(soon))


def frame(scope: str) -> Frame:
    since = NOW - timedelta(weeks=1)
    return Frame(scope, "2026-W48", "UTC", NOW, since, since, NOW, 1, "in the thread", COLUMNS)


def said(cards: tuple[Card, ...]) -> int:
    """Count the lines that stand somewhere."""
    own = re.compile(r"(?:And )?\d+ more lines? ?")
    counted = 0
    for card in cards:
        for block in card.blocks:
            if isinstance(block, Bullets):
                counted += len(block.lines)
            elif not (isinstance(block, Note) and own.match(words(block.line))):
                counted += not isinstance(block, Buttons)
    return counted


def wanted(scope: str, told: list[Told]) -> int:
    """Count the lines that there are, whether they fit or not."""
    news = [one for pilot in told for one in changes(pilot, NOW.date())]
    blocks = list(composing._body(frame(scope), tuple(told), news))
    return 1 + sum(len(one.lines) if isinstance(one, Bullets) else 1 for one in blocks)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["here", "portfolio"]), pilots())
def test_any_digest_fits_and_says_how_many_lines_are_elsewhere(
    scope: str, told: list[Told]
) -> None:
    cards, new = compose(frame(scope), told)
    if not new:
        assert len(cards) == 1
        return
    assert len(cards) <= PARTS
    for card in cards:
        fits(card)
    further = re.findall(r"(\d+) more lines? in the thread\.", cards[0].summary)
    assert (len(cards) > 1) == bool(further)
    if further:
        assert int(further[0]) == said(cards[1:])
    left = re.findall(r"And (\d+) more lines?: /gate status all", cards[-1].summary)
    assert said(cards) + sum(map(int, left)) == wanted(scope, told)


def fits(card: Card) -> None:
    charts = [block for block in card.blocks if isinstance(block, Chart)]
    assert "<!" not in blockkit.message(card)["text"]
    for pictures in ({}, dict.fromkeys(charts, "F1")):
        message = blockkit.message(card, pictures)
        assert len(message["blocks"]) <= 40
        assert characters(message["blocks"]) <= 10_000
        assert LEFT_OUT not in str(message)
        assert message_problems(message, lambda name: True) == []
    [attached] = teams_message(card)["attachments"]
    assert len(attached["content"].decode().encode("utf-16-le")) <= 80 * 1024


@pytest.mark.parametrize("count", [1, 7, 30])
def test_a_line_that_would_be_too_long_names_fewer_things_and_counts_the_others(
    count: int,
) -> None:
    red = {f"r{n}": f"{n}: " + "long " * 40 for n in range(count)}
    row = Summary(
        *("local", "p", 1, "N" * 80, "C1", "stage-gate", "sg.st1", "Gate 1"),
        *(False, 3, 8, 5, "ok", "ok", "ok", {}),
    )
    then = Glance("s", "Discovery", 1, "Gate 1", 3, 8, "2026-11-20")
    cards, _ = compose(frame("here"), [Told(row, replace(then, red=red), then)])
    [line] = re.findall("newly red: .*", cards[0].summary)
    named = len(re.findall(r"\d+: long", line))
    more = re.findall(r"and (\d+) more", line)
    assert named >= 1
    assert named + sum(map(int, more)) == count
    assert len(line) <= 400


def test_a_heat_map_says_all_its_figures_in_words() -> None:
    told = []
    for number in range(24):
        row = Summary(
            *("local", f"p{number}", 1, f"{'N' * 70} {number}", "C1", "stage-gate", "s", "Gate 1"),
            *(False, 3, 8, 5, "ok", "ok", "ok", {}),
        )
        told.append(Told(row, Glance("s", "Discovery", 1, "Gate 1", 3, 8, "2026-11-20"), None))
    cards, _ = compose(frame("portfolio"), told)
    [card] = [one for one in cards if any(isinstance(b, Chart) for b in one.blocks)]
    [chart] = [block for block in card.blocks if isinstance(block, Chart)]
    assert chart.numbers in str(blockkit.message(card)["blocks"])
