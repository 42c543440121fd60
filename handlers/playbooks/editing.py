"""The playbooks of a tenant's own: what is in force, what was, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Note,
    Para,
    Row,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Stale
from handlers.heard import Press, Reply, Show
from handlers.playbooks.giving import in_force, may, put_in_force, tried
from handlers.playbooks.preview import preview
from handlers.talk import Talk
from handlers.words import whole
from knowledge.values import day
from storage.tenant import editions
from storage.tenant.editions import HOUSE, Edition

LISTED = 8  # editions on one card
PAGE = 2400  # characters of a file on one card


def playbooks(talk: Talk, press: Press) -> Reply:
    """List the files in force and the editions before."""
    may(talk)
    return Show(_card(talk))


def _card(talk: Talk, *opening: Block) -> Card:
    latest = editions.latest(talk.tx, talk.tenant, LISTED)
    house = editions.newest(talk.tx, HOUSE)
    return card(
        Title("Playbooks"),
        *opening,
        *_trouble(talk),
        *_in_force(latest[0] if latest else None, house),
        *_before(talk, latest),
        Note(line("To add or replace one, give me the .yml file in our direct conversation.")),
        Buttons((Button("Settings", "settings"),)),
    )


def _trouble(talk: Talk) -> Iterator[Block]:
    if talk.trouble:
        yield Para(line(Bold("The folder's newest files cannot be used; the last good ones hold.")))
        yield Note(line(Said(talk.trouble[:1500])))


def _in_force(own: Edition | None, house: Edition | None) -> Iterator[Block]:
    if house is not None and house.files:
        names = ", ".join(name for name, _ in house.files)
        yield Para(line("From the folder of this installation: ", Said(names)))
    if own is None or not own.files:
        yield Para(line("You have no playbooks of your own: what Gatepost ships is in force."))
        return
    yield Para(line(Bold(f"Your own, edition {own.number}:")))
    for place, (name, text) in enumerate(own.files):
        size = -(-len(text.encode()) // 1024)
        show = Button("Show", "own text", f"{own.number}|{place}|0")
        yield Row(line(Said(name), f", {size} KiB"), show)


def _before(talk: Talk, latest: tuple[Edition, ...]) -> Iterator[Block]:
    if len(latest) < 2 and not (latest and latest[0].files):
        return
    yield Para(line(Bold("Editions:")))
    for edition in latest:
        on = day(edition.at.date())
        told = f"Edition {edition.number}, {on}, by "
        said = line(told, Said(talk.name(edition.by)), ": ", Said(edition.why))
        if edition is latest[0]:
            yield Row(said, Button("Undo", "own back", str(edition.number - 1)))
        else:
            yield Row(said, Button("Go back to it", "own back", str(edition.number)))


def text(talk: Talk, press: Press) -> Reply:
    """Show a file as it was given, a page at a time."""
    may(talk)
    number, place, page = (whole(part, -1) for part in (press.ref.split("|") + [""] * 3)[:3])
    edition = editions.get(talk.tx, talk.tenant, number)
    if edition is None or not 0 <= place < len(edition.files):
        raise Stale("This file is not in force any more.")
    name, whole_text = edition.files[place]
    pages = _pages(whole_text)
    if not 0 <= page < len(pages):
        raise Stale("This file has no such page.")
    return Show(
        card(
            Title("Playbook"),
            Para(line(Said(name), f", edition {number}, page {page + 1} of {len(pages)}")),
            Para(line(Said(pages[page]))),
            Buttons(tuple(_ways(number, place, page, len(pages)))),
        ),
        replace=page > 0,
    )


def _ways(number: int, place: int, page: int, pages: int) -> Iterator[Button]:
    if page + 1 < pages:
        yield Button("Next page", "own text", f"{number}|{place}|{page + 1}")
    yield Button("Take it out", "own remove", f"{number}|{place}")
    yield Button("Playbooks", "own playbooks")


def _pages(whole_text: str) -> list[str]:
    """Cut at line ends where there are any."""
    pages, left = [], whole_text
    while len(left) > PAGE:
        cut = left.rfind("\n", 0, PAGE) + 1 or PAGE
        pages.append(left[:cut])
        left = left[cut:]
    return [*pages, left]


def removed(talk: Talk, press: Press) -> Reply:
    """Show what it would mean to take a file out."""
    may(talk)
    now, name, left = _without(talk, press)
    found = tried(talk, now, name, left, "would be taken out")
    return Show(preview(found, ("own take out", press.ref), ("own playbooks", "")))


def taken_out(talk: Talk, press: Press) -> Reply:
    """Publish without one file."""
    may(talk)
    _, name, left = _without(talk, press)
    return Show(in_force(put_in_force(talk, left, f"{name} taken out")), replace=True)


def _without(talk: Talk, press: Press) -> tuple[Edition, str, tuple[tuple[str, str], ...]]:
    number, place = (whole(part, -1) for part in (press.ref.split("|") + [""] * 2)[:2])
    now = editions.newest(talk.tx, talk.tenant)
    if now is None or now.number != number or not 0 <= place < len(now.files):
        raise Stale("This file is not in force any more.")
    left = tuple(file for at, file in enumerate(now.files) if at != place)
    return now, now.files[place][0], left


def back(talk: Talk, press: Press) -> Reply:
    """Show what it would mean to put an earlier edition in force again."""
    may(talk)
    now, wanted, files = _earlier(talk, whole(press.ref, -1))
    found = tried(talk, now, _named(wanted), files, "would hold again")
    ref = f"{now.number}|{wanted}"
    return Show(preview(found, ("own go back", ref), ("own playbooks", "")))


def went_back(talk: Talk, press: Press) -> Reply:
    """Put an earlier edition in force again, as the next one, where nothing came between."""
    may(talk)
    number, wanted = (whole(part, -1) for part in (press.ref.split("|") + [""] * 2)[:2])
    now, _, files = _earlier(talk, wanted)
    if now.number != number:
        raise Stale("Somebody published other playbooks meanwhile. Please look again.")
    return Show(in_force(put_in_force(talk, files, f"back to {_named(wanted)}")), replace=True)


def _earlier(talk: Talk, wanted: int) -> tuple[Edition, int, tuple[tuple[str, str], ...]]:
    """Find an edition to go back to, 0 for what Gatepost ships; raises Stale."""
    earlier = editions.get(talk.tx, talk.tenant, wanted)
    if wanted < 0 or (wanted > 0 and earlier is None):
        raise Stale("There is no such edition.")
    now = editions.newest(talk.tx, talk.tenant)
    files = earlier.files if earlier else ()
    if now is None or now.files == files:
        raise Stale("That is what holds already.")
    return now, wanted, files


def _named(wanted: int) -> str:
    return f"edition {wanted}" if wanted else "what Gatepost ships"
