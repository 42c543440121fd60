"""The people of a tenant, as answers name them."""

from __future__ import annotations

from handlers.errors import Rejected
from handlers.talk import Talk
from knowledge.understand import Candidate
from storage import people
from storage.people import Person


def _candidate(person: Person) -> Candidate:
    return Candidate(person.id, person.name, person.bot, person.stranger, person.gone)


class Names:
    """The directory that understanding an answer asks; nobody outside the tenant is in it."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def mentioned(self, user: str) -> Candidate | None:
        """Find whom a mention means."""
        person = people.by_user(self._talk.tx, self._talk.tenant, user)
        return _candidate(person) if person else None

    def named(self, text: str) -> tuple[Candidate, ...]:
        """Find who goes by a full name."""
        found = people.named(self._talk.tx, self._talk.tenant, text)
        return tuple(_candidate(person) for person in found)

    def one_of_us(self, user: str, field: str) -> Person:
        """Read a person field; raises Rejected for bots, outsiders and people who left."""
        person = people.by_user(self._talk.tx, self._talk.tenant, user) if user else None
        if person is None:
            raise Rejected({field: "Choose a person."})
        if person.bot:
            raise Rejected({field: f"{person.name} is a bot. Choose a person."})
        if person.stranger:
            raise Rejected({field: f"{person.name} belongs to another organisation."})
        if person.gone:
            raise Rejected({field: f"{person.name} has left. Choose somebody else."})
        return person
