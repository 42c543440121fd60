"""A real Chromium. It is closed with each module: while it is open no other event loop can run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.local.rig import Rig

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIOLATIONS = """document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`))"""

PATIENCE = 30_000  # milliseconds: a page comes back by itself at most 6 s after its server
expect.set_options(timeout=PATIENCE)

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], headless=True, args=FLAGS
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    served = Rig(tmp_path_factory.mktemp("chat"))
    yield served
    served.stop()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Whatever the browser complained of; a test that expects some takes it away itself."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def visit(browser: Browser, rig: Rig, complaints: list[str]) -> Iterator[Visit]:
    """Open the chat as somebody, each time in a browser of their own."""
    contexts = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("warning", "error"):
            complaints.append(message.text)

    def open_chat(
        user: str = "UANNA", place: str = "", width: int = 1280, height: int = 800
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            timezone_id="Asia/Kolkata",
            locale="en-GB",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.add_init_script(VIOLATIONS)
        page = context.new_page()
        page.on("console", heard)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{rig.origin}/?token={rig.token}")
        if user:
            page.goto(f"{rig.origin}/?as={user}#{place}")
            page.wait_for_selector("#where:not(:empty)")
        return page

    yield open_chat
    for context in contexts:
        context.close()
