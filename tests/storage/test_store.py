from __future__ import annotations

import threading
from concurrent.futures import wait
from functools import partial
from pathlib import Path
from traceback import format_exception

import pytest

from storage.errors import Busy, Refused, Unclean, Unreachable, Unsupported
from storage.post import heard
from storage.store import Store, Tx
from storage.tenant import people, rooms
from storage.tenant.people import Face
from storage.tenant.rooms import Room
from tests.storage.conftest import Run, opened
from tests.storage.things import NOON, met


def test_what_is_written_is_there_when_its_future_resolves(url: str) -> None:
    with opened(url) as store, opened(url) as other:
        person = store.write(lambda tx: met(tx, "U1", "Ana")).result(10)
        assert other.read(lambda tx: people.by_user(tx, "local", "U1")).result(10) == person


def test_nothing_can_be_read_before_its_future_resolves(store: Store) -> None:
    went_on, looked = threading.Event(), threading.Event()

    def slowly(tx: Tx) -> None:
        met(tx, "U1")
        went_on.set()
        assert looked.wait(10)

    future = store.write(slowly)
    assert went_on.wait(10)
    assert store.read(lambda tx: people.count(tx, "local")).result(10) == 0
    assert not future.done()
    looked.set()
    future.result(10)
    assert store.read(lambda tx: people.count(tx, "local")).result(10) == 1


def test_a_work_that_fails_undoes_only_itself(store: Store) -> None:
    def fails(tx: Tx) -> None:
        met(tx, "lost")
        raise KeyError("mine")

    futures = [store.write(partial(met, user=f"U{n}")) for n in range(5)]
    failing = store.write(fails)
    futures += [store.write(partial(met, user=f"U{n}")) for n in range(5, 10)]
    with pytest.raises(KeyError, match="mine"):
        failing.result(10)
    assert {future.result(10).user for future in futures} == {f"U{n}" for n in range(10)}
    assert store.read(lambda tx: people.by_user(tx, "local", "lost")).result(10) is None
    assert store.read(lambda tx: people.count(tx, "local")).result(10) == 10


def test_a_work_whose_time_ran_out_before_it_began_never_runs(store: Store) -> None:
    ran = []
    future = store.write(lambda tx: ran.append(1), within=-1)
    with pytest.raises(Busy):
        future.result(10)
    assert ran == []


def test_a_work_called_off_before_it_began_never_runs(store: Store) -> None:
    release = threading.Event()
    held = [store.write(lambda tx: release.wait(10)) for _ in range(4)]
    unwanted = store.write(lambda tx: met(tx, "U1"))
    assert unwanted.cancel()
    release.set()
    assert all(future.result(10) for future in held)
    assert store.write(lambda tx: met(tx, "U2")).result(10).user == "U2"
    assert store.read(lambda tx: people.count(tx, "local")).result(10) == 1


def test_a_work_that_has_begun_cannot_be_called_off(store: Store) -> None:
    begun, release = threading.Event(), threading.Event()

    def slowly(tx: Tx) -> str:
        begun.set()
        assert release.wait(10)
        return met(tx, "U1").user

    future = store.write(slowly)
    assert begun.wait(10)
    assert not future.cancel()
    release.set()
    assert future.result(10) == "U1"


def test_a_read_sees_one_moment(store: Store) -> None:
    first, written = threading.Event(), threading.Event()

    def twice(tx: Tx) -> tuple[int, int]:
        before = people.count(tx, "local")
        first.set()
        assert written.wait(10)
        return before, people.count(tx, "local")

    reading = store.read(twice)
    assert first.wait(10)
    store.write(lambda tx: met(tx, "U1")).result(10)
    written.set()
    assert reading.result(10) == (0, 0)


def test_a_read_cannot_write(store: Store) -> None:
    with pytest.raises(Exception, match=r"written|writes"):
        store.read(lambda tx: met(tx, "U1")).result(10)


