"""What an organisation may write, and how what cannot work is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.judging.evaluate import evaluate, to_ask
from knowledge.loading.document import Problem
from knowledge.loading.reading import Source, UnusableKnowledge, build, check, edition, load
from knowledge.model import Question
from knowledge.values import Money, Text, YesNo
from tests.knowledge.test_bad_playbooks import SMALL, problems
from tests.knowledge.town import facts

OURS = """\
questions:
  - {id: q.ours.region, criterion: c.owner, ask: "In which region do they sit?", optional: true}
rules:
  - id: r.ours.budget
    about: c.owner
    severity: block
    when: answers["q.ours.region"].text.contains("moon")
    message: Nobody owns anything on the moon.
    clears: Name a region on this earth.
thresholds:
  - {rule: r.ret.thin, value: 41}
adds:
  - {gate: sg.g1, criterion: c.ours.works, need: must}
criteria:
  - id: c.ours.works
    title: The works council has agreed
    requirement: The works council has agreed in writing.
    why: Without it the pilot may be stopped overnight.
    questions:
      - {id: q.ours.works, ask: "Has the works council agreed?", kind: yes_no}
    rules:
      - id: r.ours.works
        severity: block
        when: answers["q.ours.works"].no
        message: It has not agreed.
        clears: Get its agreement.
