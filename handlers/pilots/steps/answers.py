"""What was asked and what was said to it: kept, offered, handed on, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.pilots.pilot import (
    Asked,
    Offer,
    Pilot,
    Typed,
)
from handlers.pilots.steps.step import Changes, Said, Step
from knowledge.answers import Answer
from knowledge.values import Person, Value, from_data
from storage.pilots.journal import Entry


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


def with_answer(pilot: Pilot, answer: Answer) -> dict[str, Any]:
    """Lay an answer on top of those before it, and take its question away from who was asked."""
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
        return with_answer(pilot, answer)
    typed = Typed(answer.question, datetime.fromisoformat(said["typed"]))
    last = pilot.typed.get(entry.by)
    if last is not None and typed.at < last.at:
        return _below(pilot, answer)
    return with_answer(pilot, answer) | {"typed": {**pilot.typed, entry.by: typed}}


def _below(pilot: Pilot, late: Answer) -> Changes:
    """Put words that arrived late under those that were typed after them."""
    said = pilot.answers.get(late.question, ())
    return {"answers": {**pilot.answers, late.question: (*said[:-1], late, *said[-1:])}}


def _unknown(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    answer = Answer(said["question"], "unknown", None, "", entry.by, entry.at, entry.seq)
    return with_answer(pilot, answer)


def _inapplicable(pilot: Pilot, entry: Entry, said: Said) -> Changes:
    question, reason = said["question"], said["reason"]
    answer = Answer(question, "not_applicable", None, reason, entry.by, entry.at, entry.seq)
    return with_answer(pilot, answer)


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
    return left | with_answer(pilot, answer)


STEPS: Mapping[str, Step] = {
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
}
