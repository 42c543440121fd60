from __future__ import annotations

import asyncio
import concurrent.futures
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from bot.local import acts
from bot.local.frames import FRAME, TEXT
from bot.local.hub import BACKLOG, Hub, Page
from bot.local.seeds import PEOPLE, ROOMS
from bot.local.town import Town
from bot.ports import Permanent, TryLater
from handlers.commands import COMMANDS
from handlers.heard import Command, Opened, Press, Text
from storage.tenant import people, rooms
from tests.local.client import Tab, line
from tests.local.desk import delivery, said
from tests.local.rig import Rig


@contextmanager
def holding(rig: Rig) -> Iterator[None]:
    """Hold the database's one write lock, as another process might."""
    other = sqlite3.connect(rig.url.removeprefix("sqlite:///"), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


PRESS = '{"kind": "press", "key": "key-123456", "conversation": "DUANNA", "verb": "v", %s}'


def on_loop(rig: Rig, work: Any) -> Any:
    """Run something where the server runs."""
    return asyncio.run_coroutine_threadsafe(work, rig.loop).result(30)


def test_a_page_learns_who_and_what_is_there(rig: Rig) -> None:
    with Tab(rig) as anna:
        assert [one["name"] for one in anna.hello["people"]] == [p.face.name for p in PEOPLE]
        assert [one["name"] for one in anna.hello["rooms"]] == ["invoice-pilot", "leadership"]
        assert [one["word"] for one in anna.hello["commands"]] == [one.word for one in COMMANDS]


def test_a_private_channel_is_not_there_for_others(rig: Rig) -> None:
    with Tab(rig, "UBEN") as ben:
        assert [one["name"] for one in ben.hello["rooms"]] == ["invoice-pilot"]
        answer = ben.say("hello", "CLEADERSHIP")
        assert answer["text"] == ben.say("hello", "CNOWHERE")["text"]
        assert answer["text"] == ben.say("hello", "DUANNA")["text"]


def test_a_page_of_nobody_is_told_so(rig: Rig) -> None:
    with line(rig, "UNOBODY") as nobody:
        assert "act as" in str(nobody.recv(timeout=20))


def test_seeding_twice_changes_nothing(rig: Rig) -> None:
    on_loop(rig, rig.chat.seed())
    everyone = rig.store.read(lambda tx: people.everyone(tx, "local", 50)).result()
    assert len(everyone) == len(PEOPLE)
    ids = {person.user: person.id for person in everyone}
    roles = rig.store.read(lambda tx: people.roles_of(tx, "local", ids["UPRIYA"])).result()
    assert roles == {"admin", "lead"}
    mine = rig.store.read(lambda tx: rooms.rooms_of(tx, "local", ids["UBEN"])).result()
    assert mine == {"CINVOICE"}
    assert rig.store.read(lambda tx: people.roles_of(tx, "local", ids["UTOM"])).result() == {
        "auditor"
    }


def test_words_in_direct_messages_are_heard(rig: Rig) -> None:
    with Tab(rig) as anna:
        assert anna.say("  11 minutes ")["kind"] == "done"
        heard = rig.desk.heard[-1]
        assert heard.what == Text("11 minutes")
        assert (heard.who.user, heard.where.direct, heard.room) == ("UANNA", True, None)
        assert anna.messages()[-1]["card"]["fallbackText"] == "You said: 11 minutes"


def test_chat_in_a_channel_is_kept_and_not_heard(rig: Rig) -> None:
    before = len(rig.desk.heard)
    with Tab(rig) as anna, Tab(rig, "UBEN") as ben:
        anna.say("lunch?", "CINVOICE")
        assert ben.receive()["message"]["text"] == "lunch?"
    assert len(rig.desk.heard) == before


@pytest.mark.parametrize(
    "text", ["<@UGATEPOST> status", "<@UGATEPOST>: status", "status <@UGATEPOST>"]
)
def test_gatepost_hears_its_name_in_a_channel(rig: Rig, text: str) -> None:
    with Tab(rig) as anna:
        anna.say(text, "CINVOICE")
    heard = rig.desk.heard[-1]
    assert heard.what == Text("status", mentioned=True)
    assert heard.room is not None
    assert heard.room.name == "invoice-pilot"


def test_people_who_are_named_come_along(rig: Rig) -> None:
    with Tab(rig) as anna:
        anna.say("/gate owner <@UMARIA> <@UNOBODY>")
        assert [face.name for face in rig.desk.heard[-1].faces] == ["Maria Lopez"]
        anna.press("x", data={"0.team": "UBEN,UTOM", "0.owner": "UPRIYA", "ref": "UANNA"})
        names = [face.name for face in rig.desk.heard[-1].faces]
        assert names == ["Ben Okafor", "Priya Nair", "Tom Reed"]


def test_a_command_in_a_channel_is_between_its_typer_and_gatepost(rig: Rig) -> None:
    with Tab(rig) as anna, Tab(rig, "UBEN") as ben:
        anna.say("/gate status  all", "CINVOICE")
        assert rig.desk.heard[-1].what == Command("status  all")
        typed, shown = anna.messages()
        assert (typed["only"], shown["only"]) == (True, True)
        anna.say("seen by all", "CINVOICE")
        assert ben.receive()["message"]["text"] == "seen by all"


def test_what_is_only_for_somebody_is_there_after_a_reload(rig: Rig) -> None:
    with Tab(rig) as anna:
        anna.say("/gate title", "CINVOICE")
        number = anna.messages()[-1]["id"]
    with Tab(rig) as anna, Tab(rig, "UBEN") as ben:
        assert number in [one["id"] for one in anna.hello["messages"]]
        assert number not in [one["id"] for one in ben.hello["messages"]]


@pytest.mark.parametrize("text", ["/gate", "/gate\tstatus", "/gate\nstatus"])
def test_the_command_word_stands_alone(rig: Rig, text: str) -> None:
    with Tab(rig) as anna:
        assert anna.say(text)["kind"] == "done"
    assert isinstance(rig.desk.heard[-1].what, Command)


@pytest.mark.parametrize("text", ["/gates", "/help", "/ gate", "/"])
def test_another_command_is_refused_in_words(rig: Rig, text: str) -> None:
    with Tab(rig) as anna:
        answer = anna.say(text)
    assert answer["kind"] == "error"
    assert "/gate" in answer["text"]


def test_nothing_is_not_sent(rig: Rig) -> None:
    with Tab(rig) as anna:
        assert anna.say(" \n ")["kind"] == "error"


def test_a_press_says_what_was_pressed_where_and_with_what(rig: Rig) -> None:
    with Tab(rig) as anna:
        anna.say("/gate answer")
        card = anna.messages()[-1]
        data = {"ref": "owner", "0.owner": "UMARIA", "0.note": "a\0b"}
        assert anna.press("answer.save", card["id"], data=data)["kind"] == "done"
        assert rig.desk.heard[-1].what == Press(
            "answer.save", "owner", {"owner": "UMARIA", "note": "a\ufffdb"}, message=str(card["id"])
        )


def test_a_reply_takes_the_place_of_the_pressed_card(rig: Rig) -> None:
    with Tab(rig) as anna:
        anna.say("/gate answer", "CINVOICE")
        card = anna.messages()[-1]
        anna.press("answer.save", card["id"], "CINVOICE", data={"0.owner": "UMARIA"})
        changed = anna.messages()[-1]
        assert changed["id"] == card["id"]
        assert changed["card"]["fallbackText"] == "Kept: UMARIA"


def test_what_everybody_sees_is_not_replaced_by_what_is_for_one(rig: Rig) -> None:
    number = int(on_loop(rig, rig.chat.poster.post(delivery("public", "CINVOICE", said("All")))))
    with Tab(rig) as anna:
        anna.press("answer.save", number, "CINVOICE", data={})
        assert anna.messages()[-1]["id"] != number
        assert anna.messages()[-1]["only"]


def test_nobody_presses_what_they_cannot_see(rig: Rig) -> None:
    with Tab(rig) as anna, Tab(rig, "UBEN") as ben:
        anna.say("/gate answer")
        hidden = anna.messages()[-1]["id"]
        assert (
            ben.press("answer.save", hidden, data={})["text"]
            == (ben.press("answer.save", 2**50, data={})["text"])
        )


def test_a_form_opens_and_complains_at_its_fields(rig: Rig) -> None:
    with Tab(rig) as anna:
        opened = anna.say("/gate start")
        assert (opened["kind"], opened["title"]) == ("open", "Start a pilot")
        answer = anna.press("pilot.start", form=True, data={"0.name": "ab"})
        assert answer["errors"]["name"] == "A name has at least three letters."
        assert anna.press("pilot.start", form=True, data={"0.name": "Invoices"})["kind"] == "done"
        assert rig.desk.heard[-1].what == Press("pilot.start", "", {"name": "Invoices"}, form=True)


def test_opening_direct_messages_is_heard_and_opening_a_channel_is_not(rig: Rig) -> None:
    with Tab(rig) as anna:
        anna.act("look")
        assert rig.desk.heard[-1].what == Opened()
        before = len(rig.desk.heard)
        anna.act("look", "CINVOICE")
        assert len(rig.desk.heard) == before


def test_an_act_sent_again_is_heard_once_and_answered_alike(rig: Rig) -> None:
    with Tab(rig) as anna:
        first = anna.say("/gate start", key="the-same-key")
    before = len(rig.desk.heard)
    with Tab(rig) as anna:
        assert anna.say("/gate start", key="the-same-key") == first
        typed = [one for one in anna.hello["messages"] if one["act"] == "the-same-key"]
    assert len(typed) == 1
    assert len(rig.desk.heard) == before


def test_the_same_key_of_another_person_is_another_act(rig: Rig) -> None:
    with Tab(rig) as anna, Tab(rig, "UBEN") as ben:
        anna.say("one", key="shared-key")
        ben.say("two", key="shared-key")
        assert ben.messages()[0]["text"] == "two"


def test_what_was_not_saved_may_be_sent_again_with_its_key(rig: Rig) -> None:
    with Tab(rig) as anna:
        answer = anna.say("/gate busy", key="busy-key-1")
        assert (answer["kind"], answer["text"]) == ("unsaved", "Not saved. Press again.")
        assert anna.say("/gate busy", key="busy-key-1")["kind"] == "done"


def test_a_fault_of_ours_gets_words_and_the_page_stays(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    with Tab(rig) as anna:
        answer = anna.say("/gate crash")
        assert answer["kind"] == "error"
        assert "not your doing" in answer["text"]
        assert "Traceback" not in str(anna.frames)
        assert anna.say("/gate help")["kind"] == "done"
    assert "the desk fell over" in caplog.text


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "{",
        "null",
        "[]",
        '"say"',
        "{}",
        '{"kind": "shout", "key": "key-123456"}',
        '{"kind": "say"}',
        '{"kind": "say", "key": "short", "conversation": "DUANNA", "text": "x"}',
        '{"kind": "say", "key": "key-123456", "conversation": "DUANNA", "text": 7}',
        '{"kind": "say", "key": "key-123456", "conversation": "DUANNA", "text": "\\ud800"}',
        '{"kind": "say", "key": "key-123456", "conversation": "DUANNA", "text": "x", "as": "UBEN"}',
        PRESS % '"message": -1',
        PRESS % '"data": []',
        PRESS % '"message": 1e99',
        '{"kind": "say", "key": "key-123456", "conversation": "DUANNA", "text": NaN}',
        "[" * 50_000,
        b"\x00\xff",
        '{"kind": "say", "key": "key-123456", "text": "' + "x" * (TEXT + 1) + '"}',
        '{"kind": "say", "key": "key-123456", "text": "' + "x" * FRAME + '"}',
    ],
    ids=lambda frame: str(frame)[:40],
)
def test_a_frame_that_cannot_be_read_gets_words_and_the_page_stays(
    rig: Rig, frame: str | bytes
) -> None:
    with Tab(rig) as anna:
        anna.send(frame)
        answer = anna.receive()
        assert answer["kind"] == "error"
        assert answer["text"].endswith((".", "at once."))
        assert anna.say("still here")["kind"] == "done"


