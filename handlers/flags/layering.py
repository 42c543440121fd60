"""Overlays: lay further criteria and rules over a pilot's playbook, or take them off again."""

from __future__ import annotations

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    ChoiceField,
    Form,
    Note,
    Option,
    Row,
    Said,
    card,
    line,
)
from handlers.errors import Rejected
from handlers.heard import Open, Press, Reply, Show
from handlers.pilots.pilot import Pilot
from handlers.rights import MANAGE
from handlers.talk import Talk

NONE = "none"


def overlays(talk: Talk, press: Press) -> Reply:
    """Take the form; a press with nothing filled in opens it, a choice in the ref is an undo."""
    pilot_id, _, before = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, MANAGE)
    if before:
        return _lay(talk, pilot, before.split(","))
    if not press.values:
        return Open(_form(talk, pilot))
    return _lay(talk, pilot, press.values.get("overlays", "").split(","))


def _form(talk: Talk, pilot: Pilot) -> Form:
    known = talk.library.overlays.values()
    options = tuple(Option(overlay.id, overlay.title) for overlay in known)
    field = ChoiceField(
        "overlays",
        "Which overlays?",
        options,
        value=",".join(pilot.overlays),
        many=True,
        optional=True,
    )
    intro = (
        Note(line("They add criteria and flags for where the pilot is now. They have no gates.")),
        *(Note(line(Bold(f"{one.title}: "), Said(one.note))) for one in known),
    )
    return Form("Overlays", (field,), "overlays", pilot.id, intro=intro)


def _lay(talk: Talk, pilot: Pilot, chosen: list[str]) -> Reply:
    wanted = [one for one in dict.fromkeys(chosen) if one and one != NONE]
    if any(one not in talk.library.overlays for one in wanted):
        raise Rejected({"overlays": "Choose from the list."})
    news = [("overlay attached", {"overlay": o}) for o in wanted if o not in pilot.overlays]
    news += [("overlay detached", {"overlay": o}) for o in pilot.overlays if o not in wanted]
    if not news:
        return Show(card(Note(line("Nothing was changed: these overlays are the ones it has."))))
    talk.write(pilot, *news)
    before = ",".join(pilot.overlays) or NONE
    titles = ", ".join(talk.library.overlay(one).title for one in wanted) or "no overlay"
    return Show(
        card(
            Row(
                line("Kept: ", Bold(pilot.name), " is seen through ", Said(titles), "."),
                Button("Undo", "overlays", f"{pilot.id}|{before}"),
            ),
            Buttons((Button("Flags", "flags", pilot.id), Button("Status", "status", pilot.id))),
        )
    )
