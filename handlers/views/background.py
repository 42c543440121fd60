"""What the sources add to a criterion: a number that one quotes, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.cards import Block, Button, Note, Row, Said, line
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.talk import Talk
from handlers.views.asking import under


def background(talk: Talk, criterion_id: str) -> Iterator[Block]:
    """Show one number with whoever says it, and each disagreement with the way into it."""
    numbers = (s for s in talk.library.statistics.values() if s.tip and criterion_id in s.about)
    for told in list(numbers)[:1]:
        year = f", {told.year}" if told.year else ""
        said = f"{told.figure}: {told.claim} ({told.by}{year}; not checked by us)"
        yield Note(line("Tip. ", Said(said)))
    for conflict in talk.library.conflicts.values():
        if criterion_id in conflict.about[:1]:
            way = Button("Who says what", "passage", conflict.id)
            yield Row(line("The sources disagree: ", Said(conflict.topic)), way)


def passage(talk: Talk, press: Press) -> Reply:
    """Show what stands under an id."""
    found = under(talk, press.ref)
    if found is None:
        raise Stale("This is no longer there.")
    return Show(found)
