from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import bindparam, insert, select, update

from storage.database.quick import Quick
from storage.database.tables import core
from storage.pilots import summary
from storage.pilots.tables import SummaryRow
from storage.post.tables import HeardRow
from storage.store import Refused, Store, Tx
from storage.tenant import people
from tests.storage.things import NOON, a_pilot

_heard = core(HeardRow)
_INSERT = Quick(insert(_heard))
_ROWS = select(_heard.c.key, _heard.c.at).where(_heard.c.tenant == bindparam("tenant"))
_summary = core(SummaryRow)


def note(tx: Tx, *keys: str, at: datetime = NOON) -> int:
    return _INSERT.write(tx, *({"tenant": "local", "key": key, "at": at} for key in keys))


def test_what_it_gives_is_what_sqlalchemy_gives(store: Store) -> None:
    every = select(_summary).where(_summary.c.tenant == bindparam("tenant"))

    def work(tx: Tx) -> None:
        summary.put(tx, a_pilot("p1", "Invoices", closed=True, body={"a": [1, None, "é"]}))
        slow = [tuple(row) for row in tx.execute(every, {"tenant": "local"})]
        assert Quick(every).rows(tx, {"tenant": "local"}) == slow
        assert Quick(every).row(tx, {"tenant": "local"}) == slow[0]
        assert Quick(every).row(tx, {"tenant": "nobody"}) is None

    store.write(work).result()


def test_what_it_writes_is_what_sqlalchemy_reads(store: Store) -> None:
    def work(tx: Tx) -> None:
        assert note(tx, "one") == 1
        assert note(tx, "two", "three") == 2
        rows = tx.execute(_ROWS.order_by(_heard.c.key), {"tenant": "local"}).all()
        assert [tuple(row) for row in rows] == [("one", NOON), ("three", NOON), ("two", NOON)]

    store.write(work).result()


def test_values_that_stand_in_the_statement_stay_there(store: Store) -> None:
    later = NOON.replace(hour=13)
    change = Quick(
        update(_heard)
        .where(_heard.c.key == bindparam("this"), _heard.c.at == NOON)
        .values(at=later)
    )
    first = Quick(_ROWS.order_by(_heard.c.key).limit(1))

    def work(tx: Tx) -> None:
        note(tx, "one", "two")
        assert change.write(tx, {"this": "one"}) == 1
        assert change.write(tx, {"this": "one"}) == 0
        assert first.rows(tx, {"tenant": "local"}) == [("one", later)]

    store.write(work).result()


def test_a_rule_of_the_schema_that_is_broken_is_told_in_our_words(store: Store) -> None:
    with pytest.raises(Refused, match="a rule of the schema"):
        store.write(lambda tx: note(tx, "one", "one")).result()


def test_a_naive_time_is_refused_as_everywhere(store: Store) -> None:
    naive = datetime(2026, 11, 20, 12)
    with pytest.raises(Exception, match="no zone"):
        store.write(lambda tx: note(tx, "one", at=naive)).result()


def test_a_missing_value_is_an_error_and_not_a_null(ready_file: Path, tmp_path: Path) -> None:
    def work(tx: Tx) -> None:
        note(tx, "one")
        with pytest.raises(KeyError):
            _INSERT.write(tx, {"tenant": "local", "key": "two"})

    file = tmp_path / "sqlite.db"
    file.write_bytes(ready_file.read_bytes())
    store = Store.open(f"sqlite:///{file}")
    store.write(work).result()
    store.close()


def test_a_reader_sees_what_was_committed_between_two_of_its_works(store: Store) -> None:
    def known(tx: Tx) -> bool:
        return people.by_user(tx, "local", "U1") is not None

    assert not store.read(known).result()
    store.write(lambda tx: people.meet(tx, "local", people.Face("U1", "Maria"))).result()
    assert all(store.read(known).result() for _ in range(6))  # each of the readers
