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
    if text in ("", "-") or text.isspace():
        return DASH
    return _BRACES.sub("{\u200b", text) if "{{" in text else text


def rich(words: Line) -> Json:
    """Make a block of text runs, the one place in a card where nothing is read as Markdown."""
    runs = [_run(span) for span in words if span.text or isinstance(span, Link)]
    return {"type": "RichTextBlock", "inlines": runs or [_run(Plain(""))]}


def styled(words: Line, **look: Any) -> Json:
    """Make a block of text runs that all have this look."""
    block = rich(words)
    for run in block["inlines"]:
        run.update(look)
    return block


def _run(span: Span) -> Json:
    match span:
        case Plain() | Said():
            return {"type": "TextRun", "text": _words(span.text)}
        case Bold():
            return {"type": "TextRun", "text": _words(span.text), "weight": "Bolder"}
        case Link():
            return _link(span.url, span.text or span.url)
        case _:
            assert_never(span)


def _words(text: str) -> str:
    if 1 < len(text) <= RUN and "{{" not in text:
        return text  # nearly always
    # Spaces around a hyphen are words between spans; only a hyphen alone becomes a bullet.
    words = text if text.isspace() else shown(text)
    return words if len(words) <= RUN else words[:RUN] + CUT


def _link(url: str, text: str) -> Json:
    if not url.lower().startswith(("https://", "http://")):
        return _run(Plain(f"{text} ({url})"))
    opens = {"type": "Action.OpenUrl", "url": url}
    return _run(Plain(text)) | {"color": "Accent", "underline": True, "selectAction": opens}
