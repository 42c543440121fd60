"""A pilot as its journal tells it: fold the entries and you know all there is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from knowledge.answers import Answer
from knowledge.values import Value, from_data
from storage.journal import Entry

UNBORN = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that a person has in front of them, and the entry that put it there."""

    question: str
    seq: int
    base: int = 0  # the answer that stood when it was shown; 0: none


@dataclass(frozen=True, slots=True)
class Offer:
    """An answer that waits: for its author to confirm it, or for a choice between two."""

    question: str
    value: Value
    by: str
    at: datetime
    seq: int
    against: int = 0  # the answer it would replace; 0: it only waits for its author


@dataclass(frozen=True, slots=True)
class Passed:
    """A gate that is behind the pilot: decided here, or before Gatepost came."""

    gate: str
    by: str
    at: date
    link: str = ""
    before: bool = False


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


@dataclass(frozen=True, slots=True)
class Pilot:
    """What is known of one pilot at one entry of its journal."""

    id: str
    seq: int = 0
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
    sought: Mapping[str, int] = field(
        default_factory=dict
    )  # person -> seq at which they were last invited
    documents: Mapping[str, str] = field(default_factory=dict)  # deliverable -> link
    followed: tuple[tuple[str, str, int], ...] = ()  # (person, question, seq) of each follow-up

    @property
    def current(self) -> dict[str, Answer]:
        """The answer that stands, by question."""
        return {question: said[-1] for question, said in self.answers.items() if said}

    def answer(self, question: str) -> Answer | None:
        """Find the answer that stands to one question."""
        said = self.answers.get(question)
        return said[-1] if said else None


def fold(pilot: Pilot, entries: Iterable[Entry]) -> Pilot:
    """Take entries in one after the other; an erased one leaves only its place behind."""
    for entry in entries:
        if entry.payload is None:
            pilot = replace(pilot, seq=entry.seq)
        else:
            pilot = replace(STEPS[entry.kind](pilot, entry, entry.payload), seq=entry.seq)
    return pilot


def _started(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(
        pilot,
        name=said["name"],
        purpose=said["purpose"],
        room=said["room"],
        playbook=said["playbook"],
        stage=said["stage"],
        started=date.fromisoformat(said["started"]),
        starter=entry.by,
        born=entry.at,
        team=tuple((person, role) for person, role in said["team"]),
        passed=tuple(
            Passed(p["gate"], p["by"], date.fromisoformat(p["at"]), p["link"], before=True)
            for p in said["passed"]
        ),
    )


def _renamed(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, name=said["name"])


def _moved(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, room=said["room"])


def _closed(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, closed=said["reason"])


def _reopened(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, closed=None)


def _passed(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    """Fill in by whom, when and where a gate was passed before Gatepost came."""
    told = Passed(
        said["gate"], said["by"], date.fromisoformat(said["at"]), said["link"], before=True
    )
    others = (p for p in pilot.passed if p.gate != told.gate)
    return replace(pilot, passed=(*others, told))


def _start_undone(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, closed="started by mistake", undone=True)


def _joined(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, team=(*pilot.team, (said["person"], said["role"])))


def _asked(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    stands = pilot.answer(said["question"])
    asked = Asked(said["question"], entry.seq, stands.seq if stands else 0)
    followed = pilot.followed
    if said.get("follow_up"):
        followed = (*followed, (said["to"], asked.question, entry.seq))
    return replace(pilot, asked={**pilot.asked, said["to"]: asked}, followed=followed)


def _invited(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, sought={**pilot.sought, said["to"]: entry.seq})


def _dealt_with(pilot: Pilot, person: str, question: str) -> Mapping[str, Asked]:
    """Clear the question from in front of a person, if it is that one."""
    asked = pilot.asked.get(person)
    if asked is None or asked.question != question:
        return pilot.asked
    return {who: what for who, what in pilot.asked.items() if who != person}


def _with_answer(pilot: Pilot, answer: Answer) -> Pilot:
    said = (*pilot.answers.get(answer.question, ()), answer)
    return replace(
        pilot,
        answers={**pilot.answers, answer.question: said},
        asked=_dealt_with(pilot, answer.by, answer.question),
    )


def _answered(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    value = from_data(said["value"])
    by = said.get("by", entry.by)
    return _with_answer(pilot, Answer(said["question"], "kept", value, "", by, entry.at, entry.seq))


def _unknown(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return _with_answer(
        pilot, Answer(said["question"], "unknown", None, "", entry.by, entry.at, entry.seq)
    )


def _inapplicable(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return _with_answer(
        pilot,
        Answer(
            said["question"], "not_applicable", None, said["reason"], entry.by, entry.at, entry.seq
        ),
    )


def _skipped(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(
        pilot,
        skipped={**pilot.skipped, (entry.by, said["question"]): entry.seq},
        asked=_dealt_with(pilot, entry.by, said["question"]),
    )


def _handed(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(
        pilot,
        handed={**pilot.handed, said["question"]: said["to"]},
        asked=_dealt_with(pilot, entry.by, said["question"]),
    )


def _undid(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    """Take back one entry: an answer leaves its stack, a hand-over returns to its role."""
    question = said["question"]
    kept = tuple(a for a in pilot.answers.get(question, ()) if a.seq != said["seq"])
    handed = dict(pilot.handed)
    if said.get("handed"):
        handed.pop(question, None)
    return replace(pilot, answers={**pilot.answers, question: kept}, handed=handed)


def _offered(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    offer = Offer(
        said["question"],
        from_data(said["value"]),
        entry.by,
        entry.at,
        entry.seq,
        said.get("against", 0),
    )
    asked = _dealt_with(pilot, entry.by, offer.question) if offer.against else pilot.asked
    return replace(pilot, offers={**pilot.offers, entry.seq: offer}, asked=asked)


def _settled(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    """End an offer: kept ones become the answer of the person who made them."""
    offer = pilot.offers[said["offer"]]
    left = replace(pilot, offers={seq: o for seq, o in pilot.offers.items() if seq != offer.seq})
    if not said["keep"]:
        return left
    return _with_answer(
        left, Answer(offer.question, "kept", offer.value, "", offer.by, entry.at, entry.seq)
    )


def _decided(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    decision = Decision(
        said["gate"],
        said["outcome"],
        said["reason"],
        entry.by,
        entry.at,
        entry.seq,
        said["conditions"],
        tuple(said["open_musts"]),
    )
    decided = replace(pilot, decisions=(*pilot.decisions, decision))
    if not said["stage"]:
        return decided
    passed = Passed(decision.gate, entry.by, entry.at.date())
    return replace(
        decided, stage=said["stage"], started=entry.at.date(), passed=(*pilot.passed, passed)
    )


def _documented(pilot: Pilot, entry: Entry, said: Mapping[str, Any]) -> Pilot:
    return replace(pilot, documents={**pilot.documents, said["deliverable"]: said["url"]})


Step = Callable[[Pilot, Entry, Mapping[str, Any]], Pilot]

STEPS: Mapping[str, Step] = {
    "started": _started,
    "renamed": _renamed,
    "moved": _moved,
    "closed": _closed,
    "reopened": _reopened,
    "start undone": _start_undone,
    "passed": _passed,
    "joined": _joined,
    "asked": _asked,
    "invited": _invited,
    "answered": _answered,
    "unknown": _unknown,
    "inapplicable": _inapplicable,
    "skipped": _skipped,
    "handed": _handed,
    "undid": _undid,
    "offered": _offered,
    "settled": _settled,
    "decided": _decided,
    "documented": _documented,
}
