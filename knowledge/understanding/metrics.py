"""A business metric, put together from its five parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from knowledge.model.content import Question
from knowledge.understanding.chatter import is_placeholder
from knowledge.understanding.days import day_of
from knowledge.understanding.numbers import decimal_of
from knowledge.understanding.outcomes import Kept, NotUnderstood, Wrong
from knowledge.values.kinds import Metric

METRIC_FIELDS = ("name", "baseline", "target", "unit", "date")
Part = TypeVar("Part")
LONGEST = 300  # characters of a name; a rule minds much shorter ones


def metric_of(
    question: Question, values: Mapping[str, str], today: date, clean: Callable[[str], str]
) -> Kept | Wrong:
    """Read the five fields; every one that is wrong gets its own complaint."""
    form = _Form(values, clean)
    name, unit = form.read("name", str), form.read("unit", str)
    baseline, target = form.read("baseline", decimal_of), form.read("target", decimal_of)
    by = form.read("date", lambda text: day_of(text, today=today, future=question.future))
    if name is None or unit is None or baseline is None or target is None or by is None:
        return Wrong(form.errors)
    return Kept(Metric(name, baseline, target, unit, by))


class _Form:
    """The fields as they are read, and the complaints about them."""

    def __init__(self, values: Mapping[str, str], clean: Callable[[str], str]) -> None:
        self._values, self._clean = values, clean
        self.errors: dict[str, str] = {}

    def read(self, field: str, how: Callable[[str], Part]) -> Part | None:
        try:
            return how(self._text(field))
        except NotUnderstood as error:
            self.errors[field] = str(error)
            return None

    def _text(self, field: str) -> str:
        text = self._clean(self._values.get(field, ""))
        if is_placeholder(text):
            raise NotUnderstood("This part is still open. A rough answer is fine.")
        if len(text) > LONGEST:
            raise NotUnderstood(f"Please use at most {LONGEST} characters.")
        return text
