"""What is sent arrives once, is paced, waits out what passes, and gives up what does not."""

from __future__ import annotations

import asyncio

import pytest

from bot.teams.pacing import Pacer
from handlers.cards import Button, Buttons, Card, Entry, Para, PersonField, card, line, to_json
from handlers.heard import Roster, Show
from storage.post import references
from storage.post.outbox import Post
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Face
from tests.fakes.teams import BOT, TENANT, FakeTeams, Fault
from tests.slack.rig import SmallDesk
from tests.teams.rig import ANNA, BEN, PILOTS, Rig

OURS = f"teams:{TENANT}"


def said(words: str) -> str:
    return to_json(card(Para(line(words))))


async def known(teams: FakeTeams) -> None:
    """Let Gatepost hear from Anna, in private and in the channel."""
    await teams.says(ANNA, "hello")
    await teams.says(ANNA, "@Gatepost help", PILOTS)


async def arrives(teams: FakeTeams, words: str, user: str = ANNA) -> None:
    await teams.until(
        lambda: any(words in m.words(user) for m in teams.world.screen(user)),
        lambda: f"{words!r} on {[m.words(user) for m in teams.world.screen(user)]}",
        20.0,
    )


async def settles(rig: Rig, **left: int) -> None:
    for _ in range(400):
        if await rig.waiting() == left:
            return
        await asyncio.sleep(0.02)
    assert await rig.waiting() == left


async def test_we_speak_first_in_private_and_in_channels(teams: FakeTeams, rig: Rig) -> None:
    await known(teams)
    await rig.put(OURS, Post("k1", "teams", ANNA, said("For Anna alone")))
    await rig.put(OURS, Post("k2", "teams", PILOTS, said("For all"), thread="17"))
    await arrives(teams, "For Anna alone")
    await arrives(teams, "For all", BEN)
    assert teams.world.conversations[PILOTS].messages[-1].thread == "17"
    await settles(rig)


async def test_somebody_who_never_wrote_is_written_to_as_well(teams: FakeTeams, rig: Rig) -> None:
    await known(teams)
    await rig.put(OURS, Post("k1", "teams", BEN, said("Hello Ben")))
    await arrives(teams, "Hello Ben", BEN)
    await rig.put(OURS, Post("k2", "teams", BEN, said("And again")))
    await arrives(teams, "And again", BEN)
    assert len([call for call in teams.calls if call.path == "/v3/conversations"]) == 1


async def test_a_message_is_changed_in_its_place(teams: FakeTeams, rig: Rig) -> None:
    await known(teams)
    await rig.put(OURS, Post("k1", "teams", ANNA, said("Before")))
    await arrives(teams, "Before")
    await rig.put(OURS, Post("k2", "teams", ANNA, said("After"), updates="key:k1"))
    message = teams.world.screen(ANNA)[-1]
    await rig.put(OURS, Post("k3", "teams", ANNA, said("After"), updates=message.id))
    await arrives(teams, "After")
    assert teams.world.screen(ANNA)[-1].edits >= 1


@pytest.mark.parametrize("status", [412, 429, 502, 503, 504])
async def test_what_passes_is_waited_out(teams: FakeTeams, rig: Rig, status: int) -> None:
    await known(teams)
    teams.fault("post", Fault(status=status, retry_after="1"))
    await rig.put(OURS, Post("k1", "teams", ANNA, said("In the end")))
    await arrives(teams, "In the end")
    await settles(rig)
    assert sum("In the end" in m.words(ANNA) for m in teams.world.screen(ANNA)) == 1


@pytest.mark.parametrize(
    "fault", [Fault(lost=True, after_acting=True), Fault(status=500, after_acting=True)]
)
async def test_what_may_have_arrived_is_not_sent_again(
    teams: FakeTeams, rig: Rig, fault: Fault
) -> None:
    await known(teams)
    teams.fault("post", fault)
    await rig.put(OURS, Post("k1", "teams", ANNA, said("Once, or nobody knows")))
    await settles(rig, uncertain=1)
    assert sum("Once" in m.words(ANNA) for m in teams.world.screen(ANNA)) == 1


async def test_the_admin_is_told_once_of_what_may_not_have_arrived(
    teams: FakeTeams, rig: Rig
) -> None:
    await known(teams)

    def meet(tx: Tx) -> None:
        people.meet(tx, OURS, Face(ANNA, "Anna Berg", admin=True))
        people.meet(tx, OURS, Face(BEN, "Ben Okafor"))

    rig.store.write(meet).result()
    for number in range(2):
        teams.fault("post", Fault(lost=True))
        await rig.put(OURS, Post(f"k{number}", "teams", BEN, said("For Ben")))
        await arrives(teams, "A message to Ben Okafor may not have arrived")
    await settles(rig, uncertain=2)
    notices = [m for m in teams.world.screen(ANNA) if "may not have arrived" in m.words(ANNA)]
    assert len(notices) == 1


