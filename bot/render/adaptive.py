"""Turn a card into an Adaptive Card 1.5: what Teams shows, and Gatepost's own page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias, assert_never

from bot.render.adaptive_fields import Choices, inputs, values
from bot.render.adaptive_size import fitted
from bot.render.adaptive_text import Json, rich, shown
from handlers.cards import (
    Block,
    Bullets,
    Button,
    Buttons,
    Card,
    Divider,
    Entry,
    Facts,
    Form,
    Line,
    Note,
    Option,
    Para,
    Row,
    Title,
    line,
)

__all__ = ["form_card", "message_card", "values"]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"  # the newest that Teams shows
SHOWN_BUTTONS = 6  # Teams folds the seventh away, and some of its clients drop it
SUMMARY = 4000  # characters

STYLES = {"primary": "positive", "danger": "destructive"}

Element: TypeAlias = tuple[Json, bool]  # and whether it must stay when the card is too long


def message_card(
    card: Card, people: Sequence[Option] = (), channels: Sequence[Option] = ()
) -> Json:
    """Render a message; people and channels are what person and channel fields offer."""
    return _Renderer(Choices(people, channels)).message(card)


def form_card(form: Form, people: Sequence[Option] = (), channels: Sequence[Option] = ()) -> Json:
    """Render a form as a card of its own, without its title: a window shows that in its frame."""
    return _Renderer(Choices(people, channels)).form(form)


class _Renderer:
    """One card being rendered; counts its entries, so that no two fields share an id."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.entries = 0
        self.folded = False  # several entries: each behind its button, lest one demand the others

    def message(self, card: Card) -> Json:
        self.folded = sum(isinstance(block, Entry) for block in card.blocks) > 1
        return _envelope(card.summary, list(self.elements(card.blocks)))

    def form(self, form: Form) -> Json:
        entry = Entry(form.fields, form.verb, form.ref, form.submit)
        return _envelope(form.title, list(self.elements((*form.intro, entry))))

    def elements(self, blocks: Sequence[Block]) -> Iterator[Element]:
        divided = False
        for block in blocks:
            if isinstance(block, Divider):
                divided = True
                continue
            for element in self.block(block):
                if divided:
                    element["separator"], element["spacing"] = True, "Medium"
                    divided = False
                yield element, isinstance(block, Buttons | Entry)

    def block(self, block: Block) -> list[Json]:
        match block:
            case Title(text=text):
                return [rich(line(text), size="Large", weight="Bolder")]
            case Para(line=words):
                return [rich(words)]
            case Note(line=words):
                return [rich(words, size="Small", isSubtle=True) | {"spacing": "Small"}]
            case Bullets(lines=lines):
                return [
                    _columns(("auto", rich(line("•"))), ("stretch", rich(one))) for one in lines
                ]
            case Facts(rows=rows):
                return [_fact(label, words) for label, words in rows]
            case Row():
                return _row(block)
            case Buttons():
                return [_action_set(_shown_and_folded(block))]
            case Entry():
                return self.entry(block)
            case Divider():
                return []
            case _:
                assert_never(block)

    def entry(self, entry: Entry) -> list[Json]:
        fields = inputs(entry.fields, self.entries, self.choices)
        self.entries += 1
        send = _execute(entry.label, entry.verb, entry.ref) | {"style": "positive"}
        if not self.folded:
            return [*fields, _action_set([send])]
        return [_action_set([_show_card(entry.label, fields, send)])]


def _envelope(summary: str, elements: list[Element]) -> Json:
    words = shown(summary[:SUMMARY])
    head: Json = {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "fallbackText": words,
        "speak": words.replace("<", "\u2039"),  # a "<" would begin SSML
    }
    return fitted(head, elements)


def _columns(*columns: tuple[str, Json]) -> Json:
    return {
        "type": "ColumnSet",
        "spacing": "Small",
        "columns": [{"type": "Column", "width": width, "items": [item]} for width, item in columns],
    }


def _fact(label: str, words: Line) -> Json:
    return _columns(("1", rich(line(label), isSubtle=True)), ("2", rich(words)))


def _row(row: Row) -> list[Json]:
    button = _action_set([_button(row.button)])
    if row.button.confirm:  # its question needs the whole width
        return [rich(row.line), button]
    both = _columns(("stretch", rich(row.line)), ("auto", button))
    for column in both["columns"]:
        column["verticalContentAlignment"] = "Center"
    return [both]


def _shown_and_folded(buttons: Buttons) -> list[Json]:
    everything = [_button(one) for one in (*buttons.buttons, *buttons.more)]
    for action in everything[min(SHOWN_BUTTONS, len(buttons.buttons)) :]:
        action["mode"] = "secondary"
    return everything


def _button(button: Button) -> Json:
    # "none": a button beside an entry must not demand that its fields are filled
    press = _execute(button.label, button.verb, button.ref) | {"associatedInputs": "none"}
    if style := STYLES.get(button.style):
        press["style"] = style
    if not button.confirm:
        return press
    asked = _show_card(button.label, [rich(line(button.confirm))], press)
    return asked | ({"style": style} if style else {})


def _execute(label: str, verb: str, ref: str) -> Json:
    return {"type": "Action.Execute", "title": shown(label), "verb": verb, "data": {"ref": ref}}


def _show_card(label: str, body: list[Json], action: Mapping[str, Any]) -> Json:
    return {
        "type": "Action.ShowCard",
        "title": shown(label),
        "card": {"type": "AdaptiveCard", "body": body, "actions": [action]},
    }


def _action_set(actions: list[Json]) -> Json:
    return {"type": "ActionSet", "actions": actions}
