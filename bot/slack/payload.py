"""Decode what Slack sends, strictly and fast: JSON, or a form that may carry JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import orjson
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_request import AsyncBoltRequest
from yarl import query_to_pairs

from bot.reading import Malformed, Payload

FORM: Final = b"application/x-www-form-urlencoded"
_NO_HEADERS: Final[dict[str, Sequence[str]]] = {}


def decode(body: bytes, content_type: bytes) -> Payload:
    """Return the payload: an event, a command's fields, or what was pressed or sent."""
    if content_type.partition(b";")[0].strip().lower() != FORM:
        return _json(body)
    fields = _fields(body)
    return _json(fields["payload"].encode()) if "payload" in fields else fields


def _fields(body: bytes) -> Payload:
    try:
        text = body.decode("ascii")  # a form is percent-encoded: anything else is not one
    except UnicodeDecodeError as error:
        raise Malformed("the form cannot be decoded") from error
    return dict(_pair(part) for part in text.split("&") if part)


def _pair(part: str) -> tuple[str, str]:
    """Split a name from its value; most need no decoding, which is what costs."""
    if "%" in part or "+" in part:
        return query_to_pairs(part)[0]
    name, _, value = part.partition("=")
    return name, value


def _json(body: bytes) -> Payload:
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise Malformed("the JSON cannot be decoded") from error
    if not isinstance(payload, dict):
        raise Malformed("the JSON is no object")
    return payload


class FastRequest(AsyncBoltRequest):
    """A Bolt request around a payload that is already decoded; `at` is when Slack sent it."""

    def __init__(self, body: Payload, *, at: float, attempt: int = 0, mode: str = "http") -> None:
        self.raw_body = ""
        self.body = body
        self.query = {}
        self.headers = _NO_HEADERS
        self.content_type = None
        self.context = AsyncBoltContext()
        self.lazy_only = False
        self.lazy_function_name = None
        self.mode = mode
        self.at = at
        self.attempt = attempt
