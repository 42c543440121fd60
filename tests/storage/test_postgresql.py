"""What only a server can do: break the connection, take no writes."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import func, select

from storage.database.upgrade import upgrade
from storage.errors import ReadOnly, Uncertain, Unreachable
from storage.store import Store, Tx
from storage.tenant import people
from tests.storage.conftest import database, opened
from tests.storage.things import met


def cut(url: str, process: int) -> None:
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


def own(tx: Tx) -> int:
    return int(tx.execute(select(func.pg_backend_pid())).scalar_one())


def test_a_connection_that_went_stale_is_made_anew_without_anybody_noticing(
    server_url: str,
) -> None:
    with opened(server_url) as store:
        for ask in (store.write, store.read):
            for process in {ask(own).result(10) for _ in range(20)}:
                cut(server_url, process)
        assert store.write(lambda tx: met(tx, "U1")).result(10).user == "U1"
        assert store.read(lambda tx: people.count(tx, "local")).result(10) == 1


def test_a_connection_cut_in_the_middle_of_every_try_is_named_and_nothing_is_kept(
    server_url: str,
) -> None:
    def cut_off(tx: Tx) -> None:
        met(tx, "U1")
        cut(server_url, own(tx))
        met(tx, "U2")

    with opened(server_url) as store:
        with pytest.raises(Unreachable) as caught:
            store.write(cut_off).result(10)
        assert not isinstance(caught.value, Uncertain)
        assert store.read(lambda tx: people.count(tx, "local")).result(10) == 0


def test_a_connection_cut_before_the_commit_leaves_it_uncertain_and_is_not_tried_again(
    server_url: str,
) -> None:
    tries = []

    def cut_off(tx: Tx) -> None:
        tries.append(met(tx, "U1"))
        cut(server_url, own(tx))

    with opened(server_url) as store:
        with pytest.raises(Uncertain, match="commit"):
            store.write(cut_off).result(10)
        assert len(tries) == 1
        assert store.write(lambda tx: met(tx, "U2")).result(10).user == "U2"


def test_a_server_that_takes_no_writes_is_refused_when_it_is_opened(server: str) -> None:
    with database(server) as url:
        upgrade(url)
        with psycopg.connect(url, autocommit=True) as other:
            name = other.info.dbname
            other.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
        with pytest.raises(ReadOnly, match="takes no writes"):
            Store.open(url)
