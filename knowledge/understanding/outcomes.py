"""What comes of trying to understand an answer.

A reader of one kind returns a plain value (the text was its exact form), a `Confirm` (the text was
interpreted) or raises `NotUnderstood`; `understand` turns that into a `Reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypeAlias

from knowledge.model.content import Question
from knowledge.understanding.directory import Directory
from knowledge.values.kinds import Value

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Context:
    """Who speaks, whom one can mean, and which day it is; `draft`: parts that were said before."""

    me: str
    directory: Directory
    today: date
    draft: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kept:
    """It was the exact form of this value: kept at once."""

    value: Value


@dataclass(frozen=True, slots=True)
class Confirm:
    """It was interpreted: the words used, and what was made of them; kept only after a yes."""

    value: Value
    heard: str
    reading: str = ""  # in words, people by name; empty: as `in_words` says the value


@dataclass(frozen=True, slots=True)
class Option:
    """One of the meanings to choose from: what stands on its button, and its exact form."""

    label: str
    text: str  # understood again when pressed, and then kept at once


@dataclass(frozen=True, slots=True)
class Again:
    """It was not understood: why, in words for the person, and what a good answer looks like."""

    reason: str
    example: str = ""
    options: tuple[Option, ...] = ()
    draft: Mapping[str, str] = field(default_factory=dict)  # parts understood so far, exact forms


@dataclass(frozen=True, slots=True)
class Part:
    """One answer of several in a text: the question it is for, the words used, and the value."""

    question: Question
    words: str
    value: Value
    sure: bool = False  # the words name what the question asks about


@dataclass(frozen=True, slots=True)
class Wrong:
    """A form was not understood: the complaint under each field."""

    errors: Mapping[str, str]


class NotUnderstood(ValueError):
    """A text is no answer of the wanted kind; the message is for the person.

    `options` are meanings to choose from, `draft` the parts of a compound answer (the fields of
    its form, in their exact forms) that were understood, when only others are missing.
    """

    def __init__(
        self,
        reason: str,
        *,
        options: tuple[Option, ...] = (),
        draft: Mapping[str, str] = NOTHING,
    ) -> None:
        super().__init__(reason)
        self.options = options
        self.draft = draft


Reading: TypeAlias = Kept | Confirm | Again
