from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from storage import joining, purge
from storage.joining import CannotJoin
from storage.pilots import journal, sittings, summary
from storage.pilots.journal import New
from storage.pilots.sittings import Sitting
from storage.post import heard, outbox, references
from storage.post.outbox import Post
from storage.post.references import Reference
from storage.scheduling import manners
from storage.scheduling.manners import Manner
from storage.store import Tx
from storage.tenant import editions, homes, linking, people, preferences, rooms
from storage.tenant.editions import Edition
from storage.tenant.people import Face
from storage.tenant.rooms import Room
from tests.storage.conftest import Run
from tests.storage.things import NOON, a_pilot

SLACK, TEAMS = "slack:T1", "teams:5c0c6d2e-0000-4000-8000-000000000001"
OWN = Edition(1, (("ours.yml", "name: Ours"),), (), "d", "", NOON, "first")


def a_town(tx: Tx, tenant: str, user: str, room: str, pilot: str) -> None:
    """One person with a pilot, and something in every table that belongs to a tenant."""
    who = people.meet(tx, tenant, Face(user, f"Ana of {user}"))
    people.grant(tx, tenant, who.id, "lead", who.id, NOON)
    rooms.put(tx, tenant, Room(room, f"room-{room}"))
    rooms.join(tx, tenant, room, who.id)
    journal.append(tx, tenant, pilot, 0, [New("one", {"who": who.id}, who.id, NOON)] * 2)
    summary.put(tx, replace(a_pilot(pilot, seq=2), tenant=tenant, room=room))
    summary.involve(tx, tenant, pilot, [(who.id, "owner")])
    sittings.put(tx, tenant, Sitting(who.id, "direct", pilot, 1))
    manners.put(tx, tenant, Manner(who.id, "on", NOON))
    preferences.put(tx, tenant, "choice", tenant)
    heard.first_time(tx, tenant, "the same key", NOON)
    outbox.put(tx, tenant, NOON, Post(f"digest:{tenant}:{room}:here:2026-W47", "slack", room, "{}"))
    outbox.put(tx, tenant, NOON, Post(f"reminder:{tenant}:{who.id}:x", "slack", user, "{}"))


def both(tx: Tx) -> None:
    a_town(tx, SLACK, "U1", "C1", "p1")
    a_town(tx, TEAMS, "entra-1", "19:r1", "p2")
    a_town(tx, "slack:T2", "U1", "C1", "p1")


def test_everything_of_the_joiner_is_at_home_afterwards(write: Run[Any], read: Run[Any]) -> None:
    write(both)
    before = read(lambda tx: purge.count(tx, TEAMS))
    other = read(lambda tx: purge.count(tx, "slack:T2"))
    moved = write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    assert (moved["person"], moved["summary"], moved["journal"]) == (1, 1, 2)
    assert set(read(lambda tx: purge.count(tx, TEAMS)).values()) == {0}
    assert read(lambda tx: purge.count(tx, "slack:T2")) == other
    at_home = read(lambda tx: purge.count(tx, SLACK))
    alike = {"preference", "heard", "tally"}  # of these both had the same rows
    assert {name: rows for name, rows in at_home.items() if name not in alike} == {
        name: 2 * rows for name, rows in before.items() if name not in alike
    }
    assert read(lambda tx: preferences.get(tx, SLACK, "choice")) == SLACK
    assert read(lambda tx: homes.homes(tx)) == {TEAMS: SLACK}
    assert (
        read(lambda tx: summary.count(tx, SLACK, summary.Sight(True, frozenset(), "", False))) == 2
    )


def test_people_and_channels_keep_their_platform(write: Run[Any], read: Run[Any]) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    found = read(lambda tx: people.everyone(tx, SLACK, 9))
    assert [(one.user, one.platform) for one in found] == [("entra-1", "teams"), ("U1", "slack")]
    assert read(lambda tx: rooms.platform(tx, SLACK, "19:r1")) == "teams"
    assert read(lambda tx: rooms.platform(tx, SLACK, "C1")) == "slack"


def test_what_went_out_under_the_old_name_does_not_go_out_again(
    write: Run[Any], read: Run[Any]
) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    again = Post(f"digest:{SLACK}:19:r1:here:2026-W47", "teams", "19:r1", "{}")
    assert write(lambda tx: outbox.put(tx, SLACK, NOON, again)) == 0


def test_the_chain_of_a_journal_that_was_brought_in_holds_and_goes_on(
    write: Run[Any], read: Run[Any]
) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    write(lambda tx: journal.append(tx, SLACK, "p2", 2, [New("two", {}, "", NOON)]))
    assert read(lambda tx: journal.verify(tx, SLACK, "p2")) == ()
    assert read(journal.verify_all) == ()
    write(lambda tx: homes.end(tx, SLACK))
    assert [one.pilot for one in read(journal.verify_all)] == ["p2", "p2"]


def test_joining_again_brings_in_what_came_since(write: Run[Any], read: Run[Any]) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    assert read(homes.left_behind) == ()
    write(lambda tx: people.meet(tx, TEAMS, Face("entra-2", "Late")))
    assert read(homes.left_behind) == (TEAMS,)
    assert write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))["person"] == 1
    assert read(homes.left_behind) == ()
    assert read(lambda tx: people.count(tx, SLACK)) == 3


def met_again(tx: Tx) -> None:
    """What a server leaves that went on under the old name while the two were joined."""
    a_town(tx, TEAMS, "entra-1", "19:r1", "p3")
    rooms.put(tx, TEAMS, Room("19:r1", "room-19:r1", private=True))
    references.put(tx, TEAMS, Reference("19:r1", "https://new", "c", "bot"))


