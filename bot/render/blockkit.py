"""A card as Slack's Block Kit, a form as a modal.

Everything readable is rich_text or plain_text, which Slack shows to the letter. Only the top-level
`text` is read by Slack, so that one is escaped, once, after it was cut.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.render import slack_ids as ids
from bot.render import slack_limits as limits
from bot.render.slack_fields import Json, input_block, plain
from bot.render.slack_limits import MORE, cut
from bot.render.slack_page import NO_PICTURES, Page
from handlers.cards import Card, Chart, Form


def message(card: Card, pictures: Mapping[Chart, str] = NO_PICTURES) -> Json:
    """Render a card as the `text` and `blocks` of a message; charts are files by their ids."""
    page = Page(limits.MESSAGE_CHARS, pictures)
    return {
        "text": escaped(card.summary),
        "blocks": page.blocks(card.blocks, limits.MESSAGE_BLOCKS),
    }


def short(card: Card) -> Json:
    """Render only the words of a card, for when Slack refuses its blocks."""
    return {"text": escaped(card.summary)}


def modal(form: Form, origin: tuple[str, ...] = ()) -> Json:
    """Render a form as a modal view; `origin` (ids) comes back with what is sent."""
    inputs = [input_block(field) for field in form.fields]
    space = limits.MODAL_BLOCKS - len(inputs)
    return {
        "type": "modal",
        "callback_id": ids.carried(form.verb, limits.ACTION_ID),
        "private_metadata": ids.private(form.ref, origin),
        "title": plain(form.title, limits.TITLE),
        "submit": plain(form.submit, limits.TITLE),
        "close": plain("Cancel", limits.TITLE),
        "blocks": Page(limits.MODAL_CHARS).blocks(form.intro, space) + inputs,
    }


def window(card: Card) -> Json:
    """Render a card as a modal that is only read."""
    return {
        "type": "modal",
        "title": plain("Gatepost", limits.TITLE),
        "close": plain("Close", limits.TITLE),
        "blocks": Page(limits.MODAL_CHARS).blocks(card.blocks, limits.MODAL_BLOCKS),
    }


def escaped(text: str) -> str:
    """Make words safe for the one place where Slack reads markup; cut first, then escape, once."""
    text = cut(text or MORE, limits.SUMMARY)
    safe = _escape(text)
    while len(safe) > limits.SUMMARY_ESCAPED:
        text = cut(text, len(text) * limits.SUMMARY_ESCAPED // len(safe))
        safe = _escape(text)
    return safe


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
