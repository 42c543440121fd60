"""Rules that an organisation writes: typed, told plainly where they are wrong, silent in doubt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from knowledge.judging.expression_text import LONGEST, BadExpression
from knowledge.judging.expressions import compiled
from knowledge.values import (
    Choice,
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
    Value,
    YesNo,
)
from tests.knowledge.town import TODAY, facts

BUDGET = Money(Decimal("250000.50"), "EUR", "year")
METRIC = Metric("time", Decimal(4), Decimal(1), "days", date(2027, 6, 30))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (BUDGET, 'answers["q.it"].amount > 250000'),
        (BUDGET, 'answers["q.it"].amount == 250000.5'),
        (BUDGET, 'answers["q.it"].currency == "EUR" && answers["q.it"].per == "year"'),
        (BUDGET, 'answers["q.it"].amount * 2 - 1 >= 500000'),
        (BUDGET, "answers['q.it'].currency in ['USD', 'EUR']"),
        (Percent(Decimal(12)), 'answers["q.it"].amount in [1, 12]'),
        (Quantity(Decimal(3), "people"), 'answers["q.it"].amount < 5 || false'),
        (Quantity(Decimal(3), "people"), 'answers["q.it"].unit.startsWith("peo")'),
        (YesNo("no"), '!answers["q.it"].yes && answers["q.it"].no'),
        (YesNo("maybe"), 'answers["q.it"].maybe'),
        (Choice("high"), 'answers["q.it"].option != "low"'),
        (Text("It runs in the cloud"), 'answers["q.it"].text.contains("cloud")'),
        (Text("It runs in the CLOUD"), 'answers["q.it"].text.matches("(?i)cloud$")'),
        (Text("äöü"), 'size(answers["q.it"].text) == 3'),
        (Link("https://wiki.example.com"), 'answers["q.it"].url.endsWith(".com")'),
        (Person("p1"), 'answers["q.it"].id == "p1"'),
        (METRIC, 'answers["q.it"].target < answers["q.it"].baseline / 2'),
        (METRIC, 'answers["q.it"].by > day("2027-01-31")'),
        (Day(date(2026, 12, 1)), 'days(today, answers["q.it"].date) < 30'),
        (Day(date(2026, 1, 1)), 'answers["q.it"].date < today'),
        (Text("x"), 'answered("q.it") && !answered("q.other")'),
        (Text("x"), 'answers["q.it"].text\n  == "x"'),
        (Text("xyz"), 'size(answers["q.it"].text) > 2 && size(answers["q.it"].text) * 2 < 6.5'),
    ],
)
def test_an_expression_reads_typed_answers(value: Value, said: str) -> None:
    assert compiled(said).fires(facts({"q.it": value}))


@pytest.mark.parametrize(
    "value",
    [
        None,
        Placeholder("TBD"),
        Group("the data team"),
        Text("250000"),
        Money(Decimal(1), "EUR", high=Decimal(2_000_000)),
        Percent(Decimal(99)),
    ],
)
def test_without_a_certain_answer_of_its_kind_it_is_silent(value: Value | None) -> None:
    said = compiled('answers["q.it"].amount > 0 && answers["q.it"].currency != ""')
    assert not said.fires(facts({"q.it": value} if value else {}))


def test_a_span_of_days_is_no_day() -> None:
    given = facts({"q.it": Day(date(2026, 1, 1), date(2027, 1, 1))})
    assert not compiled('answers["q.it"].date < today').fires(given)


@pytest.mark.parametrize(
    "said",
    [
        'answers["q.it"].amount / 0 * 0 > 1',
        '1 / 0 == 1 && answers["q.it"].amount > 0',
        'answers["q.it"].amount > 0 && day("2027-01-01") - day("2026-01-01") < today - today',
    ],
)
def test_what_fails_while_it_runs_is_silent(said: str) -> None:
    assert not compiled(said).fires(facts({"q.it": BUDGET}))


@pytest.mark.parametrize(
    ("said", "words", "meant"),
    [
        ("", "looks at no answer", ""),
        ("true", "looks at no answer", ""),
        ("1 +", "looks at no answer", ""),
        ('answers["q.it"]', "write answers", ""),
        ("answers.owner", "write answers", ""),
        ("answers[today].id", "write answers", ""),
        ('answered("q.it", 1)', "write answered", ""),
        ('answers["q.it"].amont > 1', "'amont' at character 17", "amount"),
        ('answer["q.it"].amount > 1', "'answer' at character 1", "answers"),
        ('answers["q.it"].amount > 1 and true', "'and' at character 28", "&&"),
        ('answers["q.it"].amount = 1', "'=' at character 24", "=="),
        ('answers["q.it"].amount > "x"', "at character 24: found no matching overload for >", ""),
        ('answers["q.it"].amount + today > 1', "(number, day)", ""),
        ('answers["q.it"].amount', "no statement that holds or not", ""),
        ('answers["q.it"].yes ? 1 : "x"', "no matching overload", ""),
        ('answers["q.it"].amount > 1e', "", ""),
        ('answers["q.it"].date < day("2027-02-31")', "write a day as", ""),
        ('answers["q.it"].date < day("20270231")', "write a day as", ""),
        ('answers["q.it"].date < timestamp("x")', "'timestamp'", ""),
        ('answers["q.it"].text.matches("(")', "cannot be read", ""),
        ('answers["q.it"].text.matches(answers["q.b"].text)', "write .matches", ""),
        ('answers["q.it"].text.map(x, x) == []', "'map'", ""),
        ('[1, 2].all(x, x > answers["q.it"].amount)', "'all'", ""),
        ('{"a": answers["q.it"].amount}["a"] > 1', "'{' at character 1", ""),
        ('has(answers["q.it"].amount)', "'has'", ""),
        ('__import__("os").system("x") == answers["q.it"].text', "'__import__'", ""),
        ('answers["q.it"].text == r"a"', "plain quotes", ""),
        ('answers["q.it"].text == """a"""', "plain quotes", ""),
        ('answers["q.it"].text == "a', "'\"' at character 25", ""),
        ('answers["q.it"].amount > 1 // why', "", ""),
        ('answers["q.it"].yes; true', "';' at character 20", ""),
        ('answers["q.it"].yes && \u00e9', "at character 24", ""),
        ("(" * 60 + 'answers["q.it"].yes' + ")" * 60, "nested too deeply", ""),
        ('answers["q.it"].amount > ' + "1 + " * 60 + "1", "nested too deeply", ""),
        ('answers["q.it"].amount > 1' + " " * LONGEST, "make two rules", ""),
        ('answers["q.it"].amount > 99999999999999999999u', "", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_was_meant(
    said: str, words: str, meant: str
) -> None:
    with pytest.raises(BadExpression) as wrong:
        compiled(said)
    assert words in wrong.value.message
    assert wrong.value.suggestion == meant
    assert "overload" in words or "\n" not in wrong.value.message


def test_an_expression_says_which_questions_it_reads() -> None:
    said = 'answers["q.b"].yes && answers["q.a"].amount > 1 && answers["q.b"].no || answered("q.c")'
    assert compiled(said).questions == ("q.b", "q.a", "q.c")


def test_today_is_the_day_that_is_judged() -> None:
    said = compiled('days(answers["q.it"].date, today) == 0')
    assert said.fires(facts({"q.it": Day(TODAY)}))
