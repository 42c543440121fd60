"""`/gate flags`: one line a flag, the worst worries first, and beside each the ways to clear it."""

from __future__ import annotations

from handlers.cards import Block, Bold, Button, Buttons, Card, Note, Para, Title, card, line
from handlers.flags.flag import Flag
from handlers.flags.growing_old import in_one_line, is_old, old_page
from handlers.flags.ways import ways
from handlers.flags.wording import flags_for, told
from handlers.heard import Press, Reply, Show
from handlers.people.apart.asking import LABEL
from handlers.pilots.finding import meant
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from handlers.words import whole

PAGE = 6
TOGETHER = 3  # so many old answers, and one line speaks for all
AT_REST = {"waived": "Waived", "overruled": "Overruled", "not_applicable": "Does not apply"}


def flags(talk: Talk, argument: str) -> Reply:
    """Answer `/gate flags [pilot]`."""
    return Show(page(talk, meant(talk, argument, "flags"), 0))


def flags_pressed(talk: Talk, press: Press) -> Reply:
    """Turn to another page."""
    pilot_id, skip, only = (*press.ref.split("|"), "", "")[:3]
    pilot, at = talk.seen(pilot_id), whole(skip)
    show = old_page if only else page
    return Show(show(talk, pilot, at), replace=at > 0)


def page(talk: Talk, pilot: Pilot, skip: int) -> Card:
    """Show one page of flags; what does not fit is a button away."""
    found = flags_for(talk, pilot)
    rows = _rows(found)
    shown = rows[skip : skip + PAGE]
    blocks: list[Block] = [Title(f"{pilot.name}: flags"), Note(line(_count(talk, pilot, found)))]
    heading = ""
    for flag, *more in shown:
        if heading != (heading := AT_REST.get(flag.state, flag.topic)):
            blocks.append(Para(line(Bold(heading))))
        if more:
            blocks += in_one_line(talk, pilot, (flag, *more))
        else:
            blocks += [Para(told(talk, flag)), ways(talk, pilot, flag)]
    if len(rows) > PAGE:
        blocks.append(Note(line(f"{skip + 1} to {skip + len(shown)} of {len(rows)}")))
    return card(*blocks, _turn(pilot, skip, len(rows)))


def _rows(found: tuple[Flag, ...]) -> list[tuple[Flag, ...]]:
    """Give each flag a row of its own, but all answers that grew old one together."""
    old = tuple(flag for flag in found if is_old(flag))
    if len(old) < TOGETHER:
        return [(flag,) for flag in found]
    return [old if flag is old[0] else (flag,) for flag in found if flag not in old[1:]]


def _count(talk: Talk, pilot: Pilot, found: tuple[Flag, ...]) -> str:
    gate = talk.readiness(pilot).gate.label
    if pilot.closed is not None:
        return "The pilot is closed; nothing waits for anybody."
    if not found:
        return f"Nothing is missing or weak for {gate}."
    blocking = sum(flag.blocks for flag in found)
    opened = sum(flag.state == "open" for flag in found)
    parts = [f"{opened} open, {blocking} of them block {gate}"]
    for state, words in AT_REST.items():
        count = sum(flag.state == state for flag in found)
        parts += [f"{count} {words.lower()}"] if count else []
    return "; ".join(parts) + "."


def _turn(pilot: Pilot, skip: int, total: int) -> Buttons:
    before = [Button("Earlier flags", "flags", f"{pilot.id}|{max(0, skip - PAGE)}")] if skip else []
    more = skip + PAGE < total
    after = [Button("More flags", "flags", f"{pilot.id}|{skip + PAGE}")] if more else []
    ways_on = [
        Button("What to answer next", "next", pilot.id),
        Button("Status", "status", pilot.id),
    ]
    apart = (Button(LABEL, "ask apart", pilot.id),) if pilot.closed is None else ()
    return Buttons((*before, *after, *ways_on), more=apart)
