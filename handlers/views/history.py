"""Everything that was said about a pilot: who, when, and what it replaced; paged, nothing cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    Line,
    Note,
    Para,
    Said,
    Title,
    card,
    line,
)
from handlers.heard import Press, Reply, Show
from handlers.interview.answering import say, say_answer
from handlers.people.acceptance import GATE
from handlers.pilots.finding import meant
from handlers.pilots.folding import fold
from handlers.pilots.pilot import Pilot
from handlers.pilots.reckoning import gate_label, gate_of
from handlers.rights import HISTORY
from handlers.talk import Talk, zone
from handlers.words import whole
from knowledge.model import Unknown
from knowledge.values import from_data
from storage.pilots import journal
from storage.pilots.journal import Entry

PAGE = 8
UNTOLD = frozenset(
    {"asked", "invited", "proposed", "shown apart"}
)  # what we did, not what people said


def history(talk: Talk, argument: str) -> Reply:
    """Answer `/gate history <pilot>`, the newest first."""
    return Show(page(talk, meant(talk, argument, "history"), 0))


def history_pressed(talk: Talk, press: Press) -> Reply:
    """Turn to another page."""
    pilot_id, _, skip = press.ref.partition("|")
    at = whole(skip)
    return Show(page(talk, talk.seen(pilot_id), at), replace=at > 0)


def page(talk: Talk, pilot: Pilot, skip: int) -> Card:
    """Show one page of the history; raises NotAllowed."""
    talk.need(pilot, HISTORY)
    entries = journal.read(talk.tx, talk.tenant, pilot.id)
    told = _tell(talk, pilot, entries)
    told.reverse()
    shown = told[skip : skip + PAGE]
    blocks: list[Block] = [
        Title(f"{pilot.name}: history"),
        Note(line(f"{skip + 1} to {skip + len(shown)} of {len(told)}, newest first")),
        *shown,
    ]
    turn = []
    if skip:
        turn.append(Button("Newer", "history", f"{pilot.id}|{max(0, skip - PAGE)}"))
    if skip + PAGE < len(told):
        turn.append(Button("Older", "history", f"{pilot.id}|{skip + PAGE}"))
    if turn:
        blocks.append(Buttons(tuple(turn)))
    return card(*blocks)


def _tell(talk: Talk, pilot: Pilot, entries: tuple[Entry, ...]) -> list[Block]:
    """Put each entry into words, next to what stood before it."""
    before = Pilot(id=pilot.id)
    told: list[Block] = []
    for entry in entries:
        if entry.kind not in UNTOLD:
            told.append(Para(_told(talk, before, entry)))
        before = fold(before, [entry])
    return told


def _told(talk: Talk, before: Pilot, entry: Entry) -> Line:
    at = entry.at.astimezone(zone(talk.who.tz))
    who = line(f"{at:%Y-%m-%d %H:%M %Z} · ", Bold(talk.name(entry.by)), " ")
    if entry.payload is None:
        return who + line("said something that was erased since.")
    return who + TELLING[entry.kind](talk, before, entry.payload)


def _question(talk: Talk, question_id: str) -> str:
    try:
        return f"“{talk.library.question(question_id).ask}”"
    except Unknown:
        return question_id


def _replaced(talk: Talk, before: Pilot, question_id: str) -> Line:
    stood = before.answer(question_id)
    if stood is None:
        return ()
    return line(", in place of ", Said(say_answer(talk, stood)), f" by {talk.name(stood.by)}")


def _answered(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    question = said["question"]
    handed = before.handed.get(question)
    credit = " (handed over)" if handed else ""
    credit += " (from a list)" if said.get("imported") else ""
    value = say(talk, from_data(said["value"]))
    return line(f"answered {_question(talk, question)}{credit}: ", Said(value)) + _replaced(
        talk, before, question
    )


def _offered(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    value = say(talk, from_data(said["value"]))
    why = "at the same time as somebody else" if said.get("against") else "to be confirmed"
    return line(f"said about {_question(talk, said['question'])}, {why}: ", Said(value))


def _drafted(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    verb = "said a part of" if said["draft"] else "took back the parts said of"
    return line(f"{verb} {_question(talk, said['question'])}")


def _settled(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    offer = before.offers[said["offer"]]
    if not said["keep"]:
        return line(f"left {_question(talk, offer.question)} as it was")
    return line(
        f"kept for {_question(talk, offer.question)}: ", Said(say(talk, offer.value))
    ) + _replaced(talk, before, offer.question)


def _undid(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    if said.get("handed"):
        return line(f"took back handing over {_question(talk, said['question'])}")
    taken = next(
        (a for a in before.answers.get(said["question"], ()) if a.seq == said["seq"]), None
    )
    value = say_answer(talk, taken) if taken else "an answer"
    return line(f"took back from {_question(talk, said['question'])}: ", Said(value))


def _decided(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    gate = gate_of(talk.library, before)
    outcome = gate.decisions.get(said["outcome"], said["outcome"])
    told = line(f"decided at {gate.label}: ", Bold(outcome), ". ", Said(said["reason"]))
    if said["conditions"]:
        told += line(" Conditions: ", Said(said["conditions"]))
    if waived := said.get("waived"):
        told += line(" Waived: ", Said(", ".join(_title(talk, one) for one in waived)))
    return told


def _started(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    return line("started the pilot as ", Said(said["name"]), ": ", Said(said["purpose"]))


def _placed(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    stages = talk.library.playbook(before.playbook).stages
    label = next((stage.label for stage in stages if stage.id == said["stage"]), said["stage"])
    return line("put it in the stage ", Said(label), f" since {said['started']}, by a list")


def _passed(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    gate = gate_label(talk.library, before, said["gate"])
    if said.get("left_out"):
        return line(f"told that {gate} was left out")
    return line(
        f"told that {gate} was passed on {said['at']} by {talk.name(said['by'])} ",
        Said(said["link"]),
    )


def _documented(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    stood = before.documents.get(said["deliverable"])
    instead = line(", in place of ", Said(stood)) if stood else ()
    return line(f"linked {said['deliverable']}: ", Said(said["url"])) + instead


def _playbook(talk: Talk, playbook_id: str) -> str:
    known = talk.library.playbooks.get(playbook_id)
    return f"“{known.title}”" if known else playbook_id


def _changed_playbook(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    book = talk.library.playbooks.get(said["playbook"])
    stages = book.stages if book else ()
    stage = next((s.label for s in stages if s.id == said["stage"]), said["stage"])
    old, new = _playbook(talk, before.playbook), _playbook(talk, said["playbook"])
    return line("changed the playbook from ", Said(old), " to ", Said(new), ", stage ", Said(stage))


def _restored_playbook(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    back = before.turned[-1].playbook if before.turned else before.playbook
    return line("took the change of the playbook back: ", Said(_playbook(talk, back)), " again")


def _part(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> str:
    part: str = said["part"]
    if part.startswith(GATE):
        label = gate_label(talk.library, before, part.removeprefix(GATE))
        return f"one of those who decide at {label}"
    question = talk.library.questions.get(part)
    return question.accepts.called if question and question.accepts else part


def _declined(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    instead = said.get("suggests", "")
    suggests = f" and suggests {talk.name(instead)}" if instead else ""
    told = f"declined to be {_part(talk, before, said)}{suggests}"
    return line(told, ": ", Said(said["reason"])) if said["reason"] else line(told)


def _about(words: str) -> Callable[[Talk, Pilot, Mapping[str, Any]], Line]:
    """Tell an entry whose question says it all."""
    return lambda talk, before, said: line(f"{words} {_question(talk, said['question'])}")


def _title(talk: Talk, criterion: str) -> str:
    known = talk.library.criteria.get(criterion)
    return f"“{known.title}”" if known else criterion


def _waived(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    told = line("waived ", Said(_title(talk, said["criterion"])), f" until {said['until']}: ")
    conditions = line(" Conditions: ", Said(said["conditions"])) if said["conditions"] else ()
    return (*told, Said(said["reason"]), *conditions)


def _overruled(talk: Talk, before: Pilot, said: Mapping[str, Any]) -> Line:
    about = f" ({_question(talk, said['question'])})" if said["question"] else ""
    return line(f"overruled {said['code']}{about}: ", Said(said["reason"]))


def _overlay(talk: Talk, said: Mapping[str, Any]) -> Said:
    known = talk.library.overlays.get(said["overlay"])
    return Said(f"“{known.title}”" if known else said["overlay"])


Telling = Callable[[Talk, Pilot, Mapping[str, Any]], Line]

TELLING: Mapping[str, Telling] = {
    "started": _started,
    "renamed": lambda talk, before, said: line("renamed it to ", Said(said["name"])),
    "described": lambda talk, before, said: line("says what it is for: ", Said(said["purpose"])),
    "placed": _placed,
    "moved": lambda talk, before, said: line("moved it to another channel"),
    "closed": lambda talk, before, said: line("closed it: ", Said(said["reason"])),
    "reopened": lambda talk, before, said: line("opened it again"),
    "start undone": lambda talk, before, said: line("took the start back"),
    "passed": _passed,
    "joined": lambda talk, before, said: line(
        f"added {talk.name(said['person'])} as {talk.library.role(said['role']).label}"
    ),
    "answered": _answered,
    "unknown": _about("does not know yet:"),
    "inapplicable": lambda talk, before, said: line(
        f"says that {_question(talk, said['question'])} does not apply: ", Said(said["reason"])
    ),
    "skipped": _about("left for another day:"),
    "handed": lambda talk, before, said: line(
        f"handed {_question(talk, said['question'])} to {talk.name(said['to'])}"
    ),
    "undid": _undid,
    "offered": _offered,
    "settled": _settled,
    "drafted": _drafted,
    "decided": _decided,
    "documented": _documented,
    "waived": _waived,
    "waiver lifted": lambda talk, before, said: line(
        "lifted the waiver of ", Said(_title(talk, said["criterion"]))
    ),
    "overruled": _overruled,
    "overrule lifted": lambda talk, before, said: line(f"took the overrule of {said['code']} back"),
    "renewed": lambda talk, before, said: line(
        "says that this still holds: ", Said(_title(talk, said["criterion"]))
    ),
    "renewal undone": lambda talk, before, said: line("took a “still true” back"),
    "overlay attached": lambda talk, before, said: line("laid ", _overlay(talk, said), " over it"),
    "overlay detached": lambda talk, before, said: line("took ", _overlay(talk, said), " off it"),
    "playbook changed": _changed_playbook,
    "playbook restored": _restored_playbook,
    "asked apart": lambda talk, before, said: line(
        f"asked {len(said['people'])} people apart: {_question(talk, said['question'])}"
    ),
    # What they said is for who asked, and for nobody else.
    "answered apart": lambda talk, before, said: line("answered a question asked of several apart"),
    "closed apart": lambda talk, before, said: line(
        f"closed the question asked of several apart ({said['how']})"
    ),
    "accepted": lambda talk, before, said: line(f"accepted to be {_part(talk, before, said)}"),
    "declined": _declined,
    "left": lambda talk, before, said: line(
        f"noted that {talk.name(said['person'])} has left, who was {_part(talk, before, said)}"
    ),
}
