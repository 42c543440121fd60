from __future__ import annotations

import sqlite3
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.backup import NotCopied, backup, verify
from storage.database.schema import connected
from storage.errors import Damaged, Unreachable
from storage.pilots import journal
from storage.store import Store, Tx
from tests.pg import programs
from tests.storage.conftest import database, opened
from tests.storage.test_journal import TAMPERINGS, three
from tests.storage.things import met, note


@pytest.fixture
def with_pg_dump(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(programs()), prepend=":")


class Talk:
    """Threads that write all the while."""

    def __init__(self, store: Store) -> None:
        self.store, self.stop = store, threading.Event()
        self.threads = [threading.Thread(target=self.run, args=(f"p{n}",)) for n in range(3)]

    def run(self, pilot: str) -> None:
        while not self.stop.is_set():
            self.store.write(lambda tx: note(tx, pilot, "one", "two"), within=20).result(20)

    def __enter__(self) -> None:
        for thread in self.threads:
            thread.start()

    def __exit__(self, *_error: object) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()


def sound(tx: Tx) -> int:
    assert journal.verify_all(tx) == ()
    return sum(journal.head(tx, "local", f"p{n}") for n in range(3))


def test_a_file_copied_while_it_is_written_to_is_whole_and_has_all_that_was_kept_before(
    file_url: str, tmp_path: Path
) -> None:
    with opened(file_url) as store, Talk(store):
        for number in range(3):
            before = store.read(sound).result(10)
            copy = backup(file_url, tmp_path / f"copy{number}.db")
            url = f"sqlite:///{copy}"
            assert verify(url).problems == ()
            with opened(url) as restored:
                assert restored.read(sound).result(10) >= before
                restored.write(lambda tx: met(tx, "U1")).result(10)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.usefixtures("with_pg_dump")
def test_a_server_copied_while_it_is_written_to_restores_whole(
    server: str, server_url: str, tmp_path: Path
) -> None:
    with opened(server_url) as store, Talk(store):
        before = store.read(sound).result(10)
        copy = backup(server_url, tmp_path / "copy.dump")
    with database(server) as url:
        made = make_url(url)
        where = ["-h", str(made.query["host"]), "-U", str(made.username), "-d", str(made.database)]
        subprocess.run(["pg_restore", *where, str(copy)], check=True, capture_output=True)
        assert verify(url).ok
        with opened(url) as restored:
            assert restored.read(sound).result(10) >= before


def test_a_backup_never_overwrites_what_is_there(url: str, tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("precious")
    with pytest.raises(NotCopied, match="already there"):
        backup(url, target)
    assert target.read_text() == "precious"


def test_without_pg_dump_it_says_what_to_run(
    server_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotCopied, match="pg_dump --format=custom"):
        backup(server_url, tmp_path / "copy.dump")


@pytest.mark.usefixtures("with_pg_dump")
def test_what_pg_dump_complains_of_is_handed_on(tmp_path: Path) -> None:
    with pytest.raises(NotCopied, match=r"pg_dump: .*nowhere"):
        backup("postgresql://u:p@/d?host=/nowhere", tmp_path / "copy.dump")
    assert list(tmp_path.iterdir()) == []


def test_there_is_no_copy_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable, match="no database"):
        backup(f"sqlite:///{tmp_path / 'no.db'}", tmp_path / "copy.db")
    letter = tmp_path / "letter.db"
    letter.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(Damaged):
        backup(f"sqlite:///{letter}", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == [letter]


def test_a_sound_database_is_reported_as_such(url: str, dialect: str) -> None:
    with opened(url) as store:
        store.write(three).result(10)
    report = verify(url)
    assert report.ok
    assert report.database == dialect
    assert "are whole" in str(report)


def test_a_journal_that_was_altered_is_reported_by_pilot_and_entry(url: str) -> None:
    with opened(url) as store:
        store.write(three).result(10)
        store.write(TAMPERINGS["payload"]).result(10)
    report = verify(url)
    assert not report.ok
    assert "journal of p1 (local), entry 2: its payload was altered" in str(report)


def test_a_file_with_lost_rows_or_broken_pages_is_reported(file_url: str) -> None:
    path = file_url.removeprefix("sqlite:///")
    with opened(file_url) as store:
        store.write(lambda tx: [met(tx, f"U{n}", "x" * 500) for n in range(100)]).result(10)
    with closing(sqlite3.connect(path)) as tampering:
        tampering.execute("INSERT INTO member VALUES ('local', 'C1', 'u_nobody')")
        tampering.commit()
    assert verify(file_url).problems == ("a row of member points at nothing in person",)
    with closing(sqlite3.connect(path)) as tampering:
        tampering.execute("PRAGMA writable_schema=ON")
        tampering.execute("DELETE FROM sqlite_schema WHERE name = 'ix_person_tenant_name_key_id'")
        tampering.commit()
    assert any("damaged" in problem for problem in verify(file_url).problems)


def test_an_old_or_missing_database_is_reported(file_url: str, tmp_path: Path) -> None:
    assert not verify(f"sqlite:///{tmp_path / 'no.db'}").ok
    assert not (tmp_path / "no.db").exists()
    with connected(file_url) as tx, tx.begin():
        tx.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    assert "its schema is 0001" in str(verify(file_url))
