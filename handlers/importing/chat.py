"""A list of pilots given in chat: shown first, brought in on a press, forgotten after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handlers.cards import (
    Block,
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChannelField,
    ChoiceField,
    Facts,
    Form,
    InputField,
    Note,
    Option,
    Para,
    Said,
    Title,
    card,
    line,
)
from handlers.errors import Misread, NotAllowed, Rejected, Stale
from handlers.heard import File, Open, Press, Reply, Show
from handlers.importing.columns import IGNORE, NICKNAMES, OWN, Mapped, fields, guess
from handlers.importing.keeping import Outcome, compare
from handlers.importing.opening import read_sheet
from handlers.importing.reading import Ground, Read, read_rows
from handlers.importing.roll import EVERYBODY, Roll
from handlers.importing.sheet import BadCell, BadFile, Row, Sheet, letter
from handlers.pilots.starting import PLAYBOOK, may_live_in
from handlers.rights import IMPORT, allowed, holders
from handlers.talk import Talk
from handlers.words import rows as counted
from storage.post import parcels
from storage.post.parcels import Parcel
from storage.tenant import people, rooms

MOST = 1000  # rows in chat; longer lists come in by the command line
SHOWN = 5  # errors, readings and pilots left alone on one card
MAPPED = 24  # columns in the form


def may(talk: Talk) -> None:
    """Go on only for admins and programme leads; raises NotAllowed."""
    if not allowed(talk.tenant_roles, IMPORT):
        raise NotAllowed(IMPORT, holders(IMPORT))


def parse(file: File) -> Sheet:
    """Read the file as a table; raises Misread."""
    try:
        sheet = read_sheet(file.name, file.content)
    except BadFile as wrong:
        raise Misread(f"I cannot take this list. {wrong}") from None
    if len(sheet.rows) > MOST:
        raise Misread(
            f"It has {len(sheet.rows):,} rows; in chat I take {MOST:,}. "
            "Split it, or have it brought in with: gatepost import"
        )
    return sheet


@dataclass(frozen=True, slots=True)
class Seen:
    """A list as it would come in: what each column gives, and what would come of each row."""

    sheet: Sheet
    columns: Mapping[str, str]  # column letter -> field, as somebody told
    room: str
    mapped: Mapped
    read: Read
    outcomes: tuple[Outcome, ...]

    def count(self, *what: str) -> int:
        return sum(1 for outcome in self.outcomes if outcome.what in what)

    @property
    def named(self) -> bool:
        """Tell whether some column gives the names, and none is in doubt."""
        return "name" in self.mapped.columns.values() and not self.mapped.problems


def look(talk: Talk, sheet: Sheet) -> Seen:
    """See what a list would bring."""
    where = talk.heard.where
    return seen(talk, sheet, {}, "" if where.direct else where.conversation)


def seen(talk: Talk, sheet: Sheet, columns: Mapping[str, str], room: str) -> Seen:
    """Read rows by what was told of the columns; only looks."""
    mapped = guess(sheet.headers, fields(talk.library), columns)
    known = tuple(r for r in rooms.known(talk.tx, talk.tenant) if may_live_in(talk, r))
    room = room if room in {one.id for one in known} else ""
    roll = Roll(people.everyone(talk.tx, talk.tenant, EVERYBODY))
    ground = Ground(talk.library, roll, known, talk.today, talk.who, room, PLAYBOOK)
    found = Seen(sheet, columns, room, mapped, Read((), (), len(sheet.rows)), ())
    if not found.named:
        return found
    read = read_rows(ground, sheet, mapped)
    outcomes = tuple(compare(talk, draft, only_look=True)[2] for draft in read.drafts)
    return Seen(sheet, columns, room, mapped, read, outcomes)


def given(talk: Talk, file: File, found: Seen) -> Reply:
    """Keep the rows for a press, and show what they would bring."""
    name = " ".join("".join(c if c.isprintable() else " " for c in file.name[-80:]).split())
    body = _body(found, name)
    ref = parcels.put(talk.tx, talk.tenant, talk.who.id, body, talk.now)
    return Show(_preview(talk, found, name, ref))


# What is kept between the look and the press


def _body(found: Seen, name: str) -> dict[str, Any]:
    cells = (
        [row.number, [[c.because] if isinstance(c, BadCell) else c for c in row.cells]]
        for row in found.sheet.rows
    )
    return {
        "name": name,
        "headers": list(found.sheet.headers),
        "rows": list(cells),
        "notes": list(found.sheet.notes),
        "columns": dict(found.columns),
        "room": found.room,
    }


def sheet_of(body: Mapping[str, Any]) -> Sheet:
    """Read the rows back that were kept."""
    rows = (
        Row(number, tuple(BadCell(c[0]) if isinstance(c, list) else c for c in cells))
        for number, cells in body["rows"]
    )
    return Sheet(tuple(body["headers"]), tuple(rows), tuple(body["notes"]))


def _mine(talk: Talk, ref: str) -> Parcel:
    """Find a list of this person's that still waits; raises Stale, NotAllowed."""
    may(talk)
    found = parcels.get(talk.tx, talk.tenant, ref)
    if found is None or found.person != talk.who.id:
        raise Stale("This list is no longer here. Give me the file again.")
    if found.going:
        raise Stale("This list is on its way in already.")
    return found


