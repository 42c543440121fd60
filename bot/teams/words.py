"""Teams' way of writing messages: names are marked beside the text, never found in it."""

from __future__ import annotations

import html
from dataclasses import dataclass

from bot.reading import Payload, dict_at, text_of
from bot.teams.draft import Speaker, entities


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed, with `<@ID>` where somebody is mentioned, and whether we were called."""

    text: str
    called: bool
    named: tuple[Speaker, ...]


def read(activity: Payload, bot: str) -> Words:
    """Read a message's text. What only looks like a mention stays as it was typed."""
    text = text_of(activity, "text")
    called = False
    named: list[Speaker] = []
    for entity in entities(activity):
        who = dict_at(entity, "mentioned") if entity.get("type") == "mention" else {}
        mark, user = text_of(entity, "text"), text_of(who, "id")
        if not user or not mark or mark not in text:
            continue
        if user == bot:
            called = True
            text = text.replace(mark, "", 1)
        else:
            # By Teams' id alone: who that is, the roster says, and not whoever wrote the mention.
            named.append(Speaker(user, name=text_of(who, "name")))
            text = text.replace(mark, f"<@{user}>", 1)
    if text_of(activity, "textFormat") == "xml":
        text = html.unescape(text)
    return Words(_spaced(text), called, tuple(named))


def _spaced(text: str) -> str:
    return text.replace("\xa0", " ").replace("\r\n", "\n").strip()
