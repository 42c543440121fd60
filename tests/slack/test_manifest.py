"""The manifest installs with one paste, asks for little, and subscribes to what we understand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.slack import events
from tests.fakes.slack_methods import MINIMAL, OPTIONAL

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def manifest() -> Any:
    return yaml.safe_load((ROOT / "manifest.yml").read_text())


def test_slacks_own_schema_accepts_it(manifest: Any) -> None:
    schema = json.loads((ROOT / "tests/data/slack_manifest.schema.2.0.0.json").read_text())
    jsonschema.validate(manifest, schema)


def test_it_asks_for_the_least_and_leaves_the_rest_to_choose(manifest: Any) -> None:
    scopes = manifest["oauth_config"]["scopes"]
    assert set(scopes["bot"]) == MINIMAL
    assert set(scopes["bot_optional"]) == OPTIONAL - {"users:read.email"}  # nothing needs it yet


def test_every_event_that_we_understand_is_subscribed_to(manifest: Any) -> None:
    subscribed = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    kinds = {name for name in subscribed if not name.startswith("message.")}
    assert kinds | {"message"} == set(events._READERS)


def test_people_arrive_as_ids(manifest: Any) -> None:
    [command] = manifest["features"]["slash_commands"]
    assert command["command"] == "/gate"
    assert command["should_escape"]


def test_people_can_write_to_it(manifest: Any) -> None:
    home = manifest["features"]["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
