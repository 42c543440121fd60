"""Make one organisation of a Slack workspace and a Teams tenant: what was said in both is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Table, and_, delete, exists, func, insert, literal, select, update

from storage.database.statements import Tx
from storage.database.tables import core
from storage.pilots import tally
from storage.pilots.tables import TallyRow
from storage.post.tables import DeliveryRow, HeardRow, ReferenceRow
from storage.purge import of_a_tenant
from storage.scheduling.tables import ScheduleRow
from storage.tenant import doubles, editions, homes
from storage.tenant.tables import DraftRow, EditionRow, PersonRow, PreferenceRow, RoomRow

__all__ = ["CannotJoin", "homes", "join", "must_fit"]

# Where both have a row of one key, the home's stands: choices, what was heard or said already.
_HOMES_WINS = {core(PreferenceRow): "name", core(HeardRow): "key", core(DeliveryRow): "key"}
# Or the joiner's, which is the later one: a channel of its platform, and what was set up there.
_JOINERS_WINS = {core(RoomRow): "id", core(ScheduleRow): "address", core(ReferenceRow): "address"}
_LAST = (core(PersonRow), core(TallyRow), core(EditionRow), core(DraftRow))


class CannotJoin(Exception):
    """The two cannot be made one, and why; nothing was changed."""


def join(tx: Tx, joiner: str, home: str, at: datetime) -> Mapping[str, int]:
    """Make all of the joiner's the home's, and say how many rows of each table were moved.

    Doing so again moves what came since. Journals keep the seals that they were given: a chain is
    checked under both names. Raises CannotJoin.
    """
    must_fit(tx, joiner, home)
    homes.end(tx, home)
    homes.put(tx, joiner, home, at)
    moved: dict[str, int] = {}
    twice, rooms_of_both = doubles.set_apart(tx, joiner, home), _rooms_of_both(tx, joiner, home)
    _copy_people(tx, joiner, home)
    _rename_keys(tx, joiner, home)
    for table in of_a_tenant():
        if table not in _LAST:
            moved[table.name] = _move(tx, table, joiner, home)
    moved[core(TallyRow).name] = _add_up(tx, joiner, home)
    moved[core(EditionRow).name] = _take_editions(tx, joiner, home)
    for table in (core(DraftRow), core(PersonRow)):
        moved[table.name] = tx.execute(delete(table).where(table.c.tenant == joiner)).rowcount
    doubles.give(tx, home, twice)
    for room, private in rooms_of_both.items():
        tally.rehide(tx, home, room, hidden=private)
    return moved


def must_fit(tx: Tx, joiner: str, home: str) -> None:
    """Go on only where the two can be one; raises CannotJoin."""
    known = homes.homes(tx)
    if known.get(joiner, home) != home:
        raise CannotJoin(f"{joiner} is one organisation with {known[joiner]} already.")
    others = [old for old, new in known.items() if new == home and old != joiner]
    if others and homes.came(tx, others[0], home):  # else its id was mistyped, and nobody is lost
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
        _drop(tx, table, _HOMES_WINS[table], loser=joiner, winner=home)
    if table in _JOINERS_WINS:
        _drop(tx, table, _JOINERS_WINS[table], loser=home, winner=joiner)
    return tx.execute(update(table).where(theirs).values(tenant=home)).rowcount


def _drop(tx: Tx, table: Table, key: str, *, loser: str, winner: str) -> None:
    """Take out the rows of one whose keys the other has as well."""
    theirs = table.alias("theirs")
    same = exists().where(theirs.c.tenant == winner, theirs.c[key] == table.c[key])
    tx.execute(delete(table).where(and_(table.c.tenant == loser, same)))


def _rooms_of_both(tx: Tx, joiner: str, home: str) -> Mapping[str, bool]:
    """Tell whether the channels that both know are private, as the joiner last saw them."""
    room, ours = core(RoomRow), core(RoomRow).alias("ours")
    same = exists().where(ours.c.tenant == home, ours.c.id == room.c.id)
    rows = tx.execute(select(room.c.id, room.c.private).where(room.c.tenant == joiner, same))
    return {row[0]: row[1] for row in rows}


def _rename_keys(tx: Tx, joiner: str, home: str) -> None:
    """Write the home into the keys that name a tenant, so that nothing goes out a second time."""
    delivery = core(DeliveryRow)
    for kind in ("digest", "reminder"):
        begins = f"{kind}:{joiner}:"
        named = delivery.c.tenant == joiner, delivery.c.key.startswith(begins, autoescape=True)
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
    """Take over the joiner's own playbooks where the home has none in force."""
    table = core(EditionRow)
    theirs = table.c.tenant == joiner
    if not editions.number(tx, home):
        return tx.execute(update(table).where(theirs).values(tenant=home)).rowcount
    newest, ours = editions.newest(tx, joiner), editions.newest(tx, home)
    if newest is not None and newest.files and ours is not None:
        retired = (*ours.retired, *newest.retired)
        editions.put(tx, home, replace(newest, number=ours.number + 1, retired=retired))
    return tx.execute(delete(table).where(theirs)).rowcount
