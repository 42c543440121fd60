from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model.content import Kind
from knowledge.understanding.understand import Again, Confirm, Kept, Wrong, from_fields
from knowledge.values import (
    Day,
    Group,
    Link,
    Metric,
    Money,
    Percent,
    Person,
    Placeholder,
    Quantity,
    Text,
    YesNo,
    from_data,
    to_data,
)
from tests.knowledge.town import TODAY, Town, question, reason_for, said, value_of

KINDS = get_args(Kind)
# What trips parsers: digits of other scripts, marks, separators, mentions, halves of surrogates.
NASTY = st.text(
    alphabet=st.sampled_from("0123456789.,' eE+-_%€$<>@U|;:/\u0661\uff11²\u0301\ud800\n")
)
TYPED = st.one_of(NASTY, st.text(), st.sampled_from(("2026-13-01", "<@U0ANNA|x>", "http://[")))


@settings(max_examples=300, deadline=None)  # the first day in words loads languages
@given(st.sampled_from(KINDS), TYPED)
def test_any_text_is_either_kept_or_asked_again_and_what_is_kept_survives_json(
    kind: str, text: str
) -> None:
    found = said(question(kind), text)
    if isinstance(found, Kept):
        assert from_data(to_data(found.value)) == found.value
    elif isinstance(found, Again):
        assert found.reason


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "seed", ["1", "1,", "1 ", "'000", "<@U0ANNA> ", "a ", "http://", ";", ".", "the team "]
)
def test_forty_thousand_characters_are_refused_before_any_pattern_sees_them(
    kind: str, seed: str
) -> None:
    assert "4,000" in reason_for(question(kind), "x" + (seed * 40_000)[:40_000] + "!")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", ["1", "1,", "1 ", "'000", "a ", "http://a", ".", "the team "])
def test_four_thousand_characters_of_one_pattern_never_raise(kind: str, seed: str) -> None:
    assert isinstance(said(question(kind), (seed * 4000)[:3998] + "!"), Kept | Again)


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("250000 EUR", "250000", "EUR"),
        ("250000.50 eur", "250000.5", "EUR"),
        ("EUR 250000", "250000", "EUR"),
        ("1'250'000 CHF", "1250000", "CHF"),
        ("1 250 000 SEK", "1250000", "SEK"),
        ("1,250.50 USD", "1250.5", "USD"),
        ("1.250.000 EUR", "1250000", "EUR"),
        ("1,250,000 USD", "1250000", "USD"),
        ("1250,50 EUR", "1250.5", "EUR"),
        ("5000 EUR a year", "5000", "EUR"),
        ("5000 EUR per year", "5000", "EUR"),
        ("5000 EUR/year", "5000", "EUR"),
        ("0 EUR", "0", "EUR"),
    ],
)
def test_money_that_can_be_read_in_one_way_is_kept(text: str, amount: str, currency: str) -> None:
    wanted = Money(Decimal(amount), currency, "year")
    assert value_of(question("money", per="year"), text) == wanted


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1.000 EUR", "two ways"),
        ("250000", "currency"),
        ("1 EUR 2 USD", "several amounts"),
        ("-5 EUR", "below zero"),
        ("12 QQQ", "no currency code"),
        ("1234567890123456 EUR", "15 digits"),
        ("5000 EUR per month", "for a year, not for a month"),
        ("x" * 400, "longer"),
    ],
)
def test_money_that_is_doubtful_is_asked_again(text: str, reason: str) -> None:
    assert reason in reason_for(question("money", per="year"), text)


