"""What only a file can suffer: another process's lock, no right to write, a writer killed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from storage.errors import (
    Busy,
    Damaged,
    NoRoom,
    ReadOnly,
    Refused,
    StorageError,
    TooOld,
    Unreachable,
)
from storage.store import Store, Tx
from storage.tenant import people, rooms
from tests.storage.conftest import opened
from tests.storage.things import met

HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


def file(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@contextmanager
def held(url: str) -> Iterator[None]:
    """Have another process hold the write lock."""
    command = [sys.executable, "-c", HOLDER, str(file(url))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield
        process.kill()


def test_while_another_process_holds_the_lock_writers_are_told_and_readers_go_on(
    file_url: str,
) -> None:
    with opened(file_url) as store:
        with held(file_url):
            begun = time.monotonic()
            futures = [store.write(partial(met, user=f"U{n}"), within=0.3) for n in range(3)]
            patient = store.write(lambda tx: met(tx, "patient"), within=30)
            assert store.read(lambda tx: people.count(tx, "local")).result(10) == 0
            for future in futures:
                with pytest.raises(Busy, match="nothing was kept"):
                    future.result(10)
            assert time.monotonic() - begun > 0.25
            assert not patient.done()
        assert patient.result(10).user == "patient"
        assert store.read(lambda tx: people.count(tx, "local")).result(10) == 1


def test_a_store_opens_while_another_process_writes(file_url: str) -> None:
    with held(file_url), opened(file_url) as store:
        assert store.read(lambda tx: people.count(tx, "local")).result(10) == 0


def test_a_lock_let_go_in_time_is_not_noticed(file_url: str) -> None:
    with opened(file_url) as store:
        with held(file_url):
            future = store.write(lambda tx: met(tx, "U1"), within=10)
            time.sleep(0.2)
        assert future.result(10).user == "U1"


def test_a_file_that_cannot_be_written_is_refused_when_it_is_opened(file_url: str) -> None:
    only = f"{file_url.replace('sqlite:///', 'sqlite:///file:')}?mode=ro&uri=true"
    with pytest.raises(ReadOnly, match="cannot be written by this user"):
        Store.open(only)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "letter.db"
    other.write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(Damaged, match="not a SQLite database"):
        Store.open(f"sqlite:///{other}")


def test_opening_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(TooOld, match="gatepost db upgrade"):
        Store.open(f"sqlite:///{tmp_path / 'no.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_gets_no_connection_says_so_to_everybody(tmp_path: Path) -> None:
    (tmp_path / "gatepost.db").mkdir()
    store = Store(f"sqlite:///{tmp_path / 'gatepost.db'}", "FULL")
    for ask in (store.write, store.write, store.read):
        with pytest.raises(Unreachable, match="cannot be opened"):
            ask(lambda tx: met(tx, "U1")).result(10)
    store.close()


def test_a_full_disk_is_named_and_keeps_nothing_of_that_work(file_url: str) -> None:
    with opened(file_url) as store:

        def too_much(tx: Tx) -> None:
            tx.exec_driver_sql("PRAGMA max_page_count = 1")
            for number in range(5000):
                met(tx, f"U{number}", "x" * 1000)

        with pytest.raises(NoRoom, match="disk is full"):
            store.write(too_much, within=30).result(30)
        assert store.read(lambda tx: people.count(tx, "local")).result(10) == 0

        def room_again(tx: Tx) -> None:
            tx.exec_driver_sql("PRAGMA max_page_count = 1000000")

        store.write(room_again).result(10)
        assert store.write(lambda tx: met(tx, "U1")).result(10).user == "U1"


@pytest.mark.parametrize("then", ["returns", "raises"])
def test_when_the_transaction_is_lost_in_the_middle_everybody_in_it_is_told(
    file_url: str, then: str
) -> None:
    def loses(tx: Tx) -> None:
        tx.exec_driver_sql("ROLLBACK")
        if then == "raises":
            raise KeyError("after")

    with opened(file_url) as store:
        gate = store.write(lambda tx: time.sleep(0.2))
        innocent, guilty = store.write(lambda tx: met(tx, "U1")), store.write(loses)
        for future in (gate, innocent, guilty):
            with pytest.raises(StorageError):
                future.result(10)
        assert store.read(lambda tx: people.count(tx, "local")).result(10) == 0
        assert store.write(lambda tx: met(tx, "U2")).result(10).user == "U2"


def test_works_that_wait_together_share_a_commit(file_url: str) -> None:
    with opened(file_url) as store, closing(sqlite3.connect(file(file_url))) as looking:
        before = looking.execute("PRAGMA data_version").fetchone()
        gate = store.write(lambda tx: time.sleep(0.2))
        futures: list[Future[Any]] = [store.write(partial(met, user=f"U{n}")) for n in range(20)]
        seen = set()
        while not all(future.done() for future in [gate, *futures]):
            seen.add(looking.execute("SELECT count(*) FROM person").fetchone()[0])
        assert seen <= {0, 20}
        assert looking.execute("PRAGMA data_version").fetchone() != before


@pytest.mark.parametrize("synchronous", ["FULL", "NORMAL"])
def test_the_file_is_written_as_asked(file_url: str, synchronous: str) -> None:
    store = Store.open(file_url, synchronous="FULL" if synchronous == "FULL" else "NORMAL")

    def pragmas(tx: Tx) -> tuple[object, ...]:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        return tuple(tx.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names)

    level = 2 if synchronous == "FULL" else 1
    assert store.write(pragmas).result(10) == ("wal", level, 1, 1)
    store.close()


def test_when_the_commit_itself_fails_everybody_in_it_is_told_and_the_next_is_kept(
    file_url: str,
) -> None:
    def breaks_at_the_end(tx: Tx) -> None:
        tx.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        rooms.join(tx, "local", "C1", "u_nobody")

    with opened(file_url) as store:
        gate = store.write(lambda tx: time.sleep(0.2))
        futures: list[Future[Any]] = [
            gate,
            store.write(lambda tx: met(tx, "U1")),
            store.write(breaks_at_the_end),
        ]
        for future in futures:
            with pytest.raises(Refused, match=r"rule of the schema|refused"):
                future.result(10)
        assert store.write(lambda tx: met(tx, "U2")).result(10).user == "U2"
        assert store.read(lambda tx: people.count(tx, "local")).result(10) == 1
