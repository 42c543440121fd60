"""Turn rows into drafts of pilots; whatever does not hold becomes a problem of its row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from handlers.errors import Rejected
from handlers.fields import pilot_name, words
from handlers.importing.columns import GATES, Field, Mapped, fields
from handlers.importing.draft import Before, Draft, Problem
from handlers.importing.roll import Nobody, Roll
from handlers.importing.sheet import BadCell, Row, Sheet
from handlers.pilots.starting import NAME, PURPOSE
from knowledge.model import Library, Playbook, Question, Stage
from knowledge.understanding.text import LIMIT
from knowledge.understanding.understand import Again, Confirm, Wrong, from_fields, understand
from knowledge.values import Day, Group, Person, Placeholder, Value, in_words
from knowledge.values import day as in_days
from storage.database.text import fold
from storage.tenant.people import Person as Known
from storage.tenant.rooms import Room

MANY = 3  # rows, from which on it tells something that all of them are wrong in one column
ROLES = ("technical", "data", "process", "risk", "head", "cio", "member")
LINK = 500  # characters
SERIAL = range(32_874, 73_051)  # Excel's day numbers from 1990 to 2099
EXCEL = date(1899, 12, 30)
DATE = Question(id="day", ask="Which day?", kind="date", example="2026-11-23")
URL = Question(id="link", ask="Where?", kind="link", example="https://wiki.example.com/gate-1")
METRIC = "q.metric"
WORDS = re.compile(r"\w+")
STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?")
# What lists call a stage, whatever the playbook calls it.
PHASES = {
    "idea": "discovery",
    "live": "production",
    "prod": "production",
    "in production": "production",
    "scaling": "scale",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are read against: people, channels, and what stands where a row says nothing."""

    library: Library
    roll: Roll
    rooms: tuple[Room, ...]
    today: date
    importer: Known
    room: str = ""  # where a row names no channel
    playbook: str = "stage-gate"


@dataclass(frozen=True, slots=True)
class Read:
    """What a sheet holds: drafts in its order, and what keeps other rows out.

    An answer that cannot be taken keeps no row out: its draft says what stays open.
    """

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]
    rows: int

    @property
    def bad(self) -> int:
        return len({problem.row for problem in self.problems})

    @property
    def unread(self) -> tuple[Problem, ...]:
        """List the answers that stay open in rows that come in."""
        return tuple(problem for draft in self.drafts for problem in draft.unread)

    @property
    def astray(self) -> tuple[str, ...]:
        """List columns that are wrong in every row: they mean something else, as a rule."""
        both = (*self.problems, *self.unread)
        wrong = {(problem.column, problem.row) for problem in both if problem.said}
        rows = Counter(column for column, _ in wrong)
        return tuple(column for column, n in rows.items() if n == self.rows >= MANY)


def read_rows(ground: Ground, sheet: Sheet, mapped: Mapped) -> Read:
    """Read every row; a pilot named twice counts once, in its first row."""
    drafts: dict[str, Draft] = {}
    names: dict[str, int] = {}
    problems: list[Problem] = []
    known = fields(ground.library)
    for row in sheet.rows:
        reader = _Reader(ground, sheet, mapped, row, known)
        draft = reader.draft()
        problems += reader.problems
        if draft is None:
            problems += reader.unread  # all that is wrong with a row that stays out, at once
            continue
        first = names.get(fold(draft.name)) or (drafts[draft.key].row if draft.key in drafts else 0)
        if first:
            why = f"The same pilot stands in row {first}. Give it another name, or take one out."
            problems.append(Problem(row.number, "", draft.name, why))
            continue
        names[fold(draft.name)] = row.number
        drafts[draft.key] = draft
    return Read(tuple(drafts.values()), tuple(problems), len(sheet.rows))