def test_joining_again_makes_one_of_everybody_who_was_met_again(
    write: Run[Any], read: Run[Any]
) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    ana = read(lambda tx: people.by_user(tx, SLACK, "entra-1"))
    write(lambda tx: references.put(tx, SLACK, Reference("19:r1", "https://old", "c", "bot")))
    write(met_again)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    assert read(homes.left_behind) == ()
    assert read(lambda tx: people.by_user(tx, SLACK, "entra-1")) == ana
    assert read(lambda tx: people.count(tx, SLACK)) == 2
    assert ana in read(lambda tx: people.holders(tx, SLACK, "lead"))
    pilots = {one.pilot: one for one in read(lambda tx: summary.mine(tx, SLACK, ana.id))}
    assert set(pilots) == {"p2", "p3"}
    assert read(lambda tx: journal.read(tx, SLACK, "p3"))[0].payload == {"who": ana.id}
    assert read(lambda tx: [one.by for one in journal.read(tx, SLACK, "p3")]) == [ana.id] * 2
    assert read(journal.verify_all) == ()
    nobody = summary.Sight(False, frozenset(), "", False)
    assert read(lambda tx: summary.count(tx, SLACK, nobody)) == 1  # their channel is private by now
    assert read(lambda tx: references.find(tx, SLACK, "19:r1")).service_url == "https://new"
    write(lambda tx: rooms.leave(tx, SLACK, "19:r1", ana.account))
    assert read(lambda tx: rooms.rooms_of(tx, SLACK, ana.id)) == frozenset()
    write(lambda tx: people.withdraw(tx, SLACK, "slack"))
    assert read(lambda tx: people.count(tx, SLACK)) == 2


def test_who_was_met_again_links_and_parts_as_anybody(write: Run[Any], read: Run[Any]) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    write(met_again)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    ana = read(lambda tx: people.by_user(tx, SLACK, "U1"))
    other = read(lambda tx: people.by_user(tx, SLACK, "entra-1"))
    write(lambda tx: linking.link(tx, SLACK, ana.id, other.id))
    assert read(lambda tx: [one.by for one in journal.read(tx, SLACK, "p3")]) == [ana.id] * 2
    assert len(read(lambda tx: summary.mine(tx, SLACK, ana.id))) == 3
    write(lambda tx: linking.unlink(tx, SLACK, ana.id, other.id))
    assert read(lambda tx: [one.by for one in journal.read(tx, SLACK, "p3")]) == [other.id] * 2
    assert read(lambda tx: people.by_user(tx, SLACK, "entra-1")) == other


def test_a_tenant_is_joined_with_one_other_only(write: Run[Any]) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    with pytest.raises(CannotJoin, match="already"):
        write(lambda tx: joining.join(tx, TEAMS, "slack:T2", NOON))
    with pytest.raises(CannotJoin, match="already"):
        write(lambda tx: joining.join(tx, "teams:another", SLACK, NOON))


def test_own_playbooks_of_one_are_kept_and_of_both_are_refused(
    write: Run[Any], read: Run[Any]
) -> None:
    write(both)
    write(lambda tx: editions.put(tx, TEAMS, OWN))
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    assert read(lambda tx: editions.newest(tx, SLACK)) == OWN
    write(lambda tx: editions.put(tx, "slack:T2", OWN))
    write(lambda tx: editions.put(tx, "teams:two", OWN))
    with pytest.raises(CannotJoin, match="both have playbooks"):
        write(lambda tx: joining.join(tx, "teams:two", "slack:T2", NOON))


def test_own_playbooks_are_kept_where_the_home_took_its_own_back(
    write: Run[Any], read: Run[Any]
) -> None:
    write(both)
    write(lambda tx: editions.put(tx, TEAMS, OWN))
    write(lambda tx: editions.put(tx, SLACK, OWN))
    write(lambda tx: editions.put(tx, SLACK, replace(OWN, number=2, files=())))
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    assert read(lambda tx: editions.newest(tx, SLACK)) == replace(OWN, number=3)
    assert read(lambda tx: editions.number(tx, TEAMS)) == 0


def test_purging_the_home_forgets_what_it_was_joined_with(write: Run[Any], read: Run[Any]) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    write(lambda tx: purge.purge(tx, SLACK))
    assert read(lambda tx: homes.homes(tx)) == {}
    assert read(purge.tenants) == ("slack:T2",)


def test_purging_what_was_left_behind_leaves_the_two_joined(
    write: Run[Any], read: Run[Any]
) -> None:
    write(both)
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    write(lambda tx: people.meet(tx, TEAMS, Face("entra-2", "Late")))
    write(lambda tx: purge.purge(tx, TEAMS))
    assert read(homes.homes) == {TEAMS: SLACK}
    assert read(homes.left_behind) == ()
    assert read(journal.verify_all) == ()


def test_a_mistyped_tenant_gives_way_as_long_as_nobody_came_from_there(
    write: Run[Any], read: Run[Any]
) -> None:
    write(lambda tx: a_town(tx, SLACK, "U1", "C1", "p1"))
    write(lambda tx: a_town(tx, TEAMS, "entra-1", "19:r1", "p2"))
    write(lambda tx: joining.join(tx, "teams:mistyped", SLACK, NOON))
    write(lambda tx: joining.join(tx, TEAMS, SLACK, NOON))
    assert read(homes.homes) == {TEAMS: SLACK}
    with pytest.raises(CannotJoin, match="already"):
        write(lambda tx: joining.join(tx, "teams:mistyped", SLACK, NOON))
