from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.local.rig import Rig


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    served = Rig(tmp_path_factory.mktemp("chat"))
    yield served
    served.stop()
