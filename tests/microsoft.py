"""Microsoft's own renderer of Adaptive Cards, in Chromium: what it complains of."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

Json = dict[str, Any]

RENDERER = Path(__file__).parents[1] / "bot/local/static/vendor/adaptivecards.min.js"

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
