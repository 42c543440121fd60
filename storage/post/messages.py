"""What was said in the local chat, which has no platform to remember it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from storage.database.statements import Tx
from storage.database.tables import core
from storage.post.tables import MessageRow


@dataclass(frozen=True, slots=True)
class Message:
    """Something said: `sender` is empty for Gatepost, `only_for` for what all may read."""

    id: int
    conversation: str
    sender: str
    text: str
    card: str  # JSON, or empty
    only_for: str
    key: str  # of the sender's choice; empty: none
    at: datetime
    edited: datetime | None  # when its card was last changed


_message = core(MessageRow).c
_KEY = func.coalesce(_message.key, "").label("key")
_SHOWN = select(
    *(_KEY if name == "key" else _message[name] for name in Message.__dataclass_fields__)
)
_INSERT = insert(core(MessageRow))
_BY_KEY = _SHOWN.where(_message.key == bindparam("key"))
_BY_ID = _SHOWN.where(_message.id == bindparam("id"))
_EDIT = (
    update(core(MessageRow))
    .where(_message.id == bindparam("this"))
    .values(text=bindparam("words"), card=bindparam("new"), edited=bindparam("when"))
)
_READABLE = _SHOWN.where(
    _message.conversation.in_(bindparam("conversations", expanding=True)),
    or_(
        _message.only_for.in_(("", bindparam("viewer"))),
        _message.sender == bindparam("viewer"),
    ),
).limit(bindparam("limit"))
_SINCE = _READABLE.where(_message.id > bindparam("after")).order_by(_message.id)
_LATEST = _READABLE.order_by(_message.id.desc())


def post(
    tx: Tx,
    conversation: str,
    sender: str,
    text: str,
    card: str = "",
    only_for: str = "",
    key: str = "",
    *,
    at: datetime,
) -> Message:
    """Keep what is said; a key that is already there gives what was said under it."""
    known = tx.execute(_BY_KEY, {"key": key}).first() if key else None
    if known is not None:
        return Message(*known)
    values = {"conversation": conversation, "sender": sender, "text": text, "card": card}
    more = {"only_for": only_for, "key": key or None, "at": at, "edited": None}
    made = tx.execute(_INSERT, values | more).inserted_primary_key
    assert made is not None  # one row went in
    return Message(*tx.execute(_BY_ID, {"id": made[0]}).one())


def edit(tx: Tx, message: int, text: str, card: str, at: datetime) -> Message | None:
    """Change a message in place; None where there is none."""
    tx.execute(_EDIT, {"this": message, "words": text, "new": card, "when": at})
    return get(tx, message)


def get(tx: Tx, message: int) -> Message | None:
    """Find a message, whoever may read it."""
    row = tx.execute(_BY_ID, {"id": message}).first()
    return None if row is None else Message(*row)


def since(
    tx: Tx, conversations: Collection[str], viewer: str, after: int, limit: int
) -> tuple[Message, ...]:
    """List what somebody may read behind a message, oldest first."""
    values = {"conversations": sorted(conversations), "viewer": viewer, "limit": limit}
    return _messages(tx.execute(_SINCE, values | {"after": after}))


def latest(tx: Tx, conversations: Collection[str], viewer: str, limit: int) -> tuple[Message, ...]:
    """List the last `limit` messages of all these together that somebody may read, oldest first."""
    values = {"conversations": sorted(conversations), "viewer": viewer, "limit": limit}
    return _messages(tx.execute(_LATEST, values))[::-1]


def _messages(rows: Iterable[Any]) -> tuple[Message, ...]:
    return tuple(Message(*row) for row in rows)