def test_a_page_that_was_away_catches_up(rig: Rig) -> None:
    with Tab(rig) as anna:
        anna.say("before", "CINVOICE")
        last = anna.messages()[-1]["id"]
    with Tab(rig, "UBEN") as ben:
        ben.say("meanwhile", "CINVOICE")
    with Tab(rig, after=str(last)) as anna:
        texts = [one["text"] for one in anna.hello["messages"] if one["id"] > last]
        assert texts == ["meanwhile"]
    with Tab(rig, after="x") as anna:
        assert anna.hello["messages"]


def test_what_gatepost_posts_arrives_at_once_and_only_once(rig: Rig) -> None:
    with Tab(rig) as anna, Tab(rig, "UBEN") as ben:
        post = delivery("digest:1", "CINVOICE", said("The week"))
        number = on_loop(rig, rig.chat.poster.post(post))
        assert anna.receive()["message"]["card"]["fallbackText"] == "The week"
        assert ben.receive()["message"]["id"] == int(number)
        assert on_loop(rig, rig.chat.poster.post(post)) == number
    with Tab(rig) as anna:
        weeks = [one for one in anna.hello["messages"] if one["text"] == "The week"]
        assert len(weeks) == 1


def test_what_gatepost_posts_to_a_person_arrives_in_their_direct_messages(rig: Rig) -> None:
    with Tab(rig, "UMARIA") as maria:
        on_loop(rig, rig.chat.poster.post(delivery("hand:1", "UMARIA", said("For you"))))
        assert maria.receive()["message"]["conversation"] == "DUMARIA"
        private = delivery("eph:1", "CINVOICE", said("For Anna"), only_for="UANNA")
        on_loop(rig, rig.chat.poster.post(private))
        on_loop(rig, rig.chat.poster.post(delivery("all:1", "CINVOICE", said("For all"))))
        assert maria.receive()["message"]["text"] == "For all"


