"""What can be raised: a criterion as it stands, and how to look for it on any day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from handlers.flags.past import Fires
from handlers.pilots.pilot import Turn
from knowledge.judging.evaluate import judge
from knowledge.judging.facts import Facts
from knowledge.judging.plan import Item, Plan
from knowledge.judging.readiness import Standing
from knowledge.model import Severity
from knowledge.model.playbook import Weight

Find = Callable[[Plan, Turn], Item | None]
GAP: dict[Weight, Severity] = {"must": "block", "should": "warn", "tip": "info"}


@dataclass(frozen=True, slots=True)
class Raised:
    """Something to look at, before it is known since when and with whom."""

    code: str
    severity: Severity
    criterion: str
    question: str
    message: str
    clears: str
    sources: tuple[str, ...]
    fires: Fires
    asked: tuple[str, ...]  # the questions that it looks at
    topic: str  # where it is listed, if nothing says otherwise
    rule: str = ""
    state: Literal["", "waived", "not_applicable"] = ""  # of the whole criterion
    about_stage: bool = False
    blocks: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A criterion as it stands, how to find it at any time, and how bad a gap in it is."""

    item: Item
    standing: Standing
    gap: Severity
    topic: str
    find: Find
    facts: Facts
    before: tuple[str, ...] = ()  # questions of what it was called at earlier stages

    @property
    def asked(self) -> tuple[str, ...]:
        """Every question that it looks at, or looked at under another name."""
        return tuple(dict.fromkeys((*self.item.looked_at, *self.before)))

    @property
    def blocks(self) -> bool:
        return self.gap == "block"

    def short(self, plan: Plan, facts: Facts, turn: Turn) -> bool:
        item = self.find(plan, turn)
        return item is not None and not judge(item, facts).ok

    def finds(self, rule: str) -> Fires:
        """Look for what one rule notices, at any time."""

        def fires(plan: Plan, facts: Facts, turn: Turn) -> bool:
            item = self.find(plan, turn)
            uses = [(check, use) for check, use in item.rules if use.id == rule] if item else []
            return any(check(use, facts).fires for check, use in uses)

        return fires
