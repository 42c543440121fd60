from __future__ import annotations

import subprocess
import sys

import pytest

from storage.pilots import journal
from storage.store import Store, Tx
from tests.storage.conftest import opened


def writer(url: str, prefix: str, turns: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.storage.writer_process", url, prefix, str(turns)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def heads(store: Store, acknowledged: dict[str, int]) -> dict[str, int]:
    def work(tx: Tx) -> dict[str, int]:
        assert journal.verify_all(tx) == ()
        return {pilot: journal.head(tx, "local", pilot) for pilot in acknowledged}

    return store.read(work).result(30)


@pytest.mark.parametrize("after", [1, 40, 150])
def test_a_writer_killed_at_any_moment_loses_nothing_that_was_acknowledged(
    url: str, after: int
) -> None:
    acknowledged: dict[str, int] = {}
    with writer(url, "p", 100_000) as process:
        assert process.stdout is not None
        for number, line in enumerate(process.stdout):
            if number == after:
                process.kill()
            if line.endswith("\n"):
                pilot, seq = line.split()
                acknowledged[pilot] = int(seq)
    with opened(url) as store:
        kept = heads(store, acknowledged)
        assert sum(acknowledged.values()) >= after
        assert all(seq <= kept[pilot] <= seq + 1 for pilot, seq in acknowledged.items())


def test_two_processes_write_to_one_database_and_both_get_through(url: str) -> None:
    with writer(url, "a", 25) as one, writer(url, "b", 25) as two:
        assert one.wait(60) == 0
        assert two.wait(60) == 0
        assert one.stdout is not None
        assert two.stdout is not None
        one.stdout.read()
        two.stdout.read()
    names = [f"{prefix}{number}" for prefix in "ab" for number in range(4)]
    with opened(url) as store:
        assert heads(store, dict.fromkeys(names, 0)) == dict.fromkeys(names, 25)
