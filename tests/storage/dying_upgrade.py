"""A process that upgrades a database and is killed in the middle of it."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from sqlalchemy import Engine, event

from storage.database.upgrade import downgrade, upgrade


def main(way: str, url: str, statements: str) -> None:
    left = int(statements)

    @event.listens_for(Engine, "after_cursor_execute")
    def _count(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        nonlocal left
        left -= statement.lstrip().startswith(("CREATE", "DROP", "UPDATE alembic"))
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)

    upgrade(url) if way == "up" else downgrade(url, "base")


if __name__ == "__main__":
    main(*sys.argv[1:])
