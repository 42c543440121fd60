"""Make one organisation of a Slack workspace and a Teams tenant: what was said in both is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Table, and_, delete, exists, func, insert, literal, select, update

from storage.database.statements import Tx
from storage.database.tables import core
from storage.pilots import tally
from storage.pilots.tables import TallyRow
from storage.post.tables import DeliveryRow, HeardRow
from storage.purge import of_a_tenant
from storage.tenant import editions, homes
from storage.tenant.tables import DraftRow, EditionRow, PersonRow, PreferenceRow

__all__ = ["CannotJoin", "homes", "join", "must_fit"]

# Where both have a row of one key, the home's stands: choices, and what was heard twice.
_HOMES_WINS = {core(PreferenceRow): "name", core(HeardRow): "key"}
_LAST = (core(PersonRow), core(TallyRow), core(EditionRow), core(DraftRow))


class CannotJoin(Exception):
    """The two cannot be made one, and why; nothing was changed."""


def join(tx: Tx, joiner: str, home: str, at: datetime) -> Mapping[str, int]:
    """Make all of the joiner's the home's, and say how many rows of each table were moved.

    Doing so again moves what came since. Journals keep the seals that they were given: a chain is
    checked under both names. Raises CannotJoin.
    """
    must_fit(tx, joiner, home)
    homes.put(tx, joiner, home, at)
    moved: dict[str, int] = {}
    _copy_people(tx, joiner, home)
    for table in of_a_tenant():
        if table not in _LAST:
            moved[table.name] = _move(tx, table, joiner, home)
    _rename_keys(tx, joiner, home)
    moved[core(TallyRow).name] = _add_up(tx, joiner, home)
    moved[core(EditionRow).name] = _take_editions(tx, joiner, home)
    for table in (core(DraftRow), core(PersonRow)):
        moved[table.name] = tx.execute(delete(table).where(table.c.tenant == joiner)).rowcount
    return moved


def must_fit(tx: Tx, joiner: str, home: str) -> None:
    """Go on only where the two can be one; raises CannotJoin."""
    known = homes.homes(tx)
    if known.get(joiner, home) != home:
        raise CannotJoin(f"{joiner} is one organisation with {known[joiner]} already.")
    others = [old for old, new in known.items() if new == home and old != joiner]
    if others:
        raise CannotJoin(f"{home} is one organisation with {others[0]} already.")
    if _own_files(tx, joiner) and _own_files(tx, home):
        raise CannotJoin(
            f"{joiner} and {home} both have playbooks of their own, and one organisation has one "
            "set. Take them out of one of the two first: /gate settings, Playbooks."
        )


def _own_files(tx: Tx, tenant: str) -> bool:
    newest = editions.newest(tx, tenant)
    return newest is not None and bool(newest.files)


def _copy_people(tx: Tx, joiner: str, home: str) -> None:
    """Give everybody a row at home first, for everything else points there."""
    person = core(PersonRow)
    columns = [column for column in person.c if column.name != "tenant"]
    theirs = select(literal(home), *columns).where(person.c.tenant == joiner)
    names = ["tenant", *(column.name for column in columns)]
    tx.execute(insert(person).from_select(names, theirs))


def _move(tx: Tx, table: Table, joiner: str, home: str) -> int:
    theirs = table.c.tenant == joiner
    if table in _HOMES_WINS:
        key = _HOMES_WINS[table]
        ours = table.alias("ours")
        same = exists().where(ours.c.tenant == home, ours.c[key] == table.c[key])
        tx.execute(delete(table).where(and_(theirs, same)))
    return tx.execute(update(table).where(theirs).values(tenant=home)).rowcount


def _rename_keys(tx: Tx, joiner: str, home: str) -> None:
    """Write the home into the keys that name a tenant, so that nothing goes out a second time."""
    delivery = core(DeliveryRow)
    for kind in ("digest", "reminder"):
        begins = f"{kind}:{joiner}:"
        named = delivery.c.tenant == home, delivery.c.key.startswith(begins, autoescape=True)
        key = func.replace(delivery.c.key, begins, f"{kind}:{home}:")
        tx.execute(update(delivery).where(*named).values(key=key))


def _add_up(tx: Tx, joiner: str, home: str) -> int:
    table = core(TallyRow)
    rows = tx.execute(select(table).where(table.c.tenant == joiner)).all()
    for row in rows:
        tally.add(tx, home, row.closed, row.hidden, row.pilots)
    tx.execute(delete(table).where(table.c.tenant == joiner))
    return len(rows)


def _take_editions(tx: Tx, joiner: str, home: str) -> int:
    """Take over the joiner's own playbooks where the home has none; else the home's stand."""
    table = core(EditionRow)
    theirs = table.c.tenant == joiner
    if not _own_files(tx, joiner) or editions.number(tx, home):
        return tx.execute(delete(table).where(theirs)).rowcount
    return tx.execute(update(table).where(theirs).values(tenant=home)).rowcount
