"""Figures with their units inside a longer text, and which two of them are from and to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from knowledge.understanding.figures import SCALES
from knowledge.understanding.moments import Moment
from knowledge.understanding.wordlists import words

_I = re.IGNORECASE
MINUTES = {
    **dict.fromkeys(("s", "sec", "second"), Decimal(1) / 60),
    **dict.fromkeys(("min", "mn", "minute"), Decimal(1)),
    **dict.fromkeys(("h", "hr", "hour"), Decimal(60)),
    **dict.fromkeys(("d", "day"), Decimal(1440)),
    **dict.fromkeys(("w", "wk", "week"), Decimal(10080)),
    "month": Decimal(43200),
    "year": Decimal(525600),
}
TIME = (
    r"(?:working |business |calendar |full |net )?(?:seconds?|secs?|minutes?|mins?"
    r"|minuti|hours?|hrs?|h|days?"
    r"|d|weeks?|wks?|months?|years?|yrs?)"
)
SIGN = (
    r"(?:US\$|A\$|C\$|R\$|HK\$|NZ\$|S\$"
    r"|[\u20ac$\u00a3\u00a5\u20b9\u20a9\u20aa\u20ba\u20bd\u0e3f]"
    r"|(?<![^\W\d_])(?:[Rr]s\.?|[Kk][rR]\.?) ?)"
)
CODES = (
    "EUR|USD|GBP|CHF|INR|JPY|CNY|RMB|SEK|NOK|DKK|PLN|CZK|HUF|RON|BRL|MXN|CAD|AUD|NZD|SGD|HKD|AED|SAR|ZAR|TRY|KRW|THB"
    "|IDR|MYR|PHP|VND|ILS|EGP|NGN|KES|COP|CLP|ARS|PEN|QAR|KWD|BGN|UAH|ISK|TWD|PKR|BDT|LKR|MAD|TND|GHS"
    "|UGX|TZS|RWF|ZMW|ETB|XOF|XAF|DZD|JOD|OMR|BHD|LBP|KZT|GEL|RSD|DOP|GTQ|CRC|UYU|PYG|BOB|NPR"
    "|MMK|KHR|MUR|BWP|NAD|MZN|AOA"
)
SMALL_CODES = (
    "eur|usd|gbp|chf|inr|jpy|cny|rmb|sek|nok|dkk|pln|czk|huf|brl|mxn|cad|aud|nzd|sgd|hkd|aed|sar|zar"
    "|krw|thb|idr|myr"
)
CURRENCY_WORD = (
    r"(?:euros?|dollars?|pounds?(?! of| weight)|quid|rupees?|yen|yuan|francs?|zlotys?"
    r"|z\u0142|kronor|kroner|krona|krone"
    r"|forints?|reais|real|rand|pesos?|dirhams?|shillings?|naira|lira|bucks|cents?"
    r"|pence|sterling|K\u010d|Ft|lei|eur|usd"
    r"|gbp|inr|chf)"
)
NUMBER = (
    r"[0-9]{1,3}(?:[ '\u2019\u202f\u00a0][0-9]{3})+(?![0-9])(?:[.,][0-9]{1,2})?"
    r"|[0-9]+(?:[.,][0-9]+)*"
)
QUANTITY = re.compile(
    rf"(?P<sign>{SIGN} ?|\b(?:{CODES}|{SMALL_CODES}) ?)?(?<![\w.,@#/-])(?P<n>{NUMBER})(?![0-9])"
    r"(?: ?(?P<scale>(?i:k|thousand|tsd|tys\.?|millions?|mio|mln|mn|m|lakhs?|lacs?|crores?|cr"
    r"|billions?|bn|mrd))(?![^\W_]))?"
    rf"(?P<unit> ?(?:%|\u2030|percent(?:age)?(?: points?)?|per ?cent|pct|pp|p\.p\."
    rf"|{SIGN.replace(' ?', '')}(?![0-9])|(?:{CODES}|{SMALL_CODES})\b"
    rf"|{CURRENCY_WORD}\b|{TIME}(?![^\W\d_]))|-(?:day|hour|minute|week|month)\b)?"
    r"(?P<more> ?(?:and )?[0-9]{1,2} ?(?:minutes?|mins?|m|seconds?|secs?|s|hours?|h|days?)\b)?",
)
COMPOUND = re.compile(r"(?<![\w.,])([0-9]{1,3}) ?h ?([0-9]{1,2})(?![0-9])(?: ?min\w*)?", _I)
RANGE = re.compile(r" ?(?:-|\u2013|\u2014) ?")
FRACTION = re.compile(
    r"(?<![\w.,])(?P<a>[0-9]+) (?:in|out of|in every|of every) (?P<b>[0-9]+)(?![\w.,%])", _I
)
# What stands before a figure that defines something: per 1,000, top 10, older than 30.
# Places and things that are numbered: line 4, ward 7, NPS of 12.
NUMBERED = re.compile(
    r"(?:(?<!per )(?<!each )(?<!every )\b(?:no|nr|number|line|level"
    r"|tier|phase|version|wave|stage|step|room|block"
    r"|gate|terminal|hall|ward|plant|site"
    r"|section|form|article|class|type|category|grade|route|zone|area|district"
    r"|building|bus|tram|channel|gpt|layer|store"
    r"|kiln|machine|team|shift|ages?|aged|iso|din|en|covid|sample of|base of|model|top"
    r"|first|last|next|previous|past"
    r"|press|furnace|pump|track|platform|dock|bay|lane|cell|depot|branch|school|clinic"
    r"|unit|pier|reactor|boiler|well|mill)"
    r"\.?|#|@)[ -]*$",
    _I,
)
# Limits that define what is counted: per 1,000, older than 30 days, orders over 500 euros.
# "Goes up to 41k" says where to; "up to 41k" sets a limit.
UP_TO = (
    "".join(
        rf"(?<!{verb} )"
        for verb in (
            "goes",
            "go",
            "going",
            "rise",
            "rises",
            "rising",
            "climb",
            "climbs",
            "grow",
            "grows",
            "move",
        )
    )
    + "up ?to"
)
LIMIT = re.compile(
    r"(?:\b(?:per|every|each|older than|longer than|later than"
    r"|open (?:for )?(?:more than|over)|within|after|beyond|exceeding"
    r"|over|under|above|below|less than|more than|"
    rf"{UP_TO}|at least|out of"
    r"|for (?:more than |over )?|in (?:under |less than |over |more than ))"
    r"|(?<![-=])[<>]\u2264\u2265])[ ]*"
    rf"(?:{SIGN}|(?:{CODES}) ?)?$",
    _I,
)
OLDER = re.compile(
    r"^ ?(?:year|day|hour|minute|week|month)s? (?:old|late|overdue|past due|after"
    r"|of discharge|or older|window|period|rolling)",
    _I,
)
ROUGH = re.compile(
    r"(?:\b(?:about|around|approx(?:imately)?\.?|roughly|circa|ca\.?|c\.|some|nearly"
    r"|etwa|rund|zirka"
    r"|ungef\u00e4hr|environ|cerca de|aprox\.?"
    r"|almost|"
    rf"{UP_TO}|"
    r"at most|at least|less"
    r" than|lower than|fewer than|more than|greater than|under|below|(?<!takes )(?<!take )"
    r"(?<!took )(?<!taken )(?<!handed )over|above"
    r"|beneath|max\.?|min\.?|maximum(?: of)?"
    r"|minimum(?: of)?|no more than|not more than|no less than|close to|near(?: to)?"
    r"|in the (?:region|area|range|order) of"
    r"|something like|probably|perhaps|maybe|say|estimated(?: at)?|est\.?|let's say"
    r"|i think|i guess|more or less|within"
    r"|upwards of|beyond|north of|south of|better than|guess(?:ed)?|anything)"
    r"|[~\u2248\u2264\u2265<])"
    rf" *(?:the |of |an? |is |it's |at )?(?:{SIGN}|(?:{CODES}) ?)?$",
    _I,
)
LEADS = re.compile(
    r"(?:\b(?:to|into|down to|up to|target(?: is| of)?|goal(?: is| of)?|aim(?: is"
    r"| of)?|is|are|was|from|now|today|currently"
    r"|reach|get|achieve|until|at)|\u2192|->|=>)[ :]*(?:under|over|above|below"
    r"|less than|more than|up to|at least|at most"
    rf"|about|around|[<>\u2264\u2265])[ ]*(?:{SIGN}|(?:{CODES}) ?)?$",
    _I,
)
ROUGH_AFTER = re.compile(
    r"^ ?(?:-?ish\b|\+(?! ?[0-9])|or (?:so|less|more|fewer|lower|higher|better|below"
    r"|above|under|thereabouts)\b|at (?:most|least|best|worst)\b"
    r"|max(?:imum)?\b|min(?:imum)?\b|give or take|approx|roughly|tops\b|plus\b"
    r"|more or less|or something|circa)",
    _I,
)
ARROW = re.compile(
    r"^(?P<unit>[^.;]{0,60}?)(?:(?<![\w-])(?:(?:down |up |back |on |fall(?:ing)? "
    r"|ris(?:e|ing) |over )?(?:to|into)|until|towards?|till|down|upto)(?![\w-])"
    r"|->|=>|-+>|\u2192|\u27a1|\u21d2|>+|\u2794|\.\.+|\u2026|/(?= ?[0-9])"
    r"|(?<= )\u2013(?= )|(?<= )-(?= ))(?P<then>[^.;]{0,40})$",
    _I,
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure, or a range, with its unit; `class_` is %, money, time, or the word behind it."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    sort: str  # percent, money, time, share, other, or nothing
    unit: str
    rough: str = ""  # the words that leave it open
    two_ways: bool = False  # 1.000: one, or a thousand

    @property
    def size(self) -> Decimal:
        """Give what it comes to in the smallest unit of its kind, to compare two."""
        if self.sort == "time":
            word = self.unit.split()[-1].lower() if self.unit else ""
            for name in (word, word.rstrip("s")):
                if name in MINUTES:
                    return self.low * MINUTES[name]
        return self.low


def measures(text: str, days: tuple[Moment, ...], *, counted: bool = False) -> tuple[Measure, ...]:
    """Find the figures that may be from and to; days and, unless `counted`, definitions are not."""
    plain = _without(text, days)
    found: list[Measure] = []
    for one in _all(plain):
        last = found[-1] if found else None
        if last and (_ranged(plain, last, one)):
            found[-1] = _joined(last, one)
        else:
            found.append(one)
    if counted:
        return tuple(found)
    kept = [one for one in found if not _defines(plain, one)]
    return tuple(kept if len(kept) > 1 else found if len(found) > 1 and not kept else kept)


def arrow(text: str, first: Measure, second: Measure) -> bool:
    """Tell whether the words between two figures lead from one to the other."""
    found = ARROW.match(text[first.end : second.start])
    return bool(found) and len(found["then"].split()) <= 5 if found else False


def _without(text: str, days: tuple[Moment, ...]) -> str:
    for day in days:
        if day.trouble != "relative" or not any(c.isdigit() for c in text[day.start : day.end]):
            text = text[: day.start] + " " * (day.end - day.start) + text[day.end :]
    return text


def _all(plain: str) -> Iterator[Measure]:
    rest = plain
    found: list[Measure] = []
    for match in FRACTION.finditer(rest):
        if int(match["b"]) > 0 and int(match["a"]) < int(match["b"]):
            size = Decimal(match["a"]) / Decimal(match["b"])
            found.append(
                Measure(*match.span(), size, size, "share", "", _rough(plain, *match.span()))
            )
    for match in COMPOUND.finditer(rest):
        size = Decimal(match[1]) * 60 + Decimal(match[2])
        found.append(
            Measure(*match.span(), size, size, "time", "min", _rough(plain, *match.span()))
        )
    taken = [(one.start, one.end) for one in found]
    for match in QUANTITY.finditer(rest):
        if not any(match.start() < end and start < match.end() for start, end in taken):
            one = _read(plain, match)
            if one is not None:
                found.append(one)
    return iter(sorted(found, key=lambda one: one.start))


def _read(plain: str, match: re.Match[str]) -> Measure | None:
    digits = match["n"]
    number = _number(digits)
    if number is None:
        return None
    number = number.scaleb(SCALES.get((match["scale"] or "").lower().rstrip("."), 0))
    sign = (match["sign"] or "").strip()
    unit = (match["unit"] or "").strip()
    if unit.startswith("-"):
        return None  # a 30-day limit defines something
    sort = "money" if sign else _sort(unit)
    end = match.end()
    if sort == "":
        word = re.match(r" ?([^\W\d_][\w'-]*)", plain[end:])
        if word and word[1].lower() not in NO_UNIT:
            sort, unit = "other", word[1].lower()
    return Measure(
        match.start(),
        end,
        number,
        number,
        sort,
        sign or unit,
        _rough(plain, match.start(), end),
        bool(re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", digits)) and not match["scale"],
    )


MONEY = re.compile(rf"{SIGN}|{CODES}|{CURRENCY_WORD}", _I)
NO_UNIT = words(
    """
    to by from until till in on of a an per and or now today currently at for the this that
    is are was were it we down up then vs versus before as with within last next so but
    because which while after since our their his her against towards target goal baseline
    actual current presently right these those each every than if when instead into out
    should shall will must be would not no only also too all any over under between i he she
    they us you my your today's yearly annually monthly weekly daily annual y p via latest
    dropping falling rising going
    """
)


def _sort(unit: str) -> str:
    if not unit:
        return ""
    if re.match(r"%|\u2030|percent|per ?cent|pct|pp\b|p\.p\.", unit, _I):
        return "percent"
    if MONEY.fullmatch(unit):
        return "money"
    return "time" if re.fullmatch(TIME, unit, _I) else "other"


def _number(digits: str) -> Decimal | None:
    plain = re.sub(r"(?<=[0-9])[ '\u2019\u202f\u00a0](?=[0-9])", "", digits)
    if len(plain) > 18:
        return None
    if plain.count(",") and plain.count("."):
        last = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:last]) + "." + plain[last + 1 :]
    elif plain.count(",") == 1 and not re.fullmatch(r"[1-9][0-9]{0,2},[0-9]{3}", plain):
        plain = plain.replace(",", ".")
    elif plain.count(",") or plain.count(".") > 1:
        plain = re.sub(r"[.,]", "", plain)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _ranged(plain: str, first: Measure, second: Measure) -> bool:
    between = plain[first.end : second.start]
    if RANGE.fullmatch(between) and (not first.unit or first.sort == second.sort):
        return first.low < second.low or (not first.unit and " " not in between)
    ahead = re.search(r"\bbetween (?:\W|[A-Z]{3} )*$", plain[: first.start], _I)
    return bool(ahead) and between.strip().lower() in ("and", "to")


def _joined(first: Measure, second: Measure) -> Measure:
    sort, unit = (second.sort, second.unit) if not first.sort else (first.sort, first.unit)
    return Measure(
        first.start, second.end, first.low, second.high, sort, unit, first.rough or second.rough
    )


def _defines(plain: str, one: Measure) -> bool:
    before, after = plain[max(0, one.start - 40) : one.start], plain[one.end : one.end + 30]
    if LEADS.search(before):
        return False
    if LIMIT.search(before) or OLDER.match(after):
        return True
    bare = one.sort in ("", "other")
    return bare and (bool(NUMBERED.search(before)) or bool(re.match(r" ?(?:/|x) ?[0-9]", after)))


def _rough(plain: str, start: int, end: int) -> str:
    before, after = (
        ROUGH.search(plain[max(0, start - 40) : start]),
        ROUGH_AFTER.match(plain[end : end + 20]),
    )
    return before.group().strip() if before else after.group().strip() if after else ""
