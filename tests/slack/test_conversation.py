"""What people do in Slack reaches the desk in Gatepost's words, and its replies reach them."""

from __future__ import annotations

import pytest

from bot.slack.app import SlackApp
from handlers.cards import (
    Button,
    Buttons,
    Card,
    ChannelField,
    ChoiceField,
    DateField,
    Entry,
    Form,
    Option,
    Para,
    PersonField,
    TextField,
    line,
)
from handlers.heard import (
    Command,
    Done,
    Heard,
    Invalid,
    Joined,
    Left,
    Open,
    Opened,
    Press,
    Reply,
    RoomNews,
    Roster,
    Show,
    Text,
    Uninstalled,
    Unsaved,
)
from storage.tenant.rooms import Room
from tests.fakes.slack import FakeSlack
from tests.slack.rig import SmallDesk, card

NAME = TextField("name", "Name")
FORM = Form("Start a pilot", (NAME, TextField("why", "Why", optional=True)), "start", "r1")


@pytest.fixture(autouse=True)
def nothing_against_the_rules(slack: FakeSlack) -> object:
    yield
    assert slack.refused == []


async def test_a_direct_message_is_text(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    await slack.says(
        "U1", "yes &amp; no &lt;3 <@U2> <mailto:a@b.co|a@b.co> <https://x.co/?a=1&amp;b=2>"
    )
    heard = desk.last
    assert heard.what == Text("yes & no <3 <@U2> a@b.co https://x.co/?a=1&b=2")
    assert heard.where.direct
    assert heard.where.tenant == "slack:T1"
    assert heard.who.name == "Maria Lopez"
    assert heard.who.admin
    assert heard.who.email == "maria@example.com"
    assert [face.name for face in heard.faces] == ["Ben Okafor"]


async def test_a_text_is_answered_in_the_direct_conversation(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    desk.replies.append(Show(card("Good day")))
    await slack.says("U1", "hello")
    assert (await slack.sees("U1", "Good day")).only_for == ""


async def test_a_mention_in_a_channel_is_answered_to_one_person_alone(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    desk.replies.append(Show(card("One screen")))
    await slack.says("U2", "<@UBOT> status", "C1")
    assert desk.last.what == Text("status", mentioned=True)
    assert desk.last.room is not None
    assert desk.last.room.name == "pilots"
    assert (await slack.sees("U2", "One screen", "C1")).only_for == "U2"
    assert len(desk.heard) == 1


async def test_chatter_in_a_channel_is_not_ours(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.says("U2", "lunch?", "C1")
    assert desk.heard == []


async def test_a_reply_under_our_post_is_text(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    posted = await app.client.chat_postMessage(channel="C1", text="Who owns it?")
    await slack.says("U2", "Ben does", "C1", thread=str(posted["ts"]))
    assert desk.last.what == Text("Ben does")
    assert desk.last.where.thread == posted["ts"]


async def test_a_command_is_answered_in_its_acknowledgement(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    desk.replies.append(Show(card("Help")))
    answer = await slack.command("U1", "owner <@U2> R&D", "CP")
    assert desk.last.what == Command("owner <@U2> R&D")
    assert [face.user for face in desk.last.faces] == ["U2"]
    assert desk.last.room is not None
    assert desk.last.room.private
    assert answer.body["response_type"] == "ephemeral"
    assert slack.screen("U1", "CP")[-1].words == "Help"
    assert slack.screen("U2", "CP") == []


async def test_a_private_answer_is_replaced_where_it_stands(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    buttons = Buttons((Button("Next", "page", "2"),))
    desk.replies += [Show(Card("Page 1", (buttons,))), Show(card("Page 2"), replace=True)]
    await slack.command("U1", "status all", "C1")
    await slack.press("U1", "Next", channel="C1")
    assert desk.pressed == Press("page", "2")
    await slack.sees("U1", "Page 2", "C1")


async def test_a_posted_card_is_replaced_where_it_stands(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    desk.replies += [
        Show(Card("Sure?", (Buttons((Button("Undo", "undo", "a1"),)),))),
        Show(card("Undone"), replace=True),
    ]
    await slack.says("U1", "yes")
    await slack.press("U1", "Undo")
    assert desk.pressed.message == slack.screen("U1")[-1].ts
    assert (await slack.sees("U1", "Undone")).edited


async def test_a_window_opens_and_what_is_typed_comes_back(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    desk.replies += [Open(FORM), Show(card("Started"))]
    await slack.command("U1", "start", "C1")
    await slack.sees_window("U1", "Start a pilot")
    await slack.submit("U1", {"name": "<@U2> & *co*"})
    assert desk.last.what == Press("start", "r1", {"name": "<@U2> & *co*", "why": ""}, form=True)
    assert desk.last.where.conversation == "C1"
    assert slack.window("U1") is None
    assert (await slack.sees("U1", "Started", "C1")).only_for == "U1"


async def test_a_complaint_stands_under_its_field_and_what_was_typed_stays(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    desk.replies += [Open(FORM), Invalid({"name": "Too long.", "": "And late."})]
    await slack.command("U1", "start", "C1")
    await slack.sees_window("U1")
    await slack.submit("U1", {"name": "x"})
    window = slack.window("U1")
    assert window is not None
    assert window.errors == {"name": "Too long. And late."}


async def test_a_form_may_lead_to_the_next(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    following = Form("And then", (NAME,), "then")
    desk.replies += [Open(FORM), Open(following)]
    await slack.command("U1", "start", "C1")
    await slack.sees_window("U1")
    await slack.submit("U1", {"name": "x"})
    await slack.sees_window("U1", "And then")
    await slack.submit("U1", {"name": "y"})
    assert desk.last.where.conversation == "C1"
    assert slack.window("U1") is None


async def test_fields_are_picked_in_place(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp
) -> None:
    yes_no = ChoiceField("yn", "Sure?", (Option("y", "Yes"), Option("n", "No")))
    many = tuple(Option(f"o{n}", f"Option {n}") for n in range(8))
    blocks = (
        Entry((DateField("day", "By when?"),), "answer", "q1"),
        Entry((PersonField("who", "Who?"),), "answer", "q2"),
        Entry((yes_no,), "answer", "q3"),
        Entry((ChoiceField("which", "Which?", many),), "answer", "q4"),
    )
    desk.replies.append(Show(Card("Questions", blocks)))
    await slack.command("U1", "answer", "C1")
    await slack.pick("U1", "2026-11-23", channel="C1")
    assert desk.pressed == Press("answer", "q1", {"day": "2026-11-23"})
    await slack.pick("U1", "U2", channel="C1")
    assert desk.pressed == Press("answer", "q2", {"who": "U2"})
    assert [face.name for face in desk.last.faces] == ["Ben Okafor"]
    await slack.press("U1", "No", channel="C1")
    assert desk.pressed == Press("answer", "q3", {"yn": "n"})
    await slack.press("U1", "Option 7", channel="C1")
    assert desk.pressed == Press("answer", "q4", {"which": "o7"})


async def test_what_is_folded_away_can_be_chosen(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    more = tuple(Button(f"More {n}", f"verb{n}", f"r{n}") for n in range(7))
    desk.replies.append(Show(Card("Menu", (Buttons((Button("Skip", "skip"),), more),))))
    await slack.command("U1", "answer", "C1")
    await slack.press("U1", "More 6", channel="C1")
    assert desk.pressed == Press("verb6", "r6")
    await slack.press("U1", "Skip", channel="C1")
    assert desk.pressed == Press("skip", "")


async def test_what_was_not_saved_is_said_and_a_form_stays(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    unsaved = Unsaved(card("Not saved. Press again."))
    desk.replies += [unsaved, Open(FORM), unsaved]
    await slack.command("U1", "start", "C1")
    assert slack.screen("U1", "C1")[-1].words == "Not saved. Press again."
    await slack.command("U1", "start", "C1")
    await slack.sees_window("U1")
    await slack.submit("U1", {"name": "x"})
    window = slack.window("U1")
    assert window is not None
    assert window.errors == {"name": "Not saved. Press again."}


async def test_an_event_that_was_not_saved_comes_again_and_counts_once(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    saved: list[Heard] = []

    def decide(heard: Heard) -> Reply:
        saved.append(heard)
        return Unsaved(card("")) if len(saved) == 1 else Done()

    desk.decide = decide
    await slack.says("U1", "yes")
    assert [heard.key for heard in saved] == [saved[0].key] * 2


async def test_a_failure_is_told_and_never_a_500(
    slack: FakeSlack, desk: SmallDesk, either_way: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    desk.replies += [RuntimeError("secret words"), Open(FORM), RuntimeError("secret words")]
    answer = await slack.command("U1", "status", "C1")
    assert "went wrong on our side" in answer.body["text"]
    await slack.command("U1", "start", "C1")
    await slack.sees_window("U1")
    await slack.submit("U1", {"name": "x"})
    window = slack.window("U1")
    assert window is not None
    assert "went wrong" in window.errors["name"]
    assert "secret words" not in caplog.text
    assert "RuntimeError" in caplog.text


async def test_a_failure_at_an_event_is_told_once_and_the_event_comes_again(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    desk.replies += [RuntimeError(), RuntimeError(), Done()]
    await slack.says("U1", "yes")
    await slack.sees("U1", "We try once more")
    assert len(desk.heard) == 1
    assert len(await slack.called("chat.postMessage")) == 1


async def test_people_and_channels_come_and_go(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.opens("U1")
    await slack.joins("U1", "C1")
    await slack.leaves("U1", "C1")
    await slack.leaves("UBOT", "C1")
    await slack.event({"type": "app_uninstalled"})
    assert [heard.what for heard in desk.heard] == [
        Opened(),
        Joined("C1", "U1"),
        Left("C1", "U1"),
        Left("C1"),
        Uninstalled(),
    ]


async def test_news_of_a_channel_are_joined_with_what_is_known_of_it(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.renames("C1", "ai-pilots")
    await slack.archives("U1", "C1")
    assert [heard.what for heard in desk.heard] == [
        RoomNews(Room("C1", "ai-pilots")),
        RoomNews(Room("C1", "ai-pilots", archived=True)),
    ]


async def test_we_are_told_of_a_channel_that_we_join(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.joins("UBOT", "CP")
    assert isinstance(desk.last.what, RoomNews)
    assert desk.last.what.room.private


async def test_a_changed_profile_is_known_at_once(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.says("U2", "one")
    await slack.changes("U2", name="Ben Okafor-Lind")
    await slack.says("U2", "two")
    assert desk.last.who.name == "Ben Okafor-Lind"
    assert len(await slack.called("users.info")) == 1


async def test_somebody_deactivated_is_told_to_the_desk_once(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.changes("U2", deleted=True)
    await slack.changes("U2", deleted=True)
    told = [one for one in desk.heard if isinstance(one.what, Roster)]
    assert [face.user for one in told for face in one.faces if face.gone] == ["U2"]
    assert told[0].who.bot


async def test_guests_and_strangers_are_known_as_such(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    await slack.says("U3", "hello")
    assert desk.last.who.guest
    await slack.says("UX", "hello")
    assert desk.last.who.stranger


async def test_a_window_asked_for_by_typing_comes_as_a_card(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    desk.replies.append(Open(FORM))
    await slack.says("U1", "start")
    await slack.press("U1", "Save")
    assert desk.pressed == Press("start", "r1", message=slack.screen("U1")[-1].ts)


async def test_a_form_in_a_channel_without_us_is_answered_directly(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.channel("C2", "elsewhere", {"U1"}).members.discard("UBOT")
    desk.replies += [Open(FORM), Show(card("Started"))]
    await slack.command("U1", "start", "C2")
    await slack.sees_window("U1")
    await slack.submit("U1", {"name": "x"})
    await slack.sees("U1", "Started")
    slack.refused.clear()


async def test_a_button_inside_a_window_shows_its_card_in_one(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    intro = (Para(line("Why?")), Buttons((Button("Example", "example"),)))
    desk.replies += [Open(Form("Ask", (NAME,), "ask", intro=intro)), Show(card("For example"))]
    await slack.command("U1", "ask", "C1")
    window = await slack.sees_window("U1", "Why?")
    await slack.press_in_window("U1", "Example")
    pushed = await slack.sees_window("U1", "For example")
    assert pushed.previous == window.id
    assert desk.last.where.conversation == "C1"


async def test_choices_of_several_arrive_joined(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    three = tuple(Option(f"o{n}", f"Option {n}") for n in range(3))
    fields = (
        PersonField("team", "Team", many=True),
        ChoiceField("some", "Some", three, many=True),
        ChoiceField("one", "One", three),
        ChannelField("room", "Room"),
        DateField("day", "Day", "2026-11-23"),
        PersonField("nobody", "Nobody", optional=True, many=True),
        ChoiceField("none", "None", three, optional=True, many=True),
    )
    desk.replies.append(Open(Form("Team", fields, "team")))
    await slack.command("U1", "team", "C1")
    await slack.sees_window("U1")
    await slack.submit("U1", {"team": "U2,U3", "some": "o0,Option 2", "one": "o1", "room": "C1"})
    assert desk.pressed.values == {
        "team": "U2,U3",
        "some": "o0,o2",
        "one": "o1",
        "room": "C1",
        "day": "2026-11-23",
        "nobody": "",
        "none": "",
    }
    assert {face.user for face in desk.last.faces} == {"U2", "U3"}


@pytest.mark.parametrize(
    "element",
    [
        {"selected_options": 5},
        {"selected_options": [5]},
        {"selected_users": "U1"},
        {"selected_users": [1]},
        {"selected_option": {"value": 5}},
        {"value": ["x"]},
    ],
)
async def test_a_choice_that_is_none_is_malformed(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, element: dict[str, object]
) -> None:
    payload = slack._interaction("block_actions", "U1") | {
        "container": {"channel_id": "C1", "message_ts": "1.1"},
        "actions": [{"action_id": "go", **element}],
    }
    assert (await slack.deliver(payload, "interactive")).status == 400


async def test_a_press_without_a_trigger_counts_once_too(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    payload = slack._interaction("block_actions", "U1") | {
        "container": {"channel_id": "C1", "message_ts": "1.1"},
        "actions": [{"action_id": "go", "action_ts": "1700000000.1"}],
    }
    del payload["trigger_id"]
    for _ in range(2):
        await slack.deliver(payload, "interactive")
    assert len(desk.heard) == 1


async def test_what_concerns_nobody_is_acknowledged(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    for kind in ("view_closed", "shortcut", "message_action", "block_suggestion"):
        answer = await slack.deliver(slack._interaction(kind, "U1"), "interactive")
        assert answer.status == 200
    await slack.event({"type": "app_home_opened", "tab": "home", "user": "U1", "channel": "DU1"})
    await slack.event({"type": "message", "channel": "DU1", "text": "no user"})
    assert desk.heard == []
