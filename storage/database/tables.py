"""What all tables share, and the one that says who made them.

The tenant is the first column of every key.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, ClassVar, cast

from sqlalchemy import ForeignKeyConstraint, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.database.columns import Counted, Instant, Words

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


def to_person() -> ForeignKeyConstraint:
    """Bind a row's `person` to somebody of the same tenant."""
    return ForeignKeyConstraint(["tenant", "person"], ["person.tenant", "person.id"])


class MakerRow(Base):
    """The program that last changed the schema: what TooNew asks for."""

    __tablename__ = "maker"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    program: Mapped[str]
