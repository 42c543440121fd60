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
from handlers.digests.fixers import NAMES, WORKING_DAYS
from handlers.directory import Names
from handlers.errors import NotAllowed, Rejected
from handlers.heard import Open, Press, Reply, Show
from handlers.reminders.ticking import PREFERENCE as REMINDERS
from handlers.reminders.ticking import budget
from handlers.reminders.when import DAYS
from handlers.rights import READ_AS, SETTINGS, allowed, holders
from handlers.talk import Talk
from storage.tenant import people, preferences

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
        *_choices(talk),
        Buttons(
            (
                Button("Name somebody", "grant", style="primary"),
                Button("Playbooks", "own playbooks"),
            )
        ),
        Note(line("The workspace's own admins are admins here too.")),
    )


def _choices(talk: Talk) -> tuple[Row, ...]:
    """Show what holds for everybody here, each with the way to change it."""
    named = preferences.get(talk.tx, talk.tenant, NAMES) == "yes"
    told = (
        f"by name, {WORKING_DAYS} working days after they were asked" if named else "by role only"
    )
    most = budget(talk.tx, talk.tenant)
    return (
        Row(
            line(Bold("Digests"), f" say who can close a gap {told}"),
            Button("By role only" if named else "Allow names", NAMES, "no" if named else "yes"),
        ),
        Row(
            line(Bold("Reminders"), f": at most {most} a week for each person"),
            Button("Change", REMINDERS),
        ),
    )


def chosen(talk: Talk, press: Press) -> Reply:
    """Change what holds for everybody here."""
    _may(talk)
    if press.verb == NAMES:
        preferences.put(talk.tx, talk.tenant, NAMES, "yes" if press.ref == "yes" else "no")
        return Show(_card(talk, Note(line("Kept."))), replace=True)
    counts = tuple(Option(str(count), str(count)) for count in range(len(DAYS)))
    if not press.values:
        now = str(budget(talk.tx, talk.tenant))
        field = ChoiceField("most", "Reminders a week, at most", counts, value=now)
        return Open(Form("Reminders", (field,), REMINDERS))
    most = press.values.get("most", "")
    if most not in {count.value for count in counts}:
        raise Rejected({"most": "Choose a number."})
    preferences.put(talk.tx, talk.tenant, REMINDERS, most)
    return Show(_card(talk, Note(line(f"Kept: at most {most} reminders a week."))))


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
