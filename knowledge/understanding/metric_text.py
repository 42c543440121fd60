"""A business metric told in words: its parts, which of them are missing, and what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge.understanding import efforts, machines, saying, scores
from knowledge.understanding.figures import in_digits
from knowledge.understanding.measures import Measure, arrow, measures
from knowledge.understanding.metric_words import (
    ABBREVIATION,
    HALVED,
    HAS_UNIT,
    IDLE,
    LABELLED,
    LINK,
    MEASURE,
    NAMED,
    NEEDS_UNIT,
    RATIO,
    RELATIVE,
    SENTENCE_END,
    TWO,
    WANTED,
    WISH,
)
from knowledge.understanding.moments import Moment, deadline, moments
from knowledge.understanding.text import fold_digits


@dataclass(frozen=True, slots=True)
class MetricSaid:
    """What a text says about a metric; `missing` names the parts that are not there."""

    sort: str  # said, put_off, denied, nothing, wishes
    heard: str = ""
    name: str = ""
    baseline: Measure | None = None
    target: Measure | None = None
    unit: str = ""
    by: Moment | None = None
    missing: tuple[str, ...] = ()
    score: str = ""
    activity: str = ""
    several: str = ""
    sentences: str = ""
    hours: str = ""
    rough: str = ""  # words that leave a figure open
    trouble: str = (
        ""  # what is wrong with the day: past, year, fiscal, swapped, relative, none_such
    )
    same: bool = False
    doubt: str = ""


def metric_said(text: str, today: date, longest: int = 40) -> MetricSaid:
    """Take a metric apart; takes time linear in its length."""
    typed = " ".join(fold_digits(LINK.sub(" ", text)).split())
    plain = RATIO.sub(r"1 in \1", in_digits(typed))
    found = moments(plain)
    figures = measures(_counted(plain), found)
    scored = scores.score(plain)
    if not figures and not scored:
        empty = _no_figure(typed)
        if empty:
            return empty
    pairs = [(a, b) for a, b in pairwise(figures) if arrow(plain, a, b) and _alike(a, b)]
    first, second = _chosen(plain, figures, pairs)
    sorts = frozenset(one.sort for one in (first, second) if one)
    by = deadline(found, today)
    name, told = _name(plain, found, figures)
    unit = next((one.unit for one in (second, first) if one and one.unit), "")
    relative = _relative(plain, first, second)
    same = bool(first and second and not relative and _equal(first, second))
    missing = _missing(plain, name, first, second, unit, by, relative, same)
    score = _score(plain, told, sorts, figures, bool(missing))
    activity = efforts.activity(_no_places(plain), sorts) or (
        "" if pairs or sorts & {"money", "time", "percent"} else efforts.effort(plain)
    )
    spoken_of = not sorts & {"money", "time"} and machines.MACHINE.search(plain)
    if spoken_of and not score and not activity:
        score, activity = machines.counted(_with_figures(plain))
    return MetricSaid(
        "said",
        plain,
        name,
        first,
        second,
        unit,
        by,
        missing,
        score=score,
        activity=activity,
        several=_several(plain, figures, pairs),
        sentences=_sentences(typed, longest),
        hours=efforts.saved_hours(plain),
        rough=next((one.rough for one in (first, second) if one and one.rough), ""),
        trouble=_trouble(by, today),
        same=same,
        doubt=saying.unsure(WANTED.sub(" ", plain)),
    )


def _counted(plain: str) -> str:
    """Blank what is no figure though it has digits: F1, recall@10, GPT-4."""
    return re.sub(
        r"\b[A-Za-z]+[-@]?[0-9]+(?:\.[0-9]+)?\b(?=[^%]|$)(?<!EUR\d)(?<![A-Z]{3}\d)", _blank, plain
    )


def _blank(match: re.Match[str]) -> str:
    word = match.group()
    money = re.match(r"(?:EUR|USD|GBP|INR|CHF|JPY|Rs|rs)[0-9]", word)
    return word if money else " " * len(word)


def _no_figure(plain: str) -> MetricSaid | None:
    if not plain.strip(" .?!-_/*\u2013\u2014\u2026"):
        return MetricSaid("put_off" if plain.strip() else "nothing", plain)
    if saying.asks_back(plain) or saying.says_nothing(plain):
        return MetricSaid("nothing", plain)
    effort = efforts.activity(plain)
    if not effort and (waits := saying.stands_in(plain)):
        return MetricSaid("put_off", waits)
    if not effort and (words := saying.denied(plain)):
        return MetricSaid("denied", words)
    if not effort and (words := saying.put_off(plain)):
        return MetricSaid("put_off", words)
    if efforts.effort(plain):
        return None
    pieces = [piece for piece in re.split(r",|;|\band\b|\+|&", plain) if piece.strip()]
    if not effort and len(pieces) > 2 and sum(bool(WISH.search(piece)) for piece in pieces) > 1:
        return MetricSaid("wishes", plain, missing=("baseline", "target", "date"))
    return None


def _alike(first: Measure, second: Measure) -> bool:
    return (
        first.sort == second.sort
        or not first.sort
        or not second.sort
        or "other" in (first.sort, second.sort)
    )


def _chosen(
    plain: str, figures: tuple[Measure, ...], pairs: list[tuple[Measure, Measure]]
) -> tuple[Measure | None, Measure | None]:
    """Choose from and to: the pair with an arrow between, else the first two that fit."""
    if pairs:
        return pairs[0]
    for first in figures:
        for second in figures:
            if second.start > first.start and _alike(first, second) and first.sort == second.sort:
                return first, second
    if len(figures) > 1 and _alike(figures[0], figures[1]):
        return figures[0], figures[1]
    if len(figures) > 1:
        return figures[0], figures[1]
    return (figures[0], None) if figures else (None, None)


def _relative(plain: str, first: Measure | None, second: Measure | None) -> bool:
    """Tell whether the target is told by how much it changes: 400 a month, a quarter less."""
    if first is None:
        return False
    if HALVED.search(plain) and second is None:
        return True
    if second is None or first.sort == second.sort:
        return False
    one = second if second.sort == "percent" else first if first.sort == "percent" else None
    return one is not None and bool(RELATIVE.search(plain[: one.start]))


def _equal(first: Measure, second: Measure) -> bool:
    if first.sort == second.sort == "time":
        return first.size == second.size
    return (first.low, first.high) == (second.low, second.high) and _alike(first, second)


def _missing(
    plain: str,
    name: str,
    first: Measure | None,
    second: Measure | None,
    unit: str,
    by: Moment | None,
    relative: bool,
    same: bool,
) -> tuple[str, ...]:
    gaps: list[str] = []
    if not name:
        gaps.append("name")
    mixed = bool(first and second and not relative and not _alike(first, second))
    if first is None or (second is None and not relative and _is_target(plain, first)) or mixed:
        gaps.append("baseline")
    if first is None or (second is None and not relative and "baseline" not in gaps) or same:
        gaps.append("target")
    if (
        first is not None
        and not unit
        and first.sort != "share"
        and (not name or (NEEDS_UNIT.search(name) and not HAS_UNIT.search(plain)))
    ):
        gaps.append("unit")
    if by is None:
        gaps.append("date")
    return tuple(gaps)


def _is_target(plain: str, one: Measure) -> bool:
    """Tell whether a lone figure is where the number should go, not where it stands."""
    before = plain[max(0, one.start - 60) : one.start]
    after = plain[one.end : one.end + 25]
    return not re.search(
        r"\b(?:today|now|currently|at the moment|at present|baseline|is|are|was|from"
        r"|stands? at|presently|so far)\b",
        before + after,
        re.IGNORECASE,
    )


def _name(plain: str, days: tuple[Moment, ...], figures: tuple[Measure, ...]) -> tuple[str, str]:
    """Give the words that name the number; and them in their place, the rest blanked."""
    told = plain
    for day in days:
        told = told[: day.start] + " " * (day.end - day.start) + told[day.end :]
    for one in figures:
        told = told[: one.start] + " " * (one.end - one.start) + told[one.end :]
    words = [
        word
        for word in NAMED.findall(told)
        if word.lower() not in IDLE and (len(word) > 2 or word.isupper())
    ]
    counted = [one.unit for one in figures if one.sort == "other" and one.unit not in IDLE]
    return " ".join(words or counted), told


def _score(
    plain: str, told: str, sorts: frozenset[str], figures: tuple[Measure, ...], lacks: bool
) -> str:
    """Hear a model's score, unless the pair of figures belongs to another clause."""
    words = scores.score(plain, sorts)
    if not words or lacks or len(figures) < 2:
        return words
    if len(CLAUSE.split(plain)) < 2:
        return words
    with_figures = _clauses(plain)
    return next(
        (heard for c in with_figures if (heard := scores.score(c, sorts))),
        "" if with_figures else words,
    )


