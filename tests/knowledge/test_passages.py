"""Passages answer questions with their source, and stay silent where they know nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.loading.document import read_content
from knowledge.loading.reading import load
from knowledge.passages.asking import SHOWN, ask
from knowledge.passages.index import Index, index_of
from knowledge.passages.passage import passages
from tests.knowledge.town import LIBRARY

ASKED: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "asked.yml").read_text("utf-8")
)
INDEX = index_of(LIBRARY)
EVERY = list(passages(LIBRARY))
OWN = b"""
criteria:
  - id: own.badge
    title: Safety badge
    requirement: The plant's safety badge has been given.
    why: Without a badge nobody gets past the turnstile.
    questions: [{id: q.own.badge, ask: Who gave the safety badge?, kind: person}]
"""


def finds(question: str) -> set[str]:
    found = ask(INDEX, question)
    return {hit.passage.id for hit in found} | {hit.passage.criterion for hit in found}


def share(part: str, *, known: bool) -> float:
    asked = [one for one in ASKED[part] if bool(one["finds"]) == known]
    if known:
        return sum(bool(finds(one["ask"]) & set(one["finds"])) for one in asked) / len(asked)
    return sum(bool(ask(INDEX, one["ask"])) for one in asked) / len(asked)


def test_there_are_sixty_labelled_questions_twenty_of_them_unanswerable() -> None:
    every = [*ASKED["tuned"], *ASKED["held"]]
    assert len({one["ask"] for one in every}) == 60
    assert sum(not one["finds"] for one in every) == 20


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_most_questions_are_answered_among_three_passages(part: str) -> None:
    assert share(part, known=True) >= 0.85  # the exact share is in `make bench`


@pytest.mark.parametrize("part", ["tuned", "held"])
def test_strange_questions_seldom_get_an_answer(part: str) -> None:
    assert share(part, known=False) <= 0.2


@pytest.mark.parametrize("one", ASKED["asked"], ids=lambda one: one["ask"])
def test_what_a_newcomer_asked_is_answered_or_plainly_not(one: Any) -> None:
    found = finds(one["ask"])
    assert bool(found) == bool(one["finds"])
    assert not one["finds"] or found & set(one["finds"])


def test_labels_name_passages_that_there_are() -> None:
    known = {one.id for one in EVERY}
    named = {name for part in ASKED.values() for one in part for name in one["finds"]}
    assert named <= known


@pytest.mark.parametrize("one", LIBRARY.criteria.values(), ids=lambda one: one.id)
def test_every_criterion_is_found_by_its_title_and_by_its_id(one: Any) -> None:
    assert one.id in finds(one.id)
    assert one.id in finds(one.title)


@pytest.mark.parametrize("one", LIBRARY.conflicts.values(), ids=lambda one: one.id)
def test_every_disagreement_is_found_by_its_topic(one: Any) -> None:
    assert {one.id, *one.about} & finds(one.topic)


def test_every_passage_says_something_and_where_it_has_it_from() -> None:
    assert len({one.id for one in EVERY}) > 500
    for one in EVERY:
        assert one.title.strip()
        assert one.text.strip()
        assert one.sources or one.kind in ("Word", "Role"), one.id


def test_at_most_three_passages_and_no_two_about_the_same() -> None:
    found = ask(INDEX, "owner metric funding adoption rollback approval")
    assert len(found) <= SHOWN
    assert len({hit.passage.criterion or hit.passage.title for hit in found}) == len(found)


def test_a_misspelt_word_is_understood() -> None:
    assert finds("adoptoin") == finds("adoption")
    assert "c.sponsor" in finds("sponser")


@pytest.mark.parametrize(
    "hostile",
    [
        *("", " ", "?", "🤷", "\u202e\u0000", "((((", "title:owner AND", "a" * 100_000),
        *('"', "owner^99999", "[a TO z]", "日本語の質問", "' OR 1=1 --", "{{7*7}}", "*", "\\"),
    ],
)
def test_hostile_words_are_only_words(hostile: str) -> None:
    assert len(ask(INDEX, hostile)) <= SHOWN


def test_what_an_organisation_adds_is_found_and_only_by_itself(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_bytes(OWN)
    assert read_content("own.yml", OWN).problems == ()
    theirs = Index(passages(load(tmp_path)))
    found = ask(theirs, "who gives out the safety badge?")
    assert found[0].passage.criterion == "own.badge"
    assert not any(hit.passage.criterion == "own.badge" for hit in ask(INDEX, "safety badge"))


def test_the_index_is_built_once_for_a_library() -> None:
    assert index_of(LIBRARY) is INDEX
