"""Turn what was typed, or filled in, into a value of the question's kind; in doubt ask again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeAlias

from knowledge.model.content import Kind, Question
from knowledge.understanding import saying
from knowledge.understanding.agreeing import agreement
from knowledge.understanding.chatter import chat_word, doubtful, is_placeholder
from knowledge.understanding.days import day_in
from knowledge.understanding.directory import Candidate, Directory
from knowledge.understanding.durations import duration
from knowledge.understanding.links import link
from knowledge.understanding.measuring import metric_in
from knowledge.understanding.metrics import METRIC_FIELDS, metric_of
from knowledge.understanding.money import money
from knowledge.understanding.naming import person_among_words
from knowledge.understanding.numbers import percent, quantity
from knowledge.understanding.outcomes import (
    NOTHING,
    Again,
    Confirm,
    Context,
    Kept,
    NotUnderstood,
    Option,
    Reading,
    Wrong,
)
from knowledge.understanding.persons import ME, MENTION, person
from knowledge.understanding.text import LIMIT, LooksSecret, TooLong, clean, fold_digits, is_blank
from knowledge.values.kinds import Choice, Placeholder, Text, Value

MOSTLY = 0.6  # of a text: so much of it has to put the answer off
SHORT = 300  # characters; no answer but words, links and metrics is longer


Reader: TypeAlias = Callable[[Question, str, Context], Value | Confirm]


def understand(
    question: Question,
    text: str,
    *,
    me: str,
    directory: Directory,
    today: date,
    draft: Mapping[str, str] = NOTHING,
) -> Reading:
    """Read a typed answer; never raises, takes time linear in the text's length.

    `draft`: the parts of a compound answer that an earlier `Again` brought back.
    """
    try:
        found = _value(question, _cleaned(text), Context(me, directory, today, draft))
    except NotUnderstood as error:
        if not error.options and _put_off(question, text):
            return Kept(Placeholder(_cleaned(text)))
        return Again(str(error), question.example, error.options, error.draft)
    return found if isinstance(found, Confirm) else Kept(found)


def from_fields(
    question: Question,
    values: Mapping[str, str],
    *,
    me: str,
    directory: Directory,
    today: date,
) -> Kept | Confirm | Wrong:
    """Read a filled-in form: five fields of a metric, else one that is called `value`."""
    if question.kind == "metric":
        return metric_of(question, values, today, _cleaned)
    text = values.get("value", "")
    found = understand(question, text, me=me, directory=directory, today=today)
    return Wrong({"value": _complaint(found)}) if isinstance(found, Again) else found


def _put_off(question: Question, text: str) -> bool:
    """Tell whether words that are no answer to this only hold its place: not measured yet."""
    plain = " ".join(text.split())
    if len(plain) > SHORT or any(char.isdigit() for char in plain):
        return False
    if question.kind == "choice" or (question.kind == "date" and saying.some_span(plain)):
        return False
    return len(saying.put_off(plain)) > MOSTLY * len(plain)


def _complaint(found: Again) -> str:
    """Say under a field what is unclear, and which exact form would settle it."""
    ways = " or ".join(option.text for option in found.options[:2])
    return f"{found.reason} Write {ways}." if ways else found.reason


def _cleaned(text: str) -> str:
    try:
        cleaned = clean(text)
    except TooLong:
        raise NotUnderstood(f"That is too long: {LIMIT:,} characters at most.") from None
    except LooksSecret:
        raise NotUnderstood(
            "That looks like a password or a key, so I did not keep it. "
            "Please delete the message and have the secret changed."
        ) from None
    if is_blank(cleaned):
        raise NotUnderstood("I did not see an answer.")
    return cleaned


def _value(question: Question, text: str, context: Context) -> Value | Confirm:
    if question.kind == "choice" and (option := _option(question, text)):
        return Choice(option)
    if is_placeholder(text, question.kind):
        return Placeholder(text)
    if len(text) > SHORT and question.kind not in ("text", "link", "metric"):
        raise NotUnderstood("That is longer than an answer to this can be.")
    return READERS[question.kind](question, text, context)


def _text(question: Question, text: str, context: Context) -> Value:
    return Text(text)


def _person(question: Question, text: str, context: Context) -> Value | Confirm:
    plain = " ".join(text.split()).strip(" .!")
    by_name = context.directory.named(plain.removeprefix("@"))
    if by_name or MENTION.search(plain) or plain.casefold().replace("\u2019", "'") in ME:
        return person(text, me=context.me, directory=context.directory)
    return person_among_words(text, context.me, context.directory)


def _date(question: Question, text: str, context: Context) -> Value | Confirm:
    return day_in(text, today=context.today, future=question.future)


def _option(question: Question, text: str) -> str | None:
    said = fold_digits(" ".join(text.split())).strip(" .!").casefold()
    by_label = {option.casefold(): option for option in question.options}
    by_number = {str(place): option for place, option in enumerate(question.options, 1)}
    return by_label.get(said) or by_number.get(said)


def _choice(question: Question, text: str, context: Context) -> Value:
    listed = ", ".join(question.options)
    raise NotUnderstood(f"Please choose one of these: {listed}.")


def _yes_no(question: Question, text: str, context: Context) -> Value | Confirm:
    return agreement(text)


def _link(question: Question, text: str, context: Context) -> Value | Confirm:
    return link(text)


def _duration(question: Question, text: str, context: Context) -> Value | Confirm:
    return duration(text)


def _metric(question: Question, text: str, context: Context) -> Value | Confirm:
    parts = [part.strip() for part in text.split(";")]
    if len(parts) != len(METRIC_FIELDS):
        return metric_in(question, text, context.draft, context.today)
    said = dict(zip(METRIC_FIELDS, parts, strict=True))
    found = metric_of(question, said, context.today, _cleaned)
    if isinstance(found, Wrong):
        raise NotUnderstood(
            " ".join(f"{field.capitalize()}: {why}" for field, why in found.errors.items())
        )
    return found.value


def _number(question: Question, text: str, context: Context) -> Value | Confirm:
    return quantity(question, text)


def _percent(question: Question, text: str, context: Context) -> Value | Confirm:
    return percent(question, text)


def _money(question: Question, text: str, context: Context) -> Value | Confirm:
    return money(question, text)


READERS: Mapping[Kind, Reader] = {
    "person": _person,
    "date": _date,
    "choice": _choice,
    "yes_no": _yes_no,
    "money": _money,
    "percent": _percent,
    "number": _number,
    "duration": _duration,
    "metric": _metric,
    "link": _link,
    "text": _text,
}

__all__ = [
    "Again",
    "Candidate",
    "Confirm",
    "Context",
    "Directory",
    "Kept",
    "Option",
    "Reading",
    "Wrong",
    "chat_word",
    "doubtful",
    "from_fields",
    "understand",
]
