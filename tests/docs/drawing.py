"""Lay a playbook out for its picture: where each stage, gate and criterion stands, in pixels."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from handlers.views.marks import gate_mark, is_ours
from knowledge.model import Need, Playbook, Stage
from knowledge.passages.passage import spell_weeks

WIDTH, MARGIN, GAP = 1000, 24, 10
TOP, HEIGHT = 66, 84  # of the row of stages
PER_ROW, DOT = 6, 15  # criteria of a gate, and the pitch of their squares
LETTER = 7.4  # the usual width of a letter at 13 pixels
WEIGHTS = ("must", "should", "tip")


@dataclass(frozen=True)
class Square:
    """One criterion below its gate."""

    x: float
    y: float
    need: str
    ours: bool
    title: str


@dataclass(frozen=True)
class Column:
    """One stage with its gate."""

    x: float
    width: float
    label: tuple[str, ...]
    weeks: str
    gate: tuple[str, ...]
    mark: str
    ours: bool  # the stage's name is reconstructed
    rebuilt: bool  # the gate itself, or what it asks for
    squares: tuple[Square, ...]
    counts: str


@dataclass(frozen=True)
class Drawing:
    """A whole picture."""

    title: str
    columns: tuple[Column, ...]
    height: float
    told: str  # what it shows, for those who do not see it


def drawing(playbook: Playbook, titles: dict[str, str]) -> Drawing:
    """Place everything; `titles` names the criteria."""
    count = len(playbook.stages)
    width = (WIDTH - 2 * MARGIN - (count - 1) * GAP) / count
    columns = tuple(
        _column(stage, MARGIN + place * (width + GAP), width, titles)
        for place, stage in enumerate(playbook.stages)
    )
    rows = max(-(-len(column.squares) // PER_ROW) for column in columns)
    told = "; ".join(
        f"{stage.label} ends at {stage.gate.label} with {counts(stage)}"
        for stage in playbook.stages
    )
    return Drawing(playbook.title, columns, GATES + 46 + rows * DOT + 58, told)


GATES = TOP + HEIGHT + 46  # where the names of the gates begin


def _column(stage: Stage, x: float, width: float, titles: dict[str, str]) -> Column:
    letters = int((width - 34) / LETTER)
    needs = sorted(stage.gate.needs, key=lambda need: WEIGHTS.index(need.need))
    return Column(
        x,
        width,
        tuple(textwrap.wrap(stage.label, letters)),
        spell_weeks(stage.weeks) if stage.weeks else "",
        tuple(textwrap.wrap(stage.gate.label, int(width / LETTER))),
        gate_mark(stage.gate),
        "label" in stage.derived,
        bool({"gate", "needs"} & set(stage.gate.derived)),
        tuple(
            _square(need, place, needs, x + width / 2, titles) for place, need in enumerate(needs)
        ),
        counts(stage),
    )


def _square(
    need: Need, place: int, needs: list[Need], middle: float, titles: dict[str, str]
) -> Square:
    row, at = divmod(place, PER_ROW)
    left = middle - min(PER_ROW, len(needs)) * DOT / 2 + 2
    title = f"{titles[need.criterion]} ({need.need})"
    return Square(left + at * DOT, GATES + 46 + row * DOT, need.need, is_ours(need), title)


def counts(stage: Stage) -> str:
    """Count a gate's criteria by weight: `5 musts, 2 shoulds`."""
    found = [(sum(n.need == weight for n in stage.gate.needs), weight) for weight in WEIGHTS]
    return ", ".join(f"{n} {weight}{'s' if n > 1 else ''}" for n, weight in found if n) or "nothing"
