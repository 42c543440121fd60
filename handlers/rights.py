"""Who may do what: one table, asked at every door, at the moment of doing."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.pilots.pilot import Pilot
from knowledge.model import Gate, Library
from knowledge.values import Person as NamedPerson
from storage.tenant.people import Person

SEE = "see a pilot"
START = "start a pilot"
ANSWER = "answer for a pilot"
MANAGE = "rename, move, close or reopen a pilot"
DECIDE = "decide at a gate"
WAIVE = "waive a criterion"
OVERRULE = "overrule a flag"
HISTORY = "read a pilot's history"
SETTINGS = "change the settings"
IMPORT = "bring in a list of pilots"

RIGHTS: Mapping[str, frozenset[str]] = {
    "admin": frozenset({SEE, START, MANAGE, OVERRULE, HISTORY, SETTINGS, IMPORT}),
    "lead": frozenset({SEE, START, ANSWER, MANAGE, OVERRULE, DECIDE, WAIVE, HISTORY, IMPORT}),
    "sponsor": frozenset({SEE, START, ANSWER, MANAGE, OVERRULE, WAIVE, HISTORY}),
    "owner": frozenset({SEE, START, ANSWER, MANAGE, OVERRULE, HISTORY}),
    "approver": frozenset({SEE, START, DECIDE, WAIVE, HISTORY}),
    "member": frozenset({SEE, START, ANSWER, MANAGE, OVERRULE, HISTORY}),
    "auditor": frozenset({SEE, HISTORY}),
    "viewer": frozenset({SEE, START}),
    "guest": frozenset({SEE}),
}

READ_AS: Mapping[str, str] = {
    "admin": "admin",
    "lead": "programme lead",
    "sponsor": "sponsor",
    "owner": "owner",
    "approver": "approver",
    "member": "team member",
    "auditor": "auditor",
    "viewer": "anybody who sees the channel",
    "guest": "guest",
}


def allowed(roles: frozenset[str], verb: str) -> bool:
    """Tell whether one of the roles holds the verb."""
    return any(verb in RIGHTS[role] for role in roles)


def holders(verb: str) -> str:
    """Name the roles that hold a verb, for a refusal that says whom to ask."""
    return ", ".join(READ_AS[role] for role, verbs in RIGHTS.items() if verb in verbs)


def tenant_roles(person: Person, granted: frozenset[str]) -> frozenset[str]:
    """Gather the roles that hold everywhere in the tenant; a guest holds none of them."""
    if person.guest or person.stranger:
        return frozenset({"guest"})
    own = {"admin"} if person.admin else set()
    return granted | own | {"viewer"}


def named_in(pilot: Pilot, question: str) -> str:
    """Find the person whom the standing answer to a question names; empty: nobody."""
    answer = pilot.answer(question)
    if answer is not None and isinstance(answer.value, NamedPerson):
        return answer.value.id
    return ""


def pilot_roles(pilot: Pilot, person: str) -> frozenset[str]:
    """Gather the roles that somebody holds in one pilot; who was never met has no id, and none."""
    if not person:
        return frozenset()
    roles = set()
    if person == named_in(pilot, "q.sponsor"):
        roles.add("sponsor")
    if person == named_in(pilot, "q.owner"):
        roles.add("owner")
    team = {who for who, _ in pilot.team} | {pilot.starter} | set(pilot.handed.values())
    if person in team:
        roles.add("member")
    return frozenset(roles)


def holds(pilot: Pilot, role: str, leads: frozenset[str]) -> frozenset[str]:
    """Find who holds a role that questions and gates speak of (`sponsor`, `technical`, ...)."""
    if role == "lead":
        return leads
    if role in ("sponsor", "owner"):
        person = named_in(pilot, f"q.{role}")
        return frozenset({person}) if person else frozenset()
    return frozenset(who for who, part in pilot.team if part == role)


def approvers(library: Library, pilot: Pilot, leads: frozenset[str]) -> frozenset[str]:
    """Find who may approve at the gate that the pilot stands before."""
    gate: Gate = library.playbook(pilot.playbook).stage(pilot.stage).gate
    return frozenset().union(*(holds(pilot, role, leads) for role in gate.approvers))
