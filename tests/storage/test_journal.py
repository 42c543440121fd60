from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, literal_column, select, update

from storage.database.tables import core
from storage.errors import Behind, Damaged, Unclean
from storage.pilots import journal, summary
from storage.pilots.journal import New
from storage.pilots.tables import EntryRow
from storage.store import Store, Tx
from tests.storage.conftest import Run, opened
from tests.storage.things import NOON, a_pilot, note

TABLE = core(EntryRow)
Tamper = Callable[[Tx], Any]


def test_what_is_noted_is_read_back_in_order_and_in_utc(write: Run[Any], read: Run[Any]) -> None:
    at = datetime(2026, 11, 20, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=-5)))
    payload = {"text": "café — 10²", "big": 2**62, "n": 0.1, "none": None, "list": [1, "a"]}
    news = [New("answer", payload, "u_a", at), New("skip", {}, "", at)]
    entries = write(lambda tx: journal.append(tx, "local", "p1", 0, news))
    assert [entry.seq for entry in entries] == [1, 2]
    assert entries[0].payload == payload
    assert entries[0].at == at
    assert entries[0].at.tzinfo is UTC
    assert read(lambda tx: journal.read(tx, "local", "p1")) == entries
    assert read(lambda tx: journal.read(tx, "local", "p1", after=1)) == entries[1:]
    assert read(lambda tx: journal.read(tx, "local", "p1", after=0, upto=1)) == entries[:1]
    assert read(lambda tx: journal.head(tx, "local", "p1")) == 2
    assert read(lambda tx: journal.head(tx, "local", "p2")) == 0


def test_tenants_do_not_share_a_journal(write: Run[Any], read: Run[Any]) -> None:
    write(lambda tx: note(tx, "p1", "one", tenant="slack:T1"))
    write(lambda tx: note(tx, "p1", "one", "two", tenant="slack:T2"))
    assert read(lambda tx: len(journal.read(tx, "slack:T1", "p1"))) == 1
    assert read(lambda tx: len(journal.read(tx, "slack:T2", "p1"))) == 2


def test_nothing_new_writes_nothing(write: Run[Any], read: Run[Any]) -> None:
    assert write(lambda tx: journal.append(tx, "local", "p1", 0, [])) == ()
    assert read(lambda tx: journal.head(tx, "local", "p1")) == 0


@pytest.mark.parametrize("head", [0, 1, 3])
def test_who_comes_second_is_behind_and_keeps_nothing(
    write: Run[Any], read: Run[Any], head: int
) -> None:
    write(lambda tx: note(tx, "p1", "one", "two"))
    with pytest.raises(Behind):
        write(lambda tx: journal.append(tx, "local", "p1", head, [New("x", {}, "", NOON)]))
    assert read(lambda tx: journal.head(tx, "local", "p1")) == 2


def test_who_brings_the_last_hash_along_is_behind_all_the_same(write: Run[Any]) -> None:
    first = write(lambda tx: note(tx, "p1", "one"))[0]
    news = [New("two", {}, "", NOON)]
    write(lambda tx: journal.append(tx, "local", "p1", 1, news, last=first.hash))
    with pytest.raises(Behind):
        write(lambda tx: journal.append(tx, "local", "p1", 1, news, last=first.hash))
    assert write(lambda tx: journal.verify(tx, "local", "p1")) == ()


def test_of_two_at_once_one_is_behind(url: str) -> None:
    with opened(url) as one, opened(url) as two:

        def late(store: Store) -> Any:
            news = [New("x", {}, "", NOON)]
            return store.write(lambda tx: journal.append(tx, "local", "p1", 0, news), within=10)

        futures = [late(store) for store in (one, two, one, two)]
        errors = [future.exception(10) for future in futures]
        assert [type(error) for error in errors if error] == [Behind] * 3
        assert one.read(lambda tx: journal.head(tx, "local", "p1")).result(10) == 1


@pytest.mark.parametrize("payload", [{"t": "a\0b"}, {"t": "\ud800"}, {"n": 2**70}, {"o": object()}])
def test_a_payload_that_cannot_be_kept_is_refused_by_name(
    write: Run[Any], payload: dict[str, Any]
) -> None:
    with pytest.raises(Unclean):
        write(lambda tx: journal.append(tx, "local", "p1", 0, [New("x", payload, "", NOON)]))


def test_words_that_only_look_like_a_nul_are_kept(write: Run[Any]) -> None:
    said = {"t": "\\u0000 and \\\\u0000"}
    entry = write(lambda tx: journal.append(tx, "local", "p1", 0, [New("x", said, "", NOON)]))[0]
    assert write(lambda tx: journal.read(tx, "local", "p1"))[0].payload == entry.payload == said


def test_a_time_without_its_zone_is_refused(write: Run[Any]) -> None:
    naive = datetime(2026, 11, 20, 12, 0)
    with pytest.raises(Unclean, match="zone"):
        write(lambda tx: journal.append(tx, "local", "p1", 0, [New("x", {}, "", naive)]))


def three(tx: Tx) -> None:
    note(tx, "p1", "one", "two", "three")
    note(tx, "p2", "one")
    summary.put(tx, a_pilot("p1", seq=3))


