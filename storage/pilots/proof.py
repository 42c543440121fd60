"""Journals checked against their own hashes: nothing altered, added, taken out or swapped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, select, type_coerce
from sqlalchemy.types import NullType

from storage.database.statements import Tx
from storage.database.tables import core
from storage.errors import Unclean
from storage.pilots.chain import START, digest, link
from storage.pilots.tables import EntryRow, SummaryRow
from storage.tenant.homes import homes


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a journal that is not as it was written."""

    tenant: str
    pilot: str
    seq: int
    what: str


_entry = core(EntryRow).c
_summary = core(SummaryRow).c
# As the driver gives it: what was tampered with may not be what its column promises.
_RAW = select(*(type_coerce(column, NullType()).label(column.name) for column in _entry))
_ALL = _RAW.order_by(_entry.tenant, _entry.pilot, _entry.seq)
_ONE = _RAW.where(
    _entry.tenant == bindparam("tenant"), _entry.pilot == bindparam("pilot")
).order_by(_entry.seq)
_HEADS = select(_summary.tenant, _summary.pilot, _summary.seq)
_HEAD = _HEADS.where(_summary.tenant == bindparam("tenant"), _summary.pilot == bindparam("pilot"))


def verify(tx: Tx, tenant: str, pilot: str) -> tuple[Problem, ...]:
    """Check one journal; an empty answer says that it is whole."""
    values = {"tenant": tenant, "pilot": pilot}
    return tuple(_problems(tx.execute(_ONE, values), tx.execute(_HEAD, values), homes(tx)))


def verify_all(tx: Tx) -> tuple[Problem, ...]:
    """Check every journal, without ever holding more than a piece of one in memory."""
    entries = tx.execute(_ALL, execution_options={"yield_per": 500})
    return tuple(_problems(entries, tx.execute(_HEADS), homes(tx)))


def _problems(entries: Any, heads: Any, lived: Mapping[str, str]) -> Iterator[Problem]:
    promised: dict[tuple[str, str], int] = {(row[0], row[1]): row[2] for row in heads}
    for (tenant, pilot), rows in groupby(entries, key=lambda row: (row.tenant, row.pilot)):
        last, sealed = 0, (tenant, *(old for old, home in lived.items() if home == tenant))
        for last, problem in _walk(rows, sealed):
            if problem:
                yield Problem(tenant, pilot, last, problem)
        if promised.pop((tenant, pilot), 0) > last:
            yield Problem(tenant, pilot, last + 1, "entries are missing at the end")
    for (tenant, pilot), seq in promised.items():
        if seq:
            yield Problem(tenant, pilot, 1, "the whole journal is missing")


def _walk(rows: Iterator[Row[Any]], sealed: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Follow one chain; after a broken link it goes on from the hash that is stored.

    What was sealed under a tenant that has since been joined with this one stays as it was sealed.
    """
    before, expected = START, 1
    for row in rows:
        if not isinstance(row.seq, int):
            yield expected, "its number cannot be read"
            continue
        if row.seq != expected:
            yield expected, "an entry is missing here"
        yield row.seq, _entry_problem(row, before, sealed)
        before, expected = row.hash, row.seq + 1


def _entry_problem(row: Row[Any], before: bytes, sealed: tuple[str, ...]) -> str:
    if (row.payload is None) != (row.salt is None):
        return "its payload or its salt was taken out alone"
    try:
        about, at = (row.pilot, row.seq, row.kind, row.by), _instant(row.at)
        if not any(link(before, (one, *about), at, row.digest) == row.hash for one in sealed):
            return "it is not what was sealed here"
        if row.payload is not None and digest(row.salt, row.payload) != row.digest:
            return "its payload was altered"
    except (TypeError, ValueError, AttributeError, Unclean):
        return "it cannot be read"
    return ""


def _instant(raw: datetime | str) -> datetime:
    """Read a time as its database keeps it: SQLite as text, in UTC and without a zone."""
    made = datetime.fromisoformat(raw) if isinstance(raw, str) else raw
    return made.replace(tzinfo=UTC) if made.tzinfo is None else made
