"""What Slack's side needs to be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.slack.hosts import SLACK_API


@dataclass(frozen=True, slots=True)
class SlackConfig:
    """Tokens and secrets; an app token switches Socket Mode on.

    `signing_secret` may hold several, separated by commas: while one replaces another, both count.
    `api_url` has passed `hosts.api_url`.
    """

    bot_token: str = field(repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    api_url: str = SLACK_API

    @property
    def secrets(self) -> tuple[bytes, ...]:
        parts = (part.strip() for part in self.signing_secret.split(","))
        return tuple(part.encode() for part in parts if part)
