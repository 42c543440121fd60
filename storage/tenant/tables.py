"""Tables of a workspace: who there is, where they talk, what was chosen, what is asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.columns import Json
from storage.database.tables import CLUSTERED, Base, Key, Number, to_person

# Only accounts that were linked to another are in this index: for everybody else it is empty.
_LINKED = text("one <> id")


class PersonRow(Base):
    """Somebody's account: the one table that holds names. Two that are linked are one person.

    `one` is the id that the person goes by (the account's own, where it is not linked to another),
    `other` the account that it is linked with, and `voice` is set at the one of them that was last
    spoken with: what Gatepost says by itself goes there.
    """

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("tenant", "user"),
        Index(None, "tenant", "name_key", "id"),
        Index(None, "tenant", "one"),
        Index("ix_person_linked", "tenant", sqlite_where=_LINKED, postgresql_where=_LINKED),
    )

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
    platform: Mapped[str]
    one: Mapped[str]
    other: Mapped[str]
    voice: Mapped[bool]


class RoleRow(Base):
    """A role that somebody holds over the whole tenant."""

    __tablename__ = "role"
    __table_args__ = (to_person(), Index(None, "tenant", "role"), CLUSTERED)

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
    platform: Mapped[str]


class MemberRow(Base):
    """Somebody in a channel. The channel itself may not be known yet."""

    __tablename__ = "member"
    __table_args__ = (to_person(), Index(None, "tenant", "person"), CLUSTERED)

    tenant: Mapped[Key]
    room: Mapped[Key]
    person: Mapped[Key]


class PreferenceRow(Base):
    """A choice that holds for the whole tenant."""

    __tablename__ = "preference"
    __table_args__ = (CLUSTERED,)

    tenant: Mapped[Key]
    name: Mapped[Key]
    value: Mapped[str]


class EditionRow(Base):
    """All files of a tenant's own as they were once in force; tenant "" is the house's folder."""

    __tablename__ = "edition"

    tenant: Mapped[Key]
    number: Mapped[Number] = mapped_column(primary_key=True, autoincrement=False)
    files: Mapped[list[list[str]]] = mapped_column(Json)  # name and text of each
    retired: Mapped[list[dict[str, Any]]] = mapped_column(Json)  # questions no longer asked
    digest: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    why: Mapped[str]


class DraftRow(Base):
    """Files of a tenant's own that somebody looks at before they come into force."""

    __tablename__ = "draft"

    tenant: Mapped[Key]
    id: Mapped[Key]
    base: Mapped[int]  # the edition that it was laid beside
    name: Mapped[str]  # the file that it is about
    files: Mapped[list[list[str]]] = mapped_column(Json)
    by: Mapped[str]
    at: Mapped[datetime]


class JoinedRow(Base):
    """Two platforms' tenants that are one organisation: who is of the joiner lives at home."""

    __tablename__ = "joined"

    joiner: Mapped[Key]
    home: Mapped[str]
    at: Mapped[datetime]


class LinkingRow(Base):
    """An account on its way to being linked: the code that it was given, and its wrong guesses."""

    __tablename__ = "linking"
    __table_args__ = (to_person(), Index(None, "tenant", "code"), CLUSTERED)

    tenant: Mapped[Key]
    person: Mapped[Key]
    code: Mapped[str]  # empty: none, or it was used
    until: Mapped[datetime]  # of the code
    taker: Mapped[str]  # the account that gave the code back; empty: none
    agreed: Mapped[bool]  # it said that the two are one person, and this one is asked as well
    asked: Mapped[int]  # codes given out
    wrong: Mapped[int]  # guesses that were no code
    since: Mapped[datetime]  # since when these two are counted
