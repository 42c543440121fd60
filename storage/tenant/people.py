"""Who there is: the one place that holds names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, exists, func, or_, select, update

from storage.database.quick import Quick
from storage.database.statements import Tx, Upsert
from storage.database.tables import core
from storage.database.text import fold
from storage.ids import person_id
from storage.tenant.tables import PersonRow, RoleRow

SOMEONE = "someone"  # until the platform can say who


@dataclass(frozen=True, slots=True)
class Face:
    """What a platform says of somebody; `user` is the platform's own id.

    Without a name it could not say anything: what was known before stays.
    """

    user: str
    name: str
    tz: str = "UTC"
    email: str = ""
    admin: bool = False
    guest: bool = False
    bot: bool = False
    stranger: bool = False  # of another organisation, in a shared channel
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody met: `id` is ours and random, everything else is the platform's.

    Whose accounts on two platforms are linked has one id and one name, whichever account this is.
    """

    id: str
    user: str
    name: str
    tz: str
    email: str
    admin: bool
    guest: bool
    bot: bool
    stranger: bool
    gone: bool
    platform: str = ""
    account: str = ""  # our id of the account: the person's own, where it is not linked
    other: str = ""  # our id of the account that this one is linked with
    voice: bool = True  # this is the account that was spoken with last


_person = core(PersonRow).c
_role = core(RoleRow).c
_kin = core(PersonRow).alias("kin")
_twin = core(PersonRow).alias("twin")
_FACE = ("user", "name", "tz", "email", "admin", "guest", "bot", "stranger", "gone")
_seen = attrgetter(*_FACE)
_SAME = _person.tenant == bindparam("tenant")
_name = case(
    (_person.one == _person.id, _person.name),
    else_=select(_kin.c.name)
    .where(_kin.c.tenant == _person.tenant, _kin.c.id == _person.one)
    .scalar_subquery(),
)
_admin = or_(
    _person.admin,
    and_(
        _person.other != "",
        exists().where(
            _twin.c.tenant == _person.tenant,
            _twin.c.id == _person.other,
            _twin.c.admin,
            ~_twin.c.gone,
        ),
    ),
)
_SHOWN = (_person.user, _name.label("name"), _person.tz, _person.email, _admin.label("admin"))
_ABOUT = (_person.platform, _person.id.label("account"), _person.other, _person.voice)
_PEOPLE = select(
    _person.one.label("id"), *_SHOWN, *(_person[name] for name in _FACE[5:]), *_ABOUT
).where(_SAME)
_ACCOUNT = select(_person.one.label("id"), *(_person[name] for name in _FACE), *_ABOUT).where(
    _SAME, _person.id == bindparam("account")
)
_BY_USER = Quick(_PEOPLE.where(_person.user == bindparam("user")))
_AS_SEEN = Quick(
    select(*(_person[name] for name in _FACE)).where(_SAME, _person.user == bindparam("user"))
)
_BY_IDS = _PEOPLE.where(_person.id.in_(bindparam("ids", expanding=True)))
_VOICES = _PEOPLE.where(_person.one.in_(bindparam("ones", expanding=True)), _person.voice)
_HERE = and_(~_person.gone, ~_person.bot)
_NAMED = _PEOPLE.where(_person.name_key == bindparam("name_key"), _HERE).order_by(_person.id)
_EVERYONE = (
    _PEOPLE.where(_HERE, _person.voice)
    .order_by(_person.name_key, _person.id)
    .limit(bindparam("limit"))
)
_ADDRESSED = _PEOPLE.where(func.lower(_person.email) == func.lower(bindparam("email")), _HERE)
_ADMINS = _PEOPLE.where(_person.admin, _HERE).order_by(_person.name_key, _person.id)
_COUNT = select(func.count()).where(_SAME, _HERE, _person.voice)
_MEET = Upsert(core(PersonRow), ("tenant", "user"), ("name", "name_key", *_FACE[2:]))
_HUSH = (
    update(core(PersonRow))
    .where(_person.tenant == bindparam("t"), _person.one == bindparam("p"))
    .values(voice=_person.id == bindparam("a"))
)

