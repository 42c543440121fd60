"""The story that the README and the tutorial show: three people, one pilot, one gate."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.pictures.demo import Demo
from tests.pictures.seat import Seat

DRAWN = "[...document.images].filter((one) => one.complete && one.naturalWidth > 500).length >= 3"
BY = f"{datetime.now(UTC).year + 1}-06-30"


def tell(demo: Demo) -> None:
    """Walk an invoice pilot to its first decision, and photograph what a reader should see."""
    Seat(demo, size=(1280, 720)).photograph("who")
    anna = Seat(demo, "UANNA")
    start(anna)
    answer(anna)
    on_the_phone(Seat(demo, "UBEN", size=(390, 800)))
    two_at_once(Seat(demo, "UMARIA"), anna)
    status(Seat(demo, "UANNA"))
    decide(Seat(demo, "UPRIYA", theme="dark"))


def start(anna: Seat) -> None:
    """Fill the form in the pilot's channel."""
    anna.enter("invoice-pilot")
    anna.say("/gate start")
    form = anna.form
    form.get_by_label("Name", exact=False).first.fill("Invoice matching")
    form.get_by_label("Purpose").fill("Match incoming invoices to orders without typing")
    form.get_by_label("Business sponsor").select_option(label="Maria Lopez")
    form.get_by_label("Data lead").select_option(label="Ben Okafor")
    form.get_by_label("Process owner").select_option(label="Ben Okafor")
    form.get_by_label("Name", exact=False).first.focus()
    anna.photograph("start")
    form.get_by_role("button", name="Start").click()
    anna.sees("started Invoice matching here")


def answer(anna: Seat) -> None:
    """Answer by fields, by typing, and by choosing a person."""
    anna.enter("Gatepost")
    anna.sees("Question 1 of")
    for label, said in (
        ("What is measured", "Invoice handling time"),
        ("Value today (a number)", "4"),
        ("Value to reach (a number)", "1"),
        ("Unit", "days"),
        ("Reached by", BY),
    ):
        anna.field(label).fill(said)
    anna.page.locator("#text").focus()
    anna.photograph("fields")
    anna.press("Answer")
    anna.sees("Question 2 of")
    anna.say("250000 EUR")
    anna.sees("Question 3 of")
    anna.photograph("typed")
    anna.say("Nine in ten invoices match without a person looking at them")
    anna.sees("Question 4 of")
    anna.card.get_by_role("combobox").select_option(label="Maria Lopez")
    anna.press("Answer")
    anna.sees("That is all from you for now")


def on_the_phone(ben: Seat) -> None:
    """A colleague who is asked in private, in a narrow window."""
    ben.press("Start")
    ben.sees("Question 1 of")
    ben.say("The invoice archive and the order database")
    ben.sees("Question 2 of")
    ben.photograph("phone")
    ben.press("Yes")
    for said in ("Priya Nair", "https://wiki.example.com/invoices", "yes"):
        ben.sees("Question")
        ben.say(said)
    ben.sees("That is all from you for now")


def two_at_once(maria: Seat, anna: Seat) -> None:
    """The sponsor is asked for the owner while somebody else names one."""
    maria.press("Start")
    maria.sees("Who will run this once it is live")
    anna.say("/gate owner @Ben Okafor")
    anna.sees("Ben Okafor")
    maria.card.get_by_role("combobox").select_option(label="Anna Berg")
    maria.press("Answer")
    maria.sees("Which one should stand")
    maria.photograph("conflict")
    maria.press("Use mine")
    maria.sees("Question 2 of")


def status(anna: Seat) -> None:
    """Where it stands, asked in the channel."""
    anna.enter("invoice-pilot")
    anna.say("/gate status")
    anna.sees("criteria met")
    anna.photograph("status")
    anna.say("/gate why value")
    anna.sees("Value case: met")
    anna.photograph("why", anna.card)


def decide(priya: Seat) -> None:
    """The programme lead closes the last gap and records what was decided."""
    priya.press("Start")
    priya.sees("Question 1 of")
    priya.say("none found")
    priya.sees("Question 2 of")
    priya.say("Tom Reed")
    priya.sees("5 of 5 criteria met")
    priya.enter("invoice-pilot")
    priya.say("/gate decide")
    priya.form.get_by_label("Proceed", exact=True).check()
    priya.form.get_by_label("Reason").fill("The value is agreed and the data is there.")
    priya.photograph("decide")
    priya.form.get_by_role("button", name="Record").click()
    priya.sees("decided by Priya Nair")
    priya.photograph("decided")


def digest(demo: Demo) -> None:
    """Read the newest digest of the made portfolio."""
    priya = Seat(demo, "UPRIYA", size=(1000, 1180))
    priya.enter("leadership")
    priya.sees("Owner: Contract review")
    priya.page.wait_for_function(DRAWN)
    priya.page.locator("article").last.evaluate("digest => digest.scrollIntoView()")
    priya.photograph("digest")
