"""Judge one answer by itself: keep it, keep it with a flag, or ask first; and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from knowledge.judging.strength import Rung, linked
from knowledge.model.content import Question
from knowledge.understanding.crowds import crowd, technology
from knowledge.understanding.directory import Directory
from knowledge.understanding.funding_text import FundingSaid, funding_said
from knowledge.understanding.measuring import wrong_number
from knowledge.understanding.metric_text import MetricSaid, metric_said
from knowledge.understanding.whom import Whom, whom

Verdict: TypeAlias = Literal["good", "weak", "ask"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What comes of an answer: whether it is kept, how much it carries, and what is short."""

    verdict: Verdict
    strength: Rung
    value: Mapping[str, Any] | None = None
    flags: tuple[str, ...] = ()
    heard: str = ""  # the words that decided it
    follow_up: str = ""


def judge_person(question: Question, text: str, directory: Directory, rules: PersonRules) -> Judged:
    """Judge who was named."""
    said = whom(text, directory)
    made = _person(said, text, rules)
    asks = _who_asks(said, made)
    return _with_follow_up(made, question, asks if asks or question.follow_up else NO_ONE)


NO_ONE = "That names no one person. Who is it, by name? For example: Maria Keller"


def _who_asks(said: Whom, made: Judged) -> str:
    """Name what is short about the person named; empty: the question's own words say it best."""
    hedged = said.sort in ("me", "one", "first_name") and said.doubt
    if hedged and made.verdict == "weak":
        return f"{_quoted(said.doubt)} leaves it open. Once it is settled, just the name, please."
    return WHO_ASKS.get(said.sort, "")


@dataclass(frozen=True, slots=True)
class PersonRules:
    """The rules that look at one question about a person; empty where there is none."""

    named: str = ""
    vague: str = ""
    business: str = ""  # for a sponsor: no technology leader


WHO_ASKS = {
    "several": "You name more than one. Which one of them answers for it?",
    "role": "That is a role. Who is that, by name?",
    "first_name": "Which one do you mean? The full name, please.",
    "address": "Whose address is that? The name, please.",
    "mailbox": "Many people read that address. Which one of them answers for it?",
    "unclear": "Whom do you mean? One name, please.",
    "nothing": "I did not see a name in that. Who is it?",
    "put_off": "That only holds the place of an answer. Which one person is it?",
    "denied": "Then it is nobody\u2019s yet. Who would notice first if it stopped?",
}


STILL = re.compile(r"\b(?:yet|so far|at the moment|still|currently|for now|now)\b", re.IGNORECASE)


def _person(said: Whom, text: str, rules: PersonRules) -> Judged:
    named, vague = _only(rules.named), _only(rules.vague)
    if said.sort in ("me", "one"):
        if said.doubt:
            return Judged("weak", "group", _name(said), vague, said.doubt)
        tech = technology(said.rest) if rules.business else ""
        if tech:
            return Judged("weak", _stated(text), _name(said), (rules.business,), tech)
        return Judged("good", _stated(text), _name(said), (), said.heard)
    if said.sort == "put_off":
        also = named if crowd(text.partition(said.heard)[0]) else ()
        return Judged("weak", "placeholder", None, (*vague, *also) or named, said.heard)
    if said.sort == "denied":
        also = vague if STILL.search(text) else ()
        return Judged("weak", "missing", None, (*named, *also) or vague, said.heard)
    if said.sort == "group":
        both = (*named, *(vague if said.doubt else ()))
        return Judged("weak", "group", None, both, said.heard)
    if said.sort in ("several", "role", "mailbox"):
        return Judged("ask", "group", None, (*named, *(vague if said.doubt else ())), said.heard)
    if said.sort == "nothing" or not text.strip():
        return Judged("ask", "missing", None, (), said.heard)
    if said.doubt:
        return Judged("weak", "group", None, vague, said.doubt)
    nobody = named if said.sort == "unclear" and len(text.split()) > A_NAME else ()
    return Judged("ask", "stated", None, nobody, said.heard)


A_NAME = 4  # words; a longer text with nobody in it names nobody, were it kept as it stands


