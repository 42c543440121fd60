from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text, update

from storage.database.schema import MIGRATIONS, connected, known
from storage.database.tables import Base, MakerRow, core
from storage.database.upgrade import downgrade, upgrade, version
from storage.errors import Damaged, TooNew, TooOld
from storage.pilots import journal, summary
from storage.pilots.tables import EntryRow
from storage.post.tables import DeliveryRow
from storage.scheduling.tables import ScheduleRow
from storage.store import Store, Tx
from storage.tenant import people
from storage.tenant.tables import EditionRow
from tests.storage.conftest import opened
from tests.storage.things import a_pilot, met, note

ANA_OF_OLD = "'slack:T1','u_1','U1','Ana','ana','UTC','',false,false,false,false,false"
ANA = people.Person(
    *("u_1", "U1", "Ana", "UTC", "", False, False, False, False, False),
    platform="slack",
    account="u_1",
)


def tables(url: str) -> set[str]:
    with connected(url) as tx:
        return set(inspect(tx).get_table_names()) - {"alembic_version"}


def fill(tx: Tx) -> None:
    ana = met(tx, "U1", "Ana")
    summary.put(tx, a_pilot("p1", seq=2))
    summary.involve(tx, "local", "p1", [(ana.id, "owner")])
    note(tx, "p1", "one", "two")


def kept(tx: Tx) -> tuple[Any, ...]:
    return (
        people.everyone(tx, "local", 9),
        summary.get(tx, "local", "p1"),
        summary.involved(tx, "local", "p1"),
        journal.read(tx, "local", "p1"),
        journal.verify_all(tx),
    )


def test_the_migrations_make_exactly_the_tables_of_the_program(empty_url: str) -> None:
    rows = (DeliveryRow, EditionRow, EntryRow, ScheduleRow)
    assert {row.metadata for row in rows} == {Base.metadata}
    upgrade(empty_url)
    with connected(empty_url) as tx:
        context = MigrationContext.configure(tx, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_new_database_is_made_at_todays_version(empty_url: str) -> None:
    assert version(empty_url) == ""
    with pytest.raises(TooOld, match="gatepost db upgrade"):
        Store.open(empty_url)
    Store.open(empty_url, create=True).close()
    assert version(empty_url) == known()[0]
    assert upgrade(empty_url) == known()[0]


def test_what_is_kept_survives_going_down_and_up_again(empty_url: str) -> None:
    upgrade(empty_url)
    with opened(empty_url) as store:
        store.write(fill).result(10)
        before = store.read(kept).result(10)
    for step in known()[1:2]:
        downgrade(empty_url, step)
        assert version(empty_url) == step
        with pytest.raises(TooOld, match=step):
            Store.open(empty_url)
        upgrade(empty_url)
    with opened(empty_url) as store:
        assert store.read(kept).result(10) == before


def test_steps_are_in_files_of_their_names_one_after_the_other() -> None:
    steps = tuple(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    assert known() == tuple(step.revision for step in steps)


def test_a_schema_that_is_as_it_should_be_is_opened_without_alembic(empty_url: str) -> None:
    upgrade(empty_url)
    told = (
        "import sys; from storage.store import Store; "
        f"Store.open({empty_url!r}, create=True).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_every_step_goes_down_and_up(empty_url: str) -> None:
    for step in reversed(known()):
        upgrade(empty_url, step)
        assert version(empty_url) == step
    full = tables(empty_url)
    for step in (*known()[1:], "base"):
        downgrade(empty_url, step)
    assert tables(empty_url) == set()
    upgrade(empty_url)
    assert tables(empty_url) == full


@pytest.mark.parametrize("statements", [1, 3, 6])
def test_an_upgrade_killed_in_the_middle_leaves_the_old_schema_whole(
    empty_url: str, statements: int
) -> None:
    upgrade(empty_url, "0001")
    before = tables(empty_url)
    with connected(empty_url) as tx, tx.begin():
        tx.execute(text(f"INSERT INTO person VALUES ({ANA_OF_OLD})"))
    die("up", empty_url, statements)
    assert (version(empty_url), tables(empty_url)) == ("0001", before)
    upgrade(empty_url)
    with opened(empty_url) as store:
        ana = store.read(lambda tx: people.by_user(tx, "slack:T1", "U1")).result(10)
        assert ana == ANA
        store.write(fill).result(10)


@pytest.mark.parametrize("statements", [1, 7])
def test_a_downgrade_killed_in_the_middle_leaves_everything(
    empty_url: str, statements: int
) -> None:
    upgrade(empty_url)
    with opened(empty_url) as store:
        store.write(fill).result(10)
        before = store.read(kept).result(10)
    die("down", empty_url, statements)
    with opened(empty_url) as store:
        assert store.read(kept).result(10) == before


def die(way: str, url: str, statements: int) -> None:
    command = [sys.executable, "-m", "tests.storage.dying_upgrade", way, url, str(statements)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


def test_several_processes_may_upgrade_at_once(empty_url: str) -> None:
    with ThreadPoolExecutor(3) as several:
        assert list(several.map(upgrade, [empty_url] * 3)) == [known()[0]] * 3


def test_a_database_of_a_later_program_is_refused_by_every_door(empty_url: str) -> None:
    upgrade(empty_url)
    with connected(empty_url) as tx, tx.begin():
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        tx.execute(update(core(MakerRow)).values(program="7.1.0"))
    doors = (Store.open, upgrade, lambda at: downgrade(at, "base"))
    for door in doors:
        with pytest.raises(TooNew, match=r"made by Gatepost 7\.1\.0") as caught:
            door(empty_url)
        assert caught.value.needed == "7.1.0"
    assert version(empty_url) == "9999"


def test_an_upgrade_that_would_leave_rows_pointing_at_nothing_does_not_happen(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'gatepost.db'}"
    upgrade(url, "0001")
    with closing(sqlite3.connect(tmp_path / "gatepost.db")) as tampering:
        tampering.execute("INSERT INTO member VALUES ('local', 'C1', 'u_nobody')")
        tampering.commit()
    with pytest.raises(Damaged, match="stays as it was"):
        upgrade(url)
    assert version(url) == "0001"


def test_an_upgrade_waits_for_a_reader_of_a_file_without_a_log(tmp_path: Path) -> None:
    file = tmp_path / "gatepost.db"
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as reader,
        ThreadPoolExecutor(1) as aside,
    ):
        reader.execute("CREATE TABLE other (a)")
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM other")
        upgrading = aside.submit(upgrade, f"sqlite:///{file}")
        with pytest.raises(TimeoutError):
            upgrading.result(0.3)
        reader.execute("COMMIT")
        assert upgrading.result(10) == known()[0]