def test_what_gatepost_updates_changes_in_place(rig: Rig) -> None:
    with Tab(rig) as anna:
        number = on_loop(rig, rig.chat.poster.post(delivery("up:1", "CINVOICE", said("Old"))))
        new = delivery("up:2", "CINVOICE", said("New"), updates=number)
        on_loop(rig, rig.chat.poster.update(new))
        assert [one["id"] for one in (anna.receive()["message"], anna.receive()["message"])] == [
            int(number)
        ] * 2
        assert anna.messages()[-1]["text"] == "New"


def test_what_changes_while_a_page_is_greeted_stays_changed(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = on_loop(rig, rig.chat.poster.post(delivery("g:1", "CINVOICE", said("Old words"))))
    backlog = rig.chat.memory.backlog

    async def slow(user: str, after: int) -> Any:
        known = await backlog(user, after)
        newer = delivery("g:2", "CINVOICE", said("New words"), updates=number)
        await rig.chat.poster.update(newer)
        return known

    monkeypatch.setattr(rig.chat.memory, "backlog", slow)
    with Tab(rig) as anna:
        assert anna.receive()["message"]["text"] == "New words"


def test_a_fault_while_a_page_is_greeted_asks_it_to_come_back(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(user: str, after: int) -> Any:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(rig.chat.memory, "backlog", broken)
    with line(rig) as anna, pytest.raises(ConnectionClosed) as closed:
        anna.recv(timeout=20)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1013  # try again later


def test_what_cannot_be_posted_says_why(rig: Rig) -> None:
    with pytest.raises(Permanent, match="no_such_conversation"):
        on_loop(rig, rig.chat.poster.post(delivery("no:1", "CNOWHERE", said("x"))))
    broken = replace(delivery("no:2", "CINVOICE", said("x")), card="{}")
    with pytest.raises(Permanent, match="no_card"):
        on_loop(rig, rig.chat.poster.post(broken))


def test_what_is_posted_while_the_database_is_held_is_tried_later(rig: Rig) -> None:
    with holding(rig), pytest.raises(TryLater):
        on_loop(rig, rig.chat.poster.post(delivery("busy:1", "CINVOICE", said("x"))))


def test_what_is_said_while_the_database_is_held_is_given_back(rig: Rig) -> None:
    with Tab(rig) as anna:
        with holding(rig):
            answer = anna.say("not now", key="held-key-1")
        assert answer["kind"] == "unsaved"
        assert "not saved" in answer["text"]
        assert anna.say("not now", key="held-key-1")["kind"] == "done"


def test_a_page_whose_messages_cannot_be_read_is_asked_to_come_back(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    database = sqlite3.connect(rig.url.removeprefix("sqlite:///"))
    database.execute("ALTER TABLE message RENAME TO elsewhere")
    try:
        with line(rig) as anna, pytest.raises(ConnectionClosed) as closed:
            anna.recv(timeout=20)
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1013  # try again later
    finally:
        database.execute("ALTER TABLE elsewhere RENAME TO message")
        database.close()
    assert "cannot be read" in caplog.text
    with Tab(rig) as back:
        assert back.say("here again")["kind"] == "done"


def test_only_so_many_answers_are_remembered(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "REMEMBERED", 2)
    with Tab(rig) as anna:
        for text in ("one", "two", "three"):
            anna.say(text, "CINVOICE")
    assert len(rig.chat.acts.answers) == 2


async def test_a_page_too_slow_is_let_go_and_delays_nobody() -> None:
    page = Page("UANNA")
    hub = Hub(Town(PEOPLE, ROOMS))
    hub.pages.add(page)
    for _ in range(BACKLOG + 1):
        page.send({"kind": "message"})
    assert await page.outgoing.get() is None
    assert page.outgoing.empty()


def test_many_people_talk_at_once_and_all_see_all(rig: Rig) -> None:
    def talk(user: str) -> list[str]:
        with Tab(rig, user) as tab:
            barrier.wait(5)
            for n in range(5):
                tab.say(f"{user} {n}", "CINVOICE")
            barrier.wait(5)
            known = {one["text"] for one in tab.messages()}
            while len(known) < 5 * len(users):
                known.add(tab.receive()["message"]["text"])
            return sorted(known)

    users = [persona.face.user for persona in PEOPLE]
    barrier = threading.Barrier(len(users))
    with concurrent.futures.ThreadPoolExecutor(len(users)) as pool:
        seen = list(pool.map(talk, users))
    assert all(one == sorted(f"{u} {n}" for u in users for n in range(5)) for one in seen)
