"""One person named among other words: "Maria owns it", "that would be Ben Ito"."""

from __future__ import annotations

from knowledge.understanding.directory import Candidate, Directory
from knowledge.understanding.outcomes import Confirm, NotUnderstood
from knowledge.understanding.persons import is_group
from knowledge.understanding.whom import Whom, whom
from knowledge.values.kinds import Group, Person, Placeholder

UNKNOWN = "I know nobody by that name. Please mention the person with @, or give the full name."
ASKS = {
    "several": "Please name exactly one person.",
    "role": "That is a role. Who is that, by name?",
    "address": "I do not know that address here. Whose is it, by name?",
    "mailbox": "Many people read that address. Which one of them is it?",
    "denied": "Whom do you mean instead? Please give the full name.",
    "unclear": "Whom do you mean? Please mention the person with @, or give the full name.",
}


def person_among_words(text: str, me: str, directory: Directory) -> Confirm | Group | Placeholder:
    """Find the one person that a text names, or the group; raises NotUnderstood for a doubt."""
    said = whom(text, directory)
    if said.sort == "put_off":
        return Placeholder(text)
    if said.sort == "group" or (said.sort in ("unclear", "nothing") and _crowd(text)):
        return Group(text)
    if said.sort not in ("me", "one", "first_name"):
        raise NotUnderstood(ASKS.get(said.sort, UNKNOWN))
    if said.doubt:  # probably Maria: kept below a name, flagged, and asked about once
        return Group(text)
    if said.sort == "me":
        return Confirm(Person(me), text)
    only = _only(said)
    return Confirm(Person(only.id), text, only.name)


def _crowd(text: str) -> bool:
    plain = " ".join(text.split()).strip(" .!")
    return is_group(plain) and not plain.endswith(" it")


def _only(said: Whom) -> Candidate:
    """Take the one candidate who can take something on; raises NotUnderstood."""
    who = said.person.who if said.person else ()
    fit = [one for one in who if not (one.bot or one.stranger or one.gone)]
    if len(fit) > 1:
        raise NotUnderstood("Several people have that name. Which one is it?")
    if fit:
        return fit[0]
    if any(one.bot for one in who):
        raise NotUnderstood("A bot cannot take this on. Please name a person.")
    if any(one.stranger for one in who):
        raise NotUnderstood(
            "That person belongs to another organisation. Please name somebody of yours."
        )
    raise NotUnderstood(UNKNOWN)