# What is shown


def _preview(talk: Talk, found: Seen, name: str, ref: str) -> Card:
    blocks: list[Block] = [Title(f"{counted(found.read.rows)} in a list"), Note(line(Said(name)))]
    blocks += [Note(line(note)) for note in found.sheet.notes]
    blocks += _columns(talk, found)
    if not found.named:
        missing = found.mapped.problems or ("No column gives the name of the pilot.",)
        blocks += [Para(line(Said(said))) for said in missing]
    else:
        blocks += _counts(found)
    blocks.append(_buttons(found, ref))
    blocks.append(
        Note(
            line(
                "Nothing is kept yet but these rows: until you press, for a day at most. "
                "The file itself is gone already."
            )
        )
    )
    return card(*blocks)


def _columns(talk: Talk, found: Seen) -> list[Block]:
    known = fields(talk.library)
    heads = found.sheet.headers
    told = [
        line(Said(heads[at] or f"column {letter(at)}"), " gives ", Bold(known[field].label))
        for at, field in found.mapped.columns.items()
    ]
    blocks: list[Block] = [Bullets(tuple(told))] if told else []
    if found.mapped.unused:
        blocks.append(Note(line("Not used: ", Said(", ".join(found.mapped.unused)[:300]))))
    return blocks


def _counts(found: Seen) -> list[Block]:
    rows = (
        ("New", found.count("new")),
        ("Changed", found.count("changed")),
        ("As before", found.count("same")),
        ("Left alone", found.count("left")),
        ("With errors", found.read.bad),
        ("Answers left open", len(found.read.unread)),
    )
    blocks: list[Block] = [Facts(tuple((label, line(str(n))) for label, n in rows if n))]
    problems = found.read.problems
    if problems:
        blocks.append(Para(line("These rows stay out until they are put right:")))
        blocks.append(Bullets(tuple(line(Said(str(one)[:300])) for one in problems[:SHOWN])))
    if len(problems) > SHOWN:
        blocks.append(Note(line(f"And {len(problems) - SHOWN} more errors.")))
    unread = found.read.unread
    if unread:
        blocks.append(Para(line("These rows come in, but these answers stay open:")))
        blocks.append(Bullets(tuple(line(Said(str(one)[:300])) for one in unread[:SHOWN])))
    if len(unread) > SHOWN:
        blocks.append(Note(line(f"And {len(unread) - SHOWN} more answers.")))
    blocks += [
        Para(line("Every row is wrong in ", Said(column), ". Does it give something else?"))
        for column in found.read.astray
    ]
    readings = [f"row {d.row}, {said}" for d in found.read.drafts for said in d.readings]
    if readings:
        blocks.append(Para(line("I read between the lines here; is it meant so?")))
        blocks.append(Bullets(tuple(line(Said(said[:300])) for said in readings[:SHOWN])))
    if len(readings) > SHOWN:
        blocks.append(Note(line(f"And {len(readings) - SHOWN} more of that kind.")))
    left = [one for one in found.outcomes if one.left][:SHOWN]
    told = tuple(line(Said(one.name), ": ", Said("; ".join(one.left)[:200])) for one in left)
    return [*blocks, *((Note(line("Left as people have it:")), Bullets(told)) if told else ())]


