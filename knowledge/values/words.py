"""Values in plain words, as a person would say them; typed again they mean the same."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import assert_never

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

# Not strftime: month names there follow the server's locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
ANSWERS = {"yes": "Yes", "no": "No", "maybe": "Not sure"}
MINUTE = ("minute", Decimal(1))
CLOCK = (("day", Decimal(1440)), ("hour", Decimal(60)))


def in_words(value: Value, name_of: Callable[[str], str]) -> str:
    """Say a value; `name_of` turns a person's id into the name to show."""
    match value:
        case Person():
            return name_of(value.id)
        case Day():
            return _days(value)
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
        case Money() | Percent() | Quantity() | Duration():
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


def _days(value: Day) -> str:
    """Say a span by its name where it has one: June 2027, Q3 2027."""
    first, last = value.date, value.until
    if last is None:
        return day(first)
    ends = last.day == monthrange(last.year, last.month)[1]
    if first.day == 1 and ends and first.year == last.year:
        if first.month == last.month:
            return f"{MONTHS[first.month - 1]} {first.year}"
        if (first.month - 1) % 3 == 0 and last.month == first.month + 2:
            return f"Q{last.month // 3} {first.year}"
        if (first.month, last.month) == (1, 12):
            return str(first.year)
    return f"{day(first)} to {day(last)}"


def _amount(value: Money | Percent | Quantity | Duration) -> str:
    match value:
        case Money():
            period = f"a {value.per}" if value.per and value.amount else ""
            return " ".join(
                filter(None, [_span(value.amount, value.high, _cash), value.currency, period])
            )
        case Percent():
            return f"{_span(value.amount, value.high, number)} %"
        case Quantity():
            unit = value.unit if value.high or value.amount != 1 else _one(value.unit)
            return f"{_span(value.amount, value.high, number)} {unit}".strip()
        case Duration():
            return _times(value.minutes, value.high)
        case _:
            assert_never(value)


def _span(low: Decimal, high: Decimal | None, say: Callable[[Decimal], str]) -> str:
    return say(low) if high is None else f"{say(low)} to {say(high)}"


def _one(unit: str) -> str:
    """Say a unit of which there is one: week, ability."""
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit[:-1] if unit.endswith("s") and not unit.endswith("ss") else unit


def _times(low: Decimal, high: Decimal | None) -> str:
    if high is None:
        return _time(low)
    (count, unit), (_, other) = (_time(end).split(" ") for end in (low, high))
    first = count if unit.removesuffix("s") == other.removesuffix("s") else f"{count} {unit}"
    return f"{first} to {_time(high)}"


def _time(minutes: Decimal) -> str:
    """Say minutes in the largest unit that they fill: 90 minutes is 1.5 hours, 2880 is 2 days."""
    unit, size = next(
        ((unit, size) for unit, size in CLOCK if minutes >= size and not minutes * 4 % size),
        MINUTE,
    )
    count = minutes / size
    return f"{number(count)} {unit}{'' if count == 1 else 's'}"


def _cash(amount: Decimal) -> str:
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def _metric(value: Metric) -> str:
    change = f"from {number(value.baseline)} to {number(value.target)} {value.unit}"
    return f"{value.name} {change} by {day(value.by)}"
