"""A card that is too long loses its end, says so, and keeps what can be done."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from bot.render.adaptive_text import Json, styled
from handlers.cards import line

# Teams refuses 100 KB as UTF-16, its own envelope included, and 80 is what is safe; what is sent is
# UTF-8, which is longer for some languages. The rest is for spaces, should somebody add them.
LIMIT = 70 * 1024  # bytes, as UTF-8 and as UTF-16
MORE = "… There is more than fits into one message."


def fitted(head: Json, elements: Sequence[tuple[Json, bool]]) -> tuple[Json, bytes]:
    """Put the elements under the card's head; of a card too long, as many as fit. As JSON, too."""
    card = head | {"body": [element for element, _ in elements]}
    written = orjson.dumps(card)
    # Nearly always UTF-8 settles it: UTF-16 is never more than twice as long.
    if 2 * len(written) <= LIMIT or measured(written) <= LIMIT:
        return card, written
    cut = head | {"body": _cut(elements, LIMIT - _size(head | {"body": []}))}
    return cut, orjson.dumps(cut)


def _cut(elements: Sequence[tuple[Json, bool]], room: int) -> list[Json]:
    notice = styled(line(MORE), isSubtle=True)
    room -= _size(notice)
    kept: set[int] = set()
    for acting in (True, False):  # what can be done comes before what can be read
        for place, (element, acts) in enumerate(elements):
            if acts is not acting:
                continue
            if _size(element) > room:
                break
            room -= _size(element)
            kept.add(place)
    first_lost = min(set(range(len(elements))) - kept)
    body = [element for place, (element, _) in enumerate(elements) if place in kept]
    body.insert(sum(place < first_lost for place in kept), notice)
    return body


def _size(element: Json) -> int:
    return measured(orjson.dumps(element)) + 2  # and the comma


def measured(written: bytes) -> int:
    """Measure JSON as UTF-8 and as UTF-16; the longer of the two counts."""
    return max(len(written), len(written.decode().encode("utf-16-le")))
