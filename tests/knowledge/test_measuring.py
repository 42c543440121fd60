from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.understanding.measuring import ASKS
from knowledge.understanding.understand import Again, Confirm, Reading, understand
from knowledge.values import Metric, in_words
from tests.knowledge.town import TODAY, Town, question

ASKED = question("metric", future=True)


def said(text: str, draft: Mapping[str, str] | None = None) -> Reading:
    known = draft or {}
    return understand(ASKED, text, me="p-me", directory=Town(), today=TODAY, draft=known)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        (
            "cut invoice handling from 4 days to 1 by June 2027",
            "invoice handling from 4 to 1 days by 30 June 2027",
        ),
        ("churn from 5% to 3% by Q3 2027", "churn from 5 to 3 % by 30 September 2027"),
        (
            "P1 incidents from 10 to 4 a month by June 2027",
            "P1 incidents from 10 to 4 in number by 30 June 2027",
        ),
        ("B2B churn from 5% to 3% by June 2027", "B2B churn from 5 to 3 % by 30 June 2027"),
        (
            "average handling time 12 minutes, target 8 by end of 2027",
            "average handling time from 12 to 8 minutes by 31 December 2027",
        ),
        (
            "Invoice handling time from 4 days to 6 hours by 30 June 2027",
            "Invoice handling time from 96 to 6 hours by 30 June 2027",
        ),
    ],
)
def test_a_sentence_with_all_five_parts_is_read_back(typed: str, wanted: str) -> None:
    found = said(typed)
    assert isinstance(found, Confirm)
    assert in_words(found.value, str) == wanted


@pytest.mark.parametrize(
    ("typed", "reason", "missing"),
    [
        ("cut invoice handling from 4 days to 1 by June", "of which year?", {"date"}),
        ("cut invoice handling from 4 days to 1", "By which day", {"date"}),
        ("cut invoice handling from 4 days by June 2027", "Where should", {"target"}),
        ("handling time from 4 to 4 days by June 2027", "Where should it be?", {"target"}),
        ("cut costs from about 4 to 2 EUR by June 2027", "\u201cabout\u201d", {"baseline"}),
        ("handling time from 4 days to 1 by 2020-01-01", "That day is over", {"date"}),
    ],
)
def test_only_the_part_that_is_missing_is_asked(typed: str, reason: str, missing: set[str]) -> None:
    found = said(typed)
    assert isinstance(found, Again)
    assert reason in found.reason
    assert set(found.draft) == {"name", "baseline", "target", "unit", "date"} - missing


def test_a_metric_is_put_together_from_several_replies() -> None:
    draft: dict[str, str] = {}
    for typed in ("cut invoice handling from 4 days", "to 1 day"):
        found = said(typed, draft)
        assert isinstance(found, Again)
        draft = dict(found.draft)
    whole = Metric("invoice handling", Decimal(4), Decimal(1), "days", date(2027, 6, 30))
    assert said("30 June 2027", draft) == Confirm(whole, "30 June 2027")


def test_a_day_without_its_year_offers_the_likely_ones_in_the_middle_of_a_metric() -> None:
    draft = {"name": "handling", "baseline": "4", "target": "1", "unit": "days"}
    found = said("by June", draft)
    assert isinstance(found, Again)
    assert [option.text for option in found.options] == ["June 2027"]


@pytest.mark.parametrize("typed", ["faster invoices", "Tom Reed", "x" * 400, "42"])
def test_what_is_no_metric_yet_is_asked_for_as_a_whole(typed: str) -> None:
    found = said(typed)
    assert isinstance(found, Again)
    assert not found.draft


@pytest.mark.parametrize("typed", ["reduce complaints", "customer satisfaction"])
def test_a_number_that_is_only_named_is_asked_for_where_it_stands(typed: str) -> None:
    found = said(typed)
    assert isinstance(found, Again)
    assert found.reason == "Where does that number stand today?"
    assert list(found.draft) == ["name"]


DRAFTS = st.dictionaries(
    st.sampled_from(["name", "baseline", "target", "unit"]), st.sampled_from(["4", "9"]), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), DRAFTS)
def test_no_text_breaks_a_metric_that_is_half_there(text: str, draft: dict[str, str]) -> None:
    assert said(text, draft) is not None


@pytest.mark.parametrize("typed", ["2027", "30 June 2027", "wait, can I change that?", "ok", "42"])
@pytest.mark.parametrize("part", ["name", "unit"])
def test_a_day_a_figure_or_a_question_is_no_name_and_no_unit(typed: str, part: str) -> None:
    whole = {"name": "handling", "baseline": "4", "target": "1", "unit": "days"}
    found = said(typed, {name: told for name, told in whole.items() if name != part})
    assert isinstance(found, Again)
    assert found.reason == ASKS[part]
    assert part not in found.draft
    assert found.draft["baseline"] == "4"


def test_a_year_alone_does_not_move_the_day_that_was_given() -> None:
    found = said("2027", {"baseline": "4", "target": "1", "unit": "days", "date": "2027-06-30"})
    assert isinstance(found, Again)
    assert found.draft["date"] == "2027-06-30"
