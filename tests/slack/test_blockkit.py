"""A card becomes what Slack accepts, to the letter, whatever somebody wrote."""

from __future__ import annotations

import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render import blockkit
from bot.render import slack_ids as ids
from bot.render.slack_ids import IdTooLong
from bot.render.slack_page import LEFT_OUT
from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChannelField,
    ChoiceField,
    DateField,
    Divider,
    Entry,
    Facts,
    Form,
    InputField,
    Link,
    Note,
    Option,
    Para,
    PersonField,
    Row,
    Said,
    TextField,
    Title,
    line,
)
from tests.fakes.slack_rules import characters, message_problems, view_problems
from tests.fakes.slack_world import Message, pressable

NASTY = "*bold* _it_ `code` <!channel> <@U1> <https://evil.example|Bank> &amp; :smile: > quote"


def shown(*blocks: Block, summary: str = "summary") -> dict[str, Any]:
    """Render, and check that Slack would take it."""
    rendered = blockkit.message(Card(summary, blocks))
    assert message_problems(rendered, lambda _: True) == []
    assert characters(rendered["blocks"]) <= 13_200
    assert rendered["text"]
    return rendered


def words(rendered: dict[str, Any]) -> str:
    return Message("1", "C1", "U1", "", rendered["blocks"]).words


def modal(form: Form) -> dict[str, Any]:
    view = blockkit.modal(form, ("C1", "", "1.1"))
    assert view_problems(view, lambda _: True) == []
    return view


def test_what_somebody_wrote_is_shown_to_the_letter() -> None:
    rendered = shown(
        Title(NASTY),
        Para(line(Said(NASTY))),
        Note(line(Said(NASTY))),
        Bullets((line(Said(NASTY)),)),
        Facts(((NASTY, line(Said(NASTY))),)),
        Row(line(Said(NASTY)), Button(NASTY[:70], "go")),
    )
    assert "mrkdwn" not in json.dumps(rendered)
    assert words(rendered).count(NASTY) == 7  # a fact has two


def test_the_top_level_text_is_escaped_exactly_once() -> None:
    assert shown(Divider(), summary="a & <b> &amp;")["text"] == "a &amp; &lt;b&gt; &amp;amp;"


def test_the_top_level_text_is_cut_before_it_is_escaped() -> None:
    text = shown(Divider(), summary="&" * 5000)["text"]
    assert len(text) <= 4000
    assert text.endswith("&amp;…")


def test_a_summary_that_is_empty_still_says_something() -> None:
    assert blockkit.short(Card("", ()))["text"] == "…"


def test_bold_words_and_links_are_what_they_are() -> None:
    rendered = shown(Para(line("See ", Bold("this"), Link("https://x.co/a", "here"))))
    [section] = rendered["blocks"][0]["elements"]
    assert section["elements"][1]["style"] == {"bold": True}
    assert section["elements"][2] == {"type": "link", "url": "https://x.co/a", "text": "here"}


@pytest.mark.parametrize("url", ["javascript:alert(1)", "slack://open", "https://" + "x" * 3000])
def test_a_link_that_is_none_hides_nothing(url: str) -> None:
    assert f"here ({url})" in words(shown(Para(line(Link(url, "here")))))


def test_a_note_with_a_link_keeps_it_and_a_row_names_it() -> None:
    link = Link("https://x.co", "source")
    rendered = shown(Note(line("From ", link)), Row(line("See ", link), Button("Go", "go")))
    assert rendered["blocks"][0]["type"] == "rich_text"
    assert "See source (https://x.co)" in words(rendered)


def test_a_fact_without_a_value_says_so() -> None:
    assert words(shown(Facts((("Owner", ()), ("Metric", line("4 days")))))) == (
        "Owner: —\nMetric: 4 days"
    )


def test_what_is_empty_leaves_no_block() -> None:
    nothing = shown(Para(()), Para(line("")), Bullets(()), Facts(()), Title(""), Note(()))
    assert nothing["blocks"] == []
    assert shown(Buttons(()))["blocks"] == []


def test_a_text_that_is_too_long_is_cut_visibly_and_its_buttons_stay() -> None:
    rendered = shown(
        Para(line(Said("a" * 20_000))), Para(line("b")), Buttons((Button("Go", "go"),))
    )
    assert "a…" in words(rendered)
    assert LEFT_OUT in words(rendered)
    assert rendered["blocks"][-1]["elements"][0]["text"]["text"] == "Go"


