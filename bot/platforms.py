"""Which platforms the settings mean, and what each needs to be told."""

from __future__ import annotations

from bot.settings import BadSettings, Settings
from bot.slack.config import SlackConfig
from bot.teams.config import TeamsConfig, names
from bot.teams.hosts import ForeignHost, is_loopback, openid_url


def slack_config(settings: Settings) -> SlackConfig | None:
    """Read Slack's settings; None where Slack is not set up."""
    token = settings.slack_bot_token.get_secret_value()
    if not token:
        return None
    return SlackConfig(
        bot_token=token,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        app_token=settings.slack_app_token.get_secret_value(),
        api_url=settings.slack_api_url,
    )


def teams_config(settings: Settings) -> TeamsConfig | None:
    """Read Teams' settings; None where nobody means Teams. Raises BadSettings.

    Without an app id anybody could speak as anybody: that is for a developer's own machine.
    """
    password = settings.teams_app_password.get_secret_value()
    tenants = tuple(one.lower() for one in names(settings.teams_tenant_id))
    if settings.gatepost_dev and not is_loopback(settings.host):
        raise BadSettings("GATEPOST_DEV: only with HOST on this machine, such as 127.0.0.1.")
    try:
        openid = openid_url(settings.teams_openid_url, dev=settings.gatepost_dev)
    except ForeignHost as wrong:
        raise BadSettings(str(wrong)) from wrong
    if not settings.teams_app_id:
        if password or tenants or settings.teams_openid_url or settings.teams_admins:
            _need(settings.gatepost_dev, "TEAMS_APP_ID is not set, but other TEAMS settings are.")
        elif not settings.gatepost_dev:
            return None
    elif settings.teams_app_type == "SingleTenant":
        _need(bool(password), "TEAMS_APP_PASSWORD is not set: the client secret of the app.")
    _need(
        bool(tenants) or not settings.teams_app_id,
        "TEAMS_TENANT_ID is not set: the tenant of the app, and of those who may talk to it.",
    )
    return TeamsConfig(
        app_id=settings.teams_app_id,
        password=password,
        tenants=tenants,
        kind=settings.teams_app_type,
        openid_url=openid,
        admins=frozenset(one.lower() for one in names(settings.teams_admins)),
        dev=settings.gatepost_dev,
    )


def _need(there: bool, otherwise: str) -> None:
    if not there:
        raise BadSettings(f"{otherwise} See docs/teams.md.")