def test_readers_work_side_by_side(store: Store) -> None:
    together = threading.Barrier(2)
    both = [store.read(lambda tx: together.wait(10)) for _ in range(2)]
    assert not wait(both, 10).not_done


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 a character"])
def test_what_no_database_takes_is_refused_by_name_before_it_gets_there(
    store: Store, text: str
) -> None:
    with pytest.raises(Unclean, match=r"NUL|surrogate"):
        store.write(lambda tx: met(tx, "U1", text)).result(10)
    assert store.read(lambda tx: people.count(tx, "local")).result(10) == 0


def test_a_broken_rule_of_the_schema_is_refused_without_telling_what_was_written(
    store: Store,
) -> None:
    name = "".join(["se", "cret"])
    with pytest.raises(Refused, match="rule of the schema") as caught:
        store.write(lambda tx: rooms.join(tx, "local", "C1", name)).result(10)
    assert name not in "".join(format_exception(caught.value))


def test_after_closing_it_says_so_and_what_was_asked_before_is_done(url: str) -> None:
    store = Store.open(url)
    futures = [store.write(partial(met, user=f"U{n}")) for n in range(50)]
    store.close()
    store.close()
    assert len({future.result(0).id for future in futures}) == 50
    with pytest.raises(Unreachable, match="closed"):
        store.write(lambda tx: met(tx, "U1")).result(10)
    with pytest.raises(Unreachable, match="closed"):
        store.read(lambda tx: people.count(tx, "local")).result(10)


def test_many_threads_write_and_each_gets_its_own_answer(store: Store) -> None:
    answers: dict[int, str] = {}

    def talk(number: int) -> None:
        for turn in range(10):
            work = partial(met, user=f"U{number}", name=f"{turn}")
            answers[number] = store.write(work, within=20).result(20).name

    threads = [threading.Thread(target=talk, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == dict.fromkeys(range(16), "9")


def test_an_event_that_comes_twice_at_once_is_acted_on_once(url: str) -> None:
    with opened(url) as one, opened(url) as two:
        futures = [
            store.write(lambda tx: heard.first_time(tx, "local", "Ev1", NOON), within=10)
            for _ in range(5)
            for store in (one, two)
        ]
        assert sorted(future.result(10) for future in futures) == [False] * 9 + [True]


def test_two_people_met_at_once_are_one_person(url: str) -> None:
    with opened(url) as one, opened(url) as two:
        futures = [
            store.write(lambda tx: people.meet(tx, "local", Face("U1", "Ana")), within=10)
            for _ in range(5)
            for store in (one, two)
        ]
        assert len({future.result(10).id for future in futures}) == 1


def test_a_time_limit_of_ones_own_holds_on_both(write: Run[str], store: Store) -> None:
    assert store.write(lambda tx: met(tx, "U1"), within=0.5).result(10).user == "U1"
    assert store.write(lambda tx: met(tx, "U2"), within=30).result(10).user == "U2"
    assert store.write(lambda tx: met(tx, "U3"), within=float("inf")).result(10).user == "U3"


@pytest.mark.parametrize(
    "address",
    ["", "nothing", "mysql://u@h/d", "sqlite://", "sqlite:///:memory:"],
)
def test_an_address_that_will_not_do_is_refused_with_one_that_will(address: str) -> None:
    with pytest.raises(Unsupported, match=r"sqlite:///"):
        Store.open(address)


def test_a_server_that_does_not_answer_is_unreachable() -> None:
    with pytest.raises(Unreachable):
        Store.open("postgresql://u@/d?host=/nowhere")


def test_the_dialect_is_named(store: Store, dialect: str) -> None:
    assert store.dialect == dialect
    store.write(lambda tx: rooms.put(tx, "local", Room("C1", "general"))).result(10)


def test_a_file_that_was_taken_away_keeps_nothing_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "gatepost.db"
    store = Store.open(f"sqlite:///{file}", create=True)
    file.rename(tmp_path / "elsewhere.db")
    for ordered in (store.write(lambda tx: 1), store.read(lambda tx: 1)):
        with pytest.raises(Unreachable, match="removed or replaced"):
            ordered.result()
    store.close()
