from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from handlers.heard import Command, Text
from tests.browser.conftest import Visit
from tests.local.desk import delivery, said
from tests.local.rig import Rig
from tests.local.test_local_chat import on_loop


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """Serve a chat of its own to every test: what is new there is counted."""
    served = Rig(tmp_path)
    yield served
    served.stop()


def send(page: Page, text: str) -> None:
    page.fill("#text", text)
    page.press("#text", "Escape")
    page.press("#text", "Enter")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent || document.activeElement.id"))


def test_one_chooses_first_whom_to_act_as(visit: Visit, rig: Rig) -> None:
    page = visit(user="")
    assert page.url == f"{rig.origin}/"
    page.get_by_role("link", name="Maria Lopez").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#me")).to_contain_text("Head of finance operations")
    page.get_by_role("link", name="Switch").click()
    expect(page.get_by_role("heading", name="Who are you today?")).to_be_visible()


def test_somebody_unknown_is_asked_to_choose(visit: Visit, rig: Rig) -> None:
    page = visit(user="")
    page.goto(f"{rig.origin}/?as=UNOBODY")
    expect(page.get_by_role("heading", name="Who are you today?")).to_be_visible()


def test_commands_are_completed_by_keyboard(visit: Visit, rig: Rig) -> None:
    page = visit()
    text = page.locator("#text")
    text.press_sequentially("/g")
    offers = page.get_by_role("option")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    count = offers.count()
    text.press("ArrowDown")
    expect(offers.nth(1)).to_have_attribute("aria-selected", "true")
    assert text.get_attribute("aria-activedescendant") == offers.nth(1).get_attribute("id")
    text.press("ArrowUp")
    text.press("ArrowUp")
    expect(offers.nth(count - 1)).to_have_attribute("aria-selected", "true")
    text.press("Escape")
    expect(offers).to_have_count(0)
    expect(text).to_have_value("/g")
    text.press_sequentially("ate sta")
    expect(offers).to_have_count(2)  # start, status
    text.press("ArrowDown")
    text.press("Tab")
    expect(text).to_have_value("/gate status ")
    expect(page.locator("#hint")).to_contain_text("/gate status")
    text.press("Enter")
    expect(page.locator("article .card")).to_be_visible()
    assert rig.desk.heard[-1].what == Command("status")
    expect(text).to_have_value("")


def test_a_whole_command_is_sent_by_one_enter(visit: Visit, rig: Rig) -> None:
    page = visit()
    page.locator("#text").press_sequentially("/gate help")
    page.press("#text", "Enter")
    expect(page.get_by_text("Heard: help")).to_be_visible()


def test_people_are_completed_and_sent_as_mentions(visit: Visit, rig: Rig) -> None:
    page = visit(place="CINVOICE")
    text = page.locator("#text")
    text.press_sequentially("@gat")
    text.press("Enter")
    text.press_sequentially("ask @lop")
    expect(page.get_by_role("option")).to_have_count(1)
    text.press("Tab")
    expect(text).to_have_value("@Gatepost ask @Maria Lopez ")
    text.press("Enter")
    expect(page.get_by_text("You said: ask <@UMARIA>")).to_be_visible()
    assert rig.desk.heard[-1].what == Text("ask <@UMARIA>", mentioned=True)
    expect(page.locator(".mention").nth(1)).to_have_text("@Maria Lopez")


def test_shift_enter_starts_a_line_and_enter_sends(visit: Visit, rig: Rig) -> None:
    page = visit()
    page.locator("#text").press_sequentially("one")
    page.press("#text", "Shift+Enter")
    page.locator("#text").press_sequentially("two")
    page.press("#text", "Enter")
    expect(page.locator(".said")).to_have_text("one\ntwo")
    assert rig.desk.heard[-1].what == Text("one\ntwo")


def test_two_people_see_each_other_without_reloading(visit: Visit) -> None:
    anna, ben = visit("UANNA"), visit("UBEN", "CINVOICE")
    send(ben, "Morning, Anna")
    room = anna.get_by_role("link", name="invoice-pilot")
    expect(room).to_contain_text("1 new")
    expect(anna).to_have_title("(1) Gatepost")
    room.click()
    expect(anna.get_by_text("Morning, Anna")).to_be_visible()
    expect(anna).to_have_title("Gatepost")
    send(anna, "Morning, Ben")
    expect(ben.get_by_text("Morning, Ben")).to_be_visible()


