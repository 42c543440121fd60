"""One person at Microsoft's Playground: what they click, type and read."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page

WAIT = 15_000  # milliseconds

# What is typed to each question that Gate 1 asks, by how it begins: none is left out.
TYPED = {
    "Who will run this once it is live": "Anna Berg",
    "How much money a year": "120000 EUR",
    "Which unit's budget line": "Finance operations, cost centre 4711",
    "Where does that money stand": "requested",
    "How much is it worth": "250000 EUR",
    "What is the biggest assumption": "Nine in ten invoices match without a person looking at them",
    "Which executive has signed": "Maria Lopez",
    "Which data sources": "The invoice archive and the order database",
    "Has access to every one": "yes",
    "Who granted that access": "Ben Okafor",
    "Where is the process described": "https://wiki.example.com/invoices",
    "Does everybody work by": "yes",
    "What came out of the legal": "none found",
    "Who in legal or compliance": "Tom Reed",
    "Which business leader": "Maria Lopez",
}
METRIC = {
    "What is measured": "Invoice handling time",
    "Value today": "4",
    "Value to reach": "1",
    "Unit": "days",
    "Reached by": "2027-06-30",
}
END = "That is all from you"


class Seat:
    """A page of the Playground."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page, self.pictures = page, pictures
        page.set_default_timeout(WAIT)

    def opens(self, conversation: str) -> None:
        self.page.get_by_text(conversation, exact=True).first.click()
        self.page.wait_for_timeout(800)

    def reads(self, text: str, within: int = 15) -> None:
        """Wait, for so many seconds, until this stands somewhere in the conversation."""
        self.page.get_by_text(text).last.wait_for(state="attached", timeout=within * 1000)

    def says(self, text: str) -> None:
        box = self.page.get_by_placeholder("Type a message").last
        if not box.count():
            box = self.page.get_by_role("textbox").last
        box.click()
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        self.page.wait_for_timeout(1500)

    def posts(self, text: str) -> None:
        """Begin a thread in a channel, with a mention of Gatepost."""
        self.page.get_by_role("textbox").first.click()
        self.page.keyboard.type("@Gate", delay=40)
        self.page.get_by_role("listbox").get_by_text("Gatepost").last.click()
        self.page.keyboard.type(f" {text}")
        self.page.get_by_role("button", name="Post", exact=True).click()
        self.page.wait_for_timeout(2500)

    def card(self) -> Locator:
        """The newest card."""
        return self.page.locator(".ac-adaptiveCard").last

    def fills(self, values: dict[str, str]) -> None:
        for label, value in values.items():
            self.card().get_by_label(label).first.fill(value)

    def chooses(self, label: str, option: str) -> None:
        self.card().get_by_label(label).first.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def presses(self, label: str) -> None:
        self.page.get_by_role("button", name=label, exact=True).last.click()
        self.page.wait_for_timeout(2000)

    def answers(self) -> bool:
        """Answer the question in front; False where there is none any more."""
        asked = self.card().inner_text()
        if END in asked:
            return False
        if "That makes" in asked:
            self.presses("Go on")
            return True
        if "Which business number" in asked:
            self.fills(METRIC)
            self.presses("Answer")
            return True
        known = [said for words, said in TYPED.items() if words in asked]
        assert known, f"nothing to say to {asked!r}"
        self.says(known[0])
        return True

    def photographs(self, name: str) -> None:
        self.page.wait_for_timeout(800)
        self.page.screenshot(path=str(self.pictures / f"{name}.png"))
