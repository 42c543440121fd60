"""What is in the outbox arrives once, in order for its address, none waiting for another."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.running.sender import BROKEN, LOOKS, POLL, SLOW, WIDTH
from handlers.cards import Button, Buttons, Para, card, line
from storage.post import outbox
from storage.post.outbox import Delivery
from tests.fakes.slack import FakeSlack, Fault
from tests.sender.rig import Clock, Rig


def texts(slack: FakeSlack, channel: str = "C1") -> list[str]:
    return [message.text for message in slack.world.channels[channel].messages]


async def test_what_is_committed_goes_out_at_once(
    slack: FakeSlack, out: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "bot.running.sender.POLL", 600
    )  # nobody looks by themselves: being woken must do
    async with out.running():
        await asyncio.sleep(0.05)
        await out.put("k1")
        await slack.sees("U1", "text of k1", "C1")
        await out.settled()


async def test_what_nobody_woke_us_for_goes_out_within_the_second(
    slack: FakeSlack, out: Rig
) -> None:
    assert POLL <= 1
    await out.put("k1")
    async with out.running():
        await slack.sees("U1", "text of k1", "C1")
        await out.settled()


async def test_a_person_is_an_address(slack: FakeSlack, out: Rig) -> None:
    await out.put("k1", "U1")
    async with out.running():
        await slack.sees("U1", "text of k1")
        await out.settled()


async def test_an_address_gets_its_messages_in_order_a_second_apart(
    slack: FakeSlack, out: Rig
) -> None:
    out.clock.stop()
    slack.methods.paced = False  # what Slack's own clock says depends on the machine's speed
    for number in range(3):
        await out.put(f"k{number}")
    async with out.running():
        await out.settled(pending=2)
        out.later(0.99)
        await out.put("elsewhere", "C2")
        await out.settled(pending=2)
        out.later(0.01)
        await out.settled(pending=1)
        out.later(1)
        await out.settled()
    assert texts(slack) == ["k0", "k1", "k2"]


class SlowPoster:
    """A platform that takes its time with one address, such as for pictures."""

    pace = timedelta(seconds=1)

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.posted: list[str] = []
        self.let_go = asyncio.Event()

    async def post(self, delivery: Delivery) -> str:
        if delivery.key == "slow":
            await self.let_go.wait()
            self.clock.ahead += timedelta(seconds=3)
        self.posted.append(delivery.key)
        return "1"

    async def update(self, delivery: Delivery) -> str:
        return delivery.updates

    async def find(self, delivery: Delivery) -> None:
        return None


@pytest.fixture
def slowly(out: Rig) -> Rig:
    out.clock.stop()
    return Rig(out.store, SlowPoster(out.clock), out.clock)


async def test_the_second_is_counted_from_when_a_message_arrived(slowly: Rig) -> None:
    await slowly.put("slow")
    await slowly.put("next")
    slowly.poster.let_go.set()
    async with slowly.running():
        await slowly.settled(pending=1)
        await slowly.put("elsewhere", "C2")
        await slowly.settled(pending=1)
        slowly.later(1)
        await slowly.settled()
    assert slowly.poster.posted == ["slow", "elsewhere", "next"]


async def test_conversation_goes_before_digests(slack: FakeSlack, out: Rig) -> None:
    for number in range(1, 5):
        await out.put(f"digest-{number}", f"C{number}", lane="digest")
    await out.put("answer", "U1", lane="talk")
    assert (await out.claim())[0].key == "answer"


async def test_a_slow_address_delays_no_other(slowly: Rig) -> None:
    async with slowly.running():
        await slowly.put("slow", "C1")
        await slowly.put("quick", "C2")
        await slowly.settled(sending=1)
        assert slowly.poster.posted == ["quick"]
        slowly.poster.let_go.set()
        await slowly.settled()


async def test_an_archived_channel_delays_no_other_and_is_not_tried_again(
    slack: FakeSlack, out: Rig
) -> None:
    slack.world.channels["C1"].archived = True
    async with out.running():
        await out.put("k1", "C1")
        await out.put("k2", "C1")
        await out.put("k3", "C2")
        await out.settled(dead=2)
    assert texts(slack, "C2") == ["k3"]
    assert [error for _, error, _ in slack.refused] == ["is_archived"] * 2


async def test_an_update_changes_the_message_in_place_without_waiting_for_the_pace(
    slack: FakeSlack, out: Rig
) -> None:
    out.clock.stop()
    async with out.running():
        await out.put("k1", "U1")
        first = await slack.sees("U1", "text of k1")
        await out.put("k2", "U1", updates=first.ts)
        changed = await slack.sees("U1", "text of k2")
    assert changed.ts == first.ts
    assert len(slack.screen("U1")) == 1


async def test_an_update_that_cannot_go_out_holds_no_new_message_up(
    slack: FakeSlack, out: Rig
) -> None:
    slack.fault("chat.update", Fault(status=429, retry_after="20"))
    async with out.running():
        await out.put("k1", "U1")
        first = await slack.sees("U1", "text of k1")
        await out.put("k2", "U1", updates=first.ts)
        await out.put("k3", "U1")
        await slack.sees("U1", "text of k3")
    assert await out.waiting() == {"pending": 1}


async def test_an_update_of_unknown_outcome_is_simply_done_again(
    slack: FakeSlack, out: Rig
) -> None:
    async with out.running():
        await out.put("k1")
        first = await slack.sees("U1", "text of k1", "C1")
        slack.fault("chat.update", Fault(status=500, after_acting=True))
        await out.put("k2", updates=first.ts)
        await out.settled()
    assert texts(slack) == ["k2"]


async def test_a_message_for_one_person_is_seen_by_nobody_else(slack: FakeSlack, out: Rig) -> None:
    async with out.running():
        await out.put("k1", only_for="U1")
        await slack.sees("U1", "text of k1", "C1")
    assert slack.screen("U2", "C1") == []


async def test_a_reply_goes_into_its_thread(slack: FakeSlack, out: Rig) -> None:
    root = slack.writes("U1", "hello", "C1")
    async with out.running():
        await out.put("k1", thread=root.ts)
        assert (await slack.sees("U1", "text of k1", "C1")).thread == root.ts


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500, after_acting=True),
        Fault(status=503, after_acting=True),
        Fault(lost=True, after_acting=True),
        Fault(body=b'{"ok": tr', after_acting=True),
        Fault(body=b'{"ok": "\xff', after_acting=True),
        Fault(error="internal_error", after_acting=True),
    ],
)
async def test_a_message_whose_answer_was_lost_is_found_and_not_sent_twice(
    slack: FakeSlack, out: Rig, fault: Fault
) -> None:
    slack.fault("chat.postMessage", fault)
    async with out.running():
        await out.put("k1")
        await out.settled()
    assert texts(slack) == ["k1"]
    assert len(await slack.called("conversations.history")) == 1


@pytest.mark.parametrize("fault", [Fault(status=502), Fault(lost=True), Fault(body=b"{")])
async def test_a_message_that_never_arrived_is_sent_again(
    slack: FakeSlack, out: Rig, fault: Fault
) -> None:
    slack.fault("chat.postMessage", fault)
    async with out.running():
        await out.put("k1")
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_a_reply_whose_answer_was_lost_is_found_in_its_thread(
    slack: FakeSlack, out: Rig
) -> None:
    root = slack.writes("U1", "hello", "C1")
    slack.fault("chat.postMessage", Fault(lost=True, after_acting=True))
    async with out.running():
        await out.put("k1", thread=root.ts)
        await out.settled()
    assert texts(slack) == ["hello", "k1"]


async def test_a_sender_that_was_killed_after_posting_repeats_nothing(
    slack: FakeSlack, out: Rig
) -> None:
    await out.put("k1")
    [delivery] = await out.claim()
    await out.poster.post(delivery)  # ... and here it is killed
    out.later(61)
    async with out.running():
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_a_sender_that_was_killed_before_posting_loses_nothing(
    slack: FakeSlack, out: Rig
) -> None:
    await out.put("k1")
    await out.claim()
    out.later(61)
    async with out.running():
        await out.settled()
    assert texts(slack) == ["k1"]


@pytest.mark.parametrize("reason", ["history", "membership"])
async def test_where_history_may_not_be_read_it_is_sent_at_most_once(
    slack: FakeSlack, out: Rig, reason: str
) -> None:
    if reason == "history":
        slack.methods.scopes -= {"channels:history"}
    else:
        slack.fault("conversations.history", Fault(error="not_in_channel"))
    slack.fault("chat.postMessage", Fault(status=500, after_acting=True))
    async with out.running():
        await out.put("k1")
        await out.settled(uncertain=1)
    assert texts(slack) == ["k1"]


async def test_a_private_message_of_unknown_outcome_is_not_repeated(
    slack: FakeSlack, out: Rig
) -> None:
    slack.fault("chat.postEphemeral", Fault(status=500, after_acting=True))
    async with out.running():
        await out.put("k1", only_for="U1")
        await out.settled(uncertain=1)
    assert len(slack.screen("U1", "C1")) == 1


async def test_while_nobody_can_look_nothing_is_posted(slack: FakeSlack, out: Rig) -> None:
    slack.fault("chat.postMessage", Fault(status=500, after_acting=True))
    slack.fault("conversations.history", Fault(status=429, retry_after="1"))
    async with out.running():
        await out.put("k1")
        await slack.called("conversations.history")
        await out.settled(sending=1)
        out.later(61)
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_retry_after_is_obeyed(slack: FakeSlack, out: Rig) -> None:
    slack.fault("chat.postMessage", Fault(status=429, retry_after="1"))
    async with out.running():
        await out.put("k1")
        await out.settled()
    first, second = (call.at for call in slack.calls if call.method == "chat.postMessage")
    assert second - first >= 1.0
    assert texts(slack) == ["k1"]


async def test_a_retry_after_that_is_no_number_means_half_a_minute(
    slack: FakeSlack, out: Rig
) -> None:
    slack.fault("chat.postMessage", Fault(status=429, retry_after="soon"))
    async with out.running():
        await out.put("k1")
        await slack.called("chat.postMessage")
        await out.settled(pending=1)
        out.later(25)
        await asyncio.sleep(0.1)
        assert texts(slack) == []
        out.later(6)
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_a_layout_that_slack_refuses_is_sent_as_words(slack: FakeSlack, out: Rig) -> None:
    slack.fault("chat.postMessage", Fault(error="invalid_blocks"))
    async with out.running():
        await out.put("k1")
        await out.settled()
    assert texts(slack) == ["k1"]
    assert out.poster.simplified == 1


async def test_an_update_that_slack_refuses_leaves_no_old_blocks(
    slack: FakeSlack, out: Rig
) -> None:
    async with out.running():
        await out.put("k1")
        first = await slack.sees("U1", "text of k1", "C1")
        slack.fault("chat.update", Fault(error="msg_blocks_too_long"))
        await out.put("k2", updates=first.ts)
        await out.settled()
    assert first.words == "k2"


async def test_a_revoked_token_loses_nothing(slack: FakeSlack, out: Rig) -> None:
    slack.fault("chat.postMessage", Fault(error="token_revoked"))
    async with out.running():
        await out.put("k1")
        await slack.called("chat.postMessage")
        await out.settled(pending=1)
        out.later(301)
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_a_slack_that_cannot_be_reached_is_waited_for(slack: FakeSlack, out: Rig) -> None:
    there = out.poster.client.base_url
    out.poster.client.base_url = "http://127.0.0.1:1/api/"
    async with out.running():
        await out.put("k1")
        await asyncio.sleep(0.2)
        await out.settled(pending=1)
        out.poster.client.base_url = there
        out.later(11)
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_a_redirect_is_not_followed(slack: FakeSlack, out: Rig) -> None:
    elsewhere = FakeSlack()
    async with elsewhere:
        slack.fault(
            "chat.postMessage", Fault(status=302, location=f"{elsewhere.base}/api/chat.postMessage")
        )
        async with out.running():
            await out.put("k1")
            await out.settled()
        assert elsewhere.calls == []
    assert texts(slack) == ["k1"]


class BrokenPoster:
    """A platform whose code has a fault, for one address."""

    def __init__(self) -> None:
        self.posted: list[str] = []

    async def post(self, delivery: Delivery) -> str:
        if delivery.address == "C1":
            raise KeyError(delivery.key)
        self.posted.append(delivery.key)
        return "1"

    async def update(self, delivery: Delivery) -> str:
        return delivery.updates

    async def find(self, delivery: Delivery) -> None:
        return None


async def test_a_fault_of_ours_is_given_up_in_the_end_and_delays_no_other(
    out: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    broken = BrokenPoster()
    faulty = Rig(out.store, broken)
    async with faulty.running():
        await faulty.put("bad", "C1")
        await faulty.put("good", "C2")
        for _ in range(BROKEN - 1):
            await faulty.settled(sending=1)
            await asyncio.sleep(0.05)
            faulty.later(61)
        await faulty.settled(dead=1)
    assert broken.posted == ["good"]
    assert "KeyError" in caplog.text


async def test_a_slack_that_answers_nothing_useful_is_left_until_the_lease_runs_out(
    slack: FakeSlack, out: Rig
) -> None:
    slack.fault("chat.postMessage", *(Fault(status=500) for _ in range(LOOKS)))
    async with out.running():
        await out.put("k1")
        await slack.called("chat.postMessage", LOOKS)
        await asyncio.sleep(0.3)
        assert await out.waiting() == {"sending": 1}
        out.later(61)
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_an_answer_that_takes_longer_than_the_lease_is_looked_for(
    slack: FakeSlack, out: Rig
) -> None:
    out.lease = timedelta(seconds=0.5)
    out.sender = out.new_sender()
    slack.fault("chat.postMessage", Fault(delay=0.6, after_acting=True, status=500))
    async with out.running():
        await out.put("k1")
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_a_direct_message_whose_answer_was_lost_is_found(slack: FakeSlack, out: Rig) -> None:
    async with out.running():
        for number in range(2):
            slack.fault("chat.postMessage", Fault(lost=True, after_acting=True))
            await out.put(f"k{number}", "U1")
            await out.settled()
    assert [message.text for message in slack.screen("U1")] == ["k0", "k1"]
    assert len(await slack.called("conversations.open")) == 1


async def test_a_lost_answer_is_found_behind_a_hundred_other_messages(
    slack: FakeSlack, out: Rig
) -> None:
    await out.put("k1")
    [delivery] = await out.claim()
    await out.poster.post(delivery)
    for number in range(150):
        slack.writes("U1", f"chatter {number}", "C1")
    out.later(61)
    async with out.running():
        await out.settled()
    assert texts(slack).count("k1") == 1


async def test_a_database_that_is_busy_is_waited_for(
    slack: FakeSlack, out: Rig, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "out.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with out.running():
            await asyncio.sleep(2.3)
            other.execute("ROLLBACK")
            await out.put("k1")
            await out.settled()
    assert texts(slack) == ["k1"]


async def test_what_is_not_finished_at_the_end_is_found_by_the_next(
    slack: FakeSlack, out: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.sender.DRAIN", 0.05)
    slack.fault("chat.postMessage", Fault(delay=0.5))
    async with out.running():
        await out.put("k1")
        await slack.called("chat.postMessage")
    assert await out.waiting() == {"sending": 1}
    await asyncio.sleep(0.6)  # the message arrives after its sender has gone
    out.sender = out.new_sender()
    out.later(61)
    async with out.running():
        await out.settled()
    assert texts(slack) == ["k1"]


async def test_nothing_is_posted_once_the_connection_is_closed(slack: FakeSlack, out: Rig) -> None:
    await out.poster.client.session.close()
    async with out.running():
        await out.put("k1")
        await asyncio.sleep(0.2)
        assert await out.waiting() == {"pending": 1}
    assert slack.calls == []


async def test_two_senders_share_the_work(slack: FakeSlack, out: Rig) -> None:
    other = Rig(out.store, out.poster)
    for number in range(1, 5):
        await out.put(f"k{number}", f"C{number}")
    async with out.running(), other.running():
        await out.settled()
    assert [texts(slack, f"C{number}") for number in range(1, 5)] == [
        [f"k{number}"] for number in range(1, 5)
    ]


async def test_what_was_begun_is_finished_at_the_end(slack: FakeSlack, out: Rig) -> None:
    slack.fault("chat.postMessage", Fault(delay=0.3))
    async with out.running():
        await out.put("k1")
        await slack.called("chat.postMessage", 0)
        await out.settled(sending=1)
    assert texts(slack) == ["k1"]
    assert await out.waiting() == {}


async def test_a_card_that_was_used_is_put_away_by_the_key_it_went_out_under(
    slack: FakeSlack, out: Rig
) -> None:
    used = card(Para(line("Who owns it?")), Buttons((Button("Skip", "skip"),)))
    shown = "Who owns it?"
    async with out.running():
        await out.put("k1", "U1", card=used)
        await slack.sees("U1", shown)
        await out.put_json("k2", "U1", "", updates="key:k1")
        await out.put_json("k3", "U1", "", updates="key:never")
        await out.settled(dead=1)
    [message] = slack.screen("U1")
    assert message.words == shown
    assert message.labels == []


async def test_a_card_of_another_version_is_left_as_it_is(slack: FakeSlack, out: Rig) -> None:
    await out.put_json("k1", "U1", '{"kind": "from the future"}')
    [claimed] = await out.claim()
    sent = out.store.write(lambda tx: outbox.sent(tx, claimed.id, "17.1", out.clock()))
    await asyncio.wrap_future(sent)
    async with out.running():
        await out.put_json("k2", "U1", "", updates="17.1")
        await out.put("k3", "U1")
        await out.settled(dead=1)
    assert [message.text for message in slack.screen("U1")] == ["k3"]


class DrawingPoster:
    """A platform whose digests wait for a picture that is never drawn."""

    def __init__(self) -> None:
        self.posted: list[str] = []
        self.drawn = asyncio.Event()

    async def post(self, delivery: Delivery) -> str:
        if delivery.lane == "digest":
            await self.drawn.wait()
        self.posted.append(delivery.key)
        return "1"

    async def update(self, delivery: Delivery) -> str:
        raise AssertionError(delivery)

    async def find(self, delivery: Delivery) -> str | None:
        return None


async def test_talk_never_waits_for_the_pictures_of_digests(out: Rig) -> None:
    drawing = DrawingPoster()
    rig = Rig(out.store, drawing)
    for number in range(WIDTH + 8):
        await rig.put(f"digest {number}", f"C{number}", lane="digest")
    async with rig.running():
        await rig.settled(pending=WIDTH + 8 - SLOW, sending=SLOW)
        await rig.put("talk", "D1")
        await rig.settled(pending=WIDTH + 8 - SLOW, sending=SLOW)
        assert drawing.posted == ["talk"]
        drawing.drawn.set()
        await rig.settled()
    assert len(drawing.posted) == WIDTH + 9
