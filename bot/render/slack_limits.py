"""What Slack refuses to show, from its reference pages, and where we stop before it does."""

from __future__ import annotations

from typing import Final

MESSAGE_BLOCKS: Final = 50
MODAL_BLOCKS: Final = 100
MESSAGE_CHARS: Final = 13_000  # Slack's is about 13,200; the rest is for our own marks
PRESS_CHARS: Final = 2_200  # kept free for what can be pressed, so that a long text never hides it
MODAL_CHARS: Final = 12_000

SUMMARY: Final = 3000
SUMMARY_ESCAPED: Final = 4000  # chat.update's limit on `text`, the lowest of all
HEADER: Final = 150
SECTION: Final = 3000
CONTEXT: Final = 2000
ALT: Final = 2000
LINK: Final = 3000
BUTTON: Final = 75
VALUE: Final = 2000
ACTIONS: Final = 25
MENU: Final = 5  # options of an overflow menu
MENU_VALUE: Final = 150
ACTION_ID: Final = 255
BLOCK_ID: Final = 255
OPTION: Final = 75
OPTION_VALUE: Final = 150
OPTIONS: Final = 100
GROUPS: Final = 100
RADIOS: Final = 10
CHOICE_BUTTONS: Final = 5  # up to here a choice is quicker pressed than picked
CONFIRM_TEXT: Final = 300
TITLE: Final = 24
LABEL: Final = 2000
PLACEHOLDER: Final = 150
TYPED: Final = 3000
PRIVATE: Final = 3000

MORE: Final = "…"


def cut(text: str, limit: int) -> str:
    """Shorten visibly: what was left out is marked by an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1] + MORE
