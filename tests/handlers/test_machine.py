"""Whatever people do, in whatever order: the journal tells what memory holds, and what was shown.

A pilot lives on a real database file. Beside it, a model of a few plain containers says what
must be true; flags that were shown are drawn again from the journal as it was then.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.local.seeds import TENANT
from bot.render import plain
from handlers.flags.flag import Flag, flags_of
from handlers.flags.listing import page
from handlers.heard import Heard, Place, Press, Show
from handlers.pilots.folding import Folds, fold
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from storage.pilots import journal, summary
from storage.pilots.journal import Entry
from storage.pilots.summary import Sight
from storage.store import Tx
from storage.tenant import people
from tests.stage import LIBRARY, USERS, Stage

ROOM = "invoice-pilot"
READERS = ("Priya", "Anna", "Tom")
TEAM = ("Priya", "Anna", "Ben")
VALUES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "q.owner": ({"value": "UANNA"}, {"value": "UBEN"}),
    "q.sponsor": ({"value": "UMARIA"}, {"value": "UPRIYA"}),
    "q.killer": ({"value": "yes"}, {"value": "no"}, {"value": "maybe"}),
    "q.adoption": ({"value": "12 %"}, {"value": "80 %"}),
    "q.process.standard": ({"value": "yes"}, {"value": "no"}),
    "q.value": ({"value": "1000 EUR"}, {"value": "250000 EUR"}),
    "q.on-call": ({"value": "UBEN"},),
    "q.funding-path.line": ({"value": "Finance, cost centre 4711"},),
}
ASKED = st.sampled_from(sorted(VALUES))
WAIVABLE = ("c.owner", "c.sponsor", "c.process", "c.value-case", "c.on-call", "c.funding-path")
PEOPLE = st.sampled_from(TEAM)
STAGES = [(book.id, stage.id) for book in LIBRARY.playbooks.values() for stage in book.stages]


@dataclass
class Model:
    """What must be true, kept in the plainest way."""

    answers: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # (entry, state)
    handed: dict[str, str] = field(default_factory=dict)
    waivers: dict[str, list[tuple[int, date]]] = field(default_factory=dict)
    overruled: dict[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    overlays: set[str] = field(default_factory=set)
    playbook: str = "default"
    stage: str = "discovery"
    decisions: int = 0


@dataclass(frozen=True)
class Shown:
    """What somebody read, when, and how far the journal went."""

    seq: int
    at: datetime
    who: str
    text: str


class Life(RuleBasedStateMachine):
    """One pilot, several people, and days that pass."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory(prefix="gatepost-life-")
        self.stage = Stage(f"sqlite:///{Path(self.folder.name) / 'life.db'}")
        self.model = Model()
        self.kept = Pilot(id="")
        self.shown: list[Shown] = []

    def teardown(self) -> None:
        self.everything_shown_is_shown_again()
        self.stage.close()
        self.loop.close()
        self.folder.cleanup()

    # How things are done

    def press(self, who: str, verb: str, ref: str, values: Mapping[str, str] | None = None) -> int:
        """Press, and tell the entry that it left (0: it was refused)."""
        before = self.kept.seq
        pressed = Press(verb, ref, values or {}, form=bool(values))
        self.loop.run_until_complete(self.stage.hear(who, ROOM, pressed))
        self.kept = fold(self.kept, self.entries(before))
        return before + 1 if self.kept.seq > before else 0

    def entries(self, after: int = 0) -> tuple[Entry, ...]:
        found: tuple[Entry, ...] = self.read(
            lambda tx: journal.read(tx, TENANT, self.pilot, after=after)
        )
        return found

    def read(self, work: Any) -> Any:
        return self.stage.store.read(work).result()

    def seq(self, question: str) -> int:
        stack = self.model.answers.get(question)
        return stack[-1][0] if stack else 0

    def ref(self, question: str) -> str:
        return f"{self.pilot}|{question}|{self.seq(question)}"

    @property
    def today(self) -> date:
        return self.stage.now.date()

    @initialize()
    def starts(self) -> None:
        act = self.loop.run_until_complete
        act(self.stage.say("Priya", ROOM, "/gate start"))
        told = {"Name": "Invoice matching", "Purpose": "Match invoices", "Playbook": "default"}
        team = {"Others in the team": "Anna", "Technical lead": "Ben"}
        act(self.stage.fill("Priya", {**told, **team}))
        self.pilot = self.read(lambda tx: journal_of(tx))
        self.kept = fold(Pilot(id=self.pilot), self.entries())

    # What people do

    @rule(who=PEOPLE, said=st.lists(st.tuples(ASKED, st.integers(0, 2)), min_size=1, max_size=4))
    def answers(self, who: str, said: list[tuple[str, int]]) -> None:
        for question, pick in said:
            values = VALUES[question][pick % len(VALUES[question])]
            seq = self.press(who, "answer", self.ref(question), values)
            assert seq
            self.model.answers.setdefault(question, []).append((seq, "kept"))

    @rule(who=PEOPLE, question=ASKED)
    def says_it_does_not_apply(self, who: str, question: str) -> None:
        reason = {"reason": "We have none of that"}
        seq = self.press(who, "inapplicable", self.ref(question), reason)
        assert bool(seq) != LIBRARY.question(question).always
        if seq:
            self.model.answers.setdefault(question, []).append((seq, "not_applicable"))

    @precondition(lambda self: any(self.model.answers.values()))
    @rule(data=st.data())
    def takes_back(self, data: st.DataObject) -> None:
        said = [(q, seq) for q, stack in self.model.answers.items() for seq, _ in stack]
        question, seq = data.draw(st.sampled_from(said))
        assert self.press("Priya", "undo", f"{self.pilot}|{seq}")
        stack = self.model.answers[question]
        self.model.answers[question] = [one for one in stack if one[0] != seq]

    @rule(question=ASKED)
    def hands_over(self, question: str) -> None:
        assert self.press("Priya", "hand", self.ref(question), {"to": "UMARIA"})
        self.model.handed[question] = "Maria Lopez"

    @rule(criterion=st.sampled_from(WAIVABLE), days=st.integers(1, 40))
    def waives(self, criterion: str, days: int) -> None:
        until = self.today + timedelta(days=days)
        told = {"reason": "It is being worked on", "until": until.isoformat()}
        seq = self.press("Priya", "waive", f"{self.pilot}|{criterion}", told)
        if seq:  # this gate does ask for it
            self.model.waivers.setdefault(criterion, []).append((seq, until))

    @precondition(lambda self: any(self.model.waivers.values()))
    @rule(data=st.data(), undo=st.booleans())
    def lifts(self, data: st.DataObject, undo: bool) -> None:
        criterion = data.draw(st.sampled_from([c for c, w in self.model.waivers.items() if w]))
        stack = self.model.waivers[criterion]
        seq = stack[-1][0] if undo else 0
        assert self.press("Priya", "lift", f"{self.pilot}|{criterion}|{seq}")
        self.model.waivers[criterion] = stack[:-1] if undo else []

    @rule(data=st.data())
    def overrules(self, data: st.DataObject) -> None:
        found = [flag for flag in self.flags() if flag.state == "open"]
        if found:
            flag = data.draw(st.sampled_from(found))
            ref = f"{self.pilot}|{flag.code}|{flag.question}"
            assert self.press("Anna", "overrule", ref, {"reason": "It is wrong here"})
            upon = {question: self.seq(question) for question in flag.upon}
            self.model.overruled[flag.key] = upon if any(upon.values()) else {}

    @precondition(lambda self: self.model.overruled)
    @rule(data=st.data())
    def takes_an_overrule_back(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.model.overruled)))
        if self.press("Anna", "restore", f"{self.pilot}|{key[0]}|{key[1]}"):
            del self.model.overruled[key]

    @rule(criterion=st.sampled_from(WAIVABLE))
    def says_still_true(self, criterion: str) -> None:
        asked = {question.id for question in LIBRARY.criterion(criterion).questions}
        real = any(self.state(question) == "kept" for question in asked)
        assert bool(self.press("Ben", "renew", f"{self.pilot}|{criterion}")) == real

    @rule(overlay=st.sampled_from(sorted(LIBRARY.overlays)))
    def lays_over(self, overlay: str) -> None:
        wanted = self.model.overlays ^ {overlay}
        chosen = ",".join(sorted(wanted)) or "none"
        assert self.press("Priya", "overlays", f"{self.pilot}|{chosen}")
        self.model.overlays = wanted

    @rule(outcome=st.sampled_from(("proceed", "hold", "stop")))
    def decides(self, outcome: str) -> None:
        gate = LIBRARY.playbook(self.model.playbook).stage(self.model.stage).gate
        told = {"outcome": outcome, "reason": "It is what we know today"}
        if self.press("Priya", "decide", f"{self.pilot}|{gate.id}", told):
            self.model.decisions += 1
            stages = LIBRARY.playbook(self.model.playbook).stages
            place = next(i for i, s in enumerate(stages) if s.id == self.model.stage)
            if outcome == "proceed" and place + 1 < len(stages):
                self.model.stage = stages[place + 1].id
        else:
            assert gate.strict or outcome not in gate.decisions

    @rule(to=st.sampled_from(STAGES))
    def follows_another_playbook(self, to: tuple[str, str]) -> None:
        here = f"{self.model.playbook}|{self.model.stage}"
        if self.press("Priya", "change playbook", f"{self.pilot}|{to[0]}|{to[1]}|{here}"):
            self.model.playbook, self.model.stage = to

    @rule(days=st.sampled_from((1, 6, 45, 200)))
    def days_pass(self, days: int) -> None:
        self.loop.run_until_complete(self.stage.wait(timedelta(days=days)))

    @rule()
    def gatepost_restarts(self) -> None:
        self.loop.run_until_complete(self.stage.restart())

    # What must hold

    def state(self, question: str) -> str:
        stack = self.model.answers.get(question)
        return stack[-1][1] if stack else ""

    def flags(self) -> tuple[Flag, ...]:
        return flags_of(LIBRARY, self.kept, self.today)

    @invariant()
    def memory_and_journal_are_one(self) -> None:
        assert fold(Pilot(id=self.pilot), self.entries()) == self.kept

    @invariant()
    def it_is_what_the_model_says(self) -> None:
        pilot, model = self.kept, self.model
        for question in VALUES:
            stands = pilot.answer(question)
            told = (stands.seq, stands.state) if stands else (0, "")
            assert told == (self.seq(question), self.state(question))
        for criterion in WAIVABLE:
            given = pilot.waiver(criterion, self.today)
            stack = model.waivers.get(criterion)
            until = stack[-1][1] if stack and self.today < stack[-1][1] else None
            assert (given.until if given else None) == until
        for key, upon in model.overruled.items():
            if upon:
                holds = all(self.seq(question) == seq for question, seq in upon.items())
                assert (pilot.overrule(*key) is not None) == holds
        assert set(pilot.overlays) == model.overlays
        assert len(pilot.decisions) == model.decisions
        assert (pilot.playbook, pilot.stage) == (model.playbook, model.stage)
        assert {q for q, who in pilot.handed.items()} == set(model.handed)

    @invariant()
    def somebody_reads_the_flags(self) -> None:
        who = READERS[self.kept.seq % len(READERS)]
        reply = self.loop.run_until_complete(self.stage.say(who, ROOM, "/gate flags"))
        assert isinstance(reply, Show)
        self.shown.append(Shown(self.kept.seq, self.stage.now, who, plain.render(reply.card)))

    @invariant()
    def no_flag_is_from_the_future(self) -> None:
        assert all(flag.since <= self.today for flag in self.flags())

    def everything_shown_is_shown_again(self) -> None:
        entries = self.entries() if self.kept.seq else ()
        for one in self.shown:
            then = fold(Pilot(id=self.pilot), entries[: one.seq])
            assert self.read(lambda tx, one=one, then=then: drawn(tx, one, then)) == one.text


def journal_of(tx: Tx) -> str:
    rows = summary.names(tx, TENANT, Sight(True, frozenset(), "", False))
    return str(rows[0][0])


def drawn(tx: Tx, one: Shown, then: Pilot) -> str:
    """Draw the flags of a pilot as it was then, for the same eyes and day."""
    face = USERS[one.who]
    who = people.by_user(tx, TENANT, face.user)
    assert who is not None
    place = Place("local", TENANT, "CINVOICE", False)
    heard = Heard("again", one.at, face, place, Press("flags", then.id))
    return plain.render(page(Talk(heard, tx, LIBRARY, Folds(), who, one.at), then, 0))


Life.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestPilotLife = Life.TestCase
