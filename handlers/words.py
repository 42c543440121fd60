"""Take a typed line apart: the word it begins with, and the rest; and count in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Split:
    """A command word, in small letters, and its argument with its own spaces."""

    word: str
    rest: str


def split(text: str) -> Split:
    """Split off the first word, at whatever counts as a space; a bare line gives empty words."""
    word, rest = (*text.split(maxsplit=1), "", "")[:2]
    return Split(word.casefold(), rest.strip())


def whole(text: str, otherwise: int = 0) -> int:
    """Read a number that stands in a reference of ours; anything else is somebody's invention."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else otherwise


def rows(count: int) -> str:
    """Count the rows of a list in words."""
    return "1 row" if count == 1 else f"{count:,} rows"
