"""Whether money is settled: approved, still in doubt, or only asked for."""

from __future__ import annotations

from knowledge.understanding.purses.approvals import (
    DECIDED,
    DONE_BY,
    NAMED_SO,
    NONE_SET,
    WRITTEN_SINCE,
)
from knowledge.understanding.purses.doubts import (
    ASKED,
    CONDITIONS,
    NOT_YET,
    REFUSED,
    SPOKEN,
    TO_COME,
    UNCONDITIONAL,
    UNDECIDED,
)
from knowledge.understanding.purses.harmless import NO_END, NOT_TOUCHED


def approved(text: str) -> str:
    """Give the words that say it has been approved."""
    plain = NOT_YET.sub(" - ", NONE_SET.sub(" - ", NAMED_SO.sub("Somebody", text)))
    plain = TO_COME.sub(" - ", plain)
    found = DONE_BY.search(plain)
    return found.group().strip() if found else ""


def in_doubt(text: str) -> str:
    """Give the words that keep it from being approved: verbal, conditional, refused, to come."""
    plain = text
    for harmless in (UNCONDITIONAL, NOT_TOUCHED, NO_END, DECIDED, WRITTEN_SINCE):
        plain = harmless.sub(" - ", plain)
    plain = NAMED_SO.sub("Somebody", plain)
    for pattern in (NOT_YET, REFUSED, SPOKEN, CONDITIONS, TO_COME, UNDECIDED):
        found = pattern.search(plain)
        if found:
            return found.group().strip()
    return ""


def asked_for(text: str) -> str:
    """Give the words that say it was asked for; an approval after that counts more."""
    found = ASKED.search(text)
    return found.group().strip() if found else ""