def _name(said: Whom) -> Mapping[str, Any] | None:
    if said.person is None:
        return None
    who = said.person.who
    return {"name": who[0].name if who else said.person.text}


def _only(rule: str) -> tuple[str, ...]:
    return (rule,) if rule else ()


def _stated(text: str) -> Rung:
    return "evidenced" if linked(text) else "stated"


PART_ASKS = {
    "name": "Which business number is it?",
    "baseline": "Where does that number stand today?",
    "target": "Where should that number be?",
    "unit": "In which unit is that: days, percent, euros?",
    "date": "By which day?",
}
DAY_ASKS = {
    "past": "That day is over. By which day to come?",
    "year": "Of which year?",
    "fiscal": "When does that fiscal year end? A calendar day, please.",
    "swapped": "Which is the day and which the month?",
    "relative": "By which day is that?",
    "none_such": "That day does not exist. Which one do you mean?",
}


def judge_metric(question: Question, text: str, today: date) -> Judged:
    """Judge a metric: its parts, and whether it is an outcome at all."""
    said = metric_said(text, today)
    made, asks = _metric(said, text)
    if made.verdict == "good":
        return made
    return replace(made, follow_up=f"{asks or question.follow_up} {WHOLE_METRIC}")


WHOLE_METRIC = "For example: Invoice handling time from 4 days to 1 day by 30 June 2027"
OUTCOME = "Which cost, time, revenue or customer number moves if this works?"
EMPTY_ASKS = {
    "put_off": f"That only holds the place of an answer. {OUTCOME}",
    "denied": f"Then nobody can tell whether it worked. {OUTCOME}",
    "wishes": f"Those are wishes; none of them can be counted. {OUTCOME}",
}


COMPLETE = "r.metric.complete"
EMPTY_METRIC: Mapping[str, tuple[Verdict, Rung, tuple[str, ...]]] = {
    "nothing": ("ask", "missing", ()),
    "denied": ("weak", "missing", (COMPLETE,)),
    "put_off": ("weak", "placeholder", (COMPLETE,)),
    "wishes": ("weak", "group", (COMPLETE,)),
}


def _metric(said: MetricSaid, text: str) -> tuple[Judged, str]:
    if said.sort in EMPTY_METRIC:
        verdict, rung, flags = EMPTY_METRIC[said.sort]
        return Judged(verdict, rung, None, flags, said.heard), EMPTY_ASKS.get(said.sort, "")
    tips = ("r.metric.fte",) if said.hours else ()
    stated = _stated(text)
    wrong = _wrong_sort(said)
    if wrong:
        asks = f"{wrong_number(said)} {OUTCOME}"
        return Judged("weak", stated, None, (*wrong, *tips), said.score or said.activity), asks
    flags, heard, asks, hedged = _open_part(said)
    if heard:
        return Judged("ask", "group" if hedged else stated, None, (*flags, *tips), heard), asks
    if said.sentences:
        asks = "One sentence is enough: which number, from what, to what, by when?"
        return Judged("weak", stated, None, ("r.metric.sentence", *tips), said.sentences), asks
    return Judged("good", stated, None, tips), ""


def _wrong_sort(said: MetricSaid) -> tuple[str, ...]:
    """List the rules for a number that is no outcome at all."""
    both = (("r.metric.outcome", said.score), ("r.metric.activity", said.activity))
    return tuple(rule for rule, words in both if words)


def _open_part(said: MetricSaid) -> tuple[tuple[str, ...], str, str, bool]:
    """Find what has to be asked first: rules, the words, the question, and whether it is hedged."""
    if said.several:
        asks = "That is more than one number. Which one decides?"
        return (
            ("r.metric.single", *((COMPLETE,) if said.missing else ())),
            said.several,
            asks,
            False,
        )
    if said.missing:
        asks = "It has to differ from today." if said.same else PART_ASKS[said.missing[0]]
        return (COMPLETE,), ", ".join(said.missing), asks, False
    if said.trouble:
        return (), said.trouble, DAY_ASKS[said.trouble], False
    words = said.rough or said.doubt
    asks = f"\u201c{words}\u201d leaves it open. Which figure shall it be?"
    return (), words, asks, not said.rough


