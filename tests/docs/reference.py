"""Keep docs/reference.md in step with the code: `python -m tests.docs.reference` rewrites it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from handlers.commands import COMMANDS, LATER
from handlers.rights import (
    ANSWER,
    DECIDE,
    HISTORY,
    IMPORT,
    MANAGE,
    OVERRULE,
    READ_AS,
    RIGHTS,
    SEE,
    SETTINGS,
    START,
    WAIVE,
)

PAGE = Path(__file__).parents[2] / "docs" / "reference.md"
VERBS = (SEE, START, ANSWER, HISTORY, MANAGE, OVERRULE, DECIDE, WAIVE, SETTINGS, IMPORT)
MADE = re.compile(r"(<!-- made from the code: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    """Write a Markdown table; a bar inside a cell is escaped."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines
    )


def leaves(group: Any = None, path: str = "gatepost") -> Iterator[tuple[str, Any]]:
    """Walk the command line: each command that does something, with its whole name."""
    group = group if group is not None else get_command(app)
    for name, found in group.commands.items():
        here = f"{path} {name}"
        if hasattr(found, "commands"):
            yield from leaves(found, here)
        else:
            yield here, found


def options(command: Any) -> Iterator[tuple[str, str]]:
    """List what may stand behind a command, each as it is typed and what it does."""
    for given in command.params:
        typed = given.name.upper() if given.param_type_name == "argument" else _option(given)
        yield typed, given.help or ""


def _option(given: Any) -> str:
    both = "/".join((*given.opts, *given.secondary_opts))
    return both if given.is_flag else f"{both} {given.name.upper()}"


def commands() -> str:
    """Write every command of `gatepost` down with its options."""
    parts = [table(("option", "what it does"), iter((("`--version`", "Show the version."),)))]
    for name, found in leaves():
        rows = [(f"`{typed}`", told) for typed, told in options(found)]
        parts.append(f"### `{name}`\n\n{found.help}\n")
        parts.append(table(("", "what it does"), iter(rows)) if rows else "It takes no options.\n")
    return "\n".join(parts)


def words() -> str:
    """Write every word behind `/gate` down, and those that are still to come."""
    rows = ((f"`/gate {one.usage}`", one.help) for one in COMMANDS)
    later = ", ".join(f"`{word}`" for word in sorted(LATER))
    return f"{table(('typed', 'what it does'), rows)}\nWords of a later release: {later}.\n"


def settings() -> str:
    """Write every setting down with what it is unless it is set."""
    rows = (
        (f"`{name.upper()}`", field.description or "", _default(field.default))
        for name, field in Settings.model_fields.items()
    )
    return table(("setting", "what it is", "unless set"), rows)


def _default(value: object) -> str:
    shown = value.get_secret_value() if isinstance(value, SecretStr) else value
    return "nothing" if shown in ("", None) else f"`{shown}`"


def rights() -> str:
    """Write down who may do what."""
    rows = (
        (READ_AS[role], *("yes" if verb in held else "" for verb in VERBS))
        for role, held in RIGHTS.items()
    )
    return table(("", *VERBS), rows)


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "words": words,
    "settings": settings,
    "rights": rights,
}


def renewed(page: str) -> str:
    """Put what the code says now between the marks of a page."""
    return MADE.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}{found[3]}", page)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text("utf-8")), "utf-8")
