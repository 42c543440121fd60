"""A Slack message laid out within its limits: text, and what can be pressed or picked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, assert_never

from bot.render import slack_ids as ids
from bot.render import slack_limits as limits
from bot.render.slack_fields import Json, in_place, options, plain
from bot.render.slack_limits import cut
from bot.render.slack_words import Words, context, words_of
from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Chart,
    ChoiceField,
    Divider,
    Entry,
    Facts,
    Note,
    Para,
    Plain,
    Row,
    Title,
)

LEFT_OUT: Final = "… and more than fits into one message."
NO_PICTURES: Final[Mapping[Chart, str]] = MappingProxyType({})
_PRESSED: Final = (Buttons, Entry)
_CONFIRM_WORDS: Final = 18  # characters of the confirmation that are the same for all


def _confirm(button: Button) -> Json:
    return {
        "title": plain("Are you sure?", limits.BUTTON),
        "text": plain(button.confirm, limits.CONFIRM_TEXT),
        "confirm": plain("Yes", limits.BUTTON),
        "deny": plain("No", limits.BUTTON),
    }


class Page(Words):
    """One message being laid out, and which ids are taken.

    Text stops where `left` is 0; what can be pressed goes on below that.
    """

    def __init__(self, chars: int, pictures: Mapping[Chart, str] = NO_PICTURES) -> None:
        super().__init__(chars - limits.PRESS_CHARS)
        self.pictures = pictures
        self.used: dict[str, int] = {}
        self.entries = 0

    def blocks(self, blocks: tuple[Block, ...], limit: int) -> list[Json]:
        """Lay blocks out; beyond the limits text is left out before what can be pressed."""
        groups: list[tuple[bool, list[Json]]] = []
        flat: list[Json] = []
        for block in blocks:
            pressed = isinstance(block, _PRESSED)
            if pressed or self.left > 0:
                shown = self._drawn(block)
                groups.append((pressed, shown))
                flat += shown
            else:
                self.whole = False
        return flat if self.whole and len(flat) <= limit else _within(groups, limit)

    def _drawn(self, block: Block) -> list[Json]:  # noqa: C901 - one arm for each block
        match block:
            case Para():
                return self._para(block.line)
            case Row():
                return [self._row(block)]
            case Buttons():
                return self._rows(block)
            case Facts():
                return self._facts(block)
            case Bullets():
                return self._bullets(block)
            case Note():
                return self._note(block.line)
            case Title():
                return self._title(block.text)
            case Chart():
                return self._chart(block)
            case Divider():
                return [{"type": "divider"}]
            case Entry():
                return self._entry(block)
            case _:
                assert_never(block)

    def _chart(self, chart: Chart) -> list[Json]:
        """Show the uploaded picture, if there is one, and its figures in words."""
        file = self.pictures.get(chart)
        numbers = (Plain(chart.numbers),)
        small = len(chart.numbers) <= limits.CONTEXT
        figures = self._note(numbers) if small else self._para(numbers)
        said = [*self._para((Bold(chart.title),)), *figures]
        if file is None:
            return said
        alt = cut(f"{chart.title}: {chart.numbers}", limits.ALT)
        return [{"type": "image", "slack_file": {"id": file}, "alt_text": alt}, *said[1:]]

    def _afford(self, text: str, limit: int) -> bool:
        """Count the words of something to press in, unless even the room kept for them is full."""
        left = self.left - min(len(text), limit)
        if left < -limits.PRESS_CHARS:
            self.whole = False
            return False
        self.left = left
        return True

    def _unique(self, verb: str) -> str:
        again = self.used[verb] = self.used.get(verb, 0) + 1
        name = verb if again == 1 else f"{verb}{ids.SEPARATOR}{again}"
        return name if len(name) <= limits.ACTION_ID else ids.carried(name, limits.ACTION_ID)

    def _row(self, row: Row) -> Json:
        words = self._take(cut(words_of(row.line), limits.SECTION))
        block: Json = {"type": "section", "text": plain(words, limits.SECTION)}
        if self._afford(row.button.label, limits.BUTTON):
            block["accessory"] = self._button(row.button)
        return block

    def _button(self, button: Button) -> Json:
        shown: Json = {
            "type": "button",
            "action_id": self._unique(button.verb),
            "text": plain(button.label, limits.BUTTON),
        }
        if ref := button.ref:
            shown["value"] = ref if len(ref) <= limits.VALUE else ids.carried(ref, limits.VALUE)
        if button.style != "plain":
            shown["style"] = button.style
        if button.confirm:
            self.left -= min(len(button.confirm), limits.CONFIRM_TEXT) + _CONFIRM_WORDS
            shown["confirm"] = _confirm(button)
        return shown

    def _buttons(self, buttons: tuple[Button, ...]) -> list[Json]:
        return [
            self._button(button) for button in buttons if self._afford(button.label, limits.BUTTON)
        ]

    def _rows(self, block: Buttons) -> list[Json]:
        """Draw buttons, and what is folded away behind menus."""
        if block.more:
            return self._folded(block)
        shown = self._buttons(block.buttons)
        if 0 < len(shown) <= limits.ACTIONS:
            return [{"type": "actions", "elements": shown}]
        return _actions(shown)

    def _folded(self, block: Buttons) -> list[Json]:
        """Draw menus of five; what asks to be confirmed stays a button of its own."""
        asked = tuple(button for button in block.more if button.confirm)
        folded = [
            button
            for button in block.more
            if not button.confirm and self._afford(button.label, limits.BUTTON)
        ]
        shown = self._buttons((*block.buttons, *asked))
        menus = [self._menu(folded[at : at + limits.MENU]) for at in _starts(folded, limits.MENU)]
        if menus and len(shown) < limits.ACTIONS:
            shown.append(menus.pop(0))
        return _actions(shown) + [block for menu in menus for block in _actions([menu])]

    def _menu(self, buttons: list[Button]) -> Json:
        return {
            "type": "overflow",
            "action_id": self._unique(ids.MENU),
            "options": [
                {
                    "text": plain(button.label, limits.OPTION),
                    "value": ids.menu_value(button.verb, button.ref),
                }
                for button in buttons
            ],
        }

    def _entry(self, entry: Entry) -> list[Json]:
        """Draw a lone field in place, or a button that asks for the same fields as a form."""
        shown = self._in_place(entry) if len(entry.fields) == 1 else []
        if shown:
            return shown
        button = Button(entry.label, entry.verb, entry.ref, "primary")
        return self._rows(Buttons((button,)))

    def _in_place(self, entry: Entry) -> list[Json]:
        field = entry.fields[0]
        if isinstance(field, ChoiceField):
            if len(field.options) > limits.OPTIONS or not self._affords_all(field):
                return []
            if not field.many and 0 < len(field.options) <= limits.CHOICE_BUTTONS:
                return self._choice_buttons(entry, field)
        picker = in_place(field, "")
        if picker is None:
            return []
        picker["action_id"] = self._unique(entry.verb)
        return [
            {
                "type": "section",
                "block_id": self._entry_block(entry),
                "text": plain(self._take(cut(field.label, limits.SECTION)), limits.SECTION),
                "accessory": picker,
            }
        ]

    def _affords_all(self, field: ChoiceField) -> bool:
        return self._afford("".join(option.label for option in field.options), limits.MESSAGE_CHARS)

    def _choice_buttons(self, entry: Entry, field: ChoiceField) -> list[Json]:
        buttons = [
            {
                "type": "button",
                "action_id": self._unique(entry.verb),
                "text": option["text"],
                "value": option["value"],
            }
            for option in options(field.options)
        ]
        block_id = self._entry_block(entry)
        asked = self._note((Plain(field.label),))
        return [*asked, {"type": "actions", "block_id": block_id, "elements": buttons}]

    def _entry_block(self, entry: Entry) -> str:
        self.entries += 1
        return ids.entry_block(self.entries, entry.fields[0].name, entry.ref)


def _actions(elements: list[Json]) -> list[Json]:
    return [
        {"type": "actions", "elements": elements[at : at + limits.ACTIONS]}
        for at in _starts(elements, limits.ACTIONS)
    ]


def _starts(things: list[Any], size: int) -> range:
    return range(0, len(things), size)


def _within(groups: list[tuple[bool, list[Json]]], limit: int) -> list[Json]:
    """Leave out text from the end until the rest fits, and say so where it is missing."""
    kept = list(groups)
    while sum(len(shown) for _, shown in kept) > limit - 1:
        texts = [at for at, (pressed, _) in enumerate(kept) if not pressed]
        del kept[texts[-1] if texts else -1]
    texts = [at for at, (pressed, _) in enumerate(kept) if not pressed]
    kept.insert(texts[-1] + 1 if texts else 0, (False, [context(LEFT_OUT)]))
    return [block for _, shown in kept for block in shown]
