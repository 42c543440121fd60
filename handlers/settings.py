"""Who leads the AI programme here: named by the tenant's admins."""

from __future__ import annotations

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Form,
    Note,
    Option,
    Para,
    PersonField,
    Row,
    Title,
    card,
    line,
)
from handlers.directory import Names
from handlers.errors import NotAllowed, Rejected
from handlers.heard import Open, Press, Reply, Show
from handlers.rights import READ_AS, SETTINGS, allowed, holders
from handlers.talk import Talk
from storage import people

GRANTABLE = ("lead", "auditor", "admin")


def settings(talk: Talk, argument: str) -> Reply:
    """Show who holds the tenant's roles."""
    _may(talk)
    return Show(_card(talk))


def _may(talk: Talk) -> None:
    if not allowed(talk.tenant_roles, SETTINGS):
        raise NotAllowed(SETTINGS, holders(SETTINGS))


def _card(talk: Talk, *opening: Block) -> Card:
    rows: list[Block] = []
    for role in GRANTABLE:
        for person in people.holders(talk.tx, talk.tenant, role):
            said = line(Bold(person.name), f": {READ_AS[role]}")
            rows.append(Row(said, Button("Take away", "revoke", f"{person.id}|{role}")))
    if not rows:
        rows.append(Para(line("Nobody leads the AI programme here yet.")))
    return card(
        Title("Settings"),
        *opening,
        *rows,
        Buttons(
            (
                Button("Name somebody", "grant", style="primary"),
                Button("Playbooks", "own playbooks"),
            )
        ),
        Note(line("The workspace's own admins are admins here too.")),
    )


def grant(talk: Talk, press: Press) -> Reply:
    """Give somebody a role of the tenant."""
    _may(talk)
    if not press.values:
        roles = tuple(Option(role, READ_AS[role].capitalize()) for role in GRANTABLE)
        fields = (PersonField("person", "Who?"), ChoiceField("role", "As", roles, value="lead"))
        return Open(Form("Name somebody", fields, "grant"))
    role = press.values.get("role", "")
    if role not in GRANTABLE:
        raise Rejected({"role": "Choose a role."})
    person = Names(talk).one_of_us(press.values.get("person", ""), "person")
    if person.guest:
        raise Rejected({"person": f"{person.name} is a guest here. Choose a member."})
    people.grant(talk.tx, talk.tenant, person.id, role, talk.who.id, talk.now)
    return Show(_card(talk, Note(line(f"Kept. {person.name} is now {READ_AS[role]}."))))


def revoke(talk: Talk, press: Press) -> Reply:
    """Take a role of the tenant away."""
    _may(talk)
    person, _, role = press.ref.partition("|")
    people.revoke(talk.tx, talk.tenant, person, role)
    said = f"{talk.name(person)} is no longer {READ_AS.get(role, role)}."
    return Show(_card(talk, Note(line(said))), replace=True)
