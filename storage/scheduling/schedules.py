"""When each channel gets its digest, and of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, Literal, TypeAlias

from sqlalchemy import bindparam, select, update

from storage.database.columns import Instant
from storage.database.quick import Quick
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.scheduling.tables import ScheduleRow

State: TypeAlias = Literal["on", "paused", "stopped"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """One address's digest. A stopped one is kept, so that it does not come twice in a week."""

    tenant: str
    address: str  # the platform's id of a channel, or of the person who gets it in private
    platform: str
    scope: str  # here: the channel's pilots; chosen: those in `pilots`; portfolio: all
    pilots: tuple[str, ...]
    weekday: int  # 0: Monday
    at: str  # 09:00, where `tz` is
    tz: str  # an IANA zone
    owner: str  # the person who set it up: who is told when it pauses
    state: State
    reason: str  # why it is paused
    next_at: datetime
    week: str  # the ISO week that the last digest was for, in `tz`; empty: none yet
    last_at: datetime | None  # when that one was made
    changed_at: datetime | None  # when one was made last that had something new to tell


_schedule = core(ScheduleRow).c
_COLUMNS = tuple(Schedule.__dataclass_fields__)
_KEY = ("tenant", "address")
_seen = attrgetter(*_COLUMNS)
_PUT = Upsert(core(ScheduleRow), _KEY, tuple(name for name in _COLUMNS if name not in _KEY))
_ALL = select(*(_schedule[name] for name in _COLUMNS))
_GET = _ALL.where(
    _schedule.tenant == bindparam("tenant"), _schedule.address == bindparam("address")
)
_GET_ONE = Quick(_GET)
_LOCK = _GET.with_for_update()
_DUE = (
    _ALL.where(_schedule.state == "on", _schedule.next_at <= bindparam("now", type_=Instant))
    .order_by(_schedule.next_at, _schedule.tenant, _schedule.address)
    .limit(bindparam("limit"))
)
_CLAIM = _DUE.with_for_update(skip_locked=True)
_FAR = _ALL.where(
    _schedule.state == "on", _schedule.next_at > bindparam("beyond", type_=Instant)
).with_for_update(skip_locked=True)
_MOVE = (
    update(core(ScheduleRow))
    .where(_schedule.tenant == bindparam("t"), _schedule.address == bindparam("a"))
    .values(next_at=bindparam("n"), week=bindparam("w"), last_at=bindparam("l"))
)

_CHANGED = (
    update(core(ScheduleRow))
    .where(_schedule.tenant == bindparam("t"), _schedule.address == bindparam("a"))
    .values(changed_at=bindparam("c"))
)


def _read(row: Any) -> Schedule:
    told: dict[str, Any] = dict(zip(_COLUMNS, row, strict=True))
    return Schedule(**told | {"pilots": tuple(told["pilots"])})


def put(tx: Tx, schedule: Schedule) -> None:
    """Keep a schedule as it is now."""
    values = dict(zip(_COLUMNS, _seen(schedule), strict=True))
    _PUT(tx, values | {"pilots": list(schedule.pilots)})


def get(tx: Tx, tenant: str, address: str) -> Schedule | None:
    """Find the schedule of an address, running or not."""
    row = _GET_ONE.row(tx, {"tenant": tenant, "address": address})
    return None if row is None else _read(row)


def lock(tx: Tx, tenant: str, address: str) -> Schedule | None:
    """Find it and keep others from changing it until the commit."""
    row = tx.execute(_LOCK, {"tenant": tenant, "address": address}).first()
    return None if row is None else _read(row)


def due(tx: Tx, now: datetime, limit: int) -> tuple[Schedule, ...]:
    """List what is due, the longest due first; nothing is taken."""
    return tuple(_read(row) for row in tx.execute(_DUE, {"now": now, "limit": limit}))


def claim(tx: Tx, now: datetime, limit: int) -> tuple[Schedule, ...]:
    """Take what is due; nobody else gets it before the commit, and `move` ends its being due."""
    return tuple(_read(row) for row in tx.execute(_CLAIM, {"now": now, "limit": limit}))


def beyond(tx: Tx, instant: datetime) -> tuple[Schedule, ...]:
    """Take those whose next time is later than any can be: a clock was wrong."""
    return tuple(_read(row) for row in tx.execute(_FAR, {"beyond": instant}))


def move(tx: Tx, schedule: Schedule, next_at: datetime, week: str, made: datetime | None) -> None:
    """Put a schedule on to its next time, with the week and instant of its last digest."""
    key = {"t": schedule.tenant, "a": schedule.address}
    tx.execute(_MOVE, key | {"n": next_at, "w": week, "l": made})


def changed(tx: Tx, tenant: str, address: str, at: datetime) -> None:
    """Note that the digest made at `at` had something new to tell."""
    tx.execute(_CHANGED, {"t": tenant, "a": address, "c": at})
