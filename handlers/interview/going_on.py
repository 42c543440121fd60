"""What follows an answer that was kept: who is told, and what is asked next."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Block
from handlers.heard import Reply, Show
from handlers.interview.sitting import after_answer, go_on, invite_others
from handlers.pilots.news import tell_ready
from handlers.pilots.pilot import Pilot
from handlers.talk import DIRECT, Talk
from knowledge.model import Question
from storage.pilots.sittings import Sitting

NAMING = ("q.owner", "q.sponsor")  # answers that say who is asked next


def was_blocked(talk: Talk, pilot: Pilot) -> bool:
    """Tell whether a must was open before what was heard now."""
    row = talk.row(pilot)
    return row is None or row.blocking > 0


def resume(talk: Talk, pilot: Pilot) -> Pilot:
    """Open a sitting that begins with this answer, where the person was in none."""
    sitting = talk.sitting
    if sitting is None or sitting.pilot != pilot.id:
        talk.sitting = Sitting(talk.who.id, DIRECT, pilot.id, pilot.seq - 1)
    return pilot


def went_on(
    talk: Talk,
    pilot: Pilot,
    questions: Sequence[Question],
    kept: Sequence[Block],
    blocked: bool,
) -> Reply:
    """Tell whom it concerns, then ask on: one answer may get a follow-up, several go on."""
    if any(question.id in NAMING for question in questions):
        pilot = invite_others(talk, pilot)
    if blocked:
        tell_ready(talk, pilot)
    if len(questions) == 1:
        return Show(after_answer(talk, pilot, questions[0], kept[0]), replace=True)
    return Show(go_on(talk, pilot, kept), replace=True)
