"""The app as Teams installs it: a manifest, two icons, and nothing to sign in to."""

from __future__ import annotations

import io
import re
import zipfile
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from bot.teams import icons
from handlers.commands import COMMANDS

SCHEMA: Final = (
    "https://developer.microsoft.com/json-schemas/teams/v1.30/MicrosoftTeams.schema.json"
)
LISTED: Final = (  # Teams lists twelve at most
    *("start", "answer", "status", "next", "flags", "why"),
    *("owner", "decide", "digest", "history", "settings", "help"),
)
SCOPES: Final = ("personal", "team", "groupChat")
NOWHERE: Final = "https://example.com/gatepost"  # where nobody named a page: Teams wants one
MADE: Final = (1980, 1, 1, 0, 0, 0)  # so that the same settings make the same file
_GUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


class NotInstallable(Exception):
    """Teams would not take an app with these settings."""


def package(app_id: str, page: str) -> bytes:
    """Make the app's zip; raises NotInstallable."""
    told = orjson.dumps(manifest(app_id, page), option=orjson.OPT_INDENT_2)
    files = {"manifest.json": told, "color.png": icons.color(), "outline.png": icons.outline()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def manifest(app_id: str, page: str) -> dict[str, Any]:
    """Describe the app; `page` is what Teams links to for help, privacy and terms."""
    if not _GUID.fullmatch(app_id):
        raise NotInstallable("TEAMS_APP_ID is not set, or is no app id such as 1234abcd-....")
    page = page or NOWHERE
    if not _is_page(page):
        raise NotInstallable("GATEPOST_URL is no https page, such as https://example.com/gatepost.")
    return {
        "$schema": SCHEMA,
        "manifestVersion": "1.30",
        "version": _version(),
        "id": app_id.lower(),
        "developer": {
            "name": "Gatepost",
            "websiteUrl": page,
            "privacyUrl": page,
            "termsOfUseUrl": page,
        },
        "name": {"short": "Gatepost", "full": "Gatepost: AI pilots to production readiness"},
        "description": {
            "short": "Walks AI pilot teams through production readiness, one question at a time.",
            "full": (
                "Gatepost asks pilot teams the questions that a gate will ask, a few at a time, "
                "keeps the answers, and shows what is missing: owners, metrics and funding first. "
                "People decide at gates; Gatepost remembers who, when and why."
            ),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#0B6B64",
        "bots": [_bot(app_id.lower())],
        "defaultInstallScope": "personal",
        "validDomains": [],
    }


def _is_page(text: str) -> bool:
    """Say whether Teams takes it for the links of an app."""
    if len(text) > 2000 or any(c.isspace() or not c.isprintable() for c in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


def _bot(app_id: str) -> dict[str, Any]:
    listed = [command for word in LISTED for command in COMMANDS if command.word == word]
    commands = [{"title": f"gate {one.word}", "description": one.help} for one in listed]
    return {
        "botId": app_id,
        "scopes": list(SCOPES),
        "supportsFiles": True,
        "isNotificationOnly": False,
        "supportsTargetedMessages": True,
        "commandLists": [
            {"scopes": list(SCOPES), "triggers": ["mention", "slash"], "commands": commands}
        ],
    }


def _version() -> str:
    """Read our version as Teams writes one: three numbers."""
    numbers = re.findall(r"\d+", version("gatepost"))
    return ".".join((*numbers, "0", "0")[:3])
