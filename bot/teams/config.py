"""What Teams' side needs to be told."""

from __future__ import annotations

from dataclasses import dataclass, field
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

    @property
    def home(self) -> str:
        """The tenant that the app is registered in."""
        return self.tenants[0] if self.tenants else ""


def names(text: str) -> tuple[str, ...]:
    """Read a list with commas, without empty parts."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
