"""What is to be sent: put in with the change that it tells of, handed out in order, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any, Literal, TypeAlias

from sqlalchemy import bindparam, delete, func, literal_column, select, update

from storage.database.columns import Instant
from storage.database.quick import Quick
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.post.claims import Delivery, claim, pace
from storage.post.tables import DeliveryRow, PaceRow

__all__ = [
    "Delivery",
    "Lane",
    "Post",
    "became",
    "claim",
    "dead",
    "forget",
    "heal",
    "pace",
    "put",
    "retry",
    "sent",
    "sent_as",
    "shown",
    "states",
    "uncertain",
    "waiting",
    "went",
]

Lane: TypeAlias = Literal["talk", "notice", "digest"]

KEY = "key:"

# Who talks waits for an answer; a digest may be some seconds late.
_RANKS = {"talk": 0, "notice": 1, "digest": 2}


@dataclass(frozen=True, slots=True)
class Post:
    """A card for an address; a key is sent once, however often it is put in."""

    key: str
    platform: str
    address: str
    card: str  # JSON; empty: what `updates` names is put away
    lane: Lane = "talk"
    only_for: str = ""  # the platform's id of the only one to see it
    updates: str = ""  # the message to change: the platform's id of it, or `key:` and its key
    thread: str = ""


_delivery = core(DeliveryRow).c
_COLUMNS = tuple(Post.__dataclass_fields__)
_seen = attrgetter(*_COLUMNS)  # asdict copies deeply, at several times the cost
_THIS = _delivery.id == bindparam("this")
_CHANGE = update(core(DeliveryRow)).where(_THIS)
_PUT = Upsert(core(DeliveryRow), ("tenant", "key"))
_SENT = _CHANGE.values(
    state="sent", message=bindparam("m"), lease=None, at=bindparam("when"), reason=""
)
# Whoever still holds it may give it back; who took too long has lost it to another.
_RETRY = _CHANGE.where(_delivery.state == "sending").values(
    state="pending", lease=None, not_before=bindparam("when"), reason=bindparam("why")
)
_SETTLE = _CHANGE.where(_delivery.state != "sent").values(
    state=bindparam("how"), lease=None, reason=bindparam("why")
)
_WAITING = (
    select(_delivery.state, func.count().label("posts"))
    .where(_delivery.state != literal_column("'sent'"))  # readable to the partial index
    .group_by(_delivery.state)
)
_HAS_CARD = (_delivery.tenant == bindparam("tenant"), _delivery.card != "")
_SHOWN = (
    select(_delivery.message, _delivery.card)
    .where(*_HAS_CARD, _delivery.message == bindparam("of"))
    .order_by(_delivery.id.desc())
    .limit(1)
)
_MESSAGE = select(_delivery.message).where(_THIS, _delivery.state == "sent")
_STATES = select(_delivery.key, _delivery.state, _delivery.reason).where(
    _delivery.tenant == bindparam("tenant"), _delivery.key.in_(bindparam("keys", expanding=True))
)
_SENT_AS = select(_delivery.message, _delivery.card).where(
    *_HAS_CARD, _delivery.key == bindparam("of"), _delivery.state == "sent"
)
_WENT = Quick(
    select(_delivery.platform, _delivery.address).where(
        _delivery.tenant == bindparam("tenant"), _delivery.key == bindparam("of")
    )
)
_BECAME = _CHANGE.values(card=bindparam("c"))
# Two clocks may differ by minutes; what waits for longer than anything is ever put off does so
# because a clock was wrong.
_PUT_OFF = update(core(DeliveryRow)).where(
    _delivery.state == "pending", _delivery.not_before > bindparam("beyond", type_=Instant)
)
_HELD = update(core(DeliveryRow)).where(
    _delivery.state == "sending", _delivery.lease > bindparam("beyond", type_=Instant)
)
_HEAL = (
    _PUT_OFF.values(not_before=bindparam("now")),
    _HELD.values(lease=bindparam("now")),
    update(core(PaceRow))
    .where(core(PaceRow).c.next_at > bindparam("beyond", type_=Instant))
    .values(next_at=bindparam("now")),
)
_FORGET = delete(core(DeliveryRow)).where(
    _delivery.at < bindparam("before"), _delivery.state.in_(("sent", "dead", "uncertain"))
)


def put(tx: Tx, tenant: str, at: datetime, *posts: Post) -> int:
    """Put posts in; one whose key is already there is not sent again. Gives how many are new."""
    start = {"state": "pending", "attempts": 0, "message": "", "reason": "", "lease": None}
    start |= {"tenant": tenant, "not_before": at, "at": at}
    told = (dict(zip(_COLUMNS, _seen(post), strict=True)) for post in posts)
    rows = [start | _along(tx, tenant, one) | {"rank": _RANKS[one["lane"]]} for one in told]
    return _PUT(tx, *rows) if rows else 0


def _along(tx: Tx, tenant: str, post: dict[str, Any]) -> dict[str, Any]:
    """Send what changes a message of ours the way that the message went.

    Whoever has accounts on two platforms may be on the other one by now.
    """
    if not post["updates"].startswith(KEY):
        return post
    key = post["updates"].removeprefix(KEY)
    way = _WENT.row(tx, {"tenant": tenant, "of": key})
    return post if way is None else post | {"platform": way[0], "address": way[1]}


def went(tx: Tx, tenant: str, key: str) -> str:
    """Tell on which platform a key goes out, or went; empty: it is not known."""
    way = _WENT.row(tx, {"tenant": tenant, "of": key})
    return "" if way is None else str(way[0])


def sent(tx: Tx, delivery: int, message: str, at: datetime) -> None:
    """Note that it arrived, as which message of the platform."""
    tx.execute(_SENT, {"this": delivery, "m": message, "when": at})


def retry(tx: Tx, delivery: int, at: datetime, reason: str) -> None:
    """Give it back, to be handed out again at `at`; what is behind it for this address waits."""
    tx.execute(_RETRY, {"this": delivery, "when": at, "why": reason})


def dead(tx: Tx, delivery: int, reason: str) -> None:
    """Note that it can never arrive; what is behind it goes on."""
    tx.execute(_SETTLE, {"this": delivery, "how": "dead", "why": reason})


def uncertain(tx: Tx, delivery: int, reason: str) -> None:
    """Note that nobody can tell whether it arrived; it is not sent again."""
    tx.execute(_SETTLE, {"this": delivery, "how": "uncertain", "why": reason})


def became(tx: Tx, delivery: int, card: str) -> None:
    """Note what an order was made into, now that this is what people see."""
    tx.execute(_BECAME, {"this": delivery, "c": card})


def sent_as(tx: Tx, delivery: int) -> str:
    """Give the platform's id of what went out; empty where it did not."""
    return tx.scalar(_MESSAGE, {"this": delivery}) or ""


