from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import inspect

from storage import purge
from storage.pilots import journal
from storage.post import outbox
from storage.post.outbox import Post
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Face
from tests.storage.conftest import Run
from tests.storage.things import note

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)


def somebody_of(tenant: str) -> Callable[[Tx], None]:
    def work(tx: Tx) -> None:
        people.meet(tx, tenant, Face(user="U1", name="Anna Vogt"))
        outbox.put(tx, tenant, AT, Post("k1", "slack", "C1", "{}"))

    return work


def test_all_of_one_tenant_goes_and_nothing_of_another(
    write: Run[object], read: Run[object]
) -> None:
    write(somebody_of("slack:T1"))
    write(somebody_of("slack:T2"))
    write(lambda tx: note(tx, "p1", "one", "two"))
    assert read(purge.tenants) == ("slack:T1", "slack:T2")
    before = read(lambda tx: purge.count(tx, "slack:T2"))
    gone = write(lambda tx: purge.purge(tx, "slack:T1"))
    assert isinstance(gone, dict)
    assert (gone["person"], gone["delivery"]) == (1, 1)
    left = read(lambda tx: purge.count(tx, "slack:T1"))
    assert isinstance(left, dict)
    assert set(left.values()) == {0}
    assert read(lambda tx: purge.count(tx, "slack:T2")) == before
    assert read(lambda tx: len(journal.read(tx, "local", "p1"))) == 2


def test_no_table_of_a_tenant_is_forgotten(read: Run[object]) -> None:
    def look(tx: Tx) -> set[str]:
        seen = inspect(tx)
        return {
            table
            for table in seen.get_table_names()
            if "tenant" in {column["name"] for column in seen.get_columns(table)}
        }

    counted = read(lambda tx: purge.count(tx, "slack:T1"))
    assert isinstance(counted, dict)
    assert set(counted) == read(look)
