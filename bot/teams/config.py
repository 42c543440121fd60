"""What Teams' side needs to be told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, TypeAlias

from bot.teams.hosts import OPENID

AppType: TypeAlias = Literal["SingleTenant", "UserAssignedMSI"]


@dataclass(frozen=True, slots=True)
class TeamsConfig:
    """Who we are in Entra, and whom we listen to.

    Without an app id nobody proves who they are: for development on this machine only (`dev`),
    where loopback service URLs are answered as well. `openid_url` has passed `hosts.openid_url`.
    """

    app_id: str = ""
    password: str = field(default="", repr=False)
    tenants: tuple[str, ...] = ()  # who may talk to us; the first is where the app is registered
    kind: AppType = "SingleTenant"
    openid_url: str = OPENID
    admins: frozenset[str] = frozenset()  # e-mail addresses or Entra ids, in small letters
    dev: bool = False
    # Tenants of ours that are one organisation with another platform's, and live under its name.
    homes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def ours(self, tenant: str) -> str:
        """Give the tenant of ours that a tenant of Teams' belongs to."""
        own = f"teams:{tenant}"
        return self.homes.get(own, own)

    def theirs(self, tenant: str) -> str:
        """Give the tenant of Teams' that one of ours stands for."""
        own = next((old for old, home in self.homes.items() if home == tenant), tenant)
        return own.removeprefix("teams:")

    @property
    def home(self) -> str:
        """The tenant that the app is registered in."""
        return self.tenants[0] if self.tenants else ""


def names(text: str) -> tuple[str, ...]:
    """Read a list with commas, without empty parts."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
