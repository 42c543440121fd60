"""What of a playbook is reconstructed: one word where it shows, the reasons one tap away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.cards import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.talk import Talk
from knowledge.model import Gate, Library, Need, Playbook, Stage

WORD = "reconstructed"
GATE: Mapping[str, str] = {
    "gate": "the gate itself",
    "label": "its name",
    "needs": "the list of what it asks for",
    "approvers": "who approves",
    "decisions": "the words for a decision",
}
STAGE: Mapping[str, str] = {"label": "its name", "weeks": "how long it takes"}


def gate_mark(gate: Gate) -> str:
    """Say in a word or two how much of a gate is ours; empty: the source states it all."""
    if {"gate", "needs"} & set(gate.derived):
        return WORD
    return f"partly {WORD}" if gate.derived or any(map(is_ours, gate.needs)) else ""


def weeks_mark(stage: Stage) -> str:
    """Mark the usual length of a stage where the source gives none."""
    return f" ({WORD})" if "weeks" in stage.derived else ""


def is_ours(need: Need) -> bool:
    """Tell whether a gate's need, or the figure in it, is not in the source that way."""
    return need.derived or (need.threshold is not None and need.threshold.derived)


def marked(gate: Gate) -> str:
    """Put the mark behind the name of a gate, where there is one to put."""
    mark = gate_mark(gate)
    return f" · {mark}" if mark else ""


def marked_at(library: Library, playbook_id: str, stage_id: str) -> str:
    """Put the mark behind a gate of which only ids are known; one that is gone has none."""
    playbook = library.playbooks.get(playbook_id)
    stages = playbook.stages if playbook else ()
    return next((marked(stage.gate) for stage in stages if stage.id == stage_id), "")


def need_mark(gate: Gate, need: Need) -> str:
    """Mark a criterion whose place at this gate is ours."""
    ours = "needs" in gate.derived or is_ours(need)
    return f" ({WORD} at this gate)" if ours else ""


def explain_button(playbook: Playbook, stage: Stage) -> tuple[Button, ...]:
    """Offer to say what is reconstructed, where something is."""
    if not (stage.derived or gate_mark(stage.gate)):
        return ()
    ref = f"{playbook.id}|{stage.order}"  # not its id: two long ones fit into no menu
    return (Button("What is reconstructed?", "reconstructed", ref),)


def explained(talk: Talk, press: Press) -> Reply:
    """Say which parts of a stage are ours and not the source's, and why that is."""
    book_id, _, order = press.ref.partition("|")
    playbook = talk.library.playbooks.get(book_id)
    stages = playbook.stages if playbook else ()
    stage = next((one for one in stages if str(one.order) == order), None)
    if playbook is None or stage is None:
        raise Stale("This part of the playbook is no longer there.")
    return Show(_card(talk, playbook, stage))


def _card(talk: Talk, playbook: Playbook, stage: Stage) -> Card:
    return card(
        Title(f"{stage.gate.label}: what is {WORD}"),
        Note(line(Said(playbook.title), " · ", Said(stage.label))),
        Para(
            line(
                "The source of this playbook does not state these parts. We put them together "
                "from what it says elsewhere, or took them over from the stage gate:"
            )
        ),
        Bullets(tuple(ours(talk, stage))),
        Note(line("All else is as the source has it. Your own playbook can say it differently.")),
        Buttons((Button("All pilots", "portfolio"),)),
    )


def ours(talk: Talk, stage: Stage) -> Iterator[Line]:
    """List what is ours in a stage and its gate, part by part."""
    for part in stage.derived:
        yield line(Bold("Stage"), f": {STAGE.get(part, part)}")
    for part in stage.gate.derived:
        yield line(Bold("Gate"), f": {GATE.get(part, part)}")
    for need in stage.gate.needs:
        title = talk.library.criterion(need.criterion).title
        if need.derived:
            yield line(Bold("Criterion"), ": ", Said(title), " at this gate")
        elif is_ours(need) and need.threshold:
            figure = f"{need.threshold.value:f} {need.threshold.unit}"
            yield line(Bold("Figure"), ": ", Said(f"{figure} ({title})"))
