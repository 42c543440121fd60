"""Overlays attach to any gated playbook, and are checked as strictly as one."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.loading.overlaying import Overlaid, lay_over
from knowledge.loading.reading import check, load
from knowledge.model import Overlay, Playbook, Stage, Unknown
from knowledge.values import Group, Percent, Value
from tests.knowledge.test_playbooks import GOOD, INVENTORY, STAGES
from tests.knowledge.town import LIBRARY, facts

OVERLAYS = list(LIBRARY.overlays.values())
OURS = """\
overlay:
  id: ours
  title: Ours
  rules: [r.owner.person]
  steps:
    - id: one
      label: One
      purpose: The owner first.
      at: [discovery]
      needs: [{criterion: c.owner, need: must}]
"""

each_overlay = pytest.mark.parametrize("overlay", OVERLAYS, ids=lambda o: o.id)


def seen(overlay: str, playbook: str, stage: str, said: dict[str, Value] | None = None) -> Overlaid:
    given = facts({**GOOD, **(said or {})})
    return lay_over(LIBRARY, overlay, playbook, stage, given.answers, given)


@each_overlay
def test_an_overlay_has_the_steps_of_the_inventory(overlay: Overlay) -> None:
    found = {step.id: {need.criterion: need.need for need in step.needs} for step in overlay.steps}
    assert found == INVENTORY["overlays"][overlay.id]


@each_overlay
def test_what_an_overlay_cites_is_in_the_inventory(overlay: Overlay) -> None:
    known = {source for group in INVENTORY["sources"].values() for source in group}
    for step in overlay.steps:
        assert {*overlay.sources, *step.sources} <= known
        assert all(need.sources and set(need.sources) <= known for need in step.needs)


def test_the_blockers_bring_their_twenty_two_rules() -> None:
    assert len(LIBRARY.overlay("blockers").rules) == 22


@each_overlay
@pytest.mark.parametrize(("playbook", "stage"), STAGES, ids=lambda x: x.id)
def test_an_overlay_can_be_laid_over_every_stage_of_every_playbook(
    overlay: Overlay, playbook: Playbook, stage: Stage
) -> None:
    laid = seen(overlay.id, playbook.id, stage.id)
    assert [one.step.id for one in laid.steps] == [step.id for step in overlay.steps]
    assert all(one.ok for one in laid.steps)


def test_a_step_is_behind_now_or_ahead_by_the_phase_of_the_stage() -> None:
    laid = seen("rollout-modes", "enterprise", "ef.ph3")
    assert [one.when for one in laid.steps] == ["now", "ahead", "ahead", "ahead", "ahead"]
    laid = seen("rollout-modes", "stage-gate", "sg.st4")
    assert [one.when for one in laid.steps] == ["behind", "now", "now", "now", "ahead"]


def test_a_step_is_short_where_its_figure_is_missed() -> None:
    laid = seen("rollout-modes", "default", "rollout", {"q.shadow": Percent(Decimal(94))})
    short = [one for one in laid.steps if not one.ok]
    assert [one.step.id for one in short] == ["rc.ph1"]
    assert [f.rule for f in short[0].standings[0].findings] == ["r.roll.shadow"]


def test_the_rules_of_an_overlay_notice_what_no_gate_of_the_playbook_asks() -> None:
    laid = seen("blockers", "enterprise", "ef.ph1", {"q.owner": Group("IT")})
    assert {f.rule for f in laid.findings} == {"r.owner.person", "r.answer.vague"}


def test_good_answers_leave_the_rules_of_the_blockers_silent() -> None:
    assert seen("blockers", "stage-gate", "sg.st3").findings == ()


def test_an_overlay_that_is_not_there_is_unknown() -> None:
    with pytest.raises(Unknown):
        seen("nothing", "stage-gate", "sg.st1")
    with pytest.raises(Unknown):
        LIBRARY.playbook("blockers")


def test_an_organisation_s_overlay_is_read_and_is_no_playbook(tmp_path: Path) -> None:
    (tmp_path / "ours.yml").write_text(OURS, "utf-8")
    library = load(tmp_path)
    assert library.overlay("ours").title == "Ours"
    assert set(library.playbooks) == set(LIBRARY.playbooks)


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "suggestion"),
    [
        ("c.owner", "c.ownr", 10, "overlay.steps[0].needs[0].criterion", "c.owner"),
        ("r.owner.person", "r.owner.persn", 4, "overlay.rules[0]", "r.owner.person"),
        ("purpose", "porpose", 8, "overlay.steps[0].porpose", "purpose"),
        (
            "need: must",
            "need: must, warns: [r.owner.x]",
            10,
            "overlay.steps[0].needs[0].warns[0]",
            "",
        ),
    ],
)
def test_a_slip_in_an_overlay_is_found_with_line_key_and_suggestion(
    tmp_path: Path, right: str, wrong: str, line: int, key: str, suggestion: str
) -> None:
    file = tmp_path / "ours.yml"
    file.write_text(OURS.replace(right, wrong), "utf-8")
    found = next(problem for problem in check([file]) if problem.key == key)
    assert (found.line, suggestion in found.suggestion) == (line, True)


def test_two_steps_of_one_id_are_one_too_many(tmp_path: Path) -> None:
    file = tmp_path / "ours.yml"
    step = OURS[OURS.index("    - id: one") :]
    file.write_text(OURS + step, "utf-8")
    assert [problem.key for problem in check([file])] == ["overlay.steps[1].id"]
