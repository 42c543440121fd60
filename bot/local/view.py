"""A kept message as the page shows it."""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import ValidationError

from bot.local.frames import Frame
from bot.local.town import Town
from bot.render.adaptive import form_card, message_bytes
from handlers.cards import Form, from_json
from storage.post.messages import Message


def show(message: Message, viewer: str, town: Town) -> Frame:
    """Describe a message to the one who looks at it."""
    return {
        "id": message.id,
        "conversation": message.conversation,
        "sender": message.sender,
        "text": message.text,
        "only": bool(message.only_for),
        "at": message.at.isoformat(),
        "act": _own_act(message, viewer),
        "card": _card(message.card, viewer, town),
    }


def form(shown: Form, viewer: str, town: Town) -> dict[str, Any]:
    """Render a form with everybody whom this person may choose."""
    return form_card(shown, town.person_options, town.channel_options(viewer))


def act_key(user: str, key: str) -> str:
    """Make a page's key unique among all people."""
    return f"local:{user}:{key}"


def _own_act(message: Message, viewer: str) -> str:
    mine = act_key(viewer, "")
    return message.key.removeprefix(mine) if message.key.startswith(mine) else ""


def _card(card: str, viewer: str, town: Town) -> orjson.Fragment | None:
    if not card:
        return None
    try:
        read = from_json(card)
    except ValidationError:  # written by another version: its words are there all the same
        return None
    channels = town.channel_options(viewer)
    shown = message_bytes(read, town.person_options, channels, town.pictures.shown)
    return orjson.Fragment(shown)
