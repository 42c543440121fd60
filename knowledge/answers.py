"""What has been said to a question, as the journal folds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from knowledge.values.kinds import Placeholder, Value

State: TypeAlias = Literal["kept", "unknown", "not_applicable", "skipped"]


@dataclass(frozen=True, slots=True)
class Answer:
    """The latest word on one question: who gave it, when, and its place in the journal."""

    question: str
    state: State
    value: Value | None
    reason: str
    by: str
    at: datetime
    seq: int


Answers: TypeAlias = Mapping[str, Answer]


def settled(answer: Answer | None) -> bool:
    """Tell whether there is something to judge: a placeholder or a skip is none."""
    return (
        answer is not None and answer.state == "kept" and not isinstance(answer.value, Placeholder)
    )


def set_aside(answer: Answer | None) -> bool:
    """Tell whether somebody said, with a reason, that the question does not apply."""
    return answer is not None and answer.state == "not_applicable" and bool(answer.reason.strip())
