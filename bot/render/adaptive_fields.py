"""Fields in an Adaptive Card, and what comes back from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from bot.render.adaptive_text import Json, shown
from handlers.cards import (
    ChannelField,
    ChoiceField,
    DateField,
    InputField,
    Option,
    PersonField,
    TextField,
)

NAMED = "~"  # before the name of a field in which somebody's name is typed, not chosen
EXPANDED = 6  # up to here all options are seen at once

_ID = re.compile(r"\d+\.(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Choices:
    """Who and where can be chosen."""

    people: Sequence[Option] = ()
    channels: Sequence[Option] = ()


def inputs(fields: Sequence[InputField], entry: int, choices: Choices) -> list[Json]:
    """Render an entry's fields; its number keeps the ids of two entries apart."""
    return [_input(field, choices) | _common(field, entry, choices) for field in fields]


def values(data: Mapping[str, object]) -> dict[str, str]:
    """Read back what was filled in, by the fields' own names."""
    found = ((_ID.fullmatch(key), value) for key, value in data.items())
    return {match[1]: value for match, value in found if match and isinstance(value, str)}


def _common(field: InputField, entry: int, choices: Choices) -> Json:
    typed = isinstance(field, PersonField) and not choices.people
    common: Json = {
        "id": f"{entry}.{NAMED if typed else ''}{field.name}",
        "label": shown(f"{field.label} (optional)" if field.optional else field.label),
        "isRequired": not field.optional,
        "errorMessage": _complaint(field),
    }
    if field.value and not typed:  # nobody knows themselves by their id
        common["value"] = field.value
    return common


def _complaint(field: InputField) -> str:
    match field:
        case TextField():
            return "Please type something here."
        case DateField():
            return "Please pick a day."
        case ChoiceField():
            return "Please choose one of these."
        case PersonField():
            return "Please choose somebody."
        case ChannelField():
            return "Please choose a channel."
        case _:
            assert_never(field)


def _input(field: InputField, choices: Choices) -> Json:
    match field:
        case TextField():
            return _text_input(field)
        case DateField():
            return {"type": "Input.Date"}
        case ChoiceField(options=options, many=many):
            return _choice_set(options, many)
        case PersonField(many=many):
            return _choice_set(choices.people, many, "Choose somebody", EXPANDED if many else 0)
        case ChannelField():
            return _choice_set(choices.channels, many=False, hint="Choose a channel", expanded=0)
        case _:
            assert_never(field)


def _text_input(field: TextField) -> Json:
    text: Json = {"type": "Input.Text", "maxLength": field.limit}
    if field.hint:
        text["placeholder"] = shown(field.hint)
    if field.lines > 1:
        text["isMultiline"] = True
    return text


def _choice_set(
    options: Sequence[Option], many: bool, hint: str = "Choose", expanded: int = EXPANDED
) -> Json:
    offered = [one for one in options if one.value]
    if not offered:
        return {"type": "Input.Text", "placeholder": "Type a name"}
    return {
        "type": "Input.ChoiceSet",
        "choices": [
            {"title": shown(one.label or one.value), "value": one.value} for one in offered
        ],
        # not "filtered": documented for 1.5, but its published schema knows no such style
        "style": "expanded" if len(offered) <= expanded else "compact",
        "isMultiSelect": many,
        "placeholder": hint,
        "wrap": True,
    }
