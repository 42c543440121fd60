"""Fold a pilot's journal: entry by entry, each kind changes a few fields."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from handlers.pilots.pilot import (
    Pilot,
    Turn,
)
from handlers.pilots.steps import answers, course, flags, people
from handlers.pilots.steps.step import Changes, Said, Step
from storage.pilots.journal import Entry


def fold(pilot: Pilot, entries: Iterable[Entry]) -> Pilot:
    """Take entries in one after the other; an erased one leaves only its place behind."""
    made = copied(pilot)  # one copy for all: nobody else sees it before it is handed out
    for entry in entries:
        said = entry.payload
        changes = STEPS[entry.kind](made, entry, said) if said is not None else {}
        if said is not None and said.get("imported") is True:
            changes = {**changes, "imported": {**made.imported, **_as_imported(entry, said)}}
        turns = _turned(made, entry, changes)
        _change(made, seq=entry.seq, last=entry.hash, turns=turns, **changes)
    return made


def copied(pilot: Pilot, **changes: Any) -> Pilot:
    """Copy a pilot with changes, as dataclasses.replace does at several times the cost."""
    made = object.__new__(Pilot)
    for name in _FIELDS:
        object.__setattr__(made, name, getattr(pilot, name))
    _change(made, **changes)
    return made


def _change(pilot: Pilot, **changes: Any) -> None:
    for name, value in changes.items():
        object.__setattr__(pilot, name, value)


_FIELDS = tuple(field.name for field in fields(Pilot))


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


STEPS: Mapping[str, Step] = {**course.STEPS, **answers.STEPS, **people.STEPS, **flags.STEPS}


class Folds:
    """Folded pilots by (tenant and era, id), the latest used kept; each is trusted at its seq only.

    An era ends when accounts are linked or parted: who said what is then told anew.
    """

    def __init__(self, size: int = 512) -> None:
        self._size = size
        self._kept: OrderedDict[tuple[str, str], Pilot] = OrderedDict()

    def get(self, era: str, pilot: str) -> Pilot | None:
        """Look a pilot up; it may lag behind the journal or (after a lost commit) be unknown."""
        return self._kept.get((era, pilot))

    def put(self, era: str, pilot: Pilot) -> None:
        """Keep a pilot as it was committed; the one unused for longest makes room."""
        key = (era, pilot.id)
        self._kept[key] = pilot
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
