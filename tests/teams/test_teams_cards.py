"""What is asked of every card: the published schema, Teams' limits, and that somebody asks."""

from __future__ import annotations

from typing import Any

import pytest

from bot.render import adaptive_teams
from handlers.cards import (
    Card,
    Chart,
    ChoiceField,
    Entry,
    Option,
    Para,
    Series,
    TextField,
    from_json,
    line,
    to_json,
)
from tests.fakes import teams_cards as cards
from tests.fakes.teams_schema import breaks
from tests.gallery import Gallery, adaptive_cards

Json = dict[str, Any]

TEXT: Json = {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "words"}]}
CHART = Chart("Ready", "bars", ("now",), (Series("Invoices", (40.0,)),), "Invoices 40%")


def card(*body: Json, **more: Any) -> Json:
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "fallbackText": "words",
        "body": [*body],
        **more,
    }


def test_a_card_of_ours_breaks_nothing() -> None:
    assert breaks(card(TEXT)) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({**TEXT, "colour": "red"}, id="a property that nobody knows"),
        pytest.param({"type": "RichTextBlock"}, id="one that is needed"),
        pytest.param({**TEXT, "spacing": "Huge"}, id="a value of no list"),
        pytest.param({**TEXT, "separator": "yes"}, id="another type"),
        pytest.param({"type": "CompoundButton", "title": "x"}, id="an element of later versions"),
        pytest.param(
            {"type": "Input.ChoiceSet", "id": "a", "label": "x", "choices": [], "style": "tall"},
            id="a style of no list",
        ),
        pytest.param(
            {"type": "ActionSet", "actions": [{"type": "Action.Popover", "title": "x"}]},
            id="an action of later versions",
        ),
    ],
)
def test_the_published_schema_refuses(wrong: Json) -> None:
    assert breaks(card(TEXT, wrong))
    with pytest.raises(cards.NotACard):
        cards.check(card(TEXT, wrong))


def test_two_cards_that_differ_in_words_alone_are_judged_alike_and_others_are_not() -> None:
    fine, wrong = card(TEXT, TEXT), card(TEXT, {**TEXT, "spacing": "Huge"})
    assert (breaks(fine), bool(breaks(wrong)), breaks(fine)) == ("", True, "")


def test_a_chart_is_judged_by_what_stands_for_it_and_by_teams_own_models() -> None:
    shown = next(iter(adaptive_cards(Card("s", (CHART,)))))
    chart = next(one for one in shown["body"] if one["type"].startswith("Chart."))
    cards.check(shown)
    chart["data"][0]["y"] = "40%"
    with pytest.raises(cards.NotACard, match=r"Chart\.HorizontalBar\.data"):
        cards.check(shown)


def test_whatever_a_test_makes_is_looked_at() -> None:
    watched = Gallery()
    good = Card("s", (Entry((TextField("t", "Text"),), "save", label="Save"),))
    bad = from_json(to_json(good).replace('"save"', '""'))  # read back, it hangs on no other wall
    watched.made = {1: good, 2: bad}
    said = watched.complaints()
    assert any(one.startswith("Teams: Action.Execute.verb") for one in said)
    assert any(one.startswith("Slack: ") for one in said)
    assert watched.complaints() == []


@pytest.mark.parametrize("letter", ["x", "é", "漢", "🚦", '"', "\u0001"])
def test_a_list_of_two_hundred_with_the_longest_names_fits(letter: str) -> None:
    names = tuple(Option(f"{n:036}", letter * 75) for n in range(200))
    rows = tuple(Para(line(letter * 200)) for _ in range(200))
    field = ChoiceField("who", "Who", names)
    sent = adaptive_teams.message(Card(letter * 4000, (*rows, Entry((field,), "save"))))
    written = sent["attachments"][0]["content"]
    assert len(written) <= 80_000
    assert len(written.decode().encode("utf-16-le")) <= 80_000
