"""Money: an amount and a currency; without a currency, or in two ways, it asks."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from knowledge.model.content import Question
from knowledge.understanding.currencies import CODES, COMMON, LAKHS, named, unknown_code
from knowledge.understanding.figures import INDIAN, MAX_DIGITS, Figure, figures, in_digits, scaled
from knowledge.understanding.hedges import open_figure
from knowledge.understanding.moments import MONTHS, moments
from knowledge.understanding.numbers import NUMBER, decimal_of, telling
from knowledge.understanding.outcomes import Confirm, NotUnderstood, Option
from knowledge.understanding.text import fold_digits
from knowledge.values.kinds import Money, Per
from knowledge.values.words import in_words

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
PERIOD = re.compile(
    r"(?:\ba|\ban|\bper|\beach|\bevery|/) ?(?P<per>year|annum|month|quarter|week|day|hour)\b"
    r"|\b(?P<ly>yearly|annually|annual|monthly|quarterly|weekly|daily|p\.?a\.?|p\.?m\.?)(?!\w)",
    re.IGNORECASE,
)
PERIODS = {
    **dict.fromkeys(("year", "annum", "yearly", "annually", "annual", "pa", "p.a", "p.a."), "year"),
    **dict.fromkeys(("month", "monthly", "pm", "p.m", "p.m."), "month"),
    "quarterly": "quarter",
    "weekly": "week",
    "daily": "day",
}
MONTHS_A_YEAR = 12
BELOW = re.compile(r"(?:^|[^\w ] ?)-\s?[0-9]")
EACH = re.compile(
    r"(?:/ ?|\bper |\beach (?!(?:for|from|of|and|with|on)\b))([^\W\d_]{3,20})", re.IGNORECASE
)
MIL = re.compile(r" ?mil\b", re.IGNORECASE)  # a million to some, a thousand to others
A_THOUSAND = frozenset({"BRL", "MXN", "ARS", "COP", "CLP", "PEN", "AOA", "MZN", "BOB", "UYU"})
MANY = re.compile(  # what looks like a scale, and is none that we know
    r" ?(?:mi?ll?|milj|mld|mrd|mm|tu?s|tys|tis|thou?|hundr|bill?"
    r"|trill?)[^\W\d_]{0,10}\b",
    re.IGNORECASE,
)
NO_MONEY = frozenset({"zero", "nil", "nothing", "nothing at all", "zilch"})
WHICH = "Which currency is that?"
OF_TIME = re.compile(r" ?(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)\b")
A_DAY = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b|[0-9]+([./-])[0-9]+\1[0-9]+", re.IGNORECASE)
EVERY = {"year": "every year", "month": "every month", "": "in all"}


def money(question: Question, text: str) -> Money | Confirm:
    """Read an amount with its currency; 0 alone stands for no money at all."""
    plain = fold_digits(text)
    if plain.strip(" .!").casefold() in NO_MONEY or (
        NUMBER.fullmatch(plain) and not decimal_of(plain)
    ):
        return Money(Decimal(0), "", question.per)
    exact = _exact(question, plain)
    return exact or Confirm(_interpreted(question, text), text)


def _exact(question: Question, plain: str) -> Money | None:
    """Read digits with an ISO code, and the period that is asked for or none."""
    period = re.search(r" ?(?:\ba|\bper|/|\bevery) ?(year|month)$", plain)
    if period and period[1] == question.per:
        plain = plain[: period.start()]
    found = CODE_LAST.fullmatch(plain) or CODE_FIRST.fullmatch(plain)
    if not found or found["code"].upper() not in CODES:
        return None
    amount = amount_of(found["amount"])
    return None if amount is None else Money(amount, found["code"].upper(), question.per)


def amount_of(text: str) -> Decimal | None:
    """Read an amount that has one meaning; None for 1.000, 1,000 and all else."""
    plain = text.strip()
    found = next((match for form in AMOUNTS if (match := form.fullmatch(plain))), None)
    if found is None:
        return None
    whole = re.sub(r"[^0-9]", "", found["whole"])
    if len(whole) > MAX_DIGITS:
        raise NotUnderstood(f"That is too large: {MAX_DIGITS} digits at most.")
    return Decimal(f"{whole}.{found['cents'] or '0'}").normalize() + 0


def _interpreted(question: Question, text: str) -> Money:
    plain = in_digits(scaled(text))
    if BELOW.search(plain):
        raise NotUnderstood("An amount cannot be below zero.")
    if (each := EACH.search(plain)) and not _per(each[0]):
        raise NotUnderstood(f"That is a price for one {each[1]}. Please give the whole amount.")
    found = telling(_amounts(plain), plain)
    if not found:
        raise NotUnderstood("I see no amount in that. Please give it in digits, with its currency.")
    codes = named(plain)
    per = _per(plain)
    if len(found) > 1:
        options = _options(codes, question.per, *found[:3]) if len(codes) == 1 else ()
        raise NotUnderstood("I see several amounts. Which one is it?", options=options)
    figure = found[0]
    if figure.low < 0:
        raise NotUnderstood("An amount cannot be below zero.")
    figure = _in_thousands(figure, codes, plain)
    _one_scale(question, figure, codes, plain)
    _one_currency(question, figure, codes, plain)
    value = Money(_cents(figure.low), codes[0], question.per, figure.high and _cents(figure.high))
    _one_amount(question, figure, codes)
    _settled(question, value, plain, per)
    return value


def _amounts(plain: str) -> tuple[Figure, ...]:
    """Find the figures that count no hours, months or people's days, and are no day themselves."""
    found = figures(_without_days(plain))
    left = tuple(figure for figure in found if not OF_TIME.match(plain, figure.end))
    return left or found


