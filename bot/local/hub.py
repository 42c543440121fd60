"""The pages that are open now, and what is sent to them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from bot.local import frames
from bot.local.frames import Frame
from bot.local.town import Town
from bot.local.view import show
from storage.post.messages import Message

BACKLOG = 500  # frames that a page may be behind before it has to connect anew


@dataclass(eq=False, slots=True)
class Page:
    """One open page; a slow one delays nobody else."""

    user: str
    outgoing: asyncio.Queue[Frame | None] = field(
        default_factory=lambda: asyncio.Queue(maxsize=BACKLOG)
    )

    def send(self, frame: Frame) -> None:
        """Queue a frame; a page that fell too far behind is let go and catches up itself."""
        try:
            self.outgoing.put_nowait(frame)
        except asyncio.QueueFull:
            self.leave()

    def leave(self) -> None:
        """End the page's connection after what is being sent."""
        while not self.outgoing.empty():
            self.outgoing.get_nowait()
        self.outgoing.put_nowait(None)


class Hub:
    """Every open page."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.pages: set[Page] = set()

    def push(self, message: Message) -> None:
        """Show a message to all who may see it and have a page open."""
        for page in tuple(self.pages):
            if self.may_see(page.user, message):
                page.send(frames.message(show(message, page.user, self.town)))

    def may_see(self, user: str, message: Message) -> bool:
        """Tell whether a message is in a conversation of theirs, and for them."""
        here = message.conversation in self.town.conversations(user)
        return here and message.only_for in ("", user)
