"""Judge a pilot at a gate: a pure function of the playbook, the answers and the day.

The past, the future and what-if are the same call with other arguments.
"""

from __future__ import annotations

from dataclasses import replace

from knowledge.answers import Answer, Answers, set_aside, settled
from knowledge.judging.facts import Facts
from knowledge.judging.plan import FirstItem, Item, Plan, plan_of
from knowledge.judging.readiness import Finding, First, Readiness, Standing, State
from knowledge.model.content import Question
from knowledge.model.library import Library


def evaluate(
    library: Library, playbook_id: str, stage_id: str, answers: Answers, facts: Facts
) -> Readiness:
    """Judge one stage's gate, and owner, metric and funding beside it; raises Unknown."""
    plan = plan_of(library, playbook_id, stage_id)
    facts = judged_by(plan, answers, facts)
    judged = {item.criterion.id: judge(item, facts) for item in plan.items}
    return Readiness(
        plan.playbook,
        plan.stage,
        plan.stage.gate,
        tuple(judged.values()),
        tuple(_first(first, judged, facts) for first in plan.first),
    )


def catch_up(
    library: Library, playbook_id: str, stage_id: str, answers: Answers, facts: Facts
) -> tuple[Standing, ...]:
    """List the musts of earlier gates that are still open; they neither block nor wait."""
    plan = plan_of(library, playbook_id, stage_id)
    facts = judged_by(plan, answers, facts)
    judged = (judge(item, facts) for item in plan.earlier)
    return tuple(standing for standing in judged if not standing.ok)


def to_ask(library: Library, readiness: Readiness, answers: Answers) -> tuple[Question, ...]:
    """List the questions that still keep a must, or one of the three, from being met."""
    plan = plan_of(library, readiness.playbook.id, readiness.stage.id)
    standings = {first.criterion: first.standing for first in readiness.first}
    standings.update((s.criterion.id, s) for s in readiness.standings)
    found: dict[str, Question] = {}
    for item in plan.asking():
        standing = standings[item.criterion.id]
        if not standing.ok:
            found.update((q.id, q) for q in lacking(item, standing, answers))
    return tuple(found.values())


def judged_by(plan: Plan, answers: Answers, facts: Facts) -> Facts:
    """Put the answers, the playbook and the stage beside what is known otherwise."""
    return replace(facts, answers=answers, playbook=plan.playbook, stage=plan.stage)


def lacking(item: Item, standing: Standing, answers: Answers) -> list[Question]:
    """List the questions that keep a criterion from being met: unanswered, or not good enough."""
    short = {f.question for f in standing.findings if f.blocks}
    return [
        question
        for question in item.required
        if question.id in short or not _dealt_with(question, answers.get(question.id))
    ]


def _dealt_with(question: Question, answer: Answer | None) -> bool:
    return settled(answer) or (not question.always and set_aside(answer))


def judge(item: Item, facts: Facts) -> Standing:
    """Say how one criterion stands, for facts that know their answers and their stage."""
    answers = facts.answers
    said = tuple(answers[question] for question in item.asked if question in answers)
    findings = _findings(item, facts) if said else ()
    state = _state(item, answers, findings)
    if state in ("missing", "short") and waivable(item, facts):
        state = "waived"
    return Standing(item.criterion, item.need, state, findings, said)


def waivable(item: Item, facts: Facts) -> bool:
    """Tell whether a waiver holds: before a strict gate a must is met, or it is open."""
    strict = facts.stage is not None and facts.stage.gate.strict and item.need.need == "must"
    return item.criterion.id in facts.waived and not strict


def _findings(item: Item, facts: Facts) -> tuple[Finding, ...]:
    found = []
    for rule, use in item.rules:
        finding = Finding.of(rule(use, facts), use, facts)
        if finding is not None:
            found.append(finding)
    return tuple(found)


def _state(item: Item, answers: Answers, findings: tuple[Finding, ...]) -> State:
    leading = item.required[0]
    if not leading.always and set_aside(answers.get(leading.id)):
        return "not_applicable"
    if not all(_dealt_with(question, answers.get(question.id)) for question in item.required):
        return "missing"
    blocked = any(finding.blocks for finding in findings)
    return "short" if blocked else "met"


def _first(first: FirstItem, judged: dict[str, Standing], facts: Facts) -> First:
    standing = judged.get(first.item.criterion.id) or judge(first.item, facts)
    return First(first.label, first.item.criterion.id, standing, "ok" if standing.ok else first.gap)


__all__ = [
    "Finding",
    "First",
    "Readiness",
    "Standing",
    "catch_up",
    "evaluate",
    "judge",
    "judged_by",
    "lacking",
    "to_ask",
]
