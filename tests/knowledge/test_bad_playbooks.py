from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.loading.document import Problem, read_content
from knowledge.loading.reading import UnusableKnowledge, check, load
from knowledge.loading.scan import MAX_DEPTH

DATA = Path(__file__).parents[1] / "data"
ENTRIES = {
    entry["id"]: entry
    for entry in json.loads((DATA / "bad_inputs.json").read_text("utf-8"))
    if entry["where"] == "playbook.yaml"
}
PENDING = {
    entry["id"]
    for entries in yaml.safe_load((DATA / "pending.yml").read_text("utf-8")).values()
    for entry in entries
}
# What is wrong, and at which line and key, by entry.
SAID = {
    "BI-249": (2, "b", "aliases"),
    "BI-251": (2, "a", "twice"),
    "BI-253": (1, "<<", "merge keys"),
    "BI-255": (1, "country", "unknown field"),
    "BI-257": (1, "", "must be a mapping"),
    "BI-259": (3, "questions[1].id", "used twice"),
    "BI-263": (1, "qestions", "unknown field"),
    "BI-267": (1, "name", "control character"),
    "BI-269": (1, "[0][0][0][0]", "deeper than 20"),
    "BI-271": (1, "", "nothing to use"),
}
SMALL = """\
theme: value
criteria:
  - id: c.own
    title: Café, our own
    requirement: It is ours.
    why: Because.
    questions:
      - {id: q.own, ask: "Is it ours?", kind: yes_no}
    rules:
      - {id: r.own, check: answered-yes, severity: block, questions: [q.own], message: N, clears: Y}
playbook:
  id: own
  title: Ours
  first: {owner: [c.own], metric: [c.own], funding: [c.own]}
  stages:
    - id: one
      label: One
      purpose: All.
      gate: {id: own.g1, label: Gate, needs: [{criterion: c.own, need: must}], approvers: [lead]}
"""


def problems(tmp_path: Path, content: str | bytes) -> list[Problem]:
    file = tmp_path / "ours.yml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return check([file])


def content_of(entry: dict[str, Any]) -> str:
    made = entry["input"]
    if isinstance(made, str):
        return made
    if made["gen"] == "file":
        return str(made["content"])
    return str(made["pre"] + made["text"] * made["n"] + made["post"])


def test_every_entry_of_the_file_is_tried_here_or_pending() -> None:
    elsewhere = {"BI-261", "BI-273"}  # the two tests below
    elsewhere |= {"BI-265"}  # handlers/test_playbooks_given.py and cli/test_rehearsing.py
    assert set(ENTRIES) == set(SAID) | elsewhere | (PENDING & set(ENTRIES))


@pytest.mark.parametrize("name", SAID)
def test_a_bad_file_is_refused_with_its_line_and_key(tmp_path: Path, name: str) -> None:
    line, key, words = SAID[name]
    found = problems(tmp_path, content_of(ENTRIES[name]))
    assert any((p.line, p.key) == (line, key) and words in p.message for p in found), found
    assert all(p.file.endswith("ours.yml") for p in found)
    assert all("Traceback" not in str(p) for p in found)


def test_a_question_may_be_called_a_text_and_braces_in_it_stay_braces(tmp_path: Path) -> None:
    (tmp_path / "ours.yml").write_text(content_of(ENTRIES["BI-261"]))
    assert load(tmp_path).question("a").ask == "{{ 7*7 }}"


def test_every_part_of_a_file_either_loads_or_is_refused(tmp_path: Path) -> None:
    assert problems(tmp_path, SMALL) == []
    whole = SMALL.encode()
    for end in range(len(whole)):
        read = read_content("ours.yml", whole[:end])
        assert (read.document is None) == bool(read.problems)


