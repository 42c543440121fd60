"""Turn a card into plain text, as the terminal and the tests' dialogs show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from handlers.cards import (
    Block,
    Bullets,
    Button,
    Buttons,
    Card,
    Chart,
    ChoiceField,
    DateField,
    Divider,
    Entry,
    Facts,
    Form,
    InputField,
    Line,
    Link,
    Note,
    Para,
    PersonField,
    Row,
    Title,
)

RULE = "---"


def render(shown: Card | Form) -> str:
    """Write down what is read, what can be pressed in [brackets] and what can be filled in."""
    match shown:
        case Card(blocks=blocks):
            return "\n".join(_blocks(blocks))
        case Form(title=title, intro=intro, fields=fields, submit=submit):
            return "\n".join([title, *_blocks(intro), *map(_field, fields), f"[{submit}]"])
        case _:
            assert_never(shown)


def words(line: Line) -> str:
    """Write a line without its looks; a link keeps its address."""
    return "".join(_linked(span) if isinstance(span, Link) else span.text for span in line)


def _linked(link: Link) -> str:
    return link.url if link.text in ("", link.url) else f"{link.text} ({link.url})"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text):
            yield text
        case Para(line=line) | Note(line=line):
            yield words(line)
        case Bullets(lines=lines):
            yield from (f"• {words(one)}" for one in lines)
        case Facts(rows=rows):
            yield from (f"{label}: {words(line)}" for label, line in rows)
        case Row(line=line, button=button):
            yield f"{words(line)} {_button(button)}"
        case Buttons(buttons=buttons, more=more):
            yield " ".join(map(_button, (*buttons, *more)))
        case Entry(fields=fields, label=label):
            yield from map(_field, fields)
            yield f"[{label}]"
        case Chart(title=title, numbers=numbers):
            yield f"{title}: {numbers}"
        case Divider():
            yield RULE
        case _:
            assert_never(block)


def _button(button: Button) -> str:
    return f"[{button.label}]"


def _field(field: InputField) -> str:
    label = f"{field.label} (optional)" if field.optional else field.label
    return f"{label}: {field.value or _empty(field)}"


def _empty(field: InputField) -> str:
    match field:
        case ChoiceField(options=options, many=many):
            return (" + " if many else " / ").join(one.label for one in options)
        case DateField():
            return "<day>"
        case PersonField(many=many):
            return "<people>" if many else "<person>"
        case _:
            return "____"
