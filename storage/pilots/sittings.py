"""Who is answering questions where, and since when."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, delete, select

from storage.database.quick import Quick
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.pilots.tables import SittingRow


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody answering for a pilot somewhere; `since`: the journal entry it began after."""

    person: str
    conversation: str
    pilot: str
    since: int


_sitting = core(SittingRow).c
_KEY = ("tenant", "person", "conversation")
_GET = Quick(
    select(_sitting.person, _sitting.conversation, _sitting.pilot, _sitting.since).where(
        *(_sitting[name] == bindparam(name) for name in _KEY)
    )
)
_PUT = Upsert(core(SittingRow), _KEY, ("pilot", "since"))
_END = delete(core(SittingRow)).where(
    _sitting.tenant == bindparam("t"),
    _sitting.person == bindparam("p"),
    _sitting.conversation == bindparam("c"),
)


def get(tx: Tx, tenant: str, person: str, conversation: str) -> Sitting | None:
    """Find what somebody is answering in this conversation."""
    values = {"tenant": tenant, "person": person, "conversation": conversation}
    row = _GET.row(tx, values)
    return None if row is None else Sitting(*row)


def put(tx: Tx, tenant: str, sitting: Sitting) -> None:
    """Sit somebody down, in place of what they were answering there."""
    _PUT(tx, {"tenant": tenant} | asdict(sitting))


def end(tx: Tx, tenant: str, person: str, conversation: str) -> None:
    """Let somebody get up; nothing happens where they were not sitting."""
    tx.execute(_END, {"t": tenant, "p": person, "c": conversation})
