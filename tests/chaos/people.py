"""Three people who walk a pilot through Gate 1, whatever happens to the server meanwhile."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import ClientError

from knowledge.model import Library, Question
from tests.fakes.slack import FakeSlack, Message, NotAcknowledged
from tests.fakes.slack_world import BOT_USER

PATIENCE = 90.0  # seconds that somebody waits for Gatepost's next words, kills and all
SOON = 20.0  # after so many seconds in which nothing came of a press, they press again
AGAIN = (0.0, 0.2, 0.5, *[1.0] * 240)  # Slack's retries, a minute made a second
DOUBLED = 0.1  # of the acknowledged events come once more, as Slack's sometimes do
SAID = {
    "money": "250000 EUR",
    "yes_no": "yes",
    "link": "https://wiki.example.com/invoices",
    "date": "2027-06-30",
}


@dataclass
class Tally:
    """What people did and what came of it."""

    events: int = 0
    retried: int = 0  # events that took more than one delivery
    doubled: int = 0  # acknowledged events delivered once more
    presses: int = 0
    repeated: int = 0  # presses that had to be made again
    pilots: list[str] = field(default_factory=list)
    answers: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    replies: set[str] = field(default_factory=set)  # keys of the messages that answers lead to


class Moments:
    """Lets somebody wait for the next time that something happens."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}

    def __call__(self, what: str) -> None:
        for future in self._waiting.pop(what, []):
            if not future.done():
                future.set_result(None)

    async def next(self, what: str) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(what, []).append(future)
        await future


class People:
    """Everybody in the workspace; each pilot has its own three."""

    def __init__(self, slack: FakeSlack, library: Library, chance: random.Random) -> None:
        self.slack, self.chance = slack, chance
        self.tally = Tally()
        self.happened = Moments()
        self._questions = {question.ask: question for question in library.questions.values()}

    async def pilot(self, number: int) -> None:
        """Start a pilot and walk it through Gate 1."""
        name, room = f"Pilot {number}", f"C{number}"
        team = [f"U{number}{letter}" for letter in "ABC"]
        for user in team:
            self.slack.person(user, f"Person {user}")
        self.slack.channel(room, f"pilot-{number}", set(team))
        await self._started(team, name, room)
        self.tally.pilots.append(name)
        self.tally.answers[name, team[0], "q.sponsor"] += 1  # given with the start
        async with asyncio.TaskGroup() as group:
            for user in team:
                group.create_task(self._interview(name, user, team))

    async def _started(self, team: list[str], name: str, room: str) -> None:
        starter, data, sponsor = team
        filled = {
            "name": name,
            "purpose": "Match incoming invoices to orders without typing",
            "data": data,
            "process": data,
            "sponsor": sponsor,
        }
        while not self._told(starter, name):
            await self._insisted(lambda: self.slack.command(starter, "start", room))
            try:
                await self.slack.sees_window(starter, seconds=2)
            except AssertionError:
                continue  # killed between the acknowledgement and the window
            await self._sent(starter, filled)

    async def _sent(self, user: str, filled: dict[str, str]) -> None:
        """Send the window; where it says that it was sent before, it was."""
        await self._insisted(lambda: self._submit(user, filled))
        self.slack.world.windows.get(user, []).clear()
        await asyncio.sleep(0.2)

    async def _submit(self, user: str, filled: dict[str, str]) -> None:
        await self.slack.submit(user, filled)
        window = self.slack.window(user)
        if window is not None and "Not saved" in str(window.errors):
            raise NotAcknowledged("not saved")

    def _told(self, user: str, words: str) -> bool:
        return any(words in m.words for m in self.slack.screen(user) if m.user == BOT_USER)

    async def _interview(self, name: str, user: str, team: list[str]) -> None:
        """Answer whatever is asked until nothing is left."""
        seen: set[str] = set()
        pressed: tuple[str, Message] | None = None
        while True:
            try:
                message = await self._next(user, seen, PATIENCE if pressed is None else SOON)
            except AssertionError:
                if pressed is None:
                    raise
                await self._pressed(user, *pressed)  # "Not saved" was lost with its server
                pressed = None
                continue
            seen.add(message.ts)
            if "Not saved" in message.words and pressed is not None:
                await self._pressed(user, *pressed)
                continue
            if "That is all from you" in message.words:
                return
            for label in ("Leave it so", "Go on", "Start"):
                if label in message.labels and self._question(message) is None:
                    pressed = label, message
                    await self._pressed(user, *pressed)
                    break
            else:
                pressed = None
                await self._answer(name, user, team, message)

    async def _next(self, user: str, seen: set[str], patience: float) -> Message:
        def unread() -> Message | None:
            shown = self.slack.screen(user)
            return next((m for m in shown if m.user == BOT_USER and m.ts not in seen), None)

        def wanted() -> str:
            last = [message.words for message in self.slack.screen(user)[-3:]]
            return f"words to {user} after {last}"

        await self.slack._until(unread, patience, wanted)
        message = unread()
        assert message is not None
        return message

    def _question(self, message: Message) -> Question | None:
        if "Skip" not in message.labels:
            return None
        return next((q for ask, q in self._questions.items() if ask in message.words), None)

    async def _answer(self, name: str, user: str, team: list[str], message: Message) -> None:
        question = self._question(message)
        if question is None or self.tally.answers[name, user, question.id]:
            return
        mention = f"<@{team[(team.index(user) + 1) % 3]}>"
        text = SAID.get(question.kind, mention if question.kind == "person" else question.example)
        self.tally.answers[name, user, question.id] += 1
        await self._typed(user, text)

    async def _typed(self, user: str, text: str) -> None:
        """Type it, and let Slack deliver it until it is acknowledged, now and then once more."""
        said = self.slack.writes(user, text)
        event = {
            "type": "message",
            "channel": said.channel,
            "channel_type": "im",
            "user": user,
            "text": text,
            "ts": said.ts,
            "event_ts": said.ts,
            "team": self.slack.world.team,
        }
        key = f"Ev{said.ts}"
        self.tally.events += 1
        self.tally.replies.add(f"reply:{key}")
        for attempt, pause in enumerate(AGAIN):
            await asyncio.sleep(pause)
            if await self._delivered(event, key):
                self.tally.retried += attempt > 0
                break
        else:
            raise AssertionError(f"{key} was never acknowledged")
        if self.chance.random() < DOUBLED:
            self.tally.doubled += await self._delivered(event, key)

    async def _delivered(self, event: dict[str, str], key: str) -> bool:
        self.happened("request")
        try:
            answer = await self.slack.event(event, event_id=key, tries=1)
        except ClientError:
            return False
        if answer.status == 200:
            self.happened("acknowledgement")
        return answer.status == 200

    async def _pressed(self, user: str, label: str, message: Message) -> None:
        self.tally.presses += 1

        async def press() -> None:
            if label in message.labels:  # else the press arrived, though nobody said so
                await self.slack.press(user, label, message=message)

        await self._insisted(press)

    async def _insisted(self, act: Callable[[], Awaitable[object]]) -> None:
        """Do it again where Slack says that it did not work: it never repeats these by itself."""
        for attempt, pause in enumerate(AGAIN):
            await asyncio.sleep(pause)
            self.happened("request")
            try:
                await act()
            except (ClientError, NotAcknowledged):
                continue
            self.tally.repeated += attempt > 0
            self.happened("acknowledgement")
            return
        raise AssertionError("it never worked")
