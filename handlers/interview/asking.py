"""How a question looks: one thing, why it matters, an input that fits, and ways out."""

from __future__ import annotations

from handlers.cards import (
    Block,
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    DateField,
    Entry,
    Form,
    InputField,
    Note,
    Option,
    Para,
    PersonField,
    TextField,
    card,
    line,
)
from handlers.errors import Stale
from handlers.words import whole
from knowledge.model import Question

YES_NO = (("Yes", "yes"), ("No", "no"), ("Not sure", "maybe"))
METRIC_LABELS = {
    "name": "What is measured",
    "baseline": "Value today (a number)",
    "target": "Value to reach (a number)",
    "unit": "Unit",
    "date": "Reached by",
}


def ref_of(pilot: str, question: str, base: int) -> str:
    """Make the opaque reference of a question as it was shown: with the answer that stood then."""
    return f"{pilot}|{question}|{base}"


def base_of(ref: str) -> tuple[str, str, int, str]:
    """Take a question's reference apart: pilot, question, the answer that stood, a choice made."""
    parts = [*ref.split("|"), "", "", ""]
    if whole(parts[2], -1) < 0:
        raise Stale()
    return parts[0], parts[1], int(parts[2]), parts[3]


def field_for(question: Question) -> tuple[InputField, ...]:
    """Choose the inputs that fit the kind of a question."""
    match question.kind:
        case "person":
            return (PersonField("value", "Person"),)
        case "date":
            return (DateField("value", "Date"),)
        case "choice":
            options = tuple(Option(choice, choice.capitalize()) for choice in question.options)
            return (ChoiceField("value", "Choose one", options),)
        case "metric":
            return tuple(_metric_field(name) for name in METRIC_LABELS)
        case _:
            lines = 3 if question.kind == "text" else 1
            return (TextField("value", "Your answer", hint=question.example, lines=lines),)


def _metric_field(name: str) -> InputField:
    if name == "date":
        return DateField("date", METRIC_LABELS["date"])
    return TextField(name, METRIC_LABELS[name], limit=200)


def form_for(question: Question, ref: str) -> Form:
    """Ask a question in a window of its own."""
    return Form(
        title="Your answer",
        intro=(Para(line(Bold(question.ask))), Note(line(question.why))),
        fields=field_for(question),
        verb="answer",
        ref=ref,
    )


def entry_for(question: Question, ref: str) -> Block:
    """Put the input of a question in place."""
    if question.kind == "yes_no":
        return Buttons(tuple(Button(label, "answer", f"{ref}|{value}") for label, value in YES_NO))
    return Entry(field_for(question), "answer", ref, "Answer")


def question_card(
    question: Question,
    ref: str,
    *,
    place: str,
    opening: tuple[Block, ...] = (),
    first: bool,
    can_go_back: bool,
) -> Card:
    """Show one question; `place` says where in the sitting it is, `opening` what came before."""
    blocks: list[Block] = [
        *opening,
        Note(line(place)),
        Para(line(Bold(question.ask))),
        Note(line(question.why)),
    ]
    if question.hint and question.kind != "metric":
        blocks.append(Note(line(question.hint)))
    if first:
        blocks.append(Note(line(example_of(question))))
    blocks += [entry_for(question, ref), exits(question, ref, first=first, back=can_go_back)]
    return card(*blocks)


def example_of(question: Question) -> str:
    """Show what a good answer looks like, typed."""
    if question.kind == "metric":
        return f"Or type it in one line: {question.example}"
    return f"For example: {question.example}"


def exits(question: Question, ref: str, *, first: bool = False, back: bool = False) -> Buttons:
    """Make the ways out of a question: three in sight, the others folded away."""
    in_sight = (
        Button("Skip", "skip", ref),
        Button("Don't know", "unknown", ref),
        Button("Not for me", "hand", ref),
    )
    more = (
        *(() if first else (Button("Show an example", "example", ref),)),
        *(() if question.always else (Button("Does not apply", "inapplicable", ref),)),
        *((Button("Back to the last one", "back", ref),) if back else ()),
        Button("Stop for now", "pause", ref),
    )
    return Buttons(in_sight, more)