def states(tx: Tx, tenant: str, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give state and reason of those of the keys that were put in."""
    rows = tx.execute(_STATES, {"tenant": tenant, "keys": list(keys)})
    return {row.key: (row.state, row.reason) for row in rows}


def heal(tx: Tx, now: datetime, longest: timedelta) -> int:
    """Let go what is put off by more than `longest`: a clock ran ahead. Gives how much."""
    values = {"now": now, "beyond": now + longest}
    return sum(tx.execute(statement, values).rowcount for statement in _HEAL)


def waiting(tx: Tx) -> Mapping[str, int]:
    """Count what has not arrived: pending, sending, dead, uncertain."""
    counts = dict.fromkeys(("pending", "sending", "dead", "uncertain"), 0)
    return counts | {row.state: row.posts for row in tx.execute(_WAITING)}


def shown(tx: Tx, tenant: str, message: str) -> tuple[str, str] | None:
    """Find the message of the platform and the card that it shows now; None: none of ours.

    `key:` and a key stands for the message that the key went out as.
    """
    named, key = message.startswith(KEY), message.removeprefix(KEY)
    found = tx.execute(_SENT_AS if named else _SHOWN, {"tenant": tenant, "of": key}).first()
    return None if found is None else (found.message, found.card)


def forget(tx: Tx, before: datetime) -> int:
    """Drop what was settled long ago; its keys could then be sent anew. Gives how many."""
    return tx.execute(_FORGET, {"before": before}).rowcount
