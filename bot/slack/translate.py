"""What Slack says, in Gatepost's words: pure, looked up nowhere, decided nothing."""

from __future__ import annotations

from typing import TypeAlias

from bot.reading import Payload, needed, text_of
from bot.slack import events, interactions
from bot.slack.draft import Draft, FaceNews, Identity

Meaning: TypeAlias = Draft | FaceNews | None


def translate(payload: Payload, at: float, me: Identity) -> Meaning:
    """Read one payload; None: it is acknowledged and changes nothing. Raises Malformed."""
    if _is_for_another(payload, me):
        return None
    if "command" in payload:
        return interactions.command(payload, at)
    match needed(payload, "type"):
        case "event_callback":
            return events.read(payload, at, me)
        case "block_actions":
            return interactions.press(payload, at)
        case "view_submission":
            return interactions.form(payload, at)
        case _:
            return None


def _is_for_another(payload: Payload, me: Identity) -> bool:
    app = text_of(payload, "api_app_id")
    return bool(app and me.app and app != me.app)
