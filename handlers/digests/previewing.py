"""Show what a digest would say now, to one person; the week is not used up."""

from __future__ import annotations

from dataclasses import replace

from handlers.cards import (
    Card,
    Note,
    card,
    line,
)
from handlers.digests.addressing import here, must_be_allowed, reader_of
from handlers.digests.composing import whole
from handlers.digests.gathering import Kept, gather, rows_of
from handlers.digests.making import framed, stage
from handlers.digests.ordering import DigestOrder
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.talk import Talk
from storage.scheduling import schedules
from storage.scheduling.schedules import Schedule


def shown(talk: Talk, press: Press) -> Reply:
    """Show what a digest would say now, to one person; the week is not used up."""
    address = press.ref or here(talk)
    schedule = schedules.get(talk.tx, talk.tenant, address)
    if schedule is None:
        raise Stale("There is no digest here.")
    if address != talk.heard.where.conversation:
        must_be_allowed(talk, address)
    return Show(preview(talk, schedule))


def preview(talk: Talk, schedule: Schedule) -> Card:
    """Make the first message of a digest as its address would read it."""
    s = schedule
    reader = reader_of(talk, s.address)
    there = stage(talk.tx, talk.library, talk.tenant, s.address, reader, s.tz, talk.now)
    order = DigestOrder(
        scope=s.scope, pilots=s.pilots, tz=s.tz, now=talk.now, due=talk.now, since=s.last_at
    )
    rows = rows_of(there, s.scope, s.pilots)
    told = gather(there, rows, s.last_at, s.tz, Kept())
    frame = framed(there, order, s.platform, rows)
    first, *more = whole(replace(frame, address=s.address), told)
    note = [Note(line("A preview, for you alone; the weekly one still comes."))]
    if more:
        follow = "1 more message follows" if len(more) == 1 else f"{len(more)} more messages follow"
        note.append(Note(line(f"{follow} it.")))
    title, *rest = first.blocks
    return card(title, *note, *rest)
