"""Read what a platform sends, strictly: what is missing is empty, what is misshapen refused."""

from __future__ import annotations

import re
from typing import Any, Final, TypeAlias

Payload: TypeAlias = dict[str, Any]

_NUL: Final = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")  # not where the backslash is itself written


class Malformed(Exception):
    """A request that came from the platform but is not shaped like anything that it sends."""


def without_nul(body: bytes) -> bytes:
    """Take NUL characters out of JSON: they cannot be seen, and no database keeps one."""
    return _NUL.sub(rb"\1", body) if rb"\u0000" in body else body


def text_at(payload: Payload, *keys: str) -> str:
    """Return the text at a path, empty where there is none; raises Malformed for other types.

    Platforms leave out, or send as null, what does not apply.
    """
    for key in keys[:-1]:
        value = payload.get(key)
        if value is None:
            return ""
        if not isinstance(value, dict):
            raise Malformed(f"{key} is no object")
        payload = value
    return text_of(payload, keys[-1])


def text_of(payload: Payload, key: str) -> str:
    """Return the text under one key, as `text_at` does."""
    value = payload.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(f"{key} is no text")
    return value


def dict_at(payload: Payload, *keys: str) -> Payload:
    """Return the object at a path, empty where there is none; raises Malformed likewise."""
    for key in keys:
        value = payload.get(key)
        if value is None:
            return {}
        if not isinstance(value, dict):
            raise Malformed(f"{key} is no object")
        payload = value
    return payload


def needed(payload: Payload, *keys: str) -> str:
    """Return the text at a path; raises Malformed where it is missing or empty."""
    text = text_at(payload, *keys) if len(keys) > 1 else text_of(payload, keys[0])
    if not text:
        raise Malformed(f"{keys[-1]} is missing")
    return text