def entry(seq: int) -> Any:
    return (TABLE.c.tenant == "local") & (TABLE.c.pilot == "p1") & (TABLE.c.seq == seq)


def change(seq: int, /, **values: Any) -> Tamper:
    return lambda tx: tx.execute(update(TABLE).where(entry(seq)).values(**values))


def swap_payloads(tx: Tx) -> None:
    rows = tx.execute(select(TABLE.c.seq, TABLE.c.payload, TABLE.c.salt, TABLE.c.digest)).all()
    one, two = (next(row for row in rows if row.seq == seq) for seq in (1, 2))
    change(1, payload=two.payload, salt=two.salt, digest=two.digest)(tx)
    change(2, payload=one.payload, salt=one.salt, digest=one.digest)(tx)


def swap_places(tx: Tx) -> None:
    for was, becomes in ((1, 9), (2, 1), (9, 2)):
        change(was, seq=becomes)(tx)


def slip_in(tx: Tx) -> None:
    row = dict(tx.execute(select(TABLE).where(entry(3))).one()._mapping)
    tx.execute(insert(TABLE).values(row | {"seq": 4}))


def from_another(tx: Tx) -> None:
    tx.execute(delete(TABLE).where(entry(1)))
    tx.execute(update(TABLE).where(TABLE.c.pilot == "p2").values(pilot="p1"))


TAMPERINGS: dict[str, Tamper] = {
    "payload": change(2, payload='{"text":"other"}'),
    "salt": change(2, salt=bytes(16)),
    "digest": change(2, digest=bytes(32)),
    "hash": change(2, hash=bytes(32)),
    "last hash": change(3, hash=bytes(32)),
    "empty hash": change(2, hash=b""),
    "kind": change(2, kind="waiver"),
    "by": change(2, by="u_other"),
    "at": change(2, at=NOON + timedelta(microseconds=1)),
    "tenant": change(2, tenant="slack:T1"),
    "pilot": change(2, pilot="p3"),
    "seq": change(3, seq=4),
    "payload taken out": change(2, payload=None),
    "salt taken out": change(2, salt=None),
    "payloads swapped": swap_payloads,
    "places swapped": swap_places,
    "slipped in": slip_in,
    "from another pilot": from_another,
    "first deleted": lambda tx: tx.execute(delete(TABLE).where(entry(1))),
    "middle deleted": lambda tx: tx.execute(delete(TABLE).where(entry(2))),
    "last deleted": lambda tx: tx.execute(delete(TABLE).where(entry(3))),
    "all deleted": lambda tx: tx.execute(delete(TABLE).where(TABLE.c.pilot == "p1")),
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_every_tampering_is_found(write: Run[Any], how: str) -> None:
    write(three)
    assert write(journal.verify_all) == ()
    write(TAMPERINGS[how])
    found = write(journal.verify_all)
    assert found
    assert {"local"} <= {problem.tenant for problem in found}
    assert [each for each in found if (each.tenant, each.pilot) == ("local", "p1")] == list(
        write(lambda tx: journal.verify(tx, "local", "p1"))
    )


@pytest.mark.parametrize(("column", "raw"), [("at", "'soon'"), ("seq", "'x'"), ("hash", "'x'")])
def test_in_a_file_even_what_is_of_no_type_at_all_is_found(
    file_url: str, column: str, raw: str
) -> None:
    with opened(file_url) as store:
        store.write(three).result(10)
        change_ = update(TABLE).where(entry(2)).values({column: literal_column(raw)})
        store.write(lambda tx: tx.execute(change_)).result(10)
        assert store.read(journal.verify_all).result(10)


@pytest.mark.parametrize("payload", ["{", "[1]"])
def test_a_damaged_payload_is_named_when_it_is_read(write: Run[Any], payload: str) -> None:
    write(three)
    write(change(2, payload=payload))
    with pytest.raises(Damaged):
        write(lambda tx: journal.read(tx, "local", "p1"))


def test_what_is_erased_is_gone_and_the_chain_still_holds(write: Run[Any], read: Run[Any]) -> None:
    write(three)
    assert write(lambda tx: journal.erase(tx, "local", "p1", [1, 3, 7])) == 2
    assert write(lambda tx: journal.erase(tx, "local", "p1", [1])) == 0
    assert write(lambda tx: journal.erase(tx, "local", "p1", [])) == 0
    entries = read(lambda tx: journal.read(tx, "local", "p1"))
    assert [entry.payload is None for entry in entries] == [True, False, True]
    raw = read(lambda tx: tx.execute(select(TABLE).where(entry(1))).one())
    assert (raw.payload, raw.salt) == (None, None)
    assert read(journal.verify_all) == ()
    write(lambda tx: note(tx, "p1", "four"))
    assert read(journal.verify_all) == ()


def test_in_a_file_nothing_of_what_was_erased_is_left(file_url: str) -> None:
    with opened(file_url) as store:
        words = {"text": "SECRET-" * 30}
        news = [New("x", words, "", NOON)]
        store.write(lambda tx: journal.append(tx, "local", "p1", 0, news)).result(10)
        store.write(lambda tx: journal.erase(tx, "local", "p1", [1])).result(10)
    # Closed, so that the write-ahead log is folded in and gone.
    assert b"SECRET-" not in Path(file_url.removeprefix("sqlite:///")).read_bytes()
