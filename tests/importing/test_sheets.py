"""Files of lists, as programs and people leave them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from handlers.importing.opening import read_sheet
from handlers.importing.sheet import ROWS, BadCell, BadFile, Sheet, letter
from handlers.importing.template import EXAMPLES, template
from tests.knowledge.town import LIBRARY

HEAD = ["Name", "Owner", "Funding"]
ROW = ["Größenprüfung", "Jörg Müller", "250 €"]


def book(fill: Callable[[Any], None]) -> bytes:
    made = Workbook()
    fill(made)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def rows(sheet: Sheet) -> list[list[Any]]:
    return [list(row.cells) for row in sheet.rows]


def of(*lines: list[Any]) -> bytes:
    def fill(made: Any) -> None:
        for line in lines:
            made.active.append(line)

    return book(fill)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_letters_and_separators_are_told_from_the_file(
    separator: str, encoding: str, end: str
) -> None:
    text = end.join(separator.join(line) for line in (HEAD, ROW, ROW)) + end
    sheet = read_sheet("pilots.csv", text.encode(encoding))
    assert sheet.headers == tuple(HEAD)
    assert rows(sheet) == [ROW, ROW]


def test_a_heading_over_several_columns_is_not_taken_for_their_names() -> None:
    sheet = read_sheet(
        "pilots.xlsx",
        of(
            ["AI programme", None, "as of", "1 September"],
            [None, None, "People", None, "Money"],
            ["Name", "Channel", "Owner", "Sponsor", "Budget", "Line"],
            ["A", "#a", "Ben", "Maria", "250 EUR", "4711"],
        ),
    )
    assert sheet.headers == ("Name", "Channel", "Owner", "Sponsor", "Budget", "Line")
    assert [row.number for row in sheet.rows] == [4]


def test_a_lone_cell_at_the_end_of_a_sheet_is_one_row() -> None:
    def fill(made: Any) -> None:
        made.active.append(["Name", "Channel"])
        made.active["A1048576"] = "Last"

    found = read_sheet("pilots.xlsx", book(fill)).rows
    assert [(row.number, row.cells) for row in found] == [(1048576, ("Last", ""))]


def test_a_part_that_swells_beyond_measure_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadFile, match="unpacks to more"):
        read_sheet("pilots.xlsx", of(["Name", "Channel"], *[["x" * 30_000, n] for n in range(50)]))


def test_windows_letters_are_said() -> None:
    sheet = read_sheet("pilots.csv", "Name,Owner\nGrößenprüfung,Jörg\n".encode("cp1252"))
    assert "Windows letters" in " ".join(sheet.notes)


def test_a_quoted_cell_holds_line_breaks_quotes_and_separators() -> None:
    text = 'Name,Purpose\n"A ""good"" one","Line 1\nLine 2, and more"\nB,b\n'
    assert rows(read_sheet("x.csv", text.encode())) == [
        ['A "good" one', "Line 1\nLine 2, and more"],
        ["B", "b"],
    ]


def test_rows_keep_their_numbers_though_empty_ones_are_left_out() -> None:
    sheet = read_sheet("x.csv", b"Name,Owner\n\n,\nA,b\n , \nC,d\n")
    assert [row.number for row in sheet.rows] == [4, 6]


def test_titles_above_the_header_are_skipped() -> None:
    sheet = read_sheet("x.csv", b"Our pilots;;\n\nName;Owner;Stage\nA;b;c\n")
    assert sheet.headers == ("Name", "Owner", "Stage")


def test_short_rows_are_filled_and_long_ones_cut() -> None:
    sheet = read_sheet("x.csv", b"Name,Owner,\nA\nB,c,d,e,f\n")
    assert rows(sheet) == [["A", ""], ["B", "c"]]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_is_text_and_loses_an_exports_apostrophe(cell: str) -> None:
    told = read_sheet("x.tsv", f"Name\tOwner\n{cell}\t'{cell}\n".encode())
    assert rows(told) == [[cell, cell]]


@pytest.mark.parametrize(
    ("content", "because"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b",,\n,,\n", "nothing in it"),
        (b"Name,Owner\n", "no row under"),
        (b'Name,Owner\nA,"never closed\nB,c\n', "never closed"),
        (b'Name,Owner\n"A"b,c\n', "do not fit"),
        (b"%PDF-1.7 x", "no list"),
        (b"<html></html>", "no list"),
        (b'{"a": 1}', "no list"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"\xd0\xcf\x11\xe0 old", ".xls"),
        (b"\x00\x01\x02\x03" * 50, "letters"),
        (",".join(f"c{n}" for n in range(400)).encode() + b"\n" + b"x," * 400, "columns"),
        (b"Name,b\n" + b"x,y\n" * (ROWS + 1), "rows"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, because: str) -> None:
    with pytest.raises(BadFile, match=because):
        read_sheet("pilots.csv", content)


def test_a_file_that_is_too_large_is_not_even_looked_at() -> None:
    with pytest.raises(BadFile, match="Split the file"):
        read_sheet("pilots.csv", bytes(33 * 1024 * 1024))


def test_a_cell_as_large_as_a_book_is_a_problem_of_its_row() -> None:
    sheet = read_sheet("x.csv", b"Name,Owner\n" + b"x" * 30_000 + b",y\n")
    assert isinstance(sheet.rows[0].cells[0], BadCell)


# Workbooks


def test_a_workbook_gives_days_numbers_shares_and_money_as_one_types_them() -> None:
    def fill(made: Any) -> None:
        sheet = made.active
        sheet.append(["Name", "Day", "Moment", "Number", "Share", "Money", "Yes", "Text"])
        sheet.append(
            ["A", date(2026, 9, 1), datetime(2026, 9, 1, 8, 30), 4.0, 0.125, 250_000, True, " x "]
        )
        sheet["E2"].number_format = "0.0%"
        sheet["F2"].number_format = '#,##0.00 "x"[$EUR]'

    assert rows(read_sheet("p.xlsx", book(fill))) == [
        ["A", "2026-09-01", "2026-09-01", "4", "12.5%", "250000 EUR", "yes", "x"]
    ]


def test_a_formula_counts_by_its_stored_value_and_is_never_worked_out() -> None:
    content = of(["Name", "Sum"], ["A", "=1+1"])
    (cells,) = rows(read_sheet("p.xlsx", content))
    assert isinstance(cells[1], BadCell)
    assert "stored value" in cells[1].because
    stored = _changed(content, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>7</v>")
    stored = _changed(stored, "xl/worksheets/sheet1.xml", b"<v />", b"<v>7</v>")
    assert rows(read_sheet("p.xlsx", stored)) == [["A", "7"]]


def test_a_formula_that_failed_is_a_problem_of_its_row() -> None:
    (cells,) = rows(read_sheet("p.xlsx", of(["Name", "Sum"], ["A", "#REF!"])))
    assert isinstance(cells[1], BadCell)


def test_hidden_sheets_are_left_alone_and_others_said() -> None:
    def fill(made: Any) -> None:
        made.active.title = "Secret"
        made.active.append(["Name", "x"])
        made.active.append(["hidden", "y"])
        made.active.sheet_state = "hidden"
        for title in ("List", "Notes"):
            made.create_sheet(title).append(["Name", "x"])
            made[title].append([title, "y"])

    content = book(fill)
    sheet = read_sheet("p.xlsx", content)
    assert rows(sheet) == [["List", "y"]]
    assert sheet.notes == ("I read the sheet List, not Notes. 1 hidden: left alone.",)
    assert rows(read_sheet("p.xlsx", content, "notes")) == [["Notes", "y"]]
    with pytest.raises(BadFile, match="no sheet called x"):
        read_sheet("p.xlsx", content, "x")


def test_merged_cells_count_for_all_rows_that_they_cover() -> None:
    def fill(made: Any) -> None:
        for line in (["Name", "Owner"], ["A", "Maria"], ["B", None], ["C", None], ["D", "Ben"]):
            made.active.append(line)
        made.active.merge_cells("B2:B4")

    sheet = read_sheet("p.xlsx", book(fill))
    assert rows(sheet) == [["A", "Maria"], ["B", "Maria"], ["C", "Maria"], ["D", "Ben"]]
    assert "Merged cells" in sheet.notes[0]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        for n in range(3):
            packed.writestr(f"xl/worksheets/sheet{n}.xml", bytes(100 * 1024 * 1024))
    assert len(kept.getvalue()) < 1024 * 1024
    with pytest.raises(BadFile, match="unpacks"):
        read_sheet("p.xlsx", kept.getvalue())


def test_a_workbook_that_defines_entities_is_refused() -> None:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    content = _changed(
        of(["Name", "x"], ["A", "b"]), "xl/workbook.xml", b"<workbook", head + b"<workbook"
    )
    with pytest.raises(BadFile, match="entities"):
        read_sheet("p.xlsx", content)


@pytest.mark.filterwarnings("ignore:Workbook contains no stylesheet")
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
@pytest.mark.parametrize("new", [b"", b"<", b"<a/>"])
def test_a_damaged_workbook_is_refused_in_words(part: str, new: bytes) -> None:
    content = of(["Name", "x"], ["A", "b"])
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        whole = packed.read(part)
    with suppress(BadFile):  # but nothing else may be raised
        sheet = read_sheet("p.xlsx", _changed(content, part, whole, new))
        assert sheet.headers == ("Name", "x")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as packed:
        packed.writestr("readme.txt", "hello")
    with pytest.raises(BadFile, match="damaged"):
        read_sheet("pilots.zip", kept.getvalue())


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_the_template_is_read_as_what_it_is(name: str) -> None:
    sheet = read_sheet(name, template(name, LIBRARY))
    assert sheet.headers[:3] == ("ID", "Name", "Purpose")
    assert len(sheet.rows) == len(EXAMPLES)


def test_the_templates_help_sheet_says_what_each_column_takes() -> None:
    guide = load_workbook(io.BytesIO(template("list.xlsx", LIBRARY)))["Help"]
    said = [row[0].value for row in guide.iter_rows(min_row=2) if row[0].value]
    assert said[:2] == ["ID", "Name"]


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [letter(n) for n in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]


def _changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Change one part of a zipped file."""
    kept = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in packed.namelist():
            held = packed.read(name)
            made.writestr(name, held.replace(old, new) if name == part else held)
    return kept.getvalue()