CLAUSE = re.compile(
    r"(?:[;.]\s|,\s*(?:but|while|whereas|however|what counts|our (?:metric|number"
    r"|kpi))\b|\bbut\b|\u2014| - )"
)


def _clauses(plain: str) -> list[str]:
    """List the clauses in which both figures stand."""
    return [c for c in CLAUSE.split(plain) if len(measures(_counted(c), moments(c))) > 1]


def _with_figures(plain: str) -> str:
    return " ".join(_clauses(plain)) or plain


def _no_places(plain: str) -> str:
    return re.sub(
        r"\b(?:fail(?:ed|ing)|bad|broken|repeat(?:ed)?|late|missed|rejected"
        r"|cancelled) (?:experiments?|tests?|deployments?|roll-?outs?|releases?)\b",
        " ",
        plain,
        flags=re.IGNORECASE,
    )


def _several(plain: str, figures: tuple[Measure, ...], pairs: list[tuple[Measure, Measure]]) -> str:
    """Give the words of a second metric; in doubt it is one."""
    apart = [pairs[0]] if pairs else []
    for pair in pairs[1:]:
        if pair[0].start >= apart[-1][1].end:
            apart.append(pair)
    if len(apart) > 1:
        between = plain[apart[0][1].end : apart[1][0].start]
        if (
            re.search(r"[^\W\d_]{3}", between)
            and not re.fullmatch(
                r"\W*(?:\(|i\.e\.|that is|or|which is|meaning|resp\.?|equals?|=){0,5}\W*", between
            )
            and "(" not in between[:3]
        ):
            return between.strip(" ,;.")
    head = plain[: figures[0].start] if figures else plain
    halves = [half for half in TWO.split(head) if half.strip()]
    measured = [half for half in halves if MEASURE.search(half)]
    if len(halves) != 2 or len(measured) != 2 or re.search(r"\bbetween\b", head, re.IGNORECASE):
        return ""
    return measured[1].strip()


def _in_two(safe: str, end: re.Match[str]) -> bool:
    """Tell whether two sentences are one statement: it takes 11 minutes. It must become 6."""
    first, second = safe[: end.start() + 2], safe[end.end() :]
    more = SENTENCE_END.search(second)
    both = len(measures(_counted(first), moments(first))) > 1
    return not more and not both and bool(measures(_counted(second), moments(second)))


def _sentences(plain: str, longest: int) -> str:
    plain = LABELLED.sub(",", plain)
    safe = ABBREVIATION.sub(lambda m: m.group()[:-1] + " ", plain)
    found = SENTENCE_END.search(safe)
    if found and not _in_two(safe, found):
        return safe[found.end() :].strip()
    return plain if len(plain.split()) > longest + 20 else ""


def _trouble(by: Moment | None, today: date) -> str:
    if by is None:
        return ""
    if by.trouble:
        return by.trouble
    return "past" if by.last is not None and by.last < today else ""
