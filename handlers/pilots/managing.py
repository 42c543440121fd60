"""Change what a pilot is called, where it lives and whether it is open."""

from __future__ import annotations

from handlers import fields
from handlers.cards import (
    Bold,
    Button,
    Buttons,
    ChannelField,
    ChoiceField,
    DateField,
    Form,
    Option,
    Para,
    PersonField,
    Row,
    Said,
    TextField,
    Title,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import Rejected, Stale
from handlers.heard import Open, Press, Reply, Show
from handlers.interview.sitting import invite_others
from handlers.people.apart.asking import LABEL
from handlers.pilots.finding import meant
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_label
from handlers.pilots.starting import NAME, free_name, may_live_in, passed_rows
from handlers.rights import MANAGE
from handlers.talk import Talk
from storage.tenant import rooms

WAS = (Option("passed", "It was passed"), Option("left out", "It was left out: nobody decided"))


def _form(talk: Talk, pilot: Pilot, verb: str) -> Form:
    """Make the form behind each of the changes."""
    talk.need(pilot, MANAGE)
    ref = pilot.id
    match verb:
        case "rename":
            field = TextField("name", "New name", value=pilot.name, limit=NAME)
            return Form("Rename the pilot", (field,), verb, ref, submit="Rename")
        case "move":
            return Form(
                "Move the pilot",
                (ChannelField("room", "To which channel?"),),
                verb,
                ref,
                submit="Move",
            )
        case "close":
            reason = TextField("reason", "Why is it closed?", lines=2, limit=500)
            return Form("Close the pilot", (reason,), verb, ref, submit="Close")
        case _:
            roles = tuple(
                Option(r.id, r.label)
                for r in talk.library.roles.values()
                if r.id not in ("sponsor", "owner", "lead")
            )
            inputs = (PersonField("person", "Who joins?"), ChoiceField("role", "As", roles))
            return Form("Add to the team", inputs, verb, ref, submit="Add")


def open_form(talk: Talk, argument: str, verb: str) -> Reply:
    """Open the form of a change for the pilot that is meant."""
    pilot = meant(talk, argument, verb)
    return Open(_form(talk, pilot, verb))


def rename(talk: Talk, argument: str) -> Reply:
    """Rename this channel's pilot, at once where the new name stands behind the command."""
    pilot = meant(talk, "", "rename")
    talk.need(pilot, MANAGE)
    if not argument.strip():
        return Open(_form(talk, pilot, "rename"))
    return _rename(talk, talk.held(pilot.id), argument)


def changed(talk: Talk, press: Press) -> Reply:
    """Take the form of a change."""
    pilot = talk.held(press.ref)
    talk.need(pilot, MANAGE)
    values = press.values
    if not values:
        return Open(_form(talk, pilot, press.verb))
    match press.verb:
        case "rename":
            return _rename(talk, pilot, values.get("name", ""))
        case "move":
            return _move(talk, pilot, values.get("room", ""))
        case "close":
            return _close(talk, pilot, values.get("reason", ""))
        case _:
            talk.held_open(pilot.id)
            return _join(talk, pilot, values.get("person", ""), values.get("role", ""))


def _rename(talk: Talk, pilot: Pilot, said: str) -> Reply:
    name = free_name(talk, said, pilot.id)
    talk.write(pilot, ("renamed", {"name": name}))
    return Show(card(Para(line("Renamed: ", Said(pilot.name), " is now ", Bold(name), "."))))


def _move(talk: Talk, pilot: Pilot, room_id: str) -> Reply:
    room = rooms.get(talk.tx, talk.tenant, room_id)
    if room is None or not may_live_in(talk, room):
        raise Rejected({"room": "Choose a channel that I am in. Invite me there first."})
    after = talk.write(pilot, ("moved", {"room": room.id}))
    said = card(Para(line(Bold(pilot.name), " moved to this channel.")))
    talk.post(room.id, said, f"moved:{pilot.id}:{after.seq}", lane="notice")
    return Show(card(Para(line(Bold(pilot.name), " now lives in ", Said(f"#{room.name}"), "."))))


def _close(talk: Talk, pilot: Pilot, reason: str) -> Reply:
    if pilot.closed is not None:
        raise Stale(f"{pilot.name} is closed already.")
    why = fields.words(reason, "reason", 500, least=3)
    talk.write(pilot, ("closed", {"reason": why}))
    return Show(
        card(
            Para(line("Closed: ", Bold(pilot.name), ". Its answers are kept.")),
            Buttons((Button("Open it again", "reopen", pilot.id),)),
        )
    )


def _join(talk: Talk, pilot: Pilot, user: str, role: str) -> Reply:
    person = Names(talk).one_of_us(user, "person")
    if role not in talk.library.roles:
        raise Rejected({"role": "Choose a role."})
    pilot = talk.write(pilot, ("joined", {"person": person.id, "role": role}))
    invite_others(talk, pilot)
    label = talk.library.role(role).label
    return Show(card(Para(line(Bold(person.name), f" joined {pilot.name} as {label}."))))


def reopen(talk: Talk, argument: str) -> Reply:
    """Open a closed pilot again."""
    return _reopen(talk, talk.held(meant(talk, argument, "reopen").id))


def reopened(talk: Talk, press: Press) -> Reply:
    """Open it again by its button."""
    return _reopen(talk, talk.held(press.ref))


def _reopen(talk: Talk, pilot: Pilot) -> Reply:
    talk.need(pilot, MANAGE)
    if pilot.closed is None:
        raise Stale(f"{pilot.name} is open.")
    talk.write(pilot, ("reopened", {}))
    return Show(
        card(
            Para(line("Open again: ", Bold(pilot.name), ".")),
            Buttons((Button("Status", "status", pilot.id),)),
        )
    )


def manage(talk: Talk, press: Press) -> Reply:
    """Offer all changes of a pilot in one place."""
    pilot = talk.seen(press.ref)
    talk.need(pilot, MANAGE)
    state = ("Open it again", "reopen") if pilot.closed is not None else ("Close", "close")
    book = Button("Change the playbook", "playbook", pilot.id)
    change = (book,) if pilot.closed is None else ()
    buttons = (
        Button("Rename", "rename", pilot.id),
        Button("Move", "move", pilot.id),
        Button("Add to the team", "join", pilot.id),
        Button("Overlays", "overlays", pilot.id),
        *change,
        *((Button(LABEL, "ask apart", pilot.id),) if pilot.closed is None else ()),
        Button(*state, pilot.id),
    )
    return Show(card(Title(f"Manage {pilot.name}"), *passed_rows(talk, pilot), Buttons(buttons)))


def passed(talk: Talk, press: Press) -> Reply:
    """Take down who passed an earlier gate, when, and where it is written."""
    pilot_id, _, gate_id = press.ref.partition("|")
    pilot = talk.held(pilot_id)
    talk.need(pilot, MANAGE)
    if gate_id not in {gate.gate for gate in pilot.passed if gate.before}:
        raise Stale()
    label = gate_label(talk.library, pilot, gate_id)
    if not press.values:
        inputs = (
            ChoiceField("was", "What happened?", WAS, value="passed"),
            PersonField("by", "Who decided?", optional=True),
            DateField("at", "When?", optional=True),
            TextField("link", "Link to the record", hint="https://", limit=500, optional=True),
        )
        return Open(Form(f"{label}, before Gatepost"[:24], inputs, "passed", press.ref))
    if press.values.get("was") == "left out":
        return _left_out(talk, pilot, gate_id, label)
    by = Names(talk).one_of_us(press.values.get("by", ""), "by")
    at = fields.past_day(press.values.get("at", ""), "at", talk.today)
    typed = press.values.get("link", "")
    link = fields.words(typed, "link", 500) if typed.strip() else ""
    if link and not link.startswith(("https://", "http://")):
        raise Rejected({"link": "Please give a web address that starts with https://"})
    told = {"gate": gate_id, "by": by.id, "at": at.isoformat(), "link": link}
    talk.write(pilot, ("passed", told))
    said = f"{label}: passed on {at.isoformat()}, decided by {by.name}."
    return Show(card(Para(line("Kept. ", said))))


def _left_out(talk: Talk, pilot: Pilot, gate_id: str, label: str) -> Reply:
    """Note that nobody decided at a gate: the stage was skipped, which is a flag from now on."""
    told = {"gate": gate_id, "by": talk.who.id, "at": talk.today.isoformat(), "link": ""}
    talk.write(pilot, ("passed", {**told, "left_out": True}))
    return Show(
        card(
            Row(
                line(f"Kept. {label} was left out; /gate flags shows it until somebody decided."),
                Button("Say who and when", "passed", f"{pilot.id}|{gate_id}"),
            )
        )
    )
