"""Somebody before the chat: what they do by hand, and a photograph of what they see."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Locator, Page, expect

from tests.pictures.demo import Demo

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"

# Clock times would make every run's pictures differ; nothing else in them moves.
STILL = """
.head time { display: none; }
* { caret-color: transparent !important; animation: none !important; transition: none !important; }
"""


class Seat:
    """One person's browser."""

    def __init__(
        self,
        demo: Demo,
        user: str = "",
        *,
        size: tuple[int, int] = (1280, 800),
        theme: Literal["light", "dark"] = "light",
    ) -> None:
        context = demo.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale="en-GB",
            timezone_id="UTC",
            color_scheme=theme,
            bypass_csp=True,  # the photographer's style sheet is not the page's own
        )
        context.set_default_timeout(30_000)
        self.page: Page = context.new_page()
        self.page.goto(demo.address)
        if user:
            self.page.goto(f"{demo.origin}/?as={user}")
            expect(self.page.locator("#where")).not_to_be_empty()
        self.page.add_style_tag(content=STILL)

    @property
    def card(self) -> Locator:
        """The newest card."""
        return self.page.locator("article .card").last

    @property
    def form(self) -> Locator:
        return self.page.locator("dialog[open]")

    def field(self, label: str) -> Locator:
        """Find an input of the newest card; the card itself is named by all that it says."""
        return self.card.get_by_label(label).and_(self.page.locator("input"))

    def enter(self, place: str) -> None:
        self.page.get_by_role("link", name=place).first.click()
        expect(self.page.locator("#where")).to_contain_text(place)

    def say(self, text: str) -> None:
        self.page.fill("#text", text)
        self.page.press("#text", "Escape")
        self.page.press("#text", "Enter")
        expect(self.page.locator("#text")).to_have_value("")

    def press(self, label: str) -> None:
        """Press the newest button of that name."""
        cards = self.page.locator("article .card")
        cards.get_by_role("button", name=label, exact=True).last.click()

    def sees(self, text: str) -> None:
        """Wait until the newest card says something."""
        expect(self.page.locator("article .card", has_text=text).last).to_be_visible()

    def photograph(self, name: str, of: Locator | None = None) -> None:
        """Keep what is on the screen, or one part of it, as docs/pictures/<name>.png."""
        self.page.mouse.move(0, 0)  # nothing is hovered over
        # The list of messages scrolls to its end in the next frame.
        self.page.evaluate("new Promise((d) => requestAnimationFrame(() => setTimeout(d, 100)))")
        (of or self.page).screenshot(path=PICTURES / f"{name}.png", animations="disabled")
