"""The shapes of knowledge in one place to import from."""

from knowledge.model.content import (
    Acceptance,
    Criterion,
    Figure,
    Kind,
    Question,
    Role,
    RuleUse,
    Severity,
)
from knowledge.model.library import Library
from knowledge.model.overlay import Overlay, Step
from knowledge.model.playbook import (
    Deliverable,
    FirstThings,
    Gate,
    Need,
    Playbook,
    Stage,
    Unknown,
    Weight,
)
from knowledge.model.sources import Conflict, Framework, Gap, Statistic, Word

__all__ = [
    "Acceptance",
    "Conflict",
    "Criterion",
    "Deliverable",
    "Figure",
    "FirstThings",
    "Framework",
    "Gap",
    "Gate",
    "Kind",
    "Library",
    "Need",
    "Overlay",
    "Playbook",
    "Question",
    "Role",
    "RuleUse",
    "Severity",
    "Stage",
    "Statistic",
    "Step",
    "Unknown",
    "Weight",
    "Word",
]
