"""Fields to fill, as Slack's pickers and inputs: in place in a message, or in a modal."""

from __future__ import annotations

from typing import Any, Final, TypeAlias, assert_never

from bot.render import slack_ids as ids
from bot.render import slack_limits as limits
from bot.render.slack_limits import cut
from handlers.cards import (
    ChannelField,
    ChoiceField,
    DateField,
    InputField,
    Option,
    PersonField,
    TextField,
)

Json: TypeAlias = dict[str, Any]

NOTHING_TO_CHOOSE: Final = "There is nothing to choose from yet."
LONGER: Final = "This is longer than Slack can edit here; only its beginning is shown."


def plain(text: str, limit: int) -> Json:
    """Show text to the letter; Slack refuses an empty one, so that becomes an ellipsis."""
    fits = text if 0 < len(text) <= limit else cut(text or limits.MORE, limit)
    return {"type": "plain_text", "text": fits, "emoji": False}


def options(choices: tuple[Option, ...]) -> list[Json]:
    """List options; the values are ours and are never cut."""
    return [
        {
            "text": plain(choice.label, limits.OPTION),
            "value": ids.carried(choice.value, limits.OPTION_VALUE),
        }
        for choice in choices
    ]


def _menu(field: ChoiceField) -> Json:
    """List up to 100 options flat, and more in groups of 100."""
    every = options(field.options)
    if len(every) <= limits.OPTIONS:
        return {"options": every}
    starts = range(0, min(len(every), limits.OPTIONS * limits.GROUPS), limits.OPTIONS)
    return {
        "option_groups": [
            {
                "label": plain(
                    f"{at + 1} to {min(at + limits.OPTIONS, len(every))}", limits.OPTION
                ),
                "options": every[at : at + limits.OPTIONS],
            }
            for at in starts
        ]
    }


def _chosen(field: ChoiceField) -> list[Json]:
    wanted = set(field.value.split(",")) if field.many else {field.value}
    return options(tuple(option for option in field.options if option.value in wanted))


def _choice(field: ChoiceField, action_id: str, *, in_place: bool) -> Json:
    few = len(field.options) <= limits.RADIOS and not in_place
    chosen = _chosen(field)
    if field.many:
        kind = "checkboxes" if few else "multi_static_select"
        initial: Json = {"initial_options": chosen} if chosen else {}
    else:
        kind = "radio_buttons" if few else "static_select"
        initial = {"initial_option": chosen[0]} if chosen else {}
    return {"type": kind, "action_id": action_id, **_menu(field), **initial}


def _person(field: PersonField, action_id: str) -> Json:
    if field.many:
        users = [user for user in field.value.split(",") if user]
        initial: Json = {"initial_users": users} if users else {}
        return {"type": "multi_users_select", "action_id": action_id, **initial}
    initial = {"initial_user": field.value} if field.value else {}
    return {"type": "users_select", "action_id": action_id, **initial}


def _date(field: DateField, action_id: str) -> Json:
    initial = {"initial_date": field.value} if field.value else {}
    return {"type": "datepicker", "action_id": action_id, **initial}


def _channel(field: ChannelField, action_id: str) -> Json:
    initial = {"initial_conversation": field.value} if field.value else {}
    return {
        "type": "conversations_select",
        "action_id": action_id,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **initial,
    }


def _text(field: TextField) -> Json:
    element: Json = {
        "type": "plain_text_input",
        "action_id": field.name,
        "multiline": field.lines > 1,
        "max_length": min(field.limit, limits.TYPED),
    }
    if field.hint:
        element["placeholder"] = plain(field.hint, limits.PLACEHOLDER)
    if field.value:
        element["initial_value"] = cut(field.value, min(field.limit, limits.TYPED))
    return element


def in_place(field: InputField, action_id: str) -> Json | None:
    """Return the picker that a message can carry; None: the field needs a window of its own."""
    match field:
        case DateField():
            return _date(field, action_id)
        case PersonField(many=False):
            return _person(field, action_id)
        case ChannelField():
            return _channel(field, action_id)
        case ChoiceField(many=False) if field.options:
            return _choice(field, action_id, in_place=True)
        case TextField() | PersonField() | ChoiceField():
            return None
        case _:
            assert_never(field)


def _element(field: InputField) -> Json:
    match field:
        case TextField():
            return _text(field)
        case DateField():
            return _date(field, field.name)
        case PersonField():
            return _person(field, field.name)
        case ChannelField():
            return _channel(field, field.name)
        case ChoiceField():
            return _choice(field, field.name, in_place=False)
        case _:
            assert_never(field)


def _hint(field: InputField) -> str:
    if not isinstance(field, TextField):
        return ""
    if len(field.value) > min(field.limit, limits.TYPED):
        return LONGER
    return field.hint if len(field.hint) > limits.PLACEHOLDER else ""


def input_block(field: InputField) -> Json:
    """Return the block of a modal; the block and what is in it bear the field's name."""
    name = ids.carried(field.name, limits.ACTION_ID)
    if isinstance(field, ChoiceField) and not field.options:
        words = f"{field.label}: {NOTHING_TO_CHOOSE}"
        return {"type": "section", "block_id": name, "text": plain(words, limits.SECTION)}
    block: Json = {
        "type": "input",
        "block_id": name,
        "label": plain(field.label, limits.LABEL),
        "element": _element(field),
        "optional": field.optional,
    }
    hint = _hint(field)
    return {**block, "hint": plain(hint, limits.LABEL)} if hint else block
