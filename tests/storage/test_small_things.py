"""Sittings, what was heard, the local chat's messages, ids and names."""

from __future__ import annotations

import re
from typing import Any

import pytest

from storage import ids
from storage.database.text import fold
from storage.pilots import sittings
from storage.pilots.sittings import Sitting
from storage.post import heard, messages
from storage.store import Tx
from tests.storage.conftest import Run
from tests.storage.things import MINUTE, NOON, met


def test_somebody_sits_in_one_place_per_conversation(write: Run[Any], read: Run[Any]) -> None:
    def work(tx: Tx) -> str:
        ana = met(tx, "U1").id
        sittings.put(tx, "local", Sitting(ana, "D1", "p1", 3))
        sittings.put(tx, "local", Sitting(ana, "C1", "p1", 4))
        sittings.put(tx, "local", Sitting(ana, "D1", "p2", 9))
        return ana

    ana = write(work)
    assert read(lambda tx: sittings.get(tx, "local", ana, "D1")) == Sitting(ana, "D1", "p2", 9)
    assert read(lambda tx: sittings.get(tx, "local", ana, "C1")) == Sitting(ana, "C1", "p1", 4)
    assert read(lambda tx: sittings.get(tx, "slack:T1", ana, "D1")) is None
    write(lambda tx: sittings.end(tx, "local", ana, "D1"))
    write(lambda tx: sittings.end(tx, "local", ana, "D1"))
    assert read(lambda tx: sittings.get(tx, "local", ana, "D1")) is None


def test_an_event_is_new_once_in_each_tenant_until_it_is_forgotten(write: Run[Any]) -> None:
    def first(key: str, tenant: str = "local", minutes: int = 0) -> Any:
        return write(lambda tx: heard.first_time(tx, tenant, key, NOON + minutes * MINUTE))

    assert [first("Ev1"), first("Ev1"), first("Ev2", minutes=5)] == [True, False, True]
    assert first("Ev1", "slack:T1", 5)
    assert write(lambda tx: heard.forget(tx, NOON + MINUTE)) == 1
    assert [first("Ev1"), first("Ev2")] == [True, False]


def test_an_event_of_a_work_that_failed_was_not_heard(write: Run[Any]) -> None:
    def fails(tx: Tx) -> None:
        assert heard.first_time(tx, "local", "Ev1", NOON)
        raise KeyError("later")

    with pytest.raises(KeyError):
        write(fails)
    assert write(lambda tx: heard.first_time(tx, "local", "Ev1", NOON))


def say(tx: Tx, text: str, conversation: str = "C1", **more: Any) -> messages.Message:
    return messages.post(tx, conversation, more.pop("sender", ""), text, at=NOON, **more)


def test_a_message_under_a_known_key_is_the_one_that_is_there(write: Run[Any]) -> None:
    first = write(lambda tx: say(tx, "one", key="k1", card="{}"))
    assert write(lambda tx: say(tx, "two", key="k1")) == first
    others = [write(lambda tx: say(tx, "no key")) for _ in range(2)]
    assert others[0].id < others[1].id
    assert others[0].key == ""


def test_a_message_changed_in_place_keeps_its_id(write: Run[Any], read: Run[Any]) -> None:
    message = write(lambda tx: say(tx, "one", card="{}"))
    changed = write(lambda tx: messages.edit(tx, message.id, "now", '{"a":1}', NOON + MINUTE))
    assert (changed.id, changed.text, changed.card) == (message.id, "now", '{"a":1}')
    assert (message.edited, changed.edited) == (None, NOON + MINUTE)
    assert read(lambda tx: messages.get(tx, message.id)) == changed
    assert write(lambda tx: messages.edit(tx, 10_000, "", "", NOON)) is None


def test_a_page_reads_its_conversations_and_what_is_for_its_viewer(
    write: Run[Any], read: Run[Any]
) -> None:
    def work(tx: Tx) -> None:
        say(tx, "one")
        say(tx, "for ana", only_for="ana")
        say(tx, "of ana, for ben", only_for="ben", sender="ana")
        say(tx, "elsewhere", "C2")
        say(tx, "far away", "C3")
        say(tx, "last")

    write(work)

    def texts(found: tuple[messages.Message, ...]) -> list[str]:
        return [message.text for message in found]

    here = ("C1", "C2")
    everything = read(lambda tx: messages.since(tx, here, "ana", 0, 10))
    assert texts(everything) == ["one", "for ana", "of ana, for ben", "elsewhere", "last"]
    assert texts(read(lambda tx: messages.since(tx, here, "cleo", 0, 2))) == ["one", "elsewhere"]
    behind = everything[-2].id
    assert texts(read(lambda tx: messages.since(tx, here, "ana", behind, 9))) == ["last"]
    assert texts(read(lambda tx: messages.latest(tx, here, "cleo", 2))) == ["elsewhere", "last"]
    assert read(lambda tx: messages.latest(tx, (), "ana", 2)) == ()


def test_ids_say_what_they_are_of_and_never_repeat() -> None:
    made = {ids.person_id() for _ in range(1000)} | {ids.pilot_id() for _ in range(1000)}
    assert len(made) == 2000
    assert all(re.fullmatch("[up]_[a-z2-7]{10}", each) for each in made)


@pytest.mark.parametrize(
    ("one", "two"), [("ÉCLAIR", "e\u0301clair"), ("Straße", "STRASSE"), ("a  b\n", " A B")]
)
def test_names_that_read_the_same_fold_to_the_same(one: str, two: str) -> None:
    assert fold(one) == fold(two)
