"""`gatepost db ...`: make it, copy it, prove that it is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.cli.options import FAILED, Database, plainly, settings_of

T = TypeVar("T")

app = typer.Typer(no_args_is_help=True, help="Look after the database.")


@app.command()
def upgrade(database: Database = None) -> None:
    """Make the database, or bring it up to this version: all of it or nothing."""
    from storage.database.upgrade import upgrade as bring_up

    _on(database, bring_up)
    typer.echo("The database fits this version.")


@app.command()
def backup(
    target: Annotated[Path, typer.Argument(help="The file to write.")], database: Database = None
) -> None:
    """Copy the database into a file while it is in use."""
    from storage.backup import backup as copy

    _on(database, lambda url: copy(url, target))
    typer.echo(f"Copied to {target}.")


@app.command()
def verify(database: Database = None) -> None:
    """Check the file, the references and every journal's chain."""
    from storage.backup import verify as examine

    report = _on(database, examine)
    typer.echo(str(report))
    raise typer.Exit(0 if report.ok else FAILED)


def _on(database: str | None, work: Callable[[str], T]) -> T:
    with plainly():
        return work(settings_of(database).database_url)
