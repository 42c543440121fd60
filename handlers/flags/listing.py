"""`/gate flags`: one line a flag, the worst worries first, and beside each the ways to clear it."""

from __future__ import annotations

from handlers.cards import Block, Bold, Button, Buttons, Card, Note, Para, Title, card, line
from handlers.flags.flag import Flag
from handlers.flags.ways import ways
from handlers.flags.wording import flags_for, told
from handlers.heard import Press, Reply, Show
from handlers.people.apart import LABEL
from handlers.pilots.finding import meant
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from handlers.words import whole

PAGE = 6
AT_REST = {"waived": "Waived", "overruled": "Overruled", "not_applicable": "Does not apply"}


def flags(talk: Talk, argument: str) -> Reply:
    """Answer `/gate flags [pilot]`."""
    return Show(page(talk, meant(talk, argument, "flags"), 0))


def flags_pressed(talk: Talk, press: Press) -> Reply:
    """Turn to another page."""
    pilot_id, _, skip = press.ref.partition("|")
    at = whole(skip)
    return Show(page(talk, talk.seen(pilot_id), at), replace=at > 0)


def page(talk: Talk, pilot: Pilot, skip: int) -> Card:
    """Show one page of flags; what does not fit is a button away."""
    found = flags_for(talk, pilot)
    shown = found[skip : skip + PAGE]
    blocks: list[Block] = [Title(f"{pilot.name}: flags"), Note(line(_count(talk, pilot, found)))]
    heading = ""
    for flag in shown:
        if heading != (heading := AT_REST.get(flag.state, flag.topic)):
            blocks.append(Para(line(Bold(heading))))
        blocks += [Para(told(talk, flag)), ways(talk, pilot, flag)]
    if len(found) > PAGE:
        blocks.append(Note(line(f"{skip + 1} to {skip + len(shown)} of {len(found)}")))
    return card(*blocks, _turn(pilot, skip, len(found)))


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
