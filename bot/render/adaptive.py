"""Turn a card into an Adaptive Card 1.5: what Teams shows, and Gatepost's own page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias, assert_never

from bot.render.adaptive_fields import Choices, inputs, values
from bot.render.adaptive_size import fitted
from bot.render.adaptive_text import Json, rich, shown, styled
from handlers.cards import (
    Block,
    Bullets,
    Button,
    Buttons,
    Card,
    Chart,
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

__all__ = ["Draw", "form_card", "in_numbers", "message_bytes", "message_card", "values"]

SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
VERSION = "1.5"  # the newest that Teams shows
SHOWN_BUTTONS = 6  # Teams folds the seventh away, and some of its clients drop it
SUMMARY = 4000  # characters
VIEWERS = 60  # people for whom Teams refreshes a card

DOT = line("•")
STYLES = {"primary": "positive", "danger": "destructive"}

_CONTROL = re.compile(r"[\0-\x08\x0b-\x1f]")  # each takes six characters in JSON, and says nothing

Element: TypeAlias = tuple[Json, bool]  # and whether it must stay when the card is too long
Draw: TypeAlias = Callable[[Chart], list[Json]]


def in_numbers(chart: Chart) -> list[Json]:
    """Say a chart's figures; a platform that draws passes a function of its own."""
    title = styled(line(chart.title), weight="Bolder")
    return [title, styled(line(chart.numbers), size="Small", isSubtle=True)]


def message_card(
    card: Card,
    people: Sequence[Option] = (),
    channels: Sequence[Option] = (),
    draw: Draw = in_numbers,
    viewers: Sequence[str] = (),
) -> Json:
    """Render a message; people and channels are what person and channel fields offer.

    For each of the viewers a client may bring it up to date by itself.
    """
    return _Renderer(Choices(people, channels), draw, viewers).message(card)[0]


def message_bytes(
    card: Card,
    people: Sequence[Option] = (),
    channels: Sequence[Option] = (),
    draw: Draw = in_numbers,
    viewers: Sequence[str] = (),
) -> bytes:
    """Render a message to JSON, for which its size was measured anyway."""
    return _Renderer(Choices(people, channels), draw, viewers).message(card)[1]


def form_card(form: Form, people: Sequence[Option] = (), channels: Sequence[Option] = ()) -> Json:
    """Render a form as a card of its own, without its title: a window shows that in its frame."""
    return _Renderer(Choices(people, channels)).form(form)[0]


class _Renderer:
    """One card being rendered; counts its entries, so that no two fields share an id."""

    def __init__(
        self, choices: Choices, draw: Draw = in_numbers, viewers: Sequence[str] = ()
    ) -> None:
        self.choices = choices
        self.draw = draw
        self.viewers = viewers
        self.entries = 0
        self.folded = False  # several entries: each behind its button, lest one demand the others

    def message(self, card: Card) -> tuple[Json, bytes]:
        self.folded = sum(isinstance(block, Entry) for block in card.blocks) > 1
        # Of a card without anything to see, its meaning is shown.
        elements = self.elements(card.blocks) or [(rich(line(card.summary)), False)]
        return _envelope(card.summary, elements, self.refresh(card))

    def refresh(self, card: Card) -> Json:
        """Never replace a card in which something may be typed, nor for more than Teams lets us."""
        if card.fresh is None or self.entries or not 0 < len(self.viewers) <= VIEWERS:
            return {}
        press = _execute(card.fresh.label, card.fresh.verb, card.fresh.ref)
        return {"refresh": {"action": press, "userIds": list(self.viewers)}}

    def form(self, form: Form) -> tuple[Json, bytes]:
        entry = Entry(form.fields, form.verb, form.ref, form.submit)
        return _envelope(form.title, self.elements((*form.intro, entry)))

    def elements(self, blocks: Sequence[Block]) -> list[Element]:
        made: list[Element] = []
        divided = False
        for block in blocks:
            elements = self.block(block)
            if divided and elements:
                elements[0].update(separator=True, spacing="Medium")
            divided = isinstance(block, Divider) or (divided and not elements)
            acts = isinstance(block, (Buttons, Entry))
            made += [(element, acts) for element in elements]
        return made

    def block(self, block: Block) -> list[Json]:  # noqa: C901 - one arm for each block
        match block:
            case Para(line=words):
                return [rich(words)]
            case Row():
                return _row(block)
            case Title(text=text):
                return [styled(line(text), size="Large", weight="Bolder")]
            case Note(line=words):
                return [styled(words, size="Small", isSubtle=True) | {"spacing": "Small"}]
            case Bullets(lines=lines):
                return [
                    _columns(_column("auto", rich(DOT)), _column("stretch", rich(one)))
                    for one in lines
                ]
            case Facts(rows=rows):
                return [_fact(label, words) for label, words in rows]
            case Buttons():
                actions = _shown_and_folded(block)
                return [_action_set(actions)] if actions else []
            case Entry():
                return self.entry(block)
            case Chart():
                return self.draw(block)
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


def _envelope(
    summary: str, elements: list[Element], more: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Json, bytes]:
    words = _CONTROL.sub("\ufffd", shown(summary[:SUMMARY]))
    head: Json = {
        "type": "AdaptiveCard",
        "$schema": SCHEMA,
        "version": VERSION,
        "fallbackText": words,
        "speak": words.replace("<", "\u2039"),  # a "<" would begin SSML
        **more,
    }
    return fitted(head, elements)


def _columns(*columns: Json) -> Json:
    return {"type": "ColumnSet", "spacing": "Small", "columns": list(columns)}


def _column(width: str, item: Json) -> Json:
    return {"type": "Column", "width": width, "items": [item]}


def _fact(label: str, words: Line) -> Json:
    return _columns(_column("1", styled(line(label), isSubtle=True)), _column("3", rich(words)))


def _row(row: Row) -> list[Json]:
    button = _action_set([_button(row.button)])
    if row.button.confirm:  # its question needs the whole width
        return [rich(row.line), button]
    columns = [
        {
            "type": "Column",
            "width": "stretch",
            "verticalContentAlignment": "Center",
            "items": [rich(row.line)],
        },
        {
            "type": "Column",
            "width": "auto",
            "verticalContentAlignment": "Center",
            "items": [button],
        },
    ]
    return [{"type": "ColumnSet", "spacing": "Small", "columns": columns}]


def _shown_and_folded(buttons: Buttons) -> list[Json]:
    everything = [_button(one) for one in (*buttons.buttons, *buttons.more)]
    for action in everything[min(SHOWN_BUTTONS, len(buttons.buttons)) :]:
        action["mode"] = "secondary"
    return everything


def _button(button: Button) -> Json:
    # "none": a button beside an entry must not demand that its fields are filled
    press = _execute(button.label, button.verb, button.ref)
    press["associatedInputs"] = "none"
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
