"""`/gate digest`: one form that sets it up, changes it, shows it, pauses it and stops it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import available_timezones

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    InputField,
    Note,
    Option,
    Para,
    Said,
    TextField,
    Title,
    card,
    line,
)
from handlers.digests.composing import whole
from handlers.digests.gathering import Kept, gather, rows_of, untold
from handlers.digests.making import frame_of, stage
from handlers.digests.ordering import DigestOrder
from handlers.digests.pausing import why_not
from handlers.digests.when import next_time
from handlers.errors import NotAllowed, Rejected, Stale
from handlers.heard import Open, Press, Reply, Show
from handlers.rights import MANAGE, allowed, holders, pilot_roles
from handlers.talk import Talk, zone
from knowledge.values import day as in_words
from storage.pilots import summary
from storage.scheduling import manners, schedules
from storage.scheduling.schedules import Schedule
from storage.tenant import people, rooms

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CHOICES = 100  # options that a list takes on every platform
TIME = re.compile(r"([01]?\d|2[0-3])(?:[:.h]([0-5]\d))?\s*(am|pm)?", re.IGNORECASE)
DIGEST = "set up a channel's digest"  # who may manage a pilot may do that
SCOPES = ("here", "chosen", "portfolio")


def digest(talk: Talk, argument: str) -> Reply:
    """Open the form for the conversation that this was said in."""
    address = _address(talk)
    _may(talk, address)
    return Open(_form(talk, address, schedules.get(talk.tx, talk.tenant, address)))


def _address(talk: Talk) -> str:
    where = talk.heard.where
    return talk.who.user if where.direct else where.conversation


def _may(talk: Talk, address: str, scope: str = "here") -> None:
    """Go on only where the person may speak for the address; raises NotAllowed."""
    if "guest" in talk.tenant_roles:
        raise NotAllowed(DIGEST, holders(MANAGE))
    if address == talk.who.user:
        return
    if _reader(talk, address) is not None or not _known(talk, address):
        raise NotAllowed(DIGEST, holders(MANAGE))
    if allowed(talk.tenant_roles, MANAGE):
        return
    rows = summary.in_room(talk.tx, talk.tenant, address) if scope != "portfolio" else ()
    if not any(allowed(pilot_roles(talk.seen(row.pilot), talk.who.id), MANAGE) for row in rows):
        raise NotAllowed(DIGEST, holders(MANAGE))


def _known(talk: Talk, address: str) -> bool:
    where = talk.heard.where
    here = not where.direct and where.conversation == address
    return here or rooms.get(talk.tx, talk.tenant, address) is not None


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
                "tz", "Time zone", hint="Europe/Berlin", value=now.tz if now else _zone(talk)
            ),
            ChoiceField("do", "And now", _acts(now), value="keep"),
        ),
        verb="digest",
        ref=address,
        submit="Go",
    )


def _zone(talk: Talk) -> str:
    return _zone_named(talk.who.tz) or "UTC"


def _intro(talk: Talk, now: Schedule | None) -> tuple[Block, ...]:
    if now is None:
        said = "What changed, what is missing and who can fix it, once a week."
        return (Note(line(said)),)
    return (Note(_state(talk, now)),)


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
    known = summary.names(talk.tx, talk.tenant, _common(talk, address), limit=CHOICES)
    pilots = tuple(Option(pilot, name) for pilot, name in known if name)
    chosen = ",".join(now.pilots) if now else ""
    fields: list[InputField] = [ChoiceField("scope", "Of what?", options, value=value)]
    if pilots:
        fields.append(
            ChoiceField("pilots", "Which pilots?", pilots, value=chosen, many=True, optional=True)
        )
    return tuple(fields)


def _common(talk: Talk, address: str) -> summary.Sight:
    """See only what both the person and the address see: nothing leaks through a list."""
    if address == talk.who.user:
        return talk.sight
    return summary.Sight(False, frozenset({address}), "", False)


def _acts(now: Schedule | None) -> tuple[Option, ...]:
    keep = Option("keep", "Post it every week" if now is None else "Keep these settings")
    show = Option("show", "Only show me a preview")
    if now is None:
        return (keep, show)
    turn = Option("resume", "Let it go on") if now.state == "paused" else Option("pause", "Pause")
    return (keep, show, turn, Option("stop", "Stop it"))


def sent(talk: Talk, press: Press) -> Reply:
    """Take the form, or open it again from a digest's button."""
    address = press.ref or _address(talk)
    if not press.values:
        _may(talk, address)
        return Open(_form(talk, address, schedules.get(talk.tx, talk.tenant, address)))
    match press.values.get("do", "keep"):
        case "pause" | "resume" | "stop" as act:
            return _turned(talk, address, act)
        case act:
            wanted = _wanted(talk, address, press)
            if act == "show":
                return Show(preview(talk, wanted))
            return Show(_keep(talk, wanted, press.values.get("tz", "")))


