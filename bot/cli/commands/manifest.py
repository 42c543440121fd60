"""`gatepost manifest ...`: make what a platform installs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import FAILED, plainly, settings_of

app = typer.Typer(no_args_is_help=True, help="Make what a platform installs.")


@app.command()
def teams(
    output: Annotated[Path, typer.Option(help="The zip to write.")] = Path("gatepost-teams.zip"),
) -> None:
    """Make the app that Teams installs, from TEAMS_APP_ID and, for its links, GATEPOST_URL."""
    from bot.teams.manifest import NotInstallable, package

    with plainly():
        settings = settings_of(None)
    try:
        output.write_bytes(package(settings.teams_app_id, settings.gatepost_url))
    except (NotInstallable, OSError) as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(FAILED) from wrong
    if not settings.gatepost_url:
        typer.echo(
            "GATEPOST_URL is not set, so the app's links for help, privacy and terms lead nowhere.",
            err=True,
        )
    typer.echo(f"Written to {output}. Upload it in Teams: Apps, Manage your apps.")
