"""Everything about values in one place to import from: the kinds, their JSON, their words."""

from knowledge.values.data import NotAValue, from_data, to_data
from knowledge.values.kinds import (
    Choice,
    Day,
    Duration,
    Group,
    Link,
    Metric,
    Money,
    Per,
    Percent,
    Person,
    Placeholder,
    Quantity,
    Said,
    Text,
    Value,
    YesNo,
)
from knowledge.values.words import day, in_words, number

__all__ = [
    "Choice",
    "Day",
    "Duration",
    "Group",
    "Link",
    "Metric",
    "Money",
    "NotAValue",
    "Per",
    "Percent",
    "Person",
    "Placeholder",
    "Quantity",
    "Said",
    "Text",
    "Value",
    "YesNo",
    "day",
    "from_data",
    "in_words",
    "number",
    "to_data",
]
