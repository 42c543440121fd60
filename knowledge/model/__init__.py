"""The shapes of knowledge in one place to import from."""

from knowledge.model.content import Criterion, Figure, Kind, Question, Role, RuleUse, Severity
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

__all__ = [
    "Criterion",
    "Deliverable",
    "Figure",
    "FirstThings",
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
    "Step",
    "Unknown",
    "Weight",
]
