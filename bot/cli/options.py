"""What the commands share: their options, their exit codes, and how they end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:  # pydantic takes a while
    from bot.settings import Settings

FAILED, USAGE = 1, 2

Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="Default: PORT, or 8765; 0 takes a free one.")
]
Database = Annotated[
    str | None,
    typer.Option("--db", help="A SQLite file or a database address. Default: DATABASE_URL."),
]


@contextmanager
def plainly() -> Iterator[None]:
    """End with one plain line, and no traceback, where something that can happen happened."""
    from bot.running.house import LeftBehind
    from bot.settings import BadSettings
    from bot.wiring import NoPlatform
    from knowledge.loading.reading import UnusableKnowledge
    from storage.store import StorageError

    try:
        yield
    except (BadSettings, LeftBehind, NoPlatform, UnusableKnowledge, StorageError) as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(FAILED) from wrong


def settings_of(database: str | None, otherwise: str | None = None) -> Settings:
    """Read the settings; `--db` goes before them, `otherwise` stands where neither names one."""
    from bot.settings import load

    url = _address(database) if database else otherwise
    return load(**({"database_url": url} if url else {}))


def _address(database: str) -> str:
    if "://" in database:
        return database
    folder = Path(database).absolute().parent
    if not folder.is_dir():
        typer.echo(f"--db {database}: there is no folder {folder}.", err=True)
        raise typer.Exit(USAGE)
    if "?" in database:
        typer.echo(f"--db {database}: a file name cannot hold a question mark.", err=True)
        raise typer.Exit(USAGE)
    return f"sqlite:///{database}"
