"""Commands, presses and forms, as drafts of what was heard."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final, TypeAlias

import orjson

from bot.reading import Malformed, Payload, dict_at, needed, text_at, text_of
from bot.render import slack_ids as ids
from bot.slack import words
from bot.slack.draft import Draft, RoomHint, Way, is_direct, moment, tenant
from handlers.heard import Command, Place, Press

Origin: TypeAlias = tuple[str, ...]  # (conversation, thread, message): where a modal was asked for

_PEOPLE: Final = ("selected_user", "selected_users")
_CHANNELS: Final = (
    *("selected_conversation", "selected_conversations"),
    *("selected_channel", "selected_channels"),
)
_ONE: Final = ("selected_date", "selected_user", "selected_conversation", "selected_channel")
_MANY: Final = ("selected_users", "selected_conversations", "selected_channels")


def command(payload: Payload, at: float) -> Draft:
    """Read a slash command: a flat form."""
    channel, text = needed(payload, "channel_id"), text_of(payload, "text")
    name = text_of(payload, "channel_name")
    return Draft(
        key=_key(payload),
        at=moment("", at),
        user=needed(payload, "user_id"),
        where=Place("slack", tenant(payload), channel, is_direct(channel)),
        what=Command(words.plain(text).strip()),
        way=Way(
            "command",
            trigger=text_of(payload, "trigger_id"),
            response_url=text_of(payload, "response_url"),
        ),
        named=words.mentioned(text),
        room=None if is_direct(channel) else _hint(channel, name),
    )


def _hint(channel: str, name: str) -> RoomHint:
    """Read a command's channel_name, which for what is not public is a word of Slack's own."""
    if name == "privategroup" or name.startswith("mpdm-"):
        return RoomHint(channel, private=True)
    return RoomHint(channel, name, private=False if name else None)


def press(payload: Payload, at: float) -> Draft:
    """Read `block_actions`: one thing pressed or picked, in a message or in a modal."""
    action = _first(payload)
    container, view = dict_at(payload, "container"), dict_at(payload, "view")
    _, origin = ids.private_parts(text_of(view, "private_metadata"))
    channel = text_at(payload, "channel", "id") or text_of(container, "channel_id")
    message = text_of(container, "message_ts") or text_at(payload, "message", "ts")
    thread = text_of(container, "thread_ts") or text_at(payload, "message", "thread_ts")
    private = container.get("is_ephemeral") is True
    user = needed(payload, "user", "id")
    where = _place(payload, (channel, thread, message) if channel else origin, user)
    return Draft(
        key=_key(payload),
        at=moment(text_of(action, "action_ts"), at),
        user=user,
        where=where,
        what=_pressed(action, "" if private or view else message),
        way=Way(
            "press",
            trigger=text_of(payload, "trigger_id"),
            response_url=text_of(payload, "response_url"),
            message=message,
            private=private,
            view=text_of(view, "id"),
            pushed=_is_pushed(view),
        ),
        named=_picked([action], _PEOPLE),
        rooms=_picked([action], _CHANNELS),
        room=None if where.direct else _hint(where.conversation, _name(payload)),
    )


def _name(payload: Payload) -> str:
    return text_at(payload, "channel", "name")


def _first(payload: Payload) -> Payload:
    actions = payload.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise Malformed("actions is no list of objects")
    return actions[0]


def _pressed(action: Payload, message: str) -> Press:
    action_id, value = needed(action, "action_id"), chosen(action)
    entry = ids.entry_field(text_of(action, "block_id"))
    verb = ids.verb_of(action_id)
    if entry is not None:
        return Press(verb, entry[1], {entry[0]: value}, message=message)
    if verb == ids.MENU:
        return Press(*ids.menu_choice(value), message=message)
    return Press(verb, value, message=message)


def form(payload: Payload, at: float) -> Draft:
    """Read a `view_submission`: everything that a modal holds."""
    view, user = dict_at(payload, "view"), needed(payload, "user", "id")
    ref, origin = ids.private_parts(text_of(view, "private_metadata"))
    fields = _fields(view)
    where = _place(payload, origin, user)
    values = {name: chosen(element) for name, element in fields.items()}
    return Draft(
        key=_key(payload),
        at=moment("", at),
        user=user,
        where=where,
        what=Press(needed(view, "callback_id"), ref, values, form=True),
        way=Way(
            "form",
            trigger=text_of(payload, "trigger_id"),
            message=origin[2] if len(origin) > 2 else "",
            view=text_of(view, "id"),
            pushed=_is_pushed(view),
            inputs=tuple(fields) or _inputs(view),
        ),
        named=_picked(fields.values(), _PEOPLE),
        rooms=_picked(fields.values(), _CHANNELS),
        room=None if where.direct else RoomHint(where.conversation),
    )


def _is_pushed(view: Payload) -> bool:
    return bool(text_of(view, "previous_view_id"))


def _fields(view: Payload) -> dict[str, Payload]:
    """Return the one element of each block, by the block's name."""
    state = dict_at(view, "state", "values")
    elements = {name: dict_at(state, name) for name in state}
    return {name: dict_at(block, next(iter(block))) for name, block in elements.items() if block}


def _inputs(view: Payload) -> tuple[str, ...]:
    blocks = view.get("blocks")
    shown = blocks if isinstance(blocks, list) else []
    return tuple(
        block["block_id"]
        for block in shown
        if isinstance(block, dict)
        and block.get("type") == "input"
        and isinstance(block.get("block_id"), str)
    )


def _place(payload: Payload, origin: Origin, user: str) -> Place:
    """Say where an answer belongs; nowhere in particular: the person's own conversation."""
    conversation, thread = (*origin, "", "")[:2]
    if not conversation:
        return Place("slack", tenant(payload), user, direct=True)
    direct = is_direct(conversation) or conversation == user
    return Place("slack", tenant(payload), conversation, direct, thread)


def chosen(element: Payload) -> str:
    """Return what an element holds, whichever kind it is; several values joined by commas."""
    for key in ("value", *_ONE):
        if element.get(key) is not None:
            return text_of(element, key)
    if element.get("selected_option") is not None:
        return text_at(element, "selected_option", "value")
    for key in _MANY:
        if element.get(key) is not None:
            return ",".join(_texts(element[key]))
    return ",".join(text_at({"it": option}, "it", "value") for option in _options(element))


def _options(element: Payload) -> list[Any]:
    options = element.get("selected_options") or []
    if not isinstance(options, list):
        raise Malformed("selected_options is no list")
    return options


def _texts(items: object) -> list[str]:
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise Malformed("a choice of several is no list of texts")
    return items


def _picked(elements: Iterable[Payload], keys: tuple[str, ...]) -> tuple[str, ...]:
    """List the ids that elements of a kind hold, each once."""
    picked = (chosen(element) for element in elements if any(key in element for key in keys))
    return tuple(dict.fromkeys(one for some in picked for one in some.split(",") if one))


def _key(payload: Payload) -> str:
    """Name the interaction: Slack's trigger, or where it gives none the payload's own digest."""
    trigger = text_of(payload, "trigger_id")
    if trigger:
        return f"trigger:{trigger}"
    digest = sha256(orjson.dumps(payload, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return f"digest:{digest}"
