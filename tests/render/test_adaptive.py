from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from bot.render.adaptive import form_card, message_bytes, message_card, values
from bot.render.adaptive_size import MORE
from handlers.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Divider,
    Entry,
    Link,
    Para,
    PersonField,
    Row,
    Said,
    TextField,
    line,
)
from tests.fakes.teams_cards import LIMIT, size
from tests.render.samples import CARDS, CHANNELS, CROWD, FIELDS, FORM, NASTY, PEOPLE, PLAIN

Json = dict[str, Any]


def rendered(name: str) -> Json:
    return message_card(CARDS[name], PEOPLE, CHANNELS)


def every(node: Any) -> Iterator[Json]:
    """Walk all objects of a card."""
    if isinstance(node, dict):
        yield node
        for child in node.values():
            yield from every(child)
    elif isinstance(node, list):
        for child in node:
            yield from every(child)


def of_type(card: Json, kind: str) -> list[Json]:
    return [node for node in every(card) if node.get("type") == kind]


@pytest.mark.parametrize("name", CARDS)
def test_a_card_says_its_version_and_its_meaning_where_it_cannot_be_shown(name: str) -> None:
    card = rendered(name)
    assert card["version"] == "1.5"
    assert card["fallbackText"]
    assert card["speak"]


@pytest.mark.parametrize("name", CARDS)
def test_no_two_fields_of_a_card_share_an_id(name: str) -> None:
    ids = [node["id"] for node in every(rendered(name)) if "id" in node]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", CARDS)
def test_what_is_read_is_never_where_markdown_is_read(name: str) -> None:
    assert of_type(rendered(name), "TextBlock") == []
    assert of_type(rendered(name), "FactSet") == []


def test_words_are_shown_to_the_letter_but_for_what_would_be_computed() -> None:
    texts = [run["text"] for run in of_type(rendered("nasty"), "TextRun")]
    assert NASTY.replace("{{{", "{\u200b{\u200b{").replace("{{", "{\u200b{") in texts
    everything = json.dumps({**rendered("nasty"), "data": ""}, ensure_ascii=False)
    for node in every(rendered("nasty")):
        for key in ("text", "title", "label", "placeholder", "fallbackText", "speak"):
            assert "{{" not in str(node.get(key, ""))
    assert "{{DATE" in everything, "what is sent back stays as it was"


def test_a_lone_hyphen_becomes_a_dash() -> None:
    card = message_card(Card("s", (Para(line(Said("-"))), Para(line("a", " - ", "b")))))
    assert [run["text"] for run in of_type(card, "TextRun")] == ["—", "a", " - ", "b"]


def test_an_empty_line_shows_a_dash() -> None:
    card = message_card(Card("", (Para(line("")), Para(()))))
    assert [run["text"] for run in of_type(card, "TextRun")] == ["—", "—"]
    assert card["fallbackText"] == "—"


@pytest.mark.parametrize("blocks", [(), (Buttons(()),), (Divider(),)])
def test_a_card_with_nothing_to_see_shows_its_meaning(blocks: Any) -> None:
    card = message_card(Card("Nothing is due.", blocks))
    assert [run["text"] for run in of_type(card, "TextRun")] == ["Nothing is due."]


def test_only_web_addresses_become_links() -> None:
    good = Link("HTTPS://x.io", "x")
    bare = Link("http://y.io", "")
    bad = Link("javascript:alert(1)", "click")
    runs = of_type(message_card(Card("s", (Para(line(good, bare, bad)),))), "TextRun")
    assert [run.get("selectAction", {}).get("url") for run in runs] == [
        "HTTPS://x.io",
        "http://y.io",
        None,
    ]
    assert [run["text"] for run in runs] == ["x", "http://y.io", "click (javascript:alert(1))"]


def test_a_button_carries_its_verb_and_its_ref_and_demands_no_field() -> None:
    yes, no = of_type(rendered("buttons"), "Action.Execute")[:2]
    assert (yes["verb"], yes["data"], yes["style"]) == ("answer.yes", {"ref": "q1"}, "positive")
    assert no["associatedInputs"] == "none"


def test_a_button_with_a_question_asks_it_before_the_press_counts() -> None:
    (asked,) = of_type(rendered("buttons"), "Action.ShowCard")
    assert asked["style"] == "destructive"
    assert of_type(asked["card"], "TextRun")[0]["text"] == "Close it for everybody?"
    assert of_type(asked["card"], "Action.Execute")[0]["verb"] == "pilot.close"


@pytest.mark.parametrize(("name", "shown"), [("buttons", 3), ("folded", 2), ("many buttons", 6)])
def test_at_most_six_buttons_are_shown_and_the_rest_are_folded(name: str, shown: int) -> None:
    (actions,) = of_type(rendered(name), "ActionSet")
    modes = [action.get("mode", "primary") for action in actions["actions"]]
    assert modes == ["primary"] * shown + ["secondary"] * (len(modes) - shown)


def test_a_row_has_its_button_at_the_end_unless_it_asks_first() -> None:
    columns, *rest = rendered("row")["body"]
    assert [column["width"] for column in columns["columns"]] == ["stretch", "auto"]
    assert [element["type"] for element in rest] == ["RichTextBlock", "ActionSet"]


