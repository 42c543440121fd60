"""A cheap first look may only say no where a full reading would say no, too."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from knowledge.loading.reading import load
from knowledge.understanding.several import may_be_several, several
from tests.knowledge.town import TODAY, Town

TUNED = Path(__file__).parents[1] / "data" / "answers" / "tuned.yml"
LIBRARY = load()


def texts() -> list[str]:
    """Take answers as people type them, two in one text."""
    found = yaml.load(TUNED.read_bytes(), Loader=yaml.CSafeLoader)
    said = [str(entry["text"]).strip() for entry in found]
    together = [f"{one}; {other}" for one, other in pairwise(said[::3]) if len(one + other) < 200]
    named = [
        f"{question.id.removeprefix('q.')} {question.example}"
        for question in LIBRARY.questions.values()
    ]
    return [*together, *(", ".join(pair) for pair in pairwise(named))]


def test_what_is_no_list_at_a_glance_is_none_when_read() -> None:
    every = list(LIBRARY.questions.values())
    lists = 0
    for text in texts():
        found = several(every, text, me="p-me", directory=Town(), today=TODAY)
        sure = len(found) > 1 and all(part.sure for part in found)
        lists += sure
        assert may_be_several(LIBRARY, text) or not sure, text
    assert lists > 20


@pytest.mark.parametrize(
    "text",
    [
        "Customer service Europe, running costs",
        "Invoices from SAP, contracts from the archive",
        "It matches invoices. Nobody types them any more",
        "time from 4 days to 1 by June 2027",
    ],
)
def test_words_about_one_thing_are_not_read_against_every_question(text: str) -> None:
    assert not may_be_several(LIBRARY, text)
