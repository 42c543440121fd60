"""`gatepost join`: what would be brought together, and then it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from bot.cli.purging import PATIENCE, Told
from bot.running.house import now
from storage import joining as together
from storage import purge
from storage.joining import CannotJoin, homes
from storage.store import Store, Tx

TENANT: Final = re.compile(r"slack:[A-Z0-9]+|teams:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TOLD: Final = {
    "person": ("person", "people"),
    "room": ("channel", "channels"),
    "summary": ("pilot", "pilots"),
}


def joining(url: str, one: str, other: str, *, do: bool) -> Told:
    """Look at two tenants, and bring them together where that is wanted; raises StorageError."""
    home, joiner = named = sorted(map(_spelt, (one, other)))
    if not (home.startswith("slack:") and joiner.startswith("teams:")):
        return Told(False, "Name a Slack workspace and a Teams tenant: slack:T... and teams:...")
    if wrong := [name for name in named if not TENANT.fullmatch(name)]:
        return Told(False, f"{wrong[0]} is no tenant. `gatepost purge` lists those there are.")
    store = Store.open(url)
    try:
        return _done(store, joiner, home) if do else _shown(store, joiner, home)
    except CannotJoin as wrong_pair:
        return Told(False, f"{wrong_pair} Nothing was changed.")
    finally:
        store.close()


def _spelt(tenant: str) -> str:
    """Write a tenant as we do: Entra's ids in small letters."""
    tenant = tenant.strip()
    return tenant.lower() if tenant.lower().startswith("teams:") else tenant


def _shown(store: Store, joiner: str, home: str) -> Told:
    def look(tx: Tx) -> tuple[Mapping[str, int], Mapping[str, int], bool]:
        together.must_fit(tx, joiner, home)
        joined = homes.homes(tx).get(joiner) == home
        return purge.count(tx, home), purge.count(tx, joiner), joined

    at_home, coming, joined = store.read(look).result()
    if joined and not coming["person"]:
        return Told(True, f"{joiner} and {home} are one organisation already.")
    lines = [f"{_listed(at_home)} in {home}", f"{_listed(coming)} in {joiner}"]
    if not at_home["person"]:
        lines.append(f"Nobody of {home} was met yet: is that its id? auth.test names it.")
    if not coming["person"]:
        lines.append(f"Nobody of {joiner} was met yet: is that its id? The Entra portal names it.")
    return Told(
        True,
        "\n".join(lines)
        + "\nBoth would see what is open in the other, and nothing is taken apart again."
        "\nNothing was changed yet. Stop `gatepost serve`, make a backup, then add --yes.",
    )


def _done(store: Store, joiner: str, home: str) -> Told:
    moved = store.write(lambda tx: together.join(tx, joiner, home, now()), within=PATIENCE).result()
    return Told(
        True,
        f"{joiner} and {home} are one organisation now; brought in: {_listed(moved)}."
        "\nStart `gatepost serve` again. People link their two accounts with /gate link.",
    )


def _listed(rows: Mapping[str, int]) -> str:
    counted = [f"{rows[name]:,} {TOLD[name][rows[name] != 1]}" for name in TOLD]
    return f"{', '.join(counted[:-1])} and {counted[-1]}"
