"""`gatepost join`: a Slack workspace and a Teams tenant are one organisation."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.options import FAILED, Database, plainly, settings_of


def join(
    one: Annotated[str, typer.Argument(help="A tenant, such as slack:T0123456.")],
    other: Annotated[str, typer.Argument(help="The other platform's: teams:<tenant id>.")],
    database: Database = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it; without this it is only shown.")
    ] = False,
) -> None:
    """Say that a Slack workspace and a Teams tenant are one organisation; --yes does it.

    From then on both see the same pilots, and people can link their two accounts. Stop
    `gatepost serve` first, and make a backup: it cannot be taken apart again.
    """
    from bot.cli.joining import joining

    with plainly():
        told = joining(settings_of(database).database_url, one, other, do=yes)
    typer.echo(told.words, err=not told.ok)
    raise typer.Exit(0 if told.ok else FAILED)
