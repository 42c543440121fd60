"""A table as a file held it: headers, and rows under the numbers that a spreadsheet shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

MIB = 1024 * 1024
LARGEST = 32 * MIB  # bytes of a file, and of any cell's worth of it there are far fewer
UNPACKED = 128 * MIB  # bytes of a workbook once it is unzipped
PACKED = 200  # times a part of it may shrink; what office programs write shrinks 10 to 50 times
ROWS, COLUMNS = 20_000, 300
CELL = 20_000  # characters
FULL = 0.6  # of the cells of wide lines, from which on a line names columns


class BadFile(Exception):
    """A file that cannot be read as a table; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell without a value that one could take, and why."""

    because: str


Cell: TypeAlias = str | BadCell


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, from 1, and as many cells as there are headers."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headers with the rows below them; `notes` say how the file was read."""

    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def table(numbered: Sequence[tuple[int, Sequence[Cell]]], notes: Sequence[str]) -> Sheet:
    """Find the header and the rows under it, empty ones left out; raises BadFile."""
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if not filled:
        raise BadFile("There is nothing in it. The first row names the columns.")
    at = _header(filled)
    number, head = filled[at]
    headers = tuple(_heading(cell) for cell in head)
    headers = headers[: max((n for n, h in enumerate(headers, 1) if h), default=0)]
    if len(headers) > COLUMNS:
        raise BadFile(f"It has {len(headers)} columns; I read at most {COLUMNS}.")
    rows = tuple(Row(number, _fit(cells, len(headers))) for number, cells in filled[at + 1 :])
    rows = tuple(row for row in rows if any(row.cells))
    if not rows:
        raise BadFile(f"There is no row under the column names in row {number}.")
    if len(rows) > ROWS:
        raise BadFile(f"It has {len(rows):,} rows; I read at most {ROWS:,}. Split the file.")
    return Sheet(headers, rows, tuple(notes))


def _header(filled: Sequence[tuple[int, Sequence[Cell]]]) -> int:
    """Skip titles and headings over several columns: lines that fill far fewer cells."""
    filled_in = [sum(1 for cell in cells if cell) for _, cells in filled[:10]]
    wide = sorted(filled_in)[-2:][0]  # the widest may be a slip: a row with a cell too many
    return next(at for at, n in enumerate(filled_in) if n >= FULL * wide)


def _heading(cell: Cell) -> str:
    """Take a header as one line that can be printed anywhere."""
    text = cell if isinstance(cell, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:400]


def _fit(cells: Sequence[Cell], wide: int) -> tuple[Cell, ...]:
    kept = [_short(cell) for cell in cells[:wide]]
    return (*kept, *("" for _ in range(wide - len(kept))))


def _short(cell: Cell) -> Cell:
    if isinstance(cell, str) and len(cell) > CELL:
        return BadCell(f"It holds {len(cell):,} characters. Is a quote missing before it?")
    return cell


def letter(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
