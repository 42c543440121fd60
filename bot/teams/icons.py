"""Gatepost's two icons for Teams, drawn here: two posts and what joins them."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Final, TypeAlias

Pixel: TypeAlias = tuple[int, int, int, int]

GREEN: Final = (11, 107, 100, 255)
WHITE: Final = (255, 255, 255, 255)
MINT: Final = (143, 227, 212, 255)
CLEAR: Final = (255, 255, 255, 0)
SHARP: Final = 3  # points a side that one pixel is the mean of

# Left, top, right and bottom of each bar, in hundredths of the picture.
_POSTS: Final = ((26, 20, 35, 80), (65, 20, 74, 80))
_RAILS: Final = ((35, 40, 65, 48), (35, 59, 65, 67))


def color() -> bytes:
    """Draw the icon of 192 x 192 pixels, full to its edges as Teams wants it."""
    return _png(192, lambda x, y: _gate(x, y, MINT) or GREEN)


def outline() -> bytes:
    """Draw the icon of 32 x 32 pixels: white lines and nothing behind them."""
    return _png(32, lambda x, y: _gate(x, y, WHITE) or CLEAR)


def _gate(x: float, y: float, rails: Pixel) -> Pixel | None:
    """Give the colour of a point that is on the gate."""
    for bars, pixel in ((_POSTS, WHITE), (_RAILS, rails)):
        if any(left <= x < right and top <= y < low for left, top, right, low in bars):
            return pixel
    return None


def _png(size: int, at: Callable[[float, float], Pixel]) -> bytes:
    """Write a picture with alpha as PNG."""
    rows = b"".join(
        b"\0" + b"".join(bytes(_mean(x, y, size, at)) for x in range(size)) for y in range(size)
    )
    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _mean(x: int, y: int, size: int, at: Callable[[float, float], Pixel]) -> list[int]:
    steps = [(step + 0.5) / SHARP for step in range(SHARP)]
    points = [at((x + dx) * 100 / size, (y + dy) * 100 / size) for dy in steps for dx in steps]
    return [sum(point[part] for point in points) // len(points) for part in range(4)]


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
