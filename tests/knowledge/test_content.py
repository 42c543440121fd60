from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from knowledge.judging.evaluate import evaluate, to_ask
from knowledge.loading.reading import check, shipped
from knowledge.model import Criterion, Question, RuleUse, Stage
from knowledge.values import Placeholder
from tests.knowledge.town import LIBRARY, facts, reason_for, value_of

INVENTORY = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "inventory_ids.yml").read_text("utf-8")
)
SOURCES = {source for group in INVENTORY["sources"].values() for source in group}
PLAYBOOK = LIBRARY.playbook("stage-gate")
CRITERIA = list(LIBRARY.criteria.values())
QUESTIONS = list(LIBRARY.questions.values())
RULES = [
    *(use for criterion in CRITERIA for use in criterion.rules),
    *LIBRARY.standing.values(),
]
STAGES = list(PLAYBOOK.stages)
APPROVERS = {
    "business unit sponsor": "sponsor",
    "AI program lead": "lead",
    "technical lead": "technical",
    "business unit head": "head",
    "CIO or CTO": "cio",
    "risk or compliance (if applicable)": "risk",
}

each_question = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
each_criterion = pytest.mark.parametrize("criterion", CRITERIA, ids=lambda c: c.id)
each_rule = pytest.mark.parametrize("use", RULES, ids=lambda r: r.id)
each_stage = pytest.mark.parametrize("stage", STAGES, ids=lambda s: s.id)


def test_a_shipped_file_is_well_by_itself() -> None:
    paths = [Path(str(file)) for file in shipped()]
    assert check(paths) == []
    assert all(check([path]) == [] for path in paths if path.parent.name == "playbooks")


def test_every_shipped_file_passes_the_scan_for_files_of_strangers(tmp_path: Path) -> None:
    for file in shipped():
        (tmp_path / file.name).write_text(f"{file.read_text('utf-8')}# Changed.\n", "utf-8")
    # A changed copy is somebody's own: every id is there twice, and some keys are only for us.
    said = {p.message.split("'")[-1] for p in check([tmp_path])}
    assert said == {
        " is used twice",
        "s own files only",
    }


@each_question
def test_a_question_is_one_thing_in_plain_words_with_a_harm_an_example_and_a_follow_up(
    question: Question,
) -> None:
    assert len(question.ask) <= 140
    assert question.ask.count("?") == 1
    assert question.why.endswith(".")
    assert not re.search(r"\d|%|percent", question.why), "a why has no statistics"
    assert "\n" not in question.why
    assert question.example
    assert question.follow_up
    assert question.follow_up != question.ask
    assert question.criterion in LIBRARY.criteria


@each_question
def test_the_example_of_a_question_is_an_answer_that_we_understand(question: Question) -> None:
    if question.kind == "person":
        assert "full name" in reason_for(question, question.example)
        assert len(question.example.split()) == 2
    else:
        value = value_of(question, question.example)
        assert not isinstance(value, Placeholder)


@each_question
def test_what_a_question_cites_is_in_the_inventory(question: Question) -> None:
    assert question.sources
    assert set(question.sources) <= SOURCES


def test_no_two_questions_of_a_sitting_read_the_same() -> None:
    asked = Counter(question.ask for question in QUESTIONS if not question.optional)
    assert [ask for ask, times in asked.items() if times > 1] == []


@each_criterion
def test_a_criterion_says_what_must_be_true_why_and_where_it_comes_from(
    criterion: Criterion,
) -> None:
    assert criterion.requirement.count(".") == 1
    assert criterion.why.endswith(".")
    assert criterion.theme
    assert criterion.sources
    assert set(criterion.sources) <= SOURCES
    assert criterion.rules


@each_rule
def test_a_rule_says_what_is_short_what_clears_it_and_where_it_comes_from(use: RuleUse) -> None:
    assert use.message.endswith(".")
    assert use.clears.endswith(".")
    assert len(use.message) <= 140
    assert use.sources
    assert set(use.sources) <= SOURCES
    if use.figure is not None:
        assert set(use.figure.sources) <= SOURCES
        assert use.figure.sources


def test_rule_ids_are_unique_in_their_criterion() -> None:
    for criterion in CRITERIA:
        assert len({use.id for use in criterion.rules}) == len(criterion.rules)


@each_stage
def test_a_gate_has_the_criteria_and_weights_of_the_inventory(stage: Stage) -> None:
    wanted = INVENTORY["gates"][stage.gate.id]
    assert stage.label == wanted["label"]
    assert list(stage.weeks or ()) == list(wanted["weeks"] or ())
    assert {need.criterion: need.need for need in stage.gate.needs} == wanted["criteria"]
    assert [d.id for d in stage.gate.deliverables] == wanted["deliverables"]
    for need in stage.gate.needs:
        assert list(need.sources) == wanted["sources"][need.criterion]


@each_stage
def test_a_gate_has_the_approvers_of_the_inventory(stage: Stage) -> None:
    wanted = INVENTORY["gates"][stage.gate.id]["approvers"]
    if wanted == "inherit default":
        assert stage.gate.approvers == STAGES[stage.order - 2].gate.approvers
    else:
        assert list(stage.gate.approvers) == [APPROVERS[role] for role in wanted]
    assert list(stage.gate.decisions) == ["proceed", "conditions", "redirect", "hold", "stop"]


def test_what_people_are_asked_at_gate_1_stays_small() -> None:
    nothing = facts({})
    readiness = evaluate(LIBRARY, "stage-gate", "sg.st1", {}, nothing)
    asked = to_ask(LIBRARY, readiness, {})
    assert 14 <= len(asked) <= 16
    assert max(Counter(question.who for question in asked).values()) <= 6


def test_role_and_deliverable_ids_lead_somewhere() -> None:
    assert LIBRARY.role("cio").label == "CIO or CTO"
    assert LIBRARY.deliverables["sg.g1.art.scorecard"].title == "Use case scorecard"
