"""How well `/gate ask` answers a labelled set, and how seldom it answers what it cannot know."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Final

import yaml

from bench.rows import Row
from knowledge.loading.reading import load
from knowledge.passages.asking import ask
from knowledge.passages.index import Index
from knowledge.passages.passage import passages

ASKED: Final = Path(__file__).parents[1] / "tests" / "data" / "asked.yml"


def measure() -> list[Row]:
    """Report misses and false answers, on the part that was tuned on and on the part held back."""
    begun = time.process_time()
    index = Index(passages(load()))
    built = time.process_time() - begun
    asked: dict[str, list[dict[str, Any]]] = yaml.safe_load(ASKED.read_text("utf-8"))
    rows = [row for part, ones in asked.items() for row in _rows(index, part, ones)]
    begun = time.process_time()
    count = sum(1 for ones in asked.values() for one in ones if len(ask(index, one["ask"])) <= 3)
    each = (time.process_time() - begun) / count * 1000
    size = f"{len(index.passages)} passages, built in {built * 1000:.0f} ms"
    return [*rows, Row("ask: one question, ms", each, None, size)]


def _rows(index: Index, part: str, ones: list[dict[str, Any]]) -> list[Row]:
    known = [one for one in ones if one["finds"]]
    strange = [one for one in ones if not one["finds"]]
    missed = [one["ask"] for one in known if not _names(index, one["ask"]) & set(one["finds"])]
    false = [one["ask"] for one in strange if ask(index, one["ask"])]
    return [
        Row(f"ask: missed among three, {part}", len(missed) / len(known), 0.1, _list(missed)),
        Row(f"ask: answered wrongly, {part}", len(false) / len(strange), 0.1, _list(false)),
    ]


def _names(index: Index, question: str) -> set[str]:
    found = ask(index, question)
    return {hit.passage.id for hit in found} | {hit.passage.criterion for hit in found}


def _list(questions: list[str]) -> str:
    return f"{len(questions)}: {'; '.join(questions)}" if questions else "none"
