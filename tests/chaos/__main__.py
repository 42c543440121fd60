"""Kill Gatepost while it works, and count what was lost or repeated.

`python -m tests.chaos [--rounds 50] [--database sqlite|postgresql] [--seed 1]`; exit code 1 where
anything was lost, repeated, reordered or refused.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.run import run
from tests.pg import running


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'chaos.db'}"
    else:
        with running() as address:
            yield address


def main() -> int:
    """Run it as the command line says."""
    reader = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    reader.add_argument("--rounds", type=int, default=50, help="how often it is killed")
    reader.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    reader.add_argument("--seed", type=int, default=1)
    asked = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="gatepost-chaos-") as name:
        folder = Path(name)
        with database(asked.database, folder) as url:
            outcome = asyncio.run(run(url, folder, asked.rounds, asked.seed))
    print(outcome)
    return 0 if outcome.ok else 1


if __name__ == "__main__":
    sys.exit(main())
