"""What Teams says, in Gatepost's words: pure, looked up nowhere, decided nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any, Final, TypeAlias

import orjson

from bot.reading import Malformed, Payload, dict_at, needed, text_at, text_of
from bot.render.adaptive import values
from bot.teams import words
from bot.teams.draft import Draft, RoomHint, entities, moment, room_hint, speaker, split
from bot.teams.files import given
from handlers.heard import (
    Command,
    Deleted,
    Joined,
    Left,
    Opened,
    Place,
    Press,
    RoomNews,
    Text,
    What,
)
from storage.tenant.rooms import Room

Make: TypeAlias = Callable[..., Draft]  # by what differs from an activity that says nothing
Reader: TypeAlias = Callable[[Payload, Make], list[Draft]]

_NOTHING: Final = Opened()
ACTION: Final = "adaptiveCard/action"
_GONE: Final = frozenset({"channelDeleted", "teamArchived", "teamDeleted", "teamHardDeleted"})
_NEWS: Final = _GONE | {
    *("channelCreated", "channelRenamed", "channelRestored", "channelShared", "channelUnshared"),
    *("teamRenamed", "teamRestored", "teamUnarchived"),
}


def translate(activity: Payload, tenant: str, now: datetime) -> list[Draft]:
    """Read one activity of a tenant of ours; nothing: it changes nothing. Raises Malformed."""
    reader = _READERS.get(needed(activity, "type"))
    return [] if reader is None else reader(activity, partial(_draft, activity, tenant, now))


def _draft(
    activity: Payload, tenant: str, now: datetime, *, what: What = _NOTHING, **more: Any
) -> Draft:
    conversation, thread = split(needed(activity, "conversation", "id"))
    direct = _is_direct(activity)
    return Draft(
        key=key_of(activity),
        at=moment(activity, now),
        speaker=speaker(activity, dict_at(activity, "from")),
        where=Place("teams", tenant, conversation, direct, thread),
        what=what,
        service_url=needed(activity, "serviceUrl"),
        bot=text_at(activity, "recipient", "id"),
        room=None if direct else room_hint(activity, conversation),
        **more,
    )


def _is_direct(activity: Payload) -> bool:
    """Tell a conversation with one person; where it does not say, a team or many make a room."""
    conversation = dict_at(activity, "conversation")
    kind = text_of(conversation, "conversationType")
    if kind:
        return kind == "personal"
    team = text_at(activity, "channelData", "team", "id")
    return not team and conversation.get("isGroup") is not True


def key_of(activity: Payload) -> str:
    """Name an activity: by its id, or where it has none by its own digest."""
    own = text_of(activity, "id")
    if own:
        return f"{text_at(activity, 'conversation', 'id')}|{own}"
    return sha256(orjson.dumps(activity, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _message(activity: Payload, make: Make) -> list[Draft]:
    """Take what a person says to us: in private, after our name, or for us alone to see."""
    bot = text_at(activity, "recipient", "id")
    if not _by_person(activity, bot):
        return []
    said, direct = words.read(activity, bot), _is_direct(activity)
    targeted = _is_targeted(activity)
    if direct and (file := given(activity, beside_words=bool(said.text))):
        return [make(what=file[0], kind="message", fetch=file[1])]
    if not (said.text or said.called) or not (direct or said.called or targeted):
        return []
    what = _said(said, direct=direct, called=said.called or targeted)
    return [make(what=what, kind="message", named=said.named, targeted=targeted)]


def _said(said: words.Words, *, direct: bool, called: bool) -> What:
    """Tell a command in a channel, whose answer is private, from words."""
    first, _, rest = said.text.partition(" ")
    if not direct and first.lower() in {"gate", "/gate"}:
        return Command(rest.strip())
    return Text(said.text, mentioned=called)


def _is_targeted(activity: Payload) -> bool:
    if dict_at(activity, "recipient").get("isTargeted") is True:
        return True
    return any(one.get("type") == "targetedMessage" for one in entities(activity))


def _by_person(activity: Payload, bot: str) -> bool:
    sender = dict_at(activity, "from")
    return text_of(sender, "id") not in {"", bot} and text_of(sender, "role") != "bot"


def _invoke(activity: Payload, make: Make) -> list[Draft]:
    """Take `Action.Execute`: one thing pressed, with what was filled in around it."""
    if text_of(activity, "name") != ACTION:
        return []
    value = dict_at(activity, "value")
    action = dict_at(value, "action")
    data = action.get("data")
    filled = data if isinstance(data, dict) else {}
    ref = filled.get("ref")
    pressed = text_of(activity, "replyToId")
    what = Press(
        needed(action, "verb"),
        ref if isinstance(ref, str) else "",
        values(filled),
        message=pressed,
    )
    again = text_of(value, "trigger") == "automatic"
    return [make(what=what, kind="press", pressed=pressed, again=again)]


def _update(activity: Payload, make: Make) -> list[Draft]:
    """Take who came and went, and what became of a channel."""
    blank = make()
    if news := text_at(activity, "channelData", "eventType"):
        return _room_news(activity, blank, news) if news in _NEWS else _moved(activity, blank)
    return _moved(activity, blank)


def _room_news(activity: Payload, blank: Draft, news: str) -> list[Draft]:
    channel = dict_at(activity, "channelData", "channel")
    identity = text_of(channel, "id") or blank.where.conversation
    hint = replace(blank.room or RoomHint(identity), id=identity)
    room = Room(identity, hint.name or hint.team_name, private=True, archived=news in _GONE)
    where = replace(blank.where, conversation=identity, direct=False, thread="")
    return [replace(blank, where=where, what=RoomNews(room), room=hint)]


def _moved(activity: Payload, blank: Draft) -> list[Draft]:
    here = blank.where.conversation
    drafts: list[Draft] = []
    for number, account in enumerate(_accounts(activity, "membersAdded")):
        who = speaker(activity, account)
        ours = who.id == blank.bot
        what: What = Joined(here, who.user)
        if ours:
            what = Opened() if blank.where.direct else RoomNews(Room(here, "", private=True))
        elif blank.where.direct:
            continue
        named = () if ours else (who,)
        drafts.append(
            replace(blank, key=f"{blank.key}+{number}", what=what, named=named, added=ours)
        )
    for number, account in enumerate(_accounts(activity, "membersRemoved")):
        who = speaker(activity, account)
        gone = Left(here) if who.id == blank.bot else Left(here, who.user)
        drafts.append(replace(blank, key=f"{blank.key}-{number}", what=gone))
    return drafts


def _accounts(activity: Payload, key: str) -> list[Payload]:
    listed = activity.get(key)
    if listed is None:
        return []
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise Malformed(f"{key} is no list of accounts")
    return listed[:500]


def _installed(activity: Payload, make: Make) -> list[Draft]:
    """Take that somebody added or removed us."""
    blank = make()
    if text_of(activity, "action").startswith("remove"):
        return [replace(blank, what=Left(blank.where.conversation))]
    room = Room(blank.where.conversation, "", private=True)
    return [replace(blank, what=Opened() if blank.where.direct else RoomNews(room), added=True)]


def _deleted(activity: Payload, make: Make) -> list[Draft]:
    """Take it that somebody deleted their own message, in the conversation with us."""
    blank = make()
    if not blank.where.direct or not _by_person(activity, blank.bot):
        return []
    return [replace(blank, key=f"{blank.key}|deleted", what=Deleted())]


_READERS: Final[dict[str, Reader]] = {
    "message": _message,
    "invoke": _invoke,
    "conversationUpdate": _update,
    "installationUpdate": _installed,
    "messageDelete": _deleted,
}
