"""`gatepost digest`: send what is due at an instant."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from bot.cli.options import USAGE, Database, plainly, settings_of


def digest(
    at: Annotated[
        str,
        typer.Option(help="An instant with its zone: 2026-11-23T09:00:00+01:00. Default: now."),
    ] = "",
    channel: Annotated[str, typer.Option(help="Only this channel, by id or name.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go where; send and change nothing.")
    ] = False,
    database: Database = None,
) -> None:
    """Send the digests that are due at an instant, each once a week and channel."""
    from bot.cli.digesting import Run, run

    with plainly():
        wanted = Run(_instant(at), channel, dry_run)
        run(settings_of(database), wanted, typer.echo, lambda said: typer.echo(said, err=True))


def _instant(said: str) -> datetime:
    from bot.running.house import now

    if not said:
        return now()
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        typer.echo(f"--at {said}: give an instant such as 2026-11-23T09:00:00+01:00.", err=True)
        raise typer.Exit(USAGE)
    return at
