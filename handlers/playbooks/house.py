"""The house's folder: its files hold for every tenant, as soon as nothing speaks against them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from handlers.cards import Bold, Bullets, Note, Para, Said, card, line, to_json
from handlers.errors import Unfit
from handlers.playbooks.publishing import publish
from handlers.playbooks.rehearsing import answers_to, homeless
from handlers.playbooks.shelf import together
from knowledge.loading.reading import Source, UnusableKnowledge, build
from knowledge.model import Library
from storage.post import outbox
from storage.post.outbox import Post
from storage.purge import tenants as tenants_of
from storage.store import Tx
from storage.tenant import editions, people
from storage.tenant.editions import HOUSE, Edition

FOLK = 5000  # people looked through for admins


def as_files(found: Sequence[Source]) -> tuple[tuple[str, str], ...]:
    """Make what was read ready to be kept; raises UnusableKnowledge where it cannot be used."""
    build(found)
    return tuple((one.name, one.content.decode("utf-8-sig")) for one in found)


def is_news(tx: Tx, files: Sequence[tuple[str, str]]) -> bool:
    """Tell whether these files differ from those in force."""
    now = editions.newest(tx, HOUSE)
    return (now.files if now else ()) != tuple(files)


def objections(
    tx: Tx, files: Sequence[tuple[str, str]], now: datetime, *, sure: bool = False
) -> tuple[str, ...]:
    """List what speaks against these files in any tenant; `sure`: answers may be left behind."""
    found: list[str] = []
    house = editions.newest(tx, HOUSE)
    there = Edition(0, tuple(files), (), "", "", now, "")
    for tenant in tenants_of(tx):
        own = editions.newest(tx, tenant)
        try:
            new = together(there, own)
        except UnusableKnowledge as wrong:
            found += [f"{tenant}: {problem}" for problem in wrong.problems]
            continue
        found += [
            f"{tenant}: {count} pilots stand in {place}, which would be gone"
            for place, count in homeless(tx, tenant, new).items()
        ]
        if not sure:
            found += _orphans(tx, tenant, _in_force(house, own), new)
    return tuple(found)


def _in_force(house: Edition | None, own: Edition | None) -> Library | None:
    try:
        return together(house, own)
    except UnusableKnowledge:
        return None


def _orphans(tx: Tx, tenant: str, old: Library | None, new: Library) -> list[str]:
    if old is None:
        return []
    gone = (old.questions.keys() - old.retired) - new.questions.keys()
    return [
        f"{tenant}: {name} has {count} answers and would no longer be asked; "
        "`gatepost playbook publish --yes` does it all the same"
        for name, count in (answers_to(tx, tenant, gone) if gone else {}).items()
    ]


def misfits(tx: Tx) -> tuple[str, ...]:
    """List what in force no longer can be read, as after an upgrade of Gatepost."""
    shared = editions.newest(tx, HOUSE)
    found: list[str] = []
    for tenant in editions.numbers(tx):
        try:
            together(shared, editions.newest(tx, tenant) if tenant != HOUSE else None)
        except UnusableKnowledge as wrong:
            found += [f"{tenant or 'the folder'}: {problem}" for problem in wrong.problems]
    return tuple(found)


def take_in(tx: Tx, files: Sequence[tuple[str, str]], now: datetime) -> bool:
    """Put the folder's files in force; tells whether that was anything new."""
    if not is_news(tx, files):
        return False
    publish(tx, HOUSE, files, "", now, "the folder's files")
    return True


def tell_admins(tx: Tx, trouble: str, now: datetime) -> int:
    """Write to every tenant's admins, once, that the folder's newest files do not hold."""
    said = card(
        Para(line(Bold("The playbooks in this installation's folder cannot be used."))),
        Bullets(tuple(line(Said(one)) for one in trouble.splitlines()[:8])),
        Note(line("The last good ones stay in force. Whoever runs Gatepost can put that right.")),
    )
    about = sha256(trouble.encode()).hexdigest()[:16]
    told = 0
    for tenant in tenants_of(tx):
        granted = {one.id for one in people.holders(tx, tenant, "admin")}
        for one in people.everyone(tx, tenant, FOLK):
            if (one.admin or one.id in granted) and not (one.guest or one.stranger):
                post = Post(f"folder:{about}:{one.id}", one.platform, one.user, to_json(said))
                told += outbox.put(tx, tenant, now, replace(post, lane="notice"))
    return told


def settle(tx: Tx, files: Sequence[tuple[str, str]], now: datetime, *, sure: bool) -> bool:
    """Put files in force where nothing speaks against them; raises Unfit."""
    if not is_news(tx, files):
        return False
    if against := objections(tx, files, now, sure=sure):
        raise Unfit(against)
    return take_in(tx, files, now)
