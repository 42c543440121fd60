"""Codes with which an account asks to be linked: one each, for minutes, with few guesses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Final

from sqlalchemy import bindparam, delete, select

from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.ids import spoken_code
from storage.tenant.tables import LinkingRow

LIVES: Final = timedelta(minutes=10)
WINDOW: Final = timedelta(minutes=30)  # over which codes and wrong guesses are counted
CODES: Final = 5
GUESSES: Final = 5


@dataclass(frozen=True, slots=True)
class Linking:
    """How far an account is on its way; `person` is the account's own id."""

    person: str
    code: str
    until: datetime
    taker: str
    agreed: bool
    asked: int
    wrong: int
    since: datetime


_linking = core(LinkingRow).c
_COLUMNS = tuple(Linking.__dataclass_fields__)
_seen = attrgetter(*_COLUMNS)
_ALL = select(*(_linking[name] for name in _COLUMNS)).where(_linking.tenant == bindparam("tenant"))
_OF = _ALL.where(_linking.person == bindparam("person")).with_for_update()
_WITH = _ALL.where(_linking.code == bindparam("code")).with_for_update()
_PUT = Upsert(core(LinkingRow), ("tenant", "person"), _COLUMNS[1:])
_FORGET = delete(core(LinkingRow)).where(
    _linking.until < bindparam("before"), _linking.since < bindparam("before")
)


def of(tx: Tx, tenant: str, account: str, now: datetime) -> Linking:
    """Find how far an account is; what was counted too long ago counts no more."""
    row = tx.execute(_OF, {"tenant": tenant, "person": account}).first()
    found = Linking(account, "", now, "", False, 0, 0, now) if row is None else Linking(*row)
    return found if now - found.since < WINDOW else replace(found, asked=0, wrong=0, since=now)


def with_code(tx: Tx, tenant: str, code: str, now: datetime) -> Linking | None:
    """Find whose code this is; one that is over, or was taken back, is nobody's."""
    row = tx.execute(_WITH, {"tenant": tenant, "code": code}).first() if code else None
    return Linking(*row) if row is not None and row.until > now else None


def waits(linking: Linking, taker: str, now: datetime, *, agreed: bool) -> bool:
    """Tell whether this account may say yes now: it gave the code, or it is asked for the last."""
    return linking.taker == taker != "" and linking.agreed is agreed and linking.until > now


def put(tx: Tx, tenant: str, linking: Linking) -> None:
    """Keep how far an account is."""
    _PUT(tx, {"tenant": tenant} | dict(zip(_COLUMNS, _seen(linking), strict=True)))


def drawn(linking: Linking, now: datetime) -> Linking:
    """Give an account a new code, in place of the one before."""
    return replace(ended(linking), code=spoken_code(), until=now + LIVES, asked=linking.asked + 1)


def agreed(linking: Linking, now: datetime) -> Linking:
    """Spend a code: who gave it back says yes, and there are minutes to say so here as well."""
    return replace(linking, code="", agreed=True, until=now + LIVES)


def ended(linking: Linking) -> Linking:
    """Take a code back: it was used, or is no longer wanted."""
    return replace(linking, code="", taker="", agreed=False)


def forget(tx: Tx, before: datetime) -> int:
    """Drop what is over; gives how many."""
    return tx.execute(_FORGET, {"before": before}).rowcount
