"""Four playbooks over one catalogue: the same answers, read at other gates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.judging.evaluate import catch_up, evaluate, to_ask
from knowledge.model import Playbook, Stage
from knowledge.model.content import Question
from knowledge.values import Group, Percent, Person, Value
from tests.knowledge.town import LIBRARY, facts, metric, value_of

INVENTORY: Mapping[str, Any] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "inventory_ids.yml").read_text("utf-8")
)
WANTED = INVENTORY["playbooks"]
PLAYBOOKS = list(LIBRARY.playbooks.values())
STAGES = [(playbook, stage) for playbook in PLAYBOOKS for stage in playbook.stages]
SCORE = metric("Accuracy", 4, 1, "points")
WORDS = ["proceed", "conditions", "redirect", "hold", "stop"]

each_playbook = pytest.mark.parametrize("playbook", PLAYBOOKS, ids=lambda p: p.id)
each_stage = pytest.mark.parametrize(
    ("playbook", "stage"), STAGES, ids=[f"{p.id} {s.id}" for p, s in STAGES]
)


def good(question: Question) -> Value:
    """Answer a question as well as its own example does."""
    if question.kind == "person":
        return Person("p-jonas")
    return value_of(question, question.example)


GOOD: Mapping[str, Value] = {question.id: good(question) for question in LIBRARY.questions.values()}


def weights(stage: Stage) -> dict[str, str]:
    return {need.criterion: need.need for need in stage.gate.needs}


def test_the_playbooks_are_those_of_the_inventory_and_no_overlay_is_among_them() -> None:
    assert set(LIBRARY.playbooks) == set(WANTED)
    assert set(LIBRARY.overlays) == set(INVENTORY["overlays"])


@each_playbook
def test_a_playbook_has_the_gates_of_the_inventory_in_their_order(playbook: Playbook) -> None:
    assert [stage.gate.id for stage in playbook.stages] == list(WANTED[playbook.id])


@each_stage
def test_a_gate_wants_what_the_inventory_lists_and_marks_what_it_adds(
    playbook: Playbook, stage: Stage
) -> None:
    wanted = WANTED[playbook.id][stage.gate.id]
    listed = {c: weight for weight in ("must", "should", "tip") for c in wanted.get(weight, ())}
    found = weights(stage)
    assert {c: found.get(c) for c in listed} == listed
    ours = [need for need in stage.gate.needs if need.criterion not in listed]
    assert all(need.derived for need in ours)
    assert {need.criterion for need in ours} <= {"c.owner", "c.funding-approved"}
    assert [d.id for d in stage.gate.deliverables] == wanted["deliverables"]


@each_stage
def test_a_gate_has_people_who_decide_and_words_to_decide_with(
    playbook: Playbook, stage: Stage
) -> None:
    assert stage.gate.approvers
    assert list(stage.gate.decisions) == WORDS
    assert stage.covers
    assert stage.purpose.endswith(".")


@each_stage
def test_what_a_playbook_cites_is_in_the_inventory(playbook: Playbook, stage: Stage) -> None:
    known = {source for group in INVENTORY["sources"].values() for source in group}
    cited = {*playbook.sources, *stage.sources, *stage.gate.sources}
    for need in stage.gate.needs:
        assert need.sources
        cited |= {*need.sources, *(need.threshold.sources if need.threshold else ())}
    assert cited <= known


def test_the_default_playbook_holds_every_criterion_once() -> None:
    playbook = LIBRARY.playbook("default")
    needs = [need.criterion for stage in playbook.stages for need in stage.gate.needs]
    assert Counter(needs) == Counter(list(LIBRARY.criteria))


def test_what_was_rebuilt_for_the_phase_gate_says_so() -> None:
    playbook = LIBRARY.playbook("phase-gate")
    for stage in playbook.stages:
        assert "approvers" in stage.gate.derived
        assert all(need.derived for need in stage.gate.needs)
    assert [stage.gate.id for stage in playbook.stages if stage.gate.strict] == ["pg.g3"]


def test_what_the_enterprise_framework_states_is_not_marked_as_rebuilt() -> None:
    stated = {
        need.criterion
        for stage in LIBRARY.playbook("enterprise").stages
        for need in stage.gate.needs
        if not need.derived
    }
    assert {"c.sponsor", "c.outcome-evidence", "c.stability", "c.program-review"} <= stated
    assert "c.fallback" not in stated


@each_playbook
def test_every_phase_of_the_pilot_s_life_leads_to_a_stage(playbook: Playbook) -> None:
    for stage in LIBRARY.playbook("stage-gate").stages:
        here = playbook.covering(stage.covers)
        assert here is not None or stage.covers == ("scale",)


@each_stage
def test_good_answers_open_every_gate_of_every_playbook(playbook: Playbook, stage: Stage) -> None:
    given = facts(GOOD)
    readiness = evaluate(LIBRARY, playbook.id, stage.id, given.answers, given)
    assert [(s.criterion.id, s.state) for s in readiness.standings if not s.ok] == []
    assert [first.severity for first in readiness.first] == ["ok", "ok", "ok"]
    assert to_ask(LIBRARY, readiness, given.answers) == ()
    assert catch_up(LIBRARY, playbook.id, stage.id, given.answers, given) == ()


def test_the_same_answers_mean_something_else_under_another_playbook() -> None:
    said = {**GOOD, "q.metric": SCORE}
    given = facts(said)
    meant = {}
    for playbook_id, stage_id in (
        ("stage-gate", "sg.st3"),
        ("enterprise", "ef.ph2"),
        ("default", "discovery"),
        ("phase-gate", "pg.ph1"),
    ):
        readiness = evaluate(LIBRARY, playbook_id, stage_id, given.answers, given)
        meant[playbook_id] = {standing.criterion.id for standing in readiness.blocking}
    assert meant.pop("phase-gate") == set()  # there a model's score may be the measure
    assert set(map(frozenset, meant.values())) == {frozenset(("c.metric",))}


def test_where_a_score_may_be_the_measure_it_is_still_noticed() -> None:
    given = facts({**GOOD, "q.metric": SCORE})
    readiness = evaluate(LIBRARY, "phase-gate", "pg.ph1", given.answers, given)
    (standing,) = (s for s in readiness.standings if s.criterion.id == "c.metric")
    assert [(f.rule, f.severity) for f in standing.findings] == [("r.metric.outcome", "warn")]


def test_one_set_of_answers_is_read_at_each_playbook_s_own_gate() -> None:
    said = {**GOOD, "q.owner": Group("IT"), "q.adoption": Percent(Decimal(59))}
    given = facts(said)
    blocked = {
        playbook.id: {
            standing.criterion.id
            for stage in playbook.stages
            for standing in evaluate(LIBRARY, playbook.id, stage.id, given.answers, given).blocking
        }
        for playbook in PLAYBOOKS
    }
    assert blocked == {
        "default": {"c.owner", "c.adoption"},
        "stage-gate": {"c.owner", "c.adoption"},
        "phase-gate": {"c.owner"},
        "enterprise": {"c.owner"},
    }


@each_playbook
def test_owner_metric_and_funding_are_asked_first_from_the_first_stage_on(
    playbook: Playbook,
) -> None:
    nothing = facts({})
    first = playbook.stages[0]
    readiness = evaluate(LIBRARY, playbook.id, first.id, {}, nothing)
    asked = [question.id for question in to_ask(LIBRARY, readiness, {})]
    assert asked[:2] == ["q.owner", "q.metric"]
    assert asked[2].startswith("q.funding")
    assert all(f.severity != "ok" for f in readiness.first)


@pytest.mark.parametrize(
    ("playbook", "stage", "most"),
    [
        ("default", "discovery", 20),
        ("default", "poc", 32),
        ("phase-gate", "pg.ph1", 13),
        ("enterprise", "ef.ph1", 10),
        ("enterprise", "ef.ph2", 15),
    ],
)
def test_what_is_asked_before_a_gate_stays_small(playbook: str, stage: str, most: int) -> None:
    nothing = facts({})
    readiness = evaluate(LIBRARY, playbook, stage, {}, nothing)
    assert len(to_ask(LIBRARY, readiness, {})) <= most
