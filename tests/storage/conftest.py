"""A real SQLite file and a real PostgreSQL: every test that takes `url` or `store` runs on both."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest

import storage.purge  # noqa: F401 - it knows every table, and all are emptied between tests
from storage.database.tables import Base
from storage.database.upgrade import upgrade
from storage.store import Store, Tx
from tests.pg import running

T = TypeVar("T")
Run = Callable[[Callable[[Tx], T]], T]

_numbers = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture(scope="session")
def ready_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with today's schema, to be copied."""
    file = tmp_path_factory.mktemp("ready") / "ready.db"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def ready_database(server: str) -> str:
    """A PostgreSQL database with today's schema, emptied before each test."""
    upgrade(server)
    return server


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if dialect == "sqlite":
        yield f"sqlite:///{tmp_path / 'gatepost.db'}"
    else:
        with database(request.getfixturevalue("server")) as address:
            yield address


@pytest.fixture
def url(dialect: str, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("file_url" if dialect == "sqlite" else "server_url"))


@pytest.fixture
def file_url(ready_file: Path, tmp_path: Path) -> str:
    """SQLite alone, for what only a file can suffer."""
    shutil.copy(ready_file, tmp_path / "gatepost.db")
    return f"sqlite:///{tmp_path / 'gatepost.db'}"


@pytest.fixture
def server_url(ready_database: str) -> str:
    """PostgreSQL alone."""
    tables = ", ".join(Base.metadata.tables.keys() - {"maker"})
    _command(ready_database, f"TRUNCATE {tables} RESTART IDENTITY")
    return ready_database


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with opened(url) as made:
        yield made


@pytest.fixture
def write(store: Store) -> Run[T]:
    """Have a work committed, and wait for it."""
    return lambda work: store.write(work).result(10)


@pytest.fixture
def read(store: Store) -> Run[T]:
    return lambda work: store.read(work).result(10)


@contextmanager
def opened(url: str) -> Iterator[Store]:
    store = Store.open(url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def database(server: str) -> Iterator[str]:
    """Make a database of one's own, empty, for as long as it is needed."""
    name = f"test_{next(_numbers)}"
    _command(server, f"CREATE DATABASE {name}")
    try:
        yield server.replace("/postgres?", f"/{name}?")
    finally:
        _command(server, f"DROP DATABASE {name} WITH (FORCE)")


def _command(server: str, command: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(command.encode())
