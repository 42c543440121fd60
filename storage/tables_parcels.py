"""The table of lists that somebody gave and has not decided about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Json
from storage.tables import Base, Key


class ParcelRow(Base):
    """Rows of a list, kept for as long as whoever gave it may still press a button."""

    __tablename__ = "parcel"

    tenant: Mapped[Key]
    id: Mapped[Key]
    person: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(Json)
    going: Mapped[bool]  # it was decided that the pilots come in
    at: Mapped[datetime]
