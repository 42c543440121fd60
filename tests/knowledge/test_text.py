from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.understanding.text import (
    LIMIT,
    MARKS,
    LooksSecret,
    TooLong,
    clean,
    fold_digits,
    is_blank,
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("cafe\u0301", "caf\u00e9"),
        ("a\x00b", "ab"),
        ("a\tb\r\nc\rd", "a b\nc\nd"),
        ("\x1b[31mred", "[31mred"),
        ("\ud800 lone", "\ufffd lone"),
        ("a\u00a0b\u202fc", "a b c"),
        ("  padded \n", "padded"),
        ("abc\u202edef\u202c", "abcdef"),
        ("👩\u200d🔧", "👩\u200d🔧"),
    ],
)
def test_text_is_kept_without_what_could_hide_or_break(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_a_character_keeps_at_most_eight_marks_even_with_joiners_between() -> None:
    kept = clean("o" + ("\u0316" * 5 + "\u200d") * 4)
    assert sum(unicodedata.combining(char) > 0 for char in kept) == MARKS


def test_length_is_counted_after_composition() -> None:
    assert len(clean("a\u0301" * LIMIT)) == LIMIT
    with pytest.raises(TooLong):
        clean("a" * (LIMIT + 1))


@pytest.mark.parametrize(
    "typed",
    [
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
        "token xoxb-12345678-abcdefgh",
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
        "password=hunter22",
        "Passwd: s3cret!x",
        "https://ann:s3cret@example.com/",
        "ghp_0123456789abcdefghij0123",
    ],
)
def test_what_looks_like_a_secret_is_not_kept(typed: str) -> None:
    with pytest.raises(LooksSecret):
        clean(typed)


@pytest.mark.parametrize(
    "typed",
    ["The password: reset by mail takes two days", "The secret is patience", "risk-free tasks"],
)
def test_prose_about_secrets_is_no_secret(typed: str) -> None:
    assert clean(typed) == typed


@given(st.text(max_size=300))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    try:
        once = clean(typed)
    except LooksSecret:
        return
    assert clean(once) == once
    once.encode()


@pytest.mark.parametrize("seed", ["a", "1", "\u0316\u0301", "a\u200b", "=", "eyJ", "x.eyJ-", "p:"])
def test_forty_thousand_characters_of_anything_are_read_once(seed: str) -> None:
    with pytest.raises(TooLong):
        clean((seed * 40_000)[:40_000] + "x" * 4001)


def test_digits_of_any_script_fold_one_by_one_and_a_superscript_does_not() -> None:
    assert fold_digits("\uff11\uff12-\u0663") == "12-3"
    assert fold_digits("10²") == "10²"


def test_a_text_of_invisible_characters_is_blank() -> None:
    assert is_blank("\u200b\ufeff ")
    assert not is_blank("x")
