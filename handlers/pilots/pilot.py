"""A pilot as its journal tells it: fold the entries and you know all there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from knowledge.answers import Answer
from knowledge.values import Value

UNBORN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that a person has in front of them, and the entry that put it there."""

    question: str
    seq: int
    base: int = 0  # the answer that stood when it was shown; 0: none
    shown: str = ""  # the key of the message that showed it


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that waits: for its author to confirm it, or for a choice between two."""

    question: str
    value: Value
    by: str
    at: datetime
    seq: int
    against: int = 0  # the answer it would replace; 0: it only waits for its author
    base: int = 0  # the answer that stood when the question was shown
    heard: str = ""  # the words that it was made of
    alone: bool = False  # kept by its own button only: it is the whole text as one answer


@dataclass(frozen=True, slots=True)
class Word:
    """What passed between us and somebody about a part they are named for.

    `part` is the question that names them, or `gate:` and the gate that they decide at.
    """

    part: str
    person: str
    kind: Literal["proposed", "accepted", "declined", "left"]
    by: str
    at: datetime
    seq: int
    reason: str = ""
    suggests: str = ""  # the person they suggest in their place
    shown: str = ""  # proposed: the key of the message that asked them


@dataclass(frozen=True, slots=True)
class Apart:
    """What one of several people asked apart said; no value: that they do not know."""

    value: Value | None
    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Poll:
    """One question asked of several people, each of whom answers without seeing the others."""

    seq: int
    question: str
    by: str
    at: datetime
    people: tuple[str, ...]
    until: datetime  # when the asker is shown how it stands, answered or not
    said: Mapping[str, Apart] = field(default_factory=dict)
    shown: bool = False  # the asker was shown it, unasked
    closed: Literal["", "agreed", "called off", "closed"] = ""
    ended: int = 0  # the entry that closed it


@dataclass(frozen=True, slots=True)
class Typed:
    """The latest words of somebody that became an answer: when, by the platform's clock."""

    question: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Passed:
    """A gate that is behind the pilot: decided here, or before Gatepost came."""

    gate: str
    by: str
    at: date
    link: str = ""
    before: bool = False
    left_out: bool = False  # nobody decided: the stage was skipped
    under: str = ""  # the playbook that was followed then; empty: the one of this gate


