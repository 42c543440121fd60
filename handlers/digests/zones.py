"""Time zones as people write them: by name or by city."""

from __future__ import annotations

from collections import Counter
from functools import cache
from zoneinfo import available_timezones

from handlers.talk import Talk


def zone_of(talk: Talk) -> str:
    """Give the zone of a person's profile, UTC where it is unknown."""
    return zone_named(talk.who.tz) or "UTC"


def zone_named(said: str) -> str:
    """Find a zone by its name or its city, in large or small letters; empty: there is none."""
    return _zones().get(" ".join(said.replace("_", " ").casefold().split()), "")


@cache
def _zones() -> dict[str, str]:
    names = sorted(available_timezones())
    # GMT+1 is an hour behind there, and ahead wherever people write it.
    cities = [name for name in names if "/" in name and not name.startswith("Etc/")]
    ends = Counter(map(_city, cities))
    found = {_city(name): name for name in cities if ends[_city(name)] == 1}
    return found | {name.replace("_", " ").casefold(): name for name in names}


def _city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ").casefold()
