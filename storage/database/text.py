"""Texts on their way into a database: which may pass, and what two spellings share."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import orjson

from storage.errors import Damaged, Unclean

# An escaped NUL in JSON: an odd number of backslashes before u0000.
_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def fold(text: str) -> str:
    """Give the form under which a name is looked up: NFC, case folded, single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


def checked(text: str) -> str:
    """Hand back a text that every database takes; raises Unclean (NUL, half a character)."""
    if "\x00" in text:
        raise Unclean("a text to be kept holds a NUL character")
    if not text.isascii():
        _whole(text)
    return text


def _whole(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise Unclean("a text to be kept holds half a character (a lone surrogate)") from error


def canonical(value: Any) -> str:
    """Write JSON in the one form that is hashed: keys sorted, no spaces; raises Unclean."""
    try:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:
        raise Unclean(f"not to be kept as JSON: {error}") from error
    if b"\\u0000" in written and _ESCAPED_NUL.search(written):
        raise Unclean("a text to be kept holds a NUL character")
    return written.decode()


def parsed(text: str | bytes) -> Any:
    """Read JSON that was kept; raises Damaged."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Damaged("what is stored is not JSON") from error
