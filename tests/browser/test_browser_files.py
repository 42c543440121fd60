"""Giving a file in a real browser: with the keyboard, and by dropping it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from handlers.heard import File
from tests.browser.conftest import Visit
from tests.local.rig import Rig

DROP = """([name, text]) => {
  const data = new DataTransfer();
  for (const one of [].concat(name)) data.items.add(new File([text], one));
  const room = document.querySelector(".room");
  for (const kind of ["dragenter", "dragover", "drop"])
    room.dispatchEvent(new DragEvent(kind, {
      dataTransfer: data, bubbles: true, cancelable: true }));
}"""


def test_a_file_is_attached_with_the_keyboard(visit: Visit, rig: Rig, tmp_path: Path) -> None:
    page = visit()
    page.on("filechooser", lambda chooser: None)  # its window is ours, not the system's
    (tmp_path / "ours.yml").write_text("name: Ours\n")
    button = page.get_by_role("button", name="Attach a file")
    button.focus()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files(tmp_path / "ours.yml")
    expect(page.locator("#log")).to_contain_text("ours.yml (1 KiB)")
    assert rig.desk.heard[-1].what == File("ours.yml", 11, b"name: Ours\n")
    expect(page.locator("#text")).to_be_focused()


def test_a_file_is_dropped_on_the_conversation(visit: Visit, rig: Rig) -> None:
    page = visit()
    page.evaluate(DROP, ["dropped.csv", "name\nInvoices\n"])
    expect(page.locator("#log")).to_contain_text("dropped.csv (1 KiB)")
    expect(page.locator(".room")).not_to_have_class("room dropping")
    assert rig.desk.heard[-1].what == File("dropped.csv", 14, b"name\nInvoices\n")


def test_what_is_not_taken_is_not_sent_and_two_are_one_too_many(visit: Visit, rig: Rig) -> None:
    page = visit()
    page.evaluate(DROP, ["picture.png", "not a picture"])
    expect(page.locator("#log")).to_contain_text("picture.png (1 KiB)")
    assert rig.desk.heard[-1].what == File("picture.png", 13)
    page.evaluate(DROP, [["a.yml", "b.yml"], "x: 1"])
    expect(page.get_by_role("alert")).to_contain_text("One file at a time")


def test_in_a_channel_the_words_stay_until_gatepost_is_called(visit: Visit, rig: Rig) -> None:
    page = visit(place="CINVOICE")
    page.fill("#text", "our own questions")
    page.evaluate(DROP, ["ours.yml", "name: Ours"])
    expect(page.get_by_role("alert")).to_contain_text("@Gatepost")
    expect(page.locator("#text")).to_have_value("our own questions")
