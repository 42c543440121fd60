"""What comes of trying to understand an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from knowledge.values.kinds import Value


@dataclass(frozen=True, slots=True)
class Kept:
    """It was understood as this value."""

    value: Value


@dataclass(frozen=True, slots=True)
class Again:
    """It was not: why, in words for the person, and what a good answer looks like."""

    reason: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form was not understood: the complaint under each field."""

    errors: Mapping[str, str]


class NotUnderstood(ValueError):
    """A text is no answer of the wanted kind; the message is for the person."""


Reading: TypeAlias = Kept | Again
