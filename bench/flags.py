"""What the flags of a pilot cost, with the day on which each of them opened."""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median
from typing import Final

from bench.rows import Row
from handlers.flags.flag import flags_of
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import reckon
from knowledge.loading.reading import load
from knowledge.model import Library
from tests.handlers.lives import Life, day
from tests.knowledge.town import value_of

TURNS: Final = 20
TIMES: Final = 5
NOW: Final = 100  # days after the start


def measure() -> list[Row]:
    """Judge and flag a pilot of 82 criteria, unanswered and answered twice over."""
    library = load()
    return [_row(library, said) for said in (0, 2)]


def _row(library: Library, said: int) -> Row:
    pilot = _pilot(library, said)
    judged = _cost(lambda: reckon(library, pilot, day(NOW))) * 1e6
    flagged = _cost(lambda: flags_of(library, pilot, day(NOW))) * 1e6
    count = len(flags_of(library, pilot, day(NOW)))
    label = f"flags with their age, {said * len(library.questions)} answers, us"
    return Row(label, flagged, None, f"{count} flags; judging alone {judged:.0f} us")


def _pilot(library: Library, times: int) -> Pilot:
    stages = library.playbook("default").stages
    life = Life(playbook="default", stage=next(s.id for s in stages if "pilot" in s.covers))
    asked = [q for q in library.questions.values() if q.kind != "person"]
    for round_ in range(times):
        for number, question in enumerate(asked):
            value = value_of(question, question.example)
            life.answer(round_ * 20 + number // 10, question.id, value)
    return life.pilot()


def _cost(work: Callable[[], object]) -> float:
    """Give the median CPU seconds of one turn."""
    took = []
    for _ in range(TIMES):
        begun = time.process_time()
        for _ in range(TURNS):
            work()
        took.append((time.process_time() - begun) / TURNS)
    return median(took)
