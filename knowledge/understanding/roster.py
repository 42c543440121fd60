"""A directory made of a list of names, and its index by the words in them."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.understanding.directory import Candidate
from knowledge.understanding.folding import fold, spellings
from knowledge.understanding.names import WORD


class Roster:
    """People held in memory, found by the words of their names; no accents needed."""

    def __init__(self, people: Iterable[Candidate]) -> None:
        self._words: dict[str, list[Candidate]] = {}
        self._names: dict[str, list[Candidate]] = {}
        for one in people:
            self._names.setdefault(_key(one.name), []).append(one)
            for spelling in {s for word in WORD.findall(one.name) for s in spellings(word)}:
                self._words.setdefault(spelling, []).append(one)

    @classmethod
    def of(cls, names: Iterable[str]) -> Roster:
        """Make one of bare names; each is an id of its own."""
        return cls(
            Candidate(str(place), name, False, False, False) for place, name in enumerate(names)
        )

    def mentioned(self, user: str) -> Candidate | None:
        """Find nobody: names alone have no user ids."""
        return None

    def named(self, text: str) -> tuple[Candidate, ...]:
        """Find who goes by a full name, however it is written."""
        return tuple(self._names.get(_key(text), ()))

    def called(self, word: str) -> tuple[Candidate, ...]:
        """Find everybody with this word in the name."""
        return tuple(self._words.get(fold(word), ()))


def _key(name: str) -> str:
    return " ".join(fold(word) for word in name.split())
