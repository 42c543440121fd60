"""What people are shown, said once for every platform.

A card is a handful of frozen blocks. Text is always a line of spans, and every span is shown to
the letter: a platform's own markup in what somebody wrote never comes alive.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, TypeAdapter


@dataclass(frozen=True, slots=True)
class Plain:
    """Words of ours."""

    text: str
    kind: Literal["plain"] = "plain"


@dataclass(frozen=True, slots=True)
class Bold:
    """Words of ours that carry the line."""

    text: str
    kind: Literal["bold"] = "bold"


@dataclass(frozen=True, slots=True)
class Said:
    """Words that a person or a playbook wrote."""

    text: str
    kind: Literal["said"] = "said"


@dataclass(frozen=True, slots=True)
class Link:
    """A web address (http or https only) behind words."""

    url: str
    text: str
    kind: Literal["link"] = "link"


Span: TypeAlias = Annotated[Plain | Bold | Said | Link, Field(discriminator="kind")]
Line: TypeAlias = tuple[Span, ...]


def line(*parts: str | Plain | Bold | Said | Link) -> Line:
    """Make a line of spans; bare strings are words of ours."""
    return tuple([Plain(part) if isinstance(part, str) else part for part in parts])


@dataclass(frozen=True, slots=True)
class Button:
    """Something to press: the verb says what is meant, the ref (opaque) what it is about."""

    label: str
    verb: str
    ref: str = ""
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: str = ""  # a question asked before the press counts; empty: none
    kind: Literal["button"] = "button"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what is sent back and what is read."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class TextField:
    """A line (or several) to type."""

    name: str
    label: str
    hint: str = ""  # an example, shown while the field is empty
    value: str = ""
    lines: int = 1
    limit: int = 4000
    optional: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class DateField:
    """A day, sent back as 2026-11-23."""

    name: str
    label: str
    value: str = ""
    optional: bool = False
    kind: Literal["date"] = "date"


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of a few options, or several where `many`."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str = ""  # where `many`: values joined by commas
    many: bool = False
    optional: bool = False
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class PersonField:
    """Somebody of the directory, or several where `many`; sent back as the platform's user ids."""

    name: str
    label: str
    value: str = ""  # a platform user id; where `many`: joined by commas
    many: bool = False
    optional: bool = False
    kind: Literal["person"] = "person"


@dataclass(frozen=True, slots=True)
class ChannelField:
    """A channel of the platform, sent back as its id."""

    name: str
    label: str
    value: str = ""
    optional: bool = False
    kind: Literal["channel"] = "channel"


InputField: TypeAlias = Annotated[
    TextField | DateField | ChoiceField | PersonField | ChannelField, Field(discriminator="kind")
]


@dataclass(frozen=True, slots=True)
class Title:
    """What a card is about, at most one to a card."""

    text: str
    kind: Literal["title"] = "title"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    line: Line
    kind: Literal["para"] = "para"


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph that may be skipped: where a figure comes from, why we ask."""

    line: Line
    kind: Literal["note"] = "note"


@dataclass(frozen=True, slots=True)
class Bullets:
    """Lines under each other."""

    lines: tuple[Line, ...]
    kind: Literal["bullets"] = "bullets"


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and what they stand for."""

    rows: tuple[tuple[str, Line], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Row:
    """A line with one button at its end: a thing of a list and the way to it."""

    line: Line
    button: Button
    kind: Literal["row"] = "row"


@dataclass(frozen=True, slots=True)
class Buttons:
    """Things to press, side by side; `more` are folded away behind a menu."""

    buttons: tuple[Button, ...]
    more: tuple[Button, ...] = ()
    kind: Literal["buttons"] = "buttons"


@dataclass(frozen=True, slots=True)
class Entry:
    """Fields to fill and send under one verb.

    A platform shows them in place where it can; where it cannot, a button with `label` sends the
    verb with no values, and the answer to that is the same fields as a `Form`.
    """

    fields: tuple[InputField, ...]
    verb: str
    ref: str = ""
    label: str = "Save"
    kind: Literal["entry"] = "entry"


@dataclass(frozen=True, slots=True)
class Series:
    """One line, row of bars or row of a heat map; None: nothing is known there."""

    name: str
    values: tuple[float | None, ...]  # as many as the chart has columns


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures: platforms draw it, and show `numbers` beside or instead of it.

    lines: a series over time, the columns are days in words. bars: the last value counts.
    heat: a row for each series, a cell for each column.
    """

    title: str
    shape: Literal["lines", "bars", "heat"]
    columns: tuple[str, ...]
    series: tuple[Series, ...]
    numbers: str  # the same figures as text: the alternative for who does not see the picture
    unit: Literal["percent", "days"] = "percent"
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True)
class Divider:
    """A line across."""

    kind: Literal["divider"] = "divider"


Block: TypeAlias = Annotated[
    Title | Para | Note | Bullets | Facts | Row | Buttons | Entry | Chart | Divider,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, slots=True)
class Card:
    """A message: `summary` carries its full meaning for screen readers and notifications.

    `fresh` shows the same as it is now: a platform may press it by itself, so it writes nothing.
    """

    summary: str
    blocks: tuple[Block, ...]
    kind: Literal["card"] = "card"
    fresh: Button | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """Fields to fill in a window of their own (a modal), or in a card where there are none."""

    title: str  # at most 24 characters
    fields: tuple[InputField, ...]
    verb: str
    ref: str = ""
    intro: tuple[Block, ...] = ()
    submit: str = "Save"  # at most 24 characters
    kind: Literal["form"] = "form"


def words(spans: Line) -> str:
    """Read a line aloud."""
    return "".join([span.text for span in spans])


def _aloud(block: Block) -> str:
    match block:
        case Title(text):
            return text
        case Para(spans) | Note(spans):
            return words(spans)
        case Row(spans):
            return words(spans)
        case Bullets(lines):
            return "; ".join(words(spans) for spans in lines)
        case Facts(rows):
            return "; ".join(f"{label}: {words(spans)}" for label, spans in rows)
        case Chart(title=title, numbers=numbers):
            return f"{title}: {numbers}"
        case _:
            return ""


def card(*blocks: Block) -> Card:
    """Make a card whose summary says all that its blocks say."""
    said = [text for block in blocks if (text := _aloud(block).strip())]
    return Card("\n".join(said), blocks)


@lru_cache(maxsize=1)
def _adapter() -> TypeAdapter[Card]:
    return TypeAdapter(Card)


def to_json(card: Card) -> str:
    """Write a card down for the outbox."""
    return _adapter().dump_json(card).decode()


def from_json(text: str) -> Card:
    """Read a card back from the outbox; raises pydantic's ValidationError where it is none."""
    return _adapter().validate_json(text)
