"""A playbook given in chat: read, tried on the pilots, shown, and published on a press."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.cards import Button, Buttons, Card, Note, Para, Said, card, line
from handlers.errors import NotAllowed, Stale, Unfit
from handlers.heard import File, Press, Reply, Show
from handlers.playbooks.preview import Tried, preview
from handlers.playbooks.publishing import proposed, publish
from handlers.playbooks.rehearsing import homeless, rehearse
from handlers.rights import SETTINGS, allowed, holders
from handlers.talk import Talk
from knowledge.loading.document import read_content
from knowledge.loading.reading import UnusableKnowledge
from knowledge.model import Library
from storage.pilots import summary
from storage.tenant import editions
from storage.tenant.editions import Draft, Edition, Overtaken

SECONDS = 1.5  # spent on trying a draft on the pilots, before whoever gave it hears of it
MOST = 20  # files of a tenant's own
LONGEST = 80  # characters of a file's name


def may(talk: Talk) -> None:
    """Go on only for admins; raises NotAllowed."""
    if not allowed(talk.tenant_roles, SETTINGS):
        raise NotAllowed(SETTINGS, holders(SETTINGS))


def parse(file: File) -> tuple[str, str]:
    """Read a file by itself; raises Unfit with every problem."""
    name = file_name(file.name)
    read = read_content(name, file.content)
    if read.problems:
        raise Unfit(tuple(str(problem) for problem in read.problems))
    return name, file.content.decode("utf-8-sig")


def file_name(given: str) -> str:
    """Make a name that is only ever shown and compared: the last part, on one line, not long."""
    last = given.replace("\\", "/").rpartition("/")[2]
    shown = " ".join("".join(c if c.isprintable() else " " for c in last).split())
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 4]}.yml"


def look(talk: Talk, parsed: tuple[str, str]) -> Tried:
    """Try a file beside those in force; raises Unfit."""
    name, text = parsed
    now = editions.newest(talk.tx, talk.tenant)
    kept = dict(now.files) if now else {}
    before = "takes the place of the file of that name" if name in kept else "is new"
    return tried(talk, now, name, tuple({**kept, name: text}.items()), before)


def tried(
    talk: Talk,
    now: Edition | None,
    name: str,
    files: Sequence[tuple[str, str]],
    before: str,
) -> Tried:
    """Read files as a whole and try them on the pilots; raises Unfit."""
    if len(files) > MOST:
        raise Unfit((f"There are {MOST} files already; take one away first.",))
    try:
        library = proposed(talk.tx, talk.tenant, files, talk.now)
    except UnusableKnowledge as wrong:
        raise Unfit(tuple(str(problem) for problem in wrong.problems)) from wrong
    found = rehearse(talk.tx, talk.tenant, talk.library, library, talk.now, seconds=SECONDS)
    pilots = sum(count for _, _, count in summary.used(talk.tx, talk.tenant))
    return Tried(now.number if now else 0, name, tuple(files), found, before, pilots)


def given(talk: Talk, file: File, found: Tried) -> Reply:
    """Keep a file that was read for a press, and show what it would do."""
    draft = Draft("", found.base, found.name, found.files, talk.who.id, talk.now)
    ref = editions.keep_draft(talk.tx, talk.tenant, draft)
    return Show(preview(found, ("own publish", ref), ("own drop", ref)))


def published(talk: Talk, press: Press) -> Reply:
    """Put a draft in force, where nothing came between."""
    may(talk)
    draft = editions.draft_of(talk.tx, talk.tenant, press.ref)
    if draft is None:
        raise Stale("This was published or cancelled already.")
    editions.drop_draft(talk.tx, talk.tenant, draft.id)
    if editions.number(talk.tx, talk.tenant) != draft.base:
        raise Stale("Somebody published other playbooks meanwhile. Please give me the file again.")
    return Show(in_force(put_in_force(talk, draft.files, draft.name)), replace=True)


def in_force(edition: Edition) -> Card:
    """Say what holds now, and the way back."""
    undo = Button("Undo", "own back", str(edition.number - 1))
    return card(
        Para(line("Published: ", Said(edition.why), f". This is edition {edition.number}.")),
        Note(line("It holds from now on, for every pilot; answers stay as they are.")),
        Buttons((undo, Button("Playbooks", "own playbooks"))),
    )


def put_in_force(talk: Talk, files: Sequence[tuple[str, str]], why: str) -> Edition:
    """Publish files in the name of the one who speaks; raises Stale and Unfit."""
    try:
        library = proposed(talk.tx, talk.tenant, files, talk.now)
        _nobody_homeless(talk, library)
        edition = publish(talk.tx, talk.tenant, files, talk.who.id, talk.now, why)
    except UnusableKnowledge as wrong:
        raise Unfit(tuple(str(problem) for problem in wrong.problems)) from wrong
    except Overtaken as wrong:
        raise Stale("Somebody published other playbooks just now. Please look again.") from wrong
    talk.republished = True
    return edition


def _nobody_homeless(talk: Talk, library: Library) -> None:
    left = homeless(talk.tx, talk.tenant, library)
    if left:
        where = "; ".join(f"{count} in {place}" for place, count in left.items())
        raise Unfit((f"Pilots stand in a playbook or stage that would be gone: {where}.",))


def dropped(talk: Talk, press: Press) -> Reply:
    """Forget a draft."""
    may(talk)
    editions.drop_draft(talk.tx, talk.tenant, press.ref)
    return Show(card(Para(line("Cancelled. Everything stays as it was."))), replace=True)