def test_a_divider_is_a_line_above_what_follows_and_nothing_at_the_end() -> None:
    card = message_card(Card("s", (Para(line("a")), Divider(), Para(line("b")), Divider())))
    assert [element.get("separator", False) for element in card["body"]] == [False, True]


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_every_field_has_a_label_a_complaint_and_knows_whether_it_is_needed(field: Any) -> None:
    (shown,) = [
        node
        for node in every(message_card(Card("s", (Entry((field,), "v"),)), PEOPLE, CHANNELS))
        if "id" in node
    ]
    assert shown["id"] == f"0.{field.name}"
    assert shown["label"].startswith(field.label)
    assert shown["isRequired"] is not field.optional
    assert shown["errorMessage"].startswith("Please")
    assert shown.get("value", "") == field.value


@pytest.mark.parametrize(
    ("count", "many", "style"),
    [(3, False, "compact"), (40, False, "compact"), (3, True, "expanded"), (40, True, "compact")],
)
def test_one_person_is_chosen_from_a_list_and_a_few_of_few_are_ticked(
    count: int, many: bool, style: str
) -> None:
    card = Card("s", (Entry((PersonField("p", "Who", many=many),), "v"),))
    (field,) = of_type(message_card(card, CROWD[:count]), "Input.ChoiceSet")
    assert (len(field["choices"]), field["style"]) == (count, style)


def test_where_nobody_can_be_chosen_a_name_can_be_typed() -> None:
    card = Card("s", (Entry((PersonField("p", "Who"),), "v"),))
    assert of_type(message_card(card), "Input.Text")


def test_several_entries_are_folded_so_that_none_demands_the_others() -> None:
    shown = of_type(rendered("two entries"), "Action.ShowCard")
    assert [one["title"] for one in shown] == ["Name", "Start"]
    assert [of_type(one["card"], "Action.Execute")[0]["verb"] for one in shown] == ["one", "two"]


def test_a_form_is_a_card_whose_only_button_sends_it() -> None:
    card = form_card(FORM, PEOPLE, CHANNELS)
    (send,) = of_type(card, "Action.Execute")
    assert (send["title"], send["verb"], send["data"]) == ("Start", "pilot.start", {"ref": "r1"})
    assert len([node for node in every(card) if "id" in node]) == len(FIELDS)


def test_what_comes_back_is_read_by_the_fields_own_names() -> None:
    sent = {"ref": "q1", "0.ref": "x", "1.a.b": "y", "0.n": 3, "other": "z", "0.": ""}
    assert values(sent) == {"ref": "x", "a.b": "y"}


@pytest.mark.parametrize("letter", ["x", "ö", "漢", "🚦"])
def test_a_card_too_long_says_so_and_keeps_what_can_be_done(letter: str) -> None:
    lines = tuple(line(Said(letter * 300)) for _ in range(300))
    entry = Entry((TextField("t", "Text"),), "save")
    card = message_card(Card("s", (Bullets(lines), entry, Buttons(PLAIN[:3]))))
    assert size(card) <= LIMIT
    assert MORE in [run["text"] for run in of_type(card, "TextRun")]
    assert [node["type"] for node in card["body"][-3:]] == ["Input.Text", "ActionSet", "ActionSet"]
    assert len(card["body"]) > 40


def test_a_card_of_nothing_but_too_many_buttons_still_fits() -> None:
    rows = tuple(Row(line("r" * 500), Button("b", "v", str(n))) for n in range(500))
    sets = tuple(Buttons((Button("b" * 900, "v", str(n)),)) for n in range(500))
    assert size(message_card(Card("s", rows))) <= LIMIT
    assert size(message_card(Card("s", sets))) <= LIMIT


def test_a_very_long_text_is_cut_where_it_can_be_seen() -> None:
    (run,) = of_type(message_card(Card("s", (Para(line(Said("x" * 50_000))),))), "TextRun")
    assert run["text"].endswith("(cut here)")


@pytest.mark.parametrize("name", CARDS)
def test_the_bytes_are_those_of_the_card(name: str) -> None:
    written = message_bytes(CARDS[name], PEOPLE, CHANNELS)
    assert orjson.loads(written) == rendered(name)


def test_a_card_just_short_enough_is_not_cut() -> None:
    wide = Card("s", tuple(Para(line(Said("漢" * 300))) for _ in range(60)))
    assert len(message_card(wide)["body"]) == 60


def refreshed(blocks: tuple[Any, ...], viewers: int) -> bool:
    shown = Card("status", blocks, fresh=Button("Status", "status", "p1"))
    return "refresh" in message_card(shown, viewers=[f"29:{n}" for n in range(viewers)])


def test_a_card_is_refreshed_for_sixty_people_at_most_and_never_while_somebody_types() -> None:
    read = (Para(line("Where it is")),)
    assert [refreshed(read, viewers) for viewers in (0, 1, 60, 61)] == [False, True, True, False]
    assert not refreshed((*read, Entry((TextField("name", "Name"),), "answer")), 1)
