"""People in answers: a mention, a full name or "me"; exactly one human."""

from __future__ import annotations

import re

from knowledge.understanding.directory import Candidate, Directory
from knowledge.understanding.outcomes import NotUnderstood
from knowledge.values.kinds import Group, Person

MENTION = re.compile(r"<@([^<>|\s]{1,200})(?:\|[^<>]{0,200})?>")
ME = frozenset({"me", "i", "myself", "it's me", "that's me", "that would be me", "i am", "i do"})
# IT in capitals only: "it" is a pronoun, and pronouns name nobody.
DEPARTMENTS = frozenset({"IT", "I.T.", "HR", "PMO", "MLOps", "DevOps", "Ops", "R&D", "CTO", "CIO"})
CROWD = re.compile(
    r"(?:the |our |my |a |some )?(?:[\w&/-]{1,40} ){0,5}"
    r"(?:teams?|departments?|dept|groups?|committees?|squads?|units?|offices?|boards?|vendors?"
    r"|suppliers?|agency|contractors?|consultants?|staff|people|folks|colleagues|users|managers"
    r"|engineers|scientists|analysts|developers|admins|it|hr|pmo|operations|ops|management"
    r"|engineering|finance|legal|compliance|security|procurement|business|steering|helpdesk"
    r"|help desk|service desk|support|c[teifdo]o|head of [\w &/-]{1,60})",
    re.IGNORECASE,
)
EVERYBODY = frozenset(
    {"everyone", "everybody", "all", "all of us", "we", "us", "we all", "anyone", "anybody"}
    | {"someone", "somebody", "the whole team", "both", "several", "various"}
)


def person(text: str, *, me: str, directory: Directory) -> Person | Group:
    """Read one person, or a group that is kept as said; raises NotUnderstood."""
    plain = " ".join(text.split()).strip(" .!")
    users = dict.fromkeys(MENTION.findall(plain))
    if users:
        return _mentioned(plain, list(users), directory)
    if plain.casefold().replace("\u2019", "'") in ME:
        return Person(me)
    named = directory.named(plain.removeprefix("@"))
    if named:
        return _one_of(named)
    if is_group(plain):
        return Group(plain)
    raise NotUnderstood(
        "I know nobody by that name. Please mention the person with @, or give the full name."
    )


def is_group(plain: str) -> bool:
    """Tell whether the words stand for several people, a department or a title."""
    if plain.casefold() == "it":
        return plain == "IT"
    known = plain in DEPARTMENTS or plain.casefold() in EVERYBODY
    return known or bool(CROWD.fullmatch(plain))


def _mentioned(plain: str, users: list[str], directory: Directory) -> Person:
    if len(users) > 1:
        raise NotUnderstood("Please name exactly one person.")
    if MENTION.sub("", plain).strip(" ,;:"):
        raise NotUnderstood("Please give only the person, without further words.")
    found = directory.mentioned(users[0])
    if found is None:
        raise NotUnderstood("I cannot find that person in this workspace.")
    return _fit(found)


def _one_of(named: tuple[Candidate, ...]) -> Person:
    fit = [candidate for candidate in named if not _unfit(candidate)] or list(named)
    if len(fit) > 1:
        raise NotUnderstood("Several people have that name. Please mention the right one with @.")
    return _fit(fit[0])


def _fit(candidate: Candidate) -> Person:
    trouble = _unfit(candidate)
    if trouble:
        raise NotUnderstood(trouble)
    return Person(candidate.id)


def _unfit(candidate: Candidate) -> str:
    if candidate.bot:
        return "A bot cannot take this on. Please name a person."
    if candidate.stranger:
        return "That person belongs to another organisation. Please name somebody of yours."
    if candidate.gone:
        return "That person has left. Please name somebody who is here."
    return ""
