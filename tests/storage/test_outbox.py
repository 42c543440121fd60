from __future__ import annotations

import threading
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from storage.post import outbox
from storage.post.outbox import Delivery, Post
from storage.store import Tx
from tests.storage.conftest import Run, opened
from tests.storage.things import MINUTE, NOON

LEASE = timedelta(seconds=30)
CARD = '{"summary":"Hello"}'


def put(tx: Tx, key: str, address: str = "C1", at: datetime = NOON, **more: Any) -> bool:
    post = Post(key, more.pop("platform", "slack"), address, CARD, **more)
    return bool(outbox.put(tx, "slack:T1", at, post))


def claim(tx: Tx, now: datetime = NOON, limit: int = 10) -> tuple[Delivery, ...]:
    return outbox.claim(tx, ("slack",), now, LEASE, limit)


def keys(deliveries: tuple[Delivery, ...]) -> list[str]:
    return [delivery.key for delivery in deliveries]


def test_a_post_is_handed_out_as_it_was_put_in(write: Run[Any]) -> None:
    more: dict[str, Any] = {"lane": "notice", "only_for": "U1", "updates": "17.4", "thread": "17.1"}
    assert write(lambda tx: put(tx, "k1", **more))
    (delivery,) = write(claim)
    assert delivery == Delivery(
        id=delivery.id,
        tenant="slack:T1",
        key="k1",
        platform="slack",
        address="C1",
        card=CARD,
        lane="notice",
        only_for="U1",
        updates="17.4",
        thread="17.1",
        state="sending",
        attempts=1,
        message="",
        again=False,
    )


def test_a_key_is_sent_once_however_often_it_is_put_in(write: Run[Any]) -> None:
    assert [write(lambda tx: put(tx, "k1")) for _ in range(3)] == [True, False, False]
    (delivery,) = write(claim)
    write(lambda tx: outbox.sent(tx, delivery.id, "17.5", NOON))
    assert not write(lambda tx: put(tx, "k1"))
    assert write(claim) == ()
    other = Post("k1", "slack", "C1", CARD)
    assert write(lambda tx: outbox.put(tx, "slack:T2", NOON, other))


def test_an_address_gets_its_posts_one_by_one_in_order(write: Run[Any]) -> None:
    write(lambda tx: [put(tx, "a1"), put(tx, "a2", lane="digest"), put(tx, "a3")])
    order = []
    for _ in range(3):
        (delivery,) = write(claim)
        assert write(claim) == ()  # the next waits until this one is settled
        order.append(delivery.key)
        write(partial(outbox.sent, delivery=delivery.id, message="m", at=NOON))
    assert order == ["a1", "a2", "a3"]
    assert write(claim) == ()


def test_between_addresses_talk_goes_first_and_digests_last(write: Run[Any]) -> None:
    def work(tx: Tx) -> None:
        put(tx, "d", "C1", lane="digest")
        put(tx, "n", "C2", lane="notice")
        put(tx, "t2", "C3")
        put(tx, "t1", "C4")

    write(work)
    assert keys(write(lambda tx: claim(tx, limit=3))) == ["t2", "t1", "n"]
    assert keys(write(claim)) == ["d"]


def test_the_same_address_elsewhere_is_another(write: Run[Any]) -> None:
    def work(tx: Tx) -> None:
        put(tx, "k1")
        put(tx, "k2", platform="teams")
        outbox.put(tx, "slack:T2", NOON, Post("k3", "slack", "C1", CARD))

    write(work)
    assert sorted(keys(write(claim))) == ["k1", "k3"]
    both = ("slack", "teams")
    assert keys(write(lambda tx: outbox.claim(tx, both, NOON, LEASE, 9))) == ["k2"]
    assert write(lambda tx: outbox.claim(tx, (), NOON, LEASE, 9)) == ()


def test_nothing_is_handed_out_before_its_time(write: Run[Any]) -> None:
    write(lambda tx: put(tx, "later", at=NOON + MINUTE))
    assert write(claim) == ()
    assert keys(write(lambda tx: claim(tx, NOON + MINUTE))) == ["later"]


def test_what_is_given_back_comes_again_at_its_time_and_before_what_is_behind(
    write: Run[Any],
) -> None:
    write(lambda tx: [put(tx, "a1"), put(tx, "a2")])
    (first,) = write(claim)
    write(lambda tx: outbox.retry(tx, first.id, NOON + MINUTE, "429"))
    assert write(claim) == ()
    (again,) = write(lambda tx: claim(tx, NOON + MINUTE))
    assert (again.key, again.attempts, again.again) == ("a1", 2, False)


@pytest.mark.parametrize("settle", [outbox.dead, outbox.uncertain])
def test_what_will_never_arrive_lets_the_next_pass(write: Run[Any], settle: Any) -> None:
    write(lambda tx: [put(tx, "a1"), put(tx, "a2")])
    (first,) = write(claim)
    write(lambda tx: settle(tx, first.id, "is_archived"))
    assert keys(write(claim)) == ["a2"]
    waiting = dict(write(outbox.waiting))
    assert waiting == {"pending": 0, "sending": 1, "dead": 0, "uncertain": 0} | {settle.__name__: 1}


