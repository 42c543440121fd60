"""Whether a request is Slack's: decided on raw bytes, before anything reads them."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from typing import Final

WINDOW: Final = 300  # seconds that a request stays valid, by Slack's own advice
_SECONDS: Final = re.compile(rb"[0-9]{1,12}")


def is_signed(
    secrets: Sequence[bytes], timestamp: bytes, signature: bytes, body: bytes, now: float
) -> bool:
    """Check Slack's `v0` signature over timestamp and body, in time that tells nothing.

    The timestamp is whole seconds, at most WINDOW away from `now`. Every secret is tried, whether
    or not an earlier one fits.
    """
    if not _SECONDS.fullmatch(timestamp) or abs(now - int(timestamp)) > WINDOW:
        return False
    base = b"v0:" + timestamp + b":" + body
    fits = [hmac.compare_digest(signature, _signature(secret, base)) for secret in secrets]
    return any(fits)


def _signature(secret: bytes, base: bytes) -> bytes:
    return b"v0=" + hmac.digest(secret, base, "sha256").hex().encode()
