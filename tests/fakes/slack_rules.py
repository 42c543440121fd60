"""What the fake Slack refuses in messages and views, from Slack's reference pages.

Written apart from bot/render on purpose: a limit that is wrong there must not be wrong here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Exists: TypeAlias = Callable[[str], bool]  # whether an id (user or conversation) is known

MESSAGE_BLOCKS, MODAL_BLOCKS, MESSAGE_CHARS = 50, 100, 13_200

_PLAIN = {"type", "text", "emoji"}
_TEXTS: dict[str, dict[str, tuple[int, int]]] = {  # element type -> key -> (shortest, longest)
    "header": {"text": (1, 150)},
    "button": {"text": (1, 75)},
    "input": {"label": (1, 2000), "hint": (1, 2000)},
    "option": {"text": (1, 75), "description": (1, 75)},
    "group": {"label": (1, 75)},
    "confirm": {"title": (1, 100), "text": (1, 300), "confirm": (1, 30), "deny": (1, 30)},
    "modal": {"title": (1, 24), "submit": (1, 24), "close": (1, 24)},
}
_SELECTS = {
    "static_select": {"options", "option_groups", "initial_option"},
    "multi_static_select": {"options", "option_groups", "initial_options", "max_selected_items"},
    "users_select": {"initial_user"},
    "multi_users_select": {"initial_users", "max_selected_items"},
    "conversations_select": {"initial_conversation", "filter", "default_to_current_conversation"},
    "channels_select": {"initial_channel"},
    "datepicker": {"initial_date"},
    "radio_buttons": {"options", "initial_option"},
    "checkboxes": {"options", "initial_options"},
    "overflow": {"options"},
    "plain_text_input": {"multiline", "max_length", "min_length", "initial_value"},
}
_COMMON = {"type", "action_id", "placeholder", "confirm", "focus_on_load"}
_BUTTON = {"type", "action_id", "text", "value", "style", "confirm", "url", "accessibility_label"}
_IN_ACTIONS = {"button", "overflow", *_SELECTS} - {"plain_text_input"}
_IN_SECTION = {*_IN_ACTIONS, "image"}
_IN_INPUT = set(_SELECTS) - {"overflow"}
_BLOCKS: dict[str, set[str]] = {
    "header": {"text"},
    "divider": set(),
    "section": {"text", "fields", "accessory", "expand"},
    "context": {"elements"},
    "actions": {"elements"},
    "input": {"label", "element", "optional", "hint", "dispatch_action"},
    "rich_text": {"elements"},
    "image": {"slack_file", "alt_text"},
}


def message_problems(body: Json, exists: Exists) -> list[str]:
    """List what is wrong with the blocks of a message."""
    blocks = body.get("blocks") or []
    return list(_blocks(blocks, exists, MESSAGE_BLOCKS))


def characters(thing: object) -> int:
    """Count the text in blocks, the way a message's whole length is limited."""
    if isinstance(thing, dict):
        return sum(
            len(value) if key == "text" and isinstance(value, str) else characters(value)
            for key, value in thing.items()
        )
    return sum(map(characters, thing)) if isinstance(thing, list) else 0


def view_problems(view: Json, exists: Exists) -> list[str]:
    """List what is wrong with a modal."""
    return list(_view(view, exists))


def _view(view: Json, exists: Exists) -> Iterator[str]:
    if view.get("type") != "modal":
        yield "a view is a modal"
    known = {"type", "title", "submit", "close", "blocks", "callback_id", "private_metadata"}
    yield from _unknown(view, known | {"clear_on_close", "notify_on_close", "external_id"})
    yield from _plain_texts(view, "modal", {"title"})
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("callback_id", "")) > 255:
        yield "private_metadata or callback_id is too long"
    blocks = view.get("blocks")
    yield from _blocks(blocks, exists, MODAL_BLOCKS)
    asks = isinstance(blocks, list) and any(block.get("type") == "input" for block in blocks)
    if asks and "submit" not in view:
        yield "a modal with inputs needs submit"


def _blocks(blocks: object, exists: Exists, limit: int) -> Iterator[str]:
    if not isinstance(blocks, list) or len(blocks) > limit:
        yield "blocks is no list, or too long"
        return
    seen: set[str] = set()
    for block in blocks:
        if not isinstance(block, dict) or block.get("type") not in _BLOCKS:
            yield f"unknown block {block!r:.60}"
            continue
        yield from _block(block, exists)
        name = block.get("block_id", "")
        if name in seen - {""} or len(name) > 255:
            yield f"block_id {name[:40]!r} comes twice or is too long"
        seen.add(name)


def _block(block: Json, exists: Exists) -> Iterator[str]:
    kind = block["type"]
    yield from _unknown(block, {"type", "block_id", *_BLOCKS[kind]})
    match kind:
        case "header":
            yield from _plain_texts(block, "header", {"text"})
        case "section":
            yield from _section(block, exists)
        case "context":
            yield from _context(block)
        case "actions":
            yield from _actions(block, exists)
        case "input":
            yield from _plain_texts(block, "input", {"label"})
            yield from _element(block.get("element"), _IN_INPUT, exists)
        case "rich_text":
            yield from _rich(block)
        case _:
            pass


def _section(block: Json, exists: Exists) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "a section needs text"
    if "text" in block:
        yield from _text(block["text"], 1, 3000)
    fields = block.get("fields", [])
    if len(fields) > 10:
        yield "a section has at most 10 fields"
    for field in fields:
        yield from _text(field, 1, 2000)
    if "accessory" in block:
        yield from _element(block["accessory"], _IN_SECTION, exists)


