"""The drawing process lives no longer than whoever wants pictures."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CODE = """
import asyncio
import os
from bot.running.studio import Studio
from handlers.cards import Chart, Series

async def main():
    studio = Studio()
    chart = Chart("Missing", "bars", ("days",), (Series("Owner", (3.0,)),), "3 days")
    assert (await studio.draw(chart)).startswith(b"\\x89PNG")
    os.kill(os.getpid(), 9)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_the_drawing_process_ends_with_a_server_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(CODE)
    env = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=env) as server:
        # The drawing process holds this pipe open, too: it ends when both have ended.
        assert server.communicate(timeout=120)[0] == b""
    assert server.returncode == -9
