"""Kill Gatepost while it works, and count what was lost or repeated.

`python -m tests.chaos [--rounds 50] [--database sqlite|postgresql] [--workers 1] [--faults 0.1]
[--seed 1]`; exit code 1 where anything was lost, repeated, reordered or refused. PostgreSQL is
restarted twice on the way. `--all` runs both databases with one and two workers.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.run import Plan, Run, run
from tests.pg import serving

DATABASES = ("sqlite", "postgresql")


@contextmanager
def database(kind: str, folder: Path) -> Iterator[tuple[str, Callable[[], None] | None]]:
    """Give the address of an empty database, and what restarts it."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'chaos.db'}", None
        return
    with serving() as server:

        def restart() -> None:
            server.stop()
            server.start()

        yield server.address, restart


def one(kind: str, workers: int, asked: argparse.Namespace) -> Run:
    """Do one run on an empty database of its own."""
    with tempfile.TemporaryDirectory(prefix="gatepost-chaos-") as name:
        folder = Path(name)
        with database(kind, folder) as (url, restart):
            plan = Plan(asked.rounds, asked.seed, workers, asked.faults, restart)
            return asyncio.run(run(url, folder, plan))


def main() -> int:
    """Run it as the command line says."""
    reader = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    reader.add_argument("--rounds", type=int, default=50, help="how often it is killed")
    reader.add_argument("--database", choices=DATABASES, default="sqlite")
    reader.add_argument("--workers", type=int, default=1, help="processes that share the database")
    reader.add_argument("--faults", type=float, default=0.1, help="share of Slack's spoilt answers")
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--all", action="store_true", help="both databases, one and two workers")
    asked = reader.parse_args()
    cases = [(asked.database, asked.workers)]
    if asked.all:
        cases = [(kind, workers) for kind in DATABASES for workers in (1, 2)]
    well = True
    for kind, workers in cases:
        outcome = one(kind, workers, asked)
        print(f"== {kind}, {workers} worker{'s' * (workers > 1)}\n{outcome}\n", flush=True)
        well = well and outcome.ok
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
