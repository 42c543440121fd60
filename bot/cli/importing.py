"""`gatepost import`: bring in a list of pilots from the command line.

Each pilot is a transaction of its own, many of them on their way at once, so that they share
commits; killed in the middle, the next run goes on where this one stopped.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.local.chat import LocalChat
from bot.local.seeds import TENANT as LOCAL
from handlers.desk import Desk
from handlers.heard import Heard
from handlers.importing.columns import Mapped, UnknownColumn, fields, guess
from handlers.importing.draft import Draft
from handlers.importing.keeping import NAME_TAKEN, Outcome, compare
from handlers.importing.opening import read_sheet, too_large
from handlers.importing.reading import Ground, Read, read_rows
from handlers.importing.roll import EVERYBODY, Nobody, Roll
from handlers.importing.running import Runner
from handlers.importing.sheet import LARGEST, BadFile, Sheet
from handlers.people.due import in_the_name_of
from handlers.talk import Talk
from handlers.words import rows
from knowledge.model import Library
from storage.purge import tenants
from storage.store import Store, Tx
from storage.tenant import people, rooms
from storage.tenant.people import Person


class CannotImport(Exception):
    """The list as a whole cannot be brought in; the message says what to do."""


class Misused(Exception):
    """An option names something that there is not; the message says what there is."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    file: Path
    dry_run: bool = False
    strict: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    tenant: str = ""
    importer: str = ""
    channel: str = ""
    playbook: str = ""
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What came of it, in the order of the file."""

    rows: int
    columns: Mapping[str, str]  # header -> what it gives
    unused: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[Any, ...]
    astray: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    readings: tuple[str, ...]
    unread: tuple[Any, ...]  # answers that stay open in rows that come in
    dry_run: bool
    kept: bool
    told: int = 0

    def count(self, what: str) -> int:
        return sum(1 for outcome in self.outcomes if outcome.what == what)

    @property
    def bad(self) -> int:
        return len({problem.row for problem in self.problems})

    def as_data(self) -> dict[str, Any]:
        """Give all of it as JSON takes it."""
        counts = {what: self.count(what) for what in ("new", "changed", "same", "left")}
        return {
            "rows": self.rows,
            **counts,
            "bad": self.bad,
            "kept": self.kept,
            "dry_run": self.dry_run,
            "people_told": self.told,
            "columns": dict(self.columns),
            "unused": list(self.unused),
            "notes": list(self.notes),
            "errors": [asdict(problem) for problem in self.problems],
            "pilots": [asdict(outcome) for outcome in self.outcomes],
            "read_as": list(self.readings),
            "left_open": [asdict(problem) for problem in self.unread],
        }


@dataclass(slots=True)
class Import:
    """One run over one file."""

    store: Store
    desk: Desk
    wanted: Wanted
    progress: Callable[[str], None]
    run_id: str = field(default_factory=lambda: secrets.token_hex(8))
    asked: int = 0

    def run(self) -> Report:
        """Read, check, keep and tell; raises CannotImport and Misused."""
        sheet = self._sheet()
        heard = self._heard()
        ground = self.desk.see(heard, self._look_around).result()
        mapped = self._mapped(sheet, ground.library)
        self.progress(f"{rows(len(sheet.rows))} in {self.wanted.file.name}")
        read = read_rows(ground, sheet, mapped)
        shut = self.wanted.strict and bool(read.problems or read.unread)
        kept = not self.wanted.dry_run and not shut
        runner = Runner(self.desk, heard, self.run_id, self.progress)
        outcomes = runner.keep(read.drafts) if kept else self._looked(heard, read.drafts)
        told = runner.tell(outcomes) if kept else 0
        known = fields(ground.library)
        columns = {sheet.headers[at]: known[one].label for at, one in mapped.columns.items()}
        return self._report(sheet, mapped, read, outcomes, columns, kept, told)

    def _report(
        self,
        sheet: Sheet,
        mapped: Mapped,
        read: Read,
        outcomes: Sequence[Outcome],
        columns: Mapping[str, str],
        kept: bool,
        told: int,
    ) -> Report:
        readings = [f"row {d.row}, {said}" for d in read.drafts for said in d.readings]
        return Report(
            rows=read.rows,
            columns=columns,
            unused=mapped.unused,
            notes=sheet.notes,
            astray=read.astray,
            problems=tuple(sorted(read.problems, key=lambda problem: problem.row)),
            outcomes=tuple(outcomes),
            readings=tuple(readings),
            unread=read.unread,
            dry_run=self.wanted.dry_run,
            kept=kept,
            told=told,
        )

    def _sheet(self) -> Sheet:
        try:
            size = self.wanted.file.stat().st_size
            if size > LARGEST:
                raise BadFile(too_large(size))
            return read_sheet(
                self.wanted.file.name, self.wanted.file.read_bytes(), self.wanted.sheet
            )
        except OSError as wrong:
            raise CannotImport(f"{self.wanted.file}: {wrong.strerror}.") from None
        except BadFile as wrong:
            raise CannotImport(f"{self.wanted.file.name}: {wrong}") from None

    def _mapped(self, sheet: Sheet, library: Library) -> Mapped:
        try:
            mapped = guess(sheet.headers, fields(library), self.wanted.columns)
        except UnknownColumn as wrong:
            raise Misused(f"--map: {wrong}") from None
        if mapped.problems:
            raise CannotImport("\n".join((*mapped.problems, "Use --map for that.")))
        if "name" not in mapped.columns.values():
            heads = ", ".join(filter(None, sheet.headers))
            raise CannotImport(
                f"No column gives the name of the pilot. There are: {heads}. "
                "Say which one does, for example: --map Project=name"
            )
        return mapped

    # Who brings it, and what rows can mean

    def _heard(self) -> Heard:
        tenant = self._tenant()
        if tenant == LOCAL:
            self.store.write(LocalChat(self.store, self.desk, token=self.run_id).introduce).result()
        who = self.store.read(lambda tx: self._importer(tx, tenant)).result()
        return in_the_name_of(who, tenant, "", datetime.now(UTC))

    def _tenant(self) -> str:
        known = self.store.read(tenants).result()
        wanted = self.wanted.tenant
        if wanted:
            if wanted in known or wanted == LOCAL:
                return wanted
            raise Misused(f"--tenant {wanted}: there is none. There are: {_list(known)}.")
        if len(known) > 1:
            raise Misused(f"Say for whom, with --tenant. There are: {_list(known)}.")
        return known[0] if known else LOCAL

    def _importer(self, tx: Tx, tenant: str) -> Person:
        if self.wanted.importer:
            try:
                return Roll(people.everyone(tx, tenant, EVERYBODY)).find(self.wanted.importer)
            except Nobody as wrong:
                raise Misused(f"--as {self.wanted.importer}: {wrong}") from None
        leads = people.holders(tx, tenant, "lead")
        if len(leads) == 1:
            return leads[0]
        names = f" There are: {', '.join(lead.name for lead in leads)}." if leads else ""
        raise Misused(
            f"Say in whose name the pilots come in, with --as and an e-mail address.{names}"
        )

    def _look_around(self, talk: Talk) -> Ground:
        known = rooms.known(talk.tx, talk.tenant)
        playbook = self.wanted.playbook or "stage-gate"
        if playbook not in talk.library.playbooks:
            there = ", ".join(talk.library.playbooks)
            raise Misused(f"--playbook {playbook}: there is none. There are: {there}.")
        room = self.wanted.channel.removeprefix("#")
        found = [one.id for one in known if room in (one.id, one.name)]
        if room and not found:
            raise Misused(f"--channel {room}: I know no such channel.")
        roll = Roll(people.everyone(talk.tx, talk.tenant, EVERYBODY))
        where = found[0] if room else ""
        return Ground(talk.library, roll, known, talk.today, talk.who, where, playbook)

    def _looked(self, heard: Heard, drafts: Sequence[Draft]) -> list[Outcome]:
        def look(talk: Talk) -> list[Outcome]:
            return [compare(talk, draft, only_look=True)[2] for draft in drafts]

        return self.desk.see(heard, look).result()


def _list(known: Sequence[str]) -> str:
    return ", ".join(known) or "none yet"


def in_words(report: Report, limit: int = 200) -> Iterator[str]:
    """Say what came of it, line by line."""
    yield from report.notes
    read_as = [f"{head} = {what}" for head, what in report.columns.items() if head != what]
    if read_as:
        yield f"Columns: {'; '.join(read_as)}"
    if report.unused:
        yield f"Not used: {', '.join(report.unused)} (see --map)"
    for column in report.astray:
        yield f'Every row is wrong in {column}. To leave it out: --map "{column}=-"'
    yield from report.readings[:limit]
    for problem in report.unread[:limit]:
        yield f"{problem} \u00b7 The answer stays open."
    for outcome in report.outcomes[: limit * 50]:
        if outcome.left:
            yield f"row {outcome.row}, {outcome.name}: left alone, {_why(outcome)}"
    would = "would be " if not report.kept else ""
    counts = (
        (report.count("new"), "new"),
        (report.count("changed"), "changed"),
        (report.count("same"), "as before"),
        (report.count("left"), "left alone"),
        (report.bad, "with errors"),
        (
            len(report.unread),
            "answer left open" if len(report.unread) == 1 else "answers left open",
        ),
    )
    yield f"{rows(report.rows)}: {would}" + ", ".join(f"{n:,} {what}" for n, what in counts if n)
    if report.kept and report.told:
        one = report.told == 1
        told = "One person gets" if one else f"{report.told:,} people get"
        yield f"{told} one message{'' if one else ' each'}."
    if not report.kept or not report.count("new") + report.count("changed"):
        yield "Nothing was kept."


def _why(outcome: Outcome) -> str:
    if (
        outcome.what == "left"
        and len(outcome.left) == 1
        and outcome.left[0].startswith(("a ", "it "))
    ):
        return outcome.left[0]
    taken = [one for one in outcome.left if one == NAME_TAKEN]
    theirs = [one for one in outcome.left if one != NAME_TAKEN]
    said = ["changed by somebody since: " + ", ".join(theirs)] if theirs else []
    return "; ".join([*taken, *said])


def to_stderr(said: str) -> None:
    """Say how far it is, beside what is printed."""
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()
