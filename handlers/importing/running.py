"""Keep drafts one by one, many of them on their way at once, and tell people when all are in.

Killed in the middle, the next run over the same drafts goes on where this one stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from handlers.heard import Heard
from handlers.importing.draft import Draft
from handlers.importing.keeping import Outcome, keep
from handlers.importing.telling import AT_ONCE, Share, note_told, shares, tell
from handlers.talk import Talk

if TYPE_CHECKING:
    from handlers.desk import Desk

T = TypeVar("T")
U = TypeVar("U")

TOGETHER = 64  # pilots on their way at once: they share commits
SAY_EVERY = 500


def _quiet(said: str) -> None:
    """Say nothing of how far it is."""


@dataclass(frozen=True, slots=True)
class Runner:
    """Works through drafts in the name of who is heard; `run_id` keeps messages from going twice.

    It waits for the database, so it belongs into a thread of its own.
    """

    desk: Desk
    heard: Heard
    run_id: str
    progress: Callable[[str], None] = _quiet

    def keep(self, drafts: Sequence[Draft]) -> list[Outcome]:
        def keeper(draft: Draft) -> Callable[[Talk], Outcome]:
            return lambda talk: keep(talk, draft)

        return list(
            self._each(drafts, lambda draft: self.desk.do(self.heard, keeper(draft)).result)
        )

    def _each(self, things: Sequence[U], begin: Callable[[U], Callable[[], T]]) -> Iterator[T]:
        """Have many things on their way at once, and say from time to time how far it is."""
        for at in range(0, len(things), TOGETHER):
            begun = [begin(thing) for thing in things[at : at + TOGETHER]]
            yield from (finish() for finish in begun)
            done = at + len(begun)
            if done // SAY_EVERY != at // SAY_EVERY and done < len(things):
                self.progress(f"{done:,} of {len(things):,}")

    def tell(self, outcomes: Sequence[Outcome]) -> int:
        """Write to each person once about all of it; also to whom a killed run did not."""
        pilots = [one.pilot for one in outcomes if one.pilot]
        by_person: dict[str, list[Share]] = {}
        for found in self._each(pilots, lambda pilot: self._shares(pilot)):
            for share in found:
                by_person.setdefault(share.person, []).append(share)
        for person, given in by_person.items():
            self._tell(person, given)
        return len(by_person)

    def _shares(self, pilot: str) -> Callable[[], tuple[Share, ...]]:
        return self.desk.see(self.heard, lambda talk: shares(talk, pilot)).result

    def _tell(self, person: str, given: list[Share]) -> None:
        last = given[-AT_ONCE:]
        for at in range(0, len(given) - len(last), AT_ONCE):
            part = given[at : min(at + AT_ONCE, len(given) - len(last))]
            self.desk.do(self.heard, _noting(part)).result()

        def tells(talk: Talk) -> None:
            note_told(talk, last)
            tell(talk, person, given, f"list:{self.run_id}:{person}")

        self.desk.do(self.heard, tells).result()


def _noting(given: Sequence[Share]) -> Callable[[Talk], None]:
    return lambda talk: note_told(talk, given)
