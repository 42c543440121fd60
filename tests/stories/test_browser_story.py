"""The main job in a real browser: three people take a pilot through Gate 1, past a kill."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.conftest import FLAGS
from tests.stories.served import Demo

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], headless=True, args=FLAGS
        )
        yield opened
        opened.close()


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    demo = Demo(tmp_path)
    yield demo
    demo.stop()


class Somebody:
    """One person at their own browser."""

    def __init__(self, browser: Browser, demo: Demo, user: str) -> None:
        self.demo, self.user = demo, user
        self.page: Page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.page.set_default_timeout(30_000)

    def at(self, place: str = "") -> Somebody:
        """Open a channel, or the direct conversation."""
        if self.page.url == "about:blank" or not self.page.url.startswith(self.demo.origin):
            self.page.goto(self.demo.address)
        self.page.goto(f"{self.demo.origin}/?as={self.user}#{place}")
        self.page.reload()
        self.page.wait_for_selector("#where:not(:empty)")
        return self

    def types(self, text: str) -> None:
        self.page.fill("#text", text)
        self.page.press("#text", "Escape")
        self.page.press("#text", "Enter")

    def newest(self, text: str) -> Locator:
        """The newest message that says this, waited for."""
        found = self.page.locator("article", has_text=text).last
        expect(found).to_be_visible()
        return found

    def presses(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).last.click()


def test_three_people_take_a_pilot_through_gate_1(browser: Browser, demo: Demo) -> None:
    anna, ben, priya = (Somebody(browser, demo, user) for user in ("UANNA", "UBEN", "UPRIYA"))

    anna.at("CINVOICE").types("/gate start")
    window = anna.page.locator("#window")
    window.get_by_label("Name").fill("Invoice matching")
    window.get_by_label("Purpose, in one sentence").fill("Match invoices to orders")
    window.get_by_label("Business sponsor").select_option(label="Maria Lopez")
    window.get_by_label("Data lead").select_option(label="Ben Okafor")
    window.get_by_label("Process owner").select_option(label="Ben Okafor")
    window.get_by_role("button", name="Start").click()
    anna.newest("Anna Berg started Invoice matching here.")

    anna.at()
    anna.newest("Which business number should change")
    anna.page.get_by_role("textbox", name="What is measured").fill("Invoice handling time")
    anna.page.get_by_role("textbox", name="Value today (a number)").fill("4")
    anna.page.get_by_role("textbox", name="Value to reach (a number)").fill("1")
    anna.page.get_by_role("textbox", name="Unit").fill("days")
    anna.page.get_by_label("Reached by").fill("2027-06-30")
    anna.presses("Answer")
    anna.newest("Invoice handling time from 4 to 1 days by 30 June 2027")
    anna.types("250000 EUR")
    anna.newest("What is the biggest assumption")
    anna.types("Nine in ten invoices match without a person looking at them")
    card = anna.newest("Which executive has signed")

    demo.kill()
    demo.start()

    anna.at()
    card = anna.newest("Which executive has signed")
    card.get_by_role("combobox").select_option(label="Maria Lopez")
    anna.presses("Answer")
    anna.newest("Gate 1: 2 of 5 criteria met.")

    ben.at()
    ben.newest("you know some of the answers")
    ben.presses("Start")
    ben.newest("Which data sources do you need?")
    ben.types("The invoice archive and the order database")
    ben.newest("Has access to every one of these sources been granted?")
    ben.presses("Yes")
    ben.newest("Who granted that access?")
    ben.types("Priya Nair")
    ben.newest("Where is the process described?")
    ben.types("https://wiki.example.com/invoices")
    ben.newest("Does everybody work by that description?")
    ben.presses("Yes")
    ben.newest("Gate 1: 4 of 5 criteria met.")

    priya.at()
    priya.presses("Start")
    risk = priya.newest("What came out of the legal and compliance check?")
    risk.get_by_text("None found", exact=True).click()
    priya.presses("Answer")
    priya.newest("Who in legal or compliance made that check?")
    priya.types("Tom Reed")
    priya.newest("Gate 1: 5 of 5 criteria met.")

    anna.at("CINVOICE").types("/gate status")
    status = anna.newest("Gate 1: 5 of 5 criteria met")
    expect(status).to_contain_text("Nothing blocks it")
    expect(status).to_contain_text("Invoice handling time from 4 to 1 days by 30 June 2027")
    expect(status).to_contain_text("Only visible to you")


def test_the_demo_ends_when_it_is_asked_to(tmp_path: Path) -> None:
    demo = Demo(tmp_path)
    assert "Traceback" not in demo.stop()
    assert (tmp_path / "gatepost-demo.db").exists()
