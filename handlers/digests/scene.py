"""A place that Gatepost speaks in by itself: a talk that nobody began."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Literal, cast

from handlers.heard import Heard, Opened, Place
from handlers.pilots.folding import Folds
from handlers.talk import Talk
from knowledge.model import Library
from storage.store import Tx
from storage.tenant.people import Face, Person

Platform = Literal["slack", "teams", "local"]


def nobody(tz: str) -> Person:
    """Stand for no one: they hold no role and see only what a channel sees."""
    return Person("", **asdict(Face("", "Gatepost", tz=tz)))


def scene(
    tx: Tx,
    library: Library,
    tenant: str,
    address: str,
    who: Person,
    now: datetime,
    *,
    direct: bool = False,
) -> Talk:
    """Set a scene in which cards are made as for who would ask there and then."""
    platform = cast(Platform, tenant.partition(":")[0])
    face = Face(who.user, who.name, tz=who.tz)
    heard = Heard("", now, face, Place(platform, tenant, address, direct), Opened())
    return Talk(heard, tx, library, Folds(), who, now)
