"""The currencies people may name: ISO 4217 by code and name, and what signs stand for."""

from __future__ import annotations

import re
from functools import cache

from iso4217 import Currency

# Metals, funds, test codes and units of account: nobody pays a pilot with them.
NO_MONEY = re.compile(
    r"^X(?!AF|CD|CG|OF|PF)|^(?:BOV|CHE|CHW|CLF|COU|MXV|USN|UYI|UYW|VED)$",
)
CODES = frozenset(one.code for one in Currency if not NO_MONEY.match(one.code))
# Policy: `$` is USD, `kr` and the yen sign ask, and so does what several countries share.
SIGNS: dict[str, tuple[str, ...]] = {
    "$": ("USD",),
    "us$": ("USD",),
    "a$": ("AUD",),
    "au$": ("AUD",),
    "c$": ("CAD",),
    "ca$": ("CAD",),
    "nz$": ("NZD",),
    "hk$": ("HKD",),
    "s$": ("SGD",),
    "r$": ("BRL",),
    "\u20ac": ("EUR",),
    "\u00a3": ("GBP",),
    "\u20b9": ("INR",),
    "rs": ("INR",),
    "rs.": ("INR",),
    "\u20a9": ("KRW",),
    "\u20ba": ("TRY",),
    "\u20bd": ("RUB",),
    "\u20b4": ("UAH",),
    "\u20aa": ("ILS",),
    "z\u0142": ("PLN",),
    "k\u010d": ("CZK",),
    "ft": ("HUF",),
    "\u20a6": ("NGN",),
    "\u20b1": ("PHP",),
    "\u20ab": ("VND",),
    "\u0e3f": ("THB",),
    "ksh": ("KES",),
    "sfr": ("CHF",),
    "sfr.": ("CHF",),
    "fr": ("CHF",),
    "fr.": ("CHF",),
    "\u00a5": ("JPY", "CNY"),
    "kr": ("SEK", "NOK", "DKK"),
    "kr.": ("SEK", "NOK", "DKK"),
}
# The last word of a currency's name, where everyday use means one, or a few, of many.
EVERYDAY: dict[str, tuple[str, ...]] = {
    "buck": ("USD",),
    "dollar": ("USD",),
    "pound": ("GBP",),
    "quid": ("GBP",),
    "sterling": ("GBP",),
    "rupee": ("INR",),
    "yuan": ("CNY",),
    "renminbi": ("CNY",),
    "rmb": ("CNY",),
    "crown": ("SEK", "NOK", "DKK", "CZK"),
    "krone": ("NOK", "DKK"),
    "kroner": ("NOK", "DKK"),
    "krona": ("SEK", "ISK"),
    "kronor": ("SEK",),
    "franc": ("CHF", "XOF", "XAF"),
    "reais": ("BRL",),
    "peso": ("MXN", "PHP", "COP"),
    "dinar": ("KWD", "TND", "RSD"),
    "dirham": ("AED", "MAD"),
}
COMMON = ("EUR", "USD", "GBP")
LAKHS = ("INR", "PKR", "BDT")
SIGN = re.compile(
    "|".join(
        rf"(?<![^\W\d_]){re.escape(sign)}(?![^\W\d_])" if sign[0].isalpha() else re.escape(sign)
        for sign in sorted(SIGNS, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
CODE_LIKE = re.compile(r"[0-9] ?([A-Z]{3})\b|\b([A-Z]{3}) ?[0-9]")
WORD = re.compile(r"[^\W\d_]{3,}")


def named(text: str) -> tuple[str, ...]:
    """Find the currencies that a text names; several: one of them is meant, or it names several."""
    found: dict[str, None] = {}
    codes = {word for word in WORD.findall(text) if word in CODES}
    for sign in SIGN.findall(text):
        meant = SIGNS[sign.casefold()]
        said = tuple(code for code in meant if code in codes)  # "kr 500 SEK" says which krone
        found.update(dict.fromkeys(said or meant))
    words = WORD.findall(text)
    for place, word in enumerate(words):
        before = words[place - 1].casefold() if place else ""
        meant = _of_word(word, before)
        found.update(dict.fromkeys(tuple(code for code in meant if code in codes) or meant))
    if "$" in found_signs(text) and any(code.endswith("D") and code != "USD" for code in found):
        found.pop("USD", None)  # "CAD$" and "AUD $" say which dollar it is
    return tuple(found)


def found_signs(text: str) -> frozenset[str]:
    """List the signs of currencies in a text."""
    return frozenset(sign.casefold() for sign in SIGN.findall(text))


def unknown_code(text: str) -> str:
    """Find what looks like a currency's code next to a figure and is none; empty: nothing does."""
    found = CODE_LIKE.search(text)
    code = (found[1] or found[2]) if found else ""
    return "" if code in CODES else code


def _of_word(word: str, before: str) -> tuple[str, ...]:
    """Read a code (small letters only where they are no English word), or a name."""
    if word in CODES or (word.casefold() in ("eur", "usd", "gbp", "inr", "chf", "pln", "jpy")):
        return (word.upper(),)
    single = word.casefold().removesuffix("s")
    full = _full_names().get(f"{before} {single}")
    if full:
        return (full,)
    if single in EVERYDAY or word.casefold() in EVERYDAY:
        return EVERYDAY.get(single) or EVERYDAY[word.casefold()]
    alone = _full_names().get(single)
    return (alone,) if alone else ()


@cache
def _full_names() -> dict[str, str]:
    """Map the names of ISO 4217, such as `swiss franc` and `zloty`, to their codes."""
    return {
        one.currency_name.casefold(): one.code
        for one in Currency
        if one.code in CODES and one.currency_name not in ("Won", "Sol")  # English words
    }
