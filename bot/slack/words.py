"""Slack's way of writing messages, undone exactly once."""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(r"<([^<>\s][^<>]*)>")
_MENTION: Final = re.compile(r"<@([UW][A-Z0-9_]+)(?:\|[^<>]*)?>")
_ENTITY: Final = re.compile(r"&(amp|lt|gt);")
_CHARACTER: Final = {"amp": "&", "lt": "<", "gt": ">"}


def plain(text: str) -> str:
    """Turn escapes and links back into what was typed; mentions stay, as `<@USER>`."""
    if "<" not in text:
        return _unescaped(text)
    pieces: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        pieces += (_unescaped(text[end : token.start()]), _meant(token[1]))
        end = token.end()
    return "".join(pieces) + _unescaped(text[end:])


def mentioned(text: str) -> tuple[str, ...]:
    """List the people mentioned, by Slack's own marks: a typed `<@U1>` arrives escaped."""
    return tuple(dict.fromkeys(_MENTION.findall(text))) if "<@" in text else ()


def mentions(text: str, user: str) -> bool:
    """Say whether a text mentions somebody."""
    return user in mentioned(text)


def without(text: str, user: str) -> str:
    """Take the call by name off: `@Gatepost status` is `status`."""
    return re.sub(rf"<@{re.escape(user)}(?:\|[^<>]*)?>[ ,:]*", "", text).strip()


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: _CHARACTER[entity[1]], text) if "&" in text else text


def _meant(token: str) -> str:
    """Say what a `<token>` stands for: a mention, a channel, a group, an address."""
    target, _, label = token.partition("|")
    target, label = _unescaped(target), _unescaped(label)
    match target[:1]:
        case "@" | "#":
            return f"<{target}>"
        case "!":
            return label or f"@{target[1:].partition('^')[0]}"
        case _:
            return _address(target, label)


def _address(target: str, label: str) -> str:
    """Prefer the address, unless the words behind it are all that was typed."""
    scheme, _, rest = target.partition(":")
    if scheme in {"mailto", "tel"}:
        return label or rest
    if not label or label == target or target.endswith(f"://{label}"):
        return label or target
    return f"{label} ({target})"
