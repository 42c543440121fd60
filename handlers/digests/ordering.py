"""What is to be made when it is about to be sent: a digest is ordered first, and made late.

An order stands in the outbox in the place of a card. It says for when and since when, never what:
what a channel may see is looked up at the moment of sending.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DigestOrder(_Order):
    """A channel's digest."""

    kind: Literal["digest order"] = "digest order"
    scope: str
    pilots: tuple[str, ...]
    tz: str
    now: AwareDatetime
    due: AwareDatetime  # the first time that it stands for
    missed: int = 1  # how many times it stands for
    since: AwareDatetime | None = None  # what was told before this is not told again
    changed: AwareDatetime | None = None  # when there last was something new


class ReminderOrder(_Order):
    """One ranked message about all that waits for somebody."""

    kind: Literal["reminder order"] = "reminder order"
    person: str
    now: AwareDatetime
    asked_for: bool = False  # a snooze ended: they chose the hour themselves


Order: TypeAlias = Annotated[DigestOrder | ReminderOrder, Field(discriminator="kind")]

_ADAPTER: TypeAdapter[DigestOrder | ReminderOrder] = TypeAdapter(Order)
_MARK = ' order"'


def order_in(card: str) -> DigestOrder | ReminderOrder | None:
    """Read an order that stands where a card will be; None: it is a card."""
    if _MARK not in card[:30]:
        return None
    try:
        return _ADAPTER.validate_json(card)
    except ValidationError:
        return None


def key_of(tenant: str, address: str, scope: str, week: str) -> str:
    """Name the one digest of a channel, scope and week."""
    return f"digest:{tenant}:{address}:{scope}:{week}"


def moment(at: datetime) -> str:
    """Write an instant as orders do."""
    return at.isoformat()
