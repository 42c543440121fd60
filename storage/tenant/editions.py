"""What an organisation asks in its own words: editions by number, the newest is in force.

The house's folder has editions too, under the tenant HOUSE.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select

from storage.database.quick import Quick
from storage.database.statements import Tx
from storage.database.tables import core
from storage.ids import draft_id
from storage.tenant.tables import DraftRow, EditionRow

HOUSE = ""


class Overtaken(Exception):
    """Somebody else put an edition in force meanwhile."""


@dataclass(frozen=True, slots=True)
class Edition:
    """Files (name and text) as they were put in force, with the questions they no longer ask."""

    number: int
    files: tuple[tuple[str, str], ...]
    retired: tuple[Mapping[str, Any], ...]
    digest: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Files that would be put in force after edition `base`; `name` is the one that is new."""

    id: str
    base: int
    name: str
    files: tuple[tuple[str, str], ...]
    by: str
    at: datetime


_edition = core(EditionRow).c
_draft = core(DraftRow).c
_NUMBER = Quick(
    select(func.coalesce(func.max(_edition.number), 0)).where(
        _edition.tenant == bindparam("tenant")
    )
)
_NUMBERS = select(_edition.tenant, func.max(_edition.number)).group_by(_edition.tenant)
_ALL = select(
    _edition.number,
    _edition.files,
    _edition.retired,
    _edition.digest,
    _edition.by,
    _edition.at,
    _edition.why,
).where(_edition.tenant == bindparam("tenant"))
_ONE = _ALL.where(_edition.number == bindparam("number"))
_LATEST = _ALL.order_by(_edition.number.desc()).limit(bindparam("limit"))
_DRAFT = select(_draft.id, _draft.base, _draft.name, _draft.files, _draft.by, _draft.at).where(
    _draft.tenant == bindparam("tenant"), _draft.id == bindparam("id")
)


def number(tx: Tx, tenant: str) -> int:
    """Give the number of the edition in force; 0: there is none."""
    row = _NUMBER.row(tx, {"tenant": tenant})
    return int(row[0]) if row else 0


def numbers(tx: Tx) -> dict[str, int]:
    """Give the number of every tenant's edition in force."""
    return {row[0]: int(row[1]) for row in tx.execute(_NUMBERS)}


def get(tx: Tx, tenant: str, wanted: int) -> Edition | None:
    """Find an edition."""
    row = tx.execute(_ONE, {"tenant": tenant, "number": wanted}).first()
    return None if row is None else _read(row)


def newest(tx: Tx, tenant: str) -> Edition | None:
    """Find the edition in force."""
    return next(iter(latest(tx, tenant, 1)), None)


def latest(tx: Tx, tenant: str, limit: int) -> tuple[Edition, ...]:
    """List editions, the newest first."""
    return tuple(_read(row) for row in tx.execute(_LATEST, {"tenant": tenant, "limit": limit}))


def put(tx: Tx, tenant: str, edition: Edition) -> None:
    """Put an edition in force; raises Overtaken where its number is taken."""
    if number(tx, tenant) != edition.number - 1:
        raise Overtaken
    values = {
        "tenant": tenant,
        "number": edition.number,
        "files": [list(file) for file in edition.files],
        "retired": [dict(one) for one in edition.retired],
        "digest": edition.digest,
        "by": edition.by,
        "at": edition.at,
        "why": edition.why,
    }
    tx.execute(insert(core(EditionRow)), values)


def keep_draft(tx: Tx, tenant: str, draft: Draft) -> str:
    """Keep files for a look; the older drafts of the same person go. Gives its id."""
    tx.execute(delete(core(DraftRow)).where(_draft.tenant == tenant, _draft.by == draft.by))
    values = {
        "tenant": tenant,
        "id": draft.id or draft_id(),
        "base": draft.base,
        "name": draft.name,
        "files": [list(file) for file in draft.files],
        "by": draft.by,
        "at": draft.at,
    }
    tx.execute(insert(core(DraftRow)), values)
    return str(values["id"])


def draft_of(tx: Tx, tenant: str, wanted: str) -> Draft | None:
    """Find files that wait."""
    row = tx.execute(_DRAFT, {"tenant": tenant, "id": wanted}).first()
    return None if row is None else Draft(row.id, row.base, row.name, _files(row.files), *row[4:])


def drop_draft(tx: Tx, tenant: str, wanted: str) -> None:
    """Forget files that waited."""
    tx.execute(delete(core(DraftRow)).where(_draft.tenant == tenant, _draft.id == wanted))


def _read(row: Any) -> Edition:
    return Edition(row.number, _files(row.files), tuple(row.retired), *row[3:])


def _files(kept: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text) for name, text in kept)
