from __future__ import annotations

import io
import sys
import unicodedata

import pytest
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.ft2font import FT2Font
from matplotlib.image import imread

from bot.render.pictures import png
from handlers.cards import Chart, Series
from handlers.digests.lettering import drawable, in_picture
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


@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_the_font_has_every_sign_that_is_taken_for_drawable(weight: str) -> None:
    font = FT2Font(findfont(FontProperties(family="DejaVu Sans", weight=weight)))
    known = font.get_charmap()
    signs = {chr(code) for code in range(sys.maxunicode + 1) if drawable(chr(code))}
    assert {one for one in signs if unicodedata.name(one, "") and ord(one) not in known} == set()


STRANGE = ("請求書の照合", "مطابقة الفواتير", "Rechnungen 🚀", "משימה", "แอป", "A\u202eB", "हिन्दी")


@pytest.mark.parametrize("name", STRANGE)
def test_a_name_that_cannot_be_drawn_is_its_number_and_never_a_row_of_boxes(name: str) -> None:
    # Drawing says so where a sign is missing, and warnings are errors here.
    for shape in ("lines", "bars", "heat"):
        rows = (Series("Invoice matching", (40.0, 50.0)), Series(name, (20.0, 60.0)))
        chart = Chart("Some title", shape, ("Gate 1", "Gate 2"), rows, "n", "percent")
        assert in_picture(chart) == ("1: Invoice matching", "no. 2")
        assert png(chart)


def test_names_that_can_be_drawn_stand_in_the_picture_as_they_are() -> None:
    rows = tuple(Series(name, (1.0,)) for name in ("_Überprüfung", "Έλεγχος", "Сверка – 2 €"))
    assert in_picture(Chart("T", "bars", ("days",), rows, "n")) == tuple(one.name for one in rows)


def test_rows_of_one_name_are_rows_apart() -> None:
    twice = tuple(Series("Owner: Invoice", (days,)) for days in (30.0, 12.0))
    apart = (twice[0], Series("Owner: Contract", (12.0,)))
    ink = [_ink(Chart("Missing", "bars", ("days",), rows, "n", "days")) for rows in (twice, apart)]
    assert ink[0] == pytest.approx(ink[1], rel=0.1)


def _ink(chart: Chart) -> float:
    pixels = imread(io.BytesIO(png(chart)))
    return float((pixels[:, :, 2] > pixels[:, :, 0] + 0.3).sum())  # blue: the bars