def test_what_arrived_stays_arrived_whatever_a_slow_sender_says_later(write: Run[Any]) -> None:
    write(lambda tx: put(tx, "k1"))
    (delivery,) = write(claim)
    write(lambda tx: outbox.sent(tx, delivery.id, "17.5", NOON))
    write(lambda tx: outbox.retry(tx, delivery.id, NOON, "timeout"))
    write(lambda tx: outbox.dead(tx, delivery.id, "timeout"))
    assert set(write(outbox.waiting).values()) == {0}
    assert write(lambda tx: claim(tx, NOON + MINUTE)) == ()


def test_a_sender_that_fell_silent_loses_it_to_one_that_must_look_first(write: Run[Any]) -> None:
    write(lambda tx: [put(tx, "a1"), put(tx, "a2")])
    (first,) = write(claim)
    assert write(lambda tx: claim(tx, NOON + LEASE - timedelta(seconds=1))) == ()
    (again,) = write(lambda tx: claim(tx, NOON + LEASE))
    assert (again.id, again.again, again.attempts) == (first.id, True, 2)
    assert write(lambda tx: claim(tx, NOON + LEASE)) == ()


def test_an_address_is_left_in_peace_until_its_pace_allows(write: Run[Any]) -> None:
    def work(tx: Tx) -> None:
        put(tx, "a", "C1")
        put(tx, "b", "C2")
        outbox.pace(tx, "slack", "C1", NOON - MINUTE)
        outbox.pace(tx, "slack", "C1", NOON + MINUTE / 4)
        outbox.pace(tx, "teams", "C2", NOON + MINUTE)

    write(work)
    assert keys(write(claim)) == ["b"]
    assert keys(write(lambda tx: claim(tx, NOON + MINUTE / 4))) == ["a"]


def test_only_what_was_settled_long_ago_is_forgotten(write: Run[Any]) -> None:
    write(lambda tx: [put(tx, "a", "C1"), put(tx, "b", "C2"), put(tx, "c", "C3")])
    sent, dead, _ = write(claim)
    write(lambda tx: outbox.sent(tx, sent.id, "m", NOON + MINUTE))
    write(lambda tx: outbox.dead(tx, dead.id, "gone"))
    assert write(lambda tx: outbox.forget(tx, NOON + MINUTE)) == 1
    assert write(lambda tx: outbox.forget(tx, NOON + 2 * MINUTE)) == 1
    assert not write(lambda tx: put(tx, "c", "C3"))
    assert write(lambda tx: put(tx, "a", "C1"))


def test_a_message_shows_the_card_that_was_sent_to_it_last(write: Run[Any]) -> None:
    def send(key: str, card: str, message: str) -> None:
        post = Post(key, "slack", "C1", card)
        write(lambda tx: outbox.put(tx, "slack:T1", NOON, post))
        (delivery,) = write(claim)
        write(lambda tx: outbox.sent(tx, delivery.id, message, NOON))

    send("k1", '{"n":1}', "17.1")
    send("k2", '{"n":2}', "17.2")
    send("k3", '{"n":3}', "17.1")
    assert write(lambda tx: outbox.shown(tx, "slack:T1", "17.1")) == ("17.1", '{"n":3}')
    assert write(lambda tx: outbox.shown(tx, "slack:T2", "17.1")) is None
    assert write(lambda tx: outbox.shown(tx, "slack:T1", "17.9")) is None


def test_two_senders_never_get_the_same_and_never_two_of_one_address(url: str) -> None:
    """On PostgreSQL both claim at the same moment; SKIP LOCKED keeps them apart."""
    with opened(url) as one, opened(url) as two:

        def fill(tx: Tx) -> None:
            for number in range(60):
                put(tx, f"k{number}", f"C{number % 12}")

        one.write(fill, within=20).result(20)
        sent: list[Delivery] = []
        held: Counter[str] = Counter()
        guard = threading.Lock()

        def send(store: Any) -> None:
            for _ in range(40):
                mine = store.write(lambda tx: claim(tx, limit=3), within=20).result(20)
                with guard:
                    held.update(delivery.address for delivery in mine)
                    assert max(held.values(), default=0) <= 1, held
                    sent.extend(mine)

                def settle(tx: Tx, mine: tuple[Delivery, ...] = mine) -> None:
                    for delivery in mine:
                        outbox.sent(tx, delivery.id, "m", NOON)

                with guard:
                    held.subtract(delivery.address for delivery in mine)
                store.write(settle, within=20).result(20)

        threads = [threading.Thread(target=send, args=(store,)) for store in (one, two, one, two)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert Counter(delivery.key for delivery in sent) == Counter(f"k{n}" for n in range(60))
    for address in range(12):
        order = [int(each.key[1:]) for each in sent if each.address == f"C{address}"]
        assert order == sorted(order)


def test_on_postgresql_a_claim_passes_over_what_another_is_just_claiming(server_url: str) -> None:
    with opened(server_url) as store:
        store.write(lambda tx: [put(tx, "a", "C1"), put(tx, "b", "C2")]).result(10)
        holds, done = threading.Event(), threading.Event()

        def hold(tx: Tx) -> tuple[Delivery, ...]:
            mine = claim(tx, limit=1)
            holds.set()
            done.wait(10)
            return mine

        first = store.write(hold, within=20)
        assert holds.wait(10)
        assert keys(store.write(claim).result(10)) == ["b"]
        done.set()
        assert keys(first.result(10)) == ["a"]