def _wanted(talk: Talk, address: str, press: Press) -> Schedule:
    """Read the fields; complaints come all at once; raises Rejected."""
    values, errors = press.values, dict[str, str]()
    scope = values.get("scope", "here")
    pilots = tuple(one for one in values.get("pilots", "").split(",") if one)
    sight = _common(talk, address)
    if scope not in SCOPES or (scope == "here" and address == talk.who.user):
        errors["scope"] = "Choose what it is about."
    if scope == "chosen":
        seen = [one for one in pilots if summary.visible(talk.tx, talk.tenant, sight, one)]
        if not seen:
            errors["pilots"] = "Choose at least one pilot."
        pilots = tuple(seen)
    weekday = values.get("weekday", "")
    if weekday not in {str(number) for number in range(7)}:
        errors["weekday"] = "Choose a day of the week."
    at = _time(values.get("at", ""))
    if not at:
        errors["at"] = "Please give a time such as 09:00."
    if errors:
        raise Rejected(errors)
    _may(talk, address, scope)
    tz = _zone_named(values.get("tz", "")) if values.get("tz", "").strip() else _zone(talk)
    old = schedules.lock(talk.tx, talk.tenant, address)
    return Schedule(
        tenant=talk.tenant,
        address=address,
        platform=talk.heard.where.platform,
        scope=scope,
        pilots=pilots if scope == "chosen" else (),
        weekday=int(weekday),
        at=at,
        tz=tz or "UTC",
        owner=talk.who.id,
        state="on",
        reason="",
        next_at=talk.now,
        week=old.week if old else "",
        last_at=old.last_at if old else None,
        changed_at=old.changed_at if old else None,
    )


def _time(said: str) -> str:
    found = TIME.fullmatch(said.strip())
    if found is None:
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02d}:{minute:02d}"


def _zone_named(said: str) -> str:
    """Find a zone by its name or its city, in large or small letters; empty: there is none."""
    return _zones().get(" ".join(said.replace("_", " ").casefold().split()), "")


@cache
def _zones() -> dict[str, str]:
    names = sorted(available_timezones())
    # GMT+1 is an hour behind there, and ahead wherever people write it.
    cities = [name for name in names if "/" in name and not name.startswith("Etc/")]
    ends = Counter(map(_city, cities))
    found = {_city(name): name for name in cities if ends[_city(name)] == 1}
    return found | {name.replace("_", " ").casefold(): name for name in names}


def _city(name: str) -> str:
    return name.rpartition("/")[2].replace("_", " ").casefold()


def _keep(talk: Talk, wanted: Schedule, said_zone: str) -> Card:
    """Write a schedule down; the week that had its digest does not get a second one."""
    hindered = why_not(talk.tx, talk.tenant, wanted.address, _reader(talk, wanted.address))
    if hindered:
        raise Stale(f"No digest can be posted here: {hindered}.")
    kept = replace(wanted, next_at=_next(wanted, talk.now))
    schedules.put(talk.tx, kept)
    warned = said_zone.strip() and not _zone_named(said_zone)
    unknown = f"I do not know the time zone “{said_zone.strip()[:40]}”, so I use UTC."
    return card(
        Para(line(Bold("Kept. "), *_state(talk, kept))),
        *((Note(line(unknown)),) if warned else ()),
        _ways(kept),
    )


def _next(schedule: Schedule, now: datetime) -> datetime:
    s = schedule
    return next_time(s.weekday, s.at, s.tz, now, but=s.week)


def _state(talk: Talk, schedule: Schedule) -> tuple[Bold | Said, ...]:
    """Say what runs, when it comes next, or why it does not."""
    every = f"Every {DAYS[schedule.weekday]} at {schedule.at} ({schedule.tz})"
    if schedule.state == "paused":
        return (Said(f"{every}; paused: {schedule.reason or 'by hand'}."),)
    day = in_words(schedule.next_at.astimezone(zone(schedule.tz)).date())
    return (Said(f"{every}; next on {day}."),)


