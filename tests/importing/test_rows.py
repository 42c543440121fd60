"""Rows of a list become pilots: checked, kept once, and never over what people said."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.local.seeds import TENANT
from handlers.heard import Heard, Place, Press, Roster
from handlers.importing.columns import UnknownColumn, fields, guess
from handlers.importing.draft import Draft
from handlers.importing.keeping import Outcome, compare, id_of, keep
from handlers.importing.opening import read_sheet
from handlers.importing.reading import Ground, Read, read_rows
from handlers.importing.roll import Nobody, Roll
from handlers.importing.telling import Share, note_told, shares, tell
from handlers.people.acceptance import acceptance
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.talk import Talk
from handlers.views.history import TELLING, UNTOLD
from knowledge.values import Group, Metric, Money, Person, in_words
from storage.pilots import journal
from storage.tenant import people, rooms
from storage.tenant.people import Face
from tests.knowledge.town import LIBRARY
from tests.stage import USERS, Stage

KEYS = itertools.count(1)
KNOWN = fields(LIBRARY)
FIRST = (
    "Name,Channel,Owner,Sponsor,Stage,Since\n"
    "Alpha,invoice-pilot,{owner},{sponsor},{stage},{since}\n"
)
USUAL = {
    "owner": "ben.okafor@example.com",
    "sponsor": "Maria Lopez",
    "stage": "Pilot",
    "since": "2026-09-01",
}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    stage = Stage(f"sqlite:///{tmp_path / 'stage.db'}")
    yield stage
    stage.close()


def heard(stage: Stage) -> Heard:
    priya = USERS["Priya"]
    where = Place("local", TENANT, priya.user, direct=True)
    return Heard(f"L{next(KEYS)}", stage.now, priya, where, Roster())


def ground(stage: Stage) -> Ground:
    def look(talk: Talk) -> Ground:
        roll = Roll(people.everyone(talk.tx, TENANT, 1000))
        return Ground(LIBRARY, roll, rooms.known(talk.tx, TENANT), talk.today, talk.who)

    return stage.desk.see(heard(stage), look).result()


def read(stage: Stage, text: str, told: Mapping[str, str] | None = None, **more: str) -> Read:
    sheet = read_sheet("pilots.csv", text.encode())
    mapped = guess(sheet.headers, KNOWN, told or {})
    assert not mapped.problems
    return read_rows(replace(ground(stage), **more), sheet, mapped)  # type: ignore[arg-type]


def brought(stage: Stage, text: str) -> list[Outcome]:
    found = read(stage, text)
    assert not found.problems, found.problems
    return [kept(stage, draft) for draft in found.drafts]


def kept(stage: Stage, draft: Draft) -> Outcome:
    return stage.desk.do(heard(stage), lambda talk: keep(talk, draft)).result()


def pilot_of(stage: Stage, pilot: str) -> Pilot:
    return stage.store.read(lambda tx: fold(Pilot(pilot), journal.read(tx, TENANT, pilot))).result()


def told_everybody(stage: Stage, outcomes: list[Outcome]) -> dict[str, list[Share]]:
    found: dict[str, list[Share]] = {}
    for outcome in outcomes:
        pilot = outcome.pilot
        for share in stage.desk.see(heard(stage), lambda talk, p=pilot: shares(talk, p)).result():  # type: ignore[misc]
            found.setdefault(share.person, []).append(share)
    for person, given in found.items():

        def work(talk: Talk, person: str = person, given: list[Share] = given) -> None:
            note_told(talk, given)
            tell(talk, person, given, f"list:{next(KEYS)}")

        stage.desk.do(heard(stage), work).result()
    return found


# Columns


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("name", "name"),
        ("Use case", "name"),
        ("PILOT NAME", "name"),
        ("Owner", "q.owner"),
        ("Accountable owner", "q.owner"),
        ("Process owner", "process"),
        ("Data owner", "data"),
        ("Budget owner", "q.funding-path.holder"),
        ("q.on-call", "q.on-call"),
        ("q_on_call", "q.on-call"),
        ("Who picks up the phone if it breaks at three in the morning?", "q.on-call"),
        ("Gate 1", "gate1.by"),
        ("Gate 2 passed on", "gate2.on"),
        ("gate 3 link", "gate3.link"),
        ("Gate 1 approved by", "gate1.by"),
        ("Start date", "started"),
        ("Project Title", "name"),
        ("Name of the pilot", "name"),
        ("Owner (Prod)", "q.owner"),
        ("Sponsor e-mail", "q.sponsor"),
        ("Beschreibung / Purpose", "purpose"),
        ("No.", ""),
        ("Purpos", "purpose"),
        ("Cost centre owner's cat", ""),
        ("Gate 99 by", ""),
        ("Comments", ""),
    ],
)
def test_a_header_is_taken_for_what_it_says_or_for_nothing(header: str, field: str) -> None:
    mapped = guess([header], KNOWN, {})
    found = mapped.columns.get(0, "")
    assert found == field or (header == "Gate 1" and found in ("", "gate1.by"))
    assert (header in mapped.unused) is (found == "")


def test_two_columns_alike_are_for_people_to_tell_apart() -> None:
    mapped = guess(["Name", "Owner", "owner"], KNOWN, {})
    assert mapped.problems == (
        "Columns B and C both look like Owner. Say which one counts, and leave the other out: C=-",
    )
    assert guess(["Name", "Owner", "owner"], KNOWN, {"C": "-"}).columns == {0: "name", 1: "q.owner"}
    told = guess(["Name", "Owner", "owner"], KNOWN, {"C": "sponsor"})
    assert told.columns == {0: "name", 1: "q.owner", 2: "q.sponsor"}


@pytest.mark.parametrize("told", [{"Nothing": "name"}, {"Name": "nonsense"}, {"Owner": "sponsor"}])
def test_a_mapping_about_nothing_is_refused(told: dict[str, str]) -> None:
    with pytest.raises(UnknownColumn):
        guess(["Name", "Owner", "Owner"], KNOWN, told)


# People


def test_people_are_found_by_what_lists_hold(stage: Stage) -> None:
    roll = ground(stage).roll
    for said in (
        "maria.lopez@example.com",
        "MARIA.LOPEZ@EXAMPLE.COM",
        "Maria Lopez <maria.lopez@example.com>",
        "mailto:maria.lopez@example.com",
        "Maria  lopez",
        "@maria.lopez",
        "@Maria Lopez",
        "Maria Lopez (Finance)",
        "Lopez, Maria",
        "UMARIA",
        "<@UMARIA>",
    ):
        assert roll.meant(said).user == "UMARIA", said


@pytest.mark.parametrize("said", ["", "nobody@example.com", "@", "the team", "UMARIA2"])
def test_whoever_is_unknown_is_an_error_and_no_crash(stage: Stage, said: str) -> None:
    with pytest.raises(Nobody):
        ground(stage).roll.find(said)


def test_two_of_one_name_are_asked_about(stage: Stage) -> None:
    def work(talk: Talk) -> None:
        people.meet(talk.tx, TENANT, Face("UMARIA2", "Maria Lopez", email="ml2@example.com"))

    stage.desk.do(heard(stage), work).result()
    with pytest.raises(Nobody, match="Several people"):
        ground(stage).roll.find("Maria Lopez")


def test_a_first_name_counts_where_one_person_has_it_and_is_read_back(stage: Stage) -> None:
    (draft,) = read(stage, 'Name,Channel,Owner,Tech lead\nA,CINVOICE,Ben,"Reed, Tom"\n').drafts
    assert in_words(draft.answers["q.owner"], name_of(stage)) == "Ben Okafor"
    assert draft.readings == ("Owner: “Ben” read as Ben Okafor",)
    assert [role for _, role in draft.team] == ["technical"]

    def work(talk: Talk) -> None:
        people.meet(talk.tx, TENANT, Face("UBEN2", "Ben Smith", email="bs@example.com"))

    stage.desk.do(heard(stage), work).result()
    (problem,) = read(stage, "Name,Channel,Owner\nA,CINVOICE,Ben\n").unread
    assert "Several people go by that: Ben Okafor, Ben Smith." in problem.why


def name_of(stage: Stage) -> Callable[[str], str]:
    everybody = stage.store.read(lambda tx: people.everyone(tx, TENANT, 99)).result()
    return {person.id: person.name for person in everybody}.__getitem__


def test_a_team_may_be_listed_with_commas_too(stage: Stage) -> None:
    text = 'Name,Channel,Team\nA,CINVOICE,"Anna, Ben Okafor and Tom Reed; Lopez, Maria"\n'
    (draft,) = read(stage, text).drafts
    found = [name_of(stage)(person) for person, _ in draft.team]
    assert found == ["Anna Berg", "Ben Okafor", "Tom Reed", "Maria Lopez"]


# Rows


def test_a_mid_life_pilot_comes_with_its_gates_and_answers(stage: Stage) -> None:
    text = (
        "ID;Name;Purpose;Channel;Stage;Since;Owner;Gate 1 passed by;Gate 1 passed on;Gate 1 link;"
        "KPI name;Baseline;Target;Unit;Target date;Funding;q.on-call;Technical lead;Team;Contact\n"
        "7;Alpha;What for;#invoice-pilot;Proof of concept;2026-09-01;Maria Lopez;"
        "priya.nair@example.com;2026-08-01;https://wiki.example.com/g1;"
        "Days;4;1;days;2027-06-30;120000 EUR;@ben.okafor;"
        "UBEN;Anna Berg; Tom Reed\n"
    ).replace("Anna Berg; Tom Reed", '"Anna Berg; Tom Reed";anna.berg@example.com')
    (outcome,) = brought(stage, text)
    assert outcome.what == "new"
    pilot = pilot_of(stage, outcome.pilot)
    ids = {
        p.user: p.id for p in stage.store.read(lambda tx: people.everyone(tx, TENANT, 99)).result()
    }
    assert (pilot.name, pilot.purpose, pilot.room, pilot.stage) == (
        *("Alpha", "What for", "CINVOICE", "sg.st2"),
    )
    assert pilot.started.isoformat() == "2026-09-01"
    assert pilot.starter == ids["UANNA"]
    (gate,) = pilot.passed
    assert (gate.gate, gate.by, gate.at.isoformat(), gate.link, gate.before) == (
        *("sg.g1", ids["UPRIYA"], "2026-08-01", "https://wiki.example.com/g1", True),
    )
    assert pilot.current["q.owner"].value == Person(ids["UMARIA"])
    assert pilot.current["q.on-call"].value == Person(ids["UBEN"])
    assert isinstance(pilot.current["q.funding-path"].value, Money)
    metric = pilot.current["q.metric"].value
    assert isinstance(metric, Metric)
    assert in_words(metric, str) == "Days from 4 to 1 days by 30 June 2027"
    assert {(ids["UBEN"], "technical"), (ids["UTOM"], "member")} <= set(pilot.team)


@pytest.mark.parametrize(
    ("column", "said", "why"),
    [
        ("Name", "", "fill this in"),
        ("Name", "x" * 81, "80 characters"),
        ("Name", "me", "reads this name as something else"),
        ("Channel", "", "No channel"),
        ("Channel", "#nowhere", "no channel of that name"),
        ("Stage", "Nirvana", "There are: Discovery"),
        ("Playbook", "waterfall", "no such playbook"),
        ("Since", "31.02.2026", ""),
        ("Since", "2027-01-01", "not come yet"),
        ("Since", "yesterday-ish", ""),
        ("Gate 1 passed on", "2026-10-01", "after the stage behind it began"),
        ("Gate 1 passed by", "Nobody Known", "nobody by that"),
        ("Gate 1 link", "see mail", ""),
        ("Gate 4 passed on", "2026-01-01", "not behind it"),
        ("Purpose", "password=hunter2hunter2", "password"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said_with_row_and_column(
    stage: Stage, column: str, said: str, why: str
) -> None:
    cells = {"Name": "Alpha", "Channel": "invoice-pilot", "Stage": "Pilot", "Since": "2026-09-01"}
    cells[column] = said
    text = ",".join(cells) + "\n" + ",".join(f'"{cell}"' for cell in cells.values()) + "\n"
    found = read(stage, text)
    assert not found.drafts
    (problem,) = found.problems
    assert (problem.row, problem.column) == (2, column)
    assert why in problem.why
    assert str(problem).startswith(f"row 2, {column}")


@pytest.mark.parametrize(
    ("column", "said", "why"),
    [
        ("Owner", "Nobody Known", "nobody by that"),
        ("Funding", "a lot", ""),
        ("Target date", "some day", ""),
        ("Owner", "x" * 9000, ""),
    ],
)
def test_an_answer_that_cannot_be_taken_stays_open_and_keeps_no_row_out(
    stage: Stage, column: str, said: str, why: str
) -> None:
    text = f"Name,Channel,Technical lead,{column}\nAlpha,invoice-pilot,UBEN,{said}\n"
    found = read(stage, text)
    assert not found.problems
    (draft,) = found.drafts
    assert draft.answers == {}
    assert {(one.row, one.column) for one in draft.unread} >= {(2, column)}
    assert why in draft.unread[0].why
    assert kept(stage, draft).what == "new"


def test_all_that_is_wrong_with_a_row_is_said_at_once_and_others_go_on(stage: Stage) -> None:
    text = "Name,Channel,Owner\nA,x,y\nB,invoice-pilot,Maria Lopez\nC,y,Maria Lopez\n"
    found = read(stage, text)
    assert [draft.name for draft in found.drafts] == ["B"]
    assert [(p.row, p.column) for p in found.problems] == [
        (2, "Channel"),
        (2, "Owner"),
        (4, "Channel"),
    ]
    assert found.bad == 2


def test_a_pilot_that_stands_twice_counts_once(stage: Stage) -> None:
    text = "ID,Name,Channel\n1,A,CINVOICE\n2,a,CINVOICE\n1,B,CINVOICE\n"
    found = read(stage, text)
    assert [draft.row for draft in found.drafts] == [2]
    assert ["stands in row 2" in p.why for p in found.problems] == [True, True]


def test_a_placeholder_is_an_empty_cell_and_a_group_is_kept_to_be_flagged(stage: Stage) -> None:
    text = "Name,Channel,Owner,Sponsor\nA,CINVOICE,TBD,the data team\n"
    (draft,) = read(stage, text).drafts
    assert draft.answers == {"q.sponsor": Group("the data team")}


def test_a_day_that_lost_its_format_is_read_as_excel_counts(stage: Stage) -> None:
    (draft,) = read(stage, "Name,Channel,Since\nA,CINVOICE,46266\n").drafts
    assert draft.started is not None
    assert draft.started.isoformat() == "2026-09-01"


@pytest.mark.parametrize(
    ("said", "day", "read_back"),
    [
        ("2026-09-01 00:00:00", "2026-09-01", "1 September 2026"),
        ("2026-09-01T08:30:00Z", "2026-09-01", "1 September 2026"),
        ("46266", "2026-09-01", "1 September 2026"),
        ("Q3 2026", "2026-07-01", "1 July 2026"),
        ("2026-09-01", "2026-09-01", ""),
    ],
)
def test_a_day_that_took_some_reading_is_read_back(
    stage: Stage, said: str, day: str, read_back: str
) -> None:
    (draft,) = read(stage, f"Name,Channel,Since\nA,CINVOICE,{said}\n").drafts
    assert str(draft.started) == day
    assert draft.readings == ((f"Since: “{said}” read as {read_back}",) if read_back else ())


def test_a_stage_may_have_the_name_that_lists_give_it(stage: Stage) -> None:
    text = "Name,Channel,Stage\nA,CINVOICE,Live\nB,CINVOICE,PoC\nC,CINVOICE,Pilot phase\n"
    drafts = read(stage, text).drafts
    assert [draft.stage for draft in drafts] == ["sg.st4", "sg.st2", "sg.st3"]
    assert drafts[0].readings == ("Stage: “Live” read as Production",)


def test_a_column_that_keeps_every_row_out_is_named(stage: Stage) -> None:
    lines = "".join(f"P{n},CINVOICE,on track,Ben\n" for n in range(4))
    assert read(stage, "Name,Channel,Status,Owner\n" + lines).astray == ("Status",)
    assert read(stage, "Name,Channel,Status,Owner\nA,CINVOICE,on track,Ben\n").astray == ()


def test_channel_and_playbook_given_for_all_fill_the_gaps(stage: Stage) -> None:
    (draft,) = read(stage, "Name,x\nA,y\n", room="CLEADERSHIP", playbook="default").drafts
    assert (draft.room, draft.playbook) == ("CLEADERSHIP", "default")


# Twice


def test_the_same_list_twice_changes_nothing(stage: Stage) -> None:
    text = FIRST.format(**USUAL)
    (first,) = brought(stage, text)
    seq = pilot_of(stage, first.pilot).seq
    (second,) = brought(stage, text)
    assert second.what == "same"
    assert pilot_of(stage, first.pilot).seq == seq


def test_what_the_list_changed_is_followed_where_nobody_did(stage: Stage) -> None:
    (first,) = brought(stage, FIRST.format(**USUAL))
    changed = USUAL | {"owner": "Tom Reed", "stage": "Production", "since": "2026-11-01"}
    (second,) = brought(stage, FIRST.format(**changed))
    assert second.what == "changed"
    pilot = pilot_of(stage, first.pilot)
    assert pilot.stage == "sg.st4"
    assert [gate.gate for gate in pilot.passed] == ["sg.g1", "sg.g2", "sg.g3"]
    (third,) = brought(stage, FIRST.format(**changed))
    assert third.what == "same"


async def test_what_a_person_changed_stays_and_is_said(stage: Stage) -> None:
    (first,) = brought(stage, FIRST.format(**USUAL))
    await stage.hear("Priya", "", Press("rename", first.pilot, {"name": "Alpha two"}, form=True))
    ref = f"{first.pilot}|q.owner|0"
    await stage.hear("Priya", "", Press("answer", ref, {"value": "UANNA"}, form=True))
    again = brought(stage, FIRST.format(**USUAL))
    assert again[0].what in ("same", "left")
    changed = FIRST.format(**USUAL | {"owner": "Tom Reed"})
    (outcome,) = brought(stage, changed)
    assert "Who will run this once it is live? One person, please." in outcome.left
    pilot = pilot_of(stage, first.pilot)
    assert pilot.name == "Alpha two"
    assert in_words(pilot.current["q.owner"].value, str) != "Tom Reed"  # type: ignore[arg-type]


async def test_a_pilot_of_that_name_from_the_chat_is_left_alone(stage: Stage) -> None:
    await stage.say("Anna", "invoice-pilot", "/gate start")
    await stage.fill("Anna", {"Name": "alpha", "Purpose": "Something"})
    (outcome,) = brought(stage, FIRST.format(**USUAL))
    assert outcome.what == "left"
    assert outcome.left == ("a pilot of this name was started in the chat",)


async def test_what_was_closed_or_taken_back_is_left_alone(stage: Stage) -> None:
    (first,) = brought(stage, FIRST.format(**USUAL))
    await stage.hear("Priya", "", Press("close", first.pilot, {"reason": "Over now"}, form=True))
    (again,) = brought(stage, FIRST.format(**USUAL | {"owner": "Tom Reed"}))
    assert again.left == ("it was closed",)


def test_looking_writes_nothing_and_tells_the_same(stage: Stage) -> None:
    (draft,) = read(stage, FIRST.format(**USUAL)).drafts

    def look(talk: Talk) -> Outcome:
        return compare(talk, draft, only_look=True)[2]

    seen = stage.desk.see(heard(stage), look).result()
    assert seen == kept(stage, draft)


def test_an_id_depends_on_tenant_and_key_alone() -> None:
    assert id_of("a", "id:1") == id_of("a", "id:1")
    assert len({id_of("a", "id:1"), id_of("b", "id:1"), id_of("a", "name:1")}) == 3


def test_a_renamed_row_is_found_again_by_its_id(stage: Stage) -> None:
    (first,) = brought(stage, "ID,Name,Channel\n7,Alpha,CINVOICE\n")
    (second,) = brought(stage, "ID,Name,Channel\n7,Beta,CINVOICE\n")
    assert (second.what, second.pilot) == ("changed", first.pilot)
    assert pilot_of(stage, first.pilot).name == "Beta"


def test_a_list_without_stages_leaves_pilots_where_they_are(stage: Stage) -> None:
    (first,) = brought(stage, FIRST.format(**USUAL))
    (second,) = brought(stage, "Name,Channel,Owner\nAlpha,CINVOICE,Ben\n")
    assert (second.what, second.left) == ("same", ())
    assert pilot_of(stage, first.pilot).stage == "sg.st3"


def test_a_list_that_is_given_ids_later_makes_no_doubles(stage: Stage) -> None:
    (first,) = brought(stage, "Name,Channel\nAlpha,CINVOICE\n")
    (second,) = brought(stage, "ID,Name,Channel,Owner\nAI-1,Alpha,CINVOICE,Ben\n")
    assert (second.what, second.pilot) == ("changed", first.pilot)


GATES = "Name,Channel,Stage,Gate 1 by,Gate 1 on,Gate 1 link\nAlpha,CINVOICE,Pilot,{},{},{}\n"


async def test_what_a_list_says_later_of_a_gate_is_followed(stage: Stage) -> None:
    (first,) = brought(stage, GATES.format("", "", ""))
    (second,) = brought(stage, GATES.format("Tom Reed", "2026-08-01", ""))
    assert second.what == "changed"
    gates = {one.gate: one for one in pilot_of(stage, first.pilot).passed}
    told = gates["sg.g1"]
    assert (name_of(stage)(told.by), told.at.isoformat()) == ("Tom Reed", "2026-08-01")
    assert brought(stage, GATES.format("Tom Reed", "2026-08-01", ""))[0].what == "same"
    assert brought(stage, GATES.format("", "", ""))[0].what == "same"
    said = {"by": "UANNA", "at": "2026-07-01", "link": "", "was": "passed"}
    await stage.hear("Priya", "", Press("passed", f"{first.pilot}|sg.g1", said, form=True))
    (third,) = brought(stage, GATES.format("Tom Reed", "2026-08-02", ""))
    assert (third.what, third.left) == ("left", ("Gate 1",))


# People are told once


async def test_each_person_gets_one_message_for_all_pilots(stage: Stage) -> None:
    lines = "".join(f"P{n},CINVOICE,Ben Okafor,Maria Lopez\n" for n in range(20))
    outcomes = brought(stage, "Name,Channel,Owner,Sponsor\n" + lines)
    found = told_everybody(stage, outcomes)
    await stage.deliver()
    assert len(found) == 2
    for name in ("Ben", "Maria"):
        (message,) = [text for text in stage.screen(name).fresh if "brought" in text]
        assert "Priya Nair brought 20 pilots here in which you have a part." in message
    assert told_everybody(stage, outcomes) == {}
    await stage.press("Ben", "Yes or no")
    assert "Priya Nair names you as the accountable owner of P" in stage.read("Ben")
    await stage.press("Ben", "Accept")
    states = [acceptance(pilot_of(stage, one.pilot), "q.owner") for one in outcomes]
    assert [one.state for one in states if one].count("accepted") == 1


async def test_what_waits_for_somebody_lists_what_they_are_named_for(stage: Stage) -> None:
    brought(stage, FIRST.format(**USUAL))
    await stage.say("Ben", "", "/gate status me")
    assert "Alpha: you are named as the accountable owner" in stage.read("Ben")


async def test_the_history_tells_what_a_list_brought(stage: Stage) -> None:
    (first,) = brought(stage, FIRST.format(**USUAL))
    changed = USUAL | {"owner": "Tom Reed", "stage": "Production", "since": "2026-11-01"}
    brought(stage, FIRST.format(**changed))
    await stage.hear("Priya", "", Press("history", f"{first.pilot}|0"))
    said = stage.read("Priya")
    assert "(from a list)" in said
    assert "put it in the stage Production since 2026-11-01, by a list" in said
    assert {"described", "placed"} <= set(TELLING) | UNTOLD


def test_what_a_cell_holds_cannot_command_a_terminal(stage: Stage) -> None:
    padding = "".join(f"Pilot {n},invoice-pilot,\n" for n in range(20))
    found = read(
        stage, 'Name,Chan\x1b[2Jnel,Owner\nA,"\x1b[31mnowhere",x\n' + padding, {"B": "room"}
    )
    assert all(str(problem).isprintable() for problem in found.problems)
    assert found.problems
