"""Which channel a digest is for, and who may say what is posted there."""

from __future__ import annotations

from handlers.errors import NotAllowed
from handlers.rights import MANAGE, allowed, holders, pilot_roles
from handlers.talk import Talk
from storage.pilots import summary
from storage.tenant import people, rooms

DIGEST = "set up a channel's digest"  # who may manage a pilot may do that


def here(talk: Talk) -> str:
    """Give the address of where this was said: the channel, or in private the person."""
    where = talk.heard.where
    return talk.who.user if where.direct else where.conversation


def must_be_allowed(talk: Talk, address: str, scope: str = "here") -> None:
    """Go on only where the person may speak for the address; raises NotAllowed."""
    if "guest" in talk.tenant_roles:
        raise NotAllowed(DIGEST, holders(MANAGE))
    if address == talk.who.user:
        return
    if reader_of(talk, address) is not None or not _known(talk, address):
        raise NotAllowed(DIGEST, holders(MANAGE))
    if allowed(talk.tenant_roles, MANAGE):
        return
    rows = summary.in_room(talk.tx, talk.tenant, address) if scope != "portfolio" else ()
    if not any(allowed(pilot_roles(talk.seen(row.pilot), talk.who.id), MANAGE) for row in rows):
        raise NotAllowed(DIGEST, holders(MANAGE))


def _known(talk: Talk, address: str) -> bool:
    where = talk.heard.where
    here = not where.direct and where.conversation == address
    return here or rooms.get(talk.tx, talk.tenant, address) is not None


def common_sight(talk: Talk, address: str) -> summary.Sight:
    """See only what both the person and the address see: nothing leaks through a list."""
    if address == talk.who.user:
        return talk.sight
    return summary.Sight(False, frozenset({address}), "", False)


def reader_of(talk: Talk, address: str) -> people.Person | None:
    """Find whom a digest in private is for; None: it is for a channel."""
    return people.by_user(talk.tx, talk.tenant, address)
