"""What people hear without having asked: that a gate is complete, and that one was decided."""

from __future__ import annotations

from handlers import rights
from handlers.cards import Bold, Button, Buttons, Note, Para, card, line
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from handlers.views.marks import marked


def tell_ready(talk: Talk, pilot: Pilot) -> None:
    """Where the last must of a gate was just met, tell its team and those who decide."""
    readiness = talk.readiness(pilot)
    if readiness.blocking:
        return
    decide = rights.approvers(talk.library, pilot, talk.leads)
    team = {pilot.starter, rights.named_in(pilot, "q.owner"), rights.named_in(pilot, "q.sponsor")}
    team |= {answer.by for said in pilot.answers.values() for answer in said}
    for person in sorted((team | decide) - {"", talk.who.id}):
        talk.tell(
            person,
            card(
                Para(
                    line(
                        Bold(pilot.name),
                        f": every must of {readiness.gate.label} is met "
                        f"({readiness.met} of {readiness.total} criteria).",
                        marked(readiness.gate),
                    )
                ),
                Note(line("The bot counts; people decide.")),
                Buttons(
                    (
                        *(
                            (Button("Decide", "decide", pilot.id, style="primary"),)
                            if person in decide
                            else ()
                        ),
                        Button("Status", "status", pilot.id),
                    )
                ),
            ),
            f"ready:{pilot.id}:{readiness.gate.id}:{pilot.seq}:{person}",
            lane="notice",
        )