async def test_somebody_who_has_us_not_is_tried_once_and_told_of_once(
    teams: FakeTeams, rig: Rig
) -> None:
    await known(teams)
    nobody = "a-nobody-of-this-tenant"
    for number in range(3):
        await rig.put(OURS, Post(f"k{number}", "teams", nobody, said("Hello?")))
        await settles(rig, dead=number + 1)
    assert len([call for call in teams.calls if call.path == "/v3/conversations"]) == 1
    assert rig.lost == [(OURS, nobody, "Forbidden")]


async def test_a_team_that_lets_us_in_again_opens_all_its_channels(
    teams: FakeTeams, rig: Rig
) -> None:
    await known(teams)
    teams.world.channel("19:general@thread.tacv2", "", {ANNA}, team="19:team")
    teams.fault("post", Fault(status=403, code="BotNotInConversationRoster"))
    await rig.put(OURS, Post("k1", "teams", PILOTS, said("Nobody hears this")))
    await settles(rig, dead=1)
    general = teams.world.conversations["19:general@thread.tacv2"]
    await teams.send(
        teams.activity(ANNA, general, "conversationUpdate", membersAdded=[{"id": BOT}])
    )
    await rig.app.lister.settle()
    await rig.put(OURS, Post("k2", "teams", PILOTS, said("Here again")))
    await arrives(teams, "Here again")


@pytest.mark.parametrize(("status", "code"), [(403, "MessageWritesBlocked"), (404, "")])
async def test_a_way_that_is_blocked_is_given_up_and_told(
    teams: FakeTeams, rig: Rig, status: int, code: str
) -> None:
    await known(teams)
    teams.fault("post", Fault(status=status, code=code))
    await rig.put(OURS, Post("k1", "teams", PILOTS, said("Nobody hears this")))
    await settles(rig, dead=1)
    assert rig.lost == [(OURS, PILOTS, code or f"status {status}")]
    sent = len(teams.calls)
    await rig.put(OURS, Post("k2", "teams", PILOTS, said("Nor this")))
    await settles(rig, dead=2)
    assert len(teams.calls) == sent
    assert len(rig.lost) == 1
    await teams.says(ANNA, "@Gatepost help", PILOTS)  # we are there again
    await rig.put(OURS, Post("k3", "teams", PILOTS, said("Back again")))
    await arrives(teams, "Back again")


async def test_a_card_that_teams_refuses_is_sent_as_words(teams: FakeTeams, rig: Rig) -> None:
    await known(teams)
    teams.fault("post", Fault(status=400, code="BadSyntax"))
    await rig.put(OURS, Post("k1", "teams", ANNA, said("Words alone")))
    await arrives(teams, "Words alone")
    assert teams.world.screen(ANNA)[-1].card is None


async def test_a_refused_token_is_fetched_anew(teams: FakeTeams, rig: Rig) -> None:
    await known(teams)
    teams.tokens += 1  # Entra took back what it had given
    await rig.put(OURS, Post("k1", "teams", ANNA, said("With another token")))
    await arrives(teams, "With another token")
    assert teams.tokens == 3


async def test_a_token_that_many_were_refused_with_is_fetched_anew_once(
    teams: FakeTeams, rig: Rig
) -> None:
    await known(teams)
    teams.tokens += 1  # the one that we have is accepted no more
    for number in range(20):
        await rig.put(OURS, Post(f"k{number}", "teams", f"a-{number}", said("x")))
    await rig.put(OURS, Post("k", "teams", ANNA, said("With another one")))
    await arrives(teams, "With another one")
    assert teams.tokens == 3


