"""Names as they are compared: without accents, capitals or spellings for another keyboard."""

from __future__ import annotations

import unicodedata

LETTERS = str.maketrans(
    {
        "\u00df": "ss",
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00f0": "d",
        "\u00fe": "th",
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u0131": "i",
        "\u2019": "'",
    }
)
UMLAUTS = str.maketrans({"\u00e4": "ae", "\u00f6": "oe", "\u00fc": "ue", "\u00e5": "aa"})


def fold(word: str) -> str:
    """Reduce a word to its plain small letters: Schr\u00f6der and SCHRODER are one."""
    if word.isascii():
        return word.lower()
    parted = unicodedata.normalize("NFD", word.casefold().translate(LETTERS))
    return "".join(char for char in parted if not unicodedata.combining(char))


def spellings(word: str) -> frozenset[str]:
    """Give the ways in which a name's word may be typed: Schroder and Schroeder."""
    composed = unicodedata.normalize("NFC", word).casefold()
    return frozenset({fold(word), fold(composed.translate(UMLAUTS))})
