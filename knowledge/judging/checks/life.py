"""Checks of a pilot's life: decisions, documents, days in a stage; silent where nobody looked."""

from __future__ import annotations

from datetime import date

from knowledge.judging.facts import SILENT, Facts, Life, Made, Verdict
from knowledge.model.content import RuleUse
from knowledge.model.playbook import Gate, Playbook, Stage
from knowledge.values.kinds import Choice, Metric

OUTCOMES = frozenset(("proceed", "conditions", "redirect", "hold", "stop"))
ONWARD = frozenset(("proceed", "conditions"))
DAYS_A_MONTH = 30


def gate_decided(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where nobody opened the gate right before this stage."""
    life, before = _life(facts), _before(facts)
    return Verdict(fires=life is not None and bool(before) and not _open(life, before[-1].gate))


def none_skipped(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a gate further back was never opened."""
    life, before = _life(facts), _before(facts)
    return Verdict(fires=life is not None and not all(_open(life, s.gate) for s in before[:-1]))


def documents_linked(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a document of this stage's gate has no link."""
    life = _life(facts)
    if life is None or facts.stage is None:
        return SILENT
    wanted = {deliverable.id for deliverable in facts.stage.gate.deliverables}
    return Verdict(fires=not wanted <= life.documents)


def decided_with_reason(use: RuleUse, facts: Facts) -> Verdict:
    """Fire at a decision without a reason, or with an outcome that no gate has."""
    made = facts.life.decisions if facts.life else ()
    return Verdict(fires=any(d.outcome not in OUTCOMES or not d.reason.strip() for d in made))


def every_must(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a strict gate was opened while musts were open."""
    life = _life(facts)
    if life is None or facts.playbook is None:
        return SILENT
    strict = {stage.gate.id for stage in facts.playbook.stages if stage.gate.strict}
    return Verdict(
        fires=any(
            made.gate in strict and made.outcome in ONWARD and made.open_musts
            for made in life.decisions
        )
    )


def decided_before_money(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where money is approved while the proof of concept's gate is still shut."""
    status, life = facts.value(use.questions[0]), _life(facts)
    if life is None or facts.playbook is None:
        return SILENT
    proof = facts.playbook.covering(("poc",))
    approved = isinstance(status, Choice) and status.option == "approved"
    return Verdict(fires=approved and proof is not None and not _open(life, proof.gate))


def still_undecided(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where a stage has outlived its usual weeks and nobody decided anything at its gate."""
    life, stage = _life(facts), facts.stage
    if life is None or stage is None or stage.weeks is None or use.figure is None:
        return SILENT
    late = _weeks(facts.started, facts.today) > stage.weeks[1] * float(use.figure.value)
    decided = any(m.gate == stage.gate.id and m.on >= facts.started for m in life.decisions)
    return Verdict(fires=late and not decided)


def stage_too_long(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the stage takes longer than the playbook says, or than the figure."""
    if facts.stage is None or use.figure is None or facts.in_stage("operate"):
        return SILENT
    longest = facts.stage.weeks[1] if facts.stage.weeks else float(use.figure.value)
    known = facts.stage.weeks is not None or not facts.in_stage("scale")
    return Verdict(fires=known and _weeks(facts.started, facts.today) > longest)


def pilot_too_short(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the pilot's gate opened sooner after the one before than the figure."""
    life = _life(facts)
    pilot = facts.playbook.covering(("pilot",)) if facts.playbook else None
    if life is None or facts.playbook is None or pilot is None or use.figure is None:
        return SILENT
    begun = _opened(life, _stages_before(facts.playbook, pilot)[-1:])
    done = _opened(life, (pilot,))
    if begun is None or done is None:
        return SILENT
    least = pilot.weeks[0] if pilot.weeks else float(use.figure.value)
    return Verdict(fires=_weeks(begun, done) < least)


def planned_too_soon(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where the metric's day is fewer months after the pilot's first than the figure."""
    metric = facts.value(use.questions[0])
    born = facts.life.born if facts.life else None
    if born is None or not isinstance(metric, Metric) or use.figure is None:
        return SILENT
    return Verdict(fires=(metric.by - born).days < use.figure.value * DAYS_A_MONTH)


def known_before_pilot(use: RuleUse, facts: Facts) -> Verdict:
    """Fire, in the pilot stage, where the first answer came after the stage had begun."""
    question = use.questions[0]
    kept = facts.history.get(question, ())
    if not kept or not facts.in_stage("pilot"):
        return SILENT
    return Verdict(fires=kept[0].at.date() > facts.started, question=question)


def _life(facts: Facts) -> Life | None:
    """Return what the journal knows, as long as it speaks of the gates that are judged."""
    life = facts.life
    same = life is not None and facts.playbook is not None and life.playbook == facts.playbook.id
    return life if same else None


def _before(facts: Facts) -> tuple[Stage, ...]:
    if facts.playbook is None or facts.stage is None:
        return ()
    return _stages_before(facts.playbook, facts.stage)


def _stages_before(playbook: Playbook, stage: Stage) -> tuple[Stage, ...]:
    return tuple(earlier for earlier in playbook.stages if earlier.order < stage.order)


def _open(life: Life, gate: Gate) -> bool:
    return gate.id in life.passed or _last_onward(life, gate) is not None


def _last_onward(life: Life, gate: Gate) -> Made | None:
    made = (m for m in reversed(life.decisions) if m.gate == gate.id and m.outcome in ONWARD)
    return next(made, None)


def _opened(life: Life, stages: tuple[Stage, ...]) -> date | None:
    made = [_last_onward(life, stage.gate) for stage in stages]
    return made[0].on if made and made[0] is not None else None


def _weeks(since: date, until: date) -> float:
    return (until - since).days / 7


CHECKS = (
    gate_decided,
    none_skipped,
    documents_linked,
    decided_with_reason,
    every_must,
    decided_before_money,
    still_undecided,
    stage_too_long,
    pilot_too_short,
    planned_too_soon,
    known_before_pilot,
)
