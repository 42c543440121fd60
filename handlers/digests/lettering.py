"""Which names a picture can show: its font has no sign for every script of the world."""

from __future__ import annotations

import re

from handlers.cards import Chart, Series

# Scripts that run from left to right and whose signs the plotting library's own font has, each
# standing alone: Latin, Greek, Cyrillic; punctuation, currencies, arrows and signs of mathematics.
_DRAWN = re.compile(
    "[\u0020-\u007e\u00a0-\u02af\u1e00-\u1ef9\u0384-\u03ff\u0400-\u0525\u1f00-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20b5\u2116\u2122\u2190-\u22ff\u25a0-\u25ff]*"
)


def drawable(name: str) -> bool:
    """Tell whether every sign of a name can be drawn."""
    return _DRAWN.fullmatch(name) is not None


def numbered(series: tuple[Series, ...]) -> bool:
    """Tell whether a picture needs numbers for names: one of them cannot be drawn."""
    return not all(drawable(one.name) for one in series)


def in_text(series: tuple[Series, ...]) -> tuple[str, ...]:
    """Name the rows of a picture as the text beside it does, with the picture's numbers."""
    if not numbered(series):
        return tuple(one.name for one in series)
    return tuple(f"{number}: {one.name}" for number, one in enumerate(series, 1))


def in_picture(chart: Chart) -> tuple[str, ...]:
    """Name the rows of a picture: a name that cannot be drawn is its number in the text."""
    if not numbered(chart.series):
        return tuple(one.name for one in chart.series)
    return tuple(
        f"{number}: {one.name}" if drawable(one.name) else f"no. {number}"
        for number, one in enumerate(chart.series, 1)
    )
