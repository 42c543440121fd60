from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.render.adaptive import form_card, message_card
from tests.browser.conftest import Visit
from tests.local.rig import Rig
from tests.render.samples import CARDS, CHANNELS, CROWD, FORM, NASTY, PEOPLE

Json = dict[str, Any]

EVERY = {name: message_card(card, PEOPLE, CHANNELS) for name, card in CARDS.items()}
EVERY |= {"form": form_card(FORM, PEOPLE, CHANNELS), "crowd": form_card(FORM, CROWD, CHANNELS)}

# The renderer parses a card strictly, checks it, and writes it down again: what it did not
# understand is missing from that.
JUDGE = """async (json) => {
  const { hostConfig } = await import("/static/host.js");
  const { AdaptiveCard, HostConfig, SerializationContext } = globalThis.AdaptiveCards;
  const card = new AdaptiveCard();
  card.hostConfig = new HostConfig(hostConfig);
  const context = new SerializationContext();
  card.parse(json, context);
  const complaints = [];
  for (let n = 0; n < context.eventCount; n++) complaints.push(context.getEventAt(n).message);
  for (const event of card.validateProperties().validationEvents) complaints.push(event.message);
  return { complaints, written: card.toJSON() };
}"""


def lost(ours: Any, theirs: Any, path: str = "") -> list[str]:
    """List what we wrote and the renderer did not understand."""
    if isinstance(ours, list):
        if not isinstance(theirs, list) or len(theirs) != len(ours):
            return [path]
        pairs = zip(ours, theirs, strict=True)
        return [one for n, (a, b) in enumerate(pairs) for one in lost(a, b, f"{path}[{n}]")]
    if isinstance(ours, dict):
        if not isinstance(theirs, dict):
            return [path]
        known = {key: value for key, value in ours.items() if not is_default(key, value)}
        return [one for key in known for one in lost(ours[key], theirs.get(key), f"{path}.{key}")]
    same = str(ours).casefold() == str(theirs).casefold()
    return [] if same else [f"{path}: {ours!r} became {theirs!r}"]


def is_default(key: str, value: Any) -> bool:
    """Tell whether the renderer leaves a property out because it is so anyway."""
    usual = {"isMultiSelect": False, "isRequired": False, "isMultiline": False, "style": "compact"}
    return bool(usual.get(key) == value) or value == {"ref": ""}


def test_microsofts_renderer_understands_all_of_it(visit: Visit) -> None:
    page = visit()
    for name, card in EVERY.items():
        judged = page.evaluate(JUDGE, card)
        assert (name, judged["complaints"]) == (name, [])
        assert (name, lost(card, judged["written"])) == (name, [])


def test_the_judge_notices_what_is_wrong(visit: Visit) -> None:
    page = visit()
    wrong = json.loads(json.dumps(EVERY["buttons"]))
    wrong["body"][0]["actions"][0]["style"] = "loud"
    wrong["body"].append({"type": "Hologram"})
    wrong["body"].append({"type": "ActionSet", "colour": "red", "actions": []})
    judged = page.evaluate(JUDGE, wrong)
    assert any("loud" in one for one in judged["complaints"])
    assert any("Hologram" in one for one in judged["complaints"])
    assert lost(wrong, judged["written"])


@pytest.mark.parametrize("width", [1280, 360])
def test_every_card_is_shown_without_a_complaint(visit: Visit, width: int) -> None:
    page = visit(width=width)
    for name in CARDS:
        show(page, name)
        too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(too_wide), name


def show(page: Page, name: str) -> Locator:
    cards = page.locator("article .card")
    count = cards.count()
    page.fill("#text", f"/gate {name}")
    page.press("#text", "Enter")
    expect(cards).to_have_count(count + 1)
    return cards.last


def test_what_people_wrote_is_shown_to_the_letter(visit: Visit) -> None:
    card = show(visit(), "nasty")
    shown = card.inner_text().replace("\u200b", "")
    assert shown.count(NASTY) >= 6
    assert card.locator("script, b, a").count() == 0


def test_a_button_with_a_question_asks_it_first(visit: Visit, rig: Rig) -> None:
    page = visit()
    card = show(page, "buttons")
    card.get_by_role("button", name="Close the pilot").click()
    before = len(rig.desk.heard)
    expect(card.get_by_text("Close it for everybody?")).to_be_visible()
    assert len(rig.desk.heard) == before
    card.get_by_role("button", name="Close the pilot").last.click()
    expect(page.get_by_text("Pressed: pilot.close p1").last).to_be_visible()


def test_folded_buttons_open_by_keyboard(visit: Visit) -> None:
    page = visit()
    card = show(page, "folded")
    card.get_by_role("button", name="More").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Pressed: pick 1")).to_be_visible()


def test_a_folded_button_with_a_question_asks_it_too(visit: Visit) -> None:
    page = visit()
    card = show(page, "folded")
    card.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Close the pilot").click()
    expect(card.get_by_text("Close it for everybody?")).to_be_visible()


def test_the_choices_of_two_cards_do_not_mix(visit: Visit) -> None:
    page = visit()
    show(page, "entry")
    first = page.locator("article .card").nth(page.locator("article .card").count() - 1)
    first.get_by_label("Choice 0").first.check()
    second = show(page, "entry")
    second.get_by_label("Choice 0").first.check()
    expect(first.get_by_label("Choice 0").first).to_be_checked()
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))


def test_every_control_has_a_name(visit: Visit) -> None:
    page = visit()
    for name in ("entry", "two entries", "buttons", "row"):
        show(page, name)
    unnamed = page.evaluate("""[...document.querySelectorAll("input, select, textarea, button")]
      .filter((one) => !one.getAttribute("aria-label") && !one.getAttribute("aria-labelledby")
        && !one.textContent.trim()).map((one) => one.outerHTML)""")
    assert unnamed == []


def test_an_entry_sends_what_was_filled_in(visit: Visit, rig: Rig) -> None:
    page = visit()
    card = show(page, "answer")
    card.get_by_label("Accountable owner").select_option(label="Maria Lopez")
    card.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Kept: UMARIA")).to_be_visible()
    assert rig.desk.heard[-1].faces[0].name == "Maria Lopez"


def test_what_is_needed_is_asked_for_at_its_field(visit: Visit, rig: Rig) -> None:
    page = visit()
    card = show(page, "answer")
    before = len(rig.desk.heard)
    card.get_by_role("button", name="Save").click()
    expect(card.get_by_text("Please choose somebody.")).to_be_visible()
    assert len(rig.desk.heard) == before
    card.get_by_role("button", name="Skip").click()
    expect(page.get_by_text("Pressed: answer.skip owner")).to_be_visible()


def test_the_title_is_a_heading(visit: Visit) -> None:
    page = visit()
    show(page, "title")
    title = page.get_by_role("heading", name="Invoice matching", level=3)
    expect(title.last).to_be_visible()