def test_what_is_for_one_is_not_seen_by_the_other_and_stays_after_a_reload(visit: Visit) -> None:
    anna, ben = visit("UANNA", "CINVOICE"), visit("UBEN", "CINVOICE")
    send(anna, "/gate help")
    expect(anna.get_by_text("Heard: help")).to_be_visible()
    expect(anna.get_by_text("Only visible to you")).to_have_count(2)
    send(anna, "for everybody")
    expect(ben.get_by_text("for everybody")).to_be_visible()
    expect(ben.get_by_text("Heard: help")).to_have_count(0)
    anna.reload()
    expect(anna.get_by_text("Heard: help")).to_be_visible()


def test_a_private_channel_is_shown_to_its_members_only(visit: Visit) -> None:
    expect(visit("UANNA").get_by_role("link", name="leadership")).to_be_visible()
    expect(visit("UTOM").get_by_role("link", name="leadership")).to_have_count(0)
    hidden = visit("UTOM", "CLEADERSHIP")
    expect(hidden.get_by_role("heading", name="Gatepost", level=1)).to_be_visible()


def test_a_form_keeps_what_was_typed_and_complains_at_its_fields(visit: Visit, rig: Rig) -> None:
    page = visit()
    send(page, "/gate start")
    window = page.get_by_role("dialog", name="Start a pilot")
    name = window.get_by_label("Name")
    expect(name).to_be_focused()
    name.fill("ab")
    window.get_by_label("What is it for").fill("Match invoices")
    name.press("Enter")
    expect(window.get_by_text("A name has at least three letters.")).to_be_visible()
    expect(window.get_by_text("Not yet.")).to_be_visible()
    expect(name).to_be_focused()
    expect(name).to_have_value("ab")
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(window.get_by_label("What is it for")).to_have_value("Match invoices")
    name.fill("Invoice matching")
    expect(window.get_by_text("A name has at least three letters.")).to_have_count(0)
    window.get_by_role("button", name="Start").click()
    expect(window).to_have_count(0)
    expect(page.get_by_text("Started: Invoice matching")).to_be_visible()


def test_a_window_keeps_the_focus_and_escape_gives_it_back(visit: Visit) -> None:
    page = visit()
    send(page, "/gate status")
    page.get_by_role("button", name="Name an owner").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        outside = (
            "document.activeElement !== document.body && !document.activeElement.closest('dialog')"
        )
        assert not page.evaluate(outside)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert focused(page) == "Name an owner"


def test_what_was_not_saved_stays_in_the_composer(visit: Visit) -> None:
    page = visit()
    send(page, "/gate busy")
    expect(page.get_by_role("alert")).to_have_text("Not saved. Press again.")
    expect(page.locator("#text")).to_have_value("/gate busy")
    page.press("#text", "Enter")
    expect(page.get_by_text("Heard: busy")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.locator(".said", has_text="/gate busy")).to_have_count(1)


def test_a_refused_command_says_why_and_stays(visit: Visit) -> None:
    page = visit()
    send(page, "/help")
    expect(page.get_by_role("alert")).to_contain_text("/help is no command here")
    expect(page.locator("#text")).to_have_value("/help")


def test_the_focus_stays_with_a_card_that_changes(visit: Visit) -> None:
    page = visit()
    send(page, "/gate answer")
    page.get_by_label("Accountable owner").select_option(label="Tom Reed")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kept: UTOM")).to_be_visible()
    expect(page.locator("article").last).to_be_focused()
    page.keyboard.press("Tab")
    assert focused(page) == "Undo"


def test_messages_are_walked_by_arrow_keys_and_reached_by_a_skip_link(visit: Visit) -> None:
    page = visit()
    for text in ("one", "two"):
        send(page, text)
        expect(page.get_by_text(f"You said: {text}")).to_be_visible()
    page.reload()
    page.wait_for_selector("article")
    skip = page.get_by_role("link", name="Skip to the newest message")
    expect(skip).not_to_be_in_viewport()
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("article").last).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("article").nth(2)).to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator("article").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("End")
    expect(page.locator("article").last).to_be_focused()


