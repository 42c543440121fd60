"""Put what stands in the way into words: what happened, whether anything was kept, what to do."""

from __future__ import annotations

from handlers.cards import (
    Bullets,
    Button,
    Buttons,
    Card,
    Note,
    Para,
    Plain,
    Row,
    Said,
    card,
    line,
)
from handlers.errors import Ambiguous, Misread, NotAllowed, NotFound, Refused, Stale, Unfit

LISTED = 8  # pilots to choose from on one card
WAY = ("Open", "status")
WAYS = {  # what was asked of a pilot goes on with the one that is chosen
    "why": ("Why", "why all"),
    "next": ("Next", "next"),
    "flags": ("Flags", "flags"),
    "history": ("History", "history"),
}
KEPT_NOTHING = Note(line("Nothing was changed."))


def refusal(wrong: Refused) -> Card:
    """Say why something was not done."""
    match wrong:
        case NotFound(wanted, close, command):
            return _not_found(wanted, close, *WAYS.get(command, WAY))
        case Ambiguous(wanted, found, command):
            return _ambiguous(wanted, found, *WAYS.get(command, WAY))
        case NotAllowed(what, who):
            said = line(f"You may not {what} here. ", f"Those who may: {who}." if who else "")
            return card(Para(said), KEPT_NOTHING)
        case Misread(because, example):
            such = (Note(line(f"For example: {example}")),) if example else ()
            return card(Para(line(because)), *such, KEPT_NOTHING)
        case Unfit(problems):
            return _unfit(problems)
        case Stale(because):
            return card(
                Para(line(because)),
                KEPT_NOTHING,
                Buttons((Button("What waits for me", "mine"), Button("Help", "help"))),
            )
        case _:
            return card(Para(line("That cannot be done.")), KEPT_NOTHING)


def _unfit(problems: tuple[str, ...]) -> Card:
    left = len(problems) - LISTED
    return card(
        Para(line("That cannot be used as it is:")),
        Bullets(tuple(line(Said(said)) for said in problems[:LISTED])),
        *([Note(line(f"And {left} more."))] if left > 0 else []),
        Note(line("What is in force stays in force. Put that right and give it to me again.")),
    )


def _not_found(wanted: str, close: tuple[tuple[str, str], ...], label: str, verb: str) -> Card:
    rows = (
        Row(line("Did you mean ", Said(name), "?"), Button(label, verb, pilot))
        for pilot, name in close
    )
    return card(
        Para(line("There is no pilot", *_called(wanted), " that you can see.")),
        *rows,
        Buttons((Button("All pilots", "portfolio"),)),
    )


def _ambiguous(wanted: str, found: tuple[tuple[str, str], ...], label: str, verb: str) -> Card:
    rows = (Row(line(Said(where)), Button(label, verb, pilot)) for pilot, where in found[:LISTED])
    left = len(found) - LISTED
    more = (Note(line(f"And {left} more; name the pilot behind the command.")),) if left > 0 else ()
    question = line("Several pilots", *_called(wanted), " come into question. Which one?")
    return card(Para(question), *rows, *more)


def _called(wanted: str) -> tuple[Plain | Said, ...]:
    return (Plain(" called "), Said(wanted)) if wanted else ()
