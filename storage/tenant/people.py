"""Who there is: the one place that holds names."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select

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
    """Somebody met: `id` is ours and random, everything else is the platform's."""

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


_person = core(PersonRow).c
_role = core(RoleRow).c
_FACE = ("user", "name", "tz", "email", "admin", "guest", "bot", "stranger", "gone")
_seen = attrgetter(*_FACE)
_PEOPLE = select(_person.id, *(_person[name] for name in _FACE)).where(
    _person.tenant == bindparam("tenant")
)
_BY_USER = Quick(_PEOPLE.where(_person.user == bindparam("user")))
_BY_IDS = _PEOPLE.where(_person.id.in_(bindparam("ids", expanding=True)))
_HERE = and_(~_person.gone, ~_person.bot)
_NAMED = _PEOPLE.where(_person.name_key == bindparam("name_key"), _HERE).order_by(_person.id)
_EVERYONE = _PEOPLE.where(_HERE).order_by(_person.name_key, _person.id).limit(bindparam("limit"))
_ADMINS = _PEOPLE.where(_person.admin, _HERE).order_by(_person.name_key, _person.id)
_COUNT = select(func.count()).where(_person.tenant == bindparam("tenant"), _HERE)
_MEET = Upsert(core(PersonRow), ("tenant", "user"), ("name", "name_key", *_FACE[2:]))

_GRANT = Upsert(core(RoleRow), ("tenant", "person", "role"))
_REVOKE = delete(core(RoleRow)).where(
    _role.tenant == bindparam("t"), _role.person == bindparam("p"), _role.role == bindparam("r")
)
_ROLES = select(_role.role).where(
    _role.tenant == bindparam("tenant"), _role.person == bindparam("person")
)
# In no order of the database's: for that, SQLite would walk through everybody by name.
_HOLDERS = Quick(
    _PEOPLE.where(
        ~_person.gone,
        _person.id.in_(
            select(_role.person).where(
                _role.tenant == bindparam("tenant"), _role.role == bindparam("role")
            )
        ),
    )
)


def meet(tx: Tx, tenant: str, face: Face) -> Person:
    """Know somebody from now on; writes only where something about them is new."""
    known = by_user(tx, tenant, face.user)
    if known and (not face.name or _seen(known) == _seen(face)):
        return known
    face = face if face.name else replace(face, name=SOMEONE)
    fresh = {"tenant": tenant, "id": person_id(), "name_key": fold(face.name)}
    _MEET(tx, fresh | dict(zip(_FACE, _seen(face), strict=True)))
    return _sure(by_user(tx, tenant, face.user))


def _sure(person: Person | None) -> Person:
    assert person is not None  # written above, in the same transaction
    return person


def by_user(tx: Tx, tenant: str, user: str) -> Person | None:
    """Find somebody by the platform's id."""
    row = _BY_USER.row(tx, {"tenant": tenant, "user": user})
    return None if row is None else Person(*row)


def by_ids(tx: Tx, tenant: str, ids: Collection[str]) -> dict[str, Person]:
    """Find people by our ids; who is unknown is left out."""
    rows = tx.execute(_BY_IDS, {"tenant": tenant, "ids": list(ids)})
    return {row.id: Person(*row) for row in rows}


def named(tx: Tx, tenant: str, text: str) -> tuple[Person, ...]:
    """Find the people of exactly this full name, however it is capitalised; nobody who has gone."""
    return _people(tx, _NAMED, tenant=tenant, name_key=fold(text))


def everyone(tx: Tx, tenant: str, limit: int) -> tuple[Person, ...]:
    """List people by name, without bots and those who have gone."""
    return _people(tx, _EVERYONE, tenant=tenant, limit=limit)


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
    return frozenset(tx.scalars(_ROLES, {"tenant": tenant, "person": person}))


def holders(tx: Tx, tenant: str, role: str) -> tuple[Person, ...]:
    """List who holds a role, by name; nobody who has gone."""
    found = [Person(*row) for row in _HOLDERS.rows(tx, {"tenant": tenant, "role": role})]
    return tuple(sorted(found, key=lambda person: (fold(person.name), person.id)))


def admins(tx: Tx, tenant: str) -> tuple[Person, ...]:
    """List whom the platform itself calls an admin, by name."""
    return _people(tx, _ADMINS, tenant=tenant)


def _people(tx: Tx, statement: Any, **values: Any) -> tuple[Person, ...]:
    return tuple(Person(*row) for row in tx.execute(statement, values))
