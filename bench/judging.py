"""What it costs to judge one pilot by every criterion there is, and ten thousand of them."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from statistics import median
from typing import Final

from bench.rows import NotMeasured, Row
from knowledge.judging.evaluate import evaluate
from knowledge.judging.facts import Facts
from knowledge.judging.plan import plan_of
from knowledge.loading.reading import load
from knowledge.model import Library, Question
from knowledge.model.playbook import Need
from knowledge.understanding.understand import Confirm, Kept
from knowledge.values import Text, Value
from tests.knowledge.town import facts, said

PLAYBOOK: Final = "default"
PILOTS: Final = 10_000
TURNS: Final = 100
ONE_MS: Final = 1.0
ALL_S: Final = 10.0
GROWTH_MB: Final = 1.0  # what is still held after all of them, beyond the first few


def measure() -> list[Row]:
    """Report milliseconds a pilot, seconds for all of them, and what stays in memory."""
    library, stage = _everything()
    values = {question.id: _value(question) for question in library.questions.values()}
    one = _cost(library, stage, facts(values))
    bare = _bare(library, stage, facts(values))
    raw = f"the same rules in a bare loop {bare:.2f} ms; {len(library.criteria)} criteria"
    return [
        Row("judge one pilot, all criteria, ms CPU", one, ONE_MS, raw),
        *_ten_thousand(library, stage, values),
    ]


def _everything() -> tuple[Library, str]:
    """Make a playbook whose last gate needs every criterion of the catalogue."""
    library = load()
    playbook = library.playbook(PLAYBOOK)
    *before, last = playbook.stages
    needs = tuple(Need(criterion=one, need="must") for one in library.criteria)
    stage = last.model_copy(update={"gate": last.gate.model_copy(update={"needs": needs})})
    whole = playbook.model_copy(update={"stages": (*before, stage)})
    return replace(library, playbooks={**library.playbooks, PLAYBOOK: whole}, plans={}), stage.id


def _value(question: Question) -> Value:
    found = said(question, "Anna Berg" if question.kind == "person" else question.example)
    if not isinstance(found, Kept | Confirm):
        raise NotMeasured(f"{question.id}: its example is no answer")
    return found.value


def _cost(library: Library, stage: str, given: Facts) -> float:
    """Give the median CPU milliseconds of one judgement."""
    took = []
    for _ in range(5):
        begun = time.process_time()
        for _ in range(TURNS):
            evaluate(library, PLAYBOOK, stage, given.answers, given)
        took.append((time.process_time() - begun) / TURNS * 1000)
    return median(took)


def _bare(library: Library, stage: str, given: Facts) -> float:
    """Give the milliseconds that the rules alone take, with nothing made of what they say."""
    rules = [pair for item in plan_of(library, PLAYBOOK, stage).items for pair in item.rules]
    begun = time.process_time()
    for _ in range(TURNS):
        for rule, use in rules:
            rule(use, given)
    return (time.process_time() - begun) / TURNS * 1000


def _ten_thousand(library: Library, stage: str, values: dict[str, Value]) -> list[Row]:
    begun = time.process_time()
    met = sum(
        evaluate(library, PLAYBOOK, stage, given.answers, given).met
        for given in _pilots(values, PILOTS)
    )
    took = time.process_time() - begun
    tracemalloc.start()
    held = [_held(library, stage, values, count) for count in (200, 1000)]
    tracemalloc.stop()
    raw = f"{met / PILOTS:.0f} criteria met each; every pilot with words of its own"
    grown = f"{held[0] / 1e3:.0f} kB after 200 pilots, {held[1] / 1e3:.0f} kB after 1,000 more"
    return [
        Row("judge 10,000 pilots, s CPU", took, ALL_S, raw),
        Row("memory that judging keeps, MB", (held[1] - held[0]) / 1e6, GROWTH_MB, grown),
    ]


def _held(library: Library, stage: str, values: dict[str, Value], count: int) -> int:
    for given in _pilots(values, count):
        evaluate(library, PLAYBOOK, stage, given.answers, given)
    return tracemalloc.get_traced_memory()[0]


def _pilots(values: dict[str, Value], count: int) -> Iterator[Facts]:
    """Make pilots one at a time, no two with the same texts."""
    for number in range(count):
        own = {
            key: Text(f"{value.text}, site {number}") if isinstance(value, Text) else value
            for key, value in values.items()
        }
        yield facts(own)
