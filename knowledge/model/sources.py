"""Where our knowledge comes from: frameworks, the numbers they quote, and where they disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from pydantic import Field

from knowledge.model.content import Content, Id, Line

Strength: TypeAlias = Literal["named-study", "named-firm", "article-own", "vendor", "unattributed"]


class Framework(Content):
    """One of the sources; every id that is cited begins with its own and a dot."""

    id: Id
    title: Line
    by: Line
    note: Line  # what it is good for
    interest: Line = ""  # what its publisher sells


class Statistic(Content):
    """A number that a source quotes: never checked by us, and never used in a calculation."""

    id: Id
    claim: Line
    figure: Line
    by: Line  # who says so, as the source has it
    year: int | None = None
    strength: Strength
    about: tuple[Id, ...] = ()  # criteria that it may be shown with
    tip: bool = False  # shown unless somebody turns it off


class Conflict(Content):
    """Something on which the frameworks, or one with itself, disagree, and what we hold."""

    id: Id
    kind: Literal["figure", "order", "meaning", "advice", "inside"]
    topic: Line
    says: Mapping[str, Line] = Field(min_length=1)  # framework -> what it says
    hold: Line
    about: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


class Gap(Content):
    """Something that a source announces and does not contain, and what stands there instead."""

    id: Id
    what: Line
    instead: Line
    rebuilt: bool = False  # ours stands in its place, and is marked as reconstructed


class Word(Content):
    """A word of ours that people meet, and what we mean by it."""

    id: Id
    title: Line
    text: Line
