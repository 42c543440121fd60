"""`gatepost`: try it, serve it, look after it."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated, Any

import typer

from bot.cli.commands import db, digest, doctor, join, manifest, pilots, playbook, purge, serve

__all__ = ["app", "main"]

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Gatepost walks AI pilot teams through production readiness, in the chat they use.\n\n"
    "New here? Run `gatepost demo`: a chat in your browser, with no account and no token.",
)
app.command()(serve.demo)
app.command()(serve.serve)
app.command()(doctor.doctor)
app.command("import")(pilots.bring_in)
app.command()(digest.digest)
app.command()(join.join)
app.command()(purge.purge)
app.add_typer(playbook.app, name="playbook")
app.add_typer(db.app, name="db")
app.add_typer(manifest.app, name="manifest")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gatepost {version('gatepost')}")
        raise typer.Exit


@app.callback()
def _root(
    show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Hold what is common to all commands."""


def main() -> None:
    """Run the command line; names in any script are written whatever the locale says."""
    streams: tuple[Any, ...] = (sys.stdout, sys.stderr)
    for stream in streams:
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    app()
