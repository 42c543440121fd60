"""Measure what is promised: `python -m bench [NAME ...] [--profile answer]`.

Every promise is a ratio of two things measured side by side in this run, so that a slow or busy
machine changes both. Exit code 1 only where something could not be measured.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback

from bench.rows import NotMeasured, Row, table

MODULES = (
    "answer",
    "slack",
    "teams",
    "storage",
    "desk",
    "knowledge",
    "flags",
    "asking",
    "answers",
    "digest",
    "starting",
    "judging",
)


def main() -> int:
    """Run what is named, all where nothing is; print one table."""
    reader = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    reader.add_argument("names", nargs="*", metavar="NAME", help=", ".join(MODULES))
    reader.add_argument("--profile", action="store_true", help="show where an answer's time goes")
    asked = reader.parse_args()
    if unknown := set(asked.names) - set(MODULES):
        reader.error(f"no such measurement: {', '.join(sorted(unknown))}")
    if asked.profile:
        importlib.import_module("bench.profile").show()
        return 0
    rows, failed = _measured(asked.names or MODULES)
    print(table(rows))
    if failed:
        print(f"\nNot measured: {', '.join(failed)}")
    return 1 if failed else 0


def _measured(names: list[str] | tuple[str, ...]) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    failed: list[str] = []
    for name in names:
        print(f"measuring {name} ...", file=sys.stderr, flush=True)
        try:
            rows += importlib.import_module(f"bench.{name}").measure()
        except (NotMeasured, OSError, AssertionError):
            traceback.print_exc()
            failed.append(name)
    return rows, failed


if __name__ == "__main__":
    sys.exit(main())
