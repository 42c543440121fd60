"""What a column can stand for, and a guess at it from its header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.importing.sheet import letter
from knowledge.model import Library

LESS = 1  # how much less a header counts that had to be stripped to be known
ASIDE = re.compile(r"\([^()]*\)")
AROUND = re.compile(r"^(?:ai|current|the|name of(?: the)?) | (?:title|name|e ?mail|address)$")
CLOSE = 88  # of 100: headers less alike are left to people
IGNORE = "-"
GATE = re.compile(
    r"gate ?([1-9][0-9]?)(?: (?:was )?(?:passed|approved|decided|decision))?(?: (.+))?"
)
GATES = 12  # no playbook has more
# The parts of an earlier gate: what comes behind "Gate 1" in a header.
GATE_PARTS = {
    "by": ("by", "decided by", "approver", "approved by", "passed by", "who"),
    "on": ("on", "date", "passed on", "approved on", "when", "day"),
    "link": ("link", "url", "record", "minutes", "evidence"),
}
METRIC_PARTS = {
    "q.metric:name": ("metric name", "kpi name", "what is measured"),
    "q.metric:baseline": ("baseline", "value today", "metric baseline", "today"),
    "q.metric:target": ("target", "target value", "metric target", "value to reach"),
    "q.metric:unit": ("unit", "metric unit"),
    "q.metric:date": ("target date", "metric date", "reached by", "metric by"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a column can give: how it is called, and by which other names."""

    id: str
    label: str
    names: tuple[str, ...] = ()
    example: str = ""
    help: str = ""


OWN = (
    Field("id", "ID", ("key", "pilot id", "ref"), "AI-001", "Yours; never shown"),
    Field("name", "Name", ("pilot", "project", "use case", "initiative", "title"), "Invoices"),
    Field("purpose", "Purpose", ("description", "goal", "summary", "objective"), "Match invoices"),
    Field("room", "Channel", ("room", "slack", "slack channel", "team channel"), "#invoice-pilot"),
    Field("playbook", "Playbook", ("framework",), "stage-gate", "An id or a title"),
    Field("stage", "Stage", ("phase", "lifecycle stage", "status"), "Pilot"),
    Field(
        "started", "In this stage since", ("started", "start", "start date", "since"), "2026-09-01"
    ),
    Field(
        "starter",
        "Contact",
        ("pilot lead", "project lead", "project manager", "lead", "contact person"),
        "maria@example.com",
    ),
    Field("technical", "Technical lead", ("tech lead", "engineer"), "ben@example.com"),
    Field("data", "Data lead", ("data owner",), "ben@example.com"),
    Field("process", "Process owner", (), "anna@example.com"),
    Field("risk", "Risk lead", ("legal", "risk", "compliance"), "tom@example.com"),
    Field("head", "Head of the business unit", (), ""),
    Field("cio", "CIO", (), ""),
    Field("member", "Team", ("members", "team members", "others"), "a@example.com; b@example.com"),
)
NICKNAMES = {
    "q.owner": ("owner", "accountable owner", "production owner", "system owner"),
    "q.sponsor": ("sponsor", "business sponsor", "executive sponsor", "exec sponsor"),
    "q.metric": ("metric", "kpi", "success metric", "business metric", "outcome"),
    "q.funding-path": ("funding", "running cost", "budget a year", "operating budget", "budget"),
    "q.funding-path.line": ("budget line", "cost centre", "cost center", "funding source"),
    "q.funding-path.status": ("funding status", "budget status"),
    "q.funding-path.holder": ("budget holder", "budget owner"),
    "q.on-call": ("on call", "on-call"),
    "q.approvers": ("approver", "approvers", "gatekeeper"),
}


def fields(library: Library) -> Mapping[str, Field]:
    """List what a column can stand for: a pilot's own facts, earlier gates, and every question."""
    found = {field.id: field for field in OWN}
    for part, names in METRIC_PARTS.items():
        found[part] = Field(part, names[0].capitalize(), names)
    for number in range(1, GATES + 1):
        for part in GATE_PARTS:
            label = {"by": "passed by", "on": "passed on", "link": "link"}[part]
            found[f"gate{number}.{part}"] = Field(f"gate{number}.{part}", f"Gate {number} {label}")
    for question in library.questions.values():
        names = (*NICKNAMES.get(question.id, ()), question.id.removeprefix("q."), question.ask)
        label = names[0].capitalize() if question.id in NICKNAMES else question.ask
        found[question.id] = Field(question.id, label, names, question.example)
    return found


