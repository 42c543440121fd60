"""One pilot under the other playbooks: what the same answers mean there. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Facts,
    Line,
    Note,
    Para,
    Row,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import say_answer
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import facts
from handlers.rights import MANAGE
from handlers.talk import Talk
from handlers.views.marks import explain_button, marked
from knowledge.judging.across import Difference, Reading, compare, read_as, stage_like
from knowledge.judging.evaluate import First, Readiness, Standing
from knowledge.loading.overlaying import Overlaid, Stepping, lay_over
from knowledge.model import Playbook, Question, Stage

LISTED = 8  # lines of a list before the rest is only counted
NOTHING_CHANGES = "Only a look: answers belong to questions, not to a playbook. Nothing changes."


def others(talk: Talk, press: Press) -> Reply:
    """Show a pilot under every other playbook, a line each, and beside the overlays."""
    return Show(others_card(talk, talk.seen(press.ref)))


def others_card(talk: Talk, pilot: Pilot) -> Card:
    """List where the pilot would stand, playbook by playbook."""
    here = reading(talk, pilot, pilot.playbook, pilot.stage)
    rows: list[Block] = [
        Row(in_short(there), see(there.playbook.title, "other", f"{pilot.id}|{there.playbook.id}"))
        for there in (elsewhere(talk, pilot, book) for book in other_books(talk, pilot))
    ]
    for overlay in talk.library.overlays.values():
        laid = overlaid(talk, pilot, overlay.id)
        button = see(overlay.title, "overlay", f"{pilot.id}|{overlay.id}")
        rows.append(Row(_laid_in_short(laid), button))
    return card(
        Title(f"{pilot.name} under another playbook"),
        Note(line(NOTHING_CHANGES)),
        Para(line("Now: ", *in_short(here))),
        *rows,
        Buttons((*_change(talk, pilot), Button("Status", "status", pilot.id))),
    )


def see(title: str, verb: str, ref: str) -> Button:
    """Lead to one of several; its name is on the button, for those who only hear it."""
    return Button(f"See {title}"[:75], verb, ref)


def _change(talk: Talk, pilot: Pilot) -> tuple[Button, ...]:
    if pilot.closed is not None or not talk.may(pilot, MANAGE):
        return ()
    return (Button("Change the playbook", "playbook", pilot.id),)


def other_books(talk: Talk, pilot: Pilot) -> list[Playbook]:
    """List the playbooks that the pilot does not follow."""
    return [book for book in talk.library.playbooks.values() if book.id != pilot.playbook]


def book_of(talk: Talk, playbook_id: str) -> Playbook:
    """Find a playbook that a button names; raises Stale where there is none any more."""
    found = talk.library.playbooks.get(playbook_id)
    if found is None:
        raise Stale("This playbook is no longer there.")
    return found


def reading(talk: Talk, pilot: Pilot, playbook: str, stage: str) -> Reading:
    """Judge the pilot's answers at a stage of a playbook."""
    known = facts(pilot, talk.today)
    return read_as(talk.library, playbook, stage, known.answers, known)


def likely_stage(talk: Talk, pilot: Pilot, playbook: Playbook) -> Stage:
    """Find the stage it would be in: the one it was in before, where that still fits."""
    now = talk.library.playbook(pilot.playbook).stage(pilot.stage)
    for before in reversed(pilot.turned):
        if before.playbook == playbook.id:
            stage = next((s for s in playbook.stages if s.id == before.stage), None)
            if stage is not None and not set(stage.covers).isdisjoint(now.covers):
                return stage
    return stage_like(playbook, now)


def elsewhere(talk: Talk, pilot: Pilot, playbook: Playbook) -> Reading:
    """Judge the pilot's answers where it would be in another playbook."""
    return reading(talk, pilot, playbook.id, likely_stage(talk, pilot, playbook).id)


def in_short(there: Reading) -> Line:
    """Say in one line where a pilot stands in a playbook."""
    readiness = there.readiness
    musts = len(readiness.blocking)
    blocks = f"{musts} must{'s' if musts != 1 else ''} open" if musts else "nothing blocks it"
    short = [first.label.casefold() for first in readiness.first if first.severity == "block"]
    missing = f"; {', '.join(short)} missing" if short else ""
    return line(
        Bold(there.playbook.title),
        " · ",
        Said(there.stage.label),
        " · ",
        Said(readiness.gate.label),
        f": {readiness.met} of {readiness.total} criteria met, {blocks}{missing}",
        marked(readiness.gate),
    )


def other(talk: Talk, press: Press) -> Reply:
    """Look closer at one of the other playbooks."""
    pilot_id, _, book_id = press.ref.partition("|")
    pilot = talk.seen(pilot_id)
    here = reading(talk, pilot, pilot.playbook, pilot.stage)
    there = elsewhere(talk, pilot, book_of(talk, book_id))
    return Show(_closer(talk, pilot, compare(talk.library, here, there)))


