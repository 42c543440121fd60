"""The first look at a file from people: nothing else reads it before it has passed.

libyaml's composer crashes the process on deep nesting, and aliases can swell a few hundred bytes
to gigabytes; so the events are walked one by one, and the walk stops at the first bad one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20
JOINERS = "\u200c\u200d"  # parts of words in some scripts, and of emoji
# What YAML 1.1 takes for a number or a day although nobody meant one: 010 is 8, 12:30 is 750.
ODD = re.compile(
    r"[-+]?(0[0-9_]+|0x[0-9a-fA-F_]+|0b[01_]+|[0-9]+(:[0-5]?[0-9])+(\.[0-9_]*)?|[0-9]*_[0-9_]*)"
    r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|\d{4}-\d\d?-\d\d?([Tt ].*)?"
)

Path = tuple[str | int, ...]
Places = Mapping[Path, int]


class Refused(ValueError):
    """The file may not be read; says at which line, under which key, and why."""

    def __init__(self, line: int, key: str, message: str) -> None:
        super().__init__(message)
        self.line, self.key, self.message = line, key, message


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence that is open."""

    mapping: bool
    path: Path
    seen: set[str] = field(default_factory=set)
    key: str | None = None
    index: int = -1

    def place(self) -> Path:
        """Return the path of the next value."""
        if self.mapping:
            return (*self.path, self.key or "")
        self.index += 1
        return (*self.path, self.index)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A file that may be read: where everything stands, and what YAML reads as something else."""

    places: Places
    odd: tuple[tuple[int, str, str], ...]  # line, key, what is odd


def scan(content: bytes) -> Scanned:
    """Return the line (from 1) of every value by its path; raises Refused."""
    if len(content) > MAX_BYTES:
        raise Refused(1, "", f"the file is larger than {MAX_BYTES // 1024} KiB")
    try:
        text = content.decode("utf-8-sig")  # some editors put a mark in front
    except UnicodeDecodeError:
        raise Refused(1, "", "the file is not UTF-8 text") from None
    _signs(text)
    walk = _Walk()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            walk.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        hint = " (use spaces, not tabs)" if "\t" in _line(text, line) else ""
        said = f"not YAML: {error.problem or error.context}{hint}"
        raise Refused(line, walk.key(), said) from None
    except yaml.YAMLError as error:
        raise Refused(1, "", _first_line(str(error))) from None
    return Scanned(walk.places, tuple(walk.odd))


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def _first_line(text: str) -> str:
    return f"not YAML: {text.splitlines()[0]}"


@dataclass(slots=True)
class _Walk:
    places: dict[Path, int] = field(default_factory=dict)
    open: list[_Frame] = field(default_factory=list)
    documents: int = 0
    odd: list[tuple[int, str, str]] = field(default_factory=list)

    def key(self) -> str:
        """Say where in the file the walk is."""
        return dotted(self.open[-1].path) if self.open else ""

    def take(self, event: Event) -> None:
        """Look at one event."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, DocumentStartEvent):
            self._count(line)
        elif isinstance(event, AliasEvent):
            raise Refused(line, self.key(), f"aliases (*{event.anchor}) are not allowed")
        elif isinstance(event, CollectionEndEvent):
            self._leave()
        elif isinstance(event, NodeEvent):
            self._node(event, line)

    def _count(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise Refused(line, "", "one document to a file: remove the second ---")

    def _leave(self) -> None:
        self.open.pop()
        if self.open:
            self.open[-1].key = None

    def _node(self, event: NodeEvent, line: int) -> None:
        top = self.open[-1] if self.open else None
        if top is not None and top.mapping and top.key is None:
            self._take_key(top, event, line)
            return
        path = top.place() if top else ()
        self.places.setdefault(path, line)  # the key was there first
        if getattr(event, "tag", None) is not None:
            raise Refused(line, dotted(path), "tags (!...) are not allowed")
        if isinstance(event, ScalarEvent):
            _plain(event.value, line, dotted(path))
            if event.implicit[0] and ODD.fullmatch(event.value):
                said = f"YAML reads {event.value[:40]} as something else: put it in quotes"
                self.odd.append((line, dotted(path), f"{said}, or write a plain number"))
            if top is not None:
                top.key = None
        else:
            self._enter(event, path, line)

    def _enter(self, event: NodeEvent, path: Path, line: int) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise Refused(line, dotted(path[:4]), f"nested deeper than {MAX_DEPTH} levels")
        assert isinstance(event, CollectionStartEvent)
        self.open.append(_Frame(isinstance(event, MappingStartEvent), path))

    def _take_key(self, top: _Frame, event: NodeEvent, line: int) -> None:
        if not isinstance(event, ScalarEvent):
            raise Refused(line, dotted(top.path), "a key must be a plain word")
        if event.value == "<<" and not event.style:
            raise Refused(line, dotted((*top.path, "<<")), "merge keys (<<) are not allowed")
        _plain(event.value, line, dotted(top.path))
        if event.value in top.seen:
            raise Refused(line, dotted((*top.path, event.value)), "the key stands here twice")
        top.seen.add(event.value)
        top.key = event.value
        self.places[(*top.path, event.value)] = line


def _signs(text: str) -> None:
    """Refuse signs that cannot be seen, wherever they stand; raises Refused."""
    for number, line in enumerate(text.split("\n"), 1):
        if not (line.isascii() and line.isprintable()):
            _plain(line.removesuffix("\r"), number, "")


def _plain(text: str, line: int, key: str) -> None:
    for char in text:
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cs") and char not in "\n\t":
            raise Refused(line, key, f"a control character (U+{ord(char):04X}) in the text")
        if kind in ("Cf", "Co", "Zl", "Zp") and char not in JOINERS:
            raise Refused(line, key, f"an invisible sign (U+{ord(char):04X}) in the text")


def dotted(path: Path) -> str:
    """Write a path as people read it: questions[2].ask."""
    said = ""
    for step in path:
        said += f"[{step}]" if isinstance(step, int) else f".{step}"
    return said.lstrip(".")
