"""Every table, once; the tenant is the first column of every key."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, cast

from sqlalchemy import ForeignKeyConstraint, Index, LargeBinary, MetaData, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import Counted, Instant, Json, Words

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

Key = Annotated[str, mapped_column(Words, primary_key=True)]
Number = Annotated[int, mapped_column(Counted, primary_key=True, autoincrement=True)]

# Rows that are their key: SQLite keeps them in one tree instead of a table and an index.
CLUSTERED = {"sqlite_with_rowid": False}
# Ids that are never given out again, so that "after id" keeps its meaning when rows are forgotten.
COUNTING = {"sqlite_autoincrement": True}


class Base(DeclarativeBase):
    """What every table shares."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: Words, datetime: Instant}


def core(row: type[Base]) -> Table:
    """Give the plain table of a row class, which is what statements are made of."""
    return cast(Table, row.__table__)


def _person() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["tenant", "person"], ["person.tenant", "person.id"])


class PersonRow(Base):
    """Somebody: the one table that holds names."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("tenant", "user"), Index(None, "tenant", "name_key", "id"))

    tenant: Mapped[Key]
    id: Mapped[Key]
    user: Mapped[str]
    name: Mapped[str]
    name_key: Mapped[str]
    tz: Mapped[str]
    email: Mapped[str]
    admin: Mapped[bool]
    guest: Mapped[bool]
    bot: Mapped[bool]
    stranger: Mapped[bool]
    gone: Mapped[bool]


class RoleRow(Base):
    """A role that somebody holds over the whole tenant."""

    __tablename__ = "role"
    __table_args__ = (_person(), Index(None, "tenant", "role"), CLUSTERED)

    tenant: Mapped[Key]
    person: Mapped[Key]
    role: Mapped[Key]
    by: Mapped[str]
    at: Mapped[datetime]


class RoomRow(Base):
    """A channel, as its platform last described it."""

    __tablename__ = "room"

    tenant: Mapped[Key]
    id: Mapped[Key]
    name: Mapped[str]
    private: Mapped[bool]
    shared: Mapped[bool]
    archived: Mapped[bool]


class MemberRow(Base):
    """Somebody in a channel. The channel itself may not be known yet."""

    __tablename__ = "member"
    __table_args__ = (_person(), Index(None, "tenant", "person"), CLUSTERED)

    tenant: Mapped[Key]
    room: Mapped[Key]
    person: Mapped[Key]


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
    __table_args__ = (_person(), Index(None, "tenant", "person", "pilot"), CLUSTERED)

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
    __table_args__ = (_person(), CLUSTERED)

    tenant: Mapped[Key]
    person: Mapped[Key]
    conversation: Mapped[Key]
    pilot: Mapped[str]
    since: Mapped[int]


class HeardRow(Base):
    """An event that has been acted on."""

    __tablename__ = "heard"
    __table_args__ = (Index(None, "at"), CLUSTERED)

    tenant: Mapped[Key]
    key: Mapped[Key]
    at: Mapped[datetime]


class MakerRow(Base):
    """The program that last changed the schema: what TooNew asks for."""

    __tablename__ = "maker"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    program: Mapped[str]
