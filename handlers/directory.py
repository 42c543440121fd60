"""The people of a tenant, as answers name them."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from handlers.errors import Rejected
from handlers.talk import Talk
from knowledge.understanding.roster import Roster
from knowledge.understanding.understand import Candidate
from storage.tenant import people
from storage.tenant.people import Person

WORDS = 40  # of a text that are looked up as names
DIRECTORY = 5000  # people looked through for a name that is nobody's


def _candidate(person: Person) -> Candidate:
    return Candidate(person.id, person.name, person.bot, person.stranger, person.gone)


class Names:
    """The directory that understanding an answer asks; nobody outside the tenant is in it."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._roster: Roster | None = None  # made when a text has to be searched for names

    def called(self, word: str) -> tuple[Candidate, ...]:
        """Find who has this word in the name, in any spelling."""
        if self._roster is None:
            known = people.everyone(self._talk.tx, self._talk.tenant, DIRECTORY)
            self._roster = Roster(_candidate(person) for person in known)
        return self._roster.called(word)

    def meant(self, text: str) -> tuple[Person, ...]:
        """Find up to four people whom the words of a text name, else those who come close."""
        words = (word.strip(" .,;:!?") for word in text.split()[:WORDS])
        found = {one.id for word in words for one in self.called(word)}
        known = people.everyone(self._talk.tx, self._talk.tenant, DIRECTORY)
        fit = [one for one in known if one.id in found and not (one.bot or one.stranger)]
        return tuple(one for one in fit if not one.gone)[:4] or self.like(text)

    def addressed(self, text: str) -> Person | None:
        """Find who has exactly this address in the workspace's own directory."""
        wanted = text.strip(" <>.,")
        if "@" not in wanted:
            return None
        found = people.addressed(self._talk.tx, self._talk.tenant, wanted)
        return found[0] if len(found) == 1 else None

    def mentioned(self, user: str) -> Candidate | None:
        """Find whom a mention means."""
        person = people.meant(self._talk.tx, self._talk.tenant, user)
        return _candidate(person) if person else None

    def named(self, text: str) -> tuple[Candidate, ...]:
        """Find who goes by a full name."""
        found = people.named(self._talk.tx, self._talk.tenant, text)
        return tuple(_candidate(person) for person in found)

    def like(self, text: str) -> tuple[Person, ...]:
        """Find up to three people whose names come close, or begin alike."""
        known = people.everyone(self._talk.tx, self._talk.tenant, DIRECTORY)
        names = [person.name for person in known]
        near = process.extract(text, names, scorer=fuzz.WRatio, limit=3, score_cutoff=80)
        return tuple(known[place] for _, _, place in near)

    def one_of_us(self, user: str, field: str) -> Person:
        """Read a person field; raises Rejected for bots, outsiders and people who left."""
        person = people.meant(self._talk.tx, self._talk.tenant, user) if user else None
        if person is None:
            raise Rejected({field: "Choose a person."})
        if person.bot:
            raise Rejected({field: f"{person.name} is a bot. Choose a person."})
        if person.stranger:
            raise Rejected({field: f"{person.name} belongs to another organisation."})
        if person.gone:
            raise Rejected({field: f"{person.name} has left. Choose somebody else."})
        return person
