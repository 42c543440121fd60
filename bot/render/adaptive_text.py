"""Words in an Adaptive Card: shown to the letter, whatever markup somebody wrote."""

from __future__ import annotations

import re
from typing import Any, TypeAlias, assert_never

from handlers.cards import Bold, Line, Link, Plain, Said, Span

Json: TypeAlias = dict[str, Any]

RUN = 8000  # characters of one span; an answer has at most 4000
DASH = "—"
CUT = " … (cut here)"

_BRACES = re.compile(r"\{(?=\{)")


def shown(text: str) -> str:
    """Keep {{DATE(...)}} from being computed, and a lone hyphen from becoming a bullet."""
    if text.strip() in ("", "-"):
        return DASH
    return _BRACES.sub("{\u200b", text)


def rich(words: Line, **look: Any) -> Json:
    """Make a block of text runs, the one place in a card where nothing is read as Markdown."""
    runs = [_run(span) | look for span in words if span.text or isinstance(span, Link)]
    return {"type": "RichTextBlock", "inlines": runs or [_text("")]}


def _run(span: Span) -> Json:
    match span:
        case Plain(text=text) | Said(text=text):
            return _text(text)
        case Bold(text=text):
            return _text(text) | {"weight": "Bolder"}
        case Link(url=url, text=text):
            return _link(url, text or url)
        case _:
            assert_never(span)


def _text(text: str) -> Json:
    # Spaces around a hyphen are words between spans; only a hyphen alone becomes a bullet.
    words = shown(text) if text in ("", "-") or "{{" in text else text
    return {"type": "TextRun", "text": words if len(words) <= RUN else words[:RUN] + CUT}


def _link(url: str, text: str) -> Json:
    if not url.lower().startswith(("https://", "http://")):
        return _text(f"{text} ({url})")
    opens = {"type": "Action.OpenUrl", "url": url}
    return _text(text) | {"color": "Accent", "underline": True, "selectAction": opens}
