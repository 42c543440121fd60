"""Put files in force as the next edition; what they no longer ask stays readable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.playbooks.shelf import retired_by, together
from knowledge.loading.reading import UnusableKnowledge
from knowledge.model import Library, Question
from storage.store import Tx
from storage.tenant import editions
from storage.tenant.editions import HOUSE, Edition


def proposed(tx: Tx, tenant: str, files: Sequence[tuple[str, str]], now: datetime) -> Library:
    """Read what would hold with these files; raises UnusableKnowledge."""
    return _next(tx, tenant, files, "", now, "")[1]


def publish(
    tx: Tx, tenant: str, files: Sequence[tuple[str, str]], by: str, at: datetime, why: str
) -> Edition:
    """Put files in force; raises UnusableKnowledge, and Overtaken where somebody was faster."""
    edition, _ = _next(tx, tenant, files, by, at, why)
    editions.put(tx, tenant, edition)
    return edition


def _next(
    tx: Tx, tenant: str, files: Sequence[tuple[str, str]], by: str, at: datetime, why: str
) -> tuple[Edition, Library]:
    before = editions.newest(tx, tenant)
    house = editions.newest(tx, HOUSE) if tenant != HOUSE else None
    kept = tuple((name, text) for name, text in files)
    bare = Edition((before.number if before else 0) + 1, kept, (), "", by, at, why)
    asked = together(house, bare).questions
    left = {question.id: question for question in _asked_by(house, before)}
    retired = tuple(_as_kept(one) for name, one in left.items() if name not in asked)
    library = together(house, replace(bare, retired=retired))
    return replace(bare, retired=retired, digest=library.edition), library


def _as_kept(question: Question) -> dict[str, Any]:
    """Keep what it takes to read old answers: nobody is asked any more, in no criterion."""
    gone = question.model_copy(update={"criterion": "", "optional": True})
    return gone.model_dump(mode="json", exclude={"least", "most"})


def _asked_by(house: Edition | None, before: Edition | None) -> list[Question]:
    """Gather every question that the edition before asked, or had inherited."""
    if before is None:
        return []
    try:
        asked, shared = together(house, before).questions, together(house, None).questions
    except UnusableKnowledge:
        return list(retired_by(before))  # what cannot be read any more asked nothing
    return [question for name, question in asked.items() if name not in shared]
