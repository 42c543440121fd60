"""Since when something is so: the pilot as it was at each entry that could have changed it.

Nothing is stored: answers, renewals, decisions and turns carry their entry and day, so what a
rule saw then is put together anew. Only what the rule looks at is, and so it stays cheap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from handlers.people.acceptance import GATE, parts, states
from handlers.people.comparing import at_odds
from handlers.pilots.pilot import Pilot, Turn
from handlers.pilots.reckoning import life_of
from knowledge.judging.evaluate import judged_by
from knowledge.judging.facts import Facts
from knowledge.judging.plan import Plan, plan_of
from knowledge.model import Library, Unknown

Fires: TypeAlias = Callable[[Plan, Facts, Turn], bool]
Point: TypeAlias = tuple[int, date]  # an entry and its day


def first_asked(library: Library, pilot: Pilot, place: int) -> tuple[str, ...]:
    """List all questions ever asked about owner, metric or funding, under whatever criterion."""
    plans = (plan for turn in pilot.turns if (plan := plan_then(library, turn)) is not None)
    items = (plan.first[place].item for plan in plans)
    return tuple(dict.fromkeys(question for item in items for question in item.looked_at))


def plan_then(library: Library, turn: Turn) -> Plan | None:
    """Find by what a pilot was judged; None where that playbook or stage is gone since."""
    try:
        return plan_of(library, turn.playbook, turn.stage)
    except Unknown:
        return None


@dataclass(frozen=True, slots=True)
class Past:
    """A pilot, looked at on a day and on any day before."""

    library: Library
    pilot: Pilot
    today: date

    def since(self, fires: Fires, questions: Iterable[str], *, unborn: bool = False) -> date:
        """Find the day from which on a flag that is up now has been up without a break.

        It looks at nothing but these questions. Between two entries only days pass, and no rule
        falls silent by that alone. `unborn`: it may be older than the pilot's first entry.
        """
        asked = frozenset(questions)
        seen = self._seeing(fires, asked)
        found = end = self.today
        points = self._points(asked)
        for seq, day in reversed(points):
            if not seen(seq, end):
                return found
            if day != end and not seen(seq, day):
                return _first(lambda on, seq=seq: seen(seq, on), day, end)  # type: ignore[misc]
            found = end = day
        return self._before_birth(seen, points[0], found) if unborn and points else found

    def _before_birth(self, seen: Callable[[int, date], bool], first: Point, found: date) -> date:
        begun = self.pilot.turns[0].started
        if begun >= found or seen(first[0], begun):
            return min(begun, found)
        return _first(lambda on: seen(first[0], on), begun, found)

    def _seeing(self, fires: Fires, asked: frozenset[str]) -> Callable[[int, date], bool]:
        def seen(seq: int, day: date) -> bool:
            turn = self._turn(seq)
            plan = plan_then(self.library, turn)
            if plan is None:
                return False
            facts = self._facts(seq, day, asked, turn)
            return fires(plan, judged_by(plan, facts.answers, facts), turn)

        return seen

    def _turn(self, seq: int) -> Turn:
        turns = self.pilot.turns
        return next((turn for turn in reversed(turns) if turn.seq <= seq), turns[0])

    def _facts(self, seq: int, day: date, asked: frozenset[str], turn: Turn) -> Facts:
        """Put together what was known right after an entry, on a later day."""
        pilot = self.pilot
        history = {
            question: kept
            for question in asked
            if (kept := tuple(a for a in pilot.answers.get(question, ()) if a.seq <= seq))
        }
        answers = {question: kept[-1] for question, kept in history.items()}
        renewed = {
            question: given.at.date()
            for question, answer in answers.items()
            for given in pilot.renewed.get(question, ())
            if given.seq <= seq and given.upon == answer.seq
        }
        team = frozenset(who for who, _ in turn.team) | {pilot.starter}
        known = life_of(pilot, turn.playbook, seq, day)
        accepts = asked.intersection(part.id for part in parts(self.library))
        named = states(pilot, accepts, seq) if accepts or pilot.parts else {}
        return Facts(
            answers,
            day,
            team,
            turn.started,
            known,
            history,
            named=named,
            differ=at_odds(pilot, seq) if pilot.polls else (),
            renewed=renewed,
        )

    def _points(self, asked: frozenset[str]) -> list[Point]:
        """List the entries that changed what may be looked at, oldest first."""
        pilot = self.pilot
        found = {turn.seq: turn.on for turn in pilot.turns}
        found.update((made.seq, made.at.date()) for made in pilot.decisions)
        for question in asked:
            found.update((a.seq, a.at.date()) for a in pilot.answers.get(question, ()))
            found.update((r.seq, r.at.date()) for r in pilot.renewed.get(question, ()))
            found.update((word.seq, word.at.date()) for word in pilot.parts.get(question, ()))
        for part, said in pilot.parts.items():
            if part.startswith(GATE):
                found.update((word.seq, word.at.date()) for word in said)
        for poll in pilot.polls.values():
            found.update((said.seq, said.at.date()) for said in poll.said.values())
        return [(seq, min(day, self.today)) for seq, day in sorted(found.items())]


def _first(up: Callable[[date], bool], down: date, end: date) -> date:
    """Find the first day on which it is up: after `down`, at the latest at `end`."""
    while (end - down).days > 1:
        middle = down + timedelta(days=(end - down).days // 2)
        down, end = (down, middle) if up(middle) else (middle, end)
    return end
