"""Figures in a text: digits as people write them, words for numbers, k and lakh, ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from text_to_num import alpha2digit

from knowledge.understanding.outcomes import NotUnderstood
from knowledge.understanding.text import fold_digits

MAX_DIGITS = 15
SCALES = {
    **dict.fromkeys(("hundred",), 2),
    **dict.fromkeys(("k", "thousand", "thousands", "tsd", "tausend", "tys", "grand", "duizend"), 3),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 5),
    **dict.fromkeys(("m", "mn", "mln", "mio", "million", "millions", "millionen"), 6),
    **dict.fromkeys(
        ("milj", "miljon", "miljoner", "miljoen", "milioni", "milione", "mil\u0142"), 6
    ),
    **dict.fromkeys(("tusen", "tusind", "tausende", "mille"), 3),
    **dict.fromkeys(("mld", "miljard", "miljarder", "miliardi", "milliarden", "milliards"), 9),
    **dict.fromkeys(("milh\u00e3o", "milh\u00f5es", "milhoes", "mill\u00f3n", "millones"), 6),
    **dict.fromkeys(("crore", "crores", "cr"), 7),
    **dict.fromkeys(("bn", "billion", "billions", "mrd", "b"), 9),
}
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
INDIAN = frozenset({"lakh", "lakhs", "lac", "lacs", "crore", "crores", "cr"})
ORDINALS = frozenset({"st", "nd", "rd", "th"})
TIME = "minute|hour|day|week|month|quarter|year"
BIG = "hundred|thousand|million|billion|lakh|crore"
A_FEW = (
    (re.compile(r"\bminus (?=[0-9])", re.IGNORECASE), "-"),
    (re.compile(rf"\b(?:an? |one )?quarter (?:of )?an? (?={BIG})", re.IGNORECASE), "0.25 "),
    (
        re.compile(rf"\b(?:an? |one |1 )?quarter of (?:an?|1) (?=(?:{TIME})\b)", re.IGNORECASE),
        "0.25 ",
    ),
    (re.compile(rf"\b(?:an?|one|1) ({TIME}) and a half\b", re.IGNORECASE), r"1.5 \1s"),
    (re.compile(rf"\b([0-9]{{1,6}}) ((?:{TIME})s) and a half\b", re.IGNORECASE), r"\1.5 \2"),
    (re.compile(r"\bhalf (?:an?|of an?|the)\b", re.IGNORECASE), "0.5"),
    (re.compile(r"\b(?:an?|one) and a half\b", re.IGNORECASE), "1.5"),
    (re.compile(r"\b([0-9]{1,6}) and a half\b", re.IGNORECASE), r"\1.5"),
    (re.compile(r"\b(?:a|one|1) dozen\b", re.IGNORECASE), "12"),
    (re.compile(rf"\ban? (?=(?:{BIG})\b)", re.IGNORECASE), "1 "),
    # Glued, so that text2num does not take "2 million" for two numbers.
    (re.compile(rf"(?<=[0-9]) (?=(?:{BIG})s?\b)", re.IGNORECASE), ""),
)
DOZEN = re.compile(r"(?<![\w.,])([0-9]{1,4}(?:\.5)?) dozen\b", re.IGNORECASE)
AN_HOUR = re.compile(rf"(?<!half )\ban? (?=(?:{TIME})\b)", re.IGNORECASE)
FIGURE = re.compile(
    r"(?<![\w.,'\u2019])(?:(?<![%\u20ac$\u00a3])(?P<sign>[+-]))?"
    r"(?P<digits>[0-9]{1,3}(?:(?P<gap>['\u2019 ])[0-9]{3})(?:(?P=gap)[0-9]{3})*(?![0-9])"
    r"(?:[.,][0-9]{1,2}(?![0-9]))?|[0-9]+(?:[.,][0-9]+)*)"
    rf"(?: ?(?P<scale>{SCALE})(?![^\W_]))?(?P<unit>[a-z]{{1,9}})?(?![\w])",
    re.IGNORECASE,
)
PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]{1,2}|\.[0-9]{4,6})?|0[.,][0-9]{1,6}")
TWO_WAYS = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{3})")  # 1.000: one, or a thousand
GROUPED = (
    re.compile(r"[0-9]{1,3}(?:['\u2019 ,][0-9]{3})+(?:\.[0-9]{1,2})?"),
    re.compile(r"[0-9]{1,3}(?:['\u2019 .][0-9]{3})+,[0-9]{1,2}"),
    re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"),
    re.compile(r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"),  # Indian: 12,50,000
)
CODE_GLUED = re.compile(r"\b([A-Z]{3}|[Kk]r\.?|[Rr]s\.?)(?=[0-9])")  # EUR250k
BETWEEN = re.compile(
    r" ?(?:%|percent|[$\u20ac\u00a3\u20b9]|[A-Za-z]{3}|[a-z]{1,8})? ?(?:-|\u2013|\u2014|to|until)"
    r" ?(?:[$\u20ac\u00a3\u20b9]|[A-Z]{3})? ?",
    re.IGNORECASE,
)


# Thousands and millions beside the currency: k\u20ac 250, 250 TEUR.
UNITS = r"\u20ac|\$|\u00a3|EUR|USD|GBP|CHF|INR|SEK|NOK|DKK|PLN"
SCALE_FIRST = re.compile(
    rf"(?<![^\W_])(?P<scale>[kKtTmM]) ?(?P<unit>{UNITS}) ?(?P<digits>[0-9][0-9.,'\u2019]*)"
)
SCALE_BEHIND = re.compile(
    rf"(?P<digits>[0-9][0-9.,'\u2019]*) ?(?P<scale>[tTkKmM])(?P<unit>{UNITS})(?![^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or a range, where it stands in the text that `in_digits` made."""

    low: Decimal
    start: int
    end: int
    high: Decimal | None = None
    unit: str = ""  # letters glued to it: 90min
    scale: str = ""
    other: Decimal | None = None  # what it may mean as well
    backwards: bool = False  # a range that runs down: 9-7


