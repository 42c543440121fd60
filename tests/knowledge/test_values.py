from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.values import (
    Choice,
    Day,
    Group,
    Link,
    Metric,
    Money,
    NotAValue,
    Percent,
    Person,
    Placeholder,
    Quantity,
    Text,
    Value,
    YesNo,
    from_data,
    in_words,
    to_data,
)

WORDS = st.text(max_size=40)
AMOUNTS = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**15))
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.builds(Person, WORDS),
    st.builds(Day, st.dates()),
    st.builds(Choice, WORDS),
    st.builds(YesNo, st.sampled_from(("yes", "no", "maybe"))),
    st.builds(Money, AMOUNTS, WORDS, st.sampled_from(("", "year", "month"))),
    st.builds(Percent, AMOUNTS),
    st.builds(Quantity, AMOUNTS, WORDS),
    st.builds(Metric, WORDS, AMOUNTS, AMOUNTS, WORDS, st.dates()),
    st.builds(Link, WORDS),
    st.builds(Text, WORDS),
    st.builds(Placeholder, WORDS),
    st.builds(Group, WORDS),
)


@given(VALUES)
def test_every_value_comes_back_from_its_json_as_it_was(value: Value) -> None:
    assert from_data(to_data(value)) == value


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "spell", "text": "x"},
        {"kind": "text"},
        {"kind": "text", "text": 5},
        {"kind": "day", "date": "soon"},
        {"kind": "percent", "amount": "much"},
        {"kind": "text", "text": "x", "more": "y"},
    ],
)
def test_json_that_holds_no_value_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(NotAValue):
        from_data(data)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Person("p-anna"), "Anna Berg"),
        (Day(date(2026, 11, 3)), "3 November 2026"),
        (Choice("not yet"), "not yet"),
        (YesNo("maybe"), "Not sure"),
        (Money(Decimal(250000), "EUR", "year"), "250,000 EUR a year"),
        (Money(Decimal("1250.5"), "EUR"), "1,250.50 EUR"),
        (Money(Decimal(0), "", "year"), "0"),
        (Percent(Decimal("12.50")), "12.5 %"),
        (Quantity(Decimal(1200), "weeks"), "1,200 weeks"),
        (
            Metric("Handling time", Decimal(4), Decimal("1.5"), "days", date(2027, 6, 30)),
            "Handling time from 4 to 1.5 days by 30 June 2027",
        ),
        (Link("https://example.com"), "https://example.com"),
        (Text("As it is."), "As it is."),
        (Placeholder("TBD"), "TBD"),
        (Group("IT"), "IT"),
    ],
)
def test_a_value_is_said_the_way_a_person_would(value: Value, words: str) -> None:
    assert in_words(value, {"p-anna": "Anna Berg"}.__getitem__) == words
