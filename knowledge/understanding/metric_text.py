"""A business metric told in words: its parts, which of them are missing, and what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from knowledge.understanding import outcome_words, saying
from knowledge.understanding.figures import in_digits
from knowledge.understanding.measures import Measure, arrow, measures
from knowledge.understanding.moments import Moment, deadline, moments
from knowledge.understanding.text import fold_digits
from knowledge.understanding.wordlists import words

_I = re.IGNORECASE
LINK = re.compile(r"https?://\S+")
WORD = re.compile(r"[^\W\d_]+(?:['\u2019&-][^\W\d_]+){0,5}")
IDLE = words(
    """
    a an the of to from by until till in on at for with and or our we must pass should shall
    will would is are was were be it its this that reduce reduced reducing reduction
    increase increased increasing raise raising lower lowering cut cutting bring brought get
    getting go goes going move moving drop dropping fall falls falling rise rises rising
    grow growing decrease decreasing improve improving diminish halve double down up per
    today now currently present current baseline target goal aim aims want wants need needs
    have has had do does between than less more about around approx approximately roughly
    circa nearly almost under over above below least most end before after latest year years
    month months week weeks day days hour hours minute minutes percent cent euro euros
    dollars pounds all their i they he she you as into onto then so if no not yes please
    kindly which who what when where how there here also only very just still already
    instead date deadline kpi metric number value figure unit measure begin start starting
    reach reaching achieve hit being been out off via maybe some any each every both either
    sure ok okay q h m k mid early late beginning half quarter first second third fourth jan
    feb mar apr may jun jul aug sep sept oct nov dec january february march april june july
    august september october november december summer winter spring autumn next fy fiscal
    eur usd gbp inr chf it's we're we'll let's better worse good bad faster quicker
    something things stuff by- result results improvement improvements progress success
    successful change
    """
)
NEEDS_UNIT = re.compile(
    r"\b(?:time|times|cost|costs|duration|revenue|rate|rates|share|margin|price|prices"
    r"|spend|spending|turnover|wait|delay|length"
    r"|weight|consumption|percentage|profit|sales|downtime|loss|losses|income|budget"
    r"|ratio|speed|latency|effort|savings?|yield)\b",
    _I,
)
HAS_UNIT = re.compile(
    r"\b(?:days|hours|minutes|mins?|seconds|weeks|months|percent|euros?|dollars"
    r"|points?|score|scores|index|nps|csat|stars?|rating|number of|count of"
    r"|times (?:a|per)|kwh|kg|tonnes?|tons?|litres?|liters?|km|pieces|units|cases"
    r"|calls|\u20ac|\$|\u00a3|%|eur|usd|gbp|chf|inr|how many|quantity of|in (?:h|d"
    r"|min)|per [0-9]|per (?:hundred|thousand|million))\b|[\u20ac$\u00a3%\u20b9]",
    _I,
)
RATIO = re.compile(
    r"(?<![\w.,:/-])1:([2-9]|[1-9][0-9])(?![0-9:]| ?(?:h|hrs?|hours?|am|pm|min)\b)", _I
)
RELATIVE = re.compile(
    r"\b(?:by|of|with) *$|\b(?:halve|half|double|triple|cut|reduce[ds]?|lower|raise"
    r"|increase|improve|decrease|drop|fall|shrink|grow|plus"
    r"|minus)s?(?: \w+){0,6} (?:by|with) *$",
    _I,
)
HALVED = re.compile(
    r"\b(?:halv(?:e|ed|ing)|(?:cut|reduce[ds]?|bring|drop|go|down"
    r"|fall) (?:\w+ ){0,6}(?:in|by|to) half|half of (?:that|it|this)|doubl(?:e|ed|ing)"
    r"|tripl(?:e|ed|ing)|to zero|eliminat\w+|to none|to nil)\b",
    _I,
)
SAME = re.compile(
    r"\b(?:keep|hold|maintain|remain|stay|stays|same|unchanged|stable|where it is"
    r"|as it is|no change)\b",
    _I,
)
ABBREVIATION = re.compile(
    r"\b(?:no|nr|approx|avg|mr|mrs|ms|dr|incl|excl|dept|vs|min|max|st|jan|feb|mar|apr"
    r"|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|p\.a|ca|etc|est|resp|cf|fig|inc|ltd|co"
    r"|prof|hr|hrs|mio|bn|tsd|z\.b|bzw)\.(?=\s)",
    _I,
)
# "1. September" ends nothing.
SENTENCE_END = re.compile(
    r"(?:[^\W\d_]{2}|[0-9]{2}|[)%\u20ac$\u00a3\"'])[.!?]+\s+(?=[^\W\d_])(?!(?:january"
    r"|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\b)",
    _I,
)
TWO = re.compile(r",?\s+(?:and|plus|as well as|together with|along with)\s+|\s*[&+]\s*", _I)
MEASURE = re.compile(
    r"\b(?:costs?|time|times|revenue|margins?|rates?|errors?|complaints?|satisfaction"
    r"|nps|csat|churn|share|sales|waste|turnover"
    r"|profit|losses|backlog|shows?|returns?|defects?|accidents?|duration|scrap"
    r"|downtime|refunds?|overtime|energy|emissions|tickets?)\b",
    _I,
)
# "It should be 40 days by June" says the target; it doubts nothing.
WANTED = re.compile(r"\bshould\b", _I)
WISH = re.compile(
    r"\b(?:better|faster|happier|happy|quicker|easier|smoother|more|less|fewer|higher"
    r"|lower|improved?|improving|increased?|efficien\w+|modern|good|great|quality"
    r"|innovat\w+"
    r"|productiv\w+|transform\w*|digital\w*|smart\w*|optimi[sz]\w*|value|success"
    r"|stress|savings?|satisfied|best|excellen\w+|synerg\w+)\b",
    _I,
)


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
    scored = outcome_words.score(plain)
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
    return MetricSaid(
        "said",
        plain,
        name,
        first,
        second,
        unit,
        by,
        missing,
        score=_score(plain, told, sorts, figures, bool(missing)),
        activity=outcome_words.activity(_no_places(plain), sorts)
        or ("" if pairs or sorts & {"money", "time", "percent"} else outcome_words.effort(plain)),
        several=_several(plain, figures, pairs),
        sentences=_sentences(typed, longest),
        hours=outcome_words.saved_hours(plain),
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
    effort = outcome_words.activity(plain)
    if not effort and (waits := saying.stands_in(plain)):
        return MetricSaid("put_off", waits)
    if not effort and (words := saying.denied(plain)):
        return MetricSaid("denied", words)
    if not effort and (words := saying.put_off(plain)):
        return MetricSaid("put_off", words)
    if outcome_words.effort(plain):
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
        _I,
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
        for word in WORD.findall(told)
        if word.lower() not in IDLE and (len(word) > 2 or word.isupper())
    ]
    counted = [one.unit for one in figures if one.sort == "other" and one.unit not in IDLE]
    return " ".join(words or counted), told


def _score(
    plain: str, told: str, sorts: frozenset[str], figures: tuple[Measure, ...], lacks: bool
) -> str:
    """Hear a model's score, unless the pair of figures belongs to another clause."""
    words = outcome_words.score(plain, sorts)
    if not words or lacks or len(figures) < 2:
        return words
    clauses = re.split(
        r"(?:[;.]\s|,\s*(?:but|while|whereas|however|what counts|our (?:metric|number"
        r"|kpi))\b|\bbut\b|\u2014| - )",
        plain,
    )
    if len(clauses) < 2:
        return words
    with_figures = [c for c in clauses if len(measures(_counted(c), moments(c))) > 1]
    return next(
        (heard for c in with_figures if (heard := outcome_words.score(c, sorts))),
        "" if with_figures else words,
    )


def _no_places(plain: str) -> str:
    return re.sub(
        r"\b(?:fail(?:ed|ing)|bad|broken|repeat(?:ed)?|late|missed|rejected"
        r"|cancelled) (?:experiments?|tests?|deployments?|roll-?outs?|releases?)\b",
        " ",
        plain,
        flags=_I,
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
    if len(halves) != 2 or len(measured) != 2 or re.search(r"\bbetween\b", head, _I):
        return ""
    return measured[1].strip()


# "Baseline 26 h. Target 4 h." is a list, not a speech.
LABELLED = re.compile(
    r"[.!]+(?=\s+(?:the )?(?:baseline|target|goal|aim|date|deadline|due|unit|metric|kpi|source|now"
    r"|today|currently|current|until|by|from|measured|status|owner)\b)",
    _I,
)


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