async def test_an_answer_that_comes_in_pieces_is_read_whole(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    teams.piecewise = True
    await known(teams)
    await rig.app.lister.settle()
    assert len([face for heard in desk.listed for face in heard.faces]) == 3
    await rig.put(OURS, Post("k1", "teams", ANNA, said("Before")))
    await rig.put(OURS, Post("k2", "teams", ANNA, said("After"), updates="key:k1"))
    await arrives(teams, "After")


async def test_a_page_of_a_proxy_is_no_answer_of_teams(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await known(teams)
    await rig.app.lister.settle()
    teams.fault("post", Fault(status=200, page="<html>Please sign in</html>"))
    await rig.put(OURS, Post("k1", "teams", ANNA, said("Nobody knows")))
    await settles(rig, uncertain=1)
    desk.listed.clear()
    teams.fault("members", Fault(status=200, page="[]"))
    here = teams.world.conversations[PILOTS]
    someone = {"id": f"29:{BEN}", "aadObjectId": BEN}
    await teams.send(teams.activity(ANNA, here, "conversationUpdate", membersAdded=[someone]))
    await rig.app.lister.settle()
    assert not [heard for heard in desk.listed if isinstance(heard.what, Roster)]


async def test_one_token_serves_everything(teams: FakeTeams, desk: SmallDesk, rig: Rig) -> None:
    desk.decide = lambda heard: Show(card(Para(line("Yes"))))
    for number in range(30):
        await teams.says(ANNA, f"turn {number}")
    assert teams.tokens == 1


async def test_a_conversation_gets_seven_messages_a_second_at_most() -> None:
    now, waits = [100.0], []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    pacer = Pacer(lambda: now[0], sleep)
    for _ in range(8):
        await pacer.turn("one")
    assert waits[-1] > 1.0
    await pacer.turn("another")
    assert len(waits) == 7
    now[0] += 10
    await pacer.turn("one")
    assert len(waits) == 7


async def test_what_one_person_may_see_is_targeted_where_clients_can(
    teams: FakeTeams, rig: Rig
) -> None:
    await known(teams)
    await rig.put(OURS, Post("k1", "teams", PILOTS, said("Quietly"), only_for=ANNA))
    await arrives(teams, "Quietly")
    assert teams.world.screen(ANNA)[-1].conversation == teams.world.personal(ANNA).id
    teams.targets = True
    await teams.slash(ANNA, "/gate help", PILOTS)
    await rig.put(OURS, Post("k2", "teams", PILOTS, said("In the channel"), only_for=ANNA))
    await arrives(teams, "In the channel")
    shown = teams.world.screen(ANNA)[-1]
    assert (shown.conversation, shown.only_for) == (PILOTS, ANNA)
    teams.targets = False  # the tenant switched it off
    await rig.put(OURS, Post("k3", "teams", PILOTS, said("Elsewhere"), only_for=ANNA))
    await arrives(teams, "Elsewhere")
    assert not any("channel" in m.words(BEN) for m in teams.world.screen(BEN))


async def test_a_reply_in_the_turn_that_fails_is_kept_for_later(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    desk.replies.append(Show(card(Para(line("Late, but here")))))
    teams.fault("post", Fault(status=429, retry_after="1"))
    assert (await teams.says(ANNA, "status")).status == 200
    await arrives(teams, "Late, but here")


async def test_references_are_our_own_and_outlive_a_restart(teams: FakeTeams, rig: Rig) -> None:
    await known(teams)
    found = rig.store.read(lambda tx: references.find(tx, OURS, PILOTS)).result()
    assert found is not None
    assert (found.conversation, found.service_url) == (PILOTS, teams.service_url)
    assert found.user == ""
    assert rig.store.read(lambda tx: references.anywhere(tx, "teams:other")).result() is None


def choosing(names: int) -> Card:
    fields = tuple(PersonField(f"p{n}", f"Person {n}") for n in range(names))
    return card(Para(line("Who?")), Entry(fields, "grant"), Buttons((Button("Help", "help"),)))


@pytest.mark.parametrize(("population", "fields"), [(3, 7), (400, 1), (400, 8), (3000, 1)])
async def test_a_card_to_choose_people_in_always_fits(
    teams: FakeTeams, rig: Rig, population: int, fields: int
) -> None:
    await known(teams)

    def meet(tx: Tx) -> None:
        for number in range(population):
            face = Face(f"id-{number:036d}", f"Somebody Number {number:05d}")
            people.meet(tx, OURS, face)

    rig.store.write(meet).result()
    await rig.put(OURS, Post("k1", "teams", ANNA, to_json(choosing(fields))))
    await arrives(teams, "Who?")
    shown = teams.world.screen(ANNA)[-1].card
    assert shown is not None
    inputs = [one for one in shown["body"] if one["type"].startswith("Input.")]
    assert len(inputs) == fields


@pytest.mark.parametrize(("length", "kind"), [(20, "ChoiceSet"), (255, "Text")])
async def test_a_list_of_names_never_makes_a_card_too_long(
    teams: FakeTeams, rig: Rig, length: int, kind: str
) -> None:
    await known(teams)

    def meet(tx: Tx) -> None:
        for number in range(200):
            people.meet(tx, OURS, Face(f"id-{number:036d}", f"{number} {'漢' * length}"))

    rig.store.write(meet).result()
    await rig.put(OURS, Post("k1", "teams", ANNA, to_json(choosing(1))))
    await arrives(teams, "Who?")
    shown = teams.world.screen(ANNA)[-1].card
    assert shown is not None
    (field,) = [one for one in shown["body"] if one["type"].startswith("Input.")]
    assert field["type"] == f"Input.{kind}"


async def test_a_name_is_typed_where_there_are_too_many_to_choose_from(
    teams: FakeTeams, desk: SmallDesk, rig: Rig
) -> None:
    await known(teams)

    def meet(tx: Tx) -> None:
        for number in range(300):
            people.meet(tx, OURS, Face(f"id-{number}", f"Somebody Number {number // 2 * 2}"))
        people.meet(tx, OURS, Face("id-maria", "Maria Lopez"))

    rig.store.write(meet).result()
    await rig.put(OURS, Post("k1", "teams", ANNA, to_json(choosing(2))))
    await arrives(teams, "Who?")
    filled = {"0.~p0": "maria lopez", "0.~p1": "Somebody Number 4"}
    await teams.press(ANNA, teams.world.screen(ANNA)[-1], "Save", filled)
    assert desk.pressed.values == {"p0": "id-maria", "p1": "Somebody Number 4"}
