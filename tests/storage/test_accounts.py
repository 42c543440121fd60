"""Two accounts of one person in the database: what is read as one, and what comes back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from storage.errors import StorageError
from storage.pilots import journal, sittings, summary
from storage.pilots.journal import New
from storage.pilots.sittings import Sitting
from storage.post import outbox
from storage.post.outbox import Post
from storage.scheduling import manners
from storage.scheduling.manners import Manner
from storage.store import Store, Tx
from storage.tenant import accounts, linking, people, rooms
from storage.tenant.people import Face, Person
from tests.storage.conftest import Run
from tests.storage.things import NOON, a_pilot

T = "slack:T1"
SLACK = Face("U1", "Ana Berg", email="ana@slack.example")
TEAMS = Face("entra-1", "Ana Berg (IT)", admin=True)


@pytest.fixture
def pair(write: Run[Any]) -> tuple[Person, Person]:
    return (
        write(lambda tx: people.meet(tx, T, SLACK, "slack")),
        write(lambda tx: people.meet(tx, T, TEAMS, "teams")),
    )


def link(write: Run[Any], pair: tuple[Person, Person]) -> None:
    write(lambda tx: linking.link(tx, T, pair[0].id, pair[1].id))


def unlink(write: Run[Any], pair: tuple[Person, Person]) -> None:
    write(lambda tx: linking.unlink(tx, T, pair[0].id, pair[1].id))


def found(read: Run[Any], *ids: str) -> dict[str, Person]:
    return read(lambda tx: people.by_ids(tx, T, ids))  # type: ignore[no-any-return]


def test_both_accounts_are_one_person_and_two_again(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    one, two = pair
    link(write, pair)
    whole = found(read, one.id, two.id)
    assert whole[one.id] == whole[two.id]
    assert (whole[one.id].id, whole[one.id].user) == (one.id, "U1")
    spoken = read(lambda tx: people.by_user(tx, T, "entra-1"))
    assert (spoken.id, spoken.name, spoken.user) == (one.id, "Ana Berg", "entra-1")
    assert (spoken.account, spoken.platform, spoken.voice) == (two.id, "teams", False)
    unlink(write, pair)
    assert found(read, one.id, two.id) == {one.id: one, two.id: two}


def test_people_are_listed_counted_and_found_once(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    one = pair[0].id
    link(write, pair)
    assert [who.id for who in read(lambda tx: people.everyone(tx, T, 9))] == [one]
    assert read(lambda tx: people.count(tx, T)) == 1
    for name in ("ana berg", "Ana Berg (IT)"):
        assert [who.id for who in read(partial(people.named, tenant=T, text=name))] == [one]
    assert [(who.id, who.admin) for who in read(lambda tx: people.admins(tx, T))] == [(one, True)]


def test_an_admin_by_one_account_is_one_by_the_other_while_it_is_there(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    link(write, pair)
    assert read(lambda tx: people.by_user(tx, T, "U1")).admin
    write(lambda tx: people.meet(tx, T, replace(TEAMS, gone=True)))
    assert not read(lambda tx: people.by_user(tx, T, "U1")).admin


def test_roles_of_both_are_held_by_the_one_and_go_back_to_each(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    one, two = pair[0].id, pair[1].id
    write(lambda tx: people.grant(tx, T, two, "lead", "", NOON))
    link(write, pair)
    assert read(lambda tx: people.roles_of(tx, T, one)) == {"lead"}
    assert [who.id for who in read(lambda tx: people.holders(tx, T, "lead"))] == [one]
    write(lambda tx: people.grant(tx, T, one, "auditor", "", NOON))
    unlink(write, pair)
    assert read(lambda tx: people.roles_of(tx, T, one)) == {"auditor"}
    assert read(lambda tx: people.roles_of(tx, T, two)) == {"lead"}
    link(write, pair)
    write(lambda tx: people.revoke(tx, T, one, "lead"))
    assert read(lambda tx: people.roles_of(tx, T, one)) == {"auditor"}


def test_channels_of_both_are_seen_by_the_one(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    one, two = pair[0].id, pair[1].id
    write(lambda tx: rooms.join(tx, T, "C1", one))
    write(lambda tx: rooms.set_members(tx, T, "19:r", [two]))
    link(write, pair)
    assert read(lambda tx: rooms.rooms_of(tx, T, one)) == {"C1", "19:r"}
    assert read(lambda tx: rooms.members(tx, T, "19:r")) == {one}
    write(lambda tx: rooms.set_members(tx, T, "19:r", [two]))  # the platform lists accounts
    unlink(write, pair)
    assert read(lambda tx: rooms.rooms_of(tx, T, one)) == {"C1"}
    assert read(lambda tx: rooms.members(tx, T, "19:r")) == {two}


def test_the_journal_is_read_in_the_ones_name_and_stays_as_it_was_written(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    one, two = pair[0].id, pair[1].id
    said = {"person": two, "people": [two, one], "to": {two: 1}, "text": f"not {two[:-1]}"}
    write(lambda tx: journal.append(tx, T, "p1", 0, [New("x", said, two, NOON)]))
    link(write, pair)
    (entry,) = read(lambda tx: journal.read(tx, T, "p1"))
    assert entry.by == one
    assert entry.payload == {
        "person": one,
        "people": [one, one],
        "to": {one: 1},
        "text": f"not {two[:-1]}",
    }
    assert read(lambda tx: journal.verify(tx, T, "p1")) == ()
    unlink(write, pair)
    (entry,) = read(lambda tx: journal.read(tx, T, "p1"))
    assert (entry.by, entry.payload) == (two, said)


def test_parts_and_the_seat_of_the_second_are_the_firsts(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    one, two = pair[0].id, pair[1].id

    def begun(tx: Tx) -> None:
        for pilot in ("p1", "p2"):
            summary.put(tx, replace(a_pilot(pilot), tenant=T))
        summary.involve(tx, T, "p1", [(one, "owner"), (two, "owner"), (two, "asked")])
        summary.involve(tx, T, "p2", [(two, "starter")])
        sittings.put(tx, T, Sitting(two, "direct", "p2", 3))

    write(begun)
    link(write, pair)
    assert read(lambda tx: summary.involved(tx, T, "p1")) == {(one, "owner"), (one, "asked")}
    assert [row.pilot for row in read(lambda tx: summary.mine(tx, T, one))] == ["p1", "p2"]
    assert read(lambda tx: sittings.get(tx, T, one, "direct")).pilot == "p2"


def test_where_both_sit_neither_interview_goes_on_unasked(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    for who, pilot in zip(pair, ("p1", "p2"), strict=True):
        seat = Sitting(who.id, "direct", pilot, 0)
        write(partial(sittings.put, tenant=T, sitting=seat))
    link(write, pair)
    assert read(lambda tx: sittings.get(tx, T, pair[0].id, "direct")) is None
    assert read(lambda tx: sittings.get(tx, T, pair[1].id, "direct")) is None


LATER = NOON + timedelta(days=3)


@pytest.mark.parametrize(
    ("mine", "theirs", "state", "until"),
    [
        (("on", None), ("on", None), "on", None),
        (("on", None), ("stopped", None), "stopped", None),
        (("stopped", None), ("on", LATER), "stopped", None),
        (("on", LATER), ("on", None), "on", LATER),
        (("on", None), ("on", LATER), "on", LATER),
        (None, ("on", LATER), "on", LATER),
        (("stopped", None), None, "stopped", None),
    ],
)
def test_whoever_asked_for_quiet_asked_for_both(
    write: Run[Any],
    read: Run[Any],
    pair: tuple[Person, Person],
    mine: tuple[Any, Any] | None,
    theirs: tuple[Any, Any] | None,
    state: str,
    until: object,
) -> None:
    for who, terms in zip(pair, (mine, theirs), strict=True):
        if terms is not None:
            kept = Manner(who.id, terms[0], NOON + timedelta(days=9), until=terms[1])
            write(partial(manners.put, tenant=T, manner=kept))
    link(write, pair)
    said = read(lambda tx: manners.get(tx, T, pair[0].id, NOON))
    assert (said.state, said.until) == (state, until)
    unlink(write, pair)
    again = read(lambda tx: manners.get(tx, T, pair[1].id, NOON))
    assert (again.state, again.until) == (state, until)


def test_the_account_spoken_with_last_stands_for_the_person(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    one = pair[0].id
    link(write, pair)
    speaker = read(lambda tx: people.by_user(tx, T, "entra-1"))
    assert write(lambda tx: people.speaks(tx, T, speaker))
    assert found(read, one)[one].user == "entra-1"
    assert not write(lambda tx: people.speaks(tx, T, found_in(tx, "entra-1")))
    write(lambda tx: people.meet(tx, T, replace(TEAMS, guest=True)))
    assert found(read, one)[one].user == "U1"
    assert not write(lambda tx: people.speaks(tx, T, found_in(tx, "entra-1")))
    write(lambda tx: people.meet(tx, T, replace(SLACK, gone=True)))
    assert len(found(read, one)) == 1


def found_in(tx: Tx, user: str) -> Person:
    person = people.by_user(tx, T, user)
    assert person is not None
    return person


def test_a_face_met_again_keeps_its_own_name(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    link(write, pair)
    assert read(lambda tx: people.meet(tx, T, TEAMS)).name == "Ana Berg"  # and writes nothing
    assert read(lambda tx: people.seen(tx, T, "entra-1")) == TEAMS


def test_another_era_begins_with_each_link(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    eras = [read(lambda tx: accounts.era(tx, T))]
    for change in (link, unlink, link):
        change(write, pair)
        eras.append(read(lambda tx: accounts.era(tx, T)))
    assert len(set(eras)) == 4
    assert read(lambda tx: accounts.era(tx, "slack:T2")) == ""


def test_what_changes_a_message_goes_where_the_message_went(
    write: Run[Any], read: Run[Any]
) -> None:
    first = Post("k1", "slack", "U1", "{}")
    change = Post("k2", "teams", "entra-1", "", updates="key:k1")
    write(lambda tx: outbox.put(tx, T, NOON, first))
    write(lambda tx: outbox.put(tx, T, NOON, change))
    told = write(lambda tx: outbox.claim(tx, ["slack"], NOON, timedelta(seconds=9), 9))
    assert [(one.key, one.address) for one in told] == [("k1", "U1")]
    write(lambda tx: outbox.sent(tx, told[0].id, "M1", NOON))
    told = write(lambda tx: outbox.claim(tx, ["slack", "teams"], NOON, timedelta(seconds=9), 9))
    assert [(one.key, one.platform, one.address) for one in told] == [("k2", "slack", "U1")]


def test_an_account_is_linked_once_even_by_two_at_the_same_time(
    store: Store, write: Run[Any], pair: tuple[Person, Person]
) -> None:
    third = write(lambda tx: people.meet(tx, T, Face("U3", "Ben"), "slack"))

    def tried(first: str) -> bool:
        try:
            store.write(lambda tx: linking.link(tx, T, first, pair[1].id), within=30).result(60)
        except StorageError:
            return False
        return True

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(tried, (pair[0].id, third.id))) == [False, True]


def test_only_who_is_linked_is_in_the_index_of_those(
    write: Run[Any], read: Run[Any], pair: tuple[Person, Person]
) -> None:
    assert read(lambda tx: accounts.aliases(tx, T)) == {}
    link(write, pair)
    assert read(lambda tx: accounts.aliases(tx, T)) == {pair[1].id: pair[0].id}
    assert read(lambda tx: accounts.aliases(tx, "slack:T2")) == {}
