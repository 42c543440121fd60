"""Fold a pilot's journal: entry by entry, each kind changes a few fields."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, TypeAlias, TypeVar

from handlers.pilots.pilot import (
    Apart,
    Asked,
    Decision,
    Offer,
    Overrule,
    Passed,
    Pilot,
    Poll,
    Renewal,
    Turn,
    Turned,
    Typed,
    Waiver,
    Word,
)
from knowledge.answers import Answer
from knowledge.values import Person, Value, from_data
from storage.pilots.journal import Entry

K = TypeVar("K")
T = TypeVar("T")
Changes: TypeAlias = Mapping[str, Any]  # fields of a Pilot and what they become
Said: TypeAlias = Mapping[str, Any]  # what a journal entry says
Step: TypeAlias = Callable[[Pilot, Entry, Said], Changes]

REOPENS = {"declined": "declined", "left": "has left"}  # and how that reads as an answer


def fold(pilot: Pilot, entries: Iterable[Entry]) -> Pilot:
    """Take entries in one after the other; an erased one leaves only its place behind."""
    for entry in entries:
        said = entry.payload
        changes = STEPS[entry.kind](pilot, entry, said) if said is not None else {}
        if said is not None and said.get("imported") is True:
            changes = {**changes, "imported": {**pilot.imported, **_as_imported(entry, said)}}
        turns = _turned(pilot, entry, changes)
        pilot = replace(pilot, seq=entry.seq, last=entry.hash, turns=turns, **changes)
    return pilot


def marked(value: Mapping[str, str]) -> str:
    """Write a value's data down so that it can be told whether another one is the same."""
    return "|".join(f"{key}={said}" for key, said in sorted(value.items()))


def _as_imported(entry: Entry, said: Said) -> Mapping[str, str]:
    """Tell what an import wrote, so that what a person changed since is known from it."""
    if entry.kind == "answered":
        question = said["question"]
        return {question: str(entry.seq), f"{question}=": marked(said["value"])}
    fields = ("name", "purpose", "room", "playbook", "stage", "started")
    listed = said.get("passed", [said] if entry.kind == "passed" else [])
    parts = ("gate", "by", "at", "link")
    gates = {f"gate:{one['gate']}": marked({part: one[part] for part in parts}) for one in listed}
    return {field: said[field] for field in fields if field in said} | gates


TURNING = ("playbook", "stage", "started", "team", "overlays")


def _turned(pilot: Pilot, entry: Entry, changes: Changes) -> tuple[Turn, ...]:
    """Note from when on a pilot is judged by another playbook, stage, team or overlay."""
    if changes.keys().isdisjoint(TURNING):
        return pilot.turns
    now = [changes.get(field, getattr(pilot, field)) for field in TURNING]
    return (*pilot.turns, Turn(entry.seq, entry.at.date(), *now))


