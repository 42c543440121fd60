"""The fake Slack's Web API: what each method needs, does and refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fakes.slack_rules import (
    MESSAGE_CHARS,
    Json,
    characters,
    message_problems,
    view_problems,
)
from tests.fakes.slack_world import APP, BOT, BOT_USER, Channel, Message, View, World

MINIMAL = frozenset(
    {"chat:write", "commands", "im:history", "im:write", "users:read", "app_mentions:read"}
)
OPTIONAL = frozenset(
    {
        *("channels:read", "groups:read", "channels:history", "groups:history"),
        *("users:read.email", "files:read", "files:write"),
    }
)
TRIGGER_SECONDS = 3.0
PACE_SECONDS = 0.95  # Slack's second, less what two clocks may differ


class Refusal(Exception):
    """`ok: false` with this error."""

    def __init__(self, error: str, *details: str) -> None:
        super().__init__(error, *details)
        self.error, self.details = error, details


class Busy(Exception):
    """429."""


class Methods:
    """One bot token's view of the world."""

    def __init__(self, world: World, scopes: frozenset[str], paced: bool) -> None:
        self.world, self.scopes, self.paced = world, scopes, paced
        self.triggers: dict[str, float] = {}
        self.response_urls: dict[str, tuple[int, Message | None, str, str]] = {}
        self.refused: list[tuple[str, str, tuple[str, ...]]] = []  # (method, error, why)
        self._last_post: dict[str, float] = {}
        self._named: dict[str, Callable[[Json], Json]] = {
            "auth.test": self.auth_test,
            "bots.info": self.bots_info,
            "users.info": self.users_info,
            "users.list": self.users_list,
            "users.conversations": self.users_conversations,
            "conversations.members": self.conversations_members,
            "conversations.info": self.conversations_info,
            "conversations.open": self.conversations_open,
            "conversations.history": self.conversations_history,
            "conversations.replies": self.conversations_replies,
            "chat.postMessage": self.chat_post_message,
            "chat.postEphemeral": self.chat_post_ephemeral,
            "chat.update": self.chat_update,
            "views.open": self.views_open,
            "views.push": self.views_push,
            "views.update": self.views_update,
            "files.getUploadURLExternal": self.files_get_upload_url,
            "files.completeUploadExternal": self.files_complete_upload,
        }
        self.base = ""
        self.uploaded: dict[str, bytes] = {}  # pictures put to the address that was handed out
        self.taken: dict[str, str] = {}  # files that were completed, with their titles

    def call(self, method: str, args: Json) -> Json:
        """Run a method; raises Refusal and Busy."""
        if method not in self._named:
            raise Refusal("unknown_method")
        try:
            return {"ok": True, **self._named[method](args)}
        except Refusal as refusal:
            self.refused.append((method, refusal.error, refusal.details))
            raise

    def auth_test(self, args: Json) -> Json:
        return {
            "url": "https://fake.slack.com/",
            "team": "Fake",
            "team_id": self.world.team,
            "user": "gatepost",
            "user_id": BOT_USER,
            "bot_id": BOT,
            "is_enterprise_install": False,
        }

    def bots_info(self, args: Json) -> Json:
        self._scope("users:read")
        return {"bot": {"id": BOT, "app_id": APP, "user_id": BOT_USER}}

    def users_info(self, args: Json) -> Json:
        self._scope("users:read")
        user = self.world.users.get(args.get("user", ""))
        if user is None:
            raise Refusal("user_not_found")
        return {"user": user.profile(self.world.team, email="users:read.email" in self.scopes)}

    def users_list(self, args: Json) -> Json:
        self._scope("users:read")
        email = "users:read.email" in self.scopes
        team, users = self.world.team, self.world.users.values()
        return self._part("members", [user.profile(team, email=email) for user in users], args)

    def users_conversations(self, args: Json) -> Json:
        kinds = str(args.get("types") or "public_channel").split(",")
        scopes = {"public_channel": "channels:read", "private_channel": "groups:read"}
        for kind, scope in scopes.items():
            if kind in kinds:
                self._scope(scope)
        ours = [
            {"id": channel.id, "name": channel.name, "is_private": channel.private}
            for channel in self.world.channels.values()
            if not channel.direct
            and BOT_USER in channel.members
            and f"{'private' if channel.private else 'public'}_channel" in kinds
        ]
        return self._part("channels", ours, args)

    def conversations_members(self, args: Json) -> Json:
        channel = self._channel(args)
        self._scope("groups:read" if channel.private else "channels:read")
        if BOT_USER not in channel.members:
            raise Refusal("channel_not_found" if channel.private else "not_in_channel")
        return self._part("members", sorted(channel.members), args)

    def _part(self, name: str, everything: list[Any], args: Json) -> Json:
        """Give a page of a list, the smaller the better for whoever forgets the cursor."""
        start, size = int(args.get("cursor") or 0), min(int(args.get("limit") or 100), 3)
        more = str(start + size) if start + size < len(everything) else ""
        return {name: everything[start : start + size], "response_metadata": {"next_cursor": more}}

    def conversations_info(self, args: Json) -> Json:
        channel = self._channel(args)
        if not channel.direct:
            self._scope("groups:read" if channel.private else "channels:read")
        if channel.private and BOT_USER not in channel.members:
            raise Refusal("channel_not_found")
        about = {"is_private": channel.private, "is_ext_shared": channel.shared}
        return {
            "channel": {
                "id": channel.id,
                "name": channel.name,
                "is_archived": channel.archived,
                "is_im": channel.direct,
                **about,
            }
        }

    def conversations_open(self, args: Json) -> Json:
        self._scope("im:write")
        if args.get("users") not in self.world.users:
            raise Refusal("user_not_found")
        return {"channel": {"id": self.world.direct(args["users"]).id}}

    def conversations_history(self, args: Json) -> Json:
        channel = self._readable(args)
        return self._page([m for m in channel.messages if not m.thread and not m.only_for], args)

    def conversations_replies(self, args: Json) -> Json:
        channel = self._readable(args)
        if self.world.message(channel.id, args.get("ts", "")) is None:
            raise Refusal("thread_not_found")
        return self._page([m for m in channel.messages if args["ts"] in {m.thread, m.ts}], args)

    def _page(self, messages: list[Message], args: Json) -> Json:
        newest = messages[::-1]
        start, size = int(args.get("cursor") or 0), int(args.get("limit") or 100)
        shown = [self._told(m, args) for m in newest[start : start + size]]
        more = str(start + size) if start + size < len(newest) else ""
        return {"messages": shown, "response_metadata": {"next_cursor": more}}

    def _told(self, message: Message, args: Json) -> Json:
        told: Json = {"ts": message.ts, "user": message.user, "text": message.text}
        if args.get("include_all_metadata") in {True, "1", "true"} and message.metadata:
            told["metadata"] = message.metadata
        return told

    def _readable(self, args: Json) -> Channel:
        channel = self._channel(args)
        kind = "im" if channel.direct else "groups" if channel.private else "channels"
        self._scope(f"{kind}:history")
        if BOT_USER not in channel.members:
            raise Refusal("not_in_channel")
        return channel

    def chat_post_message(self, args: Json) -> Json:
        self._scope("chat:write")
        address = args.get("channel", "")
        if address in self.world.users:
            args = {**args, "channel": self.world.direct(address).id}
        channel = self._open_channel(args)
        self._check(args)
        self._pace(channel.id)
        message = self.world.post(
            Message(
                self.world.ts(),
                channel.id,
                BOT_USER,
                args["text"],
                args.get("blocks") or [],
                thread=self._thread(channel, args),
                metadata=args.get("metadata") or {},
            )
        )
        return {"channel": channel.id, "ts": message.ts, "message": {"ts": message.ts}}

    def chat_post_ephemeral(self, args: Json) -> Json:
        self._scope("chat:write")
        channel = self._open_channel(args)
        if args.get("user") not in channel.members:
            raise Refusal("user_not_in_channel")
        self._check(args)
        message = self.world.post(
            Message(
                self.world.ts(),
                channel.id,
                BOT_USER,
                args["text"],
                args.get("blocks") or [],
                thread=self._thread(channel, args),
                only_for=args["user"],
            )
        )
        return {"message_ts": message.ts}

    def chat_update(self, args: Json) -> Json:
        self._scope("chat:write")
        channel = self._channel(args)
        message = self.world.message(channel.id, args.get("ts", ""))
        if message is None or message.only_for:
            raise Refusal("message_not_found")
        if message.user != BOT_USER:
            raise Refusal("cant_update_message")
        self._check(args, longest=4000)
        self.replace(message, args)
        return {"channel": channel.id, "ts": message.ts, "text": message.text}

    def replace(self, message: Message, body: Json) -> None:
        """Put other words and blocks in the place of a message's."""
        message.text, message.blocks = body["text"], body.get("blocks") or []
        message.edited = True
        for block in message.blocks:
            block.setdefault("block_id", f"b{self.world.number()}")

    def views_open(self, args: Json) -> Json:
        user = self._exchange(args)
        if self.world.windows.get(user):
            self.world.windows[user].clear()
        return self.shown(user, args.get("view") or {})

    def views_push(self, args: Json) -> Json:
        user = self._exchange(args)
        stack = self.world.windows.get(user) or []
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= 3:
            raise Refusal("push_limit_reached")
        return self.shown(user, args.get("view") or {})

    def views_update(self, args: Json) -> Json:
        for stack in self.world.windows.values():
            for shown in stack:
                if shown.id == args.get("view_id"):
                    self.check_view(args.get("view") or {})
                    shown.view = args["view"]
                    return {"view": {"id": shown.id}}
        raise Refusal("not_found")

    def shown(self, user: str, view: Json) -> Json:
        """Put a window in front of somebody."""
        self.check_view(view)
        stack = self.world.windows.setdefault(user, [])
        identity = f"V{self.world.number()}"
        root = stack[0].id if stack else identity
        previous = stack[-1].id if stack else ""
        for block in view["blocks"]:
            block.setdefault("block_id", f"b{self.world.number()}")
        stack.append(View(identity, user, view, root, previous))
        return {"view": {"id": identity}}

    def check_view(self, view: Json) -> None:
        problems = view_problems(view, self.world.exists)
        if problems:
            raise Refusal("invalid_arguments", *problems)

    def trigger(self, user: str) -> str:
        """Issue a trigger that opens one window within three seconds."""
        name = f"{self.world.number()}.{user}.fake"
        self.triggers[name] = self.world.clock()
        return name

    def _exchange(self, args: Json) -> str:
        trigger = args.get("trigger_id", "")
        if trigger not in self.triggers:
            raise Refusal(
                "invalid_trigger_id" if trigger.count(".") != 2 else "exchanged_trigger_id"
            )
        issued = self.triggers.pop(trigger)
        if self.world.clock() - issued > TRIGGER_SECONDS:
            raise Refusal("expired_trigger_id")
        return str(trigger.split(".")[1])

    def files_get_upload_url(self, args: Json) -> Json:
        self._scope("files:write")
        if not args.get("filename") or int(args.get("length") or 0) <= 0:
            raise Refusal("invalid_arguments")
        file = f"F{self.world.number()}"
        return {"upload_url": f"{self.base}/upload/{file}", "file_id": file}

    def files_complete_upload(self, args: Json) -> Json:
        self._scope("files:write")
        for file in args["files"]:
            if file["id"] not in self.uploaded:
                raise Refusal("file_not_found")
            self.taken[file["id"]] = file.get("title", "")
        return {"files": args["files"]}

    def _scope(self, scope: str) -> None:
        if scope not in self.scopes:
            raise Refusal("missing_scope", scope)

    def _channel(self, args: Json) -> Channel:
        channel = self.world.channels.get(args.get("channel", ""))
        if channel is None:
            raise Refusal("channel_not_found")
        return channel

    def _open_channel(self, args: Json) -> Channel:
        channel = self._channel(args)
        if BOT_USER not in channel.members:
            raise Refusal("channel_not_found" if channel.private else "not_in_channel")
        if channel.archived:
            raise Refusal("is_archived")
        return channel

    def _thread(self, channel: Channel, args: Json) -> str:
        thread = args.get("thread_ts", "")
        if thread and self.world.message(channel.id, thread) is None:
            raise Refusal("thread_not_found")
        return str(thread)

    def _check(self, args: Json, longest: int = 40_000) -> None:
        self.check_message(args)
        if len(args["text"]) > longest:
            raise Refusal("msg_too_long")
        metadata: Any = args.get("metadata")
        if metadata is not None and set(metadata) != {"event_type", "event_payload"}:
            raise Refusal("invalid_metadata_format")

    def check_message(self, body: Json) -> None:
        """Refuse a message without text (screen readers read nothing else), or with bad blocks."""
        if not isinstance(body.get("text"), str) or not body["text"]:
            raise Refusal("no_text")
        problems = message_problems(body, self.world.exists)
        shown = [b["slack_file"]["id"] for b in body.get("blocks") or [] if "slack_file" in b]
        problems += [f"no file {one}" for one in shown if one not in self.taken]
        if problems:
            raise Refusal("invalid_blocks", *problems)
        if characters(body.get("blocks") or []) > MESSAGE_CHARS:
            raise Refusal("msg_blocks_too_long")

    def _pace(self, channel: str) -> None:
        now = self.world.clock()
        if self.paced and now - self._last_post.get(channel, -1e9) < PACE_SECONDS:
            raise Busy
        self._last_post[channel] = now
