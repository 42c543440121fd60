"""What the page and the server send each other over their WebSocket."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

Frame: TypeAlias = dict[str, Any]

FRAME = 64 * 1024  # characters; a form of ten full texts stays below it
TEXT = 8000  # characters of one message
NAME = 255  # characters of a file's name

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Id = Annotated[str, Field(max_length=64)]


class _Act(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    key: Key  # made by the page for each act, and the same when the act is sent again
    conversation: Id


class Say(_Act):
    """Words typed and sent."""

    kind: Literal["say"]
    text: Annotated[str, Field(max_length=TEXT)]


class Press(_Act):
    """A button pressed or fields sent; `data` is what the Adaptive Card gathered."""

    kind: Literal["press"]
    verb: Annotated[str, Field(max_length=200)]
    data: dict[str, Any] = {}
    message: Annotated[int, Field(ge=0, le=2**53)] = (
        0  # the message that carries the card; 0: a form
    )
    form: bool = False


class Look(_Act):
    """Direct messages opened."""

    kind: Literal["look"]


class Give(_Act):
    """A file given, which comes by a way of its own: too large for a frame."""

    name: Annotated[str, Field(max_length=NAME)]
    size: Annotated[int, Field(ge=0, le=2**53)]  # bytes, as the page counts them
    text: Annotated[str, Field(max_length=TEXT)] = ""  # the words beside it
    content: Annotated[bytes, Field(repr=False)] = b""


Act: TypeAlias = Say | Press | Look

_ADAPTER: TypeAdapter[Act] = TypeAdapter(Annotated[Act, Field(discriminator="kind")])


def read(text: str) -> Act:
    """Read one act; raises pydantic's ValidationError where it is none."""
    return _ADAPTER.validate_json(text)


def done(key: str) -> Frame:
    """Say that an act arrived and is kept: the page forgets it."""
    return {"kind": "done", "key": key}


def opened(key: str, title: str, card: Frame) -> Frame:
    """Show a form in a window of its own."""
    return {"kind": "open", "key": key, "title": title, "card": card}


def invalid(key: str, errors: dict[str, str]) -> Frame:
    """Show complaints at the fields they belong to."""
    return {"kind": "invalid", "key": key, "errors": errors}


def unsaved(key: str, text: str) -> Frame:
    """Say that nothing was kept; what was typed stays, and the same key may come again."""
    return {"kind": "unsaved", "key": key, "text": text}


def error(text: str, key: str = "") -> Frame:
    """Say that an act was not understood or not allowed; sending it again would not help."""
    return {"kind": "error", "key": key, "text": text}


def message(shown: Frame) -> Frame:
    """Show a message, or show it anew."""
    return {"kind": "message", "message": shown}
