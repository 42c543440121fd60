from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from storage.database.engine import driver
from storage.post import outbox
from storage.store import Store, Tx
from storage.tenant import people
from tests.storage.things import NOON


@pytest.fixture
def quick(ready_file: Path, tmp_path: Path) -> Iterator[Store]:
    file = tmp_path / "plans.db"
    file.write_bytes(ready_file.read_bytes())
    store = Store.open(f"sqlite:///{file}")
    yield store
    store.close()


def plan(store: Store, work: Callable[[Tx], Any]) -> str:
    """How SQLite goes about the first statement of a work, with places still open where it has any.

    What SQLAlchemy runs is noted with its places; what it does not see, as SQLite traces it.
    """
    ran: list[tuple[str, Any]] = []

    def note(_a: Any, _b: Any, statement: str, values: Any, *_: Any) -> None:
        ran.append((statement, values))

    def explained(tx: Tx) -> str:
        connection = driver(tx)
        connection.set_trace_callback(lambda statement: ran.append((statement, ())))
        work(tx)
        connection.set_trace_callback(None)
        statement, values = ran[0]
        rows = tx.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        return "\n".join(str(row[3]) for row in rows)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        return store.write(explained).result()
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_years_of_sent_posts_cost_the_next_one_nothing(quick: Store) -> None:
    steps = plan(quick, lambda tx: outbox.claim(tx, ["slack"], NOON, timedelta(seconds=60), 32))
    assert "USING INDEX ix_delivery_next" in steps
    assert "USING INDEX ix_delivery_line" in steps
    assert "TEMP B-TREE" not in steps


def test_counting_what_waits_reads_nothing_that_was_sent(quick: Store) -> None:
    assert "ix_delivery_unsent" in plan(quick, outbox.waiting)


def test_who_holds_a_role_is_found_without_walking_through_everybody(quick: Store) -> None:
    steps = plan(quick, lambda tx: people.holders(tx, "local", "lead"))
    assert "ix_role_tenant_role" in steps
    assert "name_key" not in steps
