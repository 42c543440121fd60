"""Values in plain words, as a person would say them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import assert_never

from knowledge.values.kinds import (
    Choice,
    Day,
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

# Not strftime: month names there follow the server's locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ANSWERS = {"yes": "Yes", "no": "No", "maybe": "Not sure"}


def in_words(value: Value, name_of: Callable[[str], str]) -> str:
    """Say a value; `name_of` turns a person's id into the name to show."""
    match value:
        case Person():
            return name_of(value.id)
        case Day():
            return day(value.date)
        case Choice():
            return value.option
        case YesNo():
            return ANSWERS[value.answer]
        case Metric():
            return _metric(value)
        case Link():
            return value.url
        case Text() | Placeholder() | Group():
            return value.text
        case Money() | Percent() | Quantity():
            return _amount(value)
        case _:
            assert_never(value)


def day(when: date) -> str:
    """Say a day: 23 November 2026."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def number(amount: Decimal) -> str:
    """Group thousands and drop idle zeros: 250,000 and 12.5."""
    text = f"{amount:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _amount(value: Money | Percent | Quantity) -> str:
    match value:
        case Money():
            period = f"a {value.per}" if value.per and value.amount else ""
            return " ".join(filter(None, [_cash(value.amount), value.currency, period]))
        case Percent():
            return f"{number(value.amount)} %"
        case Quantity():
            return f"{number(value.amount)} {value.unit}".strip()
        case _:
            assert_never(value)


def _cash(amount: Decimal) -> str:
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def _metric(value: Metric) -> str:
    change = f"from {number(value.baseline)} to {number(value.target)} {value.unit}"
    return f"{value.name} {change} by {day(value.by)}"
