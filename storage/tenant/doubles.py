"""Accounts that were met twice: under their own tenant's name, and that of the one it joined.

That is so where a server went on while tenants were joined. The second row is kept, as one that is
gone, for what journals say in its id; everything else goes to the first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, select, update

from storage.database.statements import Tx
from storage.database.tables import core
from storage.tenant import linking
from storage.tenant.tables import MemberRow, PersonRow, RoleRow


@dataclass(frozen=True, slots=True)
class Double:
    """The second row of an account, the first one, and whose that is."""

    id: str
    account: str
    one: str


def set_apart(tx: Tx, joiner: str, home: str) -> Collection[Double]:
    """Make the joiner's rows of people whom the home knows theirs, so that both can stand there."""
    person = core(PersonRow)
    known, again = person.alias("known"), person.alias("again")
    same = and_(known.c.user == again.c.user, known.c.tenant == home, again.c.tenant == joiner)
    pairs = select(again.c.id, known.c.id, known.c.one).select_from(again.join(known, same))
    found = [Double(*row) for row in tx.execute(pairs)]
    for one in found:
        this = and_(person.c.tenant == joiner, person.c.id == one.id)
        # Our own id is nobody's on a platform, so it is free.
        theirs = {"user": one.id, "one": one.one, "other": one.account}
        tx.execute(update(person).where(this).values(gone=True, voice=False, **theirs))
    return found


def give(tx: Tx, tenant: str, doubles: Collection[Double]) -> None:
    """Give everybody what their doubles have: rights, channels, parts, wishes."""
    keys: Mapping[type, tuple[str, ...]] = {RoleRow: ("role",), MemberRow: ("room",)}
    for one in doubles:
        for table, key in keys.items():
            linking.hand_on(tx, core(table), key, tenant, one.account, one.id)
        linking.take(tx, tenant, one.one, one.id)
