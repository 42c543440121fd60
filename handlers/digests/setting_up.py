"""`/gate digest`: one form that sets it up, changes it, shows it, pauses it and stops it."""

from __future__ import annotations

from dataclasses import replace

from handlers.cards import (
    Block,
    Bold,
    ChoiceField,
    Form,
    InputField,
    Note,
    Option,
    Para,
    TextField,
    card,
    line,
)
from handlers.digests.addressing import common_sight, here, must_be_allowed
from handlers.digests.form_read import SCOPES, read_form
from handlers.digests.keeping import DAYS, keep, said_state, turn
from handlers.digests.previewing import preview
from handlers.digests.zones import zone_of
from handlers.heard import Open, Press, Reply, Show
from handlers.talk import Talk
from storage.pilots import summary
from storage.scheduling import manners, schedules
from storage.scheduling.schedules import Schedule

CHOICES = 100  # options that a list takes on every platform


def digest(talk: Talk, argument: str) -> Reply:
    """Open the form for the conversation that this was said in."""
    address = here(talk)
    must_be_allowed(talk, address)
    return Open(_form(talk, address, schedules.get(talk.tx, talk.tenant, address)))


def _form(talk: Talk, address: str, schedule: Schedule | None) -> Form:
    runs = schedule is not None and schedule.state != "stopped"
    now = schedule if runs and schedule is not None else None
    days = tuple(Option(str(number), day) for number, day in enumerate(DAYS))
    return Form(
        title="Weekly digest",
        intro=_intro(talk, now),
        fields=(
            *_what(talk, address, now),
            ChoiceField("weekday", "Day", days, value=str(now.weekday if now else 0)),
            TextField("at", "Time", hint="09:00", value=now.at if now else "09:00", limit=20),
            TextField(
                "tz", "Time zone", hint="Europe/Berlin", value=now.tz if now else zone_of(talk)
            ),
            ChoiceField("do", "And now", _acts(now), value="keep"),
        ),
        verb="digest",
        ref=address,
        submit="Go",
    )


def _intro(talk: Talk, now: Schedule | None) -> tuple[Block, ...]:
    if now is None:
        said = "What changed, what is missing and who can fix it, once a week."
        return (Note(line(said)),)
    return (Note(said_state(talk, now)),)


def _what(talk: Talk, address: str, now: Schedule | None) -> tuple[InputField, ...]:
    direct = address == talk.who.user
    labels = {
        "here": "The pilots of this channel",
        "chosen": "Pilots that I choose below",
        "portfolio": "All pilots that I see" if direct else "The whole portfolio",
    }
    names = tuple(scope for scope in SCOPES if not (direct and scope == "here"))
    options = tuple(Option(scope, labels[scope]) for scope in names)
    value = now.scope if now and now.scope in names else names[-1] if direct else "here"
    known = summary.names(talk.tx, talk.tenant, common_sight(talk, address), limit=CHOICES)
    pilots = tuple(Option(pilot, name) for pilot, name in known if name)
    chosen = ",".join(now.pilots) if now else ""
    fields: list[InputField] = [ChoiceField("scope", "Of what?", options, value=value)]
    if pilots:
        fields.append(
            ChoiceField("pilots", "Which pilots?", pilots, value=chosen, many=True, optional=True)
        )
    return tuple(fields)


def _acts(now: Schedule | None) -> tuple[Option, ...]:
    keep = Option("keep", "Post it every week" if now is None else "Keep these settings")
    show = Option("show", "Only show me a preview")
    if now is None:
        return (keep, show)
    other = Option("resume", "Let it go on") if now.state == "paused" else Option("pause", "Pause")
    return (keep, show, other, Option("stop", "Stop it"))


def sent(talk: Talk, press: Press) -> Reply:
    """Take the form, or open it again from a digest's button."""
    address = press.ref or here(talk)
    if not press.values:
        must_be_allowed(talk, address)
        return Open(_form(talk, address, schedules.get(talk.tx, talk.tenant, address)))
    match press.values.get("do", "keep"):
        case "pause" | "resume" | "stop" as act:
            return turn(talk, address, act)
        case act:
            wanted = read_form(talk, address, press)
            if act == "show":
                return Show(preview(talk, wanted), beside=True)
            return Show(keep(talk, wanted, press.values.get("tz", "")))


def unnamed(talk: Talk, press: Press) -> Reply:
    """Keep somebody's name out of every digest of a channel."""
    manner = manners.get(talk.tx, talk.tenant, talk.who.id, talk.now)
    manners.put(talk.tx, talk.tenant, replace(manner, unnamed=True))
    said = "No digest names you from now on. You are still asked in private."
    return Show(card(Para(line(Bold("Noted. "), said))))
