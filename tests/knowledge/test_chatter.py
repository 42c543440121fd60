from __future__ import annotations

import pytest

from knowledge.understanding.understand import chat_word, doubtful
from tests.knowledge.town import question


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Help!", "help"),
        ("/gate status", "status"),
        ("gate status", "status"),
        ("Hello,", "greeting"),
        ("good morning", "greeting"),
        ("Thank you very much!", "thanks"),
        ("stop", "stop"),
        ("skip this", "skip"),
        ("go back", "back"),
        ("undo that", "undo"),
        ("I don\u2019t know", "unknown"),
        ("no idea.", "unknown"),
        ("why do you ask?", "puzzled"),
        ("What do you mean?", "puzzled"),
        ("what is the status?", "status"),
        ("what's next?", "status"),
        ("undo?", None),
        ("next?", None),
        ("unknown", None),
        ("not sure", None),
        ("no", None),
        ("Stop the invoices from piling up", None),
        ("", None),
    ],
)
def test_words_around_the_interview_are_known_and_answers_are_left_alone(
    text: str, word: str | None
) -> None:
    assert chat_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "What does that mean?",
        "ok",
        "lol",
        "Two of three, I think?",
        "can you ask Ben",
        "ask Ben",
        "I'll check",
        "why do you ask",
        "hmm no wait 130000 EUR",
        "no, sorry, I meant Ben",
        "I don't understand this",
        "not my job",
        "42",
        "\N{THUMBS UP SIGN}",
        "yes",
    ],
)
def test_a_text_that_may_be_no_answer_is_doubtful(text: str) -> None:
    assert doubtful(question("text"), text)


@pytest.mark.parametrize(
    "text",
    [
        "Two of three invoices need no person.",
        "SAP",
        "Customer service Europe, running costs",
        "Wait times of callers stay as they are",
        "Asking customers again costs an hour a case",
        "TBD",
    ],
)
def test_a_plain_answer_is_not(text: str) -> None:
    assert not doubtful(question("text"), text)


def test_only_texts_are_doubted_because_the_other_kinds_are_strict() -> None:
    assert not doubtful(question("yes_no"), "ok?")
