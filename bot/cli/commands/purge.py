"""`gatepost purge`: delete all that one workspace ever said."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.options import FAILED, Database, plainly, settings_of


def purge(
    tenant: Annotated[
        str | None, typer.Argument(help="Whose, as the list without an argument names it.")
    ] = None,
    database: Database = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Delete it; without this it is counted.")
    ] = False,
) -> None:
    """Delete all that one workspace ever said; nothing without --yes, and nobody else's."""
    from bot.cli.purging import purging

    with plainly():
        told = purging(settings_of(database).database_url, tenant, delete=yes)
    typer.echo(told.words, err=not told.ok)
    raise typer.Exit(0 if told.ok else FAILED)
