"""Hold the labelled answers to their form; what the rules make of them is counted in bench."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.answers import WANTED, Score, scores

FOLDER = Path(__file__).parents[1] / "data" / "answers"
README = (FOLDER / "README.md").read_text("utf-8")

Entry = dict[str, Any]


def entries(name: str) -> list[Entry]:
    found: list[Entry] = yaml.load((FOLDER / name).read_bytes(), Loader=yaml.CSafeLoader)
    return found


HELD_OUT = entries("held_out.yml")
TUNED = entries("tuned.yml")
GROWN = entries("grown.yml")
FRESH = {f"F{n}": entries(f"fresh_{n}.yml") for n in range(1, 12)}
FRESH |= {"K1": entries("fresh_kinds.yml"), "K2": entries("fresh_kinds_2.yml")}
LEARNT = TUNED + GROWN + [entry for of in FRESH.values() for entry in of]
EVERY = [pytest.param(entry, id=entry["id"]) for entry in HELD_OUT + LEARNT]

JUDGED = ("owner", "metric", "funding")
QUESTIONS = {family: family for family in JUDGED} | {"sponsor": "q.sponsor"}
KINDS = ("money", "date", "percent", "number", "yes_no", "link", "text", "duration")
QUESTIONS |= {kind: kind for kind in KINDS}
VERDICTS = {"good", "weak", "ask"}
RUNGS = {"missing", "placeholder", "group", "stated", "evidenced"}
TIPS = {"r.metric.fte"}  # information beside an answer that is good all the same
VALUES = {
    "money": {frozenset({"amount", "currency"})},
    "date": {frozenset({"date"}), frozenset({"from", "to"})},
    "percent": {frozenset({"percent"})},
    "duration": {frozenset({"minutes"})},
    "yes_no": {frozenset({"answer"})},
}
RULE = re.compile(r"r\.[a-z]+\.[a-z0-9-]+")


def family(entry: Entry) -> str:
    return str(entry["id"]).split("-")[1]


def sizes(of: Iterable[Entry]) -> Counter[str]:
    return Counter(family(entry) for entry in of)


def good(of: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in of if entry["expect"]["verdict"] == "good"]


def test_the_held_out_answers_are_those_whose_digest_the_readme_records() -> None:
    digest = sha256((FOLDER / "held_out.yml").read_bytes()).hexdigest()
    assert f"sha256 of held_out.yml: `{digest}`" in README


def test_ids_are_unique_and_run_without_gaps() -> None:
    for letter, of in (("H", HELD_OUT), ("T", TUNED), ("G", GROWN), *FRESH.items()):
        expected = [
            f"{letter}-{name}-{n:03}"
            for name, size in sizes(of).items()
            for n in range(1, size + 1)
        ]
        assert [entry["id"] for entry in of] == expected


def test_families_are_large_enough_to_count() -> None:
    assert set(sizes(HELD_OUT)) == set(JUDGED)
    assert min(sizes(HELD_OUT).values()) >= 60
    assert set(sizes(TUNED)) == set(QUESTIONS)
    assert min(sizes(TUNED)[name] for name in JUDGED) >= 60
    assert min(sizes(TUNED).values()) >= 10
    assert len(TUNED) >= 300
    assert len(HELD_OUT) * 3 >= len(HELD_OUT) + len(TUNED)


def test_half_of_all_answers_and_of_each_family_are_good() -> None:
    assert len(good(HELD_OUT + TUNED)) * 2 >= len(HELD_OUT + TUNED)
    for of in (HELD_OUT, TUNED):
        for name, size in sizes(of).items():
            assert 0.45 <= sizes(good(of))[name] / size <= 0.55, name


def test_no_answer_stands_twice_and_none_held_out_is_tuned_on() -> None:
    said = Counter(
        (family(entry), entry["text"].strip().casefold(), tuple(entry.get("directory", ())))
        for entry in HELD_OUT + LEARNT
    )
    assert [each for each, times in said.items() if times > 1] == []
    held = {(family(entry), entry["text"].strip().casefold()) for entry in HELD_OUT}
    tuned = {(family(entry), entry["text"].strip().casefold()) for entry in LEARNT}
    shared = len(held & tuned)  # counted first: a failing test must not print any of them
    assert shared == 0


def test_the_readme_counts_what_is_there() -> None:
    for name in QUESTIONS:
        held, tuned = sizes(HELD_OUT)[name], sizes(TUNED)[name]
        fair = sizes(good(HELD_OUT))[name], sizes(good(TUNED))[name]
        assert f"| {name} | {held} | {fair[0]} | {tuned} | {fair[1]} |" in README
    fair = len(good(HELD_OUT)), len(good(TUNED))
    assert f"| all | {len(HELD_OUT)} | {fair[0]} | {len(TUNED)} | {fair[1]} |" in README


@pytest.mark.parametrize("entry", EVERY)
def test_an_entry_says_what_is_asked_when_and_why(entry: Entry) -> None:
    needed = {"id", "question", "text", "today", "expect", "note"}
    assert needed <= set(entry) <= needed | {"directory"}
    assert entry["question"] == QUESTIONS[family(entry)]
    assert isinstance(entry["text"], str)
    assert entry["today"] == date(2026, 11, 20)
    assert 0 < len(entry["note"]) <= 100


@pytest.mark.parametrize("entry", EVERY)
def test_people_are_judged_with_a_directory_and_nothing_else_is(entry: Entry) -> None:
    assert ("directory" in entry) == (family(entry) in {"owner", "sponsor"})
    names = entry.get("directory", [])
    assert all(isinstance(name, str) and " " in name for name in names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("entry", EVERY)
def test_a_label_is_a_verdict_a_rung_and_rules_that_do_not_contradict(entry: Entry) -> None:
    label = entry["expect"]
    needed = {"verdict", "strength", "flags", "not_flags"}
    assert needed <= set(label) <= needed | {"value"}
    assert label["verdict"] in VERDICTS
    assert label["strength"] in RUNGS
    fires, silent = set(label["flags"]), set(label["not_flags"])
    assert all(RULE.fullmatch(rule) for rule in fires | silent)
    assert not fires & silent
    assert len(fires) + len(silent) == len(label["flags"]) + len(label["not_flags"])


@pytest.mark.parametrize("entry", EVERY)
def test_a_good_answer_is_at_least_stated_and_carries_no_flag_but_a_tip(entry: Entry) -> None:
    label = entry["expect"]
    if label["verdict"] == "good":
        assert label["strength"] in {"stated", "evidenced"}
        assert set(label["flags"]) <= TIPS
    if family(entry) in {*JUDGED, "sponsor"}:
        assert label["verdict"] != "good" or label["not_flags"]
        assert label["verdict"] != "weak" or label["flags"]


@pytest.mark.parametrize(
    "entry",
    [pytest.param(each, id=each["id"]) for each in TUNED if "value" in each["expect"]],
)
def test_a_value_has_the_shape_that_judging_gives(entry: Entry) -> None:
    assert frozenset(entry["expect"]["value"]) in VALUES[family(entry)]


PROMISED = [(name, measured) for name in JUDGED for measured in ("precision", "recall")]
# Held out, these are short of 0.95 so far: the bench says by how much. They may only get better.
SHORT = {("owner", "recall"): 0.92, ("funding", "precision"): 0.92}


@pytest.mark.parametrize(("name", "measured"), PROMISED)
@pytest.mark.parametrize("of", ["tuned", "grown", *(f"fresh {n}" for n in range(1, 12))])
def test_rules_tell_the_answers_apart_that_they_were_made_with(
    of: str, name: str, measured: str
) -> None:
    assert getattr(scores(of).get(name, Score()), measured)() >= WANTED


@pytest.mark.parametrize(("name", "measured"), PROMISED)
def test_rules_tell_answers_apart_that_nobody_looked_at(name: str, measured: str) -> None:
    reached = getattr(scores("held out")[name], measured)()
    assert reached >= SHORT.get((name, measured), WANTED)


@pytest.mark.parametrize("of", ["held out", "tuned", "grown"])
def test_a_good_answer_is_kept_and_another_is_not_kept_unseen(of: str) -> None:
    for name in JUDGED:
        score = scores(of)[name]
        assert score.verdicts >= 0.94 * score.entries
