"""A pilot's journal: only ever added to, each entry sealed to the one before."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database.columns import utc
from storage.database.quick import Quick
from storage.database.statements import Tx
from storage.database.tables import core
from storage.database.text import canonical, parsed
from storage.errors import Behind, Damaged
from storage.pilots.chain import START, digest, link
from storage.pilots.proof import Problem, verify, verify_all
from storage.pilots.tables import EntryRow
from storage.tenant.accounts import aliases

__all__ = [
    "Behind",
    "Entry",
    "New",
    "Problem",
    "append",
    "erase",
    "head",
    "read",
    "verify",
    "verify_all",
]


@dataclass(frozen=True, slots=True)
class New:
    """Something to be noted: `by` is a person's id, empty for Gatepost itself."""

    kind: str
    payload: Mapping[str, Any]
    by: str
    at: datetime  # aware


@dataclass(frozen=True, slots=True)
class Entry:
    """Something noted; the payload is None once it has been erased."""

    pilot: str
    seq: int
    kind: str
    payload: Mapping[str, Any] | None
    by: str
    at: datetime  # aware, UTC
    hash: bytes


_entry = core(EntryRow).c
_OF_PILOT = (_entry.tenant == bindparam("tenant"), _entry.pilot == bindparam("pilot"))
_HEAD = Quick(
    select(_entry.seq, _entry.hash).where(*_OF_PILOT).order_by(_entry.seq.desc()).limit(1)
)
_INSERT = Quick(insert(core(EntryRow)))
_BEHIND = (
    select(_entry.pilot, _entry.seq, _entry.kind, _entry.payload, _entry.by, _entry.at, _entry.hash)
    .where(*_OF_PILOT, _entry.seq > bindparam("after"))
    .order_by(_entry.seq)
)
_AFTER = Quick(_BEHIND)
_BETWEEN = Quick(_BEHIND.where(_entry.seq <= bindparam("upto")))
_ERASE = (
    update(core(EntryRow))
    .where(
        _entry.tenant == bindparam("t"),
        _entry.pilot == bindparam("p"),
        _entry.seq.in_(bindparam("seqs", expanding=True)),
        _entry.payload.is_not(None),
    )
    .values(payload=None, salt=None)
)


def append(
    tx: Tx, tenant: str, pilot: str, head: int, news: Sequence[New], *, last: bytes | None = None
) -> tuple[Entry, ...]:
    """Note what is new after entry `head`; `last` saves a look where the head's hash is at hand.

    Raises Behind where the journal has moved on (let it undo the work); Unclean.
    """
    seal = _seal(tx, tenant, pilot, head) if last is None else last
    rows, entries = [], []
    for seq, new in enumerate(news, head + 1):
        row = _row(tenant, pilot, seq, new, seal)
        seal = row["hash"]
        rows.append(row)
        entries.append(Entry(pilot, seq, new.kind, new.payload, new.by, row["at"], seal))
    if rows:
        _insert(tx, rows)
    return tuple(entries)


def _seal(tx: Tx, tenant: str, pilot: str, head: int) -> bytes:
    """Read the hash to go on from, and see that the journal really ends there."""
    row = _HEAD.row(tx, {"tenant": tenant, "pilot": pilot})
    seq, seal = (0, START) if row is None else row
    if seq != head:
        raise Behind(f"the journal stands at {seq}, not at {head}")
    return bytes(seal)


def _row(tenant: str, pilot: str, seq: int, new: New, before: bytes) -> dict[str, Any]:
    salt, payload, at = os.urandom(16), canonical(new.payload), utc(new.at)
    content = digest(salt, payload)
    return {
        "tenant": tenant,
        "pilot": pilot,
        "seq": seq,
        "kind": new.kind,
        "payload": payload,
        "salt": salt,
        "digest": content,
        "by": new.by,
        "at": at,
        "hash": link(before, (tenant, pilot, seq, new.kind, new.by), at, content),
    }


def _insert(tx: Tx, rows: list[dict[str, Any]]) -> None:
    try:
        _INSERT.write(tx, *rows)
    except (IntegrityError, sqlite3.IntegrityError) as error:
        raise Behind("somebody else wrote to the journal first") from error


def read(
    tx: Tx, tenant: str, pilot: str, after: int = 0, upto: int | None = None
) -> tuple[Entry, ...]:
    """Read the entries behind `after`, up to and with `upto`; raises Damaged.

    Whose accounts are linked is one person in all of them, whichever account is written there.
    """
    values: dict[str, Any] = {"tenant": tenant, "pilot": pilot, "after": after}
    if upto is None:
        rows = _AFTER.rows(tx, values)
    else:
        rows = _BETWEEN.rows(tx, values | {"upto": upto})
    ones = aliases(tx, tenant)
    return tuple(
        Entry(
            *(pilot, seq, kind),
            None if payload is None else _mapping(_in_the_name_of(ones, payload)),
            *(ones.get(by, by), at, bytes(seal)),
        )
        for pilot, seq, kind, payload, by, at, seal in rows
    )


def _in_the_name_of(ones: Mapping[str, str], payload: str) -> str:
    """Write people's own ids for those of their accounts: they are random, and nothing else is."""
    for account, person in ones.items():
        payload = payload.replace(account, person)
    return payload


def _mapping(payload: str) -> Mapping[str, Any]:
    value = parsed(payload)
    if not isinstance(value, dict):
        raise Damaged("a journal entry is not what was written")
    return value


def head(tx: Tx, tenant: str, pilot: str) -> int:
    """Give the number of the last entry; 0 where there is none."""
    row = _HEAD.row(tx, {"tenant": tenant, "pilot": pilot})
    return 0 if row is None else int(row[0])


def erase(tx: Tx, tenant: str, pilot: str, seqs: Collection[int]) -> int:
    """Take payload and salt out of entries for good; the chain still verifies. Gives how many."""
    if not seqs:
        return 0
    return tx.execute(_ERASE, {"t": tenant, "p": pilot, "seqs": sorted(seqs)}).rowcount
