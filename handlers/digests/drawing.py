"""The figures of a digest as charts, each with the same figures in words."""

from __future__ import annotations

from datetime import date

from handlers.cards import Chart, Series
from handlers.digests.lettering import in_text
from handlers.digests.telling import Told

LINES = 6  # pilots in one picture; more cannot be told apart
ROWS = 24  # rows of a heat map that a phone still shows


def readiness(told: tuple[Told, ...], columns: tuple[str, ...]) -> Chart | None:
    """Draw how much of its gate each pilot has met, week by week."""
    most = [one for one in told if sum(v is not None for v in one.trend) > 1]
    if not most:
        return None
    shown = sorted(most, key=lambda one: one.now.percent)[:LINES]
    series = tuple(Series(one.row.name, one.trend) for one in shown)
    named = zip(in_text(series), series, strict=True)
    numbers = "; ".join(f"{name} {_run(one.values)} %" for name, one in named)
    left = len(most) - len(shown)
    said = f"{columns[0]} to {columns[-1]}: {numbers}" + (f"; and {left} more" if left else "")
    return Chart("Gate readiness by week", "lines", columns, series, said, "percent")


def _run(values: tuple[float | None, ...]) -> str:
    return ", ".join("–" if value is None else f"{value:.0f}" for value in values)


def ageing(told: tuple[Told, ...], today: date) -> Chart | None:
    """Draw for how long owner, metric and funding have been missing."""
    aged = [
        (f"{gap.label}: {one.row.name}", float((today - gap.opened).days))
        for one in told
        for gap in one.gaps
    ]
    aged = sorted((one for one in aged if one[1] >= 1), key=lambda one: -one[1])[:LINES]
    if not aged:
        return None
    series = tuple(Series(name, (days,)) for name, days in aged)
    named = zip(in_text(series), aged, strict=True)
    numbers = "; ".join(f"{name} {days:.0f} days" for name, (_, days) in named)
    return Chart("Missing for how long", "bars", ("days",), series, numbers, "days")


def heat(told: tuple[Told, ...]) -> Chart | None:
    """Lay pilots over gates: behind it 100, at it what is met, ahead nothing."""
    if len(told) < 2:
        return None
    last = max(one.now.order for one in told)
    columns = tuple(f"Gate {n}" for n in range(1, last + 1))
    shown = sorted(told, key=lambda one: (one.now.order, one.now.percent))[:ROWS]
    series = tuple(Series(one.row.name, _cells(one, last)) for one in shown)
    named = zip(in_text(series), shown, strict=True)
    numbers = "; ".join(f"{name} {one.now.gate} {one.now.percent:.0f} %" for name, one in named)
    left = len(told) - len(shown)
    return Chart(
        "Pilots by gate", "heat", columns, series, numbers + (f"; and {left} more" if left else "")
    )


def _cells(one: Told, last: int) -> tuple[float | None, ...]:
    at = one.now.order
    return tuple(
        100.0 if n < at else one.now.percent if n == at else None for n in range(1, last + 1)
    )
