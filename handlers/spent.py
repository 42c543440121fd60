"""What is left of a card once it was used: its words, and the way back."""

from __future__ import annotations

from handlers.cards import Block, Buttons, Card, Divider, Entry, Para, Row

BACK = ("undo", "undo start")


def spent(shown: Card) -> Card:
    """Take away what can be pressed or filled in, but for Undo."""
    return Card(shown.summary, tuple(_left(block) for block in shown.blocks if _stays(block)))


def _stays(block: Block) -> bool:
    return not isinstance(block, Entry | Buttons | Divider)


def _left(block: Block) -> Block:
    match block:
        case Row(spans, button) if button.verb not in BACK:
            return Para(spans)
        case _:
            return block
