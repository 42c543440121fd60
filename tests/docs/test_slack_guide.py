from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.cli.doctor import NEEDED
from tests.docs.pages import DOCS, ROOT, text_of

GUIDE = text_of(DOCS / "slack.md")


@pytest.fixture(scope="module")
def scopes() -> Any:
    manifest = yaml.safe_load(text_of(ROOT / "manifest.yml"))
    return manifest["oauth_config"]["scopes"]


def told(part: str) -> dict[str, str]:
    """Read a table of scopes: each with its reason."""
    return dict(re.findall(r"^\| `([a-z:._]+)` \| (.+) \|$", part, re.MULTILINE))


def test_every_scope_of_the_manifest_is_told_with_its_reason(scopes: Any) -> None:
    needed, _, optional = GUIDE.partition("\nOptional;")
    assert list(told(needed)) == scopes["bot"]
    assert list(told(optional)) == scopes["bot_optional"]


def test_the_doctor_asks_for_the_same_scopes(scopes: Any) -> None:
    assert set(scopes["bot"]) == NEEDED
