"""A process that writes journals as fast as it can and says what was acknowledged; it is killed."""

from __future__ import annotations

import os
import sys
import threading

from storage.store import Store
from tests.storage.things import note


def talk(store: Store, name: str, turns: int) -> None:
    for _ in range(turns):
        entries = store.write(lambda tx: note(tx, name, "answer"), within=30).result(60)
        os.write(1, f"{name} {entries[0].seq}\n".encode())  # one line at a time


def main(url: str, prefix: str, turns: str) -> None:
    store = Store.open(url)
    names = [f"{prefix}{number}" for number in range(4)]
    threads = [threading.Thread(target=talk, args=(store, name, int(turns))) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
