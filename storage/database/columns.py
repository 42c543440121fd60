"""Column types that mean the same in SQLite and in PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

from storage.database.text import checked
from storage.errors import Unclean


def utc(at: datetime) -> datetime:
    """Give an instant in UTC; raises Unclean for a naive one, which could be any instant."""
    if at.tzinfo is None:
        raise Unclean("a time to be kept has no zone")
    return at.astimezone(UTC)


def kept(text: str | None) -> str | None:
    """Let a text pass that every database takes; raises Unclean."""
    return text if text is None else checked(text)


class Words(TypeDecorator[str]):
    """Text that sorts by code point in both databases, and is refused where one of them would."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        # Without "C" PostgreSQL sorts by the server's language, and pages would depend on it.
        plain = Text(collation="C") if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(plain)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return kept(value)


class Instant(TypeDecorator[datetime]):
    """An aware instant, always handed back in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None else utc(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone: what was written was UTC.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON().with_variant(JSONB(), "postgresql")
Counted = BigInteger().with_variant(Integer(), "sqlite")  # SQLite counts up INTEGER keys only
