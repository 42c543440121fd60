"""A card as Slack's Block Kit, a form as a modal.

Everything readable is rich_text or plain_text, which Slack shows to the letter. Only the top-level
`text` is read by Slack, so that one is escaped, once, after it was cut.
"""

from __future__ import annotations

from typing import Any, Final, assert_never

from bot.render import slack_ids as ids
from bot.render import slack_limits as limits
from bot.render.slack_fields import Json, in_place, input_block, options, plain
from bot.render.slack_limits import MORE, cut
from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Divider,
    Entry,
    Facts,
    Form,
    Line,
    Link,
    Note,
    Para,
    Plain,
    Row,
    Said,
    Span,
    Title,
)

LEFT_OUT: Final = "… and more than fits into one message."
NO_VALUE: Final = "—"
_BOLD: Final = {"bold": True}
_PRESSED: Final = (Buttons, Entry)
_CONFIRM_WORDS: Final = 18  # characters of the confirmation that are the same for all
_WEB: Final = ("https://", "http://")


def message(card: Card) -> Json:
    """Render a card as the `text` and `blocks` of a message."""
    return {
        "text": escaped(card.summary),
        "blocks": _Page(limits.MESSAGE_CHARS).blocks(card.blocks, limits.MESSAGE_BLOCKS),
    }


def short(card: Card) -> Json:
    """Render only the words of a card, for when Slack refuses its blocks."""
    return {"text": escaped(card.summary)}


def modal(form: Form, origin: tuple[str, ...] = ()) -> Json:
    """Render a form as a modal view; `origin` (ids) comes back with what is sent."""
    inputs = [input_block(field) for field in form.fields]
    space = limits.MODAL_BLOCKS - len(inputs)
    return {
        "type": "modal",
        "callback_id": ids.carried(form.verb, limits.ACTION_ID),
        "private_metadata": ids.private(form.ref, origin),
        "title": plain(form.title, limits.TITLE),
        "submit": plain(form.submit, limits.TITLE),
        "close": plain("Cancel", limits.TITLE),
        "blocks": _Page(limits.MODAL_CHARS).blocks(form.intro, space) + inputs,
    }


def window(card: Card) -> Json:
    """Render a card as a modal that is only read."""
    return {
        "type": "modal",
        "title": plain("Gatepost", limits.TITLE),
        "close": plain("Close", limits.TITLE),
        "blocks": _Page(limits.MODAL_CHARS).blocks(card.blocks, limits.MODAL_BLOCKS),
    }


def escaped(text: str) -> str:
    """Make words safe for the one place where Slack reads markup; cut first, then escape, once."""
    text = cut(text or MORE, limits.SUMMARY)
    safe = _escape(text)
    while len(safe) > limits.SUMMARY_ESCAPED:
        text = cut(text, len(text) * limits.SUMMARY_ESCAPED // len(safe))
        safe = _escape(text)
    return safe


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _words(line: Line) -> str:
    """Say a line in plain text; where a link leads stands behind its words."""
    return "".join(
        [f"{span.text} ({span.url})" if isinstance(span, Link) else span.text for span in line]
    )


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def _context(words: str) -> Json:
    return {"type": "context", "elements": [plain(words, limits.CONTEXT)]}


def _section(spans: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": spans}


def _confirm(button: Button) -> Json:
    return {
        "title": plain("Are you sure?", limits.BUTTON),
        "text": plain(button.confirm, limits.CONFIRM_TEXT),
        "confirm": plain("Yes", limits.BUTTON),
        "deny": plain("No", limits.BUTTON),
    }


class _Page:
    """One message being laid out: how much text still fits, and which ids are taken.

    `left` counts characters; text stops at 0, what can be pressed goes on below it.
    """

    def __init__(self, chars: int) -> None:
        self.left = chars - limits.PRESS_CHARS
        self.whole = True
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

    def _drawn(self, block: Block) -> list[Json]:
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
            case Divider():
                return [{"type": "divider"}]
            case Entry():
                return self._entry(block)
            case _:
                assert_never(block)

    def _take(self, text: str) -> str:
        """Count text in, cut where the message is full."""
        if len(text) <= self.left:
            self.left -= len(text)
            return text
        kept, self.left, self.whole = cut(text, self.left) if self.left > 0 else "", 0, False
        return kept

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

    def _span(self, span: Span) -> Json:
        match span:
            case Plain() | Said():
                return {"type": "text", "text": self._take(span.text)}
            case Bold():
                return {"type": "text", "text": self._take(span.text), "style": _BOLD}
            case Link():
                return self._link(span)
            case _:
                assert_never(span)

    def _link(self, span: Link) -> Json:
        """Show a web address as a link; anything else as what it is, so that nothing hides."""
        if span.url.startswith(_WEB) and len(span.url) <= limits.LINK:
            return {"type": "link", "url": span.url, "text": self._take(span.text or span.url)}
        return {"type": "text", "text": self._take(_words((span,)))}

    def _spans(self, line: Line) -> list[Json]:
        return [shown for span in line if (shown := self._span(span))["text"]]

    def _para(self, line: Line) -> list[Json]:
        spans = self._spans(line)
        return [_rich(_section(spans))] if spans else []

    def _note(self, line: Line) -> list[Json]:
        if len(line) == 1 and not isinstance(line[0], Link):
            words = self._take(cut(line[0].text, limits.CONTEXT))
        elif any(isinstance(span, Link) for span in line):
            return self._para(line)
        else:
            words = self._take(cut(_words(line), limits.CONTEXT))
        return [_context(words)] if words else []

    def _title(self, text: str) -> list[Json]:
        words = self._take(cut(text, limits.HEADER))
        return [{"type": "header", "text": plain(words, limits.HEADER)}] if words else []

    def _bullets(self, block: Bullets) -> list[Json]:
        items = [_section(spans) for line in block.lines if (spans := self._spans(line))]
        listed = {"type": "rich_text_list", "style": "bullet", "elements": items}
        return [_rich(listed)] if items else []

    def _facts(self, block: Facts) -> list[Json]:
        rows = [_section(row) for label, line in block.rows if (row := self._fact(label, line))]
        return [_rich(*rows)] if rows else []

    def _fact(self, label: str, line: Line) -> list[Json]:
        """Draw `Owner: Maria`; the label is ours, what has no value says so."""
        if self.left <= 0:
            self.whole = False
            return []
        head = {"type": "text", "text": self._take(f"{label}: "), "style": _BOLD}
        return [head, *(self._spans(line) or [{"type": "text", "text": NO_VALUE}])]

    def _row(self, row: Row) -> Json:
        words = self._take(cut(_words(row.line), limits.SECTION))
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
    kept.insert(texts[-1] + 1 if texts else 0, (False, [_context(LEFT_OUT)]))
    return [block for _, shown in kept for block in shown]