def test_sixty_blocks_become_fifty_and_the_cut_is_told() -> None:
    paragraphs = tuple(Para(line(f"line {number}")) for number in range(60))
    rendered = shown(*paragraphs, Buttons((Button("Next", "page", "2"),)))
    assert len(rendered["blocks"]) == 50
    assert words(rendered).splitlines()[-2:] == [LEFT_OUT, "Next"]


def test_sixty_rows_of_buttons_become_fifty_blocks() -> None:
    rendered = shown(*(Buttons((Button(f"Go {n}", "go"),)) for n in range(60)))
    assert len(rendered["blocks"]) == 50


def test_buttons_never_fill_a_message_beyond_its_limit() -> None:
    many = tuple(Button("x" * 75, "go", f"r{n}") for n in range(200))
    rendered = shown(Para(line("a" * 20_000)), Buttons(many), Row(line("b"), many[0]))
    assert LEFT_OUT in words(rendered)


def test_one_verb_may_be_there_many_times() -> None:
    rendered = shown(*(Row(line(f"pilot {n}"), Button("Open", "open", f"p{n}")) for n in range(5)))
    names = [block["accessory"]["action_id"] for block in rendered["blocks"]]
    assert len(set(names)) == 5
    assert {ids.verb_of(name) for name in names} == {"open"}


def test_what_is_folded_away_comes_in_menus_of_five_but_not_what_asks_to_be_confirmed() -> None:
    more = tuple(Button(f"More {n}", "more", f"r{n}") for n in range(12))
    asked = Button("Delete", "delete", "p1", "danger", confirm="Really?")
    rendered = shown(Buttons((Button("Skip", "skip"),), (*more, asked)))
    kinds = [[part["type"] for part in block["elements"]] for block in rendered["blocks"]]
    assert kinds == [["button", "button", "overflow"], ["overflow"], ["overflow"]]
    values = [option["value"] for _, _, _, option in pressable(rendered["blocks"]) if option]
    assert ids.menu_choice(values[11]) == ("more", "r11")
    assert rendered["blocks"][0]["elements"][1]["confirm"]["text"]["text"] == "Really?"


def test_thirty_buttons_take_two_rows() -> None:
    rendered = shown(Buttons(tuple(Button(f"B{n}", "go", f"r{n}") for n in range(30))))
    assert [len(block["elements"]) for block in rendered["blocks"]] == [25, 5]


def options(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{n}", f"Option {n}") for n in range(count))


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        (DateField("f", "When?", "2026-11-23"), "datepicker"),
        (PersonField("f", "Who?", "U1"), "users_select"),
        (ChannelField("f", "Where?", "C1"), "conversations_select"),
        (ChoiceField("f", "Which?", options(6), "o3"), "static_select"),
        (ChoiceField("f", "Which?", options(100)), "static_select"),
    ],
)
def test_a_lone_field_is_picked_in_place(field: InputField, kind: str) -> None:
    [block] = shown(Entry((field,), "answer", "q1"))["blocks"]
    assert block["accessory"]["type"] == kind
    assert block["text"]["text"] == field.label
    assert ids.entry_field(block["block_id"]) == ("f", "q1")


def test_a_small_choice_is_pressed() -> None:
    rendered = shown(Entry((ChoiceField("f", "Sure?", options(5)),), "answer", "q1"))
    block = rendered["blocks"][-1]
    assert [button["value"] for button in block["elements"]] == ["o0", "o1", "o2", "o3", "o4"]
    assert ids.entry_field(block["block_id"]) == ("f", "q1")


@pytest.mark.parametrize(
    "fields",
    [
        (TextField("f", "Say"),),
        (DateField("f", "From"), DateField("g", "To")),
        (PersonField("f", "Team", many=True),),
        (ChoiceField("f", "Which?", options(5), many=True),),
        (ChoiceField("f", "Which?", ()),),
        (ChoiceField("f", "Which?", options(101)),),
    ],
)
def test_other_fields_are_asked_for_by_a_button(fields: tuple[InputField, ...]) -> None:
    rendered = shown(Entry(fields, "answer", "q1", "Answer"))
    [button] = rendered["blocks"][0]["elements"]
    assert (button["action_id"], button["value"], button["text"]["text"]) == (
        "answer",
        "q1",
        "Answer",
    )


