"""The empty list to fill in: columns, two rows of example, and what each column takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from handlers.importing.columns import Field, fields
from knowledge.model import Library

COLUMNS = (
    *("id", "name", "purpose", "room", "playbook", "stage", "started", "starter"),
    *("q.owner", "q.sponsor", "technical", "data", "process", "risk", "member"),
    *("q.metric:name", "q.metric:baseline", "q.metric:target", "q.metric:unit", "q.metric:date"),
    *("q.funding-path", "q.funding-path.line", "q.funding-path.status", "q.funding-path.holder"),
    *("gate1.by", "gate1.on", "gate1.link", "gate2.by", "gate2.on", "gate2.link"),
)
HELP = {
    "id": "Your own id. With it a row is found again after the name has changed.",
    "name": "Needed. What the pilot is called; no two pilots share one.",
    "purpose": "One sentence. Empty: the name.",
    "room": "The channel that it lives in. Empty: the one given for the whole list.",
    "playbook": "Empty: stage-gate.",
    "stage": "Where it is today, by the playbook's words. Empty: the first stage.",
    "started": "Since when it is in that stage: year-month-day. Empty: today.",
    "starter": "Who is asked what nobody else is named for. Empty: who brings the list.",
    "member": "Several people: with a semicolon between them.",
    "q.owner": "One person. They are asked in private whether they accept.",
    "q.sponsor": "One person. They are asked in private whether they accept.",
    "gate1.by": "For gates behind the pilot: who decided. Empty: who brings the list.",
    "gate1.on": "On which day. Empty: the day on which the stage began.",
    "gate1.link": "Where that is written.",
}
PEOPLE = "People: e-mail, user id, @handle or full name, as your directory has them."
QUESTIONS = (
    "Any question of the catalogue can be a column: put its id (q.on-call) in the first row. "
    "Answers are read as in the chat; what could mean two things is refused with the row."
)
EXAMPLES: Sequence[dict[str, str]] = (
    {
        "id": "AI-001",
        "name": "Example: invoice matching",
        "purpose": "Match incoming invoices to orders without typing",
        "room": "#invoice-pilot",
        "playbook": "stage-gate",
        "stage": "Pilot",
        "started": "2026-09-01",
        "starter": "anna.berg@example.com",
        "q.owner": "maria.lopez@example.com",
        "q.sponsor": "maria.lopez@example.com",
        "technical": "ben.okafor@example.com",
        "q.metric:name": "Days to handle an invoice",
        "q.metric:baseline": "4",
        "q.metric:target": "1",
        "q.metric:unit": "days",
        "q.metric:date": "2027-06-30",
        "q.funding-path": "120000 EUR",
        "q.funding-path.line": "Finance operations, running costs",
        "q.funding-path.status": "requested",
        "gate1.by": "priya.nair@example.com",
        "gate1.on": "2026-03-02",
        "gate1.link": "https://wiki.example.com/invoice-matching/gate-1",
        "gate2.by": "priya.nair@example.com",
        "gate2.on": "2026-08-28",
    },
    {
        "id": "AI-002",
        "name": "Example: reading contracts",
        "purpose": "Find terms in supplier contracts that run out",
        "room": "#invoice-pilot",
        "q.sponsor": "maria.lopez@example.com",
        "started": "2026-11-02",
    },
)


def template(name: str, library: Library) -> bytes:
    """Make the list as .csv or .xlsx, by the end of its name."""
    chosen = [fields(library)[column] for column in COLUMNS]
    return _xlsx(chosen) if name.casefold().endswith(".xlsx") else _csv(chosen)


def _rows(chosen: Sequence[Field]) -> Iterator[list[str]]:
    yield [field.label for field in chosen]
    for example in EXAMPLES:
        yield [example.get(field.id, "") for field in chosen]


def _csv(chosen: Sequence[Field]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(_rows(chosen))
    return text.getvalue().encode("utf-8-sig")  # without the mark Excel reads accents wrongly


def _xlsx(chosen: Sequence[Field]) -> bytes:
    book = Workbook()
    pilots, guide = book.worksheets[0], book.create_sheet("Help")
    pilots.title = "Pilots"
    for row in _rows(chosen):
        pilots.append(row)
    guide.append(["Column", "What it takes", "For example"])
    for field in chosen:
        guide.append([field.label, _help(field), _example(field)])
    for said in ("", PEOPLE, QUESTIONS, "Delete the rows of example before you bring the list."):
        guide.append(["", said])
    for sheet, wide in ((pilots, 24), (guide, 42)):
        sheet.freeze_panes = "A2"
        for at, cell in enumerate(next(sheet.iter_rows(max_row=1)), 1):
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.column_dimensions[get_column_letter(at)].width = wide
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _help(field: Field) -> str:
    return HELP.get(field.id) or field.help or HELP.get(f"gate1.{field.id.partition('.')[2]}", "")


def _example(field: Field) -> str:
    told = (example[field.id] for example in EXAMPLES if field.id in example)
    return next(told, field.example)
