"""What was let go about flags, and what was said anew: waivers, overrules, renewals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from handlers.pilots.pilot import (
    Overrule,
    Pilot,
    Renewal,
    Waiver,
)
from handlers.pilots.steps.step import Changes, Said, Step
from storage.pilots.journal import Entry

K = TypeVar("K")

T = TypeVar("T")


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


STEPS: Mapping[str, Step] = {
    "waived": _waived,
    "waiver lifted": _lifted,
    "overruled": _overruled,
    "overrule lifted": _restored,
    "renewed": _renewed,
    "renewal undone": _renewal_undone,
}
