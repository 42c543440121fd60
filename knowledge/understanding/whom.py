"""Whom an answer names, if anybody: one person, several, a role, a crowd, or nobody yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from knowledge.understanding import saying
from knowledge.understanding.crowd_words import NEVER_NAMES
from knowledge.understanding.crowds import crowd
from knowledge.understanding.directory import Directory
from knowledge.understanding.folding import fold
from knowledge.understanding.named.beside import (
    BESIDE,
    DEFERS,
    DEPUTY,
    FOLLOWED,
    JOINED,
    LEAVING,
    NEVER,
    OR_ELSE,
    THEIR_CREW,
    THEIR_KIN,
)
from knowledge.understanding.named.whole import (
    ADDRESS,
    ASKED,
    CHANNEL,
    CORRECTED,
    CROWDED,
    DESCRIBED,
    DETERMINED,
    DOTTED,
    FIGURES,
    INTRODUCED,
    LINK,
    ME,
    PORTRAYED,
    SHARED,
)
from knowledge.understanding.names import WORD, Found, people_in
from knowledge.understanding.tone.listening import NAME

Sort: TypeAlias = Literal[
    "me", "one", "first_name", "several", "group", "role", "address", "mailbox"
]
Nobody: TypeAlias = Literal["put_off", "denied", "nothing", "unclear"]


@dataclass(frozen=True, slots=True)
class Whom:
    """What a text says about who it is."""

    sort: Sort | Nobody
    heard: str  # the words that say so
    person: Found | None = None  # for one
    doubt: str = ""  # the words of a hedge or a condition beside it
    rest: str = ""  # what stands around the name


def whom(text: str, directory: Directory) -> Whom:
    """Read whom an answer names; takes time linear in its length."""
    plain = " ".join(LINK.sub(" ", text).replace("\u2019", "'").split())
    address = ADDRESS.search(plain)
    said = DOTTED.sub(" ", ADDRESS.sub(" ", plain))
    if ME.fullmatch(said):
        return Whom("me", said, doubt=saying.hedged(said) if "for now" in said else "")
    said, people = _corrected(said, directory)
    if people and not (_typed_small(people) and (saying.put_off(said) or saying.denied(said))):
        return _of(said, people)
    if address:
        local = address.group().split("@")[0]
        shared = SHARED.search(local) or CROWDED.search(local)
        return Whom("mailbox" if shared else "address", address.group())
    return _without_a_name(said)


def _corrected(said: str, directory: Directory) -> tuple[str, tuple[Found, ...]]:
    """Take the last of several attempts that names somebody."""
    parts = [part for part in CORRECTED.split(said) if part.strip()]
    for part in reversed(parts):
        people = people_in(part.replace("@", " "), directory)
        if people:
            return part, people
    return said, ()


def _typed_small(people: tuple[Found, ...]) -> bool:
    """Tell whether all that looks like a name is words of some other language, perhaps."""
    return all(not one.who and one.text == one.text.lower() for one in people)


def masked(text: str, people: tuple[Found, ...]) -> str:
    """Put a mark where people are named, so that no rule takes May for a verb."""
    for one in reversed(people):
        text = text[: one.start] + NAME + text[one.end :]
    return text


def _of(said: str, people: tuple[Found, ...]) -> Whom:
    marked = masked(said.replace("@", " "), people)
    doubt = saying.unsure(marked)
    if ASKED.search(marked):
        return Whom("nothing", said)
    if marked.rstrip(" .!)").endswith("?"):
        doubt = doubt or "?"
    if not doubt and (leaving := LEAVING.search(marked)):
        doubt = leaving.group()
    crew = THEIR_CREW.search(marked)
    left = _left(marked, people)
    if len(_distinct(list(people))) == 1 and (crew or THEIR_KIN.search(marked)):
        return Whom("group" if crew else "role", said, doubt=doubt)
    if not left:
        return _beside_those(said, marked, doubt)
    if len(left) == 1 and (waits := DEFERS.search(marked)):
        return Whom("put_off", waits.group().replace(NAME, left[0].text))
    if len(left) == 1 and OR_ELSE.search(marked):
        return Whom("several", said, doubt=doubt)
    if len(left) > 1 or re.search(
        rf"\b(?:me|i|myself) (?:and|or|&) {NAME}|{NAME} (?:and|or|&) (?:me|i|myself)\b",
        marked,
        re.I,
    ):
        return Whom("several", ", ".join(one.text for one in left), doubt=doubt)
    one = left[0]
    doubt = doubt.replace(NAME, one.text)
    if len(one.who) > 1 or (not one.who and not one.full):
        return Whom("first_name", one.text, one, doubt)
    return Whom("one", one.text, one, doubt, marked)


def _beside_those(said: str, marked: str, doubt: str) -> Whom:
    """Read what is said beside people who are all ruled out: nobody, a group, not yet."""
    rest = _without_a_name(" ".join(marked.replace(NAME, " ").split()))
    known = rest.sort in ("group", "denied", "put_off")
    return Whom(rest.sort if known else "unclear", said, doubt=doubt)


def _left(marked: str, people: tuple[Found, ...]) -> list[Found]:
    """Drop whoever is only mentioned beside: refused, replaced, a deputy, a boss."""
    left = _without(marked, people, NEVER, keep=0)
    if any(one.who for one in left):
        left = [one for one in left if one.who or _joined(marked, people, one)]
    if len(_distinct(left)) > 1:
        left = _without(marked, people, DEPUTY, keep=1, among=left)
    if len(_distinct(left)) > 1:
        left = _without(marked, people, BESIDE, keep=1, among=left)
    return _distinct(left)


def _joined(marked: str, people: tuple[Found, ...], one: Found) -> bool:
    """Tell whether a stranger stands with others as one of them, and is not the name of a unit."""
    places = [place for place, char in enumerate(marked) if char == NAME]
    at = places[people.index(one)]
    return bool(JOINED.search(marked[:at]) or FOLLOWED.search(marked[at + 1 :]))


def _without(
    marked: str,
    people: tuple[Found, ...],
    pattern: re.Pattern[str],
    keep: int,
    among: list[Found] | None = None,
) -> list[Found]:
    places = [place for place, char in enumerate(marked) if char == NAME]
    hit: set[int] = set()
    for match in pattern.finditer(marked):
        hit |= {n for n, place in enumerate(places) if match.start() <= place < match.end()}
    chosen = list(people) if among is None else among
    left = [one for n, one in enumerate(people) if n not in hit and one in chosen]
    return left if len(left) >= keep else chosen


def _distinct(people: list[Found]) -> list[Found]:
    """Count the same person once, however often and however fully named."""
    found: list[Found] = []
    for one in people:
        ids = {who.id for who in one.who}
        words = {fold(word) for word in WORD.findall(one.text)}
        same = [
            at
            for at, other in enumerate(found)
            if (ids & {who.id for who in other.who})
            or (not ids and not other.who and words & {fold(w) for w in WORD.findall(other.text)})
        ]
        if not same:
            found.append(one)
        elif len(one.who) < len(found[same[0]].who) or (one.full and not found[same[0]].full):
            found[same[0]] = one
    return found


def _without_a_name(said: str) -> Whom:
    empty = _empty(said)
    if empty:
        return empty
    doubt = saying.unsure(said)
    told = len(FIGURES.findall(said)) > 1  # "complaints from 80 to 50" names no group
    if one := _introduced(said):
        return Whom("first_name", one, doubt=doubt)
    kind: Sort | Literal[""] = "group" if CHANNEL.search(said) else "" if told else crowd(said)
    if kind:
        return Whom(kind, said, doubt=doubt)
    left = [word for word in WORD.findall(said) if fold(word) not in NEVER_NAMES]
    short = len(WORD.findall(said)) <= 6 and not any(char.isdigit() for char in said)
    if len(left) == 1 and short and not PORTRAYED.match(said):
        return Whom("first_name", left[0], doubt=doubt)
    if DETERMINED.match(said) and not doubt:  # the usual suspects: no name begins like that
        return Whom("group", said)
    described = not doubt and DESCRIBED.search(said)
    return Whom("role" if described else "unclear", said, doubt=doubt)


def _introduced(said: str) -> str:
    """Give a first name that no list knows, where what follows speaks of one person."""
    found = INTRODUCED.match(said)
    if found is None or fold(found["name"]) in NEVER_NAMES or crowd(found["name"]):
        return ""
    return found["name"]


def _empty(said: str) -> Whom | None:
    """Notice what names nobody at all: a question back, none, not yet."""
    if not any(char.isalpha() for char in said):
        return Whom("nothing" if any(char.isalnum() for char in said) else "put_off", said)
    if not said or saying.asks_back(said):
        return Whom("nothing", said)
    if saying.only_marks(said):
        return Whom("put_off", said)
    if saying.says_nothing(said):
        return Whom("nothing", said)
    if waits := saying.stands_in(said):
        return Whom("put_off", waits)
    if none := saying.denied(said):
        return Whom("denied", none)
    off = saying.put_off(said)
    return Whom("put_off", off) if off else None
