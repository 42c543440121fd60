"""Change a pilot's playbook: say what would change, change it, take it back within a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Entry,
    Form,
    Line,
    Note,
    Option,
    Para,
    Row,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Rejected, Stale
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.questions import waiting
from handlers.interview.sitting import invite_others, your_part
from handlers.pilots.pilot import Pilot
from handlers.rights import MANAGE
from handlers.talk import Talk
from handlers.views.frameworks import (
    asked,
    book_of,
    elsewhere,
    in_short,
    likely_stage,
    listed,
    other_books,
    reading,
    see,
)
from handlers.views.marks import explain_button
from knowledge.judging.across import Difference, compare
from knowledge.model import Playbook, Stage

UNDO = timedelta(days=1)
EXACTLY = 100  # lines: all of them, for whoever is about to change it


def choose(talk: Talk, press: Press) -> Reply:
    """List the playbooks that a pilot could follow instead, each with what it would mean."""
    pilot = _open(talk, press.ref)
    rows: list[Block] = []
    for book in other_books(talk, pilot):
        button = see(book.title, "playbook look", f"{pilot.id}|{book.id}")
        rows.append(Row(in_short(elsewhere(talk, pilot, book)), button))
    now = talk.library.playbook(pilot.playbook).title
    return Show(
        card(
            Title(f"Change the playbook of {pilot.name}"),
            Para(line("It follows ", Bold(now), ". Nothing changes until you confirm.")),
            *rows,
            Buttons((Button("Leave it as it is", "status", pilot.id),)),
        )
    )


def look(talk: Talk, press: Press) -> Reply:
    """Say exactly what a change would do, at the stage in which the pilot would likely be."""
    pilot, playbook = _both(talk, press.ref)
    return Show(_preview(talk, pilot, playbook, likely_stage(talk, pilot, playbook)))


def look_at_stage(talk: Talk, press: Press) -> Reply:
    """Say the same for a stage that was chosen."""
    pilot, playbook = _both(talk, press.ref)
    if "stage" in press.values:
        return Show(_preview(talk, pilot, playbook, _chosen(playbook, press.values["stage"])))
    field = _field(playbook, likely_stage(talk, pilot, playbook))
    return Open(Form("Change the playbook", (field,), press.verb, press.ref, submit="Look there"))


def _both(talk: Talk, ref: str) -> tuple[Pilot, Playbook]:
    pilot_id, _, book_id = ref.partition("|")
    pilot = _open(talk, pilot_id)
    playbook = book_of(talk, book_id)
    if playbook.id == pilot.playbook:
        raise Stale(f"{pilot.name} follows this playbook already.")
    return pilot, playbook


def _open(talk: Talk, pilot_id: str) -> Pilot:
    pilot = talk.seen(pilot_id)
    talk.need(pilot, MANAGE)
    if pilot.closed is not None:
        raise Stale(f"{pilot.name} is closed. Open it again first.")
    return pilot


def _chosen(playbook: Playbook, said: str) -> Stage:
    for stage in playbook.stages:
        if stage.id == said:
            return stage
    names = ", ".join(stage.label for stage in playbook.stages)
    raise Rejected({"stage": f"Choose a stage of {playbook.title}: {names}."})


def _field(playbook: Playbook, stage: Stage) -> ChoiceField:
    stages = tuple(Option(one.id, one.label) for one in playbook.stages)
    return ChoiceField("stage", "The stage it would be in", stages, value=stage.id)


def _preview(talk: Talk, pilot: Pilot, playbook: Playbook, stage: Stage) -> Card:
    here = reading(talk, pilot, pilot.playbook, pilot.stage)
    there = reading(talk, pilot, playbook.id, stage.id)
    found = compare(talk.library, here, there)
    ref = "|".join((pilot.id, playbook.id, stage.id, pilot.playbook, pilot.stage))
    return card(
        Title(f"Change {pilot.name} to “{playbook.title}”?"),
        Para(line("Now: ", *in_short(here))),
        Para(line("Then: ", *in_short(there))),
        *listed("What would turn red:", _red(found), EXACTLY),
        *listed("Asked in addition:", map(asked, found.more), EXACTLY),
        *listed("No longer asked:", map(asked, found.less), EXACTLY),
        *_nothing(found),
        Note(line(_kept(talk, pilot, playbook, stage))),
        Entry(
            (_field(playbook, stage),), "playbook stage", f"{pilot.id}|{playbook.id}", "Look there"
        ),
        Buttons(
            (
                Button(_label(stage), "change playbook", ref, style="primary"),
                Button("Leave it as it is", "status", pilot.id),
            ),
            more=explain_button(playbook, stage),
        ),
    )


def _label(stage: Stage) -> str:
    """Say on the button what it does: another stage chosen above it is only looked at."""
    return f"Change it, in {stage.label}"[:75]


def _red(found: Difference) -> list[Line]:
    firsts = [line(Bold(first.label), " begins to block") for first in found.red_first]
    chains = {first.criterion for first in found.red_first}
    musts = [s for s in found.red if s.criterion.id not in chains]
    return firsts + [line(Said(s.criterion.title), ": a must there, and open") for s in musts]


def _nothing(found: Difference) -> list[Block]:
    if found.red or found.red_first or found.more or found.less:
        return []
    return [Para(line("Nothing turns red, and nobody is asked anything else."))]


def _kept(talk: Talk, pilot: Pilot, playbook: Playbook, stage: Stage) -> str:
    said = "Every answer is kept. Decisions and waivers stay in the history."
    carried = _carried(talk, pilot, playbook, stage)
    behind = [s.gate for s in playbook.stages if s.order < stage.order]
    if through := [gate.label for gate in behind if gate.id in carried]:
        said += f" Counted as passed, since its stages are behind: {', '.join(through)}."
    known = {passed.gate for passed in pilot.passed} | carried
    if skipped := [gate.label for gate in behind if gate.id not in known]:
        said += f" Nobody decided at {', '.join(skipped)}; that will show as a flag."
    return said


def _carried(talk: Talk, pilot: Pilot, playbook: Playbook, stage: Stage) -> set[str]:
    """Find the gates there whose phases lie behind the pilot under the playbook of today."""
    book = talk.library.playbook(pilot.playbook)
    order = book.stage(pilot.stage).order
    behind = {phase for s in book.stages if s.order < order for phase in s.covers}
    return {s.gate.id for s in playbook.stages if s.order < stage.order and set(s.covers) <= behind}


def change(talk: Talk, press: Press) -> Reply:
    """Change the playbook as it was shown; raises Stale where the pilot has moved since."""
    pilot_id, book_id, stage_id, *seen = (*press.ref.split("|"), "", "")[:5]
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, MANAGE)
    if seen != [pilot.playbook, pilot.stage]:
        raise Stale(f"{pilot.name} has moved since this was shown. Please look again.")
    playbook = book_of(talk, book_id)
    stage = _chosen(playbook, stage_id)
    before = talk.library.playbook(pilot.playbook)
    told = _told(talk, pilot, playbook, stage)
    told["same"] = _asked_the_same(talk, pilot, replace(pilot, playbook=book_id, stage=stage.id))
    pilot = talk.write(pilot, ("playbook changed", told))
    changed = pilot.seq
    pilot = invite_others(talk, pilot)
    said = _announcement(talk, pilot, before, stage)
    talk.post(pilot.room, said, f"playbook:{pilot.id}:{changed}", lane="notice")
    return Show(
        card(
            Para(line("Kept: ", Bold(pilot.name), " follows ", Bold(playbook.title), " now.")),
            Note(line("Every answer is where it was.")),
            *your_part(talk, pilot),
            Buttons(
                (
                    Button("Status", "status", pilot.id, style="primary"),
                    Button("Undo", "undo playbook", f"{pilot.id}|{changed}"),
                )
            ),
        )
    )


def _asked_the_same(talk: Talk, pilot: Pilot, after: Pilot) -> list[str]:
    """List those who are asked nothing that they were not asked before."""
    before, now = (
        {who: {question.id for question in asked} for who, asked in waiting(talk, one).items()}
        for one in (pilot, after)
    )
    return sorted(who for who, asked in now.items() if asked <= before.get(who, set()))


def _told(talk: Talk, pilot: Pilot, playbook: Playbook, stage: Stage) -> dict[str, Any]:
    """Write the change down; in the same phase the days in the stage go on counting."""
    now = talk.library.playbook(pilot.playbook).stage(pilot.stage)
    same = not set(now.covers).isdisjoint(stage.covers)
    return {
        "playbook": playbook.id,
        "stage": stage.id,
        "started": (pilot.started if same else talk.today).isoformat(),
        "passed": sorted(_carried(talk, pilot, playbook, stage)),
    }


def _announcement(talk: Talk, pilot: Pilot, before: Playbook, stage: Stage) -> Card:
    after = talk.library.playbook(pilot.playbook)
    return card(
        Para(
            line(
                Said(talk.who.name),
                " changed the playbook of ",
                Bold(pilot.name),
                " from ",
                Said(before.title),
                " to ",
                Bold(after.title),
                ".",
            )
        ),
        Note(
            line(
                "It is in ",
                Said(stage.label),
                " and heads for ",
                Said(stage.gate.label),
                ". Every answer and decision is kept.",
            )
        ),
        Buttons((Button("Status", "status", pilot.id),)),
    )


def undo(talk: Talk, press: Press) -> Reply:
    """Take the latest change back within a day, unless a gate was decided since."""
    pilot_id, _, seq = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, MANAGE)
    if not pilot.turned or str(pilot.turned[-1].seq) != seq:
        raise Stale("This change was taken back or followed by another one.")
    before = pilot.turned[-1]
    again = "Change it back under Manage instead; no answer is lost."
    if talk.now - before.at > UNDO:
        raise Stale(f"A change of the playbook can be undone for a day. {again}")
    if any(decision.seq > before.seq for decision in pilot.decisions):
        raise Stale(f"A gate was decided since. {again}")
    pilot = talk.write(pilot, ("playbook restored", {"seq": before.seq}))
    title = talk.library.playbook(pilot.playbook).title
    said = card(
        Para(line(Bold(pilot.name), " follows ", Bold(title), " again.")),
        Note(line(Said(talk.who.name), " took the change of the playbook back.")),
        Buttons((Button("Status", "status", pilot.id),)),
    )
    talk.post(pilot.room, said, f"playbook back:{pilot.id}:{pilot.seq}", lane="notice")
    return Show(said, replace=True)