def _without_days(plain: str) -> str:
    """Blank days: 3 November, 12.10.2026; a year alone is left, as it may be an amount."""
    for day in moments(plain):
        said = plain[day.start : day.end]
        if any(char.isdigit() for char in said) and A_DAY.search(said):
            plain = plain[: day.start] + " " * len(said) + plain[day.end :]
    return plain


def _one_scale(question: Question, figure: Figure, codes: tuple[str, ...], plain: str) -> None:
    """Ask what a word at the figure multiplies it by: 900 mil, 250xyz."""
    if MIL.match(plain, figure.end) or figure.unit == "mil":
        if codes and set(codes) <= A_THOUSAND:
            return
        ways = (_times(figure, 1_000), _times(figure, 1_000_000))
        options = _options(codes, question.per, *ways)
        raise NotUnderstood("Does \u201cmil\u201d mean a thousand or a million?", options=options)
    unknown = (
        not figure.scale and not MIL.match(plain, figure.end) and MANY.match(plain, figure.end)
    )
    if unknown or (figure.unit and not named(figure.unit.upper())):
        raise NotUnderstood("Please write the amount in plain digits, with its currency.")


def _in_thousands(figure: Figure, codes: tuple[str, ...], plain: str) -> Figure:
    """Read mil as a thousand beside a currency of those who say so."""
    if MIL.match(plain, figure.end) and codes and set(codes) <= A_THOUSAND:
        return _times(figure, 1_000)
    return figure


def _times(figure: Figure, factor: int) -> Figure:
    return replace(figure, low=figure.low * factor, high=figure.high and figure.high * factor)


def _one_currency(question: Question, figure: Figure, codes: tuple[str, ...], plain: str) -> None:
    if len(codes) == 1:
        return
    per = _per(plain)
    likely = codes or (LAKHS if figure.scale in INDIAN else COMMON)
    code = unknown_code(plain)
    asked = f"{code} is no currency code that I know. Which one is it?" if code else WHICH
    if per != question.per and per:
        asked = f"Is that {EVERY.get(per, f'every {per}')}? And which currency is it?"
    ways = (figure, *_others(figure))
    options = tuple(
        option for code in likely for option in _options((code,), _shown(question, per), *ways)
    )
    raise NotUnderstood(asked, options=options[:4])


def _one_amount(question: Question, figure: Figure, codes: tuple[str, ...]) -> None:
    others = _others(figure)
    if figure.backwards:
        raise NotUnderstood(
            "That range runs downwards. Which one do you mean?",
            options=_options(codes, question.per, figure, *others),
        )
    if others:
        raise NotUnderstood(
            "That can be read in two ways. Which one is it?",
            options=_options(codes, question.per, *others, figure),
        )


def _others(figure: Figure) -> tuple[Figure, ...]:
    """List what a figure may mean as well: 1.000 a thousand, 9-7 lakh a slip for 9.7."""
    if figure.other is not None:
        return (replace(figure, low=figure.other, other=None),)
    if figure.backwards and figure.high is not None and figure.scale in INDIAN:
        slip = figure.high + figure.low / 10
        return (replace(figure, low=slip, high=None, backwards=False),)
    return ()


def _settled(question: Question, value: Money, plain: str, per: str) -> None:
    """Ask about words that leave the amount open, and about a period that was not asked for."""
    if word := open_figure(plain):
        said = _option(value)
        raise NotUnderstood(f"\u201c{word}\u201d leaves it open.", options=(said,))
    if per and per != question.per:
        wanted = f"for a {question.per}" if question.per else "as one sum"
        raise NotUnderstood(
            f"Please give the amount {wanted}, not for a {per}.",
            options=_converted(value, question.per, per),
        )


def _converted(value: Money, wanted: str, per: str) -> tuple[Option, ...]:
    """Offer twelve months for a year and back; what one sum comes to nobody can say."""
    times = {
        ("year", "month"): Decimal(MONTHS_A_YEAR),
        ("month", "year"): 1 / Decimal(MONTHS_A_YEAR),
    }
    factor = times.get((wanted, per))
    if factor is None:
        return ()
    high = value.high and _cents(value.high * factor)
    return (_option(replace(value, amount=_cents(value.amount * factor), high=high)),)


def _per(plain: str) -> str:
    found = PERIOD.search(plain)
    said = (found["per"] or found["ly"]).casefold() if found else ""
    return PERIODS.get(said, said)


def _shown(question: Question, per: str) -> Per:
    return "month" if per == "month" else "year" if per == "year" else question.per


def _options(codes: tuple[str, ...], per: Per, *ways: Figure) -> tuple[Option, ...]:
    return tuple(
        _option(Money(_cents(way.low), code, per, way.high and _cents(way.high)))
        for way in ways
        for code in codes
    )


def _option(value: Money) -> Option:
    said = in_words(value, str)
    return Option(said, said)


def _cents(amount: Decimal) -> Decimal:
    rounded = amount.quantize(Decimal("0.01"))
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