_WITHDRAW = (
    update(core(PersonRow))
    .where(_person.tenant == bindparam("t"), _person.other != "", ~_person.gone)
    .values(voice=_person.platform != bindparam("w"))
)

# A role belongs to the account that it was given to: who is linked holds those of both.
_ACCOUNTS = select(_person.id).where(
    _person.tenant == bindparam("t"), _person.one == bindparam("p")
)
_GRANT = Upsert(core(RoleRow), ("tenant", "person", "role"))
_REVOKE = delete(core(RoleRow)).where(
    _role.tenant == bindparam("t"), _role.person.in_(_ACCOUNTS), _role.role == bindparam("r")
)
_ROLES = select(_role.role).where(_role.tenant == bindparam("t"), _role.person.in_(_ACCOUNTS))
# In no order of the database's: for that, SQLite would walk through everybody by name.
_HOLDERS = Quick(
    _PEOPLE.where(
        _person.id.in_(
            select(_role.person).where(
                _role.tenant == bindparam("tenant"), _role.role == bindparam("role")
            )
        ),
    )
)


def meet(tx: Tx, tenant: str, face: Face, platform: str = "") -> Person:
    """Know somebody from now on; writes only where something about them is new."""
    known = by_user(tx, tenant, face.user)
    if known and (not face.name or _is_as_seen(tx, tenant, known, face)):
        return known
    face = face if face.name else replace(face, name=SOMEONE)
    own = person_id()
    fresh = {"tenant": tenant, "id": own, "name_key": fold(face.name)}
    alone = {"platform": platform or tenant.partition(":")[0], "one": own, "other": ""}
    _MEET(tx, fresh | alone | {"voice": True} | dict(zip(_FACE, _seen(face), strict=True)))
    met = _sure(by_user(tx, tenant, face.user))
    if met.other and met.voice and not can_speak(met):
        _speak(tx, tenant, met.id, met.other)
    return met


def _is_as_seen(tx: Tx, tenant: str, known: Person, face: Face) -> bool:
    """Tell whether nothing is new; whoever is linked has another name than their account may."""
    return seen(tx, tenant, face.user) == face if known.other else _seen(known) == _seen(face)


def _sure(person: Person | None) -> Person:
    assert person is not None  # written above, in the same transaction
    return person


def by_user(tx: Tx, tenant: str, user: str) -> Person | None:
    """Find somebody by the platform's id: the account that this is, in the person's name."""
    row = _BY_USER.row(tx, {"tenant": tenant, "user": user})
    return None if row is None else Person(*row)


def seen(tx: Tx, tenant: str, user: str) -> Face | None:
    """Find what a platform said of an account, whoever it is linked with."""
    row = _AS_SEEN.row(tx, {"tenant": tenant, "user": user})
    return None if row is None else Face(*row)


def meant(tx: Tx, tenant: str, user: str) -> Person | None:
    """Find whom the platform's id of an account means: a person who may have another one."""
    found = by_user(tx, tenant, user)
    return found if found is None or not found.other else by_ids(tx, tenant, [found.id])[found.id]


def by_ids(tx: Tx, tenant: str, ids: Collection[str]) -> dict[str, Person]:
    """Find people by our ids, of any account of theirs; who is unknown is left out."""
    rows = tx.execute(_BY_IDS, {"tenant": tenant, "ids": list(ids)})
    return _whole(tx, tenant, [Person(*row) for row in rows])


def _whole(tx: Tx, tenant: str, found: Collection[Person]) -> dict[str, Person]:
    """Give, for each of these accounts, the person: as the account spoken with last, if several."""
    ones = {one.id for one in found if one.other}
    rows = tx.execute(_VOICES, {"tenant": tenant, "ones": sorted(ones)}) if ones else ()
    voices = {row.id: Person(*row) for row in rows}
    return {one.account: voices.get(one.id, one) for one in found}


