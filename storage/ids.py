"""Ids that say nothing of whom or what they name."""

from __future__ import annotations

import base64
import os

_SPOKEN = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O and U


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


def spoken_code() -> str:
    """Draw a code that somebody types off a screen: 40 random bits, no letter like a figure."""
    drawn = int.from_bytes(os.urandom(5), "big")
    return "".join(_SPOKEN[drawn >> shift & 31] for shift in range(35, -5, -5))
