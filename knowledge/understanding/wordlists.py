"""Lists of words, as they are written down: several to a line."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Split a block of text into the words that it lists."""
    return frozenset(text.split())
