"""Numbers and percentages: the exact form is kept, all else is read back, a doubt is asked."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from knowledge.model.content import Question
from knowledge.understanding.dayforms import spans_of_days
from knowledge.understanding.figures import (
    MAX_DIGITS,
    Figure,
    figures,
    in_digits,
    with_an_hour,
)
from knowledge.understanding.hedges import open_figure
from knowledge.understanding.outcomes import Confirm, NotUnderstood, Option
from knowledge.understanding.text import fold_digits
from knowledge.values.kinds import Percent, Quantity
from knowledge.values.words import in_words, number

NUMBER = re.compile(r"([+-]?)([0-9]+)(\.[0-9]{1,6})?")
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")  # 1.000: one, or a thousand
SHARE = re.compile(r"\b([0-9]{1,9}) ?(?:/|out of|of|in) ?([0-9]{1,9})\b(?!\s?[%/])", re.IGNORECASE)
PARTS: dict[str, Decimal] = {
    "half": Decimal(50),
    "a half": Decimal(50),
    "half of them": Decimal(50),
    "a third": Decimal("33.3"),
    "one third": Decimal("33.3"),
    "two thirds": Decimal("66.7"),
    "a quarter": Decimal(25),
    "one quarter": Decimal(25),
    "three quarters": Decimal(75),
    "a fifth": Decimal(20),
    "a tenth": Decimal(10),
    "all": Decimal(100),
    "all of them": Decimal(100),
    "none": Decimal(0),
    "none of them": Decimal(0),
    "everyone": Decimal(100),
}
# How many of the smallest unit of its row each unit holds; rows are never mixed.
TIMES: tuple[dict[str, Decimal], ...] = (
    {
        "second": Decimal(1),
        "sec": Decimal(1),
        "minute": Decimal(60),
        "min": Decimal(60),
        "hour": Decimal(3600),
        "hr": Decimal(3600),
        "h": Decimal(3600),
        "day": Decimal(86400),
        "week": Decimal(604800),
        "wk": Decimal(604800),
    },
    {"month": Decimal(1), "quarter": Decimal(3), "year": Decimal(12), "yr": Decimal(12)},
)
OF_TIME = frozenset(unit for row in TIMES for unit in row)
YEAR = re.compile("(?:19|20)[0-9]{2}")
NEXT_WORD = re.compile(r" ?(%|[^\W\d_]+)")


def decimal_of(text: str) -> Decimal:
    """Read one plain number, such as 1200 or -3.5; raises NotUnderstood."""
    plain = fold_digits(text).replace("\u2212", "-").strip()
    found = NUMBER.fullmatch(plain)
    if not found:
        raise NotUnderstood("Please give one plain number in digits.")
    if THOUSANDS.fullmatch(plain):
        raise NotUnderstood("That can be read in two ways. Please leave out the point.")
    if len(found[2]) > MAX_DIGITS:
        raise NotUnderstood(f"That number is too large: {MAX_DIGITS} digits at most.")
    return Decimal(plain) + 0  # turns -0 into 0


def quantity(question: Question, text: str) -> Quantity | Confirm:
    """Read a number in the question's unit, or in one that can be turned into it."""
    exact = _exact(_without_unit(text, question.unit))
    if exact is not None:
        _in_range(question, exact, f" {question.unit}")
        return Quantity(exact, question.unit)

    def meant(figure: Figure, plain: str) -> Quantity:
        low, high = _in_unit(question, figure, plain)
        return Quantity(low, question.unit, high)

    value = meant(*the_figure(text, meant))
    return Confirm(_checked(question, value, f" {question.unit}"), text)


def percent(question: Question, text: str) -> Percent | Confirm:
    """Read a percentage; a bare number is one."""
    plain = fold_digits(text.replace("\uff05", "%")).strip()
    bare = re.sub(r"\s*(?:%|percent|per cent)$", "", plain, flags=re.IGNORECASE)
    exact = _exact(bare)
    if exact is not None and (bare != plain or not 0 < exact < 1):
        _in_range(question, exact, " %")
        return Percent(exact)
    if exact is not None:
        raise NotUnderstood(
            f"Is that {number(exact)} %, or {number(exact * 100)} %?",
            options=(_option(Percent(exact)), _option(Percent(_tidy(exact * 100)))),
        )
    return Confirm(_checked(question, _share(plain) or _percent_in(plain), " %"), text)


def _percent_in(plain: str) -> Percent:
    figure, spelled = the_figure(plain, lambda figure, _: Percent(figure.low, figure.high))
    word = _next_word(spelled, figure)
    if word in OF_TIME or word.removesuffix("s") in OF_TIME:
        raise NotUnderstood("Please give a percentage, such as 40 %.")
    return Percent(figure.low, figure.high)


