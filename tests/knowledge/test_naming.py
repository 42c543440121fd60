from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.understanding.several import several
from knowledge.understanding.understand import Again, Confirm, Kept
from knowledge.values import Group, Person, in_words
from tests.knowledge.town import LIBRARY, TODAY, Town, question, said


@pytest.mark.parametrize(
    "typed", ["Anna", "anna", "Anna Berg owns it", "that would be Anna Berg, since May", "Berg"]
)
def test_a_name_that_one_person_has_is_read_back(typed: str) -> None:
    assert said(question("person"), typed) == Confirm(Person("p-anna"), typed, "Anna Berg")


def test_a_person_counts_although_a_team_is_mentioned_beside_the_name() -> None:
    found = said(question("person"), "Ben Ito of the data team")
    assert isinstance(found, Confirm)
    assert found.value == Person("p-ben")


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("Kim", "Several people have that name"),
        ("Anna and Ben", "exactly one person"),
        ("Anna Berg or Ben Ito", "exactly one person"),
        ("not Anna", "Whom do you mean"),
        ("head of finance", "That is a role."),
        ("anna@example.com", "do not know that address"),
        ("Helper does it", "bot"),
        ("Gus Guest", "another organisation"),
        ("Zoe", "nobody by that name"),
        ("Ben Okafor", "nobody by that name"),
        ("Ben Okafor will run it", "nobody by that name"),
    ],
)
def test_a_doubtful_name_is_asked_about(typed: str, reason: str) -> None:
    found = said(question("person"), typed)
    assert isinstance(found, Again)
    assert reason in found.reason


def test_a_hedged_name_is_kept_as_said_and_not_as_that_person() -> None:
    assert said(question("person"), "probably Anna") == Kept(Group("probably Anna"))


def test_a_team_named_after_somebody_is_not_that_person() -> None:
    assert not isinstance(said(question("person"), "Anna's team"), Confirm)
    assert said(question("person"), "the data team") == Kept(Group("the data team"))


OPEN = ("q.metric", "q.value", "q.owner", "q.sponsor", "q.funding", "q.funding.approved-on")


def parts(text: str, front: str = "q.metric", *more: str) -> dict[str, tuple[str, str]]:
    found = several(
        [LIBRARY.question(name) for name in (front, *OPEN, *more)],
        text,
        me="p-me",
        directory=Town(),
        today=TODAY,
        front=front,
    )
    return {part.question.id: (part.words, in_words(part.value, str)) for part in found}


def test_one_reply_answers_several_questions_with_the_words_used() -> None:
    told = "Anna Berg owns it, budget is 250k EUR from ops, approved on 1 March, 2026."
    assert parts(told) == {
        "q.owner": ("Anna Berg owns it", "p-anna"),
        "q.funding": ("budget is 250k EUR from ops", "250,000 EUR a year"),
        "q.funding.approved-on": ("approved on 1 March, 2026", "1 March 2026"),
    }


def test_numbers_are_not_cut_at_their_commas() -> None:
    assert parts("The budget is 1,250,000.50 EUR; Ben sponsors it") == {
        "q.funding": ("The budget is 1,250,000.50 EUR", "1,250,000.50 EUR a year"),
        "q.sponsor": ("Ben sponsors it", "p-ben"),
    }


def test_what_was_asked_goes_first_where_words_say_nothing_else() -> None:
    found = parts("80k EUR, and Anna owns it", "q.value")
    assert found["q.value"] == ("80k EUR", "80,000 EUR a year")


@pytest.mark.parametrize(
    "told",
    [
        "Clerks copy the order number by hand into two systems, and one in thirty is wrong",
        "we look at it next week, maybe, and then Anna decides",
        "",
        ", , ; and .",
        "budget is tbd, owner is the data team",
    ],
)
def test_words_that_answer_nothing_are_given_to_no_question(told: str) -> None:
    assert parts(told) == {}


def test_forty_thousand_characters_are_not_cut_up_at_all() -> None:
    assert parts("budget 5 EUR, " * 3000) == {}


PIECES = (
    *("Anna", "owns it", "budget", "250k EUR", "and", ",", ";", "by June 2027", "the team"),
    *("from 4 to 1 days", "maybe", "approved", "https://a.example", "03/04", "\ud83d"),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=14,
    ).map(" ".join)
)
def test_any_reply_is_cut_up_without_a_fault_and_each_part_is_of_the_text(text: str) -> None:
    told = parts(text)
    assert all(words in " ".join(text.split()) for words, _ in told.values())
