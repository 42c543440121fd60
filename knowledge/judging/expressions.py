"""Rules that an organisation writes: CEL over typed answers, checked before they come into force.

An expression names answers as `answers["q.budget"].amount`; each becomes a variable of its type,
and CEL's own checker does the rest. Only the words below may stand in it: nothing loops, nothing
is called that is not here, so a rule costs microseconds whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, Final

from cel_expr_python import cel

from knowledge.judging.expression_text import (
    DAY,
    FIELDS,
    LENGTH,
    NUMBER,
    OFFERED,
    WORDS,
    YES,
    BadExpression,
    Reader,
    Wanted,
)
from knowledge.judging.facts import Facts
from knowledge.model.content import Kind
from knowledge.values import Day, Value, YesNo

TYPES: Final = {
    NUMBER: cel.Type.DOUBLE,
    WORDS: cel.Type.STRING,
    YES: cel.Type.BOOL,
    DAY: cel.Type.TIMESTAMP,
}
OURS: Final = {"double": "number", "google.protobuf.Timestamp": "day", LENGTH: "size"}
SAID_BY_CEL: Final = re.compile(r"<input>:(\d+):(\d+): (.*)")


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression ready to run: what it reads, and which answers it asks to be there."""

    program: cel.Expression
    wanted: tuple[Wanted, ...]
    asked: tuple[tuple[str, str], ...]  # variable and question of each `answered("...")`
    days: Mapping[str, datetime]  # variable and value of each `day("...")`

    def fires(self, facts: Facts) -> bool:
        """Tell whether it holds; without one of its answers, or at any fault, it stays silent."""
        given: dict[str, Any] = {"today": _moment(facts.today), **self.days}
        for wanted in self.wanted:
            value = facts.value(wanted.question)
            part = None if value is None else _part(value, wanted.field)
            if part is None:
                return False
            given[wanted.variable] = part
        for variable, question in self.asked:
            given[variable] = facts.value(question) is not None
        return self._holds(given)

    def _holds(self, given: Mapping[str, Any]) -> bool:
        try:
            return self.program.eval(data=given).value() is True
        except RuntimeError:  # CEL's own: a number too large, a text that is no pattern
            return False

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that it reads, each once, in their order."""
        read = [wanted.question for wanted in self.wanted]
        return tuple(dict.fromkeys([*read, *(question for _, question in self.asked)]))


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _part(value: Value, field: str) -> object:
    """Read one part of an answer as CEL knows it; None: it has none, or is not certain."""
    if getattr(value, "high", None) is not None:
        return None  # a range: in doubt a rule is silent
    if isinstance(value, YesNo):
        return value.answer == field if field in ("yes", "no", "maybe") else None
    if isinstance(value, Day):
        return _moment(value.date) if field == "date" and value.until is None else None
    part = getattr(value, field, None)
    match OFFERED.get(field):
        case "number":
            return None if part is None else float(part)
        case "day":
            return _moment(part) if isinstance(part, date) else None
        case _:
            return part if isinstance(part, str) else None


@lru_cache(maxsize=4096)
def compiled(text: str) -> Expression:
    """Make an expression ready, its types checked; raises BadExpression."""
    reader = Reader(text)
    _try(reader.patterns)
    if not reader.wanted and not reader.asked:
        raise BadExpression('it looks at no answer: name one, such as answers["q.budget"].amount')
    return Expression(
        _checked(reader),
        tuple(reader.wanted.values()),
        tuple((variable, question) for question, variable in reader.asked.items()),
        {variable: _moment(day) for day, variable in reader.days.items()},
    )


def read_by(text: str) -> tuple[str, ...]:
    """List the questions that an expression reads; none where it is broken."""
    try:
        return compiled(text).questions
    except BadExpression:
        return ()


def misfits(expression: Expression, kind_of: Callable[[str], Kind | None]) -> Iterator[str]:
    """Say which parts the questions named do not have; an unknown question is told elsewhere."""
    for wanted in expression.wanted:
        kind = kind_of(wanted.question)
        if kind is not None and wanted.field not in FIELDS[kind]:
            has = ", ".join(f".{field}" for field in FIELDS[kind])
            yield f"the answer to {wanted.question} has no .{wanted.field}: it has {has}"


def _try(patterns: Iterable[str]) -> None:
    """Try patterns once, so that a broken one is told now and not silent for ever."""
    for said in patterns:
        try:
            found = cel.NewEnv().compile(f'"".matches({said})').eval().value()
        except RuntimeError:
            found = None
        if not isinstance(found, bool):
            raise BadExpression(f"the pattern {said[:60]} cannot be read")


def _checked(reader: Reader) -> cel.Expression:
    """Have CEL check the types; raises BadExpression with the place as the author wrote it."""
    plain, added = reader.for_cel()
    try:
        program = _environment(reader).compile(plain)
    except RuntimeError as wrong:
        raise BadExpression(_in_words(str(wrong), plain, added)) from None
    if program.return_type() != cel.Type.BOOL:
        raise BadExpression("this is no statement that holds or not, such as `a > b`")
    return program


def _environment(reader: Reader) -> cel.Env:
    types = {one.variable: TYPES[OFFERED[one.field]] for one in reader.wanted.values()}
    types |= dict.fromkeys(reader.asked.values(), cel.Type.BOOL)
    types |= dict.fromkeys([*reader.days.values(), "today"], cel.Type.TIMESTAMP)
    return cel.NewEnv(variables=types, functions=FUNCTIONS)


def _days(first: datetime, last: datetime) -> float:
    return float((last - first).days)


def _length(text: str) -> float:
    return float(len(text))


def _function(name: str, function: Callable[..., float], *types: cel.Type) -> cel.FunctionDecl:
    """Declare a function that gives a number, as all numbers here with a decimal point."""
    given = cel.Overload(
        f"{name}_of", return_type=cel.Type.DOUBLE, parameters=list(types), impl=function
    )
    return cel.FunctionDecl(name, [given])


FUNCTIONS: Final = [
    _function("days", _days, cel.Type.TIMESTAMP, cel.Type.TIMESTAMP),
    _function(LENGTH, _length, cel.Type.STRING),
]


def _in_words(said: str, plain: str, added: Sequence[int]) -> str:
    """Read what CEL says: its signs by their names, the place, and no more than that."""
    found = SAID_BY_CEL.search(said)
    if found is None or found[1] == "-1":
        return "nested too deeply" if "recursion" in said else "this is no expression"
    words = found[3].removesuffix("[INVALID_ARGUMENT]").strip()
    words = words.partition(" expecting {")[0].replace(" (in container '')", "")
    for sign in re.findall(r"'[@_]([^\w\s']+)_?'", words):
        words = words.replace(f"'_{sign}_'", sign).replace(f"'{sign}_'", sign)
    for ours, theirs in (
        ("number", "double"),
        ("day", "google.protobuf.Timestamp"),
        ("size", LENGTH),
    ):
        words = words.replace(theirs, ours)
    before = sum(len(line) + 1 for line in plain.split("\n")[: int(found[1]) - 1])
    at = before + int(found[2])
    return f"at character {at - 2 * sum(place < at for place in added)}: {words}"
