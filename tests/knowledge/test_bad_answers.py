from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.slack.words import plain
from knowledge.judging.rules import RULES
from knowledge.understanding.text import MARKS
from knowledge.understanding.understand import Again, Confirm, Kept, Reading
from knowledge.values import (
    Choice,
    Day,
    Group,
    Money,
    Percent,
    Person,
    Placeholder,
    Text,
    Value,
    YesNo,
    in_words,
)
from tests.knowledge.town import LIBRARY, facts, question, said

DATA = Path(__file__).parents[1] / "data"
ENTRIES = {
    entry["id"]: entry
    for entry in json.loads((DATA / "bad_inputs.json").read_text("utf-8"))
    if entry["where"].startswith("answer.")
}
PENDING = {
    entry["id"]
    for entries in yaml.safe_load((DATA / "pending.yml").read_text("utf-8")).values()
    for entry in entries
}
QUESTIONS = {
    "answer.text": question("text"),
    "answer.number": question("percent"),
    "answer.money": question("money", per="year"),
    "answer.date": question("date"),
    "answer.person": question("person"),
    "answer.yesno": question("yes_no"),
    "answer.choice": question("choice"),
}
NEW_YEAR = date(2026, 1, 1)
KEPT: Mapping[str, Value] = {
    "BI-005": Text("caf\u00e9"),
    "BI-011": Text("\u00e1" * 2001),
    "BI-013": Text("ab"),
    "BI-015": Text("\ufffd lone"),
    "BI-025": Text("R&D <5%"),
    "BI-027": Text("ann@example.com +1555"),
    "BI-045": Percent(Decimal(12)),
    "BI-051": Percent(Decimal(0)),
    "BI-055": Percent(Decimal(60)),
    "BI-065": Money(Decimal("1250.5"), "EUR", "year"),
    "BI-069": Money(Decimal(5000), "CHF", "year"),
    "BI-073": Money(Decimal(0), "", "year"),
    "BI-081": Day(date(2028, 2, 29)),
    "BI-093": Day(date(2026, 1, 5)),
    "BI-094": Person("p-anna"),
    "BI-102": Person("p-me"),
    "BI-104": Group("IT"),
    "BI-107": YesNo("yes"),
    "BI-003": Placeholder("TBD"),
}


def typed(entry: dict[str, Any]) -> str:
    """Make an entry's input; where it says so, as Slack's edge hands it on."""
    made = entry["input"]
    if isinstance(made, str):
        return plain(made) if entry["outcome"] == "store_decode" else made
    if made["gen"] == "json":
        return str(json.loads(made["data"]))
    return str(made["pre"] + made["text"] * made["n"] + made["post"])


def heard(entry: dict[str, Any]) -> Reading:
    asked = QUESTIONS[entry["where"]]
    if "target date" in entry["expected"]:
        asked = question("date", future=True)
    return said(asked, typed(entry), NEW_YEAR)


def of(*outcomes: str) -> Callable[[Any], Any]:
    found = [entry for entry in ENTRIES.values() if entry["outcome"] in outcomes]
    return pytest.mark.parametrize("entry", found, ids=[entry["id"] for entry in found])


def echo(found: Reading) -> str:
    """What is read back to be confirmed: as a value, or on the buttons to choose from."""
    if isinstance(found, Confirm):
        return in_words(found.value, str)
    assert isinstance(found, Again)
    return " | ".join(option.label for option in found.options)


CONFIRMED = {
    "BI-057": "40 %",
    "BI-063": "1,000 EUR a year | 1 EUR a year",
    "BI-067": "2,000 EUR a year | 2,000 USD a year | 2,000 GBP a year",
    "BI-071": "1,000 JPY a year | 1,000 CNY a year",
    "BI-077": "10,000 EUR a month | 10,000 USD a month | 10,000 GBP a month",
    "BI-087": "2 January 2026",
}


@pytest.mark.parametrize(("entry", "wanted"), CONFIRMED.items())
def test_what_is_to_be_confirmed_is_read_back_and_not_kept(entry: str, wanted: str) -> None:
    assert ENTRIES[entry]["outcome"] == "confirm"
    assert echo(heard(ENTRIES[entry])) == wanted


@of("reask")
def test_what_is_no_answer_is_asked_again_with_a_reason_and_never_echoed(
    entry: dict[str, Any],
) -> None:
    found = heard(entry)
    assert isinstance(found, Again)
    assert 10 < len(found.reason) < 200
    if len(typed(entry)) > 20:
        assert typed(entry) not in found.reason


@of("store_exact")
def test_what_is_to_be_kept_exactly_is(entry: dict[str, Any]) -> None:
    wanted = Text(unicodedata.normalize("NFC", typed(entry)))
    assert heard(entry) == Kept(wanted)


@of(
    *("store_clean", "store_decode", "store_number", "store_money", "store_date"),
    *("store_person", "store_bool", "store_flag"),
)
def test_what_is_understood_becomes_the_value_that_the_file_names(entry: dict[str, Any]) -> None:
    found = heard(entry)
    assert isinstance(found, Kept)
    if entry["class"] == "zalgo":
        assert isinstance(found.value, Text)
        assert longest_run(found.value.text) <= MARKS
    else:
        assert found.value == KEPT[entry["id"]]


def longest_run(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if unicodedata.combining(char) else 0
        longest = max(longest, run)
    return longest


def test_every_outcome_of_the_file_is_tried_and_every_confirmation_too() -> None:
    confirmed = {name for name, entry in ENTRIES.items() if entry["outcome"] == "confirm"}
    by_the_desk = {"BI-106"}  # only it knows addresses: tests/dialogs/answers-in-plain-words.txt
    assert confirmed == set(CONFIRMED) | by_the_desk
    assert confirmed & PENDING == set()
    assert {entry["where"] for entry in ENTRIES.values()} == set(QUESTIONS)


@pytest.mark.parametrize("words", ["TBD", "tba", "n/a", "?", "-", "later", "unknown", "none yet"])
def test_every_placeholder_that_the_file_names_is_kept_as_one(words: str) -> None:
    assert said(question("text"), words) == Kept(Placeholder(words))


def test_the_reasons_say_what_the_file_wants_said() -> None:
    def reason(entry: str) -> str:
        found = heard(ENTRIES[entry])
        assert isinstance(found, Again)
        return found.reason

    assert "4,000" in reason("BI-009")
    assert reason("BI-079") == "31 February does not exist."
    assert "past" in reason("BI-091")
    assert "bot" in reason("BI-096")
    assert "another organisation" in reason("BI-098")
    assert "exactly one" in reason("BI-100")
    assert "red, green" in reason("BI-113")


def test_no_money_at_all_is_flagged() -> None:
    use = next(r for r in LIBRARY.criterion("c.funding-path").rules if r.id == "r.fund.path")
    nothing = {"q.funding-path": KEPT["BI-073"]}
    assert RULES[use.check](use, facts(nothing)).fires


def test_a_group_is_flagged_where_one_person_is_asked_for() -> None:
    use = LIBRARY.criterion("c.owner").rules[0]
    assert RULES[use.check](use, facts({"q.owner": KEPT["BI-104"]})).fires


def test_a_choice_is_one_of_the_options_by_its_words_or_its_number() -> None:
    asked = question("choice")
    assert said(asked, "Green.") == said(asked, "2") == Kept(Choice("green"))
