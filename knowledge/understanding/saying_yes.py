"""A typed yes or no to something that was read back."""

from __future__ import annotations

from typing import Literal, TypeAlias

from knowledge.understanding.agreeing import agreement
from knowledge.understanding.outcomes import Confirm, NotUnderstood

Assent: TypeAlias = Literal["yes", "no"]


def _either(*phrases: str) -> frozenset[str]:
    return frozenset("|".join(phrases).split("|"))


KEEP = _either(
    "ok|okay|k|keep|keep it|keep all|keep them|keep them all|yes keep it|yes keep all|right|fine",
    "good|great|perfect|yes thanks|yes thank you|that is right|yes that's right|yes correct",
    "all correct|exactly|looks good|lgtm",
)
DROP = _either(
    "wrong|that's wrong|that is wrong|no that's wrong|incorrect|drop it|drop|no thanks|not right",
    "that's not right|no ask me again|ask me again|no wrong",
)


def assent(text: str) -> Assent | None:
    """Read a plain yes or no; None for anything that says more than that."""
    said = " ".join(text.split()).strip(" .!").casefold().replace("\u2019", "'").replace(",", "")
    if said in KEEP:
        return "yes"
    if said in DROP:
        return "no"
    try:
        found = agreement(text)
    except NotUnderstood:
        return None
    if isinstance(found, Confirm) or found.answer == "maybe":
        return None
    return found.answer