def scaled(text: str) -> str:
    """Write 250 TEUR and k\u20ac 250 as 250k EUR and 250k \u20ac."""
    return SCALE_BEHIND.sub(_scaled, SCALE_FIRST.sub(_scaled, text))


def _scaled(found: re.Match[str]) -> str:
    """Write 250 TEUR as 250k EUR."""
    scale = "m" if found["scale"] in "mM" else "k"
    return f"{found['digits']}{scale} {found['unit']}"


def in_digits(text: str) -> str:
    """Write the digits of any script, and numbers in words, as 0-9; text2num reads the words."""
    plain = _few(" ".join(fold_digits(text).replace("\u2212", "-").split()))
    if not any(char.isalpha() for char in plain):
        return plain
    plain = plain.encode("utf-8", "replace").decode()  # half a character stops text2num
    return CODE_GLUED.sub(r"\1 ", _few(alpha2digit(plain, "en", threshold=0)))


def _few(plain: str) -> str:
    for pattern, digits in A_FEW:
        plain = pattern.sub(digits, plain)
    return DOZEN.sub(lambda found: f"{Decimal(found[1]) * 12:g}", plain)


def with_an_hour(text: str) -> str:
    """Count "an hour" as one; not for money, where "a month" is a period."""
    return AN_HOUR.sub("1 ", text)


def figures(plain: str) -> tuple[Figure, ...]:
    """Find all figures of a text without words for numbers; raises NotUnderstood for odd ones."""
    found: list[Figure] = []
    for match in FIGURE.finditer(plain):
        if (match["unit"] or "").casefold() in ORDINALS:
            continue
        figure = _figure(match)
        between = plain[found[-1].end : figure.start] if found else ""
        if found and found[-1].high is None and _joins(plain, found[-1], between):
            found[-1] = _range(found[-1], figure)
        else:
            found.append(figure)
    return tuple(found)


def _joins(plain: str, first: Figure, between: str) -> bool:
    if BETWEEN.fullmatch(between):
        return True
    joined = between.strip(" %\u20ac$\u00a3").removeprefix("percent").strip()
    return joined == "and" and plain[: first.start].rstrip().endswith("between")


def _figure(match: re.Match[str]) -> Figure:
    scale = (match["scale"] or "").casefold()
    low = _number(match["digits"]).scaleb(SCALES.get(scale, 0))
    two = TWO_WAYS.fullmatch(match["digits"])
    other = Decimal(f"{two[1]}{two[2]}") if two else None
    if match["sign"] == "-":
        low = -low
    if abs(low) >= Decimal(10) ** MAX_DIGITS:
        raise NotUnderstood(f"That is too large: {MAX_DIGITS} digits at most.")
    return Figure(
        _tidy(low),
        *match.span(),
        unit=(match["unit"] or "").casefold(),
        scale=scale,
        other=None if scale else other,
    )


def _number(digits: str) -> Decimal:
    if len(digits) > 2 * MAX_DIGITS:
        raise NotUnderstood(f"That is too large: {MAX_DIGITS} digits at most.")
    if PLAIN.fullmatch(digits) or TWO_WAYS.fullmatch(digits):
        return Decimal(digits.replace(",", "."))
    if GROUPED[1].fullmatch(digits):
        whole, _, cents = digits.rpartition(",")
        return Decimal(f"{re.sub('[^0-9]', '', whole)}.{cents}")
    if GROUPED[2].fullmatch(digits):
        return Decimal(digits.replace(".", ""))
    if GROUPED[0].fullmatch(digits) or GROUPED[3].fullmatch(digits):
        return Decimal(re.sub("[^0-9.]", "", digits))
    raise NotUnderstood("That number can be read in two ways. Please write it in plain digits.")


def _range(first: Figure, second: Figure) -> Figure:
    """Join two ends; the first takes over the thousands of the second: 7-9 lakh."""
    low, high = first.low, second.low
    if second.scale and not first.scale:
        low = low.scaleb(SCALES[second.scale])
    joined = replace(second, low=_tidy(low), high=high, start=first.start, other=None)
    if low > high:
        return replace(joined, low=high, high=_tidy(low), backwards=True)
    return joined if low < high else replace(joined, high=None)


def _tidy(amount: Decimal) -> Decimal:
    """Write 2.5E+5 as 250000, and -0 as 0."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount + 0
