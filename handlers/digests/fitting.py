"""Cut a digest into messages that every platform takes; nothing is left out without saying so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from handlers.cards import (
    Block,
    Bullets,
    Card,
    Chart,
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
EVERY: Final = "/gate status all lists every pilot."
CUT: Final = 400  # characters of one line


def parts(
    opening: Sequence[Block], body: Sequence[Block], closing: Sequence[Block], where: str
) -> tuple[Card, ...]:
    """Lay blocks out in as many messages as it takes; `where` says where the next one is."""
    pages: list[list[Block]] = [list(opening)]
    room = _Room(opening)
    lines_left = 0
    for block in body:
        for piece in [block] if _whole(block) and room.fits(block) else _pieces(block):
            if not lines_left and room.takes(piece):
                pages[-1] = _joined(pages[-1], piece)
            elif len(pages) < PARTS:
                pages.append([piece])
                room = _Room([piece])
            else:
                lines_left += 1
    return tuple(_closed(pages, lines_left, closing, where))


def _closed(
    pages: list[list[Block]], left: int, closing: Sequence[Block], where: str
) -> list[Card]:
    further = sum(_lines(page) for page in pages[1:])
    cards: list[Card] = []
    for number, page in enumerate(pages):
        if number == 0 and further:
            page.append(Note(line(f"{_more(further)} {where}.")))
        if number == len(pages) - 1 and left:
            page.append(Note(line(f"And {_more(left)}: {EVERY}")))
        cards.append(card(*page, *(closing if number == 0 else ())))
    return cards


def _more(count: int) -> str:
    return "1 more line" if count == 1 else f"{count} more lines"


def _lines(blocks: Sequence[Block]) -> int:
    return sum(len(b.lines) if isinstance(b, Bullets) else 1 for b in blocks)


class _Room:
    """What is left of one message."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = BLOCKS - len(blocks)
        self.chars = CHARS - sum(map(_chars, blocks))
        self.listing = bool(blocks) and isinstance(blocks[-1], Bullets)

    def fits(self, block: Block) -> bool:
        """Tell whether a block would fit, whole."""
        return self._blocks(block) <= self.blocks and _chars(block) <= self.chars

    def takes(self, block: Block) -> bool:
        """Count a block in, if it fits; lines of one list share a block."""
        blocks, chars = self._blocks(block), _chars(block)
        if blocks > self.blocks or chars > self.chars:
            return False
        self.blocks -= blocks
        self.chars -= chars
        self.listing = isinstance(block, Bullets)
        return True

    def _blocks(self, block: Block) -> int:
        if isinstance(block, Bullets):
            return 0 if self.listing else 1
        return 2 if isinstance(block, Chart) else 1


def _whole(block: Block) -> bool:
    """Tell whether no line of a block has to be shortened."""
    return not isinstance(block, Bullets) or all(_length(one) <= CUT for one in block.lines)


def _length(spans: Line) -> int:
    count = 0
    for span in spans:
        count += len(span.text)
    return count


def _pieces(block: Block) -> list[Block]:
    if isinstance(block, Bullets):
        return [Bullets((_short(one),)) for one in block.lines]
    return [block]


def _short(spans: Line) -> Line:
    if _length(spans) <= CUT:
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
            return _length(spans)
        case Row(spans, button):
            return _length(spans) + len(button.label)
        case Bullets(lines):
            return sum(map(_length, lines)) + 2 * len(lines)
        case Chart(title=title, numbers=numbers):
            return 2 * (len(title) + len(numbers))  # as the picture's alternative, and in words
        case _:
            return 0