"""


def editable() -> str:
    """Find a rule of ours whose figure a team may change."""
    uses = (use for use in load().rules() if use.figure is not None and use.figure.editable)
    return next(uses).id


def ours() -> str:
    return OURS.replace("r.ret.thin", editable())


def test_questions_rules_figures_and_needs_join_what_is_there() -> None:
    library = build([Source("ours.yml", ours().encode())])
    owner = library.criterion("c.owner")
    assert [q.id for q in owner.questions][-1] == "q.ours.region"
    assert owner.rules[-1].questions == ("q.ours.region",)
    changed = next(use for use in library.rules() if use.id == editable())
    assert changed.figure is not None
    assert changed.figure.value == Decimal(41)
    first = library.playbook("stage-gate").stages[0].gate
    assert first.needs[-1].criterion == "c.ours.works"
    assert load().criterion("c.owner") != owner  # what is shipped stays as it is


def test_an_own_criterion_blocks_until_its_rule_is_content() -> None:
    library = build([Source("ours.yml", ours().encode())])
    for answer, state in (("no", "short"), ("yes", "met")):
        given = facts({"q.ours.works": YesNo(answer)})  # type: ignore[arg-type]  # a parameter
        readiness = evaluate(library, "stage-gate", "sg.st1", given.answers, given)
        [standing] = [s for s in readiness.standings if s.criterion.id == "c.ours.works"]
        assert standing.state == state
    nothing = facts({})
    readiness = evaluate(library, "stage-gate", "sg.st1", nothing.answers, nothing)
    assert "q.ours.works" in {q.id for q in to_ask(library, readiness, {})}


def test_an_own_rule_about_a_criterion_of_ours_is_judged_with_it() -> None:
    library = build([Source("ours.yml", ours().encode())])
    given = facts({"q.ours.region": Text("On the moon")})
    readiness = evaluate(library, "stage-gate", "sg.st3", given.answers, given)
    found = [f.rule for s in readiness.standings for f in s.findings]
    assert "r.ours.budget" in found


def test_a_rule_may_read_the_answers_of_other_criteria() -> None:
    text = SMALL.replace(
        "check: answered-yes, severity: block, questions: [q.own],",
        """severity: block, when: 'answers["q.own"].yes && answers["q.b"].amount > 9',""",
    )
    library = build([Source("ours.yml", (text + MONEY).encode())])
    for amount, state in ((9, "met"), (10, "short")):
        given = facts({"q.own": YesNo("yes"), "q.b": Money(Decimal(amount), "EUR")})
        [standing] = evaluate(library, "own", "one", given.answers, given).standings
        assert standing.state == state


MONEY = 'questions:\n  - {id: q.b, ask: "How much?", kind: money}\n'


def test_the_edition_names_exactly_what_was_read() -> None:
    one, other = Source("a.yml", b"x: 1"), Source("b.yml", b"y: 2")
    assert edition([one, other]) == edition([other, one])
    assert len({edition(s) for s in ([], [one], [other], [Source("a.yml", b"y: 2")])}) == 4
    assert load().edition == edition([])


def test_a_question_that_nobody_asks_any_more_can_still_be_read() -> None:
    gone = Question(id="q.gone", ask="What was it?")
    library = build([], [gone, Question(id="q.owner", ask="Not ours")])
    assert library.question("q.gone") == gone
    assert library.question("q.owner").ask != "Not ours"


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "words", "guess"),
    [
        ("about: c.owner", "about: c.ownr", 5, "rules[0].about", "there is no criterion",
         "c.owner"),
        ("    about: c.owner\n", "", 4, "rules[0]", "needs `about`", ""),
        ("severity: block\n    when", "severity: block\n    check: one-of\n    when", 4, "rules[0]",
         "not both", ""),
        ("    when: answers[\"q.ours.region\"].text.contains(\"moon\")\n", "", 4, "rules[0]",
         "needs `when`", ""),
        ('["q.ours.region"]', '["q.ours.regio"]', 4, "rules[0].questions[0]",
         "there is no question", "q.ours.region"),
        ('.text.contains("moon")', ".yes", 7, "rules[0].when", "it has .text", ""),
        ('.contains("moon")', ".size > 3", 7, "rules[0].when", "'size'", ""),
        ('contains("moon")', 'contain("moon")', 7, "rules[0].when", "no meaning", "contains"),
        ("id: r.ours.works", "id: r.ours.budget", 4, "rules[0].id", "used twice", ""),
        ("id: q.ours.works", "id: q.owner", 20, "criteria[0].questions[0].id", "used twice", ""),
        ("id: c.ours.works", "id: c.owner", 15, "criteria[0].id", "used twice", ""),
        ("gate: sg.g1", "gate: sg.g9", 13, "adds[0].gate", "there is no gate", "sg.g5"),
        ("criterion: c.ours.works", "criterion: c.sponsor", 13, "adds[0].criterion",
         "stands at this gate already", ""),
        ("need: must}", "need: must, ask_from: sg.g3}", 13, "adds[0].ask_from", "before", ""),
        ("value: 41", "value: .nan", 11, "thresholds[0].value", "", ""),
        ("value: 41", "value: .inf", 11, "thresholds[0].value", "", ""),
        ("value: 41", "value: 010", 11, "thresholds[0].value", "something else", ""),
        ("value: 41", "value: 12:30", 11, "thresholds[0].value", "something else", ""),
        ("value: 41", "value: yes", 11, "thresholds[0].value", "plain number", ""),
        ("value: 41", "value: '41'", 11, "thresholds[0].value", "plain number", ""),
        ("value: 41", "value: 1" + "0" * 40, 11, "thresholds[0].value", "less than", ""),
        ("value: 41", "value: 1e400", 11, "thresholds[0].value", "", ""),
        ("value: 41", "value: 41, unit: bananas", 11, "thresholds[0].unit", "counts in", None),
        ("title: The works council has agreed", 'title: " "', 16, "criteria[0].title", "empty", ""),
        ("title: The works council has agreed", "title: \u3164", 16, "criteria[0].title", "empty",
         ""),
        ("title: The works", "title: \u202eThe works", 16, "", "U+202E", ""),
        ("title: The works council has agreed", 'title: "\\u202eThe"', 16, "criteria[0].title",
         "U+202E", ""),
        ("title: The works", "title: \ufeffThe works", 16, "", "U+FEFF", ""),
        ("title: The works", "title: \x00The works", 16, "", "U+0000", ""),
        ("    title: The works", "\ttitle: The works", 16, "criteria[0]",
         "use spaces, not tabs", ""),
        ("title: The works council has agreed", "title: !!str x", 16, "criteria[0].title", "tags",
         ""),
        ("title: The works council has agreed", "title: 2026-02-30", 1, "", "not YAML", ""),
        ("title: The works council has agreed", "title: no", 16, "criteria[0].title", "text", ""),
        ("questions:\n  - {id: q.ours.region, ", "questions:\n  - {id: Q.Ours, ", 2,
         "questions[0].id",
         "pattern", ""),
        ("id: q.ours.region, ", "id: q.\u043eurs.region, ", 2, "questions[0].id", "pattern", ""),
    ],
)  # fmt: skip
def test_each_slip_is_refused_with_line_key_and_guess(
    tmp_path: Path, right: str, wrong: str, line: int, key: str, words: str, guess: str | None
) -> None:
    text = ours()
    assert right in text
    found = problems(tmp_path, text.replace(right, wrong, 1))
    assert any(
        (one.line, one.key) == (line, key)
        and words in one.message
        and guess in (None, one.suggestion)
        for one in found
    ), found


@pytest.mark.parametrize(
    ("right", "wrong", "key", "words"),
    [
        ("[{criterion: c.own, need: must}]", "[]", "playbook.stages[0].gate.needs", "criterion"),
        ("need: must}]", "need: most}]", "playbook.stages[0].gate.needs[0].need", "'should' or"),
        ("[{criterion: c.own, need: must}]", "c.own", "playbook.stages[0].gate.needs", "a list"),
        ("need: must}]", "need: must, ask_from: own.g1}]",
         "playbook.stages[0].gate.needs[0].ask_from", "a gate before"),
        ("{criterion: c.own, need: must}]", "{criterion: c.own, need: must}, "
         "{criterion: c.own, need: tip}]", "playbook.stages[0].gate.needs[1].criterion", "already"),
        ("  stages:\n    - id: one", "  stages: []\n  x:\n    - id: one", "playbook.stages",
         "1 item"),
        ("id: own.g1", "id: sg.g1", "playbook.stages[0].gate.id", "used twice"),
        ("  id: own\n", "  id: default\n", "playbook.id", "used twice"),
        ("purpose: All.", "purpose: All.\n      weeks: [4, 2]", "playbook.stages[0].weeks", "from"),
        ("purpose: All.", "purpose: All.\n      weeks: [-1, 2]", "playbook.stages[0].weeks[0]",
         "0"),
        ("purpose: All.", "purpose: All.\n      weeks: [1, 99999999999999999999]",
         "playbook.stages[0].weeks[1]", ""),
        ("purpose: All.", "purpose: All.\n      weeks: [yes, 2]", "playbook.stages[0].weeks[0]",
         ""),
        ("approvers: [lead]", "approvers: [lead], decisions: {go: Go}",
         "playbook.stages[0].gate.decisions.go", "proceed"),
        ("approvers: [lead]", "approvers: [pope]", "playbook.stages[0].gate.approvers[0]",
         "no role"),
        ("title: Ours", 'title: ""', "playbook.title", "empty"),
    ],
)  # fmt: skip
def test_a_playbook_that_cannot_work_is_refused(
    tmp_path: Path, right: str, wrong: str, key: str, words: str
) -> None:
    assert right in SMALL
    found = problems(tmp_path, SMALL.replace(right, wrong, 1))
    assert any(one.key == key and words in one.message for one in found), found


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        ("adds:\n" + 2 * "  - {gate: sg.g1, criterion: c.owner, need: must}\n", "adds[1]", "twice"),
        ("thresholds:\n" + 2 * "  - {rule: RULE, value: 1}\n", "thresholds[1]", "twice"),
        ("roles:\n" + "".join(f"  - {{id: x{n}, label: X}}\n" for n in range(301)), "roles", "300"),
    ],
)
def test_what_is_told_twice_or_too_often_is_refused(
    tmp_path: Path, text: str, key: str, words: str
) -> None:
    found = problems(tmp_path, text.replace("RULE", editable()))
    assert any(one.key == key and words in one.message for one in found), found


def test_a_mark_in_front_of_the_file_does_no_harm(tmp_path: Path) -> None:
    assert problems(tmp_path, b"\xef\xbb\xbf" + SMALL.encode()) == []
    assert problems(tmp_path, SMALL.replace("\n", "\r\n")) == []
    assert "UTF-8" in problems(tmp_path, SMALL.encode("utf-16"))[0].message


def test_emoji_and_other_scripts_are_welcome(tmp_path: Path) -> None:
    for title in ("👩‍🔧 Werkbank", "نمی‌خواهم", "工場", "Ünïcödé"):
        assert problems(tmp_path, SMALL.replace("title: Ours", f"title: {title}")) == []


def test_hidden_files_and_other_kinds_of_a_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".ours.yml.swp.yml").write_text("- x")
    (tmp_path / "readme.md").write_text("- x")
    (tmp_path / "ours.yml").write_text(SMALL, "utf-8")
    assert load(tmp_path).playbook("own").title == "Ours"


def test_two_files_that_bring_the_same_id_are_told_by_their_names(tmp_path: Path) -> None:
    for name in ("a.yml", "b.yml"):
        (tmp_path / name).write_text(SMALL, "utf-8")
    found = check([tmp_path])
    assert {Path(one.file).name for one in found} == {"b.yml"}
    with pytest.raises(UnusableKnowledge):
        load(tmp_path)


def test_problems_read_well_aloud() -> None:
    said = str(Problem("ours.yml", 4, "rules[0].check", "there is no check 'a'", "b"))
    assert said == "ours.yml:4: rules[0].check: there is no check 'a' (did you mean b?)"
