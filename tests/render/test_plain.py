from __future__ import annotations

from bot.render.plain import render
from tests.render.samples import CARDS, FORM


def test_what_is_read_stands_line_by_line() -> None:
    assert render(CARDS["lines"]).splitlines() == [
        "Plain, bold, said and a link (https://x.io)",
        "A note with words",
        "• one",
        "• two and more",
        "Owner: Maria Lopez",
        "Metric: ",
        "---",
        "After the line",
        "---",
    ]


def test_what_can_be_pressed_stands_in_brackets() -> None:
    assert render(CARDS["row"]) == "Owner missing [Yes]\nClose it [Close the pilot]"
    assert render(CARDS["folded"]) == "[Yes] [No] [Number 0] [Number 1] [Close the pilot]"


def test_a_field_shows_what_is_in_it_or_what_it_takes() -> None:
    lines = render(FORM).splitlines()
    assert lines[:2] == ["Start a pilot", "Five minutes."]
    assert lines[-1] == "[Start]"
    assert {
        "Name of the pilot: ____",
        "First day: <day>",
        "Last day (optional): 2026-11-23",
        "One of 2: Choice 0 / Choice 1",
        "One of 3: Choice 0 + Choice 1 + Choice 2",
        "Accountable owner: <person>",
        "Team: UANNA,UTOM",
        "Channel: ____",
    } <= set(lines)


def test_every_card_can_be_written() -> None:
    assert all(render(card) for card in CARDS.values())
    assert render(CARDS["title"]) == "Invoice matching"


def test_a_chart_is_read_as_its_figures() -> None:
    said = "Gate readiness by week: Invoice matching 25, 38, 50 %"
    assert said in render(CARDS["chart"]).splitlines()
