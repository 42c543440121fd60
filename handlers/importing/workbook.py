"""Excel workbooks: the values that they show; formulas are never worked out."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from handlers.importing.sheet import (
    COLUMNS,
    LARGEST,
    MIB,
    PACKED,
    ROWS,
    UNPACKED,
    BadCell,
    BadFile,
    Cell,
    Sheet,
    table,
)

# Of styles and extensions that it leaves out; nobody here looks at them.
warnings.filterwarnings("ignore", module="openpyxl")

MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
MERGES = 5000  # merged ranges looked at
ENTITIES = re.compile(rb"<!DOCTYPE|<!ENTITY", re.IGNORECASE)
SYMBOL = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]|([€£¥])")  # a currency in a number format
UNREADABLE = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,  # what parsers of XML raise
)
DAMAGED = "I cannot read this workbook: it is damaged, locked, or no .xlsx. Save it anew as .xlsx."


def read_xlsx(content: bytes, wanted: str = "") -> Sheet:
    """Read the named sheet of a workbook, or the first that is in sight; raises BadFile."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile("This is an old .xls, or has a password. Save it as .xlsx without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _harmless(packed)
            return _read(content, packed, wanted)
    except UNREADABLE as wrong:
        raise BadFile(DAMAGED) from wrong


def _harmless(packed: zipfile.ZipFile) -> None:
    """Refuse what unpacks to far more than it is, and what defines entities; raises BadFile."""
    parts = packed.infolist()
    swollen = any(part.file_size > max(MIB, PACKED * part.compress_size) for part in parts)
    if len(parts) > 2000 or swollen or sum(part.file_size for part in parts) > UNPACKED:
        raise BadFile(
            "It unpacks to more than a list of pilots can be. Copy the rows to a new file."
        )
    if "xl/workbook.xml" not in packed.namelist():
        raise BadFile(DAMAGED)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            with packed.open(part) as opened:
                if ENTITIES.search(opened.read(4096)):
                    raise BadFile(
                        "It defines entities, as no spreadsheet program does. I leave it."
                    )


def _read(content: bytes, packed: zipfile.ZipFile, wanted: str) -> Sheet:
    shown = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    written = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    name, notes = _choose(shown, wanted)
    values, formulas = shown[name], written[name]
    # What a sheet says of its own size may be wrong, or huge.
    values.reset_dimensions()
    formulas.reset_dimensions()
    rows = _rows(values, formulas)
    notes += _fill_merged(packed, values, rows)
    return table(rows, notes)


def _choose(book: Any, wanted: str) -> tuple[str, list[str]]:
    sheets = {s.title: s for s in book.worksheets}
    if wanted:
        for title in sheets:
            if title.casefold() == wanted.casefold():
                return title, []
        raise BadFile(f"It has no sheet called {wanted}. There are: {', '.join(sheets)}.")
    seen = [title for title, sheet in sheets.items() if sheet.sheet_state == "visible"]
    if not seen:
        raise BadFile("All its sheets are hidden. Show the one that lists the pilots.")
    named = [title for title in seen if title.casefold() in ("pilots", "gatepost")]
    first = (named or seen)[0]
    others = [title for title in seen if title != first]
    left = f"I read the sheet {first}, not {', '.join(others)}." if others else ""
    hidden = len(sheets) - len(seen)
    left += f" {hidden} hidden: left alone." if hidden else ""
    return first, [left.strip()] if left else []


def _rows(values: Any, formulas: Any) -> list[tuple[int, list[Cell]]]:
    rows: list[tuple[int, list[Cell]]] = []
    wide = COLUMNS + 1
    # As wide as each row is: a lone cell in the last row of a sheet has a million empty ones above.
    pairs = zip(values.iter_rows(), formulas.iter_rows(), strict=False)
    for number, (shown, written) in enumerate(pairs, 1):
        if not shown:
            continue
        both = zip(shown[:wide], written[:wide], strict=False)
        cells = [_cell(one, other) for one, other in both]
        if any(cells):
            rows.append((number, cells))
        if len(rows) > ROWS + 20:
            raise BadFile(f"It has more than {ROWS:,} rows. Split the file.")
    return rows


def _cell(shown: Any, written: Any) -> Cell:
    if shown.value is None:
        if isinstance(written.value, str) and written.data_type == "f":
            return BadCell("A formula without a stored value. Open it in Excel, save, try again.")
        return ""
    if shown.data_type == "e":
        return BadCell(f"The formula in it failed ({shown.value}).")
    return _said(shown.value, str(shown.number_format or ""))


def _said(value: object, shape: str) -> str:
    """Say a cell as somebody would type it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case int() | float():
            return _number(value, shape)
        case _:
            return str(value).replace("\0", "").replace("_x000D_", "").strip()


def _number(value: float, shape: str) -> str:
    if "%" in shape:
        return f"{_digits(value * 100)}%"
    money = SYMBOL.search(shape)
    said = _digits(value)
    return f"{said} {money[1] or money[2]}" if money else said


def _digits(value: float) -> str:
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.10f}".rstrip("0")


def _fill_merged(
    packed: zipfile.ZipFile, values: Any, rows: list[tuple[int, list[Cell]]]
) -> list[str]:
    """Let a merged cell count for every row that it covers, as whoever merged it meant."""
    ranges = list(_merged(packed, values))
    if not ranges:
        return []
    by_number = dict(rows)
    for left, top, right, bottom in ranges:
        if bottom - top > ROWS or right > COLUMNS or (top not in by_number) or left != right:
            continue
        held = by_number[top]
        said = held[left - 1] if left <= len(held) else ""
        for number in range(top + 1, bottom + 1):
            cells = by_number.get(number)
            if cells is not None:
                cells += [""] * (left - len(cells))
                cells[left - 1] = said
    return ["Merged cells: what stands in one counts for all rows that it covers."]


def _merged(packed: zipfile.ZipFile, values: Any) -> Iterator[tuple[int, int, int, int]]:
    path = values._worksheet_path.lstrip("/")
    if packed.getinfo(path).file_size > LARGEST:
        return
    content = packed.read(path)
    for found, _ in zip(MERGED.finditer(content), range(MERGES), strict=False):
        left, top, right, bottom = range_boundaries(found[1].decode())
        if None not in (left, top, right, bottom):
            yield left or 0, top or 0, right or 0, bottom or 0
