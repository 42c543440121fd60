"""New playbooks tried on every pilot, and put in force: what the command line does with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from handlers.playbooks import house
from handlers.playbooks.rehearsing import Change, Rehearsal, rehearse
from handlers.playbooks.shelf import as_sources, retired_by, sources
from knowledge.loading.reading import Source, UnusableKnowledge, build, folder
from knowledge.model import Library
from storage import purge
from storage.store import Store, Tx
from storage.tenant import editions
from storage.tenant.editions import HOUSE, Edition

LIGHTS = {
    "red": "turn red, as something blocks them now",
    "green": "turn green, as nothing blocks them any more",
    "more": "more to do at their gate",
    "less": "less to do at their gate",
}


class NoSuchTenant(Exception):
    """A tenant was named that nobody was ever met in."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """What new playbooks would do to one tenant's pilots."""

    tenant: str
    found: Rehearsal


def rehearse_all(store: Store, new: Path, now: datetime, tenant: str = "") -> tuple[Tenant, ...]:
    """Try a file, or a folder in the place of the folder; raises UnusableKnowledge, NoSuchTenant.

    A file takes the place of the one of its name, in the tenant's own or in the folder; one of a
    new name comes to the tenant's own.
    """
    given = folder(new)
    build(given) if new.is_dir() else _readable(given)

    def work(tx: Tx) -> tuple[Tenant, ...]:
        known = purge.tenants(tx)
        if tenant and tenant not in known:
            raise NoSuchTenant(f"--tenant {tenant}: there is none. There are: {', '.join(known)}.")
        wanted = [tenant] if tenant else known
        return tuple(_one(tx, one, given, new.is_dir(), now) for one in wanted)

    found = store.read(work).result()
    if not found:
        build(given)
    return found


def _readable(given: Iterable[Source]) -> None:
    """Name what is wrong in the file itself before it is laid beside others."""
    from knowledge.loading.document import read_content

    problems = [p for one in given for p in read_content(one.name, one.content).problems]
    if problems:
        raise UnusableKnowledge(problems)


def _one(tx: Tx, tenant: str, given: tuple[Source, ...], whole: bool, now: datetime) -> Tenant:
    shared, own = editions.newest(tx, HOUSE), editions.newest(tx, tenant)
    old = build([*sources(shared), *sources(own)], [*retired_by(shared), *retired_by(own)])
    new = _laid(shared, own, given, whole)
    return Tenant(tenant, rehearse(tx, tenant, old, new, now))


def _laid(
    shared: Edition | None, own: Edition | None, given: tuple[Source, ...], whole: bool
) -> Library:
    if whole:
        return build([*given, *sources(own)])
    [file] = given
    ours, theirs = dict(shared.files if shared else ()), dict(own.files if own else ())
    place = ours if file.name in ours and file.name not in theirs else theirs
    place[file.name] = file.content.decode("utf-8-sig")
    return build(as_sources([*ours.items(), *theirs.items()]))


def publishable(found: Iterable[Tenant], *, sure: bool) -> bool:
    """Tell whether these playbooks may be published; `sure`: answers may be left behind."""
    return all(one.found.possible and (sure or not one.found.orphans) for one in found)


def as_data(found: Iterable[Tenant], *, sure: bool) -> dict[str, Any]:
    """Give the report as JSON can hold it."""
    told = tuple(found)
    return {
        "publishable": publishable(told, sure=sure),
        "tenants": [_data(one) for one in told],
    }


def _data(one: Tenant) -> dict[str, Any]:
    found = one.found
    return {
        "tenant": one.tenant,
        "looked": found.looked,
        **{light: [_changed(change) for change in found.of(light)] for light in LIGHTS},
        "asked": [
            {"pilot": change.name, "question": question, "who": who}
            for change in found.changes
            for question, who in change.asked
        ],
        "decisions": [asdict(earlier) for earlier in found.decisions],
        "orphans": dict(found.orphans),
        "other_kinds": dict(found.other_kinds),
        "homeless": dict(found.homeless),
    }


def _changed(change: Change) -> dict[str, Any]:
    return {
        "pilot": change.pilot,
        "name": change.name,
        "open_before": change.before,
        "open_after": change.after,
        "blocks": list(change.blocks),
        "clears": list(change.clears),
    }


def in_words(found: Iterable[Tenant], *, sure: bool) -> Iterator[str]:
    """Say the report line by line."""
    told = tuple(found)
    for one in told:
        yield f"{one.tenant}: {one.found.looked} pilots looked at"
        yield from (f"  {line}" for line in _lines(one.found))
    if not told:
        yield "Nobody uses Gatepost yet, so nothing would change."
    if not publishable(told, sure=sure):
        yield "These playbooks cannot be published as they are."


def _lines(found: Rehearsal) -> Iterator[str]:
    if not found.changes and found.possible:
        yield "no pilot changes"
    for light, words in LIGHTS.items():
        if changes := found.of(light):
            yield f"{words}: {len(changes)}"
            yield from (f"  {_change(one)}" for one in changes)
    asked = [(who, q, one.name) for one in found.changes for q, who in one.asked]
    yield from _listed("asked anew", (f"{who}: {q} ({name})" for who, q, name in sorted(asked)))
    yield from _listed(
        "decisions made under the text that would change; they stand",
        (f"{d.name}, {d.gate}: {d.outcome}, {d.on}" for d in found.decisions),
    )
    yield from _counted("questions no longer asked, whose answers stay readable", found.orphans)
    yield from _counted("questions with answers of another kind: use new ids", found.other_kinds)
    yield from _counted("pilots in a playbook or stage that would be gone", found.homeless)


def _change(change: Change) -> str:
    said = [change.name]
    said += [f"+ {title}" for title in change.blocks] + [f"- {title}" for title in change.clears]
    return "  ".join(said)


def _counted(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    return _listed(title, (f"{name}: {count}" for name, count in counts.items()))


def _listed(title: str, lines: Iterable[str]) -> Iterator[str]:
    told = list(lines)
    if told:
        yield f"{title}: {len(told)}"
        yield from (f"  {line}" for line in told)


def publish(store: Store, path: Path, now: datetime, *, sure: bool) -> bool:
    """Put the folder in force now; tells whether it was news. Raises UnusableKnowledge, Unfit."""
    files = house.as_files(folder(path))
    return store.write(lambda tx: house.settle(tx, files, now, sure=sure), within=60.0).result()
