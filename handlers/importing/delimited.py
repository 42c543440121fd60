"""Files of separated values, however they were saved."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from charset_normalizer import from_bytes

from handlers.importing.sheet import BadFile, Sheet, table

SEPARATORS = ",;\t|"
SAMPLE = 64 * 1024  # characters looked at to find the separator
# What office programs write. Left to guess among a hundred encodings, a lone euro sign is Cyrillic.
ENCODINGS = ["utf_8", "utf_16", "utf_16_le", "utf_16_be", "utf_32", "cp1252"]
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
NO_LETTERS = "I cannot tell its letters. Save it as CSV UTF-8, or as .xlsx."
NAMES = {"\t": "tabs", ";": "semicolons", "|": "bars", ",": "commas"}


def read_csv(content: bytes) -> Sheet:
    """Read separated values; raises BadFile with what to do."""
    text, notes = _decoded(content)
    if len(NO_TEXT.findall(text[:SAMPLE])) * 100 > len(text[:SAMPLE]):
        raise BadFile(NO_LETTERS)
    separator = _separator(text)
    if separator != ",":
        notes.append(f"Columns are separated by {NAMES[separator]}.")
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    end = 0
    try:
        for cells in reader:
            # As spreadsheets count: a cell with line breaks is still one row of the file.
            end += 1
            rows.append((end, [_plain(cell) for cell in cells]))
    except csv.Error as wrong:
        raise BadFile(_garbled(wrong, end + 1)) from None
    return table(rows, notes)


def _garbled(wrong: csv.Error, row: int) -> str:
    if "unexpected end" in str(wrong) or "field larger" in str(wrong):
        return f"Row {row}: a quote is opened and never closed. Close it, or save the file anew."
    return f"Row {row}: the quotes in it do not fit ({wrong}). Save the file anew as CSV."


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """Turn bytes into text by their mark, as UTF-8, or by what they look like."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return _by(content, encoding), []
    if b"\0" not in content:
        try:
            return content.decode("utf-8"), []
        except UnicodeDecodeError:
            pass
    found = from_bytes(content[: 1 << 20], cp_isolation=ENCODINGS).best()
    if found is None or (b"\0" in content and "utf" not in found.encoding):
        raise BadFile(NO_LETTERS)
    note = "It is not UTF-8: I read it as Windows letters (cp1252). Check names with accents."
    return _by(content, found.encoding), [note] if found.encoding == "cp1252" else []


def _by(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BadFile("Some of its letters are damaged. Save it as CSV UTF-8 again.") from None


def _separator(text: str) -> str:
    """Find the separator by which most rows have the same number of cells."""
    best, found = 0.0, ","
    for separator in SEPARATORS:
        lines = io.StringIO(text[:SAMPLE], newline="")
        try:
            wide = [len(cells) for cells in csv.reader(lines, delimiter=separator) if any(cells)]
        except csv.Error:
            continue
        if not wide:
            continue
        columns, often = max(Counter(wide).items(), key=lambda pair: (pair[1], pair[0]))
        if (score := often / len(wide) * (columns - 1)) > best:
            best, found = score, separator
    return found


def _plain(cell: str) -> str:
    """Take a cell as text, without the apostrophe by which an export keeps a formula asleep."""
    text = cell.replace("\0", "").strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text
