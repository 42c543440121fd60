"""What we say, as botbuilder's activity and as the bytes that go out.

botbuilder looks at every string of a card three times, which costs more than the call itself; a
card that was rendered once is carried through it unread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import orjson
from botbuilder.schema import Activity, Attachment, ChannelAccount, ConversationAccount
from msrest import Serializer

from bot.reading import Payload, dict_at, text_at, text_of

_NAMES: Final = {  # of botbuilder's fields, in the Connector's own words
    "type": "type",
    "id": "id",
    "text": "text",
    "summary": "summary",
    "input_hint": "inputHint",
    "reply_to_id": "replyToId",
    "channel_id": "channelId",
    "service_url": "serviceUrl",
    "channel_data": "channelData",
}
_ACCOUNTS: Final = {
    "from_property": "from",
    "recipient": "recipient",
    "conversation": "conversation",
}


@dataclass(frozen=True, slots=True)
class Ready:
    """JSON that is written already."""

    written: bytes


class Writer(Serializer):
    """Writes activities at once; everything else as msrest does."""

    def body(self, data: Any, data_type: str, **kwargs: Any) -> Any:
        return written(data) if isinstance(data, Activity) else super().body(data, data_type)


def written(activity: Activity) -> bytes:
    """Write an activity of ours as JSON."""
    content: Payload = {
        name: value for field, name in _NAMES.items() if (value := getattr(activity, field))
    }
    for field, name in _ACCOUNTS.items():
        if (account := getattr(activity, field)) is not None:
            content[name] = {"id": account.id}
    if activity.attachments:
        content["attachments"] = [_attached(one) for one in activity.attachments]
    return orjson.dumps(content)


def _attached(attachment: Attachment) -> Payload:
    content = attachment.content
    shown = orjson.Fragment(content.written) if isinstance(content, Ready) else content
    return {"contentType": attachment.content_type, "content": shown}


def message(content: Payload) -> Activity:
    """Make botbuilder's activity of a message of ours, whose cards are bytes."""
    recipient = text_at(content, "recipient", "id")
    return Activity(
        type="message",
        text=content.get("text"),
        summary=content.get("summary"),
        channel_data=content.get("channelData"),
        recipient=ChannelAccount(id=recipient) if recipient else None,
        attachments=[
            Attachment(content_type=one["contentType"], content=Ready(one["content"]))
            for one in content.get("attachments", ())
        ],
    )


def heard(activity: Payload) -> Activity:
    """Tell botbuilder of an activity what it takes to answer it, and nothing that it may trip on.

    An invoke is told as an event: its answer is our own, and botbuilder's is a 501.
    """
    kind = text_of(activity, "type")
    return Activity(
        type="event" if kind == "invoke" else kind,
        id=text_of(activity, "id") or None,
        service_url=text_of(activity, "serviceUrl"),
        channel_id="msteams",
        from_property=ChannelAccount(id=text_at(activity, "from", "id")),
        recipient=ChannelAccount(id=text_at(activity, "recipient", "id")),
        conversation=ConversationAccount(id=text_of(dict_at(activity, "conversation"), "id")),
    )
