"""What does not count for now, always in sight: waived, said not to apply, overruled."""

from __future__ import annotations

from handlers.cards import Block, Bold, Line, Note, Said, line
from handlers.pilots.pilot import Pilot, Waiver
from handlers.talk import Talk
from knowledge.judging.evaluate import Readiness
from knowledge.values import day


def at_rest(talk: Talk, pilot: Pilot, readiness: Readiness) -> list[Block]:
    """Name the waivers with their ends, what does not apply, and overruled rules."""
    given = [pilot.waiver(criterion, talk.today) for criterion in pilot.waivers]
    blocks: list[Block] = [Note(_waived(talk, one)) for one in given if one is not None]
    aside = [s.criterion.title for s in readiness.standings if s.state == "not_applicable"]
    if aside:
        blocks.append(Note(line(Bold("Does not apply: "), Said(", ".join(aside)))))
    return blocks + [Note(one) for one in overruled_lines(talk, pilot)]


def _waived(talk: Talk, waiver: Waiver) -> Line:
    known = talk.library.criteria.get(waiver.criterion)
    title = known.title if known else waiver.criterion
    by = f" ({talk.name(waiver.by)})"
    return line(
        Bold(f"Waived until {day(waiver.until)}: "), Said(title), ". ", Said(waiver.reason), by
    )


def overruled_lines(talk: Talk, pilot: Pilot) -> list[Line]:
    """Name every overrule that holds, with who said so and why."""
    standing = (pilot.overrule(*key) for key in pilot.overruled)
    return [
        line(Bold("Overruled: "), f"{given.code} by {talk.name(given.by)}. ", Said(given.reason))
        for given in standing
        if given is not None
    ]
