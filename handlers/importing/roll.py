"""Everybody of the tenant, looked up once for a whole file."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.understanding.directory import Candidate
from knowledge.understanding.roster import Roster
from storage.database.text import fold
from storage.tenant.people import Person

EVERYBODY = 200_000
MENTION = re.compile(r"<@([^<>|\s]{1,200})(?:\|[^<>]{0,200})?>")
ASIDE = re.compile(r"\([^()]*\)")  # Maria Lopez (Finance)
ANGLED = re.compile(r"(?:[^<>]*)<([^<>@\s]+@[^<>\s]+)>")  # Maria Lopez <maria@example.com>


class Nobody(ValueError):
    """No one person can be meant; the message says why."""


class Roll:
    """Finds people by e-mail, user id, handle or full name; bots and those who left are nobody."""

    def __init__(self, everybody: Iterable[Person]) -> None:
        self._by: dict[str, list[Person]] = {}
        self._everybody = tuple(everybody)
        self._roster: Roster | None = None  # made when a text has to be searched for names
        for person in self._everybody:
            for name in _names(person):
                self._by.setdefault(name, []).append(person)

    def find(self, said: str) -> Person:
        """Find exactly one person; raises Nobody."""
        found = self._by.get(_key(said), [])
        if not found:
            raise Nobody("I know nobody by that. Give the e-mail address, or the full name.")
        if len({person.id for person in found}) > 1:
            raise Nobody("Several people go by that. Give the e-mail address.")
        if found[0].stranger:
            raise Nobody("That person belongs to another organisation.")
        return found[0]

    def meant(self, said: str) -> Person:
        """Find one person also by a first name that only one has, or the last name put first."""
        try:
            return self.find(said)
        except Nobody:
            said = ASIDE.sub(" ", said).strip()
            last, comma, first = said.partition(",")
            if comma and self._by.get(_key(f"{first} {last}")):
                return self.find(f"{first} {last}")
            return self._first_name(said)

    def _first_name(self, said: str) -> Person:
        """Find who alone has this word as a name; raises Nobody."""
        found = [one for one in self.called(said.strip()) if not (one.bot or one.gone)]
        if len(found) > 1:
            names = ", ".join(sorted(one.name for one in found)[:4])
            raise Nobody(f"Several people go by that: {names}. Give the e-mail address.")
        if not found:
            return self.find(said)
        if found[0].stranger:
            raise Nobody("That person belongs to another organisation.")
        return next(one for one in self._everybody if one.id == found[0].id)

    def mentioned(self, user: str) -> Candidate | None:
        """Find whom a mention means."""
        found = self._by.get(fold(user), [])
        return _candidate(found[0]) if found else None

    def called(self, word: str) -> tuple[Candidate, ...]:
        """Find who has this word in the name, in any spelling."""
        if self._roster is None:
            self._roster = Roster(_candidate(person) for person in self._everybody)
        return self._roster.called(word)

    def named(self, text: str) -> tuple[Candidate, ...]:
        """Find who goes by a full name."""
        return tuple(_candidate(person) for person in self._by.get(fold(text), []))


def _candidate(person: Person) -> Candidate:
    return Candidate(person.id, person.name, person.bot, person.stranger, person.gone)


def _names(person: Person) -> set[str]:
    local, at, _ = person.email.partition("@")
    handles = {f"@{local}"} if at else set()
    names = {person.user, person.name, person.email, f"@{person.name}", *handles}
    names.add("@" + person.name.replace(" ", "."))
    return {fold(name) for name in names if name.strip("@. ")}


def _key(said: str) -> str:
    text = " ".join(said.split())
    for pattern in (MENTION, ANGLED):
        if found := pattern.fullmatch(text):
            return fold(found[1])
    return fold(text.removeprefix("mailto:"))
