"""Logs: one line each, as text or as JSON, with the id of the request that they belong to."""

from __future__ import annotations

import logging
import re
import sys
from contextvars import ContextVar
from typing import Final, Literal
from uuid import uuid4

from pythonjsonlogger.json import JsonFormatter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER: Final = b"x-request-id"
_GIVEN: Final = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_TEXT: Final = "%(asctime)s %(levelname)s %(name)s [%(request)s] %(message)s"
_FIELDS: Final = ("asctime", "levelname", "name", "request", "message")

_request: ContextVar[str] = ContextVar("request", default="-")


def begin_request(given: bytes = b"") -> str:
    """Give what happens from here on in this task an id; one that a proxy gave is kept."""
    name = given.decode("ascii") if _GIVEN.fullmatch(given) else uuid4().hex
    _request.set(name)
    return name


class _WithRequest(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request = _request.get()
        return True


def set_up(level: str, form: Literal["text", "json"]) -> None:
    """Log to standard error; libraries never below the level, for they debug whole bodies."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_WithRequest())
    handler.setFormatter(_formatter(form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel("INFO" if level == "DEBUG" else level)
    logging.getLogger("gatepost").setLevel(level)


def _formatter(form: Literal["text", "json"]) -> logging.Formatter:
    if form == "text":
        return logging.Formatter(_TEXT)
    return JsonFormatter(
        fmt=list(_FIELDS),
        rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        datefmt="%Y-%m-%dT%H:%M:%S%z",
    )


class Numbered:
    """Give each HTTP request an id, and tell it in the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        mark = (HEADER, begin_request(given).encode())

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), mark]}
            await send(message)

        await self._app(scope, receive, told)
