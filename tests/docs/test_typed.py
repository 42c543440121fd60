"""What the guides tell a reader to type is typed here."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import GUIDES, ROOT, name_of, text_of, typed
from tests.docs.reference import leaves
from tests.docs.test_reference import WORDS

PROGRAM = str(Path(sys.executable).with_name("gatepost"))
LOCAL = {"PATH", "HOME", "LANG"} | {name for name in os.environ if name.startswith("COV")}


def run(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run one line as somebody would who has set nothing."""
    env = {name: value for name, value in os.environ.items() if name in LOCAL} | {"PORT": "0"}
    command = [PROGRAM, *line.split()[1:]]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_what_is_typed_in_a_shell_works(page: Path, tmp_path: Path) -> None:
    targets = re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE)
    for line in typed(page):
        match line.split():
            case ["make", target]:
                assert target in targets
            case ["/gate", word, *_]:
                assert word in WORDS
            case ["gatepost", "doctor"]:
                said = run(line, tmp_path)
                assert said.returncode == 1, "there is no token yet"
                assert re.search(r"SLACK_BOT_TOKEN is not set\n +-> docs/slack\.md", said.stdout)
            case ["gatepost", *_]:
                said = run(line, tmp_path)
                assert (said.returncode, said.stderr) == (0, ""), line
            case _:
                pytest.fail(f"nobody knows whether this works: {line}")


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_what_goes_on_running_is_at_least_there(page: Path) -> None:
    known = {name for name, _ in leaves()}
    assert set(typed(page, "console")) <= known
