"""What an answer can be: one small type per kind, and the rungs below a real answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Per: TypeAlias = Literal["", "year", "month"]
Said: TypeAlias = Literal["yes", "no", "maybe"]


@dataclass(frozen=True, slots=True)
class Person:
    """One human, by internal id; the name lives elsewhere."""

    id: str
    kind: Literal["person"] = "person"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day without a time zone, or a span of days; "Q3 2027" is one."""

    date: dt.date  # the first
    until: dt.date | None = None  # the last day of a span
    kind: Literal["day"] = "day"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of the question, in the question's own words."""

    option: str
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes, no, or an honest not sure."""

    answer: Said
    kind: Literal["yes_no"] = "yes_no"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in an ISO 4217 currency (empty only for zero), once or per period."""

    amount: Decimal
    currency: str
    per: Per = ""
    high: Decimal | None = None  # the upper end of a range, as in all kinds below
    kind: Literal["money"] = "money"


@dataclass(frozen=True, slots=True)
class Percent:
    """A share: 12.5 stands for 12.5 %."""

    amount: Decimal
    high: Decimal | None = None
    kind: Literal["percent"] = "percent"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the question's unit."""

    amount: Decimal
    unit: str
    high: Decimal | None = None
    kind: Literal["quantity"] = "quantity"


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time in minutes; a day has 24 hours."""

    minutes: Decimal
    high: Decimal | None = None
    kind: Literal["duration"] = "duration"


@dataclass(frozen=True, slots=True)
class Metric:
    """A business number: where it stands, where it should stand, and by when."""

    name: str
    baseline: Decimal
    target: Decimal
    unit: str
    by: dt.date
    kind: Literal["metric"] = "metric"


@dataclass(frozen=True, slots=True)
class Link:
    """An http or https address; never fetched."""

    url: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, cleaned."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A stand-in such as "TBD": kept as said, and the question stays unanswered."""

    text: str
    kind: Literal["placeholder"] = "placeholder"


@dataclass(frozen=True, slots=True)
class Group:
    """Several people, a department or a title where one human is asked for: kept, and flagged."""

    text: str
    kind: Literal["group"] = "group"


Value: TypeAlias = (
    Person
    | Day
    | Choice
    | YesNo
    | Money
    | Percent
    | Quantity
    | Duration
    | Metric
    | Link
    | Text
    | Placeholder
    | Group
)
