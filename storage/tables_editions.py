"""Tables of what organisations ask in their own words: every edition, and what waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Json
from storage.tables import Base, Key, Number


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