MONEY_ASKS = {
    "amount": "How much is it a year, and in which currency?",
    "line": "Which unit pays, and from which budget line?",
    "approval": "Who approved it, and on which day?",
}


MONEY_OPEN = {
    "put_off": "That only holds the place of an answer. Who pays for it, and how much a year?",
    "denied": "Then it ends with the pilot\u2019s money. Who would pay, and how much a year?",
}


def judge_funding(question: Question, text: str, today: date) -> Judged:
    """Judge money for running it: how much, who pays, and whether it is settled."""
    said = funding_said(text, today)
    made = _funding(said, text)
    if made.verdict == "good" or said.sort == "nothing":
        return _with_follow_up(made, question, "")
    if said.sort in MONEY_OPEN:
        asks = MONEY_OPEN[said.sort]
    else:
        asks = _money_open(said) if made.verdict == "ask" else _money_named(said)
    return replace(made, follow_up=f"{asks} {WHOLE_BUDGET}")


def _money_open(said: FundingSaid) -> str:
    """Ask for the first gap, and of an approval that was told for no more than its day."""
    gap = said.gaps[0]
    undated = gap == "approval" and bool(said.approved)
    return "On which day was that approved, with the year?" if undated else MONEY_ASKS[gap]


WHOLE_BUDGET = (
    "For example: 120,000 EUR a year, operating budget of Claims, approved on 3 November 2026"
)


def _money_named(said: FundingSaid) -> str:
    """Call money what it is, and ask for what would do."""
    if said.purse:
        return f"That money ends: {_quoted(said.purse)}. Whose operating budget pays after it?"
    if said.doubtful:
        return f"That is no approval yet: {_quoted(said.doubtful)}. Who approves it, and when?"
    return f"{_quoted(said.hedge)} leaves it open. Is it approved: by whom, and on which day?"


def _quoted(words: str) -> str:
    return f"\u201c{words.strip(' ,.;:-')}\u201d"


def _funding(said: FundingSaid, text: str) -> Judged:
    if said.sort == "nothing":
        return Judged("ask", "missing", heard=said.heard)
    if said.sort == "put_off":
        return Judged("weak", "placeholder", flags=("r.answer.vague",), heard=said.heard)
    if said.sort == "denied":
        return Judged("weak", "missing", flags=("r.fund.approved",), heard=said.heard)
    short = said.doubtful or said.hedge
    flags = tuple(
        rule
        for rule, words in (
            ("r.fund.operating", said.purse),
            ("r.fund.approved", short),
            ("r.answer.vague", said.hedge),
        )
        if words
    )
    value = _amount(said)
    if flags:
        hedged = bool(said.hedge) and not said.purse
        return Judged(
            "weak", "group" if hedged else _stated(text), value, flags, said.purse or short
        )
    if said.gaps:
        would = () if said.approved else ("r.fund.approved",)  # were it kept as it stands
        vague = ("r.answer.vague",) if said.empty else ()
        return Judged("ask", _stated(text), value, (*would, *vague), ", ".join(said.gaps))
    return Judged("good", _stated(text), value)


def _amount(said: FundingSaid) -> Mapping[str, Any] | None:
    if said.amount is None or not said.currency or said.high is not None or said.two_ways:
        return None
    whole = said.amount == said.amount.to_integral_value()
    return {
        "amount": int(said.amount) if whole else float(said.amount),
        "currency": said.currency,
    }


def _with_follow_up(made: Judged, question: Question, asks: str) -> Judged:
    """Add what to ask next: what is unclear, else the catalogue's question, with an example."""
    if made.verdict == "good":
        return made
    wanted = " ".join(filter(None, (asks or question.follow_up, such_as(question))))
    return Judged(made.verdict, made.strength, made.value, made.flags, made.heard, wanted)


def such_as(question: Question) -> str:
    """Show what a good answer looks like."""
    return f"For example: {question.example}" if question.example else ""
