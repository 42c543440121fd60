"""What Slack refuses at first is shown in another way, or told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.slack import clients
from bot.slack.app import SlackApp
from bot.slack.talk import TOO_LATE
from handlers.cards import Button, Buttons, Card, Form, Para, TextField, line
from handlers.heard import Invalid, Open, Show, Unsaved
from tests.fakes.slack import FakeSlack, Fault
from tests.slack.rig import SmallDesk, card

FORM = Form("Ask", (TextField("name", "Name"),), "ask")
PAGE = Card("Page 1", (Buttons((Button("Next", "page", "2"),)),))


async def test_a_window_that_opens_too_late_is_told(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.fault("views.open", Fault(error="expired_trigger_id"))
    desk.replies.append(Open(FORM))
    await slack.command("U1", "ask", "C1")
    assert (await slack.sees("U1", TOO_LATE, "C1")).only_for == "U1"


async def test_a_busy_slack_is_waited_for_when_the_wait_is_short(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.fault("chat.postMessage", Fault(status=429, retry_after="0.05"))
    desk.replies.append(Show(card("Hello")))
    await slack.says("U1", "hello")
    await slack.sees("U1", "Hello")


async def test_a_lost_connection_is_tried_once_more(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.fault("chat.postMessage", Fault(lost=True))
    desk.replies.append(Show(card("Hello")))
    await slack.says("U1", "hello")
    await slack.sees("U1", "Hello")


async def test_a_layout_that_slack_refuses_is_said_in_words(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    slack.fault("chat.postMessage", Fault(error="invalid_blocks"))
    desk.replies.append(Show(Card("In short", (Para(line("At length")),))))
    await slack.says("U1", "hello")
    assert (await slack.sees("U1", "In short")).blocks == []


async def test_what_cannot_be_shown_is_logged_without_a_word_of_it(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp, caplog: pytest.LogCaptureFixture
) -> None:
    slack.fault("chat.postMessage", Fault(error="fatal_error"))
    desk.replies.append(Show(card("hush-hush")))
    await slack.says("U1", "hello")
    await slack.called("chat.postMessage")
    await app.stop()
    assert "fatal_error" in caplog.text
    assert "hush-hush" not in caplog.text


async def test_a_response_url_that_is_used_up_is_no_dead_end(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    desk.replies += [Show(PAGE), *(Show(PAGE, replace=True) for _ in range(5)), Show(card("End"))]
    await slack.command("U1", "status", "C1")
    first = slack.screen("U1", "C1")[-1]
    first.response_url = slack._new_response_url(first, "C1", "U1")
    for _ in range(5):
        await slack.press("U1", "Next", channel="C1", message=first)
    await slack.press("U1", "Next", channel="C1", message=first)
    await slack.sees("U1", "End", "C1")
    slack.refused.clear()


async def test_a_complaint_without_a_form_is_said(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    desk.replies.append(Invalid({"day": "No such day."}))
    await slack.command("U1", "answer", "C1")
    assert slack.screen("U1", "C1")[-1].words == "No such day."


async def test_a_form_without_fields_that_was_not_saved_says_so_on_top(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    bare = Form("Sure?", (), "go", intro=(Para(line("Really?")),))
    desk.replies += [Open(bare), Unsaved(card("Not saved."))]
    await slack.command("U1", "go", "C1")
    await slack.sees_window("U1", "Really?")
    await slack.submit("U1", {})
    await slack.sees_window("U1", "Not saved.")


async def test_a_third_window_takes_the_place_of_the_second(
    slack: FakeSlack, desk: SmallDesk, app: SlackApp
) -> None:
    asking = Form("Ask", (), "ask", intro=(Buttons((Button("Deeper", "deeper"),)),))
    desk.replies += [Open(asking)] * 4
    await slack.command("U1", "ask", "C1")
    for depth in range(3):
        await slack.called("views.push", depth)
        await slack.sees_window("U1")
        await slack.press_in_window("U1", "Deeper")
    await slack.called("views.update")
    assert len(slack.world.windows["U1"]) == 3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("3", 3), ("0.5", 0.5), ("soon", 30), ("-1", 30), ("nan", 30), ("1e99", 30), ("99999", 3600)],
)
def test_retry_after_is_read_tolerantly(value: str, seconds: float) -> None:
    assert clients.retry_after({"Retry-After": value}) == timedelta(seconds=seconds)
    assert clients.retry_after({"retry-after": [value]}) == timedelta(seconds=seconds)


def test_without_retry_after_we_wait_half_a_minute() -> None:
    assert clients.retry_after({}) == clients.UNSAID