def plain(header: str) -> str:
    """Reduce a header to its words, in small letters."""
    return " ".join(re.findall(r"[^\W_]+", header.casefold()))


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which field each column gives (column -> field id), and what is to be said about it."""

    columns: Mapping[int, str]
    unused: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


class UnknownColumn(ValueError):
    """A mapping that names a column or a field that there is not; the message says which."""


def guess(headers: Sequence[str], known: Mapping[str, Field], told: Mapping[str, str]) -> Mapped:
    """Guess what each column stands for; what was `told` (column -> field) goes first.

    Raises UnknownColumn where what was told is about nothing.
    """
    columns = _told(headers, known, told)
    ignored = {at for at, field in columns.items() if field == IGNORE}
    scores = {
        at: best
        for at, header in enumerate(headers)
        if at not in columns and header and (best := _best(header, known))
    }
    problems: list[str] = []
    taken = set(columns.values())
    for field in dict.fromkeys(field for field, _ in scores.values()):
        if field in taken:
            continue
        found = [(score, -at) for at, (one, score) in scores.items() if one == field]
        top = max(score for score, _ in found)
        same = sorted(-at for score, at in found if score == top)
        if len(same) > 1:
            problems.append(_twice(headers, same, known[field].label))
            continue
        columns[same[0]] = field
    columns = {at: field for at, field in sorted(columns.items()) if field != IGNORE}
    unused = [
        header or f"column {letter(at)}"
        for at, header in enumerate(headers)
        if at not in columns and at not in ignored
    ]
    return Mapped(columns, tuple(unused), tuple(problems))


def _twice(headers: Sequence[str], same: Sequence[int], label: str) -> str:
    where = " and ".join(letter(at) for at in same)
    return (
        f"Columns {where} both look like {label}. "
        f"Say which one counts, and leave the other out: {letter(same[-1])}={IGNORE}"
    )


def _told(
    headers: Sequence[str], known: Mapping[str, Field], told: Mapping[str, str]
) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, field in told.items():
        at = _place(headers, column)
        wanted = field if field in known or field == IGNORE else _named(field, known)
        if wanted is None:
            close = process.extractOne(field, list(known), scorer=fuzz.WRatio)
            like = f" Do you mean {close[0]}?" if close else ""
            raise UnknownColumn(f"There is nothing called {field} to fill.{like}")
        found[at] = wanted
    return found


def _named(said: str, known: Mapping[str, Field]) -> str | None:
    best = _best(said, known)
    return best[0] if best else None


def _place(headers: Sequence[str], column: str) -> int:
    same = [at for at, header in enumerate(headers) if plain(header) == plain(column)]
    if len(same) == 1:
        return same[0]
    by_letter = {letter(at): at for at in range(len(headers))}
    if column.upper() in by_letter:
        return by_letter[column.upper()]
    if same:
        where = ", ".join(letter(at) for at in same)
        raise UnknownColumn(f"Several columns are called {column}: {where}. Use the letter.")
    raise UnknownColumn(
        f"There is no column {column}. There are: {', '.join(filter(None, headers))}."
    )


def _best(header: str, known: Mapping[str, Field]) -> tuple[str, float] | None:
    """Find the field that a header names, exactly or nearly."""
    if header in known:
        return header, 101
    said = plain(header)
    gate = GATE.fullmatch(said)
    if gate and int(gate[1]) <= GATES:
        part = next((p for p, names in GATE_PARTS.items() if (gate[2] or "") in names), None)
        return (f"gate{gate[1]}.{part}", 100) if part else None
    names = dict(_names(known.values()))
    if said in names:
        # A "Status" beside a "Stage" seldom means the stage.
        return names[said], 100 if said != "status" else 100 - LESS
    bare = next((one for one in _stripped(header) if one in names), None)
    if bare is not None:
        return names[bare], 100 - LESS
    near = process.extractOne(said, list(names), scorer=fuzz.token_sort_ratio, score_cutoff=CLOSE)
    return (names[near[0]], near[1]) if near else None


def _stripped(header: str) -> Iterator[str]:
    """Take away what people write around the name of a column, such as "(Prod)" or "e-mail"."""
    for part in (ASIDE.sub(" ", header), *ASIDE.sub(" ", header).split("/")):
        said = plain(part)
        while said != (said := AROUND.sub("", said)):
            continue
        yield said


def _names(known: Iterable[Field]) -> Iterable[tuple[str, str]]:
    found: dict[str, str] = {}
    for field in known:
        for name in (field.id, field.label, *field.names):
            found.setdefault(plain(name), field.id)
    return found.items()
