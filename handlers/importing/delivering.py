"""Bring in the lists that somebody pressed the button for, and tell them what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.cards import Bold, Bullets, Button, Buttons, Card, Note, Para, Said, card, line
from handlers.heard import Heard
from handlers.importing.chat import SHOWN, Seen, seen, sheet_of
from handlers.importing.keeping import Outcome, compare
from handlers.importing.running import Runner
from handlers.people.due import in_the_name_of
from handlers.rights import IMPORT, allowed
from handlers.talk import Talk
from handlers.words import rows
from storage.post import parcels
from storage.post.parcels import Parcel
from storage.store import Store
from storage.tenant import people

if TYPE_CHECKING:
    from handlers.desk import Desk


NEW = "new"  # in a parcel: the ids of pilots that its first run found to be new


def bring_all(store: Store, desk: Desk, now: datetime) -> int:
    """Bring in what was pressed for; gives how many lists. It waits, so not on an event loop."""
    going = store.read(parcels.going).result()
    for parcel in going:
        _bring(store, desk, parcel, now)
    return len(going)


def _bring(store: Store, desk: Desk, parcel: Parcel, now: datetime) -> None:
    found = store.read(lambda tx: people.by_ids(tx, parcel.tenant, [parcel.person])).result()
    if parcel.person not in found:
        store.write(lambda tx: parcels.drop(tx, parcel.tenant, parcel.id)).result()
        return
    heard = in_the_name_of(found[parcel.person], parcel.tenant, parcel.id, now)
    list_of = desk.see(heard, lambda talk: _again(talk, parcel)).result()
    fresh = _noted(store, desk, heard, parcel, list_of)
    runner = Runner(desk, heard, parcel.id)
    kept = runner.keep(list_of.read.drafts) if list_of else []
    outcomes = [_as_begun(one, fresh) for one in kept]
    told = runner.tell(outcomes)
    _finish(desk, heard, parcel, list_of, outcomes, told)


def _again(talk: Talk, parcel: Parcel) -> Seen | None:
    """Read the list with today's eyes; None where the person may no longer bring it in."""
    if not allowed(talk.tenant_roles, IMPORT):
        return None
    body = parcel.body
    return seen(talk, sheet_of(body), body["columns"], body["room"])


def _noted(
    store: Store, desk: Desk, heard: Heard, parcel: Parcel, found: Seen | None
) -> Sequence[str]:
    """Note, before the first of them is in, which pilots are new: a kill must not lose that."""
    if NEW in parcel.body or found is None:
        return tuple(parcel.body.get(NEW, ()))
    drafts = found.read.drafts

    def look(talk: Talk) -> list[str]:
        likely = (compare(talk, draft, only_look=True)[2] for draft in drafts)
        return [one.pilot for one in likely if one.what == "new"]

    fresh = desk.see(heard, look).result()
    body = {**parcel.body, NEW: fresh}
    store.write(lambda tx: parcels.change(tx, parcel.tenant, parcel.id, body, going=True)).result()
    return fresh


def _as_begun(outcome: Outcome, fresh: Sequence[str]) -> Outcome:
    """Say of what a killed run brought in that it is new, since nobody was told so yet."""
    mine = outcome.what == "same" and outcome.pilot in fresh
    return replace(outcome, what="new") if mine else outcome


def _finish(
    desk: Desk,
    heard: Heard,
    parcel: Parcel,
    found: Seen | None,
    outcomes: Sequence[Outcome],
    told: int,
) -> None:
    """Say what came of it and forget the rows, both or neither."""

    def work(talk: Talk) -> None:
        said = _said(parcel.body["name"], found, outcomes, told)
        talk.tell(parcel.person, said, f"brought:{parcel.id}")
        parcels.drop(talk.tx, parcel.tenant, parcel.id)

    desk.do(heard, work).result()


def _said(name: str, found: Seen | None, outcomes: Sequence[Outcome], told: int) -> Card:
    if found is None:
        return card(Para(line("You may no longer bring in lists, so I left ", Said(name), ".")))
    parts = [
        f"{n} {words}"
        for what, words in WORDS.items()
        if (n := sum(1 for outcome in outcomes if outcome.what == what))
    ]
    bad = f"; {rows(found.read.bad)} with errors stayed out" if found.read.bad else ""
    count = len(found.read.unread)
    bad += f"; {count} answer{'s' if count > 1 else ''} stayed open" if count else ""
    left = [one for one in outcomes if one.left][:SHOWN]
    lines = tuple(line(Said(one.name), ": ", Said("; ".join(one.left)[:200])) for one in left)
    alone = (Para(line("Left as people have it:")), Bullets(lines)) if lines else ()
    people_told = f"{told} people get one message each about their part." if told > 1 else ""
    people_told = "One person gets one message about it." if told == 1 else people_told
    return card(
        Para(
            line("Done: ", Said(name), ": ", Bold(", ".join(parts) or "nothing came in"), f"{bad}.")
        ),
        *alone,
        *((Note(line(people_told)),) if people_told else ()),
        Note(line("The same list again changes nothing that people changed since.")),
        Buttons((Button("All pilots", "portfolio", style="primary"),)),
    )


WORDS = {"new": "new", "changed": "changed", "same": "as before", "left": "left alone"}
