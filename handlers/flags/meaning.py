"""Find the criterion or the flag that somebody names in their own words."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from handlers.errors import Misread
from handlers.flags.flag import Flag
from handlers.flags.wording import flags_for
from handlers.pilots.finding import ECHO
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import facts
from handlers.talk import Talk
from knowledge.judging.evaluate import Standing, catch_up
from knowledge.loading.overlaying import lay_over
from knowledge.model import Criterion

NEAR = 60  # of 100: below it nothing typed is taken for a title
FEW = 6


def standings(talk: Talk, pilot: Pilot) -> tuple[Standing, ...]:
    """Gather all that is judged: the first three, the gate, what is late, what overlays add."""
    readiness = talk.readiness(pilot)
    known = facts(pilot, talk.today)
    case = (pilot.playbook, pilot.stage, known.answers, known)
    found = [*(first.standing for first in readiness.first), *readiness.standings]
    found += catch_up(talk.library, *case)
    for overlay in pilot.overlays:
        steps = lay_over(talk.library, overlay, *case).steps
        found += [s for step in steps if step.when == "now" for s in step.standings]
    unique: dict[str, Standing] = {}
    for standing in found:
        unique.setdefault(standing.criterion.id, standing)
    return tuple(unique.values())


def exactly(found: tuple[Standing, ...], said: str) -> Standing | None:
    """Find the criterion that has just this id, with or without its `c.`, or this title."""
    named = " ".join(said.casefold().split())
    ours = (s for s in found if named in names_of(s.criterion))
    return next(ours, None)


def names_of(criterion: Criterion) -> tuple[str, ...]:
    """List what a criterion may be called exactly."""
    return (criterion.id, criterion.id.removeprefix("c."), criterion.title.casefold())


def closest(found: tuple[Standing, ...], said: str) -> Standing:
    """Find the criterion that is meant, by id or title; raises Misread that names some."""
    said = " ".join(said.split())
    if meant := exactly(found, said):
        return meant
    by_id = {s.criterion.id: s for s in found}
    names = {s.criterion.id: s.criterion.title.casefold() for s in found}
    near = process.extract(said.casefold(), names, scorer=fuzz.WRatio, limit=1, score_cutoff=NEAR)
    if near:
        return by_id[near[0][2]]
    titles = ", ".join(s.criterion.title for s in found[:FEW])
    raise Misread(f"I do not know a criterion called {said[:ECHO]}. There are: {titles}.")


def coded(talk: Talk, pilot: Pilot, said: str) -> Flag | None:
    """Find the flag whose code was typed, with or without its `r.`; None: it is no code."""
    wanted = said.strip().casefold()
    if not wanted or " " in wanted:
        return None
    criterion = wanted.removeprefix("old.").removeprefix("c.")
    codes = {wanted, f"r.{wanted}"}
    codes |= {f"old.c.{criterion}"} if wanted.startswith("old.") else set()
    found = (f for f in flags_for(talk, pilot) if f.code in codes and f.code != f.criterion)
    return next(found, None)
