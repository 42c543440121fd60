"""Try a wording: judge one answer to a question, a family or a kind, with nothing kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, get_args

from knowledge.answers import Answer
from knowledge.judging.alone import (
    Judged,
    PersonRules,
    judge_funding,
    judge_metric,
    judge_person,
    such_as,
)
from knowledge.judging.facts import Facts
from knowledge.judging.rules import RULES
from knowledge.judging.strength import strength
from knowledge.model.content import Kind, Question, RuleUse
from knowledge.model.library import Library
from knowledge.model.playbook import Unknown
from knowledge.understanding import saying
from knowledge.understanding.chatter import is_placeholder
from knowledge.understanding.directory import Directory
from knowledge.understanding.text import LooksSecret, TooLong, clean, is_blank
from knowledge.understanding.understand import MOSTLY, Again, understand
from knowledge.values.kinds import (
    Day,
    Duration,
    Money,
    Percent,
    Value,
    YesNo,
)

FAMILIES = {"owner": "q.owner", "metric": "q.metric", "funding": "q.funding"}
KINDS: frozenset[str] = frozenset(get_args(Kind)) - {"choice"}
VAGUE = "r.answer.vague"


# For a kind by itself, which no question of the catalogue has words for.
BETTER: Mapping[Kind, str] = {
    "money": "How much is it, and in which currency? For example: 120,000 EUR",
    "date": "Which day, month or quarter, with its year? For example: 30 June 2027",
    "percent": "How many percent is it? For example: 35%",
    "number": "What is the number? For example: 12",
    "duration": "How long, with its unit? For example: 45 minutes",
    "yes_no": "Is it a yes or a no today?",
    "person": "Which one person, by name? For example: Maria Keller",
    "link": "Where can it be seen? For example: https://wiki.example.com/runbook",
    "text": "Please say it in a sentence.",
}


@dataclass(frozen=True, slots=True)
class Try:
    """One wording to judge: for which question, on which day, among whom."""

    question: str
    text: str
    today: date
    directory: Directory


def judge(library: Library, tried: Try) -> Judged:
    """Judge one wording; raises Unknown where there is no such question."""
    asked, family = _question(library, tried.question, tried.text)
    try:
        text = clean(tried.text)
    except TooLong:
        return Judged("ask", "stated", None, (), "", "Please say it in fewer words.")
    except LooksSecret:
        return Judged("ask", "stated", None, (), "", "That looks like a secret. Leave it out.")
    if is_blank(text):
        return _asked(Judged("ask", "missing"), asked)
    if asked.kind == "person":
        return judge_person(asked, text, tried.directory, _person_rules(library, asked))
    if asked.kind == "metric":
        return judge_metric(asked, text, tried.today)
    if family == "funding":
        return judge_funding(asked, text, tried.today)
    return _of_kind(library, asked, text, tried)


def _question(library: Library, name: str, text: str) -> tuple[Question, str]:
    if name in FAMILIES:
        return library.question(FAMILIES[name]), name
    if name in KINDS:
        unit = {"unit": _last_word(text)} if name == "number" else {}
        asked: dict[str, Any] = {"id": f"q.{name.replace('_', '-')}", "ask": "?", "kind": name}
        return Question.model_validate(asked | unit), name
    try:
        return library.question(name), ""
    except Unknown:
        raise Unknown(name) from None


def _last_word(text: str) -> str:
    """Give the unit that a bare number came with: whatever is counted is fine."""
    words = text.split()
    return words[-1].strip(".,!") if len(words) == 2 and words[-1].isalpha() else "units"


def _person_rules(library: Library, asked: Question) -> PersonRules:
    uses = {use.check: use.id for use in library.rules() if asked.id in use.questions}
    named = uses.get("named-person") or uses.get("outside-team") or uses.get("signed-value") or ""
    business = next((use.id for use in _about(library, asked) if use.check == "business-unit"), "")
    sponsor = business if asked.id == "q.sponsor" else ""
    return PersonRules(named, VAGUE if uses.get("not-vague") or not named else "", sponsor)


def _about(library: Library, asked: Question) -> tuple[RuleUse, ...]:
    criterion = library.criteria.get(asked.criterion)
    return criterion.rules if criterion else ()


def _of_kind(library: Library, asked: Question, text: str, tried: Try) -> Judged:
    """Judge an answer of a plain kind by what understanding makes of it."""
    early = _no_answer(asked, text)
    if early:
        return _asked(early, asked)
    found = understand(asked, text, me="", directory=tried.directory, today=tried.today)
    if isinstance(found, Again):
        return _again(asked, text, found)
    value = found.value
    rung = strength(asked, value, text)
    flags = _flags(library, asked, value, tried.today)
    weak = rung in ("missing", "placeholder", "group") or bool(flags)
    made = Judged("weak" if weak else "good", rung, data(value), flags, text if weak else "")
    return _asked(made, asked) if weak else made


def _no_answer(asked: Question, text: str) -> Judged | None:
    """Notice what is no answer of any kind: nothing, a question back, a stand-in."""
    if asked.kind == "money" and saying.denied(text).strip(" .!") == text.strip(" .!"):
        return Judged("weak", "missing", heard=text)
    if not text.strip() or (asked.kind != "text" and saying.asks_back(text)):
        return Judged("ask", "missing")
    if is_placeholder(text, asked.kind) or saying.only_marks(text):
        return Judged("weak", "placeholder", heard=text)
    if asked.kind in ("yes_no", "date") and saying.hangs_on(text):
        return None
    off = saying.put_off(text)
    words = asked.kind == "text"
    if off and (len(off) > MOSTLY * len(text) if words else not _settled(asked, text)):
        return Judged("weak", "placeholder", heard=off)
    return None


def _settled(asked: Question, text: str) -> bool:
    """Tell whether something of the wanted kind is in a text that also puts off."""
    if asked.kind == "yes_no":
        return saying.says_yes_or_no(text) and not saying.knows_nothing(text)
    relative = asked.kind == "date" and saying.some_span(text)
    return relative or any(char.isdigit() for char in text)


def _again(asked: Question, text: str, found: Again) -> Judged:
    figure = any(char.isdigit() for char in text)
    if asked.kind in ("money", "percent", "number", "duration") and saying.no_figure(text):
        return Judged("ask", "group", None, (), text, _wanted(asked, found))
    if asked.kind == "date" and not figure and not saying.some_span(text):
        return Judged("ask", "group", None, (), text, _wanted(asked, found))
    if not figure and saying.unsure(text):
        return Judged("ask", "group", None, (), saying.unsure(text), _wanted(asked, found))
    if asked.kind == "link" and "://" not in text and not saying.an_address(text):
        return Judged("ask", "group", None, (), text, _wanted(asked, found))
    nothing = asked.kind == "yes_no" and not saying.says_yes_or_no(text)
    return Judged("ask", "missing" if nothing else "stated", None, (), text, _wanted(asked, found))


def _wanted(asked: Question, found: Again) -> str:
    """Say what is unclear, with what may be meant, else with what a good answer looks like."""
    *first, last = [option.text for option in found.options[:3]] or [""]
    ways = " or ".join(filter(None, (", ".join(first), last)))
    if last and last in found.reason:
        return found.reason
    better = f"Perhaps {ways}?" if ways else such_as(asked) or BETTER.get(asked.kind, "")
    return " ".join(filter(None, (found.reason, better)))


def _asked(made: Judged, asked: Question) -> Judged:
    wanted = " ".join(filter(None, (asked.follow_up, such_as(asked)))) or BETTER.get(asked.kind, "")
    return Judged(made.verdict, made.strength, made.value, made.flags, made.heard, wanted)


def _flags(library: Library, asked: Question, value: Value, today: date) -> tuple[str, ...]:
    """List the rules that fire on this answer alone; those that need more stay silent."""
    uses = [use for use in library.rules() if asked.id in use.questions]
    if not uses:
        return ()
    at = datetime.combine(today, time(), UTC)
    answers = {asked.id: Answer(asked.id, "kept", value, "", "", at, 1)}
    facts = Facts(answers, today, frozenset(), today)
    fired = [use.id for use in uses if RULES[use.check](use, facts).fires]
    return tuple(dict.fromkeys(fired))


def data(value: Value) -> Mapping[str, Any] | None:
    """Write a value in the shapes that are promised; a range, a number and words have none."""
    if isinstance(value, Money | Percent | Duration) and value.high is not None:
        return None
    match value:
        case Money(currency=""):
            return {"amount": plain(value.amount), "currency": None}
        case Money():
            return {"amount": plain(value.amount), "currency": value.currency}
        case Percent():
            return {"percent": plain(value.amount)}
        case Duration():
            return {"minutes": plain(value.minutes)}
        case Day(until=None):
            return {"date": value.date.isoformat()}
        case Day():
            assert value.until is not None
            return {"from": value.date.isoformat(), "to": value.until.isoformat()}
        case YesNo():
            return {"answer": value.answer}
        case _:
            return None


def plain(amount: Decimal) -> int | float:
    """Write a number as JSON does."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


__all__ = ["FAMILIES", "KINDS", "Judged", "Try", "judge"]