def test_a_form_holds_every_kind_of_field_with_what_was_given() -> None:
    view = modal(
        Form(
            "A title that is longer than Slack's",
            (
                TextField("line", "One line", hint="for example", value="x", limit=9000),
                TextField("long", "Lines", hint="h" * 200, lines=4, optional=True),
                TextField("kept", "Kept", value="y" * 4000),
                DateField("day", "Day", "2026-11-23"),
                PersonField("who", "Who", "U1"),
                PersonField("team", "Team", "U1,U2", many=True),
                ChannelField("room", "Room", "C1"),
                ChoiceField("few", "Few", options(3), "o1"),
                ChoiceField("some", "Some", options(3), "o1,o2", many=True),
                ChoiceField("many", "Many", options(120), "o119"),
                ChoiceField("lots", "Lots", options(30), "o1,o29", many=True),
                ChoiceField("none", "None", ()),
            ),
            "save",
            "p1",
            intro=(Para(line("Why")),),
        )
    )
    elements = {block["block_id"]: block.get("element", {}) for block in view["blocks"][1:]}
    assert view["title"]["text"].endswith("…")
    assert elements["line"]["max_length"] == 3000
    assert elements["kept"]["initial_value"].endswith("…")
    assert elements["team"]["initial_users"] == ["U1", "U2"]
    assert elements["few"]["type"] == "radio_buttons"
    assert [one["value"] for one in elements["some"]["initial_options"]] == ["o1", "o2"]
    groups = elements["many"]["option_groups"]
    assert [group["label"]["text"] for group in groups] == ["1 to 100", "101 to 120"]
    assert ids.private_parts(view["private_metadata"]) == ("p1", ("C1", "", "1.1"))


def test_ids_are_never_cut() -> None:
    with pytest.raises(IdTooLong):
        blockkit.message(Card("s", (Buttons((Button("Go", "go", "r" * 2001),)),)))
    with pytest.raises(IdTooLong):
        blockkit.message(Card("s", (Buttons((Button("Go", "v" * 256),)),)))
    with pytest.raises(IdTooLong):
        blockkit.modal(Form("t", (), "go", "r" * 3001))


def test_what_is_not_our_metadata_is_nothing() -> None:
    assert ids.private_parts("") == ("", ())
    assert ids.private_parts("[]") == ("", ())
    assert ids.private_parts('{"a": 1}') == ("", ())
    assert ids.private_parts("[1]") == ("", ())


def test_a_window_that_is_only_read_is_a_modal() -> None:
    view = blockkit.window(Card("s", (Para(line("text")),)))
    assert view_problems(view, lambda _: True) == []


anything = st.text(max_size=200)
ref = st.text(string.ascii_letters, max_size=20)
spans = st.one_of(
    st.builds(Said, anything),
    st.builds(Bold, anything),
    st.builds(Link, st.sampled_from(["https://x.co/a", "javascript:x", ""]), anything),
)
lines = st.lists(spans, max_size=4).map(tuple)
buttons = st.builds(
    Button, anything, st.sampled_from(["go", "stop"]), ref,
    st.sampled_from(["plain", "primary", "danger"]), st.sampled_from(["", "Sure?"]),
)  # fmt: skip
choices = st.lists(st.builds(Option, st.text(string.digits, min_size=1, max_size=5), anything))
fields = st.one_of(
    st.builds(TextField, st.just("f"), anything),
    st.builds(DateField, st.just("f"), anything),
    st.builds(PersonField, st.just("f"), anything),
    st.builds(ChoiceField, st.just("f"), anything, choices.map(tuple)),
)
blocks = st.one_of(
    st.builds(Title, anything),
    st.builds(Para, lines),
    st.builds(Note, lines),
    st.builds(Bullets, st.lists(lines, max_size=5).map(tuple)),
    st.builds(Facts, st.lists(st.tuples(anything, lines), max_size=5).map(tuple)),
    st.builds(Row, lines, buttons),
    st.builds(
        Buttons,
        st.lists(buttons, max_size=8).map(tuple),
        st.lists(buttons, max_size=8).map(tuple),
    ),
    st.builds(Entry, st.tuples(fields), st.just("answer"), ref, anything),
    st.just(Divider()),
)


@given(st.lists(blocks, max_size=70), anything)
def test_any_card_is_one_that_slack_takes(some: list[Block], summary: str) -> None:
    shown(*some, summary=summary)
