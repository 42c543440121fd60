"""Numbers, percentages and money in their strict forms; a doubtful one is never guessed."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.model.content import Question
from knowledge.understanding.currencies import CODES
from knowledge.understanding.outcomes import NotUnderstood
from knowledge.understanding.text import fold_digits
from knowledge.values.kinds import Money, Percent, Quantity
from knowledge.values.words import number as in_digits

MAX_DIGITS = 15
NUMBER = re.compile(r"([+-]?)([0-9]+)(\.[0-9]{1,6})?")
THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}")  # 1.000: one, or a thousand
# Amounts that can be read in one way only: 250000.50 / 1'250'000.50 / 1.250,50 / 1,250.50
AMOUNTS = (
    re.compile(r"(?P<whole>[0-9]+)(?:[.,](?P<cents>[0-9]{1,2}))?"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:['\u2019 ][0-9]{3})+)(?:[.,](?P<cents>[0-9]{1,2}))?"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<cents>[0-9]{1,2})"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<cents>[0-9]{1,2})"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){2,})(?P<cents>)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){2,})(?P<cents>)"),
)
CODE_LAST = re.compile(r"(?P<amount>[0-9.,'\u2019 ]+?) ?(?P<code>[A-Za-z]{3})")
CODE_FIRST = re.compile(r"(?P<code>[A-Za-z]{3}) ?(?P<amount>[0-9.,'\u2019 ]+)")
PERIOD = re.compile(r"(?P<rest>.+?) ?(?:\ba|\bper|/|\bevery) ?(?P<per>year|month|week|day)")


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


def quantity(question: Question, text: str) -> Quantity:
    """Read a number, with or without the question's unit."""
    amount = decimal_of(_without_unit(text, question.unit))
    _in_range(question, amount, f" {question.unit}")
    return Quantity(amount, question.unit)


def percent(question: Question, text: str) -> Percent:
    """Read a percentage; a bare number is one."""
    plain = text.replace("\uff05", "%").strip()
    for ending in ("%", "percent", "per cent"):
        plain = plain.removesuffix(ending)
    amount = decimal_of(plain)
    _in_range(question, amount, " %")
    return Percent(amount)


def money(question: Question, text: str) -> Money:
    """Read an amount with its ISO currency code; 0 alone stands for no money at all."""
    plain = fold_digits(text)
    if NUMBER.fullmatch(plain) and not decimal_of(plain):
        return Money(Decimal(0), "", question.per)
    if plain.startswith(("-", "\u2212")):
        raise NotUnderstood("An amount cannot be below zero.")
    found = (match := _sum_of(question, plain)) and (match["amount"], match["code"].upper())
    if not found:
        raise NotUnderstood("Please give the amount in digits, and its currency as three letters.")
    amount, code = found
    if code not in CODES:
        raise NotUnderstood(f"{code} is no currency code that I know.")
    return Money(amount_of(amount), code, question.per)


def _sum_of(question: Question, plain: str) -> re.Match[str] | None:
    period = PERIOD.fullmatch(plain)
    if period:
        plain = period["rest"]
        if period["per"] != question.per:
            wanted = f"for a {question.per}" if question.per else "as one sum"
            raise NotUnderstood(f"Please give the amount {wanted}, not for a {period['per']}.")
    return CODE_LAST.fullmatch(plain) or CODE_FIRST.fullmatch(plain)


def amount_of(text: str) -> Decimal:
    """Read an amount that has one meaning; raises NotUnderstood for 1.000 and the like."""
    plain = text.strip()
    for form in AMOUNTS:
        found = form.fullmatch(plain)
        if found:
            whole = re.sub(r"[^0-9]", "", found["whole"])
            if len(whole) > MAX_DIGITS:
                raise NotUnderstood(f"That is too large: {MAX_DIGITS} digits at most.")
            return Decimal(f"{whole}.{found['cents'] or '0'}").normalize() + 0
    raise NotUnderstood("That amount can be read in two ways. Please write it in plain digits.")


def _without_unit(text: str, unit: str) -> str:
    plain = text.strip()
    for name in (unit, unit.removesuffix("s")):
        if name and plain.casefold().endswith(name.casefold()):
            return plain[: -len(name)].strip()
    return plain


def _in_range(question: Question, amount: Decimal, unit: str) -> None:
    least, most = question.least, question.most
    if least is not None and amount < least:
        raise NotUnderstood(f"It cannot be below {in_digits(least)}{unit}.")
    if most is not None and amount > most:
        raise NotUnderstood(f"It cannot be above {in_digits(most)}{unit}.")
