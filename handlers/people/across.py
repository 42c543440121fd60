"""Name people of the other platform in a window of Slack, whose picker knows Slack's people only.

A field beside the picker takes their names; they are put into its place before a handler looks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from handlers.cards import Form, InputField, PersonField, TextField
from handlers.directory import Names
from handlers.errors import Rejected
from handlers.heard import Press
from handlers.talk import Talk
from storage.tenant import people

BESIDE: Final = "beside."  # begins the name of the field beside a picker
FEW: Final = 2  # pickers that each get one; of more, only those that take several people


def widened(form: Form) -> Form:
    """Put a field for names beside the pickers of people."""
    pickers = [field for field in form.fields if isinstance(field, PersonField)]
    wanted = [field for field in pickers if len(pickers) <= FEW or field.many]
    fields: list[InputField] = []
    for field in form.fields:
        if field in wanted and isinstance(field, PersonField):
            fields += [replace(field, optional=True), _beside(field)]
        else:
            fields.append(field)
    return replace(form, fields=tuple(fields))


def _beside(field: PersonField) -> TextField:
    said = "Or people in Teams, by name" if field.many else "Or somebody in Teams, by name"
    hint = "Lena Falk, Tom Reed" if field.many else "Lena Falk"
    return TextField(f"{BESIDE}{field.name}", said, hint=hint, limit=400, optional=True)


def gathered(talk: Talk, press: Press) -> Press:
    """Put whom the names beside a picker mean into its place; raises Rejected."""
    typed = {name: said for name, said in press.values.items() if name.startswith(BESIDE)}
    if not typed:
        return press
    values = {name: said for name, said in press.values.items() if name not in typed}
    errors: dict[str, str] = {}
    for name, said in typed.items():
        picker = name.removeprefix(BESIDE)
        picked = [values[picker]] if values.get(picker) else []
        for wanted in filter(None, (part.strip() for part in said.split(","))):
            found = _named(talk, wanted)
            if len(found) == 1:
                picked.append(found[0].user)
            else:
                errors[name] = _complaint(talk, wanted, len(found))
        values[picker] = ",".join(picked)
    if errors:
        raise Rejected(errors)
    return replace(press, values=values)


def _named(talk: Talk, wanted: str) -> tuple[people.Person, ...]:
    """Find who goes by a name; the other platform's first, for the picker has the rest."""
    found = people.named(talk.tx, talk.tenant, wanted)
    there = tuple(one for one in found if one.platform != talk.heard.where.platform)
    return there or found


def _complaint(talk: Talk, wanted: str, found: int) -> str:
    if found:
        return f"{found} people are called {wanted[:60]}. Ask one of them to join by themselves."
    close = " or ".join(dict.fromkeys(one.name for one in Names(talk).like(wanted)))
    return f"I know nobody called {wanted[:60]}." + (f" Did you mean {close}?" if close else "")
