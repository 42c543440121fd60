"""One reply that answers several open questions: clause by clause, each to the one it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from knowledge.model.content import Kind, Question
from knowledge.model.library import Library
from knowledge.understanding.directory import Directory
from knowledge.understanding.figures import in_digits
from knowledge.understanding.outcomes import Again, Part
from knowledge.understanding.text import LIMIT
from knowledge.understanding.understand import understand
from knowledge.values.kinds import Group, Placeholder, Value

# Not between the digits of 1,250 or before the year of "1 March, 2027".
BREAK = re.compile(
    r"\s*(?:[;\n]+|(?<=[^\W\d]|[0-9%)])[.!?](?=\s)|,(?! ?(?:19|20)[0-9]{2}\b)(?![0-9]))\s*"
    r"|\s+(?:and|while|plus|but)\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
CLAUSES = 12
LONGEST = 200  # characters of a clause; what is longer is told, not listed
WORD = re.compile(r"[^\W\d_]{3,}")
IDLE = frozenset(
    {"the", "and", "for", "are", "was", "who", "what", "which", "when", "where", "how", "much"}
    | {"many", "does", "did", "has", "have", "had", "will", "would", "can", "one", "person"}
    | {"please", "day", "that", "this", "with", "its", "you", "your", "not", "any", "all", "from"}
    | {"out", "our", "link", "share", "percent", "year"}
)
# Everyday words for what the catalogue calls by one name.
FAMILIES: dict[str, str] = {
    word: family
    for family, words in {
        "owner": "owner owners own owns owned responsible accountable charge runs",
        "sponsor": "sponsor sponsors sponsored backs backer",
        "funding": "funding fund funds funded budget budgets budgeted",
        "cost": "cost costs price",
        "value": "value worth benefit saves savings",
        "approved": "approved approval signed approves",
        "live": "live golive launch launches launched",
        "review": "review gate meeting board",
        "rollback": "rollback revert fallback",
        "support": "support oncall helpdesk handover",
        "training": "training trained train",
        "adoption": "adoption used usage uses",
        "baseline": "baseline measured today",
    }.items()
    for word in words.split()
}
TELLING: frozenset[Kind] = frozenset({"money", "date", "link", "duration"})
LISTED: frozenset[Kind] = TELLING | {"person", "percent", "number", "yes_no"}
BY_NAME, BY_WORD, IN_FRONT = 3, 1, 2
FIGURE = re.compile(r"[0-9]+")


def several(
    questions: Sequence[Question],
    text: str,
    *,
    me: str,
    directory: Directory,
    today: date,
    front: str = "",
) -> tuple[Part, ...]:
    """Find the answers of a text to open questions, at most one each, in the order of the text.

    `front` is the id of the question that was shown: it wins where a clause could be for several.
    """
    found: dict[str, Part] = {}
    for clause in clauses(text):
        left = [question for question in questions if question.id not in found]
        part = _part(left, clause, me, directory, today, front)
        if part is not None:
            found[part.question.id] = part
    return tuple(found.values())


def may_be_several(library: Library, text: str) -> bool:
    """Tell whether two clauses of a text may surely be about questions; False is certain."""
    named, asked, metrics = _of_all(library)
    cut = [(clause, _words(clause)) for clause in clauses(text)]
    rest = [c for c, said in cut if not said & named and len(said & asked) < BY_NAME]
    about = len(cut) - len(rest)
    return about > 1 or (about + metrics > 1 and about + sum(map(_from_to, rest)) > 1)


def clauses(text: str) -> tuple[str, ...]:
    """Cut a text where one statement ends and the next begins."""
    if len(text) > LIMIT:
        return ()
    pieces = [piece.strip(" .!,") for piece in BREAK.split(text)]
    return tuple(piece for piece in pieces if piece and len(piece) <= LONGEST)[:CLAUSES]


def _part(
    questions: Sequence[Question],
    clause: str,
    me: str,
    directory: Directory,
    today: date,
    front: str,
) -> Part | None:
    """Give a clause to the question whose words it uses, or that alone can hold such a value."""
    for question in questions:
        if question.kind != "metric" or not _from_to(clause):
            continue
        if whole := _value(question, clause, me, directory, today):
            return Part(question, clause, whole, sure=True)
    said = _words(clause)
    scored = [(_score(question, said), question) for question in questions]
    ranked = sorted(
        ((score + (IN_FRONT if q.id == front else 0), q) for score, q in scored),
        key=lambda pair: -pair[0],
    )
    telling = 0
    best: Part | None = None
    for score, question in ranked:
        if question.kind not in LISTED or (score == 0 and not _tells(question, clause)):
            continue
        value = _value(question, clause, me, directory, today)
        if value is None:
            continue
        if score > 0:
            return Part(question, clause, value, sure=score >= BY_NAME)
        telling += 1
        best = best or Part(question, clause, value)
    return best if telling == 1 else None


def _tells(question: Question, clause: str) -> bool:
    """Tell whether a clause may hold a value of a kind that needs no further words."""
    return question.kind in TELLING and any(char.isdecimal() for char in clause)


def _value(
    question: Question, clause: str, me: str, directory: Directory, today: date
) -> Value | None:
    found = understand(question, clause, me=me, directory=directory, today=today)
    if isinstance(found, Again) or isinstance(found.value, Placeholder | Group):
        return None
    return found.value


def _from_to(clause: str) -> bool:
    """Tell whether a clause may hold a whole metric: it has two figures at least."""
    return len(FIGURE.findall(in_digits(clause))) > 1


def _score(question: Question, said: frozenset[str]) -> int:
    """Count the words that a clause shares with a question; its name weighs more."""
    named, asked = _own(question.id, question.ask)
    return BY_NAME * len(said & named) + BY_WORD * len(said & asked)


@lru_cache(maxsize=1024)
def _own(question: str, ask: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give the words of a question's name, and those that only its asking has."""
    named = _words(question.removeprefix("q.").replace(".", " ").replace("-", " "))
    return named, _words(ask) - named


@lru_cache(maxsize=8)  # a library never changes
def _of_all(library: Library) -> tuple[frozenset[str], frozenset[str], int]:
    """Gather the words of all questions that can be answered in a list, and count the metrics."""
    every = library.questions.values()
    own = [_own(question.id, question.ask) for question in every if question.kind in LISTED]
    named: frozenset[str] = frozenset().union(*(words for words, _ in own))
    asked: frozenset[str] = frozenset().union(*(words for _, words in own))
    return named, asked, sum(question.kind == "metric" for question in every)


def _words(text: str) -> frozenset[str]:
    plain = text.casefold().replace("go-live", "golive").replace("on-call", "oncall")
    return frozenset(FAMILIES.get(word, word) for word in WORD.findall(plain) if word not in IDLE)
