"""Whatever a test makes to be shown is looked at, whether the test is about it or not."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest

from tests.gallery import Gallery, written
from tests.microsoft import judged

GALLERY = Gallery()
GALLERY.open()


@pytest.fixture(autouse=True)
def every_card_can_be_shown() -> Iterator[None]:
    """Fail the test that made a card which a platform would refuse."""
    yield
    assert GALLERY.complaints() == []


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what one of several processes has seen."""
    for card in json.loads(getattr(node, "workeroutput", {}).get("cards", "[]")):
        GALLERY.add(card)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Let Microsoft's renderer have the last word, once for all processes."""
    shown = GALLERY.outlines.values()
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["cards"] = written(shown)
    elif shown and "CHROMIUM" in os.environ:
        found = zip(shown, judged(shown), strict=True)
        complaints = [f"{said}: {json.dumps(card)[:400]}" for card, said in found if said]
        session.config.stash[COMPLAINTS] = complaints
        if complaints:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    complaints = config.stash.get(COMPLAINTS, None)
    if complaints is not None:
        terminalreporter.section("cards before Microsoft's renderer")
        terminalreporter.line(
            f"{len(GALLERY.outlines)} kinds of card, {len(complaints)} complaints"
        )
    for one in complaints or ():
        terminalreporter.line(f"FAILED {one}")


COMPLAINTS = pytest.StashKey[list[str]]()