def _closer(talk: Talk, pilot: Pilot, found: Difference) -> Card:
    there = found.there
    readiness = there.readiness
    here = Said(found.here.playbook.title)
    return card(
        Title(f"{pilot.name} under “{there.playbook.title}”"),
        Note(line(NOTHING_CHANGES)),
        Para(line("It would be here: ", *in_short(there))),
        Facts(tuple((first.label, _first(talk, first)) for first in readiness.first)),
        *listed("What blocks it there:", map(_standing, readiness.blocking)),
        *_idle(readiness),
        *listed("Asked there in addition:", map(asked, found.more)),
        *listed("Asked now, and not there:", map(asked, found.less)),
        *listed(
            line("Criteria that no gate of “", here, "” has:"),
            (line(Said(criterion.title)) for criterion in found.only_there),
        ),
        Buttons(
            (
                *_change_to(talk, pilot, there.playbook),
                Button("Other playbooks", "others", pilot.id),
                Button("Status", "status", pilot.id),
            ),
            more=explain_button(there.playbook, there.stage),
        ),
    )


def _change_to(talk: Talk, pilot: Pilot, playbook: Playbook) -> tuple[Button, ...]:
    if not _change(talk, pilot):
        return ()
    return (Button("See what a change would do", "playbook look", f"{pilot.id}|{playbook.id}"),)


def _first(talk: Talk, first: First) -> Line:
    answer = first.standing.answers[0] if first.standing.answers else None
    so_far = (Said(say_answer(talk, answer)),) if answer is not None else ()
    if first.severity == "ok" and so_far:
        return line(*so_far)
    weight = {"block": "Missing, blocks it there", "amber": "Missing, needed at a later gate"}
    said = weight.get(first.severity, "Not needed yet")
    return line(Bold(said), *((" (so far: ", *so_far, ")") if so_far else ()))


def _idle(readiness: Readiness) -> list[Block]:
    """Name what is open there without keeping the gate shut."""
    names = [s.criterion.title for s in readiness.standings if not s.ok and s.need.need != "must"]
    return [Note(line("Open there, blocking nothing: ", Said(", ".join(names))))] if names else []


def _standing(standing: Standing) -> Line:
    found = next((f.message for f in standing.findings if f.severity == "block"), "")
    return line(Bold(standing.criterion.title), ": ", Said(found or "answers are missing"))


def asked(question: Question) -> Line:
    """Show a question in a list of questions."""
    return line(Said(question.ask))


def listed(title: str | Line, lines: Iterable[Line], most: int = LISTED) -> list[Block]:
    """Show a list under its title, the first lines of it; nothing where it is empty."""
    every: Sequence[Line] = tuple(lines)
    if not every:
        return []
    left = len(every) - most
    more = [Note(line(f"And {left} more."))] if left > 0 else []
    heading = line(title) if isinstance(title, str) else title
    return [Para(heading), Bullets(tuple(every[:most])), *more]


# Overlays: steps beside the gates


def overlaid(talk: Talk, pilot: Pilot, overlay_id: str) -> Overlaid:
    """Lay an overlay over the pilot as it stands."""
    known = facts(pilot, talk.today)
    return lay_over(talk.library, overlay_id, pilot.playbook, pilot.stage, known.answers, known)


def _laid_in_short(laid: Overlaid) -> Line:
    met = sum(step.ok for step in laid.steps)
    now = ", ".join(step.step.label for step in laid.steps if step.when == "now")
    where = (" · now: ", Said(now)) if now else ()
    met_of = f" · {met} of {len(laid.steps)} steps met"
    return line(Bold(laid.overlay.title), " (laid over it)", *where, met_of)


def overlay(talk: Talk, press: Press) -> Reply:
    """Look closer at an overlay: its steps, and what its rules notice."""
    pilot_id, _, overlay_id = press.ref.partition("|")
    pilot = talk.seen(pilot_id)
    if overlay_id not in talk.library.overlays:
        raise Stale("This overlay is no longer there.")
    laid = overlaid(talk, pilot, overlay_id)
    noticed = [line(Bold(f.severity), ": ", Said(f.message)) for f in laid.findings]
    return Show(
        card(
            Title(f"{pilot.name} beside “{laid.overlay.title}”"),
            Note(line(NOTHING_CHANGES)),
            Bullets(tuple(_step(step) for step in laid.steps)),
            *listed("What its rules notice:", noticed),
            Buttons(
                (
                    Button("Other playbooks", "others", pilot.id),
                    Button("Status", "status", pilot.id),
                )
            ),
        )
    )


def _step(stepping: Stepping) -> Line:
    when = {"behind": "behind it", "now": "now", "ahead": "still to come"}[stepping.when]
    open_now = [s.criterion.title for s in stepping.standings if not s.ok]
    said = f"open: {', '.join(open_now)}" if open_now else "met"
    ours = " · partly reconstructed" if stepping.step.derived else ""
    return line(Bold(stepping.step.label), f" ({when}): ", Said(said), ours)
