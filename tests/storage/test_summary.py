from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from storage.errors import Busy, Unclean
from storage.pilots import summary
from storage.pilots.summary import Sight
from storage.store import Store, Tx
from storage.tenant import rooms
from storage.tenant.rooms import Room
from tests.storage.conftest import Run, opened
from tests.storage.things import EVERYTHING, a_pilot, keep, met


def counted(tx: Tx, sight: Sight, closed: bool) -> int:
    return summary.count(tx, "local", sight, closed)


def test_a_summary_is_read_back_as_it_was_kept(write: Run[Any], read: Run[Any]) -> None:
    pilot = a_pilot("p1", "Café", body={"flags": ["a", "b"], "n": 1.5, "none": None, "é": {}})
    write(lambda tx: summary.put(tx, pilot))
    assert read(lambda tx: summary.get(tx, "local", "p1")) == pilot
    assert write(lambda tx: summary.lock(tx, "local", "p1")) == pilot
    assert read(lambda tx: summary.get(tx, "local", "p2")) is None
    assert write(lambda tx: summary.lock(tx, "local", "p2")) is None
    assert read(lambda tx: summary.get(tx, "slack:T1", "p1")) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"seq": 9, "met": 3, "owner": "missing:2026-11-02", "body": {"n": 2}},
        {"name": "Other"},
        {"room": "C2"},
        {"closed": True},
        {"name": "Other", "room": "C2", "closed": True, "blocking": 0},
    ],
)
def test_whatever_changes_is_kept_and_counted_once(
    write: Run[Any], read: Run[Any], changed: dict[str, Any]
) -> None:
    pilot = a_pilot("p1")
    write(lambda tx: keep(tx, pilot, replace(pilot, **changed)))
    assert read(lambda tx: summary.get(tx, "local", "p1")) == replace(pilot, **changed)
    counts = [read(partial(counted, sight=EVERYTHING, closed=closed)) for closed in (False, True)]
    assert counts == ([0, 1] if changed.get("closed") else [1, 0])


def test_a_channel_lists_its_open_pilots_newest_first(write: Run[Any], read: Run[Any]) -> None:
    write(lambda tx: keep(tx, *(a_pilot(f"p{n}") for n in (3, 1, 2, 4))))
    write(lambda tx: keep(tx, a_pilot("p1", closed=True), a_pilot("p2", "Renamed")))
    write(lambda tx: keep(tx, a_pilot("p9", room="C2"), a_pilot("p3", room="C2")))
    assert [each.pilot for each in read(lambda tx: summary.in_room(tx, "local", "C1"))] == [
        "p4",
        "p2",
    ]
    assert [each.pilot for each in read(lambda tx: summary.in_room(tx, "local", "C2"))] == [
        "p3",
        "p9",
    ]


def test_a_person_lists_the_open_pilots_they_have_a_part_in(
    write: Run[Any], read: Run[Any]
) -> None:
    def work(tx: Tx) -> str:
        ana, ben = met(tx, "U1").id, met(tx, "U2").id
        keep(tx, a_pilot("p1", "Zulu"), a_pilot("p2", "alpha"), a_pilot("p3"), a_pilot("p4"))
        keep(tx, a_pilot("p4", closed=True))
        for pilot in ("p1", "p2", "p4"):
            summary.involve(tx, "local", pilot, [(ana, "owner"), (ana, "member"), (ben, "sponsor")])
        summary.involve(tx, "local", "p3", [(ben, "owner")])
        return ana

    ana = write(work)
    assert [each.pilot for each in read(lambda tx: summary.mine(tx, "local", ana))] == ["p2", "p1"]


def test_who_is_involved_is_exactly_who_was_named_last(write: Run[Any], read: Run[Any]) -> None:
    def work(tx: Tx) -> tuple[str, str]:
        ana, ben = met(tx, "U1").id, met(tx, "U2").id
        summary.involve(tx, "local", "p1", [(ana, "owner"), (ben, "sponsor")])
        summary.involve(tx, "local", "p2", [(ana, "owner")])
        summary.involve(tx, "local", "p1", [(ana, "owner"), (ana, "member"), (ana, "owner")])
        return ana, ben

    ana, _ = write(work)
    expected = {(ana, "owner"), (ana, "member")}
    assert read(lambda tx: summary.involved(tx, "local", "p1")) == expected
    write(lambda tx: summary.involve(tx, "local", "p1", []))
    assert read(lambda tx: summary.involved(tx, "local", "p1")) == frozenset()
    assert read(lambda tx: summary.involved(tx, "local", "p2")) == {(ana, "owner")}


