from __future__ import annotations

import io

import pytest
from matplotlib.image import imread

from bot.render.pictures import png
from handlers.cards import Chart, Series
from tests.render.samples import LINES, NASTY

CHARTS = (
    LINES,
    Chart("Missing", "bars", ("days",), (Series("Owner: $x$ " + NASTY, (12.0,)),), "n", "days"),
    Chart(
        "Pilots by gate",
        "heat",
        ("Gate 1", "Gate 2", "Gate 3"),
        (Series("A", (40.0, None, None)), Series("漢字", (100.0, 60.0, None))),
        "n",
    ),
    Chart("Nothing yet", "lines", ("2 Nov",), (Series("A", (None,)),), "n"),
)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.title)
def test_every_chart_is_drawn_at_a_phones_width(chart: Chart) -> None:
    pixels = imread(io.BytesIO(png(chart)))
    assert pixels.shape[1] == 800
    assert pixels.min() < 0.5 < pixels.max()  # there is ink on paper


def test_the_same_figures_give_the_same_picture() -> None:
    assert png(LINES) == png(LINES)
