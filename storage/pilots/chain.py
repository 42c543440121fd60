"""The hash chain of a journal: what each entry's hash is made of."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from storage.database.text import canonical

# Before the first entry.
START = bytes(32)


def digest(salt: bytes, payload: str) -> bytes:
    """Hash a payload under its salt: once that is erased, no guess at it can be checked."""
    return hashlib.sha256(salt + payload.encode()).digest()


def link(
    before: bytes, about: tuple[str, str, int, str, str], at: datetime, content: bytes
) -> bytes:
    """Hash an entry: the hash before it, (tenant, pilot, seq, kind, by), its time, its digest."""
    written = canonical([*about, at.astimezone(UTC).isoformat(timespec="microseconds")])
    return hashlib.sha256(before + written.encode() + content).digest()