def test_a_lost_connection_is_said_and_what_was_written_meanwhile_arrives_once(
    visit: Visit, rig: Rig, complaints: list[str]
) -> None:
    anna, ben = visit("UANNA", "CINVOICE"), visit("UBEN", "CINVOICE")
    send(anna, "before")
    expect(ben.get_by_text("before")).to_be_visible()
    rig.stop()
    bar = anna.locator("#bar")
    expect(bar).to_have_text("Connection lost, trying again …")
    send(anna, "written while away")
    expect(anna.locator(".sending")).to_have_text("written while away")
    rig.start()
    expect(anna.locator(".said", has_text="written while away")).to_have_count(1)
    expect(anna.locator(".sending")).to_have_count(0)
    expect(bar).to_have_text("Gatepost was restarted. You are connected again.")
    expect(ben.locator(".said", has_text="written while away")).to_have_count(1)
    expect(ben.locator(".said", has_text="before")).to_have_count(1)
    complaints.clear()  # the browser itself reports every connection that fails


def test_a_card_that_changed_meanwhile_is_caught_up(
    visit: Visit, rig: Rig, complaints: list[str]
) -> None:
    page = visit(place="CINVOICE")
    number = on_loop(rig, rig.chat.poster.post(delivery("p:1", "CINVOICE", said("Old words"))))
    expect(page.get_by_text("Old words")).to_be_visible()
    page.context.set_offline(True)
    page.evaluate("fetch('/people').catch(() => null)")
    rig.stop()
    rig.start()
    page.context.set_offline(False)
    newer = delivery("p:2", "CINVOICE", said("New words"), updates=number)
    on_loop(rig, rig.chat.poster.update(newer))
    expect(page.get_by_text("New words")).to_be_visible()
    expect(page.get_by_text("Old words")).to_have_count(0)
    complaints.clear()


def test_a_restart_with_another_address_is_said(
    visit: Visit, rig: Rig, complaints: list[str]
) -> None:
    page = visit()
    rig.stop()
    rig.token = "another-token-0123456789"
    rig.start()
    expect(page.locator("#bar")).to_contain_text("Open the one that it printed")
    other = page.context.new_page()
    other.goto(f"{rig.origin}/?token={rig.token}")
    expect(page.locator("#bar")).to_contain_text("You are connected again")
    complaints.clear()


def test_a_narrow_window_has_everything_behind_a_menu(visit: Visit) -> None:
    page = visit(width=360, height=740)
    menu = page.get_by_role("button", name="Conversations")
    room = page.get_by_role("link", name="invoice-pilot")
    expect(room).not_to_be_visible()
    menu.click()
    expect(menu).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("link", name="Gatepost")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
    menu.click()
    room.click()
    expect(page.get_by_role("heading", name="#invoice-pilot")).to_be_visible()
    expect(room).not_to_be_visible()
    expect(page.get_by_text("Nobody has written in #invoice-pilot yet.")).to_be_visible()


def test_times_are_those_of_the_one_who_looks(visit: Visit) -> None:
    page = visit()
    send(page, "what time is it?")
    shown = page.locator("article time").first
    expect(shown).to_be_visible()
    instant = str(shown.get_attribute("datetime"))
    there = page.evaluate(
        """(at) => new Intl.DateTimeFormat("en-GB",
        { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Kolkata" }).format(new Date(at))""",
        instant,
    )
    assert re.search(r"\+00:00$", instant)
    expect(shown).to_have_text(there)


def test_what_was_begun_in_one_conversation_waits_there(visit: Visit) -> None:
    page = visit()
    page.fill("#text", "half a thou")
    page.get_by_role("link", name="invoice-pilot").click()
    expect(page.locator("#text")).to_have_value("")
    page.get_by_role("link", name="Gatepost").click()
    expect(page.locator("#text")).to_have_value("half a thou")


def test_an_empty_direct_conversation_offers_a_beginning(visit: Visit) -> None:
    page = visit()
    expect(page.get_by_text("Nothing has been said here yet.")).to_be_visible()
    page.get_by_role("button", name="Start a pilot").click()
    expect(page.get_by_role("dialog", name="Start a pilot")).to_be_visible()


def test_news_below_is_announced_to_who_reads_above(visit: Visit, rig: Rig) -> None:
    page = visit(place="CINVOICE", height=400)
    for n in range(12):
        on_loop(rig, rig.chat.poster.post(delivery(f"n:{n}", "CINVOICE", said(f"Line {n}"))))
    expect(page.get_by_text("Line 11")).to_be_visible()
    page.evaluate("document.getElementById('log').scrollTop = 0")
    on_loop(rig, rig.chat.poster.post(delivery("n:last", "CINVOICE", said("The last"))))
    page.get_by_role("button", name="New messages").click()
    expect(page.get_by_text("The last")).to_be_in_viewport()
