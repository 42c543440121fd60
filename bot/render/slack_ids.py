"""The opaque ids that travel to Slack on a card and come back on a press.

A verb is an action_id; where one message carries a verb twice, a number behind `~` keeps Slack
content and is taken off again on the way in. No id holds anything that somebody wrote.
"""

from __future__ import annotations

from typing import Final

import orjson

from bot.render import slack_limits as limits

SEPARATOR: Final = "~"
MENU: Final = "menu"  # the action_id of an overflow menu: its options name the verbs
_ENTRY: Final = "in"


class IdTooLong(ValueError):
    """A verb, ref, field name or option value is longer than Slack carries: a mistake of ours."""

    def __init__(self, text: str, limit: int) -> None:
        super().__init__(f"{len(text)} characters where {limit} fit: {text[:40]!r}")


def carried(text: str, limit: int) -> str:
    """Return an id unchanged; raises IdTooLong, for an id that is cut is another id."""
    if len(text) > limit:
        raise IdTooLong(text, limit)
    return text


def verb_of(action_id: str) -> str:
    """Take off the number that made an action_id unique."""
    return action_id.partition(SEPARATOR)[0]


def menu_value(verb: str, ref: str) -> str:
    """Name what an option of an overflow menu stands for."""
    return carried(f"{verb}{SEPARATOR}{ref}", limits.MENU_VALUE)


def menu_choice(value: str) -> tuple[str, str]:
    """Read (verb, ref) back from an option of an overflow menu."""
    verb, _, ref = value.partition(SEPARATOR)
    return verb, ref


def entry_block(number: int, field: str, ref: str) -> str:
    """Name the block of a field that is shown in place."""
    return carried(SEPARATOR.join((_ENTRY, str(number), field, ref)), limits.BLOCK_ID)


def entry_field(block_id: str) -> tuple[str, str] | None:
    """Read (field, ref) back; None: the block is no field shown in place."""
    parts = block_id.split(SEPARATOR, 3)
    return (parts[2], parts[3]) if len(parts) == 4 and parts[0] == _ENTRY else None


def private(ref: str, origin: tuple[str, ...]) -> str:
    """Write down what a modal is about and where it was asked for."""
    return carried(orjson.dumps((ref, *origin)).decode(), limits.PRIVATE)


def private_parts(metadata: str) -> tuple[str, tuple[str, ...]]:
    """Read (ref, origin) back; empty where it is not ours."""
    try:
        parts = orjson.loads(metadata)
    except orjson.JSONDecodeError:
        return "", ()
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return "", ()
    return (parts[0], tuple(parts[1:])) if parts else ("", ())