def _buttons(found: Seen, ref: str) -> Buttons:
    pilots = found.count("new", "changed")
    label = f"Import {pilots} pilot{'s' if pilots != 1 else ''}"
    bring = (Button(label, "bring list", ref, style="primary"),) if pilots and found.named else ()
    change = Button("Change the columns", "map list", ref, style="plain" if bring else "primary")
    return Buttons((*bring, change, Button("Cancel", "drop list", ref)))


# What is pressed


def bring(talk: Talk, press: Press) -> Reply:
    """Have the list brought in: pilot by pilot, after this, whatever restarts meanwhile."""
    parcel = _mine(talk, press.ref)
    parcels.change(talk.tx, talk.tenant, parcel.id, parcel.body, going=True)
    said = line("On its way in: ", Said(parcel.body["name"]), ". I write to you when it is done.")
    return Show(card(Para(said)), replace=True)


def drop(talk: Talk, press: Press) -> Reply:
    """Forget the list."""
    parcel = _mine(talk, press.ref)
    parcels.drop(talk.tx, talk.tenant, parcel.id)
    return Show(card(Para(line("Forgotten. Nothing was brought in."))), replace=True)


def remap(talk: Talk, press: Press) -> Reply:
    """Take what the columns stand for, and show the list anew."""
    parcel = _mine(talk, press.ref)
    sheet = sheet_of(parcel.body)
    if not press.values:
        found = seen(talk, sheet, parcel.body["columns"], parcel.body["room"])
        return Open(_form(talk, found, parcel.id))
    columns = _told(talk, sheet, press.values)
    found = seen(talk, sheet, columns, press.values.get("room", ""))
    parcels.change(talk.tx, talk.tenant, parcel.id, _body(found, parcel.body["name"]), going=False)
    return Show(_preview(talk, found, parcel.body["name"], parcel.id), replace=True)


def _options(talk: Talk) -> tuple[Option, ...]:
    """List what a column can stand for, as much as a choice holds."""
    known = fields(talk.library)
    chosen = [field.id for field in OWN]
    chosen += [key for key in NICKNAMES if key in known]
    chosen += [key for key in known if ":" in key]
    chosen += [key for key in known if key.startswith(("gate1", "gate2", "gate3", "gate4"))]
    return (
        Option(IGNORE, "Leave it out"),
        *(Option(key, known[key].label[:75]) for key in dict.fromkeys(chosen)),
    )


def _form(talk: Talk, found: Seen, ref: str) -> Form:
    options = _options(talk)
    known = fields(talk.library)
    inputs: list[InputField] = []
    for at, header in list(enumerate(found.sheet.headers))[:MAPPED]:
        field = found.mapped.columns.get(at, IGNORE)
        there = {option.value for option in options}
        own = () if field in there else (Option(field, known[field].label[:75]),)
        label = (header or "no header")[:60]
        choice = (*options, *own)
        inputs.append(ChoiceField(f"c{at}", f"{label} ({letter(at)})", choice, value=field))
    inputs.append(
        ChannelField("room", "Channel for rows that name none", value=found.room, optional=True)
    )
    return Form("What the columns give", tuple(inputs), "map list", ref, submit="Show it anew")


def _told(talk: Talk, sheet: Sheet, values: Mapping[str, str]) -> dict[str, str]:
    known = fields(talk.library)
    told = {
        letter(at): values[f"c{at}"] for at in range(len(sheet.headers)) if values.get(f"c{at}")
    }
    wrong = {f"c{at}" for at in range(len(sheet.headers)) if values.get(f"c{at}")}
    wrong = {name for name in wrong if values[name] not in known and values[name] != IGNORE}
    if wrong:
        raise Rejected(dict.fromkeys(wrong, "Choose what it gives."))
    counted = Counter(field for field in told.values() if field != IGNORE)
    twice = {field for field, times in counted.items() if times > 1}
    again = {
        name: "Two columns give that. Leave one out." for name in values if values[name] in twice
    }
    if again:
        raise Rejected(again)
    if "name" not in counted and "c0" in values:
        raise Rejected({"c0": "Some column has to give the name."})
    return told
