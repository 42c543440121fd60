"""Tables of pilots: the journal, what lists show of it, and who is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.columns import Json
from storage.database.tables import CLUSTERED, Base, Key, to_person


class EntryRow(Base):
    """A line of a pilot's journal; payload and salt are null once erased."""

    __tablename__ = "journal"
    __table_args__ = (CLUSTERED,)

    tenant: Mapped[Key]
    pilot: Mapped[Key]
    seq: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[str | None]  # text, not JSON: the very bytes that were hashed
    salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    by: Mapped[str]
    at: Mapped[datetime]
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class SummaryRow(Base):
    """A pilot as lists show it. `hidden`: its channel is private or unknown."""

    __tablename__ = "summary"
    __table_args__ = (
        Index("ix_summary_page", "tenant", "closed", "hidden", "name_key", "pilot"),
        Index("ix_summary_all", "tenant", "closed", "name_key", "pilot"),
        Index("ix_summary_room", "tenant", "room", "closed", "born"),
        Index("ix_summary_name", "tenant", "name_key"),
    )

    tenant: Mapped[Key]
    pilot: Mapped[Key]
    seq: Mapped[int]
    name: Mapped[str]
    name_key: Mapped[str]
    room: Mapped[str]
    hidden: Mapped[bool]
    born: Mapped[int]  # counts up within a room
    playbook: Mapped[str]
    stage: Mapped[str]
    gate: Mapped[str]
    closed: Mapped[bool]
    met: Mapped[int]
    total: Mapped[int]
    blocking: Mapped[int]
    owner: Mapped[str]
    metric: Mapped[str]
    funding: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(Json)


class InvolvedRow(Base):
    """Somebody's part in a pilot."""

    __tablename__ = "involved"
    __table_args__ = (to_person(), Index(None, "tenant", "person", "pilot"), CLUSTERED)

    tenant: Mapped[Key]
    pilot: Mapped[Key]
    person: Mapped[Key]
    role: Mapped[Key]


class TallyRow(Base):
    """How many pilots a tenant has, so that counting them reads one row."""

    __tablename__ = "tally"

    tenant: Mapped[Key]
    closed: Mapped[bool] = mapped_column(primary_key=True)
    hidden: Mapped[bool] = mapped_column(primary_key=True)
    pilots: Mapped[int]


class SittingRow(Base):
    """Who is answering for which pilot where."""

    __tablename__ = "sitting"
    __table_args__ = (to_person(), CLUSTERED)

    tenant: Mapped[Key]
    person: Mapped[Key]
    conversation: Mapped[Key]
    pilot: Mapped[str]
    since: Mapped[int]