def test_a_period_is_refused_where_one_sum_is_asked_for() -> None:
    assert "as one sum" in reason_for(question("money"), "5000 EUR per year")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("percent", "12.5%", Percent(Decimal("12.5"))),
        ("percent", "60 percent", Percent(Decimal(60))),
        ("number", "14", Quantity(Decimal(14), "weeks")),
        ("number", "14 weeks", Quantity(Decimal(14), "weeks")),
        ("number", "1 week", Quantity(Decimal(1), "weeks")),
        ("number", "-3.5", Quantity(Decimal("-3.5"), "weeks")),
        ("date", "2026-11-23", Day(date(2026, 11, 23))),
        ("yes_no", "Yes!", YesNo("yes")),
        ("yes_no", "nope", YesNo("no")),
        ("yes_no", "Not sure.", YesNo("maybe")),
        ("link", "https://example.com/a?b=c", Link("https://example.com/a?b=c")),
        ("link", "<http://example.com>", Link("http://example.com")),
        ("text", "Two of three.", Text("Two of three.")),
        ("choice", "?", Placeholder("?")),
    ],
)
def test_the_strict_form_of_every_kind_is_kept(kind: str, text: str, value: object) -> None:
    assert value_of(question(kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("date", "20261123"),
        ("date", "05/06/2026"),
        ("date", "2099-01-01"),
        ("date", "2026-00-10"),
        ("number", "14 months"),
        ("number", "1e3"),
        ("link", "example.com"),
        ("link", "javascript:alert(1)"),
        ("link", "https://"),
        ("text", "   "),
        ("text", "\u200b"),
    ],
)
def test_other_forms_are_asked_again(kind: str, text: str) -> None:
    assert isinstance(said(question(kind), text), Again)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2027-02-29", "29 February 2027 does not exist."),
        ("2026-04-31", "31 April does not exist."),
        ("31/04/2027", "31 April does not exist."),
        ("2026-11-19", "in the past"),
        ("1970-01-01", "in the past"),
    ],
)
def test_a_day_that_cannot_be_meant_is_named(text: str, reason: str) -> None:
    assert reason in reason_for(question("date", future=True), text)


def test_numbers_stay_in_the_question_s_range() -> None:
    asked = question("percent", least=0, most=100)
    assert "below 0 %" in reason_for(asked, "-1")
    assert "above 100 %" in reason_for(asked, "100.5%")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("<@U0ANNA>", "p-anna"),
        ("<@U0ANNA|anna>", "p-anna"),
        (" <@U0BEN>. ", "p-ben"),
        ("anna berg", "p-anna"),
        ("@Anna Berg", "p-anna"),
        ("Erin Board", "p-board"),
        ("Me.", "p-me"),
        ("that\u2019s me", "p-me"),
    ],
)
def test_one_person_is_found_by_mention_full_name_or_me(text: str, person: str) -> None:
    assert value_of(question("person"), text) == Person(person)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kim Lee", "Several people"),
        ("Helper", "bot"),
        ("Gus Guest", "another organisation"),
        ("<@U0GONE>", "has left"),
        ("<@U0NOBODY>", "cannot find"),
        ("it", "Whom do you mean"),
        ("ask <@U0ANNA>", "only the person"),
    ],
)
def test_who_cannot_take_it_on_is_refused_with_a_reason(text: str, reason: str) -> None:
    assert reason in reason_for(question("person"), text)


@pytest.mark.parametrize(
    "text",
    ["IT", "the data team", "everyone", "HR", "the vendor", "pilot team"],
)
def test_a_group_is_kept_as_said(text: str) -> None:
    assert value_of(question("person"), text) == Group(text)


@pytest.mark.parametrize("text", ["CTO", "Head of Sales"])
def test_a_role_in_place_of_a_name_asks(text: str) -> None:
    assert "That is a role" in reason_for(question("person"), text)


FIELDS = {
    "name": "Handling time",
    "baseline": "4",
    "target": "1.5",
    "unit": "days",
    "date": "2027-06-30",
}
METRIC = Metric("Handling time", Decimal(4), Decimal("1.5"), "days", date(2027, 6, 30))


def fields(kind: str, values: dict[str, str]) -> Kept | Confirm | Wrong:
    return from_fields(question(kind), values, me="p-me", directory=Town(), today=TODAY)


def test_a_metric_is_read_from_five_fields_and_from_one_line() -> None:
    assert fields("metric", FIELDS) == Kept(METRIC)
    assert value_of(question("metric"), "Handling time; 4; 1.5; days; 2027-06-30") == METRIC


def test_every_wrong_field_gets_its_own_complaint() -> None:
    found = fields(
        "metric",
        {"name": "TBD", "baseline": "four", "target": "1", "unit": "d" * 301, "date": "soon"},
    )
    assert isinstance(found, Wrong)
    assert set(found.errors) == {"name", "baseline", "unit", "date"}


def test_a_metric_in_one_line_names_the_part_that_is_wrong() -> None:
    assert "Baseline: " in reason_for(question("metric"), "Time; four; 1; days; 2027-06-30")
    assert "By which day" in reason_for(question("metric"), "Time from 4 to 1 days")


def test_other_kinds_have_one_field() -> None:
    assert fields("percent", {"value": "12%"}) == Kept(Percent(Decimal(12)))
    assert isinstance(fields("percent", {}), Wrong)
