"""The text of an expression: which words may stand in it, and which answers it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from knowledge.model.content import Kind

LONGEST: Final = 1000  # characters
NUMBER, WORDS, YES, DAY = "number", "text", "yes or no", "day"

# What an answer of each kind offers, and as what.
FIELDS: Final[Mapping[Kind, Mapping[str, str]]] = {
    "person": {"id": WORDS},
    "date": {"date": DAY},
    "choice": {"option": WORDS},
    "yes_no": {"yes": YES, "no": YES, "maybe": YES},
    "money": {"amount": NUMBER, "currency": WORDS, "per": WORDS},
    "percent": {"amount": NUMBER},
    "number": {"amount": NUMBER, "unit": WORDS},
    "metric": {"name": WORDS, "baseline": NUMBER, "target": NUMBER, "unit": WORDS, "by": DAY},
    "link": {"url": WORDS},
    "text": {"text": WORDS},
}
OFFERED: Final[Mapping[str, str]] = {
    name: offered for fields in FIELDS.values() for name, offered in fields.items()
}
TESTS: Final = ("contains", "startsWith", "endsWith", "matches")
KNOWN: Final = frozenset(
    {"answers", "answered", "today", "day", "days", "size", "true", "false", "in", *TESTS}
)
TOKEN: Final = re.compile(
    r"""(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<number>\d[\w.]*)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<space>\s+)
    |(?P<sign>&&|\|\||[=!<>]=|[-+*/%<>!?:.,()\[\]])""",
    re.VERBOSE | re.ASCII,
)
LENGTH: Final = "len_"  # how `size` is called inside: as long, and no word that anybody can write
MEANT: Final = {"and": "&&", "or": "||", "not": "!"}


class BadExpression(ValueError):
    """An expression that is not taken; `suggestion` may hold what was meant."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message, self.suggestion = message, suggestion


@dataclass(frozen=True, slots=True)
class Token:
    """One sign, word, number or quoted text, and where it stands."""

    kind: str
    text: str
    at: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A part of an answer that an expression reads, under the name of its variable."""

    variable: str
    question: str
    field: str


class Reader:
    """Walks over an expression and puts a variable in the place of each answer and each day."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.wanted: dict[tuple[str, str], Wanted] = {}
        self.asked: dict[str, str] = {}  # question -> variable
        self.days: dict[date, str] = {}
        self.patterns: list[str] = []
        place = 0
        while place < len(self.tokens):
            place += self._take(place)

    def _take(self, place: int) -> int:
        """Take one word, or an answer as a whole; returns how many tokens that were."""
        token = self.tokens[place]
        if token.kind != "name":
            return 1
        if place and self.tokens[place - 1].text == ".":
            _known(token, TESTS)
            if token.text == "matches":
                self._argument(place, '.matches("...")')
                self.patterns.append(self.tokens[place + 2].text)
            return 1
        match token.text:
            case "answers":
                return self._answer(place)
            case "answered":
                question = self._argument(place, 'answered("q.owner")')
                self._put(place, 4, self.asked.setdefault(question, f"a{len(self.asked)}"))
                return 4
            case "day":
                said = _day(self._argument(place, 'day("2027-01-31")'), token)
                self._put(place, 4, self.days.setdefault(said, f"d{len(self.days)}"))
                return 4
            case "size":
                self._put(place, 1, LENGTH)
                return 1
            case _:
                _known(token, KNOWN)
                return 1

    def _answer(self, place: int) -> int:
        if not self._shape(place).startswith("n[s].n"):
            raise BadExpression(
                f'at character {self.tokens[place].at + 1}: write answers["question"].part, '
                'such as answers["q.owner"].id'
            )
        question, field = _inside(self.tokens[place + 2]), self.tokens[place + 5]
        _known(field, OFFERED)
        at = (question, field.text)
        if at not in self.wanted:
            self.wanted[at] = Wanted(f"v{len(self.wanted)}", *at)
        self._put(place, 6, self.wanted[at].variable)
        return 6

    def _argument(self, place: int, such: str) -> str:
        if not self._shape(place).startswith("n(s)"):
            raise BadExpression(f"at character {self.tokens[place].at + 1}: write {such}")
        return _inside(self.tokens[place + 2])

    def for_cel(self) -> tuple[str, list[int]]:
        """Write whole numbers with a decimal point, as all numbers here; and say where."""
        text = self.text
        added: list[int] = []
        for token in _tokens(text):
            if token.kind == "number" and token.text.isdigit():
                end = token.at + len(token.text) + 2 * len(added)
                text = f"{text[:end]}.0{text[end:]}"
                added.append(end)
        return text, added

    def _shape(self, place: int) -> str:
        some = self.tokens[place : place + 6]
        return "".join(t.text if t.kind == "sign" else t.kind[0] for t in some)

    def _put(self, place: int, count: int, variable: str) -> None:
        """Write a variable in the place of some tokens; everything keeps its column."""
        first, last = self.tokens[place], self.tokens[place + count - 1]
        end = last.at + len(last.text)
        room = "".join("\n" if c == "\n" else " " for c in self.text[first.at : end])
        whole = variable + room[len(variable) :]
        self.text = self.text[: first.at] + whole + self.text[end:]


def _inside(quoted: Token) -> str:
    return quoted.text[1:-1]


def _known(token: Token, words: Iterable[str]) -> None:
    if token.text not in words:
        near = get_close_matches(token.text, sorted(words), n=1, cutoff=0.6)
        meant = [MEANT[token.text]] if token.text in MEANT else near
        said = f"{token.text!r} at character {token.at + 1} has no meaning here"
        raise BadExpression(said, *meant)


def _day(said: str, token: Token) -> date:
    try:
        if len(said) == len("2027-01-31"):
            return date.fromisoformat(said)
    except ValueError:
        pass
    raise BadExpression(f'at character {token.at + 1}: write a day as day("2027-01-31")')


def _tokens(text: str) -> list[Token]:
    if len(text) > LONGEST:
        raise BadExpression(f"longer than {LONGEST} characters: make two rules of it")
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            meant = "==" if text[at] == "=" else ""
            raise BadExpression(f"{text[at]!r} at character {at + 1} has no meaning here", meant)
        kind = match.lastgroup or ""
        if kind == "string" and found and found[-1].at + len(found[-1].text) == at:
            _no_prefix(found[-1], at)
        if kind != "space":
            found.append(Token(kind, match[0], at))
        at = match.end()
    return found


def _no_prefix(before: Token, at: int) -> None:
    if before.kind in ("string", "name"):
        raise BadExpression(f"a text at character {at + 1} is written in plain quotes")
