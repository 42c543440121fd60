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
from knowledge.judging.facts import SILENT, Facts, Verdict
from knowledge.model.content import RuleUse

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
RULES: Mapping[str, Rule] = {check.__name__.replace("_", "-"): check for check in CHECKS}

__all__ = ["RULES", "SILENT", "Facts", "Rule", "Verdict"]
