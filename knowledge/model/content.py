"""Criteria, the questions asked about them, and the rules that judge the answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)


def _plain_number(said: object) -> object:
    """Let numbers through and nothing that only becomes one: "010", yes, a quoted figure."""
    if isinstance(said, bool | str):
        raise ValueError("write a plain number, such as 5 or 2.5")
    return said


Id: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,79}$")]
Line: TypeAlias = Annotated[str, StringConstraints(max_length=400, strip_whitespace=True)]
When: TypeAlias = Annotated[str, StringConstraints(max_length=1000, strip_whitespace=True)]
Ask: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=140)]
# What a figure may be; numbers beyond that cannot even be shown.
Bounded: TypeAlias = Annotated[Decimal, Field(ge=-(10**15), le=10**15, allow_inf_nan=False)]
Number: TypeAlias = Annotated[Bounded, BeforeValidator(_plain_number)]
EXPRESSION = "expression"  # the check of every rule that says `when`
Severity: TypeAlias = Literal["block", "warn", "info"]
Kind: TypeAlias = Literal[
    "person",
    "date",
    "choice",
    "yes_no",
    "money",
    "percent",
    "number",
    "duration",
    "metric",
    "link",
    "text",
]


TEN_YEARS = 3650  # days


class Content(BaseModel):
    """Frozen content; an unknown field is an error, so a typing slip cannot hide."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Role(Content):
    """A part that people play in a pilot or at a gate."""

    id: Id
    label: Line


class Acceptance(Content):
    """What somebody takes on who is named: what they are called, and what that means."""

    called: Line
    means: Line


class Question(Content):
    """One thing asked of one person; `who` names the role that can best answer it."""

    id: Id
    ask: Ask
    criterion: str = ""
    kind: Kind = "text"
    why: Line = ""
    example: Line = ""
    hint: Line = ""
    who: Id = "member"
    follow_up: Line = ""
    sources: tuple[Id, ...] = ()
    options: tuple[Line, ...] = ()
    unit: Line = ""
    per: Literal["", "year", "month"] = ""
    least: Number | None = None
    most: Number | None = None
    future: bool = False  # a target date: a past day is refused
    optional: bool = False  # no must needs it: never asked in a sitting
    at_gate: bool = False  # counts only once the gate that requires its criterion is reached
    always: bool = False  # may not be set aside as not applicable
    accepts: Acceptance | None = None  # whoever is named here is asked whether they take it on
    five: bool = False  # built for asking several people the same thing

    @model_validator(mode="before")
    @classmethod
    def _text_is_what_is_asked(cls, said: Any) -> Any:
        if isinstance(said, dict) and "text" in said and "ask" not in said:
            return {**{k: v for k, v in said.items() if k != "text"}, "ask": said["text"]}
        return said

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:  # noqa: N804 - an "after" validator gets the instance
        if (self.kind == "choice") != bool(self.options):
            raise ValueError("options belong to a choice, and a choice needs them")
        if self.kind == "number" and not self.unit:
            raise ValueError("a number needs a unit")
        if self.per and self.kind != "money":
            raise ValueError("per belongs to money")
        if self.accepts and self.kind != "person":
            raise ValueError("accepts belongs to a person")
        return self


class Figure(Content):
    """A number that a rule compares with, where it comes from, and who may change it."""

    value: Number
    unit: Line
    high: Number | None = None  # the upper end, where the source gives a range
    steps: tuple[Bounded, ...] = ()  # further numbers of the source, in its order
    rule: str = ""  # in a playbook's threshold: the rule whose figure it replaces
    derived: bool = False  # ours: the source does not state it this way
    editable: bool = False  # a team may set its own
    sources: tuple[Id, ...] = ()


def _says_when(said: Any) -> bool:
    return isinstance(said, dict) and "when" in said


class RuleUse(Content):
    """A rule at work: `check` names the Python function, or `when` says in CEL when it fires."""

    id: Id
    check: Id
    when: When = ""
    severity: Severity
    questions: tuple[Id, ...] = ()
    message: Line
    clears: Line
    about: Id | None = None  # the criterion, where the rule stands on its own
    figure: Figure | None = None
    allow: tuple[Line, ...] = ()  # for one-of: the options that pass
    sources: tuple[Id, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _checks_by_one_of_two(cls, said: Any) -> Any:
        if not isinstance(said, dict) or ("check" in said) != ("when" in said):
            return {"check": EXPRESSION, **said} if _says_when(said) else said
        if "when" not in said:
            raise ValueError("a rule needs `when` (an expression) or `check` (a rule's name)")
        raise ValueError("a rule has a `check` or a `when`, not both")

    @model_validator(mode="after")
    def _looks_at_something(self) -> Self:  # noqa: N804
        if not self.questions and self.about is None and not self.when:
            raise ValueError("a rule needs questions, or the criterion that it is about")
        return self


class Criterion(Content):
    """One thing that has to be true, with what we ask about it and how we judge the answers."""

    id: Id
    title: Line
    requirement: Line
    why: Line
    theme: Line = ""
    questions: tuple[Question, ...] = ()
    rules: tuple[RuleUse, ...] = ()
    half_life: Figure | None = None  # days after which an answer is asked to be confirmed
    sources: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _ages_in_days(self) -> Self:  # noqa: N804
        life = self.half_life
        if life is not None and (life.unit != "days" or not 1 <= life.value <= TEN_YEARS):
            raise ValueError("half_life is a number of days, from 1 to 3650")
        return self
