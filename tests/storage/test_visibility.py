"""Who sees which pilot, held against a model in plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.database.text import fold
from storage.pilots import summary
from storage.pilots.summary import Sight, Summary
from storage.store import Store, Tx
from storage.tenant import rooms
from storage.tenant.rooms import Room
from tests.storage.things import a_pilot, met

ROOMS = ["C1", "C2", "C3", "C4"]
PILOTS = ["p_a", "p_b", "p_c", "p_d", "p_e", "p_f"]
NAMES = ["Alpha", "alpha", "ÉCLAIR", "éclair", "Zulu", "ß", "ss", "\U0001f600", "ﬀ", "a b"]
_tenants = count()


@dataclass
class Model:
    """What was said last of each thing, and nothing else."""

    pilots: dict[str, Summary] = field(default_factory=dict)
    rooms: dict[str, bool] = field(default_factory=dict)  # id: private
    parts: dict[str, set[int]] = field(default_factory=dict)  # pilot: people

    def sees(self, sight: Sight, who: int, pilot: Summary) -> bool:
        public = self.rooms.get(pilot.room) is False
        return (
            sight.everything
            or (public and not sight.guest)
            or pilot.room in sight.rooms
            or who in self.parts.get(pilot.pilot, ())
        )

    def listed(self, sight: Sight, who: int, closed: bool) -> list[Summary]:
        seen = [each for each in self.pilots.values() if self.sees(sight, who, each)]
        return sorted(
            (each for each in seen if each.closed is closed),
            key=lambda each: (fold(each.name), each.pilot),
        )


put_pilot = st.tuples(
    st.just("pilot"),
    st.sampled_from(PILOTS),
    st.sampled_from(NAMES),
    st.sampled_from(ROOMS),
    st.booleans(),
)
put_room = st.tuples(st.just("room"), st.sampled_from(ROOMS), st.booleans())
put_parts = st.tuples(st.just("parts"), st.sampled_from(PILOTS), st.sets(st.integers(0, 2)))
steps = st.lists(put_pilot | put_room | put_parts, max_size=25)
sights = st.builds(
    Sight,
    everything=st.booleans(),
    rooms=st.frozensets(st.sampled_from(ROOMS)),
    person=st.just(""),
    guest=st.booleans(),
)


def apply(tx: Tx, model: Model, tenant: str, people: list[str], step: Any) -> None:
    match step:
        case ("pilot", pilot, name, room, closed):
            made = a_pilot(pilot, name, tenant=tenant, room=room, closed=closed)
            summary.put(tx, made)
            model.pilots[pilot] = made
        case ("room", room, private):
            rooms.put(tx, tenant, Room(room, room, private=private))
            model.rooms[room] = private
        case ("parts", pilot, who):
            summary.involve(tx, tenant, pilot, [(people[n], "member") for n in who])
            model.parts[pilot] = who
        case _:
            raise AssertionError(step)


def pages(tx: Tx, tenant: str, sight: Sight, closed: bool) -> list[Summary]:
    found: list[Summary] = []
    after = None
    while True:
        page = summary.page(tx, tenant, sight, after, limit=2, closed=closed)
        found += page.rows
        after = page.after
        if after is None:
            return found


def everything_as_the_model_has_it(
    tx: Tx, model: Model, tenant: str, sight: Sight, who: int
) -> None:
    listed = {closed: model.listed(sight, who, closed) for closed in (False, True)}
    for closed, expected in listed.items():
        assert pages(tx, tenant, sight, closed) == expected
        assert summary.count(tx, tenant, sight, closed) == len(expected)
    both = listed[False] + listed[True]
    for limit in (3, 500):
        names = [(each.pilot, each.name) for each in both[:limit]]
        assert list(summary.names(tx, tenant, sight, limit)) == names
    for pilot in PILOTS:
        found = next((each for each in both if each.pilot == pilot), None)
        assert summary.visible(tx, tenant, sight, pilot) == found
    for name in NAMES:
        same = {each.pilot for each in both if fold(each.name) == fold(name)}
        assert {each.pilot for each in summary.named(tx, tenant, sight, name)} == same


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=steps, sight=sights, who=st.integers(0, 2))
def test_everybody_sees_exactly_what_they_may(
    store: Store, steps: list[Any], sight: Sight, who: int
) -> None:
    tenant, other, model = f"t{next(_tenants)}", f"t{next(_tenants)}", Model()

    def work(tx: Tx) -> None:
        people = [met(tx, f"U{n}", tenant=tenant).id for n in range(3)]
        for pilot in PILOTS:  # the neighbour has the same ids, in channels open to all
            rooms.put(tx, other, Room("C1", "C1"))
            summary.put(tx, a_pilot(pilot, tenant=other))
        for step in steps:
            apply(tx, model, tenant, people, step)
        looking = Sight(sight.everything, sight.rooms, people[who], sight.guest)
        everything_as_the_model_has_it(tx, model, tenant, looking, who)
        assert summary.count(tx, other, Sight(True, frozenset(), "", False)) == len(PILOTS)

    store.write(work, within=30).result(30)
