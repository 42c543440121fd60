"""Slack's events, as drafts of what was heard; None: nothing that concerns us."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from bot.reading import Malformed, Payload, dict_at, needed, text_of
from bot.slack import words
from bot.slack.draft import (
    SLACKBOT,
    Draft,
    FaceNews,
    Identity,
    RoomHint,
    Way,
    is_direct,
    moment,
    tenant,
)
from bot.slack.files import shared
from handlers.heard import (
    Deleted,
    File,
    Joined,
    Left,
    Opened,
    Place,
    RoomNews,
    Roster,
    Text,
    Uninstalled,
    What,
)
from storage.tenant.rooms import Room

Reader: TypeAlias = Callable[[Payload, Draft, Identity], Draft | FaceNews | None]

_SPOKEN: Final = frozenset({"", "file_share", "thread_broadcast"})
_PRIVACY: Final = {"channel": False, "group": True, "mpim": True}


def read(payload: Payload, at: float, me: Identity) -> Draft | FaceNews | None:
    """Read an `event_callback`; raises Malformed where it lacks what every event has."""
    event = payload.get("event")
    if not isinstance(event, dict):
        raise Malformed("event is no object")
    key, kind = needed(payload, "event_id"), needed(event, "type")
    reader = _READERS.get(kind)
    return None if reader is None else reader(event, _blank(payload, event, key, at), me)


def _blank(payload: Payload, event: Payload, key: str, at: float) -> Draft:
    channel = event.get("channel")
    conversation = channel if isinstance(channel, str) else ""
    when = event.get("event_ts") or event.get("ts")
    return Draft(
        key=key,
        at=moment(when if isinstance(when, str) else "", at),
        user="",
        where=Place("slack", tenant(payload), conversation, is_direct(conversation)),
        what=Uninstalled(),
        way=Way("event"),
    )


def _message(event: Payload, blank: Draft, me: Identity) -> Draft | None:
    """Take what a person says to us: in a direct message, or in a thread under a post of ours."""
    if text_of(event, "subtype") == "message_deleted":
        return _deleted(event, blank, me)
    if text_of(event, "subtype") not in _SPOKEN or not _by_person(event, me):
        return None
    channel, text = needed(event, "channel"), text_of(event, "text")
    if is_direct(channel) or text_of(event, "channel_type") == "im":
        return _said(event, blank, me, called=words.mentions(text, me.user))
    ours = me.user and text_of(event, "parent_user_id") == me.user
    if not ours or words.mentions(text, me.user):  # a mention arrives as an event of its own
        return None
    return _said(event, blank, me, called=False)


def _deleted(event: Payload, blank: Draft, me: Identity) -> Draft | None:
    """Take it that somebody deleted their own message, in the conversation with us."""
    gone = dict_at(event, "previous_message")
    if not blank.where.direct or not _by_person(gone, me):
        return None
    return replace(blank, user=text_of(gone, "user"), what=Deleted())


def _mention(event: Payload, blank: Draft, me: Identity) -> Draft | None:
    needed(event, "channel")
    return _said(event, blank, me, called=True) if _by_person(event, me) else None


def _by_person(event: Payload, me: Identity) -> bool:
    user = text_of(event, "user")
    return user not in {"", SLACKBOT, me.user} and not event.get("bot_id")


def _said(event: Payload, blank: Draft, me: Identity, *, called: bool) -> Draft:
    text = text_of(event, "text")
    spoken = words.without(text, me.user) if called and me.user else text
    channel = needed(event, "channel")
    direct = is_direct(channel) or text_of(event, "channel_type") == "im"
    private = _PRIVACY.get(text_of(event, "channel_type"))
    heard = words.plain(spoken)
    brought = _brought(event, heard) if direct or called else None
    return replace(
        blank,
        user=text_of(event, "user"),
        where=replace(blank.where, direct=direct, thread=text_of(event, "thread_ts")),
        what=brought[0] if brought else Text(heard, mentioned=called),
        fetch=brought[1] if brought else "",
        named=words.mentioned(spoken),
        room=None if direct else RoomHint(channel, private=private),
    )


def _brought(event: Payload, heard: str) -> tuple[File, str] | None:
    return shared(event.get("files"), beside_words=bool(heard.strip()))


def _opened(event: Payload, blank: Draft, me: Identity) -> Draft | None:
    if text_of(event, "tab") != "messages":
        return None
    where = replace(blank.where, conversation=needed(event, "channel"), direct=True)
    return replace(blank, user=needed(event, "user"), where=where, what=Opened())


def _came(event: Payload, blank: Draft, me: Identity) -> Draft:
    channel, user = needed(event, "channel"), needed(event, "user")
    ours = user == me.user
    what: What = RoomNews(Room(channel, "")) if ours else Joined(channel, user)
    by = text_of(event, "inviter") if ours else user
    return replace(blank, user=by, what=what, room=RoomHint(channel))


def _went(event: Payload, blank: Draft, me: Identity) -> Draft:
    channel, user = needed(event, "channel"), text_of(event, "user")
    ours = event["type"] != "member_left_channel" or user == me.user
    what = Left(channel) if ours else Left(channel, needed(event, "user"))
    return replace(blank, user="" if ours else user, what=what)


def _room_news(event: Payload, blank: Draft, me: Identity) -> Draft:
    """Take a channel's news; what the event does not say is looked up."""
    channel = event.get("channel")
    about = dict_at(event, "channel") if isinstance(channel, dict) else {"id": channel}
    identity, name = needed(about, "id"), text_of(about, "name")
    archived = event["type"].endswith(("_archive", "_deleted"))
    return replace(
        blank,
        user=text_of(event, "user") if isinstance(event.get("user"), str) else "",
        where=replace(blank.where, conversation=identity, direct=False),
        what=RoomNews(Room(identity, name, archived=archived)),
        room=RoomHint(identity, name),
    )


def _profile(event: Payload, blank: Draft, me: Identity) -> FaceNews:
    user = dict_at(event, "user")
    needed(user, "id")
    return FaceNews(user, replace(blank, what=Roster()))


def _uninstalled(event: Payload, blank: Draft, me: Identity) -> Draft:
    return blank


_READERS: Final[dict[str, Reader]] = {
    "message": _message,
    "app_mention": _mention,
    "app_home_opened": _opened,
    "member_joined_channel": _came,
    "member_left_channel": _went,
    "channel_left": _went,
    "group_left": _went,
    "user_change": _profile,
    "team_join": _profile,
    "app_uninstalled": _uninstalled,
    **dict.fromkeys(
        (
            *("channel_archive", "channel_unarchive", "channel_rename", "channel_deleted"),
            *("group_archive", "group_unarchive", "group_rename", "group_deleted"),
            *("channel_shared", "channel_unshared"),
        ),
        _room_news,
    ),
}
