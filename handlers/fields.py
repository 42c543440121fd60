"""Words typed into the fields of a form, cleaned and held to their limits."""

from __future__ import annotations

from datetime import date

from handlers.errors import Rejected
from knowledge.understanding.text import LooksSecret, TooLong, clean, is_blank

RESERVED = frozenset({"all", "me"})  # words of `/gate status`
OPENING = ("--", '"', "\u201c", "\u201e", "\u00ab")  # what cannot begin a name that one types


def words(said: str, field: str, limit: int, *, least: int = 1) -> str:
    """Clean what was typed; raises Rejected where it is empty, too long or a secret."""
    try:
        text = clean(said)
    except TooLong:
        raise Rejected({field: f"Please keep it to {limit} characters."}) from None
    except LooksSecret:
        complaint = "That looks like a password or a key. Please leave it out; nothing was kept."
        raise Rejected({field: complaint}) from None
    if is_blank(text) or len(text) < least:
        why = "Please say why in a few words; it stays in the history."
        raise Rejected({field: why if least > 1 else "Please fill this in."})
    if len(text) > limit:
        raise Rejected({field: f"Please keep it to {limit} characters."})
    return text


def pilot_name(said: str, limit: int) -> str:
    """Clean the name of a pilot: one line that can be typed behind a command; raises Rejected."""
    text = " ".join(words(said, "name", limit).split())
    if text.casefold() in RESERVED or text.startswith(OPENING):
        raise Rejected({"name": "A command reads this name as something else. Choose another."})
    return text


def past_day(said: str, field: str, today: date) -> date:
    """Read a day that has come, as pickers send it; raises Rejected."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise Rejected({field: "Please give a date such as 2026-11-23."}) from None
    if day > today:
        raise Rejected({field: "This day has not come yet."})
    return day
