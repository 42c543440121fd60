"""A metric in a sentence: what is there is taken, and only the part that is missing is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from knowledge.model.content import Question
from knowledge.understanding.chatter import beside_it
from knowledge.understanding.days import day_in
from knowledge.understanding.figures import figures, in_digits
from knowledge.understanding.measures import Measure
from knowledge.understanding.metric_text import MetricSaid, metric_said
from knowledge.understanding.metric_words import MEASURE
from knowledge.understanding.metrics import METRIC_FIELDS
from knowledge.understanding.numbers import TIMES
from knowledge.understanding.outcomes import Confirm, NotUnderstood
from knowledge.values.kinds import Metric

ASKS = {
    "name": "Which business number is it?",
    "baseline": "Where does that number stand today?",
    "target": "Where should that number be?",
    "unit": "In which unit is that: days, percent, euros?",
    "date": "By which day should it be reached?",
}
TROUBLE = {
    "past": "That day is over. By which day to come?",
    "year": "By which day, of which year?",
    "fiscal": "Fiscal years differ. By which calendar day?",
    "swapped": "Which is the day and which the month? Please write the day in full.",
    "none_such": "That day does not exist. By which day should it be reached?",
}
SAME = "The target is where the number stands today. Where should it be?"
SENTENCE = (
    "Please say which number should change, from what to what, and by when. "
    "Or give five things with a semicolon between them: name; value today; target; unit; date."
)
BARE = frozenset({"point", "points", "unit", "units", "percent", "pct", "stars", "mil"})
SIGNS = "%\u2030\u20ac$\u00a3\u00a5"  # units without a letter
LONGEST = 300  # characters; what is longer is a text, not a metric


def wrong_number(said: MetricSaid) -> str:
    """Call a number that is no outcome what it is, with the words that say so."""
    if said.score:
        return f"That scores a model, not what the business gains: \u201c{said.score}\u201d."
    return f"That counts work done, not its effect: \u201c{said.activity}\u201d."


def metric_in(question: Question, text: str, draft: Mapping[str, str], today: date) -> Confirm:
    """Read a sentence, with the parts said before; raises NotUnderstood with those understood."""
    if len(text) > LONGEST:
        raise NotUnderstood(SENTENCE)
    said = metric_said(text, today)
    if said.several and not draft:
        raise NotUnderstood("That is more than one number. Which one decides?")
    if (said.score or said.activity) and not draft and said.missing:
        raise NotUnderstood(f"{wrong_number(said)} {SENTENCE.partition('. ')[0]}.")
    known = _added(question, text, said, draft, today) if draft else _parts(said)
    if not draft and len(known) < 2:
        if said.name and not said.unit and MEASURE.search(said.name):  # a number, and no more
            raise NotUnderstood(ASKS["baseline"], draft={"name": said.name})
        raise NotUnderstood(SENTENCE)
    return Confirm(_whole(known, said, question, today), text)


def _added(
    question: Question, text: str, said: MetricSaid, draft: Mapping[str, str], today: date
) -> dict[str, str]:
    """Add to the parts said before: both ends and more at once, or the one that was asked for."""
    new = _parts(said)
    named = {"name": draft["name"]} if draft.get("name") else {}
    if {"baseline", "target"} <= new.keys():
        return {**draft, **new, **named}
    beside = {part: told for part, told in new.items() if part in ("unit", "date")}
    return {**beside, **draft, **_answered(question, text, said, draft, today)}


def _whole(known: dict[str, str], said: MetricSaid, question: Question, today: date) -> Metric:
    """Put the parts together; raises NotUnderstood that asks for the first one missing."""
    if known.get("baseline") and known["baseline"] == known.get("target"):
        del known["target"]
        raise NotUnderstood(SAME, draft=known)
    missing = next((part for part in METRIC_FIELDS if not known.get(part)), None)
    if missing is not None:
        asked = TROUBLE.get(said.trouble, ASKS["date"]) if missing == "date" else ASKS[missing]
        if missing == "target" and said.same:
            raise NotUnderstood(SAME, draft=known)
        rough = said.rough if missing in ("baseline", "target") else ""
        opening = f"\u201c{rough}\u201d leaves it open. " if rough else ""
        raise NotUnderstood(opening + asked, draft=known)
    by = date.fromisoformat(known["date"])
    if question.future and by < today:
        raise NotUnderstood(
            TROUBLE["past"], draft={part: said for part, said in known.items() if part != "date"}
        )
    baseline, target = Decimal(known["baseline"]), Decimal(known["target"])
    return Metric(known["name"], baseline, target, known["unit"], by)


def _parts(said: MetricSaid) -> dict[str, str]:
    """Take the parts of a sentence that have one meaning, in the exact forms of the five fields."""
    first, second = said.baseline, said.target
    unit = said.unit
    parts = {
        "name": "" if said.name.casefold() in BARE else said.name,
        "baseline": _figure(first, unit),
        "target": "" if said.same else _figure(second, unit),
        "unit": unit or _no_unit(said),
        "date": _day(said),
    }
    return {part: told for part, told in parts.items() if told and part not in _open(said)}


POINTS = re.compile(
    r"\b(?:nps|net promoter score|csat|scores?|index|rating|grades?)\b", re.IGNORECASE
)


def _no_unit(said: MetricSaid) -> str:
    """Find what stands for a unit where a number needs none: points of a score, or a count."""
    if said.baseline is None or said.target is None or "unit" in said.missing:
        return ""
    return "points" if POINTS.search(said.name) else "in number" if said.name else ""


def _open(said: MetricSaid) -> tuple[str, ...]:
    """List the parts that were said, but not so that they can be taken."""
    return tuple(part for part in said.missing if part != "date")


def _figure(measure: Measure | None, unit: str) -> str:
    if measure is None or measure.rough or measure.two_ways or measure.low != measure.high:
        return ""
    factor = _factor(measure.unit, unit)
    return "" if factor is None else f"{measure.low * factor:f}"


def _factor(said: str, wanted: str) -> Decimal | None:
    """Find what a figure has to be multiplied with to stand in the unit of the other one."""
    one, other = (unit.casefold().removesuffix("s") for unit in (said, wanted))
    if one == other or not one:
        return Decimal(1)
    for row in TIMES:
        if one in row and other in row:
            return row[one] / row[other]
    return None


def _day(said: MetricSaid) -> str:
    last = said.by.last if said.by is not None and not said.trouble else None
    return last.isoformat() if last else ""


def _answered(
    question: Question, text: str, said: MetricSaid, draft: Mapping[str, str], today: date
) -> dict[str, str]:
    """Read a text as the one part that was asked for."""
    part = next((one for one in METRIC_FIELDS if not draft.get(one)), "name")
    if part in ("name", "unit"):
        return _in_words(part, text, said, draft)
    if part == "date":
        found = day_in(text, today=today, future=question.future)
        day = found.value if isinstance(found, Confirm) else found
        return {part: str(getattr(day, "until", None) or getattr(day, "date", ""))}
    plain = said.heard
    if said.by is not None:
        plain = f"{plain[: said.by.start]} {plain[said.by.end :]}"
    numbers = figures(in_digits(plain))
    if len(numbers) != 1 or numbers[0].high is not None or numbers[0].other is not None:
        raise NotUnderstood(f"One number, please. {ASKS[part]}", draft=draft)
    return {part: f"{numbers[0].low * _in_unit(said, draft, part):f}"}


def _in_words(part: str, text: str, said: MetricSaid, draft: Mapping[str, str]) -> dict[str, str]:
    """Read a text as a name or a unit; a day goes where days belong, and a question is neither."""
    if said.by is not None and not said.name and not said.unit:
        return {"date": _day(said)} if _day(said) and not draft.get("date") else {}
    if beside_it(text) or not any(char.isalpha() or char in SIGNS for char in text):
        raise NotUnderstood(ASKS[part], draft=draft)
    return {part: text.strip(" .!")}


def _in_unit(said: MetricSaid, draft: Mapping[str, str], part: str) -> Decimal:
    """Find the factor to the unit given before: 8 hours where the other end stands in days."""
    one = said.baseline or said.target
    unit = draft.get("unit", "")
    if one is None or not unit or one.sort not in ("time", "money", "percent"):
        return Decimal(1)
    factor = _factor(one.unit, unit)
    if factor is None:
        raise NotUnderstood(f"The other end stands in {unit}. {ASKS[part]}", draft=draft)
    return factor