def test_a_typing_slip_in_a_field_is_guessed() -> None:
    problem = Problem("ours.yml", 3, "qestions", "unknown field", "questions")
    assert str(problem) == "ours.yml:3: qestions: unknown field (did you mean questions?)"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "words", "guess"),
    [
        ("    questions:\n", "    qestions:\n", 7, "criteria[0].qestions", "unknown", "questions"),
        (
            "answered-yes",
            "answered-yess",
            10,
            "criteria[0].rules[0].check",
            "there is no check 'answered-yess'",
            "answered-yes",
        ),
        (
            "questions: [q.own]",
            "questions: [q.owm]",
            10,
            "criteria[0].rules[0].questions[0]",
            "there is no question",
            "q.own",
        ),
        (
            "approvers: [lead]",
            "approvers: [leed]",
            19,
            "playbook.stages[0].gate.approvers[0]",
            "there is no role",
            "lead",
        ),
        (
            "{criterion: c.own, need",
            "{criterion: c.owm, need",
            19,
            "playbook.stages[0].gate.needs[0].criterion",
            "there is no criterion",
            "c.own",
        ),
        (
            "need: must",
            "need: must, ask_from: g",
            19,
            "playbook.stages[0].gate.needs[0].ask_from",
            "there is no gate",
            "",
        ),
        (
            "need: must",
            "need: must, threshold: {rule: r.owm, value: 1, unit: x}",
            19,
            "playbook.stages[0].gate.needs[0].threshold.rule",
            "there is no rule",
            "r.own",
        ),
        (
            "owner: [c.own]",
            "owner: [c.owner]",
            14,
            "playbook.first.owner[0]",
            "there is no criterion at any gate",
            "c.own",
        ),
        ("need: must", "need: maybe", 19, "playbook.stages[0].gate.needs[0].need", "'must'", ""),
        ("kind: yes_no", "kind: number", 8, "criteria[0].questions[0]", "needs a unit", ""),
        ("kind: yes_no", "kind: choice", 8, "criteria[0].questions[0]", "needs them", ""),
        (
            "kind: yes_no",
            "kind: yes_no, per: year",
            8,
            "criteria[0].questions[0]",
            "belongs to money",
            "",
        ),
        (
            "kind: yes_no",
            "kind: yes_no, optional: true",
            3,
            "criteria[0]",
            "not optional",
            "",
        ),
        ("title: Ours", "title: 010", 13, "playbook.title", "must be text", ""),
        ("  stages:", "  stages: 5\n  sources:", 15, "playbook.stages", "a list", ""),
        ("id: own.g1", "id: Own G1", 19, "playbook.stages[0].gate.id", "pattern", ""),
        ("id: own.g1", "id: one", 19, "playbook.stages[0].gate.id", "used twice", ""),
        ("theme: value", "theme: {a: b", 2, "theme", "not YAML", ""),
        ("theme: value", "--- {}\n--- {}", 2, "", "one document", ""),
        ("theme: value", "? [a]\n: b", 1, "", "a key must be", ""),
        ("theme: value", "theme: value\nname: 2026-13-45", 1, "", "not YAML", ""),
        (
            "theme: value",
            "questions: [{id: q.y, ask: Y, who: lead, criterion: c.owm}]",
            1,
            "questions[0].criterion",
            "there is no criterion",
            "c.own",
        ),
    ],
)
def test_each_slip_is_named_with_line_key_and_guess(
    tmp_path: Path, right: str, wrong: str, line: int, key: str, words: str, guess: str
) -> None:
    found = problems(tmp_path, SMALL.replace(right, wrong, 1))
    assert any(
        (p.line, p.key, p.suggestion) == (line, key, guess) and words in p.message for p in found
    ), found


def test_a_file_that_is_too_large_is_not_text_or_not_there_is_refused(tmp_path: Path) -> None:
    assert "larger than 256 KiB" in problems(tmp_path, "#" * 262_145)[0].message
    assert "UTF-8" in problems(tmp_path, b"a: \xff")[0].message
    assert "cannot be read" in check([tmp_path / "nowhere.yml"])[0].message
    assert "U+0001" in problems(tmp_path, "a: \x01")[0].message


def test_nesting_up_to_the_limit_is_let_through_the_scan(tmp_path: Path) -> None:
    deep = "a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)
    assert "unknown field" in problems(tmp_path, deep)[0].message
    assert "deeper" in problems(tmp_path, deep.replace("[]", "[[]]"))[0].message


def test_a_broken_folder_raises_all_its_problems_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("qestions: []")
    (tmp_path / "b.yaml").write_text("- x")
    (tmp_path / "c.txt").write_text("not ours")
    with pytest.raises(UnusableKnowledge) as error:
        load(tmp_path)
    assert len(error.value.problems) == 2


def test_a_good_folder_is_read_beside_the_shipped_files(tmp_path: Path) -> None:
    (tmp_path / "ours.yml").write_text(SMALL, "utf-8")
    library = load(tmp_path)
    assert library.playbook("own").stages[0].order == 1
    assert library.question("q.own").criterion == "c.own"
    assert library.criterion("c.own").theme == "value"
    assert library.playbook("stage-gate").title == "Stage gate"