def _started(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {
        "name": said["name"],
        "purpose": said["purpose"],
        "room": said["room"],
        "playbook": said["playbook"],
        "stage": said["stage"],
        "started": date.fromisoformat(said["started"]),
        "starter": said.get("starter", entry.by),
        "born": entry.at,
        "team": tuple((person, role) for person, role in said["team"]),
        "passed": tuple(_passed_before(gate) for gate in said["passed"]),
    }


def _passed_before(said: Said) -> Passed:
    at = date.fromisoformat(said["at"])
    skipped = said.get("left_out", False)
    return Passed(said["gate"], said["by"], at, said["link"], before=True, left_out=skipped)


def _passed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Fill in by whom, when and where a gate was passed before Gatepost came."""
    told = _passed_before(said)
    return {"passed": (*(p for p in pilot.passed if p.gate != told.gate), told)}


def _placed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Follow a list to the stage that it knows by now, with the gates before it."""
    told = tuple(_passed_before(gate) for gate in said["passed"])
    known = {gate.gate for gate in pilot.passed}
    return {
        "stage": said["stage"],
        "started": date.fromisoformat(said["started"]),
        "passed": (*pilot.passed, *(gate for gate in told if gate.gate not in known)),
        "sought": {},
    }


def _becomes(field: str, source: str) -> Step:
    """Let a field become what the entry says under a name."""
    return lambda pilot, entry, said: {field: said[source]}


def _reopened(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"closed": None}


def _start_undone(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"closed": "started by mistake", "undone": True}


def _joined(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"team": (*pilot.team, (said["person"], said["role"]))}


def _asked(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    stands = pilot.answer(said["question"])
    base = stands.seq if stands else 0
    asked = Asked(said["question"], entry.seq, base, said.get("shown", ""))
    changes: dict[str, Any] = {"asked": {**pilot.asked, said["to"]: asked}}
    if said.get("follow_up"):
        changes["followed"] = (*pilot.followed, (said["to"], asked.question, entry.seq))
    return changes


def _invited(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {
        "sought": {**pilot.sought, said["to"]: said.get("count", 1)},
        "told": {said["to"]: entry.at, **pilot.told},
    }


def _dealt_with(pilot: Pilot, person: str, question: str) -> Mapping[str, Asked]:
    """Clear the question from in front of a person, if it is that one."""
    asked = pilot.asked.get(person)
    if asked is None or asked.question != question:
        return pilot.asked
    return {who: what for who, what in pilot.asked.items() if who != person}


def _with_answer(pilot: Pilot, answer: Answer) -> dict[str, Any]:
    said = (*pilot.answers.get(answer.question, ()), answer)
    return {
        "answers": {**pilot.answers, answer.question: said},
        "asked": _dealt_with(pilot, answer.by, answer.question),
        "drafts": {
            of: parts for of, parts in pilot.drafts.items() if of != (answer.by, answer.question)
        },
    } | _seen_off(pilot, answer.question, answer.value)


def _seen_off(pilot: Pilot, question: str, now: Value | None) -> dict[str, Any]:
    """Forget that somebody was asked here, once they are named no more: they see it no longer."""
    stands = pilot.answer(question)
    was = stands.value if stands else None
    if not isinstance(was, Person) or was == now or was.id not in pilot.sought:
        return {}
    if was.id in {pilot.starter, *pilot.handed.values(), *(who for who, _ in pilot.team)}:
        return {}
    return {"sought": {who: told for who, told in pilot.sought.items() if who != was.id}}


def _answered(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    value = from_data(said["value"])
    answer = Answer(said["question"], "kept", value, "", entry.by, entry.at, entry.seq)
    if "typed" not in said:
        return _with_answer(pilot, answer)
    typed = Typed(answer.question, datetime.fromisoformat(said["typed"]))
    last = pilot.typed.get(entry.by)
    if last is not None and typed.at < last.at:
        return _below(pilot, answer)
    return _with_answer(pilot, answer) | {"typed": {**pilot.typed, entry.by: typed}}


def _below(pilot: Pilot, late: Answer) -> Changes:
    """Put words that arrived late under those that were typed after them."""
    said = pilot.answers.get(late.question, ())
    return {"answers": {**pilot.answers, late.question: (*said[:-1], late, *said[-1:])}}


def _unknown(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    answer = Answer(said["question"], "unknown", None, "", entry.by, entry.at, entry.seq)
    return _with_answer(pilot, answer)


def _inapplicable(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    question, reason = said["question"], said["reason"]
    answer = Answer(question, "not_applicable", None, reason, entry.by, entry.at, entry.seq)
    return _with_answer(pilot, answer)


def _skipped(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {
        "skipped": {**pilot.skipped, (entry.by, said["question"]): entry.seq},
        "asked": _dealt_with(pilot, entry.by, said["question"]),
    }


def _handed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {
        "handed": {**pilot.handed, said["question"]: said["to"]},
        "asked": _dealt_with(pilot, entry.by, said["question"]),
    }


def _undid(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Take back one entry: an answer leaves its stack, a hand-over returns to its role."""
    question = said["question"]
    if said.get("handed"):
        back = pilot.handed.get(question, "")
        return {
            "handed": {q: who for q, who in pilot.handed.items() if q != question},
            "sought": {who: told for who, told in pilot.sought.items() if who != back},
            "asked": _dealt_with(pilot, back, question),
        }
    kept = tuple(a for a in pilot.answers.get(question, ()) if a.seq != said["seq"])
    now = kept[-1].value if kept else None
    return {"answers": {**pilot.answers, question: kept}, **_seen_off(pilot, question, now)}


def _asked_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    until = datetime.fromisoformat(said["until"])
    people = tuple(said["people"])
    poll = Poll(entry.seq, said["question"], entry.by, entry.at, people, until)
    return {"polls": {**pilot.polls, entry.seq: poll}}


def _answered_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    value = from_data(said["value"]) if said["value"] else None
    poll = pilot.polls[said["poll"]]
    told = {**poll.said, entry.by: Apart(value, entry.at, entry.seq)}
    return {"polls": {**pilot.polls, poll.seq: replace(poll, said=told)}}


def _shown_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    poll = replace(pilot.polls[said["poll"]], shown=True)
    return {"polls": {**pilot.polls, poll.seq: poll}}


def _closed_apart(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    poll = replace(pilot.polls[said["poll"]], closed=said["how"], ended=entry.seq)
    return {"polls": {**pilot.polls, poll.seq: poll}}


def _word(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Note what passed about a part; whoever declined or left names nobody any more."""
    part, person = said["part"], said["person"]
    reason = said.get("reason", "")
    more = (reason, said.get("suggests", ""), said.get("shown", ""))
    word = Word(part, person, entry.kind, entry.by, entry.at, entry.seq, *more)  # type: ignore[arg-type] # STEPS maps these four kinds only
    changes: dict[str, Any] = {
        "parts": {**pilot.parts, part: (*pilot.parts.get(part, ()), word)},
    }
    if entry.kind not in REOPENS or part not in pilot.answers:
        return changes
    why = f"{REOPENS[entry.kind]}: {reason}" if reason else REOPENS[entry.kind]
    open_again = Answer(part, "unknown", None, why, person, entry.at, entry.seq)
    handed = {q: who for q, who in pilot.handed.items() if (q, who) != (part, person)}
    return changes | {"handed": handed} | _with_answer(pilot, open_again)


def _offered(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    value = from_data(said["value"])
    against = said.get("against", 0)
    base = said.get("base", 0)
    heard, alone = said.get("heard", ""), said.get("alone", False)
    offer = Offer(
        said["question"], value, entry.by, entry.at, entry.seq, against, base, heard, alone
    )
    changes: dict[str, Any] = {"offers": {**pilot.offers, entry.seq: offer}}
    if against:
        changes["asked"] = _dealt_with(pilot, entry.by, offer.question)
    return changes


def _drafted(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Note the parts of an answer that were said, while others are still asked."""
    return {"drafts": {**pilot.drafts, (entry.by, said["question"]): said["draft"]}}


def _settled(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """End an offer: a kept one becomes the answer of the person who made it."""
    offer = pilot.offers[said["offer"]]
    left = {"offers": {seq: o for seq, o in pilot.offers.items() if seq != offer.seq}}
    if not said["keep"]:
        return left
    answer = Answer(offer.question, "kept", offer.value, "", offer.by, entry.at, entry.seq)
    return left | _with_answer(pilot, answer)


def _decided(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    decision = Decision(
        said["gate"],
        said["outcome"],
        said["reason"],
        entry.by,
        entry.at,
        entry.seq,
        said["conditions"],
        tuple(said["open_musts"]),
        said.get("edition", ""),
    )
    changes: dict[str, Any] = {"decisions": (*pilot.decisions, decision)}
    if said["stage"]:
        passed = Passed(decision.gate, entry.by, entry.at.date())
        changes["passed"] = (*pilot.passed, passed)
        changes["stage"], changes["started"] = said["stage"], entry.at.date()
        changes["told"] = {}
        changes["sought"] = {}  # the next gate's questions are new to everybody
    return changes


def _documented(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"documents": {**pilot.documents, said["deliverable"]: said["url"]}}


def _playbook_changed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Go on under another playbook: answers stay, and the gates behind it count as passed."""
    day = entry.at.date()
    before = Turned(entry.seq, entry.at, pilot.playbook, pilot.stage, pilot.started, pilot.passed)
    known = {passed.gate for passed in pilot.passed}
    carried = (
        Passed(gate, entry.by, day, under=pilot.playbook)
        for gate in said.get("passed", ())
        if gate not in known
    )
    started = said.get("started")
    return {
        "playbook": said["playbook"],
        "stage": said["stage"],
        "started": date.fromisoformat(started) if started else day,
        "passed": (*pilot.passed, *carried),
        # Whoever is asked nothing new by it was told of it before.
        "sought": {who: told for who, told in pilot.sought.items() if who in said.get("same", ())},
        "turned": (*pilot.turned, before),
    }


def _playbook_restored(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """Undo the latest change of the playbook; an older one is no longer there to undo."""
    if not pilot.turned or pilot.turned[-1].seq != said["seq"]:
        return {}
    before = pilot.turned[-1]
    return {
        "playbook": before.playbook,
        "stage": before.stage,
        "started": before.started,
        "passed": before.passed,
        "turned": pilot.turned[:-1],
    }


def _waived(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    criterion, until = said["criterion"], date.fromisoformat(said["until"])
    given = Waiver(
        criterion, said["reason"], until, entry.by, entry.at, entry.seq, said["conditions"]
    )
    return {"waivers": _stacked(pilot.waivers, criterion, given)}


def _lifted(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    """End a waiver early: one taken back uncovers the one before, a lifted one ends them all."""
    return {"waivers": _without(pilot.waivers, said["criterion"], said["seq"])}


def _overruled(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    code, question, reason = said["code"], said["question"], said["reason"]
    given = Overrule(
        code, question, reason, entry.by, entry.at, entry.seq, said["upon"], said["stage"]
    )
    return {"overruled": _stacked(pilot.overruled, (code, question), given)}


def _restored(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"overruled": _without(pilot.overruled, (said["code"], said["question"]), 0)}


def _renewed(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    renewed = pilot.renewed
    for question, seq in said["answers"].items():
        renewed = _stacked(renewed, question, Renewal(entry.by, entry.at, entry.seq, seq))
    return {"renewed": renewed}


def _renewal_undone(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    kept = {
        question: tuple(given for given in stack if given.seq != said["seq"])
        for question, stack in pilot.renewed.items()
    }
    return {"renewed": kept}


def _stacked(stacks: Mapping[K, tuple[T, ...]], key: K, given: T) -> Mapping[K, tuple[T, ...]]:
    return {**stacks, key: (*stacks.get(key, ()), given)}


def _without(stacks: Mapping[K, tuple[T, ...]], key: K, seq: int) -> Mapping[K, tuple[T, ...]]:
    """Take what one entry gave off a stack; without a number, all of it."""
    kept = tuple(given for given in stacks.get(key, ()) if seq and getattr(given, "seq", 0) != seq)
    return {**stacks, key: kept}


def _laid_over(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"overlays": (*pilot.overlays, said["overlay"])}


def _taken_off(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    return {"overlays": tuple(one for one in pilot.overlays if one != said["overlay"])}


STEPS: Mapping[str, Step] = {
    "started": _started,
    "renamed": _becomes("name", "name"),
    "moved": _becomes("room", "room"),
    "described": _becomes("purpose", "purpose"),
    "placed": _placed,
    "closed": _becomes("closed", "reason"),
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
    "drafted": _drafted,
    "decided": _decided,
    "documented": _documented,
    "playbook changed": _playbook_changed,
    "playbook restored": _playbook_restored,
    "waived": _waived,
    "waiver lifted": _lifted,
    "overruled": _overruled,
    "overrule lifted": _restored,
    "renewed": _renewed,
    "renewal undone": _renewal_undone,
    "overlay attached": _laid_over,
    "overlay detached": _taken_off,
    "asked apart": _asked_apart,
    "answered apart": _answered_apart,
    "shown apart": _shown_apart,
    "closed apart": _closed_apart,
    "proposed": _word,
    "accepted": _word,
    "declined": _word,
    "left": _word,
}


class Folds:
    """Folded pilots by (tenant, id), the latest used kept; each is trusted only at its own seq."""

    def __init__(self, size: int = 512) -> None:
        self._size = size
        self._kept: OrderedDict[tuple[str, str], Pilot] = OrderedDict()

    def get(self, tenant: str, pilot: str) -> Pilot | None:
        """Look a pilot up; it may lag behind the journal or (after a lost commit) be unknown."""
        return self._kept.get((tenant, pilot))

    def put(self, tenant: str, pilot: Pilot) -> None:
        """Keep a pilot as it was committed; the one unused for longest makes room."""
        key = (tenant, pilot.id)
        self._kept[key] = pilot
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
