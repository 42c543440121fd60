"""`gatepost`: try it, serve it, look after it."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import socket
import sys
import threading
import webbrowser
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

DEMO_DATABASE = "sqlite:///gatepost-demo.db"

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Gatepost walks AI pilot teams through production readiness, in the chat they use.\n\n"
    "New here? Run `gatepost demo`: a chat in your browser, with no account and no token.",
)
playbook = typer.Typer(no_args_is_help=True, help="Look after playbooks.")
db = typer.Typer(no_args_is_help=True, help="Look after the database.")
app.add_typer(playbook, name="playbook")
app.add_typer(db, name="db")


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


def _fail(words: object, code: int = 1) -> typer.Exit:
    typer.echo(str(words), err=True)
    return typer.Exit(code)


@app.command()
def demo(
    host: Annotated[str, typer.Option(help="Loopback only.")] = "127.0.0.1",
    port: Annotated[int | None, typer.Option(help="Default: PORT, or 8765.")] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
) -> None:
    """Try Gatepost in a local browser chat; answers are kept in gatepost-demo.db."""
    from bot.local.door import NotLoopback, must_be_loopback
    from bot.settings import BadSettings, load
    from bot.wiring import demo_app
    from storage.store import StorageError

    try:
        must_be_loopback(host)
        given = {} if _names_a_database() else {"database_url": DEMO_DATABASE}
        settings = load(**given)
        token = secrets.token_urlsafe(24)
        chat = demo_app(settings, token)
    except NotLoopback as wrong:
        raise _fail(wrong, 2) from wrong
    except (BadSettings, StorageError) as wrong:
        raise _fail(wrong) from wrong
    listening = _listen(host, settings.port if port is None else port)
    address = f"http://{host}:{listening.getsockname()[1]}/?token={token}"
    typer.echo(f"Gatepost is at {address}\nStop it with Ctrl+C; what you said is kept.")
    if browser and _has_screen():
        threading.Timer(0.5, webbrowser.open, [address]).start()
    _run(chat, listening, settings.log_level if settings.log_level != "INFO" else "WARNING")


def _names_a_database() -> bool:
    return bool(os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE"))


def _has_screen() -> bool:
    return sys.platform == "darwin" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as wrong:
        words = f"{host}:{port} cannot be listened on ({wrong.strerror}). Choose another --port."
        raise _fail(words) from wrong
    return listening


def _run(web: object, listening: socket.socket, level: str) -> None:
    import uvicorn

    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    config = uvicorn.Config(
        web,  # type: ignore[arg-type]  # an ASGI app, whatever made it
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        ws_max_size=1 << 18,
    )
    asyncio.run(uvicorn.Server(config).serve(sockets=[listening]))


@app.command()
def serve(
    port: Annotated[int | None, typer.Option(help="Default: PORT, or 8765.")] = None,
) -> None:
    """Serve Slack: over Socket Mode with SLACK_APP_TOKEN, else over HTTP at /slack/events."""
    from bot.settings import BadSettings, load
    from bot.wiring import NoPlatform, serve_app
    from storage.store import StorageError

    try:
        settings = load()
        web = serve_app(settings)
    except (BadSettings, NoPlatform, StorageError) as wrong:
        raise _fail(wrong) from wrong
    listening = _listen(settings.host, settings.port if port is None else port)
    typer.echo("Gatepost listens on {}:{}".format(*listening.getsockname()[:2]))
    _run(web, listening, settings.log_level)


@app.command()
def doctor() -> None:
    """Look at settings, database, tokens, scopes and clock, and say what to do."""
    from bot.doctor import examine
    from bot.settings import BadSettings, load

    try:
        settings = load()
    except BadSettings as wrong:
        raise _fail(f"settings\n{wrong}") from wrong
    well = True
    for found in examine(settings):
        typer.echo(f"{'ok ' if found.ok else 'BAD'} {found.what}: {found.said}")
        if not found.ok:
            well = False
            typer.echo(f"    -> {found.todo}")
    raise typer.Exit(0 if well else 1)


@playbook.command()
def check(
    files: Annotated[list[Path] | None, typer.Argument(help="Default: the shipped ones.")] = None,
) -> None:
    """Check playbooks and catalogue files: each problem with file, line, key and what to do."""
    from knowledge.reading import check as check_files

    problems = check_files(files or [])
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(1)
    typer.echo("All well.")


@db.command()
def upgrade() -> None:
    """Make the database, or bring it up to this version; all of it or nothing."""
    from storage.upgrade import upgrade as up

    typer.echo(f"The database is at version {_on_database(up)}.")


@db.command()
def backup(target: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Copy the database into a file while it is in use."""
    from storage.backup import backup as copy

    _on_database(lambda url: copy(url, target))
    typer.echo(f"Copied to {target}.")


@db.command()
def verify() -> None:
    """Check the file, the references and every journal's chain."""
    from storage.verify import verify as examine

    report = _on_database(examine)
    typer.echo(str(report))
    raise typer.Exit(0 if getattr(report, "ok", False) else 1)


def _on_database(work: object) -> object:
    from bot.settings import BadSettings, load
    from storage.store import StorageError

    try:
        return work(load().database_url)  # type: ignore[operator]
    except (BadSettings, StorageError) as wrong:
        raise _fail(wrong) from wrong


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    app()
