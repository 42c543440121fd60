"""Listen on an address, and serve a web app there until stopped."""

from __future__ import annotations

import gc
import socket
from typing import TYPE_CHECKING, Literal

import typer

from bot.cli.options import FAILED

if TYPE_CHECKING:
    from starlette.types import ASGIApp


def listen(host: str, port: int) -> socket.socket:
    """Take the address before anything heavy begins, or end with a line that says why not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(512)  # whoever comes before all is ready waits instead of failing
    except OSError as wrong:
        listening.close()
        typer.echo(f"{host}:{port}: {wrong.strerror}. Choose another --port.", err=True)
        raise typer.Exit(FAILED) from wrong
    return listening


def run_web(
    web: ASGIApp, listening: socket.socket, level: str, form: Literal["text", "json"] = "text"
) -> None:
    """Serve until stopped, on uvloop where there is one."""
    import uvicorn

    from bot.watching.logs import set_up as set_up_logs

    gc.freeze()  # what was loaded by now stays for good: no search for garbage among it
    set_up_logs(level, form)
    config = uvicorn.Config(
        web,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        ws="websockets-sansio",
        ws_max_size=1 << 20,
    )
    uvicorn.Server(config).run(sockets=[listening])
