"""`make playground`: a pilot's first day in Microsoft's own client, photographed and recorded."""

from __future__ import annotations

import argparse
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.playground.seat import Seat
from tests.playground.stand import Stand, install, running

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs/pictures"


def told(seat: Seat) -> None:
    """Start a pilot in its channel, answer all of Gate 1, look at status and digest."""
    seat.opens("Personal Chat")
    seat.reads("Hello, I am Gatepost.")
    seat.opens("invoice-pilot")
    seat.posts("gate status")
    seat.opens("Personal Chat")
    seat.reads("No pilot lives in this channel yet.")
    seat.says("gate start")
    seat.reads("Start a pilot")
    seat.fills({"Name": "Invoice matching", "Purpose": "Match incoming invoices to orders"})
    seat.chooses("Channel", "#invoice-pilot")
    seat.photographs("teams-start")
    seat.presses("Start")
    seat.reads("Started: Invoice matching")
    seat.photographs("teams-question")
    while seat.answers():
        pass
    seat.reads("Kept: The invoice archive and the order database")
    seat.reads("5 of 5 criteria met")
    seat.photographs("teams-answers")
    seat.says("status")
    seat.reads("Nothing blocks it")
    seat.photographs("teams-status")
    seat.opens("invoice-pilot")
    seat.reads("Anna Berg started Invoice matching here.")
    seat.photographs("teams-channel")
    digested(seat)


def digested(seat: Seat) -> None:
    """Have the channel's digest come in the next minute, and read it there."""
    soon = datetime.now(UTC) + timedelta(minutes=1, seconds=15)
    seat.posts("gate digest")
    seat.opens("Personal Chat")
    seat.reads("Weekly digest")
    seat.chooses("Day", f"{soon:%A}")
    seat.fills({"Time zone": "UTC", "Time": f"{soon:%H:%M}"})
    seat.presses("Go")
    seat.reads(f"Every {soon:%A} at {soon:%H:%M} (UTC)")
    seat.opens("invoice-pilot")
    seat.reads("The first digest of this channel", within=150)
    seat.photographs("teams-digest")


def play(stand: Stand, pictures: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(stand.page)
        try:
            told(Seat(page, pictures))
        except Exception:
            page.screenshot(path=str(stand.folder / "failed.png"))
            raise
        finally:
            browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, default=PICTURES)
    parser.add_argument("--installed", type=Path, default=ROOT / ".playground")
    parser.add_argument("--keep", type=Path, help="A folder for logs and the recording.")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="playground-"))
    with running(folder, install(given.installed)) as stand:
        play(stand, given.pictures)
        statuses = stand.statuses()
    print("Answers in the recording, by status:", statuses)
    wrong = {status: count for status, count in statuses.items() if status[0] in "45"}
    if wrong or not statuses:
        raise SystemExit(f"gatepost: the recording holds {wrong or 'nothing'}; see {folder}")


if __name__ == "__main__":
    main()
