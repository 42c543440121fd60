"""The command line."""

from importlib.metadata import version
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True)


def show_version(wanted: bool) -> None:
    """Print the version and leave, when asked to."""
    if wanted:
        typer.echo(f"gatepost {version('gatepost')}")
        raise typer.Exit


@app.callback()
def gatepost(
    wanted: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True)
    ] = False,
) -> None:
    """Walk AI pilot teams through production readiness, where they talk."""


def main() -> None:
    """Run the command that was typed."""
    app()
