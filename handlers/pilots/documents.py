"""The documents that a gate wants to see: link them, see which are missing."""

from __future__ import annotations

from handlers.cards import (
    Block,
    Bold,
    Button,
    Card,
    Form,
    Note,
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
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_of
from handlers.rights import ANSWER
from handlers.talk import Talk
from knowledge.model import Deliverable, Question
from knowledge.understanding.understand import Kept, understand
from knowledge.values import Link


def documents(talk: Talk, press: Press) -> Reply:
    """List the documents of the gate that a pilot stands before."""
    return Show(listing(talk, talk.seen(press.ref)))


def listing(talk: Talk, pilot: Pilot, opening: tuple[Block, ...] = ()) -> Card:
    """Show each document with its link, or the way to give one."""
    gate = gate_of(talk.library, pilot)
    rows: list[Block] = []
    for document in gate.deliverables:
        url = pilot.documents.get(document.id)
        said = line(Bold(document.title), ": ", Said(url) if url else "not linked yet")
        label = "Change" if url else "Link it"
        rows.append(Row(said, Button(label, "document", f"{pilot.id}|{document.id}")))
    none = [Note(line("This gate asks for no documents."))] if not rows else []
    return card(Title(f"{pilot.name}: documents for {gate.label}"), *opening, *rows, *none)


def document(talk: Talk, press: Press) -> Reply:
    """Take the link of one document."""
    pilot_id, _, wanted = press.ref.partition("|")
    pilot = talk.held_open(pilot_id)
    talk.need(pilot, ANSWER)
    found = _find(talk, pilot, wanted)
    if not press.values:
        field = TextField("url", found.title, hint="https://", limit=1000)
        return Open(Form("Link a document", (field,), "document", press.ref))
    question = Question(id="document", ask=found.title, kind="link", example="https://")
    said = understand(
        question,
        press.values.get("url", ""),
        me=talk.who.id,
        directory=Names(talk),
        today=talk.today,
    )
    if not isinstance(said, Kept) or not isinstance(said.value, Link):
        raise Rejected({"url": "Please give a web address that starts with https://"})
    told = {"deliverable": found.id, "url": said.value.url}
    pilot = talk.write(pilot, ("documented", told))
    kept = Note(line("Kept. ", Bold(found.title), " is linked."))
    return Show(listing(talk, pilot, (kept,)))


def _find(talk: Talk, pilot: Pilot, wanted: str) -> Deliverable:
    for found in gate_of(talk.library, pilot).deliverables:
        if found.id == wanted:
            return found
    raise Stale("This gate does not ask for that document.")
