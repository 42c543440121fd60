"""The judgements, under the names that the YAML's `check` uses.

A rule is silent when what it needs has not been answered: a gap is a finding of its own. In
doubt it stays silent, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from knowledge.judging.checks import (
    life,
    metric,
    money,
    named,
    odds,
    people,
    plain,
    plans,
    series,
    users,
)
from knowledge.judging.expressions import compiled, read_by
from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import EXPRESSION, RuleUse

Rule: TypeAlias = Callable[[RuleUse, Facts], Verdict]

CHECKS: tuple[Rule, ...] = (
    *people.CHECKS,
    *named.CHECKS,
    *odds.CHECKS,
    *plain.CHECKS,
    *plans.CHECKS,
    *users.CHECKS,
    *money.CHECKS,
    *metric.CHECKS,
    *life.CHECKS,
    *series.CHECKS,
)
CHECK_NAMES: Mapping[str, Rule] = {check.__name__.replace("_", "-"): check for check in CHECKS}


def expression(use: RuleUse, facts: Facts) -> Verdict:
    """Fire where what an organisation wrote holds."""
    return Verdict(fires=compiled(use.when).fires(facts))


def looked_at(use: RuleUse) -> tuple[str, ...]:
    """List the questions that a rule looks at: those it names, and those its expression reads."""
    read = read_by(use.when) if use.when else ()
    return tuple(dict.fromkeys((*use.questions, *read)))


# A file names a check by the first; a rule with `when` gets the second by itself.
RULES: Mapping[str, Rule] = {**CHECK_NAMES, EXPRESSION: expression}

__all__ = ["CHECK_NAMES", "RULES", "SILENT", "Facts", "Rule", "Verdict", "looked_at"]
