"""Draw a chart: readable at a phone's width, and without telling red from green.

Imported only where pictures are drawn: the plotting library takes a second to load.
"""

from __future__ import annotations

import io
import logging
import textwrap
import warnings
from typing import TYPE_CHECKING, Any, Final, assert_never

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from handlers.cards import Chart
from handlers.digests.lettering import in_picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH: Final = 4.0  # inches, at DPI: 800 pixels across
DPI: Final = 200
NAME: Final = 32  # characters of a pilot's name
# Okabe and Ito's colours, which most people tell apart; shapes and dashes say the same again.
COLOURS: Final = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS: Final = ("o", "s", "^", "D", "v", "P")
DASHES: Final = ("-", "--", "-.", ":", (0, (5, 1)), (0, (1, 1)))
INK, PALE = "#222222", "#D9D9D9"
STYLE: Final[dict[Any, Any]] = {
    "font.size": 10,
    "text.parse_math": False,  # a name with dollar signs is a name
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#888888",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}

logging.getLogger("matplotlib").setLevel(logging.ERROR)


def png(chart: Chart) -> bytes:
    """Draw a chart as a PNG."""
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "constrained_layout")  # it does as well as it can
        figure = Figure(figsize=(WIDTH, _height(chart)), dpi=DPI, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        match chart.shape:
            case "lines":
                _lines(axes, chart)
            case "bars":
                _bars(axes, chart)
            case "heat":
                _heat(axes, chart)
            case _:
                assert_never(chart.shape)
        figure.suptitle(
            chart.title, x=0.01, horizontalalignment="left", fontsize=12, fontweight="bold"
        )
        written = io.BytesIO()
        figure.savefig(written, format="png", metadata={"Software": None})
        return written.getvalue()


def _height(chart: Chart) -> float:
    rows = len(chart.series)
    match chart.shape:
        case "lines":
            return 2.6 + 0.22 * rows
        case "bars":
            return 0.7 + 0.42 * rows
        case "heat":
            return 1.0 + 0.4 * rows
        case _:
            assert_never(chart.shape)


def _short(name: str) -> str:
    return name if len(name) <= NAME else name[: NAME - 1] + "…"


def _wrapped(name: str) -> str:
    """Write a name in two lines of a row's label, at most."""
    return "\n".join(textwrap.wrap(_short(name), 18, max_lines=2, placeholder="…"))


def _lines(axes: Axes, chart: Chart) -> None:
    places = list(range(len(chart.columns)))
    for number, (name, one) in enumerate(zip(in_picture(chart), chart.series, strict=True)):
        look = number % len(COLOURS)
        values = [float("nan") if value is None else value for value in one.values]
        last = next((v for v in reversed(one.values) if v is not None), 0.0)
        axes.plot(
            places,
            values,
            color=COLOURS[look],
            marker=MARKERS[look],
            linestyle=DASHES[look],
            markersize=4.5,
            linewidth=1.8,
            label=f"{_short(name)}: {last:.0f}{_unit(chart)}",
        )
    axes.set_ylim(0, 105 if chart.unit == "percent" else None)
    axes.set_ylabel("% of the gate met" if chart.unit == "percent" else "days")
    step = max(1, (len(places) - 1) // 3)
    ticks = places[::-1][::step][::-1]
    axes.set_xticks(ticks, [chart.columns[place] for place in ticks])
    axes.grid(axis="y", color=PALE, linewidth=0.6)
    lines = axes.get_lines()
    axes.legend(
        lines,
        [str(one.get_label()) for one in lines],  # said, as one that begins with _ would be hidden
        loc="upper left",
        bbox_to_anchor=(-0.12, -0.14),
        frameon=False,
        fontsize=9,
        handlelength=2.6,
    )


def _unit(chart: Chart) -> str:
    return " %" if chart.unit == "percent" else " days"


def _bars(axes: Axes, chart: Chart) -> None:
    values = [one.values[-1] or 0.0 for one in reversed(chart.series)]
    places = range(len(values))
    axes.barh(places, values, color=COLOURS[0], height=0.62)
    axes.set_yticks(places, [_wrapped(name) for name in reversed(in_picture(chart))])
    for place, value in enumerate(values):
        axes.annotate(
            f" {value:.0f}{_unit(chart)}", (value, place), va="center", fontsize=9, color=INK
        )
    axes.set_xlim(0, max([*values, 1.0]) * 1.3)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)


def _heat(axes: Axes, chart: Chart) -> None:
    rows = [[float("nan") if v is None else v for v in one.values] for one in chart.series]
    axes.imshow(rows, cmap="Blues", vmin=0, vmax=140, aspect="auto")
    for y, row in enumerate(chart.series):
        here = max((x for x, value in enumerate(row.values) if value is not None), default=0)
        for x, value in enumerate(row.values):
            said = "–" if value is None else "✓" if x < here else f"{value:.0f}"
            colour = "white" if value is not None and value > 85 else INK
            axes.text(x, y, said, ha="center", va="center", fontsize=8.5, color=colour)
    axes.set_xticks(range(len(chart.columns)), [one.removeprefix("Gate ") for one in chart.columns])
    axes.set_xlabel("gate: ✓ passed, else % met", fontsize=9)
    axes.set_yticks(range(len(chart.series)), [_wrapped(name) for name in in_picture(chart)])
    axes.tick_params(length=0)
    axes.set_xticks([x - 0.5 for x in range(1, len(chart.columns))], minor=True)
    axes.set_yticks([y - 0.5 for y in range(1, len(chart.series))], minor=True)
    axes.grid(which="minor", color="white", linewidth=2)
    axes.tick_params(which="minor", length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