def test_pages_are_complete_and_without_doubles_while_others_write(store: Store) -> None:
    names = [f"{n % 7}-{'x' * (n % 3)}" for n in range(60)]
    pilots = [a_pilot(f"p{n:02}", name) for n, name in enumerate(names)]
    store.write(lambda tx: keep(tx, *pilots), within=20).result(20)
    seen: list[str] = []
    after: tuple[str, str] | None = None
    for number in range(99):
        look = partial(summary.page, tenant="local", sight=EVERYTHING, after=after, limit=7)
        page = store.read(look).result(10)
        seen += [each.pilot for each in page.rows]
        after = page.after
        if after is None:
            break
        new = a_pilot(f"new{number}", f"{number}-new")
        store.write(partial(summary.put, summary=new)).result(10)
    old = [pilot for pilot in seen if pilot.startswith("p")]
    assert sorted(old) == sorted(each.pilot for each in pilots)
    assert len(seen) == len(set(seen))


def test_a_last_page_that_is_just_full_says_that_nothing_follows(
    write: Run[Any], read: Run[Any]
) -> None:
    write(lambda tx: keep(tx, a_pilot("p1"), a_pilot("p2")))
    page = read(lambda tx: summary.page(tx, "local", EVERYTHING, None, 2))
    assert (len(page.rows), page.more, page.after) == (2, False, None)
    nothing = read(lambda tx: summary.page(tx, "slack:T1", EVERYTHING, None, 2))
    assert (nothing.rows, nothing.more) == ((), False)


def test_a_channel_that_turns_private_takes_its_pilots_along_and_back(
    write: Run[Any], read: Run[Any]
) -> None:
    anybody = Sight(False, frozenset(), "u_x", False)
    write(lambda tx: keep(tx, a_pilot("p1"), a_pilot("p2", closed=True), a_pilot("p3", room="C2")))
    seen = []
    for room in (
        Room("C1", "general"),
        Room("C1", "general", private=True),
        Room("C1", "renamed", private=True),
        Room("C1", "renamed"),
    ):
        write(partial(rooms.put, tenant="local", room=room))
        shown = read(lambda tx: summary.visible(tx, "local", anybody, "p1")) is not None
        numbers = [read(partial(counted, sight=anybody, closed=closed)) for closed in (False, True)]
        seen.append((shown, *numbers))
    assert seen == [(True, 1, 1), (False, 0, 0), (False, 0, 0), (True, 1, 1)]
    assert read(lambda tx: summary.count(tx, "local", EVERYTHING)) == 2


def test_on_postgresql_a_locked_pilot_makes_the_second_wait_and_then_tells_it(
    server_url: str,
) -> None:
    with opened(server_url) as store:
        store.write(lambda tx: keep(tx, a_pilot("p1"))).result(10)
        locked, done = threading.Event(), threading.Event()

        def hold(tx: Tx) -> None:
            summary.lock(tx, "local", "p1")
            locked.set()
            done.wait(10)

        holding = store.write(hold, within=30)
        assert locked.wait(10)
        with pytest.raises(Busy):
            store.write(lambda tx: summary.lock(tx, "local", "p1"), within=0.4).result(10)
        assert store.read(lambda tx: summary.get(tx, "local", "p1")).result(10)
        waiting = store.write(lambda tx: summary.lock(tx, "local", "p1"), within=20)
        done.set()
        holding.result(10)
        assert waiting.result(10) == a_pilot("p1")


def test_a_summary_with_a_nul_in_its_body_is_refused(write: Run[Any]) -> None:
    with pytest.raises(Unclean):
        write(lambda tx: summary.put(tx, a_pilot("p1", body={"t": "a\0b"})))
