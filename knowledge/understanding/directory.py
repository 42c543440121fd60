"""The people whom an answer may name, as whoever asks for understanding looks them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a text may mean; bots, strangers and those who left cannot own anything."""

    id: str
    name: str
    bot: bool
    stranger: bool
    gone: bool


class Directory(Protocol):
    """Whoever knows the people of the workspace."""

    def mentioned(self, user: str) -> Candidate | None:
        """Find whom a mention's user id means."""
        ...

    def named(self, text: str) -> tuple[Candidate, ...]:
        """Find everybody with exactly this full name."""
        ...

    def called(self, word: str) -> tuple[Candidate, ...]:
        """Find everybody with this word in the name, in any spelling of it."""
        ...
