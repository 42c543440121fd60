"""The local chat on a real port of this machine, started and stopped like a server."""

from __future__ import annotations

import asyncio
import socket
import threading
from pathlib import Path

import uvicorn

from bot.local.chat import LocalChat
from storage.store import Store
from tests.local.desk import SmallDesk

TOKEN = "a-token-for-tests-0123456789"


class Rig:
    """One server; `start` after `stop` is a restart on the same port and the same database."""

    def __init__(self, folder: Path, token: str = TOKEN) -> None:
        self.url = f"sqlite:///{folder / 'chat.db'}"
        self.token = token
        self.port = 0
        self.desk = SmallDesk()
        self.start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.store = Store.open(self.url, create=True)
        self.chat = LocalChat(self.store, self.desk, token=self.token)
        self.desk.chat = self.chat
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        config = uvicorn.Config(
            self.chat.asgi, log_level="error", timeout_graceful_shutdown=1, ws="websockets-sansio"
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.run, args=(listening,), daemon=True)
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()

    def run(self, listening: socket.socket) -> None:
        async def serve() -> None:
            self.loop = asyncio.get_running_loop()
            await self.chat.seed()
            await self.server.serve(sockets=[listening])

        asyncio.run(serve())

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)
        self.store.close()
