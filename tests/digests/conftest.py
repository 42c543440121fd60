from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database.upgrade import upgrade
from tests.pg import running
from tests.storage.conftest import database


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database of either kind with today's schema."""
    if request.param == "sqlite":
        address = f"sqlite:///{tmp_path / 'digests.db'}"
        upgrade(address)
        yield address
        return
    with database(request.getfixturevalue("server")) as address:
        upgrade(address)
        yield address
