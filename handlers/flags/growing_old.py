"""Answers that grew old together: one line for all of them, and a page to go through them."""

from __future__ import annotations

from handlers.cards import Block, Bold, Button, Buttons, Card, Note, Para, Title, card, line
from handlers.flags.flag import Flag
from handlers.flags.tracing import answered
from handlers.flags.ways import ways
from handlers.flags.wording import flags_for, names, since
from handlers.pilots.pilot import Pilot
from handlers.rights import ANSWER
from handlers.talk import Talk

PAGE = 5
NAMED = 5  # titles in the one line


def is_old(flag: Flag) -> bool:
    """Tell whether a flag says of an answer that it is past its time, and nothing else."""
    return flag.code.startswith("old.") and flag.state == "open"


def in_one_line(talk: Talk, pilot: Pilot, old: tuple[Flag, ...]) -> list[Block]:
    """Say how many answers are past their time, and lead to them."""
    titles = ", ".join(flag.title for flag in old[:NAMED])
    left = len(old) - NAMED
    more = f" and {left} more" if left > 0 else ""
    yours = sum(talk.who.id in flag.who for flag in old)
    part = f" {yours} of them with you." if yours else ""
    said = f"{titles}{more}. Nobody has said for a long time that they still hold.{part}"
    way = Button("Go through them", "flags", f"{pilot.id}|0|old")
    return [Para(line(Bold(f"Warning · {len(old)} old answers: "), said)), Buttons((way,))]


def old_page(talk: Talk, pilot: Pilot, skip: int) -> Card:
    """Show some old answers as they were given, those with the reader first."""
    every = [flag for flag in flags_for(talk, pilot) if is_old(flag)]
    found = sorted(every, key=lambda flag: talk.who.id not in flag.who)
    shown = found[skip : skip + PAGE]
    blocks: list[Block] = [Title(f"{pilot.name}: old answers"), Note(line(_count(len(found))))]
    for flag in shown:
        past = f" {since(flag, talk.today)} With {names(talk, flag)}."
        blocks.append(Para(line(Bold(f"{flag.title}."), past)))
        blocks += answered(talk, pilot, flag.question)
        blocks.append(ways(talk, pilot, flag))
    if len(found) > PAGE and shown:
        blocks.append(Note(line(f"{skip + 1} to {skip + len(shown)} of {len(found)}")))
    return card(*blocks, _turn(talk, pilot, shown, skip, len(found)))


def _count(count: int) -> str:
    if not count:
        return "No answer is past its time."
    return "Each was right once, and is past its time. Are those that you know still true?"


def _turn(talk: Talk, pilot: Pilot, shown: list[Flag], skip: int, total: int) -> Buttons:
    """Offer one tap for all that are in sight, and the other pages."""
    every = ",".join(flag.criterion for flag in shown)
    several = len(shown) > 1 and pilot.closed is None and talk.may(pilot, ANSWER)
    tap = Button(f"All {len(shown)} are still true", "renew", f"{pilot.id}|{every}")
    before = Button("Earlier answers", "flags", f"{pilot.id}|{max(0, skip - PAGE)}|old")
    after = Button("More answers", "flags", f"{pilot.id}|{skip + PAGE}|old")
    return Buttons(
        (
            *((tap,) if several else ()),
            *((before,) if skip else ()),
            *((after,) if skip + PAGE < total else ()),
            Button("All flags", "flags", pilot.id),
        )
    )
