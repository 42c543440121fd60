"""Whether a database is whole: its pages, its references, its schema, every journal."""

from __future__ import annotations

from dataclasses import dataclass

from storage.database.engine import driver
from storage.database.schema import connected, found, known, version
from storage.database.statements import Tx
from storage.pilots.proof import verify_all


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: each problem in a sentence; none says that all is well."""

    database: str  # sqlite or postgresql
    schema: str
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.problems

    def __str__(self) -> str:
        begin = f"{self.database}, schema {self.schema or 'none'}"
        if self.ok:
            return f"{begin}: pages, references and every journal are whole."
        return "\n".join((f"{begin}:", *(f"  {problem}" for problem in self.problems)))


def verify(url: str) -> Report:
    """Check a whole database, reading all of it. Raises Unreachable, Damaged."""
    if not version(url):
        return Report("none", "", ("there is no Gatepost database at this address",))
    with connected(url) as tx:
        schema = found(tx)
        problems = _pages(tx)
        if schema != known()[0]:
            problems += (f"its schema is {schema}, this program's is {known()[0]}",)
        else:
            problems += _journals(tx)
        return Report(tx.dialect.name, schema, problems)


def _pages(tx: Tx) -> tuple[str, ...]:
    """Let SQLite look at its own pages; PostgreSQL checks its pages and references as it goes."""
    if tx.dialect.name != "sqlite":
        return ()
    looked = driver(tx).execute("PRAGMA integrity_check").fetchall()
    pages = tuple(f"the file is damaged: {row[0]}" for row in looked if row[0] != "ok")
    lost = driver(tx).execute("PRAGMA foreign_key_check").fetchall()
    return pages + tuple(f"a row of {row[0]} points at nothing in {row[2]}" for row in lost)


def _journals(tx: Tx) -> tuple[str, ...]:
    return tuple(
        f"journal of {each.pilot} ({each.tenant}), entry {each.seq}: {each.what}"
        for each in verify_all(tx)
    )
