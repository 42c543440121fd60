"""`gatepost playbook judge`: a line in, a line out, whatever stands in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.cli import app

GATEPOST = Path(sys.executable).with_name("gatepost")
DAY = {"today": "2026-11-20", "directory": ["Maria Keller", "Ben Okafor", "Maria Silva"]}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where no settings are."""
    monkeypatch.chdir(tmp_path)
    for name in ("GATEPOST_PLAYBOOKS", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)


def judge(*lines: object, code: int = 0) -> list[dict[str, Any]]:
    typed = "".join(one if isinstance(one, str) else json.dumps(one) + "\n" for one in lines)
    done = CliRunner().invoke(app, ["playbook", "judge"], input=typed)
    assert done.exit_code == code, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def one(question: str, text: str, **more: object) -> dict[str, Any]:
    return judge({"question": question, "text": text, **DAY, **more})[0]


def test_a_line_out_has_the_five_promised_keys() -> None:
    found = one("owner", "the data team")
    assert list(found) == ["verdict", "strength", "value", "flags", "follow_up"]
    assert found["verdict"] == "weak"
    assert found["strength"] == "group"
    assert found["flags"] == ["r.owner.person"]
    assert "Maria Keller" in found["follow_up"]


def test_a_good_answer_has_no_follow_up() -> None:
    assert one("owner", "ben, he accepted") == {
        "verdict": "good",
        "strength": "stated",
        "value": {"name": "Ben Okafor"},
        "flags": [],
        "follow_up": "",
    }


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("money", "250000 EUR", {"amount": 250000, "currency": "EUR"}),
        ("date", "2027-06-30", {"date": "2027-06-30"}),
        ("date", "Q3 2027", {"from": "2027-07-01", "to": "2027-09-30"}),
        ("percent", "12.5%", {"percent": 12.5}),
        ("duration", "2 hours", {"minutes": 120}),
        ("yes_no", "yes if legal agrees", {"answer": "maybe"}),
        ("q.change-budget", "20%", {"percent": 20}),
    ],
)
def test_values_have_the_promised_shapes(question: str, text: str, value: object) -> None:
    assert one(question, text)["value"] == value


def test_a_question_of_the_catalogue_brings_its_own_rules() -> None:
    assert one("q.change-budget", "5%")["flags"] == ["r.fund.change", "r.fund.change-amber"]
    assert one("q.owner-duties.monitor", "the night shift")["flags"] == ["r.owner.duties"]


def test_lines_that_cannot_be_judged_answer_in_their_place_and_end_with_1() -> None:
    found = judge(
        {"question": "owner", "text": "Ben Okafor"},
        "no json\n",
        "\n",
        "[]\n",
        '{"question": "owner"}\n',
        {"question": "q.nothing", "text": "yes"},
        {"question": "owner", "text": "Ben Okafor", "today": "tomorrow"},
        {"question": "owner", "text": "IT", "more": 1},
        code=1,
    )
    assert [next(iter(line)) for line in found] == ["verdict", *["error"] * 6, "verdict"]
    assert "line 6: there is no question" in found[5]["error"]


def test_odd_texts_are_judged_like_others(tmp_path: Path) -> None:
    odd = ["", " ", "\u202e\u200b", "\ud800", "x" * 50_000, "?" * 3000, "<@U1>", "a\x00b", "😀"]
    for question in ("owner", "metric", "funding", "money", "date", "q.problem"):
        found = judge(*({"question": question, "text": text, **DAY} for text in odd))
        assert len(found) == len(odd)
        assert {line["verdict"] for line in found} <= {"good", "weak", "ask"}


def test_files_are_read_one_after_another(tmp_path: Path) -> None:
    for name, text in (("a.jsonl", "TBD"), ("b.jsonl", "Ben Okafor")):
        (tmp_path / name).write_text(json.dumps({"question": "owner", "text": text}) + "\n")
    done = CliRunner().invoke(app, ["playbook", "judge", "a.jsonl", "b.jsonl"])
    assert [json.loads(line)["verdict"] for line in done.stdout.splitlines()] == ["weak", "good"]
    assert CliRunner().invoke(app, ["playbook", "judge", "c.jsonl"]).exit_code == 2


def test_an_answer_comes_before_the_next_line_is_sent() -> None:
    with subprocess.Popen(
        [GATEPOST, "playbook", "judge"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for text in ("TBD", "Ben Okafor", "IT"):
            running.stdin.write(json.dumps({"question": "owner", "text": text}).encode() + b"\n")
            running.stdin.flush()
            assert b"verdict" in running.stdout.readline()
        running.stdin.close()
        assert running.wait(30) == 0


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        ("funding", "90k EUR from the pilot budget", "That money ends"),
        ("funding", "90k EUR a year, Claims opex, CFO is reviewing", "That is no approval yet"),
        ("metric", "F1 score from 0.8 to 0.9 by June 2027", "That scores a model"),
        ("metric", "Copilot licences from 100 to 800 by June 2027", "That counts work done"),
    ],
)
def test_a_weak_answer_is_called_what_it_is_and_shown_a_better_one(
    question: str, text: str, named: str
) -> None:
    found = one(question, text)
    assert found["verdict"] == "weak"
    assert found["follow_up"].startswith(named)
    assert "For example: " in found["follow_up"]


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("funding", "€90k a year, Claims opex, approved on 3 November", "On which day was that"),
        ("metric", "bills paid within 5 days from 60% to 90% by end of March", "Of which year?"),
        ("owner", "Ngozi, she runs claims", "The full name, please."),
        ("owner", "Jo from legal", "The full name, please."),
    ],
)
def test_what_was_said_is_not_asked_for_again(question: str, text: str, asked: str) -> None:
    found = one(question, text)
    assert found["verdict"] == "ask"
    assert asked in found["follow_up"]


@pytest.mark.parametrize("who", ["Legal, they run it", "Someone from legal", "Marketing in Paris"])
def test_a_unit_that_is_introduced_like_a_person_stays_a_unit(who: str) -> None:
    assert one("owner", who)["verdict"] == "weak"


@pytest.mark.parametrize(
    ("then", "verdict"),
    [("and confirmed in writing", "good"), ("to be confirmed in writing", "weak"), ("", "weak")],
)
def test_a_word_that_was_given_counts_once_it_is_written(then: str, verdict: str) -> None:
    said = f"€45k a year, Claims opex, approved verbally by the CFO on 3 Nov 2026 {then}"
    assert one("funding", said)["verdict"] == verdict


def test_chats_that_end_without_people_are_what_the_business_gains() -> None:
    said = "The chatbot closes 40 % of chats on its own by 30 June 2027, up from 22 %"
    assert one("metric", said)["verdict"] == "good"
    assert one("metric", "chats with the bot from 100 to 900 by June 2027")["verdict"] == "weak"


@pytest.mark.parametrize("kind", ["money", "date", "percent", "duration", "yes_no", "link"])
def test_a_kind_by_itself_has_a_follow_up_too(kind: str) -> None:
    found = one(kind, "tbd")
    assert (found["verdict"], found["strength"]) == ("weak", "placeholder")
    assert found["follow_up"]


def test_tomorrow_is_a_day_and_no_putting_off() -> None:
    assert one("date", "tomorrow")["value"] == {"date": "2026-11-21"}