def of_account(tx: Tx, tenant: str, account: str) -> Person:
    """Give an account as its own platform knows it, in its own name; raises LookupError."""
    row = tx.execute(_ACCOUNT, {"tenant": tenant, "account": account}).first()
    if row is None:
        raise LookupError(account)
    return Person(*row)


def can_speak(person: Person) -> bool:
    """Tell whether an account may stand for its person: it is there, and a member's."""
    return not (person.gone or person.guest or person.stranger or person.bot)


def speaks(tx: Tx, tenant: str, person: Person) -> bool:
    """Note through which of their accounts a person speaks; tells whether it is another now."""
    if person.voice or not can_speak(person):
        return False
    _speak(tx, tenant, person.id, person.account)
    return True


def _speak(tx: Tx, tenant: str, person: str, account: str) -> None:
    tx.execute(_HUSH, {"t": tenant, "p": person, "a": account})


def withdraw(tx: Tx, tenant: str, platform: str) -> None:
    """Let everybody who has another account go on with that one: a platform was left."""
    tx.execute(_WITHDRAW, {"t": tenant, "w": platform})


def named(tx: Tx, tenant: str, text: str) -> tuple[Person, ...]:
    """Find the people of exactly this full name, however it is capitalised; nobody who has gone."""
    found = _people(tx, _NAMED, tenant=tenant, name_key=fold(text))
    return tuple({one.id: one for one in found}.values())


def everyone(tx: Tx, tenant: str, limit: int) -> tuple[Person, ...]:
    """List people by name, without bots and those who have gone."""
    return _people(tx, _EVERYONE, tenant=tenant, limit=limit)


def addressed(tx: Tx, tenant: str, email: str) -> tuple[Person, ...]:
    """Find the people with exactly this address, in any of their accounts; nobody who has gone."""
    found = _people(tx, _ADDRESSED, tenant=tenant, email=email)
    return tuple({one.id: one for one in found}.values())


def count(tx: Tx, tenant: str) -> int:
    """Count those whom `everyone` would list without a limit."""
    return int(tx.execute(_COUNT, {"tenant": tenant}).scalar_one())


def grant(tx: Tx, tenant: str, person: str, role: str, by: str, at: datetime) -> None:
    """Give somebody a role over the tenant; who has it keeps it as first given."""
    _GRANT(tx, {"tenant": tenant, "person": person, "role": role, "by": by, "at": at})


def revoke(tx: Tx, tenant: str, person: str, role: str) -> None:
    """Take a role away; nothing happens where it is not held."""
    tx.execute(_REVOKE, {"t": tenant, "p": person, "r": role})


def roles_of(tx: Tx, tenant: str, person: str) -> frozenset[str]:
    """Give the roles that somebody holds over the tenant."""
    return frozenset(tx.scalars(_ROLES, {"t": tenant, "p": person}))


def holders(tx: Tx, tenant: str, role: str) -> tuple[Person, ...]:
    """List who holds a role, by name; nobody who has gone."""
    rows = [Person(*row) for row in _HOLDERS.rows(tx, {"tenant": tenant, "role": role})]
    found = {one.id: one for one in _whole(tx, tenant, rows).values() if not one.gone}
    return tuple(sorted(found.values(), key=lambda person: (fold(person.name), person.id)))


def admins(tx: Tx, tenant: str) -> tuple[Person, ...]:
    """List whom the platform itself calls an admin, by name."""
    found = _people(tx, _ADMINS, tenant=tenant)
    return tuple({one.id: one for one in _whole(tx, tenant, found).values()}.values())


def _people(tx: Tx, statement: Any, **values: Any) -> tuple[Person, ...]:
    return tuple(Person(*row) for row in tx.execute(statement, values))
