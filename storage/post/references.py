"""Where conversations can be reached, so that we may speak first; in words of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, select, update

from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.post.tables import ReferenceRow


@dataclass(frozen=True, slots=True)
class Reference:
    """The way to an address: a channel's id, or the platform's id of a person.

    `conversation` is empty where nobody opened it yet: with `user` and `bot` it can be opened.
    `dead` is the platform's reason why nothing arrives there any more.
    """

    address: str
    service_url: str
    conversation: str
    bot: str  # our id in the conversation
    user: str = ""  # the person's id there; empty: a channel or a group
    targeted: bool = False  # one person can be shown something there that others do not see
    dead: str = ""


_reference = core(ReferenceRow).c
_COLUMNS = tuple(Reference.__dataclass_fields__)
_ALL = select(*(_reference[name] for name in _COLUMNS)).where(
    _reference.tenant == bindparam("tenant")
)
_FIND = _ALL.where(_reference.address == bindparam("address"))
_ROOMS = select(_reference.tenant, *(_reference[name] for name in _COLUMNS)).where(
    _reference.user == "", _reference.dead == ""
)
_ANY = _ALL.where(_reference.dead == "").order_by(_reference.address).limit(1)
_PUT = Upsert(core(ReferenceRow), ("tenant", "address"), _COLUMNS[1:])
_DEAD = (
    update(core(ReferenceRow))
    .where(
        _reference.tenant == bindparam("t"),
        _reference.address == bindparam("a"),
        _reference.dead == "",
    )
    .values(dead=bindparam("why"))
)
_BACK = (
    update(core(ReferenceRow))
    .where(
        _reference.tenant == bindparam("t"),
        _reference.address.in_(bindparam("all", expanding=True)),
        _reference.dead != "",
    )
    .values(dead="")
)


def put(tx: Tx, tenant: str, reference: Reference, *, revive: bool = True) -> None:
    """Know a way from now on; an opened conversation stays known.

    `revive`: something was heard on it, so that it lives where it was dead.
    """
    known = find(tx, tenant, reference.address)
    kept = asdict(reference)
    if known is not None:
        kept["conversation"] = reference.conversation or known.conversation
        kept["dead"] = "" if revive else known.dead
        kept["targeted"] = reference.targeted or known.targeted
    if known is None or Reference(**kept) != known:
        _PUT(tx, {"tenant": tenant} | kept)


def find(tx: Tx, tenant: str, address: str) -> Reference | None:
    """Find the way to an address."""
    row = tx.execute(_FIND, {"tenant": tenant, "address": address}).first()
    return None if row is None else Reference(*row)


def anywhere(tx: Tx, tenant: str) -> Reference | None:
    """Find any way into a tenant: it tells the service, and who we are there."""
    row = tx.execute(_ANY, {"tenant": tenant}).first()
    return None if row is None else Reference(*row)


def rooms(tx: Tx) -> tuple[tuple[str, Reference], ...]:
    """List every channel and group that can be reached, with its tenant."""
    return tuple((row[0], Reference(*row[1:])) for row in tx.execute(_ROOMS))


def dead(tx: Tx, tenant: str, address: str, reason: str) -> bool:
    """Note that nothing arrives there any more; tells whether that is news."""
    return tx.execute(_DEAD, {"t": tenant, "a": address, "why": reason}).rowcount > 0


def back(tx: Tx, tenant: str, addresses: Sequence[str]) -> None:
    """Note that we may write there again, where we could no longer."""
    tx.execute(_BACK, {"t": tenant, "all": list(addresses)})
