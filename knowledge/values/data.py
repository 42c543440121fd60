"""Values to JSON and back, for the journal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from knowledge.values.kinds import (
    Choice,
    Day,
    Duration,
    Group,
    Link,
    Metric,
    Money,
    Percent,
    Person,
    Placeholder,
    Quantity,
    Text,
    Value,
    YesNo,
)

TYPES: Mapping[str, Callable[..., Value]] = {
    "person": Person,
    "day": Day,
    "choice": Choice,
    "yes_no": YesNo,
    "money": Money,
    "percent": Percent,
    "quantity": Quantity,
    "duration": Duration,
    "metric": Metric,
    "link": Link,
    "text": Text,
    "placeholder": Placeholder,
    "group": Group,
}
DECIMALS = frozenset({"amount", "high", "minutes", "baseline", "target"})
DATES = frozenset({"date", "until", "by"})


class NotAValue(ValueError):
    """What was written down is no value of ours."""


def to_data(value: Value) -> dict[str, str]:
    """Write a value as flat JSON; numbers and days become text so that none is rounded."""
    said = {field.name: getattr(value, field.name) for field in fields(value)}
    return {name: str(part) for name, part in said.items() if part is not None}


def from_data(data: Mapping[str, Any]) -> Value:
    """Read what `to_data` wrote; raises NotAValue."""
    try:
        make = TYPES[data["kind"]]
        return make(**{key: _read(key, said) for key, said in data.items()})
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise NotAValue(f"not a value: {data!r}") from error


def _read(key: str, said: object) -> str | Decimal | date:
    if not isinstance(said, str):
        raise TypeError(f"{key} is no text")
    if key in DECIMALS:
        return Decimal(said)
    if key in DATES:
        return date.fromisoformat(said)
    return said
