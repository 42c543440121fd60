"""What somebody does on the page: heard once, however often it is sent."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Coroutine
from datetime import UTC, datetime
from typing import assert_never

from bot.local import frames, view
from bot.local.frames import Act, Frame, Give, Look, Press, Say
from bot.local.memory import Memory
from bot.local.town import direct, is_called, without_name
from bot.ports import Desk
from bot.render.adaptive import values
from handlers import heard
from handlers.cards import Card, to_json
from handlers.heard import Done, Heard, Invalid, Open, Reply, Show, Unsaved
from storage.errors import StorageError

log = logging.getLogger(__name__)

REMEMBERED = 1000  # answered acts, so that one sent again gets the same answer
COMMAND = "/gate"

NOT_SAVED = "That was not saved. Please send it again."
BROKEN = "Something went wrong here, and it was not your doing. Please try again."
NOWHERE = "There is no such conversation."
NOTHING = "There is nothing to send yet."
UNCALLED = "In a channel, write @Gatepost beside a file that it is to take."


class Acts:
    """Takes what people do to the desk, and its replies back to them."""

    def __init__(self, memory: Memory, desk: Desk) -> None:
        self.memory = memory
        self.desk = desk
        self.town = memory.hub.town
        self.answers: OrderedDict[str, asyncio.Task[Frame]] = OrderedDict()

    async def do(self, user: str, act: Act | Give) -> Frame:
        """Do an act, or give the answer that it got when it was first sent."""
        key = view.act_key(user, act.key)
        task = self.answers.get(key)
        if task is None:
            task = self.answers[key] = asyncio.create_task(self.guarded(user, act))
            while len(self.answers) > REMEMBERED:
                self.answers.popitem(last=False)
        frame = await asyncio.shield(task)
        if frame["kind"] in ("unsaved", "error"):
            self.answers.pop(key, None)  # nothing was kept: the same key may try again
        return frame

    async def guarded(self, user: str, act: Act | Give) -> Frame:
        """Do an act; whatever goes wrong becomes words for the person."""
        if act.conversation not in self.town.conversations(user):
            return frames.error(NOWHERE, act.key)
        try:
            return await self.perform(user, act)
        except StorageError as wrong:
            log.warning("an act in the local chat was not saved: %s", wrong)
            return frames.unsaved(act.key, NOT_SAVED)
        except Exception:  # the one place where this platform tells the person
            log.exception("an act in the local chat failed")
            return frames.error(BROKEN, act.key)

    def perform(self, user: str, act: Act | Give) -> Coroutine[None, None, Frame]:
        match act:
            case Say():
                return self.say(user, act)
            case Press():
                return self.press(user, act)
            case Look():
                return self.look(user, act)
            case Give():
                return self.give(user, act)
            case _:
                assert_never(act)

    async def say(self, user: str, act: Say) -> Frame:
        text = _storable(act.text).strip()
        if not text:
            return frames.error(NOTHING, act.key)
        if text.startswith("/") and not _is_command(text):
            word = text.split()[0]
            return frames.error(
                f"{word} is no command here. All of them begin with /gate.", act.key
            )
        command = _is_command(text)
        here = self.town.place(act.conversation)
        await self.memory.post(
            act.conversation,
            text,
            view.act_key(user, act.key),
            sender=user,
            only_for=user if command and not here.direct else "",
        )
        if command:
            return await self.hear(user, act, heard.Command(text[len(COMMAND) :].strip()), [text])
        if here.direct or is_called(text):
            words = heard.Text(without_name(text), mentioned=is_called(text))
            return await self.hear(user, act, words, [text])
        return frames.done(act.key)

    async def press(self, user: str, act: Press) -> Frame:
        if act.message and await self.memory.find(act.message, user) is None:
            return frames.error("That message is no longer there.", act.key)
        filled = {name: _storable(value) for name, value in values(act.data).items()}
        what = heard.Press(
            act.verb,
            str(act.data.get("ref", "")),
            filled,
            form=act.form,
            message=str(act.message or ""),
        )
        return await self.hear(user, act, what, list(filled.values()))

    async def look(self, user: str, act: Look) -> Frame:
        if act.conversation != direct(user):
            return frames.done(act.key)
        return await self.hear(user, act, heard.Opened(), [])

    async def give(self, user: str, act: Give) -> Frame:
        """Show that a file was given, never what is in it, and have Gatepost look at it."""
        here = self.town.place(act.conversation)
        if not here.direct and not is_called(act.text):
            return frames.error(UNCALLED, act.key)
        name = _one_line(act.name)
        shown = f"{_storable(act.text)}\n{name} ({_kib(act.size)} KiB)".strip()
        await self.memory.post(act.conversation, shown, view.act_key(user, act.key), sender=user)
        file = heard.File(name, act.size, act.content)
        return await self.hear(user, act, file, [act.text])

    async def hear(self, user: str, act: Act | Give, what: heard.What, texts: list[str]) -> Frame:
        """Take it to the desk, and show what comes back."""
        said = Heard(
            view.act_key(user, act.key),
            datetime.now(UTC),
            self.town.people[user].face,
            self.town.place(act.conversation),
            what,
            self.town.faces(texts),
            self.town.room(act.conversation),
        )
        return await self.show(user, act, await self.desk.hear(said))

    async def show(self, user: str, act: Act | Give, reply: Reply) -> Frame:
        match reply:
            case Show(card=card, replace=replace):
                await self.show_card(user, act, card, replace)
            case Open(form=form):
                return frames.opened(act.key, form.title, view.form(form, user, self.town))
            case Invalid(errors=errors):
                return frames.invalid(act.key, dict(errors))
            case Unsaved(card=card):
                return frames.unsaved(act.key, card.summary)
            case Done():
                pass
            case _:
                assert_never(reply)
        return frames.done(act.key)

    async def show_card(self, user: str, act: Act | Give, card: Card, replace: bool) -> None:
        if replace and isinstance(act, Press) and act.message:
            pressed = await self.memory.find(act.message, user)
            if pressed and (pressed.only_for or pressed.conversation == direct(user)):
                await self.memory.edit(act.message, card.summary, to_json(card))
                return
        # What everybody sees is not replaced by what is meant for one.
        await self.memory.post(
            act.conversation,
            card.summary,
            f"{view.act_key(user, act.key)}:shown",
            card=to_json(card),
            only_for="" if act.conversation == direct(user) else user,
        )


def _is_command(text: str) -> bool:
    return text == COMMAND or text[: len(COMMAND) + 1].split() == [COMMAND]


def _one_line(name: str) -> str:
    """Write a file's name on one line, without signs that cannot be seen."""
    return " ".join("".join(c if c.isprintable() else " " for c in name).split()) or "a file"


def _kib(size: int) -> int:
    return -(-size // 1024)


def _storable(text: str) -> str:
    return text.replace("\0", "\ufffd")  # no database keeps a NUL