def _share(plain: str) -> Percent | None:
    """Read a third, 5 of 8 and 3/4."""
    said = plain.casefold().strip(" .!")
    if said in PARTS:
        return Percent(PARTS[said])
    plain = in_digits(plain)
    found = SHARE.search(plain)
    if not found or len(SHARE.findall(plain)) > 1 or open_figure(plain):
        return None
    part, whole = Decimal(found[1]), Decimal(found[2])
    if part == whole and "/" in found[0]:  # 50/50 is no hundred percent
        return None
    if not whole or part > whole:
        return None
    return Percent(_tidy((part * 100 / whole).quantize(Decimal("0.1"))))


def the_figure(text: str, meant: Callable[[Figure, str], Percent | Quantity]) -> tuple[Figure, str]:
    """Find the one figure of a text; raises NotUnderstood, with what may be meant to choose."""
    plain = in_digits(with_an_hour(text))
    found = telling(figures(plain) or (), plain)
    if not found:
        raise NotUnderstood("I see no number in that. Please give it in digits.")
    options = tuple(_option(meant(figure, plain)) for figure in found[:3])
    if len(found) > 1:
        raise NotUnderstood("I see several numbers. Which one is it?", options=options)
    figure = found[0]
    if figure.other is not None:
        raise NotUnderstood(
            "That can be read in two ways. Which one is it?",
            options=(*options, _option(meant(_as(figure, figure.other), plain))),
        )
    if figure.backwards:
        asked = f"That range runs downwards. Is it {options[0].label}?"
        raise NotUnderstood(asked, options=options)
    if word := open_figure(plain):
        raise NotUnderstood(f"\u201c{word}\u201d leaves it open.", options=options)
    if NUMBER.fullmatch(plain) and not any(char.isdecimal() for char in text):
        raise NotUnderstood(
            f"Do you mean {options[0].label}?", options=options
        )  # a bare "ten" may be a slip
    return figure, plain


def telling(found: tuple[Figure, ...], plain: str) -> tuple[Figure, ...]:
    """Leave out the parts of a date, and years, where there are other figures."""
    if len(found) < 2:
        return found
    days = spans_of_days(plain)
    inside = [f for f in found if not any(a <= f.start < b for a, b in days)]
    left = tuple(f for f in inside if not (YEAR.fullmatch(plain[f.start : f.end]) and not f.unit))
    return left or found


def _as(figure: Figure, low: Decimal) -> Figure:
    return Figure(low, figure.start, figure.end, unit=figure.unit)


def _exact(plain: str) -> Decimal | None:
    """Read a plain number that has one meaning only; None for anything else."""
    plain = fold_digits(plain).replace("\u2212", "-").strip()
    if not NUMBER.fullmatch(plain) or THOUSANDS.fullmatch(plain):
        return None
    return decimal_of(plain)


def _next_word(plain: str, figure: Figure) -> str:
    if figure.unit:
        return figure.unit
    found = NEXT_WORD.match(plain, figure.end)
    return found[1].casefold() if found else ""


def _in_unit(question: Question, figure: Figure, plain: str) -> tuple[Decimal, Decimal | None]:
    """Turn a figure into the question's unit; raises NotUnderstood where that is no sum."""
    said = _next_word(plain, figure).removesuffix("s")
    wanted = question.unit.casefold().removesuffix("s")
    if said not in (*OF_TIME, "%", "percent", "per") or said == wanted or not wanted:
        return figure.low, figure.high
    for row in TIMES:
        if said in row and wanted in row:
            factor = row[said] / row[wanted]
            return _tidy(figure.low * factor), figure.high and _tidy(figure.high * factor)
    raise NotUnderstood(f"Please give the number in {question.unit}.")


def _option(value: Percent | Quantity) -> Option:
    said = in_words(value, str)
    return Option(said, said)


def _tidy(amount: Decimal) -> Decimal:
    """Round to six places, and drop idle zeros without an exponent."""
    rounded = amount.quantize(Decimal("0.000001"))
    if rounded == rounded.to_integral_value():
        return rounded.quantize(Decimal(1))
    return rounded.normalize()


def _without_unit(text: str, unit: str) -> str:
    plain = text.strip()
    for name in (unit, unit.removesuffix("s")):
        if name and plain.casefold().endswith(name.casefold()):
            return plain[: -len(name)].strip()
    return plain


Amount = TypeVar("Amount", Percent, Quantity)


def _checked(question: Question, value: Amount, unit: str) -> Amount:
    _in_range(question, value.amount, unit)
    if value.high is not None:
        _in_range(question, value.high, unit)
    return value


def _in_range(question: Question, amount: Decimal, unit: str) -> None:
    least, most = question.least, question.most
    if least is not None and amount < least:
        raise NotUnderstood(f"It cannot be below {number(least)}{unit}.")
    if most is not None and amount > most:
        raise NotUnderstood(f"It cannot be above {number(most)}{unit}.")
