"""Files given in chat: which are taken, how large they may be, and how the rest is declined.

A platform asks `limit_of` before it fetches anything, and fetches no more than that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from handlers.errors import Misread
from handlers.heard import File, Reply
from handlers.talk import Talk

KIB: Final = 1024
MIB: Final = 1024 * KIB

LIMITS: Final[Mapping[str, int]] = {
    ".yml": 256 * KIB,
    ".yaml": 256 * KIB,
    ".csv": 2 * MIB,
    ".xlsx": 4 * MIB,
}  # bytes
WHAT: Final[Mapping[str, str]] = {
    ".yml": "a playbook (.yml or .yaml, up to 256 KiB)",
    ".csv": "a list of pilots (.csv up to 2 MiB)",
    ".xlsx": "a list of pilots (.xlsx up to 4 MiB)",
}

Parsed: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Kind:
    """What is done with one kind of file, step by step; each step may raise Refused.

    `may` and `look` are on a read connection, `parse` is in a thread of its own and on none:
    whatever takes long belongs there. `run` writes, and its reply goes out through the outbox.
    """

    may: Callable[[Talk], None]
    parse: Callable[[File], Parsed]
    look: Callable[[Talk, Parsed], Parsed]
    run: Callable[[Talk, File, Parsed], Reply]


def suffix(name: str) -> str:
    """Read the end of a file's name, with its dot, in small letters."""
    _, dot, end = name.strip().rpartition(".")
    return f"{dot}{end}".casefold()


def limit_of(name: str) -> int:
    """Say how many bytes of a file are taken; 0: none, it is no kind that we know."""
    return LIMITS.get(suffix(name), 0)


def kind_of(file: File, kinds: Mapping[str, Kind]) -> Kind:
    """Find what takes a file; raises Misread where nothing does, or where it did not arrive."""
    kind = kinds.get(suffix(file.name))
    if file.trouble == "several":
        raise Misread("One file at a time, please: I took none of these.")
    if kind is None:
        raise Misread(f"I cannot use this file. What I take: {_taken(kinds)}.")
    if max(file.size, len(file.content)) > limit_of(file.name):
        raise Misread(f"This file is too large. What I take: {_taken(kinds)}.")
    if file.trouble == "refused":
        raise Misread(
            "I was not allowed to read this file. In Slack that takes the scope files:read; "
            "an admin can add it and install me anew."
        )
    if file.trouble or not file.content:
        raise Misread(
            "This file is empty."
            if not file.trouble
            else "I could not fetch this file. Please give it to me again in a moment."
        )
    return kind


def _taken(kinds: Mapping[str, Kind]) -> str:
    known = [words for end, words in WHAT.items() if end in kinds]
    return ", ".join(known) if known else "nothing yet"
