"""What can stand in the way, each under its own name.

Refused                    it is put into words once, at the desk
  NotFound                 no such pilot, or none that this person may see: never told apart
  Ambiguous                several pilots go by that name
  NotAllowed               the person's roles do not hold the verb
  Stale                    a button of a card that time has passed by
  Misread                  words that cannot be taken: unknown option, open quote, bad name
  Unfit                    files of an organisation's own that cannot be used
  Rejected                 a form whose fields do not hold; carries a complaint a field
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class Refused(Exception):
    """Something asked for cannot be done; nothing was kept."""


@dataclass
class NotFound(Refused):
    """No pilot of that name for this person; `close` are pilots (id, name) that they do see."""

    wanted: str = ""
    close: tuple[tuple[str, str], ...] = ()
    command: str = ""


@dataclass
class Ambiguous(Refused):
    """Several pilots (id, name, channel) go by that name."""

    wanted: str
    found: tuple[tuple[str, str], ...]
    command: str = "status"


@dataclass
class NotAllowed(Refused):
    """The table of rights says no; `who` names the roles that may."""

    what: str
    who: str = ""


@dataclass
class Stale(Refused):
    """The button belongs to something that is no longer so."""

    because: str = "This button is from an older message."


@dataclass
class Misread(Refused):
    """The words could not be taken as they stand."""

    because: str
    example: str = ""


@dataclass
class Unfit(Refused):
    """Files that cannot be used: each problem with file, line, key and a suggestion."""

    problems: tuple[str, ...]


@dataclass
class Rejected(Refused):
    """Fields of a form that do not hold, each with its complaint."""

    errors: Mapping[str, str] = field(default_factory=dict)
