"""Every card and form that any test makes, shown as each platform would show it.

Making one hangs it here; when its test ends, both renderers draw it, and what they drew is held
against the published schema and against what Teams and Slack refuse. One card of each outline goes
before Microsoft's own renderer at the very end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import wraps
from typing import Any, Final, TypeAlias

import orjson

from bot.render import adaptive, adaptive_teams, blockkit
from bot.render.slack_ids import IdTooLong
from handlers.cards import Card, Chart, Form, Option
from handlers.outward import form_card
from tests.fakes import slack_rules
from tests.fakes import teams_cards as cards
from tests.fakes.teams_schema import outline

Json: TypeAlias = dict[str, Any]

PEOPLE: Final = tuple(Option(f"user-{n}", f"Person {n}") for n in range(8))
CHANNELS: Final = (Option("19:a", "#pilots"), Option("19:b", "#leadership"))
VIEWERS: Final = ("29:somebody",)


class Gallery:
    """What was made since one last looked, and one card of each outline that was seen."""

    def __init__(self) -> None:
        self.made: dict[int, Card | Form] = {}
        self.outlines: dict[str, Json] = {}

    def open(self) -> None:
        """Hang whatever is made from now on."""
        for kind in (Card, Form):
            kind.__init__ = self._hanging(kind.__init__)  # type: ignore[method-assign]
        cards.WATCHED.append(self.add)

    def _hanging(self, make: Callable[..., None]) -> Callable[..., None]:
        @wraps(make)
        def made(one: Card | Form, *given: Any, **named: Any) -> None:
            make(one, *given, **named)
            self.made[id(one)] = one  # held, so its id stays its own

        return made

    def add(self, card: Json) -> None:
        """Keep a card for Microsoft's renderer."""
        self.outlines.setdefault(outline(card), card)

    def complaints(self) -> list[str]:
        """Show what was made, and say what is wrong with it."""
        fresh = list(self.made.values())
        self.made.clear()
        wrong = [said for one in fresh for said in self._complaints(one)]
        self.made.clear()  # to show a form is to make a card
        return wrong

    def _complaints(self, one: Card | Form) -> Iterator[str]:
        for shown in adaptive_cards(one):
            try:
                cards.check(shown)
            except AssertionError as error:
                yield f"Teams: {error}"
        with suppress(IdTooLong):  # a fault of ours, which a test makes on purpose
            yield from [f"Slack: {said}" for said in slack_complaints(one)]


def adaptive_cards(one: Card | Form) -> Iterator[Json]:
    """Draw it as Teams and the local chat get it, with something to choose and without."""
    if isinstance(one, Form):
        yield adaptive.form_card(one, PEOPLE, CHANNELS)
        one = form_card(one)
    yield _sent(adaptive_teams.message(one))
    yield _sent(adaptive_teams.message(one, PEOPLE, CHANNELS, VIEWERS))
    if any(isinstance(block, Chart) for block in one.blocks):
        yield adaptive.message_card(one)


def _sent(message: Json) -> Json:
    card: Json = orjson.loads(message["attachments"][0]["content"])
    return card


def slack_complaints(one: Card | Form) -> Iterable[str]:
    if isinstance(one, Form):
        return slack_rules.view_problems(blockkit.modal(one), lambda _: True)
    return slack_rules.message_problems(blockkit.message(one), lambda _: True)


def written(outlines: Iterable[Json]) -> str:
    """Write cards down for another process."""
    return json.dumps(list(outlines))
