"""Keep drafts as pilots: each once, however often its file comes, and never over what people said.

A pilot's id is worked out from its key, so that two runs at once, or one after a kill, meet in the
same journal; what an import wrote is marked there, and what is not is somebody's.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from handlers.importing.draft import Before, Draft
from handlers.pilots.folding import marked
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_label
from handlers.talk import Talk
from knowledge.values import to_data
from storage.database.text import fold
from storage.pilots import summary
from storage.pilots.summary import Sight

News: TypeAlias = tuple[str, Mapping[str, Any]]
NAME_TAKEN = "its new name is another pilot's already"
What: TypeAlias = Literal["new", "changed", "same", "left"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a draft; `left` are things that somebody changed since, and stay as they are."""

    row: int
    pilot: str
    name: str
    what: What
    left: tuple[str, ...] = ()


def id_of(tenant: str, key: str) -> str:
    """Work out the id of an imported pilot: the same for the same key, and guessed by nobody."""
    seal = hashlib.sha256("\0".join(("import", tenant, key)).encode()).digest()
    return "p_" + base64.b32encode(seal)[:16].decode().lower()


def keep(talk: Talk, draft: Draft) -> Outcome:
    """Write a draft down as far as nobody was faster."""
    pilot, news, outcome = compare(talk, draft)
    if news:
        talk.gathers = True
        talk.write(pilot, *news)
    return outcome


def compare(
    talk: Talk, draft: Draft, *, only_look: bool = False
) -> tuple[Pilot, list[News], Outcome]:
    """Tell what keeping a draft would write, and what would come of it."""
    find = summary.get if only_look else summary.lock
    ids = [id_of(talk.tenant, key) for key in (draft.key, f"name:{fold(draft.name)}")]
    # A list that was given ids later on: until then its rows were known by their names.
    pilot_id = next((one for one in ids if find(talk.tx, talk.tenant, one) is not None), None)
    if pilot_id is None:
        return _fresh(talk, ids[0], draft)
    pilot = talk.told_of(pilot_id, only_look=only_look)
    if pilot.undone or pilot.closed is not None:
        why = "taken back" if pilot.undone else "closed"
        return pilot, [], Outcome(draft.row, pilot.id, draft.name, "left", (f"it was {why}",))
    news, left = _differences(talk, pilot, draft)
    what: What = "changed" if news else "left" if left else "same"
    return pilot, news, Outcome(draft.row, pilot.id, draft.name, what, tuple(left))


def _fresh(talk: Talk, pilot_id: str, draft: Draft) -> tuple[Pilot, list[News], Outcome]:
    if _taken(talk, draft.name):
        why = ("a pilot of this name was started in the chat",)
        return Pilot(pilot_id), [], Outcome(draft.row, "", draft.name, "left", why)
    started = (draft.started or talk.today).isoformat()
    told: dict[str, Any] = {
        "name": draft.name,
        "purpose": draft.purpose or draft.name,
        "room": draft.room,
        "playbook": draft.playbook,
        "stage": draft.stage,
        "started": started,
        "team": list(draft.team),
        "passed": [_gate(talk, gate) for gate in draft.passed],
        "starter": draft.starter or talk.who.id,
        "imported": True,
    }
    news: list[News] = [("started", told), *_answers(draft)]
    return Pilot(pilot_id), news, Outcome(draft.row, pilot_id, draft.name, "new")


def _taken(talk: Talk, name: str, but: str = "") -> bool:
    """Tell whether another pilot has a name, whoever may see it."""
    everything = Sight(True, frozenset(), "", False)
    return any(row.pilot != but for row in summary.named(talk.tx, talk.tenant, everything, name))


def _gate(talk: Talk, gate: Before) -> dict[str, str]:
    by = gate.by or talk.who.id
    return {"gate": gate.gate, "by": by, "at": gate.at.isoformat(), "link": gate.link}


def _answers(draft: Draft) -> list[News]:
    return [
        ("answered", {"question": question, "value": to_data(value), "imported": True})
        for question, value in draft.answers.items()
    ]


def _differences(talk: Talk, pilot: Pilot, draft: Draft) -> tuple[list[News], list[str]]:
    news: list[News] = []
    left: list[str] = []
    for field, kind, said in (
        ("name", "renamed", draft.name),
        ("purpose", "described", draft.purpose),
        ("room", "moved", draft.room),
    ):
        if not said or said == getattr(pilot, field):
            continue
        if field == "name" and _taken(talk, said, but=pilot.id):
            left.append(NAME_TAKEN)
        elif getattr(pilot, field) == pilot.imported.get(field):
            news.append((kind, {field: said, "imported": True}))
        elif said != pilot.imported.get(field):
            left.append(field if field != "room" else "channel")
    _stage(talk, pilot, draft, news, left)
    _gates(talk, pilot, draft, news, left)
    _said(talk, pilot, draft, news, left)
    here = {person for person, _ in pilot.team}
    news += [
        ("joined", {"person": person, "role": role})
        for person, role in draft.team
        if (person, role) not in pilot.team and (role != "member" or person not in here)
    ]
    return news, left


def _stage(talk: Talk, pilot: Pilot, draft: Draft, news: list[News], left: list[str]) -> None:
    """Follow the file to another stage, unless a person decided or changed the playbook."""
    started = draft.started.isoformat() if draft.started else pilot.imported.get("started", "")
    place = (draft.playbook, draft.stage) if draft.placed else (pilot.playbook, pilot.stage)
    wanted = (*place, started)
    now = (pilot.playbook, pilot.stage, pilot.started.isoformat())
    before = tuple(pilot.imported.get(field, "") for field in ("playbook", "stage", "started"))
    if wanted in (now, before):
        return
    if now != before or pilot.playbook != wanted[0]:
        left.append("stage")
        return
    known = {gate.gate for gate in pilot.passed}
    gates = [_gate(talk, gate) for gate in draft.passed if gate.gate not in known]
    told = {"stage": wanted[1], "started": started, "passed": gates, "imported": True}
    news.append(("placed", told))


def _gates(talk: Talk, pilot: Pilot, draft: Draft, news: list[News], left: list[str]) -> None:
    """Follow what the row says of gates behind the pilot, unless a person told it otherwise."""
    for gate in draft.passed:
        stands = next((p for p in pilot.passed if p.gate == gate.gate and p.before), None)
        if stands is None or not gate.said:
            continue
        now = {"gate": gate.gate, "by": stands.by, "at": stands.at.isoformat(), "link": stands.link}
        told = now | {part: said for part, said in _gate(talk, gate).items() if part in gate.said}
        ours = pilot.imported.get(f"gate:{gate.gate}", "")
        if told == now or marked(told) == ours:
            continue
        if marked(now) == ours:
            news.append(("passed", told | {"imported": True}))
        else:
            left.append(gate_label(talk.library, pilot, gate.gate))


def _said(talk: Talk, pilot: Pilot, draft: Draft, news: list[News], left: list[str]) -> None:
    for question, value in draft.answers.items():
        stands = pilot.answer(question)
        if stands is not None and stands.value == value:
            continue
        ours = pilot.imported.get(question)
        if (stands is None and ours is None) or (stands is not None and str(stands.seq) == ours):
            told = {"question": question, "value": to_data(value), "imported": True}
            news.append(("answered", told))
        elif pilot.imported.get(f"{question}=") != marked(to_data(value)):
            left.append(talk.library.question(question).ask)
