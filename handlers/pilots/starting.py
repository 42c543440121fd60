"""Start a pilot: one form, then the first question, and a day to take it back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    ChannelField,
    ChoiceField,
    DateField,
    Form,
    InputField,
    Note,
    Option,
    Para,
    PersonField,
    Row,
    Said,
    TextField,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import NotAllowed, Rejected, Stale
from handlers.fields import past_day, pilot_name, words
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.sitting import begin, invite_others
from handlers.pilots.pilot import Passed, Pilot
from handlers.pilots.reckoning import gate_label
from handlers.pilots.stages import FIRST, chosen, offered, rebuilt
from handlers.rights import MANAGE, START, allowed, holders
from handlers.talk import Talk
from handlers.views.marks import gate_mark
from knowledge.model import Playbook
from knowledge.values import Person, to_data
from storage.ids import pilot_id
from storage.pilots import summary
from storage.tenant import rooms
from storage.tenant.rooms import Room

T = TypeVar("T")

TEAM = ("technical", "data", "process", "risk")  # the roles that questions speak of
PLAYBOOK = "stage-gate"
UNDO = timedelta(days=1)
NAME, PURPOSE = 80, 200  # characters
NAMING = "Name people where you can: each is asked only what they know, you the rest."


def start(talk: Talk, argument: str) -> Reply:
    """Open the form; a name typed behind the command is filled in."""
    _may_start(talk)
    return Open(_form(talk, argument.strip()[:NAME]))


def _may_start(talk: Talk) -> None:
    if not allowed(talk.tenant_roles, START):
        raise NotAllowed(START, holders(START))


def _form(talk: Talk, name: str, room: str = "") -> Form:
    """Ask for a pilot; the channel is the one asked about, wherever the answer was read."""
    playbooks = talk.library.playbooks.values()
    here = room if talk.heard.where.direct else talk.heard.where.conversation
    team: list[InputField] = [
        PersonField(role, talk.library.role(role).label, optional=True) for role in TEAM
    ]
    return Form(
        title="Start a pilot",
        intro=(
            Note(line("Only the first three are needed.")),
            Note(line(NAMING)),
            *(Note(told) for told in (rebuilt(talk.library),) if told),
        ),
        fields=(
            TextField("name", "Name", hint="Invoice matching", value=name, limit=NAME),
            TextField(
                "purpose",
                "Purpose, in one sentence",
                hint="Match incoming invoices to orders without typing",
                limit=PURPOSE,
            ),
            ChannelField("room", "Channel", value=here),
            PersonField("sponsor", "Business sponsor", optional=True),
            PersonField("owner", "Accountable owner once it is live", optional=True),
            *team,
            PersonField("member", "Others in the team", many=True, optional=True),
            ChoiceField(
                "playbook",
                "Playbook",
                tuple(Option(p.id, p.title) for p in playbooks),
                value=PLAYBOOK,
            ),
            ChoiceField(
                "stage",
                "The stage it is in today",
                offered(talk.library, PLAYBOOK),
                value=FIRST.value,
            ),
            DateField("started", "In this stage since", value=talk.today.isoformat()),
        ),
        verb="start",
        submit="Start",
    )


def started(talk: Talk, press: Press) -> Reply:
    """Take the form: write the pilot down, tell the channel, ask the first question in private."""
    _may_start(talk)
    if not press.values:
        return Open(_form(talk, "", press.ref))
    said = _checked(talk, press)
    pilot = Pilot(id=pilot_id())
    pilot = talk.write(pilot, ("started", said["pilot"]), *said["answers"])
    pilot = invite_others(talk, pilot)
    talk.post(pilot.room, _announcement(talk, pilot), f"started:{pilot.id}", lane="notice")
    opening: list[Block] = [
        Row(
            line("Started: ", Bold(pilot.name)),
            Button("Undo start", "undo start", pilot.id, confirm=f"Take {pilot.name} back?"),
        ),
        *passed_rows(talk, pilot),
    ]
    return Show(begin(talk, pilot, opening))


def passed_rows(talk: Talk, pilot: Pilot) -> list[Block]:
    """Offer to say who passed each gate before Gatepost, when, and where that is written."""
    return [
        Row(
            line(f"{gate_label(talk.library, pilot, gate.gate)}: {_was(gate)}."),
            Button("Say who and when", "passed", f"{pilot.id}|{gate.gate}"),
        )
        for gate in pilot.passed
        if gate.before
    ]


def _was(gate: Passed) -> str:
    return "left out" if gate.left_out else "passed before Gatepost"


def _checked(talk: Talk, press: Press) -> dict[str, Any]:
    """Check every field and gather all complaints at once; raises Rejected."""
    values = press.values
    errors: dict[str, str] = {}
    name = _take(errors, lambda: free_name(talk, values.get("name", "")), "")
    purpose = _take(errors, lambda: words(values.get("purpose", ""), "purpose", PURPOSE), "")
    room = rooms.get(talk.tx, talk.tenant, values.get("room", ""))
    if room is None or not may_live_in(talk, room):
        errors["room"] = "Choose a channel that I am in. Invite me there first if it is private."
    playbook = talk.library.playbooks.get(values.get("playbook", "") or PLAYBOOK)
    if playbook is None:
        errors["playbook"] = "Choose a playbook."
    wanted = values.get("stage", "")
    stage = _take(errors, lambda: _stage_in(talk, playbook, wanted), "") if playbook else ""
    today = talk.today
    day = values.get("started", "") or today.isoformat()
    since = _take(errors, lambda: past_day(day, "started", today), today)
    people = _people(talk, press, errors)
    if errors or playbook is None or room is None:
        raise Rejected(errors)
    told = {
        "name": name,
        "purpose": purpose,
        "room": room.id,
        "playbook": playbook.id,
        "stage": stage,
        "started": since.isoformat(),
        "team": [(p, role) for role in (*TEAM, "member") for p in people.get(role, ())],
        "passed": _passed(talk, playbook, stage),
    }
    named = [
        ("answered", {"question": f"q.{role}", "value": to_data(Person(people[role][0]))})
        for role in ("sponsor", "owner")
        if people.get(role)
    ]
    return {"pilot": told, "answers": named}


def free_name(talk: Talk, said: str, but: str = "") -> str:
    """Read a name that no other pilot bears, of those that the person sees; raises Rejected."""
    found = pilot_name(said, NAME)
    same = summary.named(talk.tx, talk.tenant, talk.sight, found)
    if any(row.pilot != but for row in same):
        raise Rejected({"name": "There is a pilot of this name already. Choose another name."})
    return found


def may_live_in(talk: Talk, room: Room) -> bool:
    """Tell whether the person may bring a pilot into a channel: a private one must be theirs."""
    return not room.archived and (not room.private or room.id in talk.sight.rooms)


def _take(errors: dict[str, str], read: Callable[[], T], otherwise: T) -> T:
    """Read a field; a complaint joins the others, so that all come at once."""
    try:
        return read()
    except Rejected as wrong:
        errors.update(wrong.errors)
        return otherwise


def _people(talk: Talk, press: Press, errors: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for role in ("sponsor", "owner", *TEAM, "member"):
        users = [user for user in press.values.get(role, "").split(",") if user]
        try:
            found[role] = tuple(Names(talk).one_of_us(user, role).id for user in users)
        except Rejected as wrong:
            errors.update(wrong.errors)
    return found


def _stage_in(talk: Talk, playbook: Playbook, wanted: str) -> str:
    return chosen(talk.library, PLAYBOOK, playbook, wanted).id


def _passed(talk: Talk, playbook: Playbook, stage: str) -> list[dict[str, str]]:
    order = playbook.stage(stage).order
    at = talk.today.isoformat()
    return [
        {"gate": earlier.gate.id, "by": talk.who.id, "at": at, "link": ""}
        for earlier in playbook.stages
        if earlier.order < order
    ]


def _announcement(talk: Talk, pilot: Pilot) -> Card:
    stage = talk.library.playbook(pilot.playbook).stage(pilot.stage)
    mark = f" ({mark})" if (mark := gate_mark(stage.gate)) else ""
    return card(
        Para(
            line(
                Said(talk.who.name),
                " started ",
                Bold(pilot.name),
                f" here. It is in {stage.label} and heads for {stage.gate.label}{mark}.",
            )
        ),
        Note(line(Said(pilot.purpose))),
        Note(
            line("I ask the team in private, a few questions each. /gate status shows where it is.")
        ),
        Buttons((Button("Status", "status", pilot.id),)),
    )


def undo_start(talk: Talk, press: Press) -> Reply:
    """Take a start back, within a day; what was said stays in the journal."""
    pilot = talk.held(press.ref)
    talk.need(pilot, MANAGE)
    if talk.now - pilot.born > UNDO:
        raise Stale("A start can be undone for a day. Close the pilot instead: /gate close.")
    talk.write(pilot, ("start undone", {}))
    said = card(Para(line(Bold(pilot.name), " was taken back by ", Said(talk.who.name), ".")))
    talk.post(pilot.room, said, f"unstarted:{pilot.id}", lane="notice")
    return Show(
        card(Para(line(f"Taken back: {pilot.name}. Nobody is asked about it any more."))),
        replace=True,
    )