@dataclass(frozen=True, slots=True)
class Turned:
    """How a pilot stood when its playbook was changed: what undoing the change brings back."""

    seq: int
    at: datetime
    playbook: str
    stage: str
    started: date
    passed: tuple[Passed, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What an approver decided at a gate, and on what terms."""

    gate: str
    outcome: str
    reason: str
    by: str
    at: datetime
    seq: int
    conditions: str = ""
    open_musts: tuple[str, ...] = ()
    edition: str = ""  # of the knowledge that it was made under; empty: before editions


@dataclass(frozen=True, slots=True)
class Waiver:
    """A criterion let go until a day, on somebody's word; from that day on it counts again."""

    criterion: str
    reason: str
    until: date
    by: str
    at: datetime
    seq: int
    conditions: str = ""


@dataclass(frozen=True, slots=True)
class Overrule:
    """A flag that somebody said is wrong here; it holds until what it was about changes."""

    code: str
    question: str
    reason: str
    by: str
    at: datetime
    seq: int
    upon: Mapping[str, int]  # question -> the answer that stood (0: none)
    stage: str = ""  # where it is about the stage, and not about answers


@dataclass(frozen=True, slots=True)
class Renewal:
    """Somebody said that the answer that stands still holds."""

    by: str
    at: datetime
    seq: int
    upon: int  # that answer


@dataclass(frozen=True, slots=True)
class Turn:
    """From which entry on a pilot was judged by which playbook, where, and with whom."""

    seq: int
    on: date
    playbook: str
    stage: str
    started: date
    team: tuple[tuple[str, str], ...]
    overlays: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pilot:
    """What is known of one pilot at one entry of its journal."""

    id: str
    seq: int = 0
    last: bytes = b""  # the hash of that entry, where it is at hand
    name: str = ""
    purpose: str = ""
    room: str = ""
    playbook: str = ""
    stage: str = ""
    started: date = date.min  # the day on which the present stage began
    starter: str = ""
    born: datetime = UNBORN
    closed: str | None = None  # the reason; None: open
    undone: bool = False  # its start was taken back
    team: tuple[tuple[str, str], ...] = ()  # (person, role)
    passed: tuple[Passed, ...] = ()
    decisions: tuple[Decision, ...] = ()
    answers: Mapping[str, tuple[Answer, ...]] = field(
        default_factory=dict
    )  # by question, oldest first
    handed: Mapping[str, str] = field(default_factory=dict)  # question -> person
    asked: Mapping[str, Asked] = field(
        default_factory=dict
    )  # person -> what they have in front of them
    skipped: Mapping[tuple[str, str], int] = field(
        default_factory=dict
    )  # (person, question) -> seq
    offers: Mapping[int, Offer] = field(default_factory=dict)
    drafts: Mapping[tuple[str, str], Mapping[str, str]] = field(
        default_factory=dict
    )  # (person, question) -> the parts of an answer said so far
    sought: Mapping[str, int] = field(default_factory=dict)  # person -> questions told of
    told: Mapping[str, datetime] = field(default_factory=dict)  # person -> first asked in private
    typed: Mapping[str, Typed] = field(default_factory=dict)  # person -> their latest words
    documents: Mapping[str, str] = field(default_factory=dict)  # deliverable -> link
    # What an import wrote: field -> its words; question -> its entry, `question=` -> its value.
    imported: Mapping[str, str] = field(default_factory=dict)
    polls: Mapping[int, Poll] = field(default_factory=dict)  # by the entry that asked
    parts: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)  # by part, oldest first
    followed: tuple[tuple[str, str, int], ...] = ()  # (person, question, seq) of each follow-up
    turned: tuple[Turned, ...] = ()  # changes of the playbook, the latest last
    waivers: Mapping[str, tuple[Waiver, ...]] = field(
        default_factory=dict
    )  # criterion -> waivers, oldest first
    overruled: Mapping[tuple[str, str], tuple[Overrule, ...]] = field(
        default_factory=dict
    )  # (flag's code, question) -> overrules, oldest first
    renewed: Mapping[str, tuple[Renewal, ...]] = field(default_factory=dict)  # by question
    overlays: tuple[str, ...] = ()  # laid over the playbook
    turns: tuple[Turn, ...] = ()  # oldest first

    @property
    def current(self) -> dict[str, Answer]:
        """The answer that stands, by question."""
        return {question: said[-1] for question, said in self.answers.items() if said}

    def answer(self, question: str) -> Answer | None:
        """Find the answer that stands to one question."""
        said = self.answers.get(question)
        return said[-1] if said else None

    def waiver(self, criterion: str, today: date) -> Waiver | None:
        """Find the waiver that holds for a criterion on a day; on its last day it is over."""
        given = self.waivers.get(criterion)
        return given[-1] if given and today < given[-1].until else None

    def overrule(self, code: str, question: str) -> Overrule | None:
        """Find the overrule of a flag, as long as what it is about stands as it stood."""
        given = self.overruled.get((code, question))
        return given[-1] if given and self._stands(given[-1]) else None

    def _stands(self, given: Overrule) -> bool:
        same = all(self._seq(question) == seq for question, seq in given.upon.items())
        return same and given.stage in ("", self.stage)

    def _seq(self, question: str) -> int:
        stands = self.answer(question)
        return stands.seq if stands else 0

    def renewal(self, question: str) -> Renewal | None:
        """Find when somebody last said that the answer that stands still holds."""
        seq = self._seq(question)
        said = (r for r in reversed(self.renewed.get(question, ())) if r.upon == seq)
        return next(said, None)
