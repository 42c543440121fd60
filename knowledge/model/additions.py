"""What an organisation changes about knowledge that is there already."""

from __future__ import annotations

from knowledge.model.content import Content, Id, Line, Number
from knowledge.model.playbook import Weight


class Threshold(Content):
    """Another figure for a rule, where its source leaves that to the team."""

    rule: Id
    value: Number
    unit: Line = ""  # empty: the rule's own
    why: Line = ""


class Addition(Content):
    """One more criterion at a gate of a playbook that is there already."""

    gate: Id
    criterion: Id
    need: Weight
    ask_from: Id | None = None
