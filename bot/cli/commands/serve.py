"""`gatepost demo` and `gatepost serve`: a chat in the browser, Slack and Teams."""

from __future__ import annotations

import os
import secrets
import sys
import threading
import webbrowser
from typing import Annotated

import typer

from bot.cli.listening import listen, run_web
from bot.cli.options import USAGE, Database, Port, plainly, settings_of

DEMO_DATABASE = "sqlite:///gatepost-demo.db"
SAMPLE_DATABASE = "sqlite:///gatepost-sample.db"


def demo(
    host: Annotated[str, typer.Option(help="Loopback only.")] = "127.0.0.1",
    port: Port = None,
    database: Database = None,
    browser: Annotated[bool, typer.Option(help="Open the page in your browser.")] = True,
    sample: Annotated[
        bool,
        typer.Option("--sample", help="With six made pilots and their last twelve weeks, apart."),
    ] = False,
) -> None:
    """Try Gatepost in a local browser chat; answers are kept in gatepost-demo.db."""
    from bot.local.door import NotLoopback, must_be_loopback
    from bot.wiring import demo_app

    try:
        must_be_loopback(host)
    except NotLoopback as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(USAGE) from wrong
    named = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")
    token = secrets.token_urlsafe(24)
    with plainly():
        usual = SAMPLE_DATABASE if sample else DEMO_DATABASE
        settings = settings_of(database, None if named and not sample else usual)
        with listen(host, settings.port if port is None else port) as listening:
            chat = demo_app(settings, token, _told if sample else None)
            address = f"http://{host}:{listening.getsockname()[1]}/?token={token}"
            typer.echo(f"Gatepost is at {address}\nStop it with Ctrl+C; what you said is kept.")
            if browser and _has_screen():
                threading.Timer(0.5, webbrowser.open, [address]).start()
            quiet = "WARNING" if settings.log_level == "INFO" else settings.log_level
            run_web(chat, listening, quiet)


def _told(said: str) -> None:
    typer.echo(said, err=True)


def _has_screen() -> bool:
    return sys.platform == "darwin" or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def serve(port: Port = None, database: Database = None) -> None:
    """Serve Slack (Socket Mode, or HTTP at /slack/events) and Teams (HTTP at /api/messages)."""
    from bot.wiring import serve_app

    with plainly():
        settings = settings_of(database)
        with listen(settings.host, settings.port if port is None else port) as listening:
            web = serve_app(settings)
            typer.echo("Gatepost listens on {}:{}".format(*listening.getsockname()[:2]))
            run_web(web, listening, settings.log_level, settings.log_format)