def _ways(schedule: Schedule) -> Buttons:
    ref = schedule.address
    turn = (
        ("Let it go on", "digest resume") if schedule.state != "on" else ("Pause", "digest pause")
    )
    return Buttons(
        (
            Button("Preview", "digest show", ref),
            Button("Change", "digest", ref),
            Button(*turn, ref),
            Button("Stop", "digest stop", ref),
        )
    )


def turned(talk: Talk, press: Press) -> Reply:
    """Pause a digest, let it go on or stop it, by button."""
    return _turned(talk, press.ref or _address(talk), press.verb.removeprefix("digest "))


def _turned(talk: Talk, address: str, act: str) -> Reply:
    schedule = schedules.lock(talk.tx, talk.tenant, address)
    if schedule is None or (schedule.owner != talk.who.id or not talk.who.id):
        _may(talk, address)
    if schedule is None or schedule.state == "stopped":
        raise Stale("There is no digest here.")
    if act == "resume":
        return Show(_resumed(talk, schedule))
    state, reason = ("paused", "by hand") if act == "pause" else ("stopped", "")
    changed = replace(schedule, state=state, reason=reason)  # type: ignore[arg-type]  # one of its states
    schedules.put(talk.tx, changed)
    if act == "pause":
        return Show(
            card(
                Para(line(Bold("Paused."), " Nothing is posted until it goes on.")), _ways(changed)
            )
        )
    again = Button("Set it up again", "digest", address)
    return Show(card(Para(line(Bold("Stopped."), " No digest is posted here.")), Buttons((again,))))


def _resumed(talk: Talk, schedule: Schedule) -> Card:
    hindered = why_not(talk.tx, talk.tenant, schedule.address, _reader(talk, schedule.address))
    if hindered:
        raise Stale(f"It stays paused: {hindered}.")
    running = replace(schedule, state="on", reason="", next_at=_next(schedule, talk.now))
    schedules.put(talk.tx, running)
    return card(Para(line(Bold("It goes on. "), *_state(talk, running))), _ways(running))


def _reader(talk: Talk, address: str) -> people.Person | None:
    return people.by_user(talk.tx, talk.tenant, address)


def shown(talk: Talk, press: Press) -> Reply:
    """Show what a digest would say now, to one person; the week is not used up."""
    address = press.ref or _address(talk)
    schedule = schedules.get(talk.tx, talk.tenant, address)
    if schedule is None:
        raise Stale("There is no digest here.")
    if address != talk.heard.where.conversation:
        _may(talk, address)
    return Show(preview(talk, schedule))


def preview(talk: Talk, schedule: Schedule) -> Card:
    """Make the first message of a digest as its address would read it."""
    s = schedule
    reader = _reader(talk, s.address)
    there = stage(talk.tx, talk.library, talk.tenant, s.address, reader, s.tz, talk.now)
    order = DigestOrder(
        scope=s.scope, pilots=s.pilots, tz=s.tz, now=talk.now, due=talk.now, since=s.last_at
    )
    rows = rows_of(there, s.scope, s.pilots)
    told = gather(there, rows, s.last_at, s.tz, Kept())
    frame = frame_of(order, s.platform, reader is not None, untold(there, s.scope, rows))
    first, *more = whole(frame, told)
    note = [Note(line("A preview, for you alone; the weekly one still comes."))]
    if more:
        follow = "1 more message follows" if len(more) == 1 else f"{len(more)} more messages follow"
        note.append(Note(line(f"{follow} it.")))
    return (
        card(Title(first.blocks[0].text), *note, *first.blocks[1:])
        if isinstance(first.blocks[0], Title)
        else card(*note, *first.blocks)
    )


def unnamed(talk: Talk, press: Press) -> Reply:
    """Keep somebody's name out of every digest of a channel."""
    manner = manners.get(talk.tx, talk.tenant, talk.who.id, talk.now)
    manners.put(talk.tx, talk.tenant, replace(manner, unnamed=True))
    said = "No digest names you from now on. You are still asked in private."
    return Show(card(Para(line(Bold("Noted. "), said))))
