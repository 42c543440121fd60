"""How words are listened for: whole ones, in any case, with names masked."""

from __future__ import annotations

import re

NAME = "\u25a0"  # stands for a person who was found in a text, so that May is no verb


def either(*patterns: str) -> re.Pattern[str]:
    """Listen for any of several patterns, as whole words."""
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)
