"""The dialogs in Teams: the whole product behind signed activities, every card checked."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from tests.dialogs.play import play
from tests.dialogs.test_dialogs import DIALOGS
from tests.stories.teams_stage import teams_stage

Json = dict[str, Any]

RENDERER = Path(__file__).parents[2] / "bot/local/static/vendor/adaptivecards.min.js"
GATE_1 = "gate-1-by-three-people.txt"
SHOWN: dict[str, Json] = {}  # every card that a dialog of this file showed, once

# Microsoft's charts are Teams' own: this renderer shows what stands for them elsewhere, and says
# of each that it does not know it.
JUDGE = """(cards) => {
  const { AdaptiveCard, HostConfig, SerializationContext } = globalThis.AdaptiveCards;
  const config = new HostConfig({ actions: { maxActions: 40 } });  // folded ones are counted, too
  AdaptiveCard.onProcessMarkdown = (_text, result) => { result.didProcess = false; };
  return cards.map((json) => {
    const card = new AdaptiveCard();
    card.hostConfig = config;
    const context = new SerializationContext();
    card.parse(json, context);
    const said = [];
    for (let n = 0; n < context.eventCount; n++) said.push(context.getEventAt(n).message);
    for (const event of card.validateProperties().validationEvents) said.push(event.message);
    const element = card.render();
    if (!element || !element.innerText && !element.textContent) said.push("nothing is shown");
    return said.filter((one) => !/Chart\\./.test(one));
  });
}"""


async def played(name: str, folder: Path, *, targets: bool = False) -> None:
    async with teams_stage(folder, targets=targets) as stage:
        await play(name, DIALOGS[name], stage)
    SHOWN.update((json.dumps(card, sort_keys=True), card) for card in stage.teams.cards)


def judged(cards: Iterable[Json]) -> list[list[str]]:
    """Let Microsoft's renderer show each card; what it complains of."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.add_script_tag(path=RENDERER)
        found = page.evaluate(JUDGE, list(cards))
        browser.close()
    complaints: list[list[str]] = found
    return complaints


async def test_a_pilot_goes_through_gate_1_where_one_person_can_be_answered_in_a_channel(
    tmp_path: Path,
) -> None:
    await played(GATE_1, tmp_path, targets=True)


@pytest.mark.parametrize("name", sorted(DIALOGS))
async def test_every_dialog_goes_the_same_way_in_teams(name: str, tmp_path: Path) -> None:
    await played(name, tmp_path)


async def test_microsofts_renderer_shows_every_card_of_the_dialogs(tmp_path: Path) -> None:
    if not SHOWN:  # this test runs by itself
        await played(GATE_1, tmp_path)
    complaints = await asyncio.to_thread(judged, SHOWN.values())
    assert [one for one in complaints if one] == []
    written = (json.dumps(card, ensure_ascii=False) for card in SHOWN.values())
    assert max(len(card.encode("utf-16-le")) for card in written) <= 80 * 1024


async def test_the_renderer_complains_of_what_is_wrong() -> None:
    broken: Json = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "Hologram"}]}
    (complaints,) = await asyncio.to_thread(judged, [broken])
    assert any("Hologram" in one for one in complaints)
