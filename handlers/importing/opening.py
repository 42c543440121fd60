"""Tell by its name and first bytes how a file is to be read."""

from __future__ import annotations

from handlers.importing.delimited import read_csv
from handlers.importing.sheet import LARGEST, MIB, BadFile, Sheet

ZIP = b"PK\x03\x04"
KINDS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def read_sheet(name: str, content: bytes, wanted: str = "") -> Sheet:
    """Read a file as a table; raises BadFile."""
    if len(content) > LARGEST:
        raise BadFile(too_large(len(content)))
    if not content.strip():
        raise BadFile("It is empty.")
    if content.startswith(ZIP) or name.casefold().endswith((".xlsx", ".xlsm", ".xls")):
        from handlers.importing.workbook import read_xlsx  # openpyxl takes half a second

        return read_xlsx(content, wanted)
    if content.startswith(b"%PDF") or content.lstrip()[:1] in (b"<", b"{"):
        raise BadFile("That is no list. I read .csv and .xlsx files.")
    return read_csv(content)


def too_large(size: int) -> str:
    """Say that a file is larger than lists of pilots are."""
    return f"It has {size // MIB} MiB; I read at most {LARGEST // MIB} MiB. Split the file."
