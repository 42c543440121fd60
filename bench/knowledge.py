"""What judging a pilot costs, and finding what to ask it next, before each gate."""

from __future__ import annotations

import time
from statistics import median
from typing import Final

from bench.rows import NotMeasured, Row
from knowledge.judging.evaluate import evaluate, to_ask
from knowledge.loading.reading import load
from knowledge.model import Library, Question, Stage
from knowledge.understanding.understand import Kept
from knowledge.values import Value
from tests.knowledge.town import facts, said

PLAYBOOK: Final = "stage-gate"
TURNS: Final = 200
TIMES: Final = 5


def measure() -> list[Row]:
    """Report microseconds: none are promised, but every answer pays them."""
    library = load()
    return [_row(library, stage) for stage in library.playbook(PLAYBOOK).stages]


def _row(library: Library, stage: Stage) -> Row:
    values = {question.id: _value(question) for question in library.questions.values()}
    half = dict(list(values.items())[::2])
    full, some = (_cost(library, stage, given) * 1e6 for given in (values, half))
    return Row(f"judge and ask: {stage.gate.label}, us", full, None, f"half answered {some:.0f} us")


def _value(question: Question) -> Value:
    """Answer a question with its own example."""
    found = said(question, "Anna Berg" if question.kind == "person" else question.example)
    if not isinstance(found, Kept):
        raise NotMeasured(f"{question.id}: its example is no answer")
    return found.value


def _cost(library: Library, stage: Stage, values: dict[str, Value]) -> float:
    """Give the median CPU seconds of one judgement and the questions that it leaves."""
    given = facts(values)
    took = []
    for _ in range(TIMES):
        begun = time.process_time()
        for _ in range(TURNS):
            readiness = evaluate(library, PLAYBOOK, stage.id, given.answers, given)
            to_ask(library, readiness, given.answers)
        took.append((time.process_time() - begun) / TURNS)
    return median(took)