@dataclass(slots=True)
class _Reader:
    ground: Ground
    sheet: Sheet
    mapped: Mapped
    row: Row
    known: Mapping[str, Field]
    problems: list[Problem] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)

    def draft(self) -> Draft | None:
        """Read the whole row, so that all that is wrong with it is said at once."""
        said = self._cells()
        name = self._name(said)
        playbook = self._playbook(said.get("playbook", ""))
        stage = self._stage(playbook, said.get("stage", ""))
        draft = Draft(
            row=self.row.number,
            key=f"id:{fold(said['id'])}" if said.get("id") else f"name:{fold(name)}",
            name=name,
            purpose=self._purpose(said.get("purpose", "")),
            room=self._room(said.get("room", "")),
            playbook=playbook.id,
            stage=stage.id if stage else "",
            started=self._day("started", said.get("started", "")),
            team=self._team(said),
            passed=self._passed(playbook, stage, said),
            answers=self._answers(said),
            starter=self._person("starter", said["starter"]) if said.get("starter") else "",
            placed=bool(said.get("stage")),
            readings=tuple(self.readings),
            unread=tuple(self.unread),
        )
        return None if self.problems else draft

    def _cells(self) -> dict[str, str]:
        said: dict[str, str] = {}
        for at, field_id in self.mapped.columns.items():
            cell = self.row.cells[at]
            if isinstance(cell, BadCell):
                self._wrong(field_id, "", cell.because)
            elif cell:
                said[field_id] = cell
        return said

    def _header(self, field_id: str) -> str:
        at = next((n for n, one in self.mapped.columns.items() if one == field_id), None)
        head = self.sheet.headers[at] if at is not None else ""
        return head or self.known[field_id].label

    def _wrong(self, field_id: str, said: str, why: str, example: str = "") -> None:
        shown = "".join(c if c.isprintable() else " " for c in said)
        short = shown if len(shown) <= 60 else f"{shown[:57]}..."
        head = self._header(field_id)
        found = Problem(self.row.number, head, short, why, example)
        (self.unread if self._is_answer(field_id) else self.problems).append(found)

    def _is_answer(self, field_id: str) -> bool:
        return field_id.partition(":")[0] in self.ground.library.questions

    def _name(self, said: Mapping[str, str]) -> str:
        try:
            return pilot_name(said.get("name", ""), NAME)
        except Rejected as wrong:
            self._wrong("name", said.get("name", ""), wrong.errors["name"], "Invoice matching")
            return ""

    def _purpose(self, said: str) -> str:
        if not said:
            return ""
        try:
            return words(said, "purpose", PURPOSE)
        except Rejected as wrong:
            self._wrong("purpose", said, wrong.errors["purpose"])
            return ""

    def _room(self, said: str) -> str:
        if not said and self.ground.room:
            return self.ground.room
        wanted = fold(said.removeprefix("<#").split("|")[0].rstrip(">").removeprefix("#"))
        found = [room for room in self.ground.rooms if wanted in (fold(room.name), fold(room.id))]
        if not said:
            why = "No channel is named, and none was given for all."
            self._wrong("room", said, why, "#invoice-pilot")
        elif not found:
            self._wrong("room", said, "I know no channel of that name. Invite me there first.")
        elif found[0].archived:
            self._wrong("room", said, "That channel is archived.")
        else:
            return found[0].id
        return ""

    def _playbook(self, said: str) -> Playbook:
        books = self.ground.library.playbooks
        if not said:
            return books[self.ground.playbook]
        for book in books.values():
            if fold(said) in (fold(book.id), fold(book.title)):
                return book
        self._wrong("playbook", said, f"There is no such playbook. There are: {', '.join(books)}.")
        return books[self.ground.playbook]

    def _stage(self, playbook: Playbook, said: str) -> Stage | None:
        if not said:
            return playbook.stages[0]
        wanted = fold(said).removeprefix("stage ").removesuffix(" phase").removesuffix(" stage")
        for stage in playbook.stages:
            if wanted in (fold(stage.label), fold(stage.id), str(stage.order), *stage.covers):
                return stage
            if PHASES.get(wanted) in stage.covers:
                self.readings.append(f"{self._header('stage')}: “{said}” read as {stage.label}")
                return stage
        labels = ", ".join(stage.label for stage in playbook.stages)
        why = f"{playbook.title} has no such stage. There are: {labels}."
        self._wrong("stage", said, why, playbook.stages[0].label)
        return None

    def _day(self, field_id: str, said: str) -> date | None:
        """Read a day that has come."""
        if not said:
            return None
        text = _bare_day(said)
        found = understand(DATE, text, me="", directory=self.ground.roll, today=self.ground.today)
        value = found.value if not isinstance(found, Again) else None
        day = value.date if isinstance(value, Day) else None
        if not isinstance(value, Day) or day is None:
            why = _why(found) if isinstance(found, Again) else "That is not one day."
            self._wrong(field_id, said, why, DATE.example)
        elif day > self.ground.today:
            self._wrong(field_id, said, "This day has not come yet.")
        else:
            if value.until or isinstance(found, Confirm) or text != said:
                self.readings.append(f"{self._header(field_id)}: “{said}” read as {in_days(day)}")
            return day
        return None

    def _person(self, field_id: str, said: str) -> str:
        try:
            return self._somebody(field_id, said)
        except Nobody as wrong:
            self._wrong(field_id, said, str(wrong), "maria.lopez@example.com")
            return ""

    def _somebody(self, field_id: str, said: str) -> str:
        """Find one person, and note where it took more than the words; raises Nobody."""
        person = self.ground.roll.meant(said)
        mine, full = ({fold(word) for word in WORDS.findall(text)} for text in (said, person.name))
        if mine < full:
            self.readings.append(f"{self._header(field_id)}: “{said}” read as {person.name}")
        return person.id

    def _apart(self, said: str) -> list[str]:
        """Take people in one cell apart, at commas only where that gives people."""
        found: list[str] = []
        for one in filter(None, (piece.strip() for piece in re.split(r"[;\n]", said))):
            parts = [part.strip() for part in re.split(r",|/|&|\band\b", one) if part.strip()]
            found += [one] if self._known(one) or not all(map(self._known, parts)) else parts
        return found

    def _known(self, said: str) -> bool:
        try:
            self.ground.roll.meant(said)
        except Nobody:
            return False
        return True

    def _team(self, said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        found: list[tuple[str, str]] = []
        for role in ROLES:
            found += [(self._person(role, one), role) for one in self._apart(said.get(role, ""))]
        return tuple(dict.fromkeys(found))

    def _passed(
        self, playbook: Playbook, stage: Stage | None, said: Mapping[str, str]
    ) -> tuple[Before, ...]:
        """Gather the gates behind the pilot; what the row does not say of one stays open."""
        order = stage.order if stage else len(playbook.stages) + 1
        behind = [one for one in playbook.stages if one.order < order]
        for number in range(1, GATES + 1):
            given = [f"gate{number}.{part}" for part in ("by", "on", "link")]
            told = next((one for one in given if said.get(one)), None)
            if told and number > len(behind) and stage is not None:
                why = f"The pilot is in {stage.label}, so Gate {number} is not behind it."
                self._wrong(told, said[told], why)
        started = self._quiet_day(said.get("started", ""))
        return tuple(self._before(one, f"gate{one.order}", said, started) for one in behind)

    def _quiet_day(self, said: str) -> date | None:
        """Read the day once more, without saying again what is wrong with it."""
        before, readings = len(self.problems), len(self.readings)
        day = self._day("started", said)
        del self.problems[before:], self.readings[readings:]
        return day

    def _before(
        self, stage: Stage, gate: str, said: Mapping[str, str], started: date | None
    ) -> Before:
        by, link = said.get(f"{gate}.by", ""), said.get(f"{gate}.link", "")
        day = self._day(f"{gate}.on", said.get(f"{gate}.on", ""))
        if day and started and day > started:
            why = "This gate was passed after the stage behind it began."
            self._wrong(f"{gate}.on", said[f"{gate}.on"], why)
        return Before(
            gate=stage.gate.id,
            by=self._person(f"{gate}.by", by) if by else "",
            at=day or started or self.ground.today,
            link=self._link(f"{gate}.link", link) if link else "",
            said=frozenset(
                part for part, there in (("by", by), ("at", day), ("link", link)) if there
            ),
        )

    def _link(self, field_id: str, said: str) -> str:
        read = understand(URL, said, me="", directory=self.ground.roll, today=self.ground.today)
        url = getattr(read.value, "url", "") if not isinstance(read, Again) else ""
        if not url or len(url) > LINK:
            why = read.reason if isinstance(read, Again) else "That is no web address."
            self._wrong(field_id, said, why, URL.example)
        return str(url)

    def _answers(self, said: Mapping[str, str]) -> dict[str, Value]:
        found = {
            field_id: self._answer(field_id, text)
            for field_id, text in said.items()
            if field_id in self.ground.library.questions
        }
        parts = {key.partition(":")[2]: said[key] for key in said if key.startswith(f"{METRIC}:")}
        if parts and METRIC not in said:
            found[METRIC] = self._metric(parts)
        return {question: value for question, value in found.items() if value is not None}

    def _answer(self, question_id: str, said: str) -> Value | None:
        question = self.ground.library.question(question_id)
        if len(said) > LIMIT:
            self._wrong(question_id, said, f"That is longer than {LIMIT:,} characters.")
            return None
        if question.kind == "person":
            return self._named(question, said)
        text = _bare_day(said) if question.kind == "date" else said
        read = understand(
            question, text, me="", directory=self.ground.roll, today=self.ground.today
        )
        match read:
            case Again(example=example):
                self._wrong(question_id, said, _why(read), example)
                return None
            case Confirm(value, heard, reading):
                return self._interpreted(question_id, value, heard or said, reading)
            case _:
                return self._sure(question_id, said, read.value)

    def _named(self, question: Question, said: str) -> Value | None:
        """Read one person; a group or a title is kept as said, and flagged as in the chat."""
        try:
            return Person(self._somebody(question.id, said))
        except Nobody as wrong:
            read = understand(
                question, said, me="", directory=self.ground.roll, today=self.ground.today
            )
            if not isinstance(read, Again) and isinstance(read.value, Group | Placeholder):
                return self._sure(question.id, said, read.value)
            self._wrong(question.id, said, str(wrong), "maria.lopez@example.com")
            return None

    def _sure(self, question_id: str, said: str, value: Value) -> Value | None:
        if isinstance(value, Placeholder):
            return None  # "TBD" in a list is an empty cell
        return value

    def _interpreted(
        self, question_id: str, value: Value, heard: str, reading: str
    ) -> Value | None:
        if self._sure(question_id, heard, value) is None:
            return None
        words_for = reading or in_words(value, lambda person: person)
        self.readings.append(f"{self._header(question_id)}: “{heard}” read as {words_for}")
        return value

    def _metric(self, parts: Mapping[str, str]) -> Value | None:
        question = self.ground.library.question(METRIC)
        given = {**parts, "date": _bare_day(parts.get("date", ""))}
        read = from_fields(
            question, given, me="", directory=self.ground.roll, today=self.ground.today
        )
        if not isinstance(read, Wrong):
            return read.value
        for part, why in read.errors.items():
            self._wrong(f"{METRIC}:{part}", parts.get(part, ""), why)
        return None


def _why(again: Again) -> str:
    """Say what is wrong with a cell, where there is nothing to choose from."""
    return again.reason.removesuffix(" Please choose.")


def _bare_day(said: str) -> str:
    """Read a day that has its time behind it, or lost its format: 46000 is 9 December 2025."""
    if stamped := STAMP.fullmatch(said):
        return stamped[1]
    if said.isascii() and said.isdecimal() and len(said) == 5 and int(said) in SERIAL:
        return (EXCEL + timedelta(days=int(said))).isoformat()
    return said
