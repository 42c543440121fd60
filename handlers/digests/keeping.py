"""Keep a digest, pause it, let it go on, stop it: and say what runs when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.cards import (
    Bold,
    Button,
    Buttons,
    Card,
    Note,
    Para,
    Said,
    card,
    line,
)
from handlers.digests.addressing import here, must_be_allowed, reader_of
from handlers.digests.pausing import why_not
from handlers.digests.when import next_time
from handlers.digests.zones import zone_named
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.talk import Talk, zone
from knowledge.values import day as in_words
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def keep(talk: Talk, wanted: Schedule, said_zone: str) -> Card:
    """Write a schedule down; the week that had its digest does not get a second one."""
    hindered = why_not(talk.tx, talk.tenant, wanted.address, reader_of(talk, wanted.address))
    if hindered:
        raise Stale(f"No digest can be posted here: {hindered}.")
    kept = replace(wanted, next_at=_next(wanted, talk.now))
    schedules.put(talk.tx, kept)
    warned = said_zone.strip() and not zone_named(said_zone)
    unknown = f"I do not know the time zone “{said_zone.strip()[:40]}”, so I use UTC."
    return card(
        Para(line(Bold("Kept. "), *said_state(talk, kept))),
        *((Note(line(unknown)),) if warned else ()),
        _ways(kept),
    )


def _next(schedule: Schedule, now: datetime) -> datetime:
    s = schedule
    return next_time(s.weekday, s.at, s.tz, now, but=s.week)


def said_state(talk: Talk, schedule: Schedule) -> tuple[Bold | Said, ...]:
    """Say what runs, when it comes next, or why it does not."""
    every = f"Every {DAYS[schedule.weekday]} at {schedule.at} ({schedule.tz})"
    if schedule.state == "paused":
        return (Said(f"{every}; paused: {schedule.reason or 'by hand'}."),)
    day = in_words(schedule.next_at.astimezone(zone(schedule.tz)).date())
    return (Said(f"{every}; next on {day}."),)


def _ways(schedule: Schedule) -> Buttons:
    ref = schedule.address
    other = (
        ("Let it go on", "digest resume") if schedule.state != "on" else ("Pause", "digest pause")
    )
    return Buttons(
        (
            Button("Preview", "digest show", ref),
            Button("Change", "digest", ref),
            Button(*other, ref),
            Button("Stop", "digest stop", ref),
        )
    )


def turned(talk: Talk, press: Press) -> Reply:
    """Pause a digest, let it go on or stop it, by button."""
    return turn(talk, press.ref or here(talk), press.verb.removeprefix("digest "))


def turn(talk: Talk, address: str, act: str) -> Reply:
    """Pause, resume or stop the digest of an address: its owner may, and who may set it up."""
    schedule = schedules.lock(talk.tx, talk.tenant, address)
    if schedule is None or (schedule.owner != talk.who.id or not talk.who.id):
        must_be_allowed(talk, address)
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
    hindered = why_not(talk.tx, talk.tenant, schedule.address, reader_of(talk, schedule.address))
    if hindered:
        why = Note(line("Nothing was changed. Put that right, then let it go on."))
        return card(Para(line(Bold("It stays paused"), f": {hindered}.")), why, _ways(schedule))
    running = replace(schedule, state="on", reason="", next_at=_next(schedule, talk.now))
    schedules.put(talk.tx, running)
    return card(Para(line(Bold("It goes on. "), *said_state(talk, running))), _ways(running))
