"""`gatepost doctor`: whether all is well, and what to do where it is not."""

from __future__ import annotations

import typer

from bot.cli.options import FAILED, Database, plainly, settings_of


def doctor(database: Database = None) -> None:
    """Look at settings, database, tokens, scopes and clock, and say what to do."""
    from bot.cli.doctor import examine

    with plainly():
        findings = list(examine(settings_of(database)))
    for found in findings:
        typer.echo(f"{'ok ' if found.ok else 'BAD'} {found.what}: {found.said}")
        if not found.ok:
            typer.echo(f"    -> {found.todo}")
    raise typer.Exit(0 if all(found.ok for found in findings) else FAILED)
