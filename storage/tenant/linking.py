"""Make one person of two accounts, and two people of them again.

Nothing in a journal is touched: it is read in the one person's name for as long as they are one.
What was noted meanwhile is in the name of the account that the linking began with, and stays there.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, and_, delete, func, insert, select, update

from storage.database.statements import Tx
from storage.database.tables import core
from storage.errors import Behind
from storage.pilots.tables import InvolvedRow, SittingRow
from storage.post.tables import ParcelRow
from storage.scheduling.tables import GlanceRow, MannerRow, ScheduleRow
from storage.tenant import accounts
from storage.tenant.tables import DraftRow, PersonRow

_person = core(PersonRow).c
_NAMING = (
    (core(ScheduleRow), "owner"),
    (core(MannerRow), "cover"),
    (core(ParcelRow), "person"),
    (core(DraftRow), "by"),
)
_QUIET = ("state", "next_at", "cover", "until", "unnamed")


def link(tx: Tx, tenant: str, first: str, second: str) -> bool:
    """Make the second account one with the first, whose id the person goes by from now on.

    Tells whether both were in an interview, which is left then. Raises Behind where one of them
    was linked meanwhile.
    """
    _change(tx, tenant, first, "", other=second)
    _change(tx, tenant, second, "", one=first, other=first, voice=False)
    _doubles_follow(tx, tenant, second, one=first)
    return take(tx, tenant, first, second)


def take(tx: Tx, tenant: str, first: str, second: str) -> bool:
    """Give the first what the second has a part in; tells whether both left an interview."""
    _take_parts(tx, tenant, first, second)
    left = _take_seat(tx, tenant, first, second)
    _take_manners(tx, tenant, first, second)
    for table, column in _NAMING:
        named = and_(table.c.tenant == tenant, table.c[column] == second)
        tx.execute(update(table).where(named).values({column: first}))
    _forget_glances(tx, tenant, first)
    accounts.turn(tx, tenant)
    return left


def unlink(tx: Tx, tenant: str, first: str, second: str) -> None:
    """Make two people of the accounts again; the second has the first's wishes about reminders."""
    _change(tx, tenant, first, second, other="", voice=True)
    _change(tx, tenant, second, first, one=second, other="", voice=True)
    _doubles_follow(tx, tenant, second, one=second)
    manner = core(MannerRow)
    whose = and_(manner.c.tenant == tenant, manner.c.person == first)
    if (terms := tx.execute(select(manner).where(whose)).mappings().first()) is not None:
        tx.execute(insert(manner), {**terms, "person": second})
    _forget_glances(tx, tenant, first)
    accounts.turn(tx, tenant)


def _change(tx: Tx, tenant: str, account: str, now: str, **values: Any) -> None:
    """Change an account that is linked with `now` (empty: with none); raises Behind."""
    this = and_(_person.tenant == tenant, _person.id == account, _person.other == now)
    if tx.execute(update(core(PersonRow)).where(this).values(values)).rowcount != 1:
        raise Behind("somebody else linked or parted this account first")


def _doubles_follow(tx: Tx, tenant: str, account: str, *, one: str) -> None:
    """Let rows that stand for an account a second time be of whom it is of."""
    double = and_(_person.tenant == tenant, _person.other == account, _person.user == _person.id)
    tx.execute(update(core(PersonRow)).where(double).values(one=one))


def _forget_glances(tx: Tx, tenant: str, person: str) -> None:
    """Have the past of their pilots worked out anew, from journals that now read otherwise."""
    glance, part = core(GlanceRow), core(InvolvedRow).c
    theirs = select(part.pilot).where(part.tenant == tenant, part.person == person)
    tx.execute(delete(glance).where(glance.c.tenant == tenant, glance.c.pilot.in_(theirs)))


def _take_parts(tx: Tx, tenant: str, first: str, second: str) -> None:
    """Give the first the second's parts in pilots; those that both have are had once."""
    hand_on(tx, core(InvolvedRow), ("pilot", "role"), tenant, first, second)


def _take_seat(tx: Tx, tenant: str, first: str, second: str) -> bool:
    """Go on with the interview that one of them is in; where both are, with neither.

    What is typed then would count for a question that was asked in the other account.
    """
    sitting = core(SittingRow)
    theirs = and_(sitting.c.tenant == tenant, sitting.c.person.in_((first, second)))
    twice = select(sitting.c.conversation).where(theirs).group_by(sitting.c.conversation)
    both = tx.scalars(twice.having(func.count() == 2)).all()
    tx.execute(delete(sitting).where(theirs, sitting.c.conversation.in_(both)))
    hand_on(tx, sitting, ("conversation",), tenant, first, second)
    return bool(both)


def hand_on(
    tx: Tx, table: Table, key: tuple[str, ...], tenant: str, first: str, second: str
) -> None:
    """Make rows of the second's the first's, but for those that the first has as well."""
    mine = table.alias("mine")
    same = (mine.c[name] == table.c[name] for name in ("tenant", *key))
    had = select(mine.c.person).where(mine.c.person == first, *same).exists()
    of_second = and_(table.c.tenant == tenant, table.c.person == second)
    tx.execute(delete(table).where(of_second, had))
    tx.execute(update(table).where(of_second).values(person=first))


def _take_manners(tx: Tx, tenant: str, first: str, second: str) -> None:
    """Keep one set of wishes about reminders: whoever said stop, or later, said it for both."""
    manner = core(MannerRow)
    rows = {
        row["person"]: dict(row)
        for row in tx.execute(
            select(manner).where(manner.c.tenant == tenant, manner.c.person.in_((first, second)))
        ).mappings()
    }
    theirs, mine = rows.get(second), rows.get(first)
    if theirs is None:
        return
    tx.execute(delete(manner).where(manner.c.tenant == tenant, manner.c.person == second))
    if mine is None:
        tx.execute(insert(manner), {**theirs, "person": first})
        return
    quieter = max((mine, theirs), key=_quiet)
    values = {name: quieter[name] for name in _QUIET} | {
        "unnamed": mine["unnamed"] or theirs["unnamed"]
    }
    whose = and_(manner.c.tenant == tenant, manner.c.person == first)
    tx.execute(update(manner).where(whose).values(values))


def _quiet(terms: dict[str, Any]) -> tuple[bool, bool, Any]:
    put_off = terms["until"] is not None
    return terms["state"] == "stopped", put_off, terms["until"] or terms["next_at"]
