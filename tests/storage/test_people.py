from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Face
from tests.storage.conftest import Run
from tests.storage.things import NOON, met

ANA = Face("U1", "Ana Søe", "Europe/Oslo", "ana@example.org", admin=True)


def test_somebody_met_has_an_id_of_ours_and_keeps_it(write: Run[Any], read: Run[Any]) -> None:
    first = write(lambda tx: people.meet(tx, "local", ANA))
    assert re.fullmatch("u_[a-z2-7]{10}", first.id)
    again = write(lambda tx: people.meet(tx, "local", replace(ANA, name="Ana Berg", gone=True)))
    assert (again.id, again.name, again.gone) == (first.id, "Ana Berg", True)
    assert read(lambda tx: people.by_user(tx, "local", "U1")) == again
    assert read(lambda tx: people.by_user(tx, "local", "U2")) is None


def test_meeting_somebody_who_has_not_changed_writes_nothing(
    write: Run[Any], read: Run[Any]
) -> None:
    known = write(lambda tx: people.meet(tx, "local", ANA))
    # A reader may not write: that it can meet them proves that nothing is written.
    assert read(lambda tx: people.meet(tx, "local", ANA)) == known


def test_the_same_user_id_in_two_tenants_is_two_people(write: Run[Any], read: Run[Any]) -> None:
    one = write(lambda tx: people.meet(tx, "slack:T1", ANA))
    two = write(lambda tx: people.meet(tx, "slack:T2", ANA))
    assert one.id != two.id
    assert read(lambda tx: people.by_ids(tx, "slack:T1", [one.id, two.id])) == {one.id: one}
    assert read(lambda tx: people.count(tx, "slack:T1")) == 1


@pytest.mark.parametrize("text", ["ana søe", "ANA  SØE", " Ana Søe\n"])
def test_a_full_name_is_found_however_it_is_written(
    write: Run[Any], read: Run[Any], text: str
) -> None:
    def work(tx: Tx) -> None:
        people.meet(tx, "local", ANA)
        people.meet(tx, "local", replace(ANA, user="U2"))
        people.meet(tx, "local", replace(ANA, user="U3", gone=True))
        people.meet(tx, "local", replace(ANA, user="U4", bot=True))
        people.meet(tx, "slack:T1", ANA)
        met(tx, "U5", "Ana Søe Berg")

    write(work)
    found = read(lambda tx: people.named(tx, "local", text))
    assert sorted(person.user for person in found) == ["U1", "U2"]


def test_two_spellings_of_one_letter_are_one_name(write: Run[Any], read: Run[Any]) -> None:
    write(lambda tx: met(tx, "U1", "Jose\u0301"))
    assert len(read(lambda tx: people.named(tx, "local", "JOSÉ"))) == 1


def test_people_are_listed_by_name_without_bots_and_those_who_left(
    write: Run[Any], read: Run[Any]
) -> None:
    def work(tx: Tx) -> None:
        for user, name in (("U1", "zoe"), ("U2", "Émile"), ("U3", "Bo"), ("U4", "al")):
            met(tx, user, name)
        met(tx, "U5", "Robot", bot=True)
        met(tx, "U6", "Gone", gone=True)

    write(work)
    listed = read(lambda tx: people.everyone(tx, "local", 10))
    assert [person.name for person in listed] == ["al", "Bo", "zoe", "Émile"]
    assert len(read(lambda tx: people.everyone(tx, "local", 2))) == 2
    assert read(lambda tx: people.count(tx, "local")) == 4


def test_roles_are_given_and_taken_by_tenant(write: Run[Any], read: Run[Any]) -> None:
    def work(tx: Tx) -> tuple[str, str]:
        ana, ben = met(tx, "U1", "Ana").id, met(tx, "U2", "Ben").id
        people.grant(tx, "local", ana, "lead", "", NOON)
        people.grant(tx, "local", ana, "lead", ben, NOON)
        people.grant(tx, "local", ana, "admin", "", NOON)
        people.grant(tx, "local", ben, "lead", ana, NOON)
        return ana, ben

    ana, _ = write(work)
    assert read(lambda tx: people.roles_of(tx, "local", ana)) == {"lead", "admin"}
    assert read(lambda tx: people.roles_of(tx, "slack:T1", ana)) == frozenset()
    holders = read(lambda tx: people.holders(tx, "local", "lead"))
    assert [person.name for person in holders] == ["Ana", "Ben"]
    write(lambda tx: people.revoke(tx, "local", ana, "lead"))
    write(lambda tx: people.revoke(tx, "local", ana, "auditor"))
    write(lambda tx: met(tx, "U2", "Ben", gone=True))
    assert read(lambda tx: people.roles_of(tx, "local", ana)) == {"admin"}
    assert read(lambda tx: people.holders(tx, "local", "lead")) == ()
