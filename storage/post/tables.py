"""Tables of what comes in and goes out, and the local chat's own memory."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.columns import Json, Words
from storage.database.tables import CLUSTERED, COUNTING, Base, Key, Number

# Only what is still to be sent is in these indexes, so that years of sent posts cost nothing.
_OPEN = text("state IN ('pending', 'sending')")
_UNSENT = text("state <> 'sent'")


class HeardRow(Base):
    """An event that has been acted on."""

    __tablename__ = "heard"
    __table_args__ = (Index(None, "at"), CLUSTERED)

    tenant: Mapped[Key]
    key: Mapped[Key]
    at: Mapped[datetime]


class DeliveryRow(Base):
    """A post on its way: pending, sending (until `lease`), sent, dead or uncertain."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("tenant", "key"),
        Index("ix_delivery_next", "rank", "id", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_delivery_line",
            *("tenant", "platform", "address", "id"),
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_delivery_unsent", "state", sqlite_where=_UNSENT, postgresql_where=_UNSENT),
        Index(None, "at"),
        Index(None, "tenant", "message", "id"),
        COUNTING,
    )

    id: Mapped[Number]
    tenant: Mapped[str]
    key: Mapped[str]
    platform: Mapped[str]
    address: Mapped[str]
    card: Mapped[str]
    lane: Mapped[str]
    rank: Mapped[int]  # of the lane: lower goes first
    only_for: Mapped[str]
    updates: Mapped[str]
    thread: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int]
    message: Mapped[str]
    reason: Mapped[str]
    not_before: Mapped[datetime]
    lease: Mapped[datetime | None]
    at: Mapped[datetime]  # put in, later: settled


class PaceRow(Base):
    """When an address may next be sent to."""

    __tablename__ = "pace"

    platform: Mapped[Key]
    address: Mapped[Key]
    next_at: Mapped[datetime]


class MessageRow(Base):
    """A message of the local chat; the key is null where its sender gave none."""

    __tablename__ = "message"
    __table_args__ = (UniqueConstraint("key"), Index(None, "conversation", "id"), COUNTING)

    id: Mapped[Number]
    conversation: Mapped[str]
    sender: Mapped[str]
    text: Mapped[str] = mapped_column(Words)
    card: Mapped[str]
    only_for: Mapped[str]
    key: Mapped[str | None]
    at: Mapped[datetime]
    edited: Mapped[datetime | None]


class ReferenceRow(Base):
    """The way to a channel or a person on a platform that wants one; `dead`: why it is no more."""

    __tablename__ = "reference"
    __table_args__ = (CLUSTERED,)

    tenant: Mapped[Key]
    address: Mapped[Key]
    service_url: Mapped[str]
    conversation: Mapped[str]
    bot: Mapped[str]
    user: Mapped[str]
    targeted: Mapped[bool]
    dead: Mapped[str]


class ParcelRow(Base):
    """Rows of a list, kept for as long as whoever gave it may still press a button."""

    __tablename__ = "parcel"

    tenant: Mapped[Key]
    id: Mapped[Key]
    person: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    going: Mapped[bool]  # it was decided that the pilots come in
    at: Mapped[datetime]
