"""Two accounts of one person, in Slack and in Teams: every yes and every no on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.cards import to_json
from handlers.desk import Desk
from handlers.heard import Command, Done, Heard, Opened, Place, Press, Roster, Uninstalled
from handlers.helping import help_card
from handlers.outreach import elsewhere
from handlers.people.due import in_the_name_of
from storage.pilots import summary
from storage.post import outbox
from storage.post.outbox import Post
from storage.store import Tx
from storage.tenant import people
from storage.tenant.people import Face
from tests.pg import running
from tests.stage import LIBRARY
from tests.storage.conftest import database
from tests.two_platforms import CAST, PILOT, SLACK, TwoPlatforms

YES, NO = "Yes, both are me", "No, not me"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[TwoPlatforms]:
    stage = TwoPlatforms(f"sqlite:///{tmp_path / 'two.db'}")
    yield stage
    stage.close()


def one(stage: TwoPlatforms) -> bool:
    return stage.person("Maria").id == stage.person("MariaT").id


# The way there


async def test_two_accounts_become_one_after_a_yes_on_both_sides(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"gate link {code.lower()}")
    assert "Maria Lopez in Slack (maria.lopez@example.com)" in stage.read("MariaT")
    assert not one(stage)
    await stage.press("MariaT", YES)
    assert "say yes in Slack as well" in stage.read("MariaT")
    assert "Maria Lopez (IT) in Teams (maria@corp.example)" in stage.read("Maria")
    assert not one(stage)
    await stage.press("Maria", YES)
    assert one(stage)
    for name in ("Maria", "MariaT"):
        assert "are one person now" in stage.read(name)


async def test_a_link_may_begin_in_teams(stage: TwoPlatforms) -> None:
    await stage.link("MariaT", "Maria")
    assert one(stage)
    assert stage.person("Maria").id == stage.person("MariaT").account


async def test_a_code_is_read_however_it_is_typed(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    typed = code.replace("-", " ").replace("0", "o").replace("1", "l").lower()
    await stage.say("MariaT", "", f"/gate link {typed}")
    assert "You are about to become one person" in stage.read("MariaT")


async def test_a_code_asked_for_in_a_channel_comes_in_private(stage: TwoPlatforms) -> None:
    await stage.say("Maria", "invoice-pilot", "/gate link")
    assert [seen.where for seen in stage.screen("Maria").seen if "gate link" in str(seen.card)] == [
        ""
    ]


# Every no


@pytest.mark.parametrize("code", ["AAAA-AAAA", "x", "1234567890123", "<@UMARIA>", "é" * 300])
async def test_a_code_that_is_none_says_so_and_counts(stage: TwoPlatforms, code: str) -> None:
    await stage.say("MariaT", "", f"/gate link {code}")
    assert "That code does not fit" in stage.read("MariaT")
    assert "4 more tries" in stage.read("MariaT")


async def test_five_wrong_codes_are_enough_even_for_the_right_one(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    for _ in range(5):
        await stage.say("MariaT", "", "/gate link AAAA-AAAA")
    assert "No more tries" in stage.read("MariaT")
    await stage.say("MariaT", "", f"/gate link {code}")
    assert "5 wrong codes are enough" in stage.read("MariaT")
    await stage.wait(timedelta(minutes=31))
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    assert "You are about to become one person" in stage.read("MariaT")


async def test_codes_are_given_out_five_times_in_half_an_hour(stage: TwoPlatforms) -> None:
    for _ in range(5):
        await stage.code("Maria")
    await stage.say("Maria", "", "/gate link")
    assert "5 codes in half an hour are enough" in stage.read("Maria")


async def test_a_new_code_ends_the_one_before(stage: TwoPlatforms) -> None:
    old = await stage.code("Maria")
    assert await stage.code("Maria") != old
    await stage.say("MariaT", "", f"/gate link {old}")
    assert "That code does not fit" in stage.read("MariaT")


async def test_a_code_lives_ten_minutes(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.wait(timedelta(minutes=10))
    await stage.say("MariaT", "", f"/gate link {code}")
    assert "That code does not fit" in stage.read("MariaT")


async def test_a_code_works_once(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    await stage.say("LenaT", "", f"/gate link {code}")
    assert "That code does not fit" in stage.read("LenaT")
    await stage.press("MariaT", YES)
    await stage.say("LenaT", "", f"/gate link {code}")
    assert "That code does not fit" in stage.read("LenaT")
    assert "Maria" not in stage.read("LenaT")


async def test_either_yes_comes_too_late_after_ten_minutes(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    await stage.wait(timedelta(minutes=10))
    await stage.press("MariaT", YES)
    assert "took longer than ten minutes" in stage.read("MariaT")
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    await stage.press("MariaT", YES)
    await stage.wait(timedelta(minutes=10))
    await stage.press("Maria", YES)
    assert "took longer than ten minutes" in stage.read("Maria")
    assert not one(stage)


async def test_the_first_no_ends_it_and_the_other_side_hears_so(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    await stage.press("MariaT", NO)
    assert "nothing is linked" in stage.read("MariaT")
    assert "In Teams somebody said: that is not me." in stage.read("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    assert "That code does not fit" in stage.read("MariaT")


async def test_the_second_no_ends_it_and_the_other_side_hears_so(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.say("LenaT", "", f"/gate link {code}")
    await stage.press("LenaT", YES)
    await stage.press("Maria", NO)
    assert "In Slack somebody said: that is not me." in stage.read("LenaT")
    await stage.press_as("Maria", "link both", stage.person("LenaT").account)
    assert "took longer" in stage.read("Maria")
    assert stage.person("Maria").id != stage.person("LenaT").id


async def test_ones_own_code_and_one_of_the_same_platform_are_refused(
    stage: TwoPlatforms,
) -> None:
    code = await stage.code("Maria")
    await stage.say("Maria", "", f"/gate link {code}")
    assert "this account's own code. Write it to me in Teams" in stage.read("Maria")
    await stage.say("Anna", "", f"/gate link {code}")
    assert "That code does not fit" in stage.read("Anna")
    assert "Maria" not in stage.read("Anna")


async def test_a_code_of_another_organisation_is_no_code(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    for stranger in ("Olga", "FarT"):
        await stage.say(stranger, "", f"/gate link {code}")
        assert "There is no other platform to link with" in stage.read(stranger)


async def test_guests_cannot_link(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    for said in ("/gate link", f"/gate link {code}"):
        await stage.say("GuestT", "", said)
        assert "You may not link accounts here" in stage.read("GuestT")
    await stage.say("MariaT", "", f"/gate link {code}")
    assert "You are about to become one person" in stage.read("MariaT")


@pytest.mark.parametrize("about", [{"bot": True}, {"stranger": True}, {"gone": True}])
async def test_neither_bots_nor_outsiders_link(stage: TwoPlatforms, about: dict[str, bool]) -> None:
    code = await stage.code("Maria")
    face = replace(CAST["LenaT"].face, **about)  # type: ignore[arg-type]
    place = Place("teams", SLACK, "D", direct=True)
    reply = await stage.desk.hear(Heard("k", stage.now, face, place, Command(f"link {code}")))
    await stage.deliver()
    assert "You may not link accounts here" in stage.read("LenaT") or reply == Done()
    await stage.say("MariaT", "", f"/gate link {code}")
    assert "You are about to become one person" in stage.read("MariaT")


async def test_another_process_knows_at_once_who_is_one(stage: TwoPlatforms) -> None:
    await stage.say("MariaT", "", "/gate start")
    await stage.fill("MariaT", PILOT)
    other = Desk(stage.store, LIBRARY, now=lambda: stage.now, shared=(SLACK,))
    ours, stage.desk = stage.desk, other
    await stage.say("MariaT", "", "Anna Berg")  # it knows MariaT and the pilot from now on
    stage.desk = ours
    await stage.link("Maria", "MariaT")
    stage.desk = other
    await stage.say("MariaT", "", "80000 EUR a year")
    assert "Kept" in stage.read("MariaT")
    await stage.say("Maria", "", "/gate status me")
    assert "Invoices" in stage.read("Maria")
    stage.desk = ours
    await stage.say("Maria", "", "/gate history Invoices")
    assert "(IT)" not in stage.read("Maria")
    assert "80,000" in stage.read("Maria")


async def test_somebody_who_became_a_guest_meanwhile_is_not_linked(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    await stage.press("MariaT", YES)
    guest = replace(CAST["MariaT"].face, guest=True)
    stage.store.write(lambda tx: people.meet(tx, SLACK, guest, "teams")).result()
    await stage.press("Maria", YES)
    assert "You may not link accounts" in stage.read("Maria")
    assert not one(stage)


async def test_who_is_linked_already_hears_with_whom(stage: TwoPlatforms) -> None:
    await stage.link("Maria", "MariaT")
    for name, other in (("Maria", "Maria Lopez (IT) in Teams"), ("MariaT", "Maria Lopez in Slack")):
        for said in ("/gate link", "/gate link AAAA-AAAA"):
            await stage.say(name, "", said)
            assert f"you are one with {other}" in stage.read(name)


async def test_a_third_account_finds_none_of_the_two_free(stage: TwoPlatforms) -> None:
    code = await stage.code("Anna")
    await stage.say("MariaT", "", f"/gate link {code}")
    other = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {other}")
    await stage.press("MariaT", YES)
    await stage.press("Maria", YES)
    assert one(stage)
    answer = await stage.press_as("MariaT", "link mine", stage.person("Anna").account)
    assert "linked already" in answer
    assert stage.person("Anna").id not in (stage.person("Maria").id, stage.person("MariaT").id)


async def test_pressing_again_links_once_and_says_so(stage: TwoPlatforms) -> None:
    await stage.link("Maria", "MariaT")
    answer = await stage.press_as("Maria", "link both", stage.person("MariaT").account)
    assert "linked already" in answer
    answer = await stage.press_as("MariaT", "link mine", stage.person("Maria").account)
    assert "linked already" in answer


@pytest.mark.parametrize("verb", ["link mine", "link both", "link not me", "unlink"])
async def test_invented_buttons_link_and_part_nobody(stage: TwoPlatforms, verb: str) -> None:
    await stage.code("Maria")
    for ref in ("", "u_aaaaaaaaaa", "x|y", stage.person("Maria").id, stage.person("Anna").id):
        for name in ("MariaT", "Priya", "Olga", "FarT"):
            answer = await stage.press_as(name, verb, ref)
            assert "Nothing was changed" in answer or "You may not" in answer, answer
    assert not one(stage)


async def test_nobody_links_or_parts_others(stage: TwoPlatforms) -> None:
    code = await stage.code("Maria")
    await stage.say("MariaT", "", f"/gate link {code}")
    for name in ("Priya", "LenaT"):
        await stage.press_as(name, "link mine", stage.person("Maria").account)
        await stage.press_as(name, "link both", stage.person("MariaT").account)
    assert not one(stage)
    await stage.press("MariaT", YES)
    await stage.press("Maria", YES)
    for name in ("Priya", "LenaT", "Olga"):
        await stage.press_as(name, "unlink", stage.person("MariaT").account)
    assert one(stage)


async def test_where_there_is_one_platform_there_is_nothing_to_link(tmp_path: Path) -> None:
    apart = TwoPlatforms(f"sqlite:///{tmp_path / 'apart.db'}", joined=False)
    for name in ("Maria", "MariaT"):
        await apart.say(name, "", "/gate link")
        assert "There is no other platform to link with" in apart.read(name)
    apart.close()


# One person


async def test_a_talk_begun_in_slack_ends_in_teams(stage: TwoPlatforms) -> None:
    await stage.say("Maria", "invoice-pilot", "/gate start")
    await stage.fill("Maria", PILOT)
    await stage.link("Maria", "MariaT")
    await stage.say("MariaT", "", "Anna Berg")
    assert "Kept: Anna Berg" in stage.read("MariaT")
    assert "Question 2" in stage.read("MariaT")
    assert "[Answer]" not in stage.read("Maria")
    stage.screen("Maria").fresh.clear()
    await stage.hear("Maria", "", Opened())
    assert "it goes on here" in stage.read("Maria")
    assert "How much money a year" in stage.read("Maria")
    assert "[Skip]" not in stage.screen("MariaT").fresh[-1]
    await stage.say("Maria", "", "80000 EUR a year")
    assert "Kept: " in stage.read("Maria")
    stage.screen("MariaT").fresh.clear()
    await stage.hear("Maria", "", Opened())
    assert stage.read("Maria") == ""


async def test_a_talk_goes_the_same_way_on_postgresql() -> None:
    with running() as server, database(server) as url:
        stage = TwoPlatforms(url)
        await test_a_talk_begun_in_slack_ends_in_teams(stage)
        await stage.restart()
        await stage.say("MariaT", "", "/gate unlink")
        await stage.press("MariaT", "Yes, unlink")
        assert "are two" in stage.read("MariaT")
        assert not one(stage)
        stage.close()


async def test_a_question_answered_in_one_is_answered_in_the_other(stage: TwoPlatforms) -> None:
    await stage.say("Maria", "invoice-pilot", "/gate start")
    await stage.fill("Maria", PILOT)
    old = stage.screen("Maria").seen[-1]
    entry = next(block for block in old.card.blocks if block.kind == "entry")  # type: ignore[union-attr]
    await stage.link("Maria", "MariaT")
    await stage.say("MariaT", "", "Anna Berg")
    press = Press(entry.verb, entry.ref, {"value": "UBEN"}, message=old.message)  # type: ignore[union-attr]
    await stage.hear("Maria", "", press)
    assert "Kept: Ben" not in stage.read("Maria")
    assert "Anna Berg" in stage.read("Maria")
    for verb in ("skip", "unknown"):
        await stage.hear("Maria", "", Press(verb, entry.ref, message=old.message))  # type: ignore[union-attr]
        assert "Maria Lopez answered this" in stage.read("Maria")
    await stage.say("Maria", "", "/gate history Invoices")
    assert "Anna Berg" in stage.read("Maria")


async def test_a_question_asked_again_in_one_is_put_away_in_the_other(
    stage: TwoPlatforms,
) -> None:
    await stage.say("Maria", "invoice-pilot", "/gate start")
    await stage.fill("Maria", PILOT)
    await stage.link("Maria", "MariaT")
    await stage.say("MariaT", "", "/gate answer")
    assert "[Skip]" not in stage.read("Maria")
    assert "[Skip]" in stage.read("MariaT")
    stage.screen("MariaT").fresh.clear()
    await stage.say("Maria", "", "/gate answer")
    assert "[Skip]" not in stage.screen("MariaT").fresh[-1]
    await stage.fill("Maria", {"Person": "Anna"})
    assert "Kept: Anna Berg" in stage.read("Maria")


async def test_what_is_typed_answers_no_question_of_the_other_account(
    stage: TwoPlatforms,
) -> None:
    await stage.say("MariaT", "", "/gate start")
    await stage.fill("MariaT", PILOT)
    await stage.say("Maria", "invoice-pilot", "/gate start")
    await stage.fill("Maria", PILOT | {"Name": "Second"})
    await stage.link("Maria", "MariaT")
    for name in ("Maria", "MariaT"):
        assert "what you type now answers neither" in stage.read(name)
    await stage.say("MariaT", "", "Anna Berg")
    assert "Kept" not in stage.read("MariaT")
    await stage.fill("MariaT", {"Person": "Anna"})  # the question of Invoices, as it was shown
    assert "Kept: Anna Berg" in stage.read("MariaT")
    await stage.say("Maria", "", "/gate history Invoices")
    assert "Anna Berg" in stage.read("Maria")
    await stage.say("Maria", "", "/gate history Second")
    assert "Anna Berg" not in stage.read("Maria")


async def test_what_both_did_before_counts_for_the_one(stage: TwoPlatforms) -> None:
    await stage.say("MariaT", "", "/gate start")
    await stage.fill("MariaT", PILOT)
    await stage.say("MariaT", "", "@Maria")
    await stage.say("Maria", "", "/gate status me")
    assert "named as" in stage.read("Maria") or "Invoices" in stage.read("Maria")
    await stage.link("Maria", "MariaT")
    for name in ("Maria", "MariaT"):
        await stage.say(name, "", "/gate status me")
        assert "Invoices" in stage.read(name)
    await stage.say("Anna", "", "/gate history Invoices")
    assert "(IT)" not in stage.read("Anna")


async def test_rights_of_either_are_rights_of_both(stage: TwoPlatforms) -> None:
    await stage.say("BenT", "", "/gate settings")
    assert "You may not" in stage.read("BenT")
    await stage.link("Priya", "BenT")
    await stage.say("BenT", "", "/gate settings")
    assert "programme lead" in stage.read("BenT")
    await stage.say("BenT", "", "/gate unlink")
    await stage.press("BenT", "Yes, unlink")
    await stage.say("BenT", "", "/gate settings")
    assert "You may not" in stage.read("BenT")


async def test_the_status_reads_the_same_to_the_letter(stage: TwoPlatforms) -> None:
    await stage.say("MariaT", "", "/gate start")
    await stage.fill("MariaT", PILOT)
    await stage.link("Maria", "MariaT")
    for asked in ("status Invoices", "status me", "history Invoices", "next Invoices", "flags"):
        told = []
        for name in ("Maria", "MariaT"):
            await stage.say(name, "", f"/gate {asked}")
            told.append(stage.read(name))
        assert told[0] == told[1] != ""


async def test_either_mention_and_the_name_mean_the_same_person(stage: TwoPlatforms) -> None:
    await stage.link("Maria", "MariaT")

    def look(tx: Tx) -> set[str]:
        found = [people.meant(tx, SLACK, user) for user in ("UMARIA", "entra-maria")]
        found += [
            *people.named(tx, SLACK, "maria lopez"),
            *people.named(tx, SLACK, "Maria Lopez (IT)"),
        ]
        found += [one for one in people.everyone(tx, SLACK, 99) if "Maria" in one.name]
        assert len(found) == 5
        return {f"{one.id} {one.name}" for one in found if one}

    assert stage.store.read(look).result() == {f"{stage.person('Maria').account} Maria Lopez"}


async def test_what_starts_by_itself_comes_once_where_they_spoke_last(
    stage: TwoPlatforms,
) -> None:
    await stage.link("Maria", "MariaT")
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", PILOT)
    await stage.say("MariaT", "", "/gate help")
    await stage.say("MariaT", "", "/gate status")
    for name in ("Maria", "MariaT"):
        stage.screen(name).fresh.clear()
    await stage.say("Anna", "", "@Maria")
    assert "names you as" in stage.read("MariaT")
    assert stage.read("Maria") == ""


async def test_reminders_are_counted_once_for_both(stage: TwoPlatforms) -> None:
    await stage.say("Maria", "invoice-pilot", "/gate start")
    await stage.fill("Maria", PILOT)
    await stage.wait(timedelta(minutes=1))
    await stage.link("Maria", "MariaT")
    read = {"Maria": 0, "MariaT": 0}
    for _ in range(7):
        for name in read:
            stage.screen(name).fresh.clear()
        await stage.wait(timedelta(days=1))
        for name in read:
            read[name] += stage.read(name).count("Waiting for you")
    assert 1 <= sum(read.values()) <= 2
    assert 0 in read.values()


async def test_a_window_in_slack_takes_names_of_people_in_teams(stage: TwoPlatforms) -> None:
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", PILOT | {"beside.member": "lena falk, Ben Okafar, Nobody"})
    assert "I know nobody called Nobody." in stage.read("Anna")
    await stage.fill("Anna", PILOT | {"beside.member": "lena falk,ben okafor", "member": "Maria"})
    await stage.say("LenaT", "", "/gate status me")
    assert "Invoices" in stage.read("LenaT")
    await stage.say("Maria", "", "/gate status me")
    assert "Invoices" in stage.read("Maria")


async def test_a_window_asks_for_such_names_only_where_there_are_two_platforms(
    tmp_path: Path,
) -> None:
    apart = TwoPlatforms(f"sqlite:///{tmp_path / 'apart.db'}", joined=False)
    await apart.say("Anna", "invoice-pilot", "/gate start")
    assert "in Teams, by name" not in apart.read("Anna")
    apart.close()


async def test_a_channel_in_teams_gets_a_digest_of_pilots_of_both(stage: TwoPlatforms) -> None:
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", PILOT)
    await stage.link("Priya", "BenT")
    await stage.say("BenT", "general", "/gate digest")
    await stage.fill("BenT", {"scope": "portfolio"})
    await stage.wait(timedelta(days=8))
    assert "Invoices" in stage.read("BenT")
    assert "Week 49" in stage.read("BenT")


@pytest.mark.parametrize("stranger", ["Olga", "FarT"])
async def test_whoever_is_not_of_the_organisation_sees_nothing_of_it(
    stage: TwoPlatforms, stranger: str
) -> None:
    await stage.say("Maria", "invoice-pilot", "/gate start")
    await stage.fill("Maria", PILOT)
    await stage.link("Maria", "MariaT")
    pilot = stage.store.read(lambda tx: summary.mine(tx, SLACK, stage.person("Maria").id)).result()
    for asked in ("status", "status all", "status me", "status Invoices", "history Invoices"):
        await stage.say(stranger, "", f"/gate {asked}")
        assert "Invoices" not in stage.read(stranger).replace("called Invoices", "")
        assert "Maria" not in stage.read(stranger)
    for verb in ("status", "flags", "next", "history", "answers", "manage", "go on", "accept part"):
        for ref in (pilot[0].pilot, f"{pilot[0].pilot}|q.owner"):
            answer = await stage.press_as(stranger, verb, ref)
            assert "Match them" not in answer
            assert "Maria" not in answer
    await stage.say(stranger, "", "@Maria")
    assert "Maria Lopez" not in stage.read(stranger)


# And back


async def test_parting_gives_back_what_each_said_before(stage: TwoPlatforms) -> None:
    await stage.say("MariaT", "", "/gate start")
    await stage.fill("MariaT", PILOT)
    await stage.say("MariaT", "", "Anna Berg")
    await stage.link("Maria", "MariaT")
    await stage.say("Maria", "", "80000 EUR a year")
    assert "Kept" in stage.read("Maria")
    await stage.say("Maria", "", "/gate unlink")
    assert "stays with the account in Slack" in stage.read("Maria")
    assert one(stage)
    await stage.press("Maria", "Yes, unlink")
    assert not one(stage)
    assert "are two" in stage.read("MariaT")
    await stage.say("MariaT", "", "/gate history Invoices")
    told = stage.read("MariaT")
    assert "Maria Lopez (IT)" in told
    assert "Anna Berg" in told
    assert "80,000" in told
    answer = await stage.press_as("Maria", "unlink", stage.person("MariaT").account)
    assert "two people already" in answer
    await stage.say("MariaT", "", "/gate status me")
    assert "Invoices" in stage.read("MariaT")


async def test_who_is_linked_with_nobody_has_nothing_to_part(stage: TwoPlatforms) -> None:
    await stage.say("Maria", "", "/gate unlink")
    assert "linked with no other" in stage.read("Maria")


async def test_accounts_can_be_linked_parted_and_linked_again(stage: TwoPlatforms) -> None:
    for first, second in (("Maria", "MariaT"), ("MariaT", "Maria")):
        await stage.link(first, second)
        assert one(stage)
        await stage.press(second, "Unlink")
        await stage.press(second, "Yes, unlink")
        assert not one(stage)


# Somebody leaves


async def test_who_loses_one_account_stays_through_the_other(stage: TwoPlatforms) -> None:
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", PILOT)
    await stage.say("Anna", "", "@Maria")
    await stage.link("Maria", "MariaT")
    await stage.press("Maria", "Accept")
    await leaves(stage, "Maria")
    await stage.say("MariaT", "", "/gate status Invoices")
    assert "Maria Lopez" in stage.read("MariaT")
    assert "has left" not in stage.read("MariaT")
    await stage.say("Anna", "", "/gate owner @Maria")
    assert "has left" not in stage.read("Anna")
    await leaves(stage, "MariaT")
    await stage.say("Anna", "", "/gate status Invoices")
    assert "has left" in stage.read("Anna")


async def test_parting_from_an_account_that_is_gone_opens_what_it_was_named_for(
    stage: TwoPlatforms,
) -> None:
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", PILOT)
    await stage.say("Anna", "", "@Maria")
    await stage.press("Maria", "Accept")
    await stage.link("Maria", "MariaT")
    await leaves(stage, "Maria")
    stage.screen("Anna").fresh.clear()
    await stage.say("MariaT", "", "/gate unlink")
    await stage.press("MariaT", "Yes, unlink")
    assert "Maria Lopez has left, and was the accountable owner" in stage.read("Anna")
    await stage.say("Anna", "", "/gate status Invoices")
    assert "has left" in stage.read("Anna")


async def test_parting_from_an_account_that_is_gone_writes_to_nobody_there(
    stage: TwoPlatforms,
) -> None:
    await stage.link("Maria", "MariaT")
    await leaves(stage, "Maria")
    await stage.say("MariaT", "", "/gate unlink")
    stage.screen("Maria").fresh.clear()
    await stage.press("MariaT", "Yes, unlink")
    assert "are two" in stage.read("MariaT")
    assert stage.read("Maria") == ""


async def test_a_platform_that_was_left_leaves_the_person_on_the_other(
    stage: TwoPlatforms,
) -> None:
    await stage.link("Maria", "MariaT")
    us = Face("UGATEPOST", "Gatepost", bot=True)
    place = Place("slack", SLACK, "", direct=False)
    await stage.desk.hear(Heard("gone", stage.now, us, place, Uninstalled()))
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", PILOT)
    stage.screen("Maria").fresh.clear()
    await stage.say("Anna", "", "@Maria")
    assert "names you as" in stage.read("MariaT")
    assert stage.read("Maria") == ""


async def test_what_an_account_no_longer_takes_is_said_through_the_other(
    stage: TwoPlatforms,
) -> None:
    await stage.link("Maria", "MariaT")
    now, key = stage.now, "accept:x"

    def refused(tx: Tx) -> tuple[str, ...]:
        outbox.put(tx, SLACK, now, Post(key, "slack", "UMARIA", to_json(help_card())))
        (one,) = outbox.claim(tx, ["slack"], now, timedelta(seconds=9), 9)
        outbox.dead(tx, one.id, "blocked")
        elsewhere(tx, one, now)
        (two,) = outbox.claim(tx, ["slack", "teams"], now, timedelta(seconds=9), 9)
        outbox.dead(tx, two.id, "blocked")
        elsewhere(tx, two, now)
        left = outbox.claim(tx, ["slack", "teams"], now, timedelta(seconds=9), 9)
        return two.platform, two.address, str(len(left))

    assert stage.store.write(refused).result() == ("teams", "entra-maria", "0")


async def test_work_in_somebodys_name_leaves_their_account_as_it_was(stage: TwoPlatforms) -> None:
    await stage.link("Priya", "BenT")  # an admin in Slack, none in Teams
    await stage.say("BenT", "", "/gate help")
    await stage.say("BenT", "", "/gate status")
    whole = stage.person("BenT")
    assert (whole.admin, whole.voice) == (True, True)
    stage.desk.do(in_the_name_of(whole, SLACK, "k", stage.now), lambda talk: None).result()
    seen = stage.store.read(lambda tx: people.seen(tx, SLACK, "entra-ben")).result()
    assert seen == CAST["BenT"].face


async def test_either_address_finds_the_person(stage: TwoPlatforms) -> None:
    await stage.link("Maria", "MariaT")

    def look(tx: Tx) -> list[str]:
        wanted = ("Maria.Lopez@example.com", "maria@corp.example")
        return [one.id for said in wanted for one in people.addressed(tx, SLACK, said)]

    assert stage.store.read(look).result() == [stage.person("Maria").id] * 2


async def leaves(stage: TwoPlatforms, name: str) -> None:
    """Let an account be deactivated, as its platform reports it."""
    one = CAST[name]
    us = Face("UGATEPOST", "Gatepost", bot=True)
    place = Place(one.platform, SLACK, "UGATEPOST", direct=True)
    gone = replace(one.face, gone=True)
    key = f"gone:{name}"
    await stage.desk.hear(Heard(key, stage.now, us, place, Roster(), (gone,)))
    await stage.deliver()
