"""The settings: from the environment, from `.env`, or each from a file named by `<NAME>_FILE`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from bot.slack import hosts

DATABASE = "sqlite:///gatepost.db"


class BadSettings(Exception):
    """Settings that do not hold; one line each says which and what to do."""


class Settings(BaseSettings):
    """Everything that can be set; the names in capitals are those of the environment."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    database_url: str = Field(
        DATABASE, repr=False, description="where answers are kept: SQLite or PostgreSQL"
    )
    slack_bot_token: SecretStr = Field(SecretStr(""), description="Slack's bot token, xoxb-...")
    slack_app_token: SecretStr = Field(
        SecretStr(""), description="Slack's app token, xapp-...; switches Socket Mode on"
    )
    slack_signing_secret: SecretStr = Field(
        SecretStr(""),
        description="Slack's signing secret for HTTP; two with a comma while changing it",
    )
    slack_api_url: str = Field("", description="another Slack API; slack.com or loopback only")
    teams_app_id: str = Field("", description="the bot's app id in Entra; switches Teams on")
    teams_app_password: SecretStr = Field(SecretStr(""), description="the app's client secret")
    teams_tenant_id: str = Field(
        "", description="who may talk to us: the app's own tenant first, others after commas"
    )
    teams_app_type: Literal["SingleTenant", "UserAssignedMSI"] = Field(
        "SingleTenant", description="how the app proves itself: a secret, or a managed identity"
    )
    teams_admins: str = Field(
        "", description="who is an admin of Gatepost in Teams: e-mail addresses or Entra ids"
    )
    teams_openid_url: str = Field(
        "", description="another OpenID document; Microsoft's, or loopback with GATEPOST_DEV"
    )
    gatepost_dev: bool = Field(
        False, description="on this machine only: Teams without an app id, as its Playground speaks"
    )
    gatepost_url: str = Field(
        "", description="your page about Gatepost, https only; the Teams manifest has to name one"
    )
    host: str = Field("127.0.0.1", description="where `gatepost serve` listens")
    port: int = Field(8765, ge=0, le=65535, description="on which port; 0 takes a free one")
    gatepost_playbooks: Path | None = Field(None, description="a folder with playbooks of your own")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="how much is logged"
    )
    log_format: Literal["text", "json"] = Field(
        "text", description="how: lines for people, or JSON for a log collector"
    )

    @field_validator("slack_api_url")
    @classmethod
    def _one_of_slacks(cls, url: str) -> str:
        return hosts.api_url(url)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read files named by `<NAME>_FILE` after the environment and before `.env`."""
        return init_settings, env_settings, NamedFiles(settings_cls), dotenv_settings


class NamedFiles(PydanticBaseSettingsSource):
    """Settings whose value stands in a file, as containers mount their secrets."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Read one setting's file; raises BadSettings where it cannot be read."""
        name = f"{field_name.upper()}_FILE"
        path = os.environ.get(name)
        if not path:
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").strip(), field_name, False
        except (OSError, UnicodeDecodeError) as wrong:
            raise BadSettings(f"{name}: {path} cannot be read ({wrong}).") from wrong

    def __call__(self) -> dict[str, Any]:
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


def load(**given: Any) -> Settings:
    """Read the settings; raises BadSettings that names each wrong one, never its value."""
    try:
        return Settings(**given)
    except UnicodeDecodeError as wrong:
        raise BadSettings(".env is not written in UTF-8.") from wrong
    except ValidationError as wrong:
        lines = (
            f"{str(error['loc'][0]).upper()}: {error['msg'].removeprefix('Value error, ')}"
            for error in wrong.errors(include_input=False, include_url=False)
        )
        raise BadSettings("\n".join(lines)) from wrong
