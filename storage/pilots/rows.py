"""What a summary is and how its row is read: for those who write it and those who list it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from storage.database.tables import core
from storage.pilots.tables import SummaryRow


@dataclass(frozen=True, slots=True)
class Summary:
    """A pilot as lists show it.

    `owner`, `metric` and `funding` are short texts of the caller's ("ok", "missing:2026-11-20");
    `seq` is the journal entry up to which this is true.
    """

    tenant: str
    pilot: str
    seq: int
    name: str
    room: str
    playbook: str
    stage: str
    gate: str
    closed: bool
    met: int
    total: int
    blocking: int
    owner: str
    metric: str
    funding: str
    body: Mapping[str, Any]


COLUMNS = tuple(Summary.__dataclass_fields__)
SHOWN = select(*(core(SummaryRow).c[name] for name in COLUMNS)).where(
    core(SummaryRow).c.tenant == bindparam("tenant")
)


def summaries(rows: Iterable[Any]) -> tuple[Summary, ...]:
    """Make summaries of rows that have exactly their columns."""
    return tuple(Summary(*row) for row in rows)
