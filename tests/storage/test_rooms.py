from __future__ import annotations

from typing import Any

from storage.store import Tx
from storage.tenant import rooms
from storage.tenant.rooms import Room
from tests.storage.conftest import Run
from tests.storage.things import met


def test_a_channel_is_known_as_it_was_last_described(write: Run[Any], read: Run[Any]) -> None:
    write(lambda tx: rooms.put(tx, "local", Room("C2", "zeta")))
    write(lambda tx: rooms.put(tx, "local", Room("C1", "beta", private=True, shared=True)))
    last = Room("C2", "alpha", archived=True)
    write(lambda tx: rooms.put(tx, "local", last))
    assert read(lambda tx: rooms.get(tx, "local", "C2")) == last
    assert [room.id for room in read(lambda tx: rooms.known(tx, "local"))] == ["C2", "C1"]
    assert read(lambda tx: rooms.get(tx, "slack:T1", "C2")) is None
    assert read(lambda tx: rooms.known(tx, "slack:T1")) == ()


def test_describing_a_channel_that_has_not_changed_writes_nothing(
    write: Run[Any], read: Run[Any]
) -> None:
    write(lambda tx: rooms.put(tx, "local", Room("C1", "general")))
    read(lambda tx: rooms.put(tx, "local", Room("C1", "general")))


def test_people_join_and_leave_channels_known_or_not(write: Run[Any], read: Run[Any]) -> None:
    def work(tx: Tx) -> tuple[str, str]:
        ana, ben = met(tx, "U1").id, met(tx, "U2").id
        for room in ("C1", "C1", "C9"):
            rooms.join(tx, "local", room, ana)
        rooms.join(tx, "local", "C1", ben)
        rooms.leave(tx, "local", "C1", ben)
        rooms.leave(tx, "local", "C7", ben)
        return ana, ben

    ana, ben = write(work)
    assert read(lambda tx: rooms.rooms_of(tx, "local", ana)) == {"C1", "C9"}
    assert read(lambda tx: rooms.rooms_of(tx, "local", ben)) == frozenset()
    assert read(lambda tx: rooms.rooms_of(tx, "slack:T1", ana)) == frozenset()
    write(lambda tx: rooms.set_members(tx, "local", "C1", [ben, ben]))
    assert read(lambda tx: rooms.members(tx, "local", "C1")) == {ben}
    assert read(lambda tx: rooms.rooms_of(tx, "local", ana)) == {"C9"}
    write(lambda tx: rooms.set_members(tx, "local", "C1", []))
    assert read(lambda tx: rooms.members(tx, "local", "C1")) == frozenset()
