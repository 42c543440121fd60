"""Tables of what comes by itself: digests, reminders, and what was worked out for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.columns import Json
from storage.database.tables import CLUSTERED, Base, Key, to_person

# Only what runs is in these indexes: looking for what is due costs the same however much is paused.
_ON = text("state = 'on'")


class ScheduleRow(Base):
    """When an address (a channel, or a person in private) gets its digest, and of what."""

    __tablename__ = "schedule"
    __table_args__ = (
        Index("ix_schedule_due", "next_at", sqlite_where=_ON, postgresql_where=_ON),
        CLUSTERED,
    )

    tenant: Mapped[Key]
    address: Mapped[Key]
    platform: Mapped[str]
    scope: Mapped[str]
    pilots: Mapped[list[str]] = mapped_column(Json)
    weekday: Mapped[int]  # 0: Monday
    at: Mapped[str]  # 09:00
    tz: Mapped[str]
    owner: Mapped[str]
    state: Mapped[str]  # on, paused, stopped
    reason: Mapped[str]
    next_at: Mapped[datetime]
    week: Mapped[str]  # the ISO week that the last digest was for
    last_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]


class MannerRow(Base):
    """How somebody wants to be reminded, and when they are next."""

    __tablename__ = "manner"
    __table_args__ = (
        to_person(),
        Index("ix_manner_due", "next_at", sqlite_where=_ON, postgresql_where=_ON),
        CLUSTERED,
    )

    tenant: Mapped[Key]
    person: Mapped[Key]
    state: Mapped[str]  # on, stopped
    next_at: Mapped[datetime]
    cover: Mapped[str]  # the person who stands in
    until: Mapped[datetime | None]  # snoozed, or away while somebody stands in
    unnamed: Mapped[bool]  # no digest names them


class GlanceRow(Base):
    """A pilot as it stood at one instant: worked out from its journal, kept to be read again."""

    __tablename__ = "glance"
    __table_args__ = (Index(None, "at"), CLUSTERED)

    tenant: Mapped[Key]
    pilot: Mapped[Key]
    at: Mapped[datetime] = mapped_column(primary_key=True)
    body: Mapped[dict[str, Any]] = mapped_column(Json)
