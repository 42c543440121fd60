"""Judge a pilot as a whole: its decisions, documents, days and series, beside any criterion."""

from __future__ import annotations

from knowledge.answers import Answers
from knowledge.judging.evaluate import judged_by
from knowledge.judging.facts import Facts
from knowledge.judging.plan import plan_of
from knowledge.judging.readiness import Finding
from knowledge.judging.rules import RULES
from knowledge.model.library import Library


def watch(
    library: Library, playbook_id: str, stage_id: str, answers: Answers, facts: Facts
) -> tuple[Finding, ...]:
    """List what the rules that stand on their own notice; readiness does not depend on it."""
    facts = judged_by(plan_of(library, playbook_id, stage_id), answers, facts)
    uses = tuple((RULES[use.check], use) for use in library.standing.values())
    return tuple(found for rule, use in uses if (found := Finding.of(rule(use, facts), use, facts)))
