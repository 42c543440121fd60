"""Ids that say nothing of whom or what they name."""

from __future__ import annotations

import base64
import os


def person_id() -> str:
    """Draw an id for somebody: 50 random bits, so that it cannot be guessed or counted."""
    return "u_" + _random()


def pilot_id() -> str:
    """Draw an id for a pilot: 50 random bits, so that it cannot be guessed or counted."""
    return "p_" + _random()


def draft_id() -> str:
    """Draw an id for what somebody looks at before it counts."""
    return "d_" + _random()


def _random() -> str:
    return base64.b32encode(os.urandom(10))[:10].decode().lower()
