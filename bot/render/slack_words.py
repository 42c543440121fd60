"""The readable part of a Slack message, counted as it is laid out."""

from __future__ import annotations

from typing import Final, assert_never

from bot.render import slack_limits as limits
from bot.render.slack_fields import Json, plain
from bot.render.slack_limits import cut
from handlers.cards import Bold, Bullets, Facts, Line, Link, Plain, Said, Span

NO_VALUE: Final = "—"
_BOLD: Final = {"bold": True}
_WEB: Final = ("https://", "http://")


def words_of(line: Line) -> str:
    """Say a line in plain text; where a link leads stands behind its words."""
    return "".join(
        [f"{span.text} ({span.url})" if isinstance(span, Link) else span.text for span in line]
    )


def context(words: str) -> Json:
    """Make a block of small print."""
    return {"type": "context", "elements": [plain(words, limits.CONTEXT)]}


def _rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def _section(spans: list[Json]) -> Json:
    return {"type": "rich_text_section", "elements": spans}


class Words:
    """Text being laid out: `left` characters still fit; `whole`: nothing was left out so far."""

    def __init__(self, chars: int) -> None:
        self.left = chars
        self.whole = True

    def _take(self, text: str) -> str:
        """Count text in, cut where the message is full."""
        if len(text) <= self.left:
            self.left -= len(text)
            return text
        kept, self.left, self.whole = cut(text, self.left) if self.left > 0 else "", 0, False
        return kept

    def _span(self, span: Span) -> Json:
        match span:
            case Plain() | Said():
                return {"type": "text", "text": self._take(span.text)}
            case Bold():
                return {"type": "text", "text": self._take(span.text), "style": _BOLD}
            case Link():
                return self._link(span)
            case _:
                assert_never(span)

    def _link(self, span: Link) -> Json:
        """Show a web address as a link; anything else as what it is, so that nothing hides."""
        if span.url.startswith(_WEB) and len(span.url) <= limits.LINK:
            return {"type": "link", "url": span.url, "text": self._take(span.text or span.url)}
        return {"type": "text", "text": self._take(words_of((span,)))}

    def _spans(self, line: Line) -> list[Json]:
        return [shown for span in line if (shown := self._span(span))["text"]]

    def _para(self, line: Line) -> list[Json]:
        spans = self._spans(line)
        return [_rich(_section(spans))] if spans else []

    def _note(self, line: Line) -> list[Json]:
        if len(line) == 1 and not isinstance(line[0], Link):
            words = self._take(cut(line[0].text, limits.CONTEXT))
        elif any(isinstance(span, Link) for span in line):
            return self._para(line)
        else:
            words = self._take(cut(words_of(line), limits.CONTEXT))
        return [context(words)] if words else []

    def _title(self, text: str) -> list[Json]:
        words = self._take(cut(text, limits.HEADER))
        return [{"type": "header", "text": plain(words, limits.HEADER)}] if words else []

    def _bullets(self, block: Bullets) -> list[Json]:
        items = [_section(spans) for line in block.lines if (spans := self._spans(line))]
        listed = {"type": "rich_text_list", "style": "bullet", "elements": items}
        return [_rich(listed)] if items else []

    def _facts(self, block: Facts) -> list[Json]:
        rows = [_section(row) for label, line in block.rows if (row := self._fact(label, line))]
        return [_rich(*rows)] if rows else []

    def _fact(self, label: str, line: Line) -> list[Json]:
        """Draw `Owner: Maria`; the label is ours, what has no value says so."""
        if self.left <= 0:
            self.whole = False
            return []
        head = {"type": "text", "text": self._take(f"{label}: "), "style": _BOLD}
        return [head, *(self._spans(line) or [{"type": "text", "text": NO_VALUE}])]