def _context(block: Json) -> Iterator[str]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 10:
        yield "a context has 1 to 10 elements"
    for element in elements:
        yield from _text(element, 1, 3000)


def _actions(block: Json, exists: Exists) -> Iterator[str]:
    elements = block.get("elements") or []
    if not 1 <= len(elements) <= 25:
        yield "actions has 1 to 25 elements"
    for element in elements:
        yield from _element(element, _IN_ACTIONS, exists)
    names = [element.get("action_id") for element in elements if isinstance(element, dict)]
    if len(set(names)) != len(names):
        yield "an action_id comes twice in one block"


def _element(element: object, allowed: set[str], exists: Exists) -> Iterator[str]:
    if not isinstance(element, dict) or element.get("type") not in allowed:
        yield f"this element does not belong here: {element!r:.60}"
        return
    if not 1 <= len(element.get("action_id", "")) <= 255:
        yield "an element needs an action_id of at most 255 characters"
    if element["type"] == "button":
        yield from _button(element)
        return
    kind = element["type"]
    yield from _unknown(element, _COMMON | _SELECTS[kind])
    if "placeholder" in element:
        yield from _text(element["placeholder"], 1, 150, plain=True)
    if "confirm" in element:
        yield from _confirm(element["confirm"])
    yield from _initial(element, exists)
    if {"options", "option_groups"} & _SELECTS[kind]:
        yield from _choices(element)
    if kind == "plain_text_input" and not 1 <= element.get("max_length", 3000) <= 3000:
        yield "max_length is 1 to 3000"
    if kind == "plain_text_input" and len(element.get("initial_value", "")) > 3000:
        yield "initial_value is too long"


def _button(button: Json) -> Iterator[str]:
    yield from _unknown(button, _BUTTON)
    yield from _plain_texts(button, "button", {"text"})
    if "value" in button and not 1 <= len(button["value"]) <= 2000:
        yield "a value has 1 to 2000 characters"
    if button.get("style", "primary") not in {"primary", "danger"}:
        yield "a style is primary or danger"
    if "confirm" in button:
        yield from _confirm(button["confirm"])


def _confirm(confirm: Json) -> Iterator[str]:
    yield from _unknown(confirm, {"title", "text", "confirm", "deny", "style"})
    yield from _plain_texts(confirm, "confirm", {"title", "text", "confirm", "deny"})


def _initial(element: Json, exists: Exists) -> Iterator[str]:
    ids = [element.get(f"initial_{key}") for key in ("user", "conversation", "channel")]
    for identity in [*filter(None, ids), *element.get("initial_users", [])]:
        if not exists(identity):
            yield f"unknown id {identity!r:.40}"
    if "initial_date" in element:
        day = element["initial_date"]
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) or not _is_day(day):
            yield f"no such day {day!r:.40}"


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _choices(element: Json) -> Iterator[str]:
    groups = element.get("option_groups")
    options = element.get("options")
    if (groups is None) == (options is None):
        yield "either options or option_groups"
        return
    most = {"overflow": 5, "radio_buttons": 10, "checkboxes": 10}.get(element["type"], 100)
    lists = [options] if groups is None else [group.get("options") for group in groups]
    if groups is not None and not 1 <= len(groups) <= 100:
        yield "1 to 100 option groups"
    for group in groups or []:
        yield from _plain_texts(group, "group", {"label"})
    every = [option for some in lists for option in some or []]
    if any(not 1 <= len(some or []) <= most for some in lists):
        yield f"1 to {most} options"
    for option in every:
        yield from _plain_texts(option, "option", {"text"})
        if not 1 <= len(option.get("value", "")) <= 150:
            yield "an option's value has 1 to 150 characters"
    chosen = [*element.get("initial_options", []), *filter(None, [element.get("initial_option")])]
    if any(one not in every for one in chosen):
        yield "what is chosen is no option"


def _rich(block: Json) -> Iterator[str]:
    for part in block.get("elements") or [{}]:
        if part.get("type") == "rich_text_list":
            yield from _unknown(part, {"type", "style", "elements", "indent", "border", "offset"})
            sections = part.get("elements") or [{}]
        else:
            sections = [part]
        for section in sections:
            if section.get("type") not in {"rich_text_section", "rich_text_quote"}:
                yield f"unknown rich text {section!r:.60}"
            yield from _spans(section.get("elements") or [{}])


def _spans(spans: list[Json]) -> Iterator[str]:
    allowed = {"text": {"type", "text", "style"}, "link": {"type", "url", "text", "style"}}
    for span in spans:
        kind = span.get("type")
        if kind not in allowed:
            yield f"unknown span {span!r:.60}"
            continue
        yield from _unknown(span, allowed[kind])
        if not span.get("text" if kind == "text" else "url"):
            yield "an empty span"


def _text(text: object, least: int, most: int, *, plain: bool = False) -> Iterator[str]:
    if not isinstance(text, dict) or text.get("type") not in {"plain_text", "mrkdwn"}:
        yield f"no text object {text!r:.60}"
        return
    if plain and text["type"] != "plain_text":
        yield "this must be plain_text"
    yield from _unknown(text, _PLAIN | {"verbatim"})
    if not isinstance(text.get("text"), str) or not least <= len(text["text"]) <= most:
        yield f"a text has {least} to {most} characters"


def _plain_texts(thing: Json, kind: str, required: set[str]) -> Iterator[str]:
    for key, (least, most) in _TEXTS[kind].items():
        if key in thing:
            yield from _text(thing[key], least, most, plain=True)
        elif key in required:
            yield f"{kind} needs {key}"


def _unknown(thing: Json, known: set[str]) -> Iterator[str]:
    for key in thing.keys() - known:
        yield f"unknown key {key!r:.40}"
