"""A made portfolio: six pilots with twelve weeks behind them, told through the real desk.

The clock is set back and everything is said as people say it, so that journals, digests and
trends are what they would be. What was sent meanwhile is put away: it is long read.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Final, TypeVar

from bot.local.seeds import PEOPLE, ROOMS, TENANT, Channel
from handlers.desk import Desk
from handlers.digests.ticking import tick
from handlers.heard import Heard, Place, Press, What
from handlers.interview.asking import METRIC_LABELS
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import reckon
from knowledge.judging.evaluate import to_ask
from knowledge.model import Library, Question
from storage.pilots import journal, summary
from storage.post import outbox
from storage.store import Store, Tx
from storage.tenant.rooms import Room

T = TypeVar("T")

WEEK: Final = timedelta(weeks=1)
EVERYTHING: Final = summary.Sight(True, frozenset(), "", False)
ANSWERERS: Final = ("UMARIA", "UBEN", "UANNA", "UPRIYA")
FACES: Final = {persona.face.user: persona.face for persona in PEOPLE}
EVERYBODY: Final = tuple(FACES)
SAMPLE_ROOMS: Final[tuple[Channel, ...]] = (
    *ROOMS,
    Channel(Room("CCONTRACT", "contract-review"), "Clauses that need a second look", EVERYBODY),
    Channel(Room("CCLAIMS", "claims-triage"), "Which claim goes to whom", EVERYBODY),
    Channel(Room("CSERVICE", "service-desk"), "Summaries of calls", EVERYBODY),
    Channel(Room("CSUPPLY", "supply-chain"), "How much will be ordered", EVERYBODY),
)


@dataclass(frozen=True, slots=True)
class Story:
    """One pilot: where it lives, how it went, and what nobody has said so far."""

    name: str
    purpose: str
    room: str
    starter: str
    stage: str
    weeks: int  # ago
    pace: tuple[int, ...]  # answers week by week; the last figure goes on
    silent: tuple[str, ...] = ()  # beginnings of questions that stay open
    decided: int = 0  # weeks ago: its gate was decided; 0: not yet


STORIES: Final = (
    Story(
        "Invoice matching",
        "Match incoming invoices to orders without typing",
        *("CINVOICE", "UANNA", "sg.st1", 12),
        (3, 3, 4, 3, 4, 2, 2, 1, 2),
        ("q.architecture",),
        decided=5,
    ),
    Story(
        "Contract review",
        "Find the clauses that need a second look",
        *("CCONTRACT", "UBEN", "sg.st2", 11),
        (4, 3, 2, 1, 0),
        ("q.owner", "q.experts"),
    ),
    Story(
        "Claims triage",
        "Send each claim to the right desk at once",
        *("CCLAIMS", "UANNA", "sg.st3", 10),
        (5, 5, 4, 4, 3, 3, 2, 2),
        ("q.metric", "q.outcome", "q.on-call"),
    ),
    Story(
        "Call summaries",
        "Write down what was agreed on the phone",
        *("CSERVICE", "UMARIA", "sg.st1", 6),
        (2, 3, 2, 2, 1),
        ("q.funding", "q.running"),
    ),
    Story(
        "Demand forecast",
        "Say four weeks ahead how much will be ordered",
        *("CSUPPLY", "UBEN", "sg.st4", 12),
        (4, 4, 5, 5, 6, 4, 3, 2, 1),
    ),
    Story(
        "Onboarding answers",
        "Answer what new colleagues ask in their first weeks",
        *("CLEADERSHIP", "UMARIA", "sg.st1", 3),
        (3, 4, 2),
        ("q.risk",),
    ),
)
DIGESTS: Final = (
    ("CINVOICE", "here", "UANNA"),
    ("CCONTRACT", "here", "UBEN"),
    ("CLEADERSHIP", "portfolio", "UPRIYA"),
)


class Sample:
    """Tells the stories; each thing is said once, however often this is started."""

    def __init__(self, store: Store, library: Library, now: datetime) -> None:
        self.store, self.library, self.end = store, library, now
        self.now = now
        self.desk = Desk(store, library, now=lambda: self.now)
        self.keys = count(1)

    async def tell(self, progress: Callable[[str], None]) -> bool:
        """Tell everything; False where the database holds pilots already."""
        if await self._read(lambda tx: summary.count(tx, TENANT, EVERYTHING)):
            return False
        pilots: dict[str, str] = {}
        for ago in range(max(story.weeks for story in STORIES), 0, -1):
            progress(f"{ago} week{'s' * (ago > 1)} ago")
            for story in STORIES:
                if ago <= story.weeks:
                    await self._week(story, ago, pilots)
            if ago == 2:  # the digest of last week has been read, today's is due
                await self._digests()
        return True

    async def _week(self, story: Story, ago: int, pilots: dict[str, str]) -> None:
        self.now = self.end - ago * WEEK + timedelta(hours=3)
        if story.name not in pilots:
            pilots[story.name] = await self._start(story)
        pilot = pilots[story.name]
        past = story.weeks - ago
        said = story.pace[min(past, len(story.pace) - 1)]
        for question in list(self._open(await self._pilot(pilot), story))[:said]:
            self.now += timedelta(hours=2)
            await self._answer(story, pilot, question)
        if ago == story.decided:
            await self._decide(pilot)
        await self._put_away()

    async def _start(self, story: Story) -> str:
        form = {
            "name": story.name,
            "purpose": story.purpose,
            "room": story.room,
            "stage": story.stage,
            "started": self.now.date().isoformat(),
            "technical": "UBEN",
        }
        await self._says(story.starter, story.room, Press("start", "", form, form=True))
        rows = await self._read(lambda tx: summary.named(tx, TENANT, EVERYTHING, story.name))
        return rows[0].pilot

    def _open(self, pilot: Pilot, story: Story) -> Iterator[Question]:
        readiness = reckon(self.library, pilot, self.now.date())
        for question in to_ask(self.library, readiness, pilot.current):
            if not question.id.startswith(story.silent or ("-",)):
                yield question

    async def _answer(self, story: Story, pilot: str, question: Question) -> None:
        values = _said(question, self.now, next(self.keys))
        press = Press("answer", f"{pilot}|{question.id}|0", values, form=True)
        await self._says(story.starter, "", press)

    async def _decide(self, pilot: str) -> None:
        """Let the approver pass the gate, if nothing blocks it."""
        state = await self._pilot(pilot)
        readiness = reckon(self.library, state, self.now.date())
        if readiness.blocking:
            return
        values = {"outcome": "proceed", "reason": "Every must is met and the numbers hold."}
        press = Press("decide", f"{pilot}|{readiness.gate.id}", values, form=True)
        await self._says("UPRIYA", "", press)

    async def _digests(self) -> None:
        """Set digests up so that last week's was read and today's is due."""
        first = self.end - WEEK - timedelta(minutes=1)
        for address, scope, user in DIGESTS:
            self.now = first - timedelta(hours=1)
            form = {
                "scope": scope,
                "weekday": str(first.weekday()),
                "at": f"{first:%H:%M}",
                "tz": "UTC",
                "do": "keep",
            }
            await self._says(user, address, Press("digest", address, form, form=True))
        self.now = first + timedelta(seconds=30)
        await self._write(lambda tx: tick(tx, self.now))
        await self._put_away()

    async def _says(self, user: str, room: str, what: What) -> None:
        direct = not room
        place = Place("local", TENANT, room or f"D{user}", direct)
        known = next((one.room for one in SAMPLE_ROOMS if one.room.id == room), None)
        key = f"sample:{next(self.keys)}:{self.end.isoformat()}"
        faces = tuple(FACES.values())
        await self.desk.hear(Heard(key, self.now, FACES[user], place, what, faces, known))

    async def _pilot(self, pilot: str) -> Pilot:
        entries = await self._read(lambda tx: journal.read(tx, TENANT, pilot))
        return fold(Pilot(id=pilot), entries)

    async def _put_away(self) -> None:
        """Take what was said meanwhile out of the outbox: it was read long ago."""

        def settle(tx: Tx) -> bool:
            taken = outbox.claim(tx, ["local"], self.end, timedelta(seconds=1), 200)
            for one in taken:
                outbox.dead(tx, one.id, "sample")
            return bool(taken)

        while await self._write(settle):
            pass

    async def _read(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.read(work))

    async def _write(self, work: Callable[[Tx], T]) -> T:
        return await asyncio.wrap_future(self.store.write(work))


def _said(question: Question, now: datetime, number: int) -> Mapping[str, str]:
    """Answer as the question's own example does, with people who are there and days that fit."""
    match question.kind:
        case "person":
            return {"value": ANSWERERS[number % len(ANSWERERS)]}
        case "date":
            near = timedelta(days=60) if question.future else timedelta(days=-4)
            return {"value": (now + near).date().isoformat()}
        case "metric":
            name, baseline, target, unit, _ = (part.strip() for part in question.example.split(";"))
            by = (now + 26 * WEEK).date().isoformat()
            return dict(zip(METRIC_LABELS, (name, baseline, target, unit, by), strict=True))
        case _:
            return {"value": question.example}
