"""Typed text made safe to keep: nothing in it can hide, break a row or stop a database."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 4000  # characters, counted after NFC
MARKS = 8  # combining marks kept on one character; more only paints over other rows

NO_BREAK = {0x00A0: " ", 0x2007: " ", 0x202F: " ", 0x2009: " ", 0x3000: " "}
# Marks that turn the direction of whatever follows, even in other people's rows.
TURNERS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
BREAKS = {0x0009: " ", 0x000B: "\n", 0x000C: "\n", 0x0085: "\n", 0x2028: "\n", 0x2029: "\n"}
TABLE = NO_BREAK | TURNERS | BREAKS

SECRET = re.compile(
    r"-----BEGIN [A-Z ]{0,40}PRIVATE KEY"
    r"|\bxox[a-z]-[A-Za-z0-9-]{8}"
    r"|\bxapp-\d-[A-Za-z0-9-]{8}"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
    r"|\bgh[pousr]_[A-Za-z0-9]{20}"
    r"|\bsk-[A-Za-z0-9_-]{20}"
    r"|\beyJ[A-Za-z0-9_-]{8,4000}\.eyJ[A-Za-z0-9_-]{8}"
    # "password: reset by mail" is prose; "password: hunter22" is not.
    r"|\b(?i:password|passwd|pwd|passphrase|secret|api[_ -]?key|access[_ -]?token)"
    r"\s{0,3}(?:=\s{0,3}[^\s=]{4}|:\s{0,3}(?=[^\s]{0,60}[0-9!#$%^&*])[^\s]{6})"
    r"|\bhttps?://[^\s/@:]{1,100}:[^\s/@]{1,100}@"
)


class Unacceptable(ValueError):
    """The text cannot be kept, and is not repeated to anyone."""


class TooLong(Unacceptable):
    """More characters than an answer may have."""


class LooksSecret(Unacceptable):
    """A key, a token or a password: it must not get into the journal."""


def clean(text: str) -> str:
    """Return the text as it is kept (NFC, no control characters); raises TooLong, LooksSecret."""
    safe = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = safe.replace("\r\n", "\n").replace("\r", "\n").translate(TABLE)
    kept = unicodedata.normalize("NFC", _few_marks(plain)).strip()
    if len(kept) > LIMIT:
        raise TooLong
    if SECRET.search(kept):
        raise LooksSecret
    return kept


def is_blank(text: str) -> bool:
    """Tell whether nobody could see anything in the text."""
    return not text.translate(INVISIBLE).strip()


def fold_digits(text: str) -> str:
    """Turn the digits of any script into 0-9, one by one; a superscript stays what it is."""
    return "".join(
        char if char.isascii() else str(unicodedata.decimal(char, char)) for char in text
    )


def _few_marks(text: str) -> str:
    """Drop control characters, and all but the first marks on a character.

    Before NFC: sorting thousands of marks on one character takes quadratic time.
    """
    if text.isascii() and text.isprintable():
        return text
    kept: list[str] = []
    run = 0
    for char in text:
        category = unicodedata.category(char)
        if category in ("Mn", "Me"):
            run += 1
        elif category != "Cf":  # a joiner starts no new character
            run = 0
        if run <= MARKS and (category != "Cc" or char == "\n"):
            kept.append(char)
    return "".join(kept)
