"""Read the form of a digest: every complaint at once."""

from __future__ import annotations

import re

from handlers.digests.addressing import common_sight, must_be_allowed
from handlers.digests.zones import zone_named, zone_of
from handlers.errors import Rejected
from handlers.heard import Press
from handlers.talk import Talk
from storage.pilots import summary
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule

TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?\s*(am|pm)?", re.IGNORECASE)

SCOPES = ("here", "chosen", "portfolio")


def read_form(talk: Talk, address: str, press: Press) -> Schedule:
    """Read the fields; complaints come all at once; raises Rejected."""
    values, errors = press.values, dict[str, str]()
    scope = values.get("scope", "here")
    pilots = tuple(one for one in values.get("pilots", "").split(",") if one)
    sight = common_sight(talk, address)
    if scope not in SCOPES or (scope == "here" and address == talk.who.user):
        errors["scope"] = "Choose what it is about."
    if scope == "chosen":
        seen = [one for one in pilots if summary.visible(talk.tx, talk.tenant, sight, one)]
        if not seen:
            errors["pilots"] = "Choose at least one pilot."
        pilots = tuple(seen)
    weekday = values.get("weekday", "")
    if weekday not in {str(number) for number in range(7)}:
        errors["weekday"] = "Choose a day of the week."
    at = _time(values.get("at", ""))
    if not at:
        errors["at"] = "Please give a time such as 09:00."
    if errors:
        raise Rejected(errors)
    must_be_allowed(talk, address, scope)
    tz = zone_named(values.get("tz", "")) if values.get("tz", "").strip() else zone_of(talk)
    old = schedules.lock(talk.tx, talk.tenant, address)
    return Schedule(
        tenant=talk.tenant,
        address=address,
        platform=talk.platform_of(address),
        scope=scope,
        pilots=pilots if scope == "chosen" else (),
        weekday=int(weekday),
        at=at,
        tz=tz or "UTC",
        owner=talk.who.id,
        state="on",
        reason="",
        next_at=talk.now,
        week=old.week if old else "",
        last_at=old.last_at if old else None,
        changed_at=old.changed_at if old else None,
    )


def _time(said: str) -> str:
    found = TIME.fullmatch(said.strip())
    if found is None:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}"
