"""A card as a message in Teams: what its own clients draw beside Adaptive Card 1.5."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.render.adaptive import in_numbers, message_bytes, message_card
from bot.render.adaptive_text import Json, shown
from handlers.cards import Card, Chart, Option

CARD: Final = "application/vnd.microsoft.card.adaptive"
TOAST: Final = 300  # characters of the line in a notification
WORDS: Final = 12_000  # characters of a message without a card; Teams refuses 28 KB of text


def message(
    card: Card,
    people: Sequence[Option] = (),
    channels: Sequence[Option] = (),
    viewers: Sequence[str] = (),
) -> Json:
    """Render a message; the card is JSON already, for which its size was measured anyway."""
    content = message_bytes(card, people, channels, draw, viewers)
    toast = shown(card.summary.partition("\n")[0][:TOAST])
    return {"summary": toast, "attachments": [{"contentType": CARD, "content": content}]}


def inline(
    card: Card,
    people: Sequence[Option] = (),
    channels: Sequence[Option] = (),
    viewers: Sequence[str] = (),
) -> Json:
    """Render a card as the answer to a press, which Teams puts in the pressed one's place."""
    return message_card(card, people, channels, draw, viewers)


def short(card: Card) -> Json:
    """Render only the words of a card, for when Teams refuses it."""
    return {"text": card.summary[:WORDS] or "Gatepost", "textFormat": "plain"}


def draw(chart: Chart) -> list[Json]:
    """Draw bars and lines as Teams does; elsewhere, and for a heat map, the figures are said."""
    numbers = in_numbers(chart)
    if chart.shape == "heat" or not chart.series:
        return numbers
    fallback: Json = {"type": "Container", "items": in_numbers(chart)}
    drawn = _bars(chart) if chart.shape == "bars" else _lines(chart)
    return [drawn | {"title": shown(chart.title), "fallback": fallback}, numbers[1]]


def _bars(chart: Chart) -> Json:
    """Draw the latest value of each series."""
    latest = (
        (one.name, next((v for v in reversed(one.values) if v is not None), None))
        for one in chart.series
    )
    data = [{"x": shown(name), "y": value} for name, value in latest if value is not None]
    return {"type": "Chart.HorizontalBar", "data": data, "xAxisTitle": chart.unit}


def _lines(chart: Chart) -> Json:
    data = [
        {
            "legend": shown(one.name),
            "values": [
                {"x": column, "y": value}
                for column, value in zip(chart.columns, one.values, strict=False)
                if value is not None
            ],
        }
        for one in chart.series
    ]
    return {"type": "Chart.Line", "data": data, "yAxisTitle": chart.unit}
