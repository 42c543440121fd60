"""How well rules tell answers apart: precision and recall on labelled answers, by rule and family.

Held-out and tuned answers stand apart; tests/data/answers/README.md says how labels are counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from bench.rows import Row
from knowledge.judging.trying import Judged, Try, judge
from knowledge.loading.reading import load
from knowledge.understanding.roster import Roster

FOLDER: Final = Path(__file__).parents[1] / "tests" / "data" / "answers"
SETS: Final = {
    "held out": "held_out.yml",
    "tuned": "tuned.yml",
    "grown": "grown.yml",
    "fresh 1": "fresh_1.yml",
    "fresh 2": "fresh_2.yml",
    "fresh 3": "fresh_3.yml",
    "fresh 4": "fresh_4.yml",
    "fresh 5": "fresh_5.yml",
    "fresh 6": "fresh_6.yml",
    "fresh 7": "fresh_7.yml",
    "fresh 8": "fresh_8.yml",
    "fresh 9": "fresh_9.yml",
    "fresh 10": "fresh_10.yml",
    "fresh 11": "fresh_11.yml",
    "fresh kinds": "fresh_kinds.yml",
    "fresh kinds 2": "fresh_kinds_2.yml",
}
WANTED: Final = 0.95
PROMISED: Final = ("owner", "metric", "funding")


@dataclass(slots=True)
class Score:
    """What was right, false and missed, by rule (the empty one is all of them)."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    entries: int = 0
    verdicts: int = 0  # good against the rest
    exact: int = 0  # good, weak and ask apart
    rungs: int = 0
    values: int = 0
    valued: int = 0

    def count(self, label: dict[str, Any], made: Judged) -> None:
        """Count one answer as the README tells to."""
        flags = set(made.flags)
        for rule in label["flags"]:
            self._note(self.right if rule in flags else self.missed, rule)
        for rule in flags & set(label["not_flags"]):
            self._note(self.false, rule)
        self.entries += 1
        self.verdicts += (made.verdict == "good") == (label["verdict"] == "good")
        self.exact += made.verdict == label["verdict"]
        self.rungs += made.strength == label["strength"]
        if "value" in label:
            self.valued += 1
            self.values += made.value == label["value"]

    def _note(self, where: Counter[str], rule: str) -> None:
        where.update((rule, ""))

    def precision(self, rule: str = "") -> float:
        return _share(self.right[rule], self.false[rule])

    def recall(self, rule: str = "") -> float:
        return _share(self.right[rule], self.missed[rule])

    def raw(self, rule: str = "") -> str:
        return f"{self.right[rule]} right, {self.false[rule]} false, {self.missed[rule]} missed"

    @property
    def rules(self) -> list[str]:
        return sorted({*self.right, *self.false, *self.missed} - {""})


def _share(good: int, bad: int) -> float:
    return good / (good + bad) if good + bad else 1.0


@lru_cache(maxsize=len(SETS))
def scores(name: str) -> dict[str, Score]:
    """Judge all answers of a set, and score them by family."""
    library, found = load(), dict[str, Score]()
    for entry in entries(name):
        tried = Try(
            entry["question"],
            entry["text"],
            entry["today"],
            Roster.of(entry.get("directory", ())),
        )
        family = entry["id"].split("-")[1]
        found.setdefault(family, Score()).count(entry["expect"], judge(library, tried))
    return found


def entries(name: str) -> Iterable[dict[str, Any]]:
    """Read the labelled answers of a set."""
    text = (FOLDER / SETS[name]).read_bytes()
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def measure() -> list[Row]:
    """Report each set by family, then by rule."""
    return [row for name in SETS for row in _rows(name, scores(name))]


def _rows(name: str, found: dict[str, Score]) -> Iterator[Row]:
    for family, score in found.items():
        wanted = WANTED if family in PROMISED else None
        where = f"{family}, {name}"
        if score.rules:
            yield Row(f"{where}: precision", score.precision(), wanted, score.raw(), floor=True)
            yield Row(f"{where}: recall", score.recall(), wanted, score.raw(), floor=True)
        yield Row(f"{where}: verdict right", score.verdicts / score.entries, None, _more(score))
        for rule in score.rules:
            both = f"recall {score.recall(rule):.2f}; {score.raw(rule)}"
            yield Row(f"  {rule}, {name}: precision", score.precision(rule), None, both)


def _more(score: Score) -> str:
    n = score.entries
    values = f", value {score.values}/{score.valued}" if score.valued else ""
    return f"good or not, of {n}; weak and ask apart {score.exact}, strength {score.rungs}{values}"
