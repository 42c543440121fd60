"""Links: one http or https address, alone or among words; never fetched."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from knowledge.understanding.outcomes import Confirm, NotUnderstood, Option
from knowledge.values.kinds import Link

ADDRESS = re.compile(r"https?://[^\s<>|\"]+", re.IGNORECASE)
LABELLED = re.compile(r"<(https?://[^\s<>|]+)(?:\|[^<>]*)?>", re.IGNORECASE)  # as Slack sends it
BUTTON = 75  # characters that a button's words may have
ASK = "Please give a link that starts with https://"


def link(text: str) -> Link | Confirm:
    """Read one address; words around it are left out, and that is read back."""
    whole = LABELLED.fullmatch(text)
    url = whole[1] if whole else _bare(text.strip("<>"))
    if not any(char.isspace() for char in url):
        return Link(_checked(url))
    found = tuple(dict.fromkeys(_trimmed(one) for one in ADDRESS.findall(text)))
    if not found:
        raise NotUnderstood(ASK)
    if len(found) > 1:
        short = [one for one in found if len(one) <= BUTTON][:3]
        options = tuple(Option(one, one) for one in short)
        raise NotUnderstood("I see several links. Which one is it?", options=options)
    return Confirm(Link(_checked(found[0])), text)


def _bare(text: str) -> str:
    """Take brackets or quotation marks off that stand around all of it."""
    pairs = {"(": ")", "[": "]", '"': '"', "'": "'", "\u201c": "\u201d"}
    closing = pairs.get(text[:1])
    return text[1:-1] if closing and text[-1:] == closing else text


def _trimmed(url: str) -> str:
    """Leave out what ends the sentence rather than the address."""
    plain = url.rstrip(".,;:!?'\u2019\u201d")
    return plain.rstrip(")") if "(" not in plain else plain


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        raise NotUnderstood(ASK) from None
    if parts.scheme.casefold() not in ("http", "https") or not host:
        raise NotUnderstood(ASK)
    return url
