"""Help: the words that work, on one screen, without looking anything up."""

from __future__ import annotations

from functools import lru_cache

from handlers.cards import Bold, Bullets, Button, Buttons, Card, Note, Para, card, line
from handlers.commands import COMMANDS, LATER


@lru_cache(maxsize=1)
def help_card() -> Card:
    """List every command; the same for everybody."""
    return card(
        Para(line("I walk AI pilots through their gates: I ask, you decide.")),
        Bullets(tuple(line(Bold(f"/gate {c.usage}"), f" — {c.help}") for c in COMMANDS)),
        Note(line("In a direct message or after @Gatepost the same words work without /gate.")),
        Buttons(
            (
                Button("Start a pilot", "start", style="primary"),
                Button("All pilots", "portfolio"),
                Button("What waits for me", "mine"),
            )
        ),
    )


def unknown_card(word: str) -> Card:
    """Say that a word is not known, or not yet."""
    if word in LATER:
        return card(
            Para(line(f"/gate {word} is not there yet; it comes with a later release.")),
            Note(line("/gate help lists what works today.")),
        )
    return card(
        Para(line(f"I do not know the word “{word[:40]}”. Nothing was changed.")),
        Note(line("/gate help lists all words.")),
        Buttons((Button("Help", "help"),)),
    )


def welcome_card() -> Card:
    """Greet somebody who opens the conversation for the first time."""
    return card(
        Para(
            line(
                "Hello, I am Gatepost. I ask pilot teams the questions that a gate will ask, "
                "a few at a time, and keep the answers."
            )
        ),
        Note(line("Nothing you type here is kept unless I say so.")),
        Buttons(
            (
                Button("What waits for me", "mine", style="primary"),
                Button("Start a pilot", "start"),
                Button("Help", "help"),
            )
        ),
    )
