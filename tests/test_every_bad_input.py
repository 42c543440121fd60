"""Nothing of bad_inputs.json falls between two suites."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

HERE = Path(__file__).parent
ENTRIES = {e["id"]: e["where"] for e in json.loads((HERE / "data/bad_inputs.json").read_text())}
PENDING = {
    entry["id"]: entry["reason"]
    for entries in yaml.safe_load((HERE / "data/pending.yml").read_text()).values()
    for entry in entries
}
# Each of these suites holds a test that it tries every entry of its places, or finds it pending.
SUITES = {
    "answer": "knowledge/test_bad_answers.py",
    "playbook": "knowledge/test_bad_playbooks.py",
    "command": "handlers/test_bad_commands.py",
    "slack": "slack/test_bad_inputs.py",
    "teams": "teams/test_teams_bad_inputs.py",
    "digest": "digests/test_bad_digests.py",
    "local": "local/test_local_door.py",
    "db": "cli/test_command_line.py",
    "cli": "cli/test_command_line.py",
}


def test_every_entry_is_tried_by_a_suite_or_pending_for_a_reason() -> None:
    left = {
        entry: where
        for entry, where in ENTRIES.items()
        if where.split(".")[0] not in SUITES and entry not in PENDING
    }
    assert left == {}


def test_every_suite_is_there() -> None:
    assert [suite for suite in SUITES.values() if not (HERE / suite).is_file()] == []


def test_what_is_pending_stands_in_the_file_and_says_why() -> None:
    assert set(PENDING) <= set(ENTRIES)
    assert all(len(reason) > 20 for reason in PENDING.values())
