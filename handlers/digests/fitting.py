"""Cut a digest into messages that every platform takes; nothing is left out without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from handlers.cards import (
    Block,
    Bullets,
    Buttons,
    Card,
    Chart,
    Facts,
    Line,
    Note,
    Para,
    Row,
    Title,
    card,
    line,
    words,
)

BLOCKS: Final = 34  # Slack's for a digest are 40; the rest is for buttons and what we say ourselves
CHARS: Final = 8_000  # of 10,000, likewise
PARTS: Final = 4  # messages; who wants to read on has the portfolio
CUT: Final = 400  # characters of one line


def parts(
    opening: Sequence[Block], body: Sequence[Block], closing: Sequence[Block], where: str
) -> tuple[Card, ...]:
    """Lay blocks out in as many messages as it takes; `where` says where the next one is."""
    pages: list[list[Block]] = [list(opening)]
    room = _Room(opening)
    lines_left = 0
    for block in body:
        for piece in _pieces(block):
            if room.takes(piece):
                pages[-1] = _joined(pages[-1], piece)
            elif len(pages) < PARTS:
                pages.append([piece])
                room = _Room([piece])
            else:
                lines_left += 1
                continue
    return tuple(_closed(pages, lines_left, closing, where))


def _closed(
    pages: list[list[Block]], left: int, closing: Sequence[Block], where: str
) -> list[Card]:
    further = sum(_lines(page) for page in pages[1:])
    cards: list[Card] = []
    for number, page in enumerate(pages):
        if number == 0 and further:
            page.append(Note(line(f"{further} more lines {where}.")))
        if number == len(pages) - 1 and left:
            page.append(Note(line(f"And {left} more lines: /gate status all lists every pilot.")))
        cards.append(card(*page, *(closing if number == 0 else ())))
    return cards


def _lines(blocks: Sequence[Block]) -> int:
    return sum(len(b.lines) if isinstance(b, Bullets) else 1 for b in blocks)


class _Room:
    """What is left of one message."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = BLOCKS - len(blocks)
        self.chars = CHARS - sum(map(_chars, blocks))
        self.listing = bool(blocks) and isinstance(blocks[-1], Bullets)

    def takes(self, block: Block) -> bool:
        """Count a block in, if it fits; lines of one list share a block."""
        joins = isinstance(block, Bullets) and self.listing
        blocks = 0 if joins else 2 if isinstance(block, Chart) else 1
        if blocks > self.blocks or _chars(block) > self.chars:
            return False
        self.blocks -= blocks
        self.chars -= _chars(block)
        self.listing = isinstance(block, Bullets)
        return True


def _pieces(block: Block) -> list[Block]:
    if isinstance(block, Bullets):
        return [Bullets((_short(one),)) for one in block.lines]
    return [block]


def _short(spans: Line) -> Line:
    if sum(len(span.text) for span in spans) <= CUT:
        return spans
    return line(words(spans)[: CUT - 1] + "…")


def _joined(page: list[Block], piece: Block) -> list[Block]:
    last = page[-1] if page else None
    if isinstance(piece, Bullets) and isinstance(last, Bullets):
        return [*page[:-1], Bullets(last.lines + piece.lines)]
    return [*page, piece]


def _chars(block: Block) -> int:
    match block:
        case Title(text):
            return len(text)
        case Para(spans) | Note(spans):
            return len(words(spans))
        case Row(spans, button):
            return len(words(spans)) + len(button.label)
        case Bullets(lines):
            return sum(len(words(spans)) + 2 for spans in lines)
        case Facts(rows):
            return sum(len(label) + len(words(spans)) for label, spans in rows)
        case Chart(title=title, numbers=numbers):
            return 2 * (len(title) + len(numbers))  # as the picture's alternative, and in words
        case Buttons(buttons, more):
            return sum(len(button.label) for button in (*buttons, *more))
        case _:
            return 0
