"""The fewest answers that would open a gate: what is missing, and what has to be said anew.

An answer that is to come is taken for a good one: a rule looks at what is left without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from knowledge.answers import Answers, set_aside, settled
from knowledge.judging.evaluate import judged_by
from knowledge.judging.facts import Facts
from knowledge.judging.plan import Item, plan_of
from knowledge.judging.readiness import Finding, Readiness
from knowledge.judging.rules import Rule, looked_at
from knowledge.model.content import Criterion, Question, RuleUse
from knowledge.model.library import Library

Given: TypeAlias = frozenset[str]
TRIES = 400  # ways tried before the first that comes is taken


@dataclass(frozen=True, slots=True)
class Wanted:
    """One answer on the way through a gate, and why a new one is wanted (empty: there is none)."""

    question: Question
    criterion: Criterion
    because: str = ""


@dataclass(frozen=True, slots=True)
class _Left:
    """A rule that still stands in the way, and where it points."""

    rule: Rule
    use: RuleUse
    item: Item
    finding: Finding


def shortest(
    library: Library, readiness: Readiness, answers: Answers, facts: Facts
) -> tuple[Wanted, ...]:
    """List the fewest answers that would meet every open must of the gate, first things first."""
    plan = plan_of(library, readiness.playbook.id, readiness.stage.id)
    items = [plan.by_criterion[standing.criterion.id] for standing in readiness.blocking]
    known = judged_by(plan, answers, facts)
    missing = frozenset(q.id for item in items for q in item.required if not _told(q, answers))
    given = _fewest(items, known, missing)
    reasons = {left.finding.question: left for left in _in_the_way(items, known, frozenset())}
    first = [one.criterion for one in readiness.first]
    found = [_wanted(library, question, items, answers, reasons) for question in given]
    return tuple(sorted(found, key=lambda one: _place(one, first, items)))


def _told(question: Question, answers: Answers) -> bool:
    answer = answers.get(question.id)
    return settled(answer) or (not question.always and set_aside(answer))


def _fewest(items: list[Item], facts: Facts, missing: Given) -> Given:
    """Search by size: whatever is found first is the least."""
    level, tried = [missing], 0
    while True:
        further: dict[Given, None] = {}
        for given in level:
            tried += 1
            left = next(_in_the_way(items, facts, given), None)
            if left is None:
                return given
            further.update((given | {one}, None) for one in _helping(left, facts, given))
        level = list(further) if tried < TRIES else list(further)[:1]


def _in_the_way(items: list[Item], facts: Facts, given: Given) -> Iterator[_Left]:
    """Walk the blocking findings that stay even if these answers were given well."""
    left = _without(facts, given)
    for item in items:
        if not any(question in facts.answers for question in item.asked):
            continue
        for rule, use in item.rules:
            finding = Finding.of(rule(use, left), use, facts)
            if finding is not None and finding.blocks and not _awaited(finding, item, given):
                yield _Left(rule, use, item, finding)


def _awaited(finding: Finding, item: Item, given: Given) -> bool:
    """Tell whether the answer that a rule points at is to come."""
    return (finding.question or item.required[0].id) in given


def _without(facts: Facts, given: Given) -> Facts:
    kept = {one: answer for one, answer in facts.answers.items() if one not in given}
    return replace(facts, answers=kept)


def _helping(left: _Left, facts: Facts, given: Given) -> list[str]:
    """List the answers of a rule that change what it says; the one it points at, if none does."""
    at = left.finding.question or left.item.required[0].id
    candidates = dict.fromkeys((at, *looked_at(left.use)))
    now = left.rule(left.use, _without(facts, given))
    helping = [
        one
        for one in candidates
        if one not in given and left.rule(left.use, _without(facts, given | {one})) != now
    ]
    return helping or [at]


def _wanted(
    library: Library,
    question_id: str,
    items: list[Item],
    answers: Answers,
    reasons: dict[str, _Left],
) -> Wanted:
    question = library.question(question_id)
    asked_by = next((i for i in items if question_id in i.asked), None)
    left = reasons.get(question_id) or _about(question_id, reasons)
    criterion = asked_by.criterion if asked_by else library.criterion(question.criterion)
    if not settled(answers.get(question_id)) or left is None:
        return Wanted(question, criterion)
    return Wanted(question, left.item.criterion, left.finding.message)


def _about(question_id: str, reasons: dict[str, _Left]) -> _Left | None:
    found = (left for left in reasons.values() if question_id in looked_at(left.use))
    return next(found, None)


def _place(one: Wanted, first: list[str], items: list[Item]) -> tuple[int, int, int]:
    criteria = [item.criterion.id for item in items]
    here = one.criterion.id
    asked = [question.id for question in one.criterion.questions]
    return (
        first.index(here) if here in first else len(first),
        criteria.index(here) if here in criteria else len(criteria),
        asked.index(one.question.id) if one.question.id in asked else len(asked),
    )
