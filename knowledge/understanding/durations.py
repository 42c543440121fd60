"""Stretches of time: 45 minutes, 1h30, half an hour, 2 to 3 days."""

from __future__ import annotations

import re
from decimal import Decimal

import pytimeparse2

from knowledge.understanding.figures import in_digits, with_an_hour
from knowledge.understanding.hedges import open_figure
from knowledge.understanding.outcomes import Confirm, NotUnderstood, Option
from knowledge.values.kinds import Duration
from knowledge.values.words import in_words

UNIT = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|quarters?|years?|yrs?"
    r"|[smhdw])"
)
COUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,4})?|[0-9]{1,9}(?:[.,][0-9]{1,4})?)"
THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
TWO_WAYS = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])")
PIECE = rf"{COUNT} ?{UNIT}(?![^\W\d_])"
SPAN = re.compile(rf"(?<![\w.,]){PIECE}(?:(?:,? and |, ?| )?{PIECE})*", re.IGNORECASE)
GLUED = re.compile(r"(?<![\w.,])([0-9]{1,4}) ?h ?([0-5]?[0-9])(?![\w.,])", re.IGNORECASE)  # 1h30
RANGE = re.compile(
    rf"(?<![\w.,])(?P<between>between )?(?P<low>{COUNT}) ?(?P<unit>{UNIT})?"
    rf" ?(?:-|\u2013|to|(?P<and>and)) ?(?P<high>{COUNT}) ?(?P<last>{UNIT})(?![^\W\d_])",
    re.IGNORECASE,
)
LONG = re.compile(r"[0-9] ?(?:months?|quarters?|years?|yrs?)", re.IGNORECASE)
BELOW = re.compile(r"(?:^|[^\w ] ?|[^\W\d_] )-[0-9]")
EXACT = re.compile(r"[0-9]{1,9} ?(?:minutes?|mins?|hours?|days?|weeks?)", re.IGNORECASE)
UNITS = ("minutes", "hours", "days")
ASK = "Please give a time with its unit, such as 45 minutes, 3 hours or 2 days."


def duration(text: str) -> Duration | Confirm:
    """Read how long something takes; a number alone asks for its unit."""
    if HALF_A_DAY.search(text):
        raise NotUnderstood("Half a working day, or half a day and night?", options=HALF_DAYS)
    plain = CLOCK.sub(r"\1h \2m", GLUED.sub(r"\1h \2m", in_digits(with_an_hour(_english(text)))))
    if BELOW.search(plain):
        raise NotUnderstood("A time cannot be below zero.")
    exact = EXACT.fullmatch(plain.strip(" .!"))
    found = RANGE.search(plain)
    if found and bool(found["between"]) == bool(found["and"]):
        low = _minutes(found["low"] + (found["unit"] or found["last"]))
        value = Duration(low, _minutes(found["high"] + found["last"]))
        rest = plain[: found.start()] + plain[found.end() :]
    else:
        value, rest = _single(plain)
    if re.search("[0-9]", rest):
        raise NotUnderstood("I see several numbers. Please give one time with its unit.")
    if value.high is not None and value.high <= value.minutes:
        raise NotUnderstood("That range runs downwards. Please give the shorter time first.")
    if word := open_figure(plain):
        raise NotUnderstood(f"\u201c{word}\u201d leaves it open.", options=_options(value))
    return value if exact and plain.strip(" .!") == text.strip(" .!") else Confirm(value, text)


# What is said for a stretch of time beside numbers and units.
SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (r"\b(?:an?|one) fortnight\b", "2 weeks"),
        (r"\bfortnights?\b", "times 2 weeks"),
        (r"\b(?:three|3) quarters? of an hour\b|\bthree quarters of 1 hour\b", "45 minutes"),
        (r"\beine? (?:stunde|heure|hora|uur)\b|\bune heure\b|\buma hora\b|\bune? h\b", "1 hour"),
        (r"\beine halbe stunde\b|\bune demi-?heure\b|\bmeia hora\b|\bmedia hora\b", "30 minutes"),
        (r"\b(?:eine|un|uma|una) (?:woche|semaine|semana)\b", "1 week"),
        (r"\b(?:einen?|un|um) (?:tag|jour|dia|d\u00eda)\b", "1 day"),
        (r"(?<=[0-9] )(?:stunden?|heures?|horas?|std\.?)(?!\w)", "hours"),
        (r"(?<=[0-9] )(?:minuten|minutos)\b", "minutes"),
        (r"(?<=[0-9] )(?:tagen?|jours?|dias?|d\u00edas?)\b", "days"),
        (r"(?<=[0-9] )(?:wochen?|semaines?|semanas?)\b", "weeks"),
    )
)
CLOCK = re.compile(r"(?<![\w.,:])([0-9]{1,2}):([0-5][0-9]) ?(?:h|hrs?|hours?)\b", re.IGNORECASE)
HALF_A_DAY = re.compile(
    r"(?<!and )\bhalf (?:an? |of an? |the )?(?:working )?day\b|(?<![\w.,])0?[.,]5 days?\b",
    re.IGNORECASE,
)
HALF_DAYS = (Option("4 hours", "4 hours"), Option("12 hours", "12 hours"))


def _english(text: str) -> str:
    for pattern, meant in SAID:
        text = pattern.sub(meant, text)
    return text


def _single(plain: str) -> tuple[Duration, str]:
    spans = list(SPAN.finditer(plain))
    if len(spans) > 1:
        times = [Duration(_minutes(span[0])) for span in spans[:3]]
        options = tuple(option for time in times for option in _options(time))
        raise NotUnderstood("I see several times. Which one is it?", options=options)
    if not spans:
        raise NotUnderstood(ASK, options=_with_units(plain))
    span = spans[0]
    return Duration(_minutes(span[0])), plain[: span.start()] + plain[span.end() :]


def _minutes(text: str) -> Decimal:
    if LONG.search(text):
        raise NotUnderstood("Months and years differ in length. Please give days or weeks.")
    if TWO_WAYS.search(text):
        raise NotUnderstood("That can be read in two ways. Please write it in plain digits.")
    apart = re.sub(r"(?:,? and |, (?=[0-9]))", " ", THOUSANDS.sub("", text))
    plain = apart.replace(",", ".")
    seconds = pytimeparse2.parse(plain)
    if not isinstance(seconds, int | float):
        raise NotUnderstood(ASK)
    minutes = (Decimal(str(seconds)) / 60).quantize(Decimal("0.01"))
    whole = minutes == minutes.to_integral_value()
    return minutes.quantize(Decimal(1)) if whole else minutes.normalize()


def _options(value: Duration) -> tuple[Option, ...]:
    said = in_words(value, str)
    return (Option(said, said),)


def _with_units(plain: str) -> tuple[Option, ...]:
    bare = re.fullmatch(r"\+?([0-9]{1,6})[ .!]*", plain)
    if not bare:
        return ()
    count = int(bare[1])
    said = [f"{count} {unit.removesuffix('s') if count == 1 else unit}" for unit in UNITS]
    return tuple(Option(one, one) for one in said)
